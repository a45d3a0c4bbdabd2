using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Klikspaan.Recording.Isolating;

namespace Klikspaan.Tests.Recording;

/// <summary>Records real programs with the real executable, and reads what was recorded.</summary>
static class Isolated
{
    /// <summary>Who runs it as an ordinary user where the tests run as root.</summary>
    public const int Ordinary = 65534;

    static readonly Lazy<Task<string?>> Refusal = new(() => NamespaceEntry.RefusalAsync(CancellationToken.None));

    /// <summary>Skips the test, with the reason, where nothing can be recorded.</summary>
    public static async Task RequireAsync(params string[] tools)
    {
        var refusal = await Refusal.Value;
        Assert.SkipWhen(refusal is not null, $"no isolated recording here: {refusal}");
        foreach (var tool in tools.Append("python3"))
        {
            Assert.SkipWhen(SystemTool.Find(tool) is null, $"'{tool}' is not installed");
        }
    }

    /// <summary>The words that record a program as this user; as root only root may choose.</summary>
    public static string[] Words(int? user, params string[] words) =>
        [.. user is { } u ? new[] { "setpriv", $"--reuid={u}", $"--regid={u}", "--clear-groups", "env", "HOME=/nonexistent", "USER=nobody" } : [], "dotnet", Workplace.Program, "-d", Workplace.Name, .. words];

    /// <summary>Records in the folder of the workplace.</summary>
    public static async Task<Recorded> RecordAsync(Workplace place, int? user, IEnumerable<string> words, Action<Process>? started = null)
    {
        var all = Words(user, ["record", .. words]);
        if (user is not null)
        {
            OpenToAll(place.Folder);
        }

        return Read(place, await place.RunCommandAsync(all[0], all[1..], started));
    }

    /// <summary>Lets every user read and write there.</summary>
    public static void OpenToAll(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0x1FF);
        }
    }

    /// <summary>Reads the newest recording of the dossier.</summary>
    public static Recorded Read(Workplace place, Workplace.Run run)
    {
        var folder = place.InDossier("captures");
        var newest = Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles().OrderBy(f => f.LastWriteTimeUtc).LastOrDefault() : null;
        return new(run, newest is null ? "" : Plain(newest.FullName));
    }

    /// <summary>A recording without its compression.</summary>
    public static string Plain(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var copy = new MemoryStream();
        try
        {
            plain.CopyTo(copy);
        }
        catch (InvalidDataException)
        {
            // Cut off: what is whole is read.
        }

        return Encoding.Latin1.GetString(copy.ToArray());
    }

    /// <summary>Live processes whose command line holds this text.</summary>
    public static List<int> Processes(string text) =>
        [.. Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(System.IO.Path.GetFileName(d), out var pid) ? pid : 0).Where(p => p > 0 && p != Environment.ProcessId && CommandLine(p).Contains(text, StringComparison.Ordinal))];

    /// <summary>Waits until this is so, for at most twenty seconds.</summary>
    public static async Task<bool> UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 200 && !isSo(); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return isSo();
    }

    static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
