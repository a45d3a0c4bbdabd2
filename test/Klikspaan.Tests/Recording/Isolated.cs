using System.Diagnostics;
using System.Globalization;
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

    /// <summary>Reads of the newest recording, which is too large to be held, the metadata alone.</summary>
    public static Recorded ReadMetadata(Workplace place, Workplace.Run run)
    {
        using var file = File.OpenRead(new DirectoryInfo(place.InDossier("captures")).EnumerateFiles().OrderBy(f => f.LastWriteTimeUtc).Last().FullName);
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.Latin1);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.AddRange(line.StartsWith("{\"kind\":", StringComparison.Ordinal) ? [line] : []);
        }

        return new(run, string.Join('\n', lines));
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
        [.. All().Where(p => p != Environment.ProcessId && Command(p).Contains(text, StringComparison.Ordinal))];

    /// <summary>Waits until this is so, for at most twenty seconds.</summary>
    public static async Task<bool> UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 200 && !isSo(); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return isSo();
    }

    /// <summary>Sends a process, or the group of the negative number, a signal.</summary>
    public static void Kill(int process, int signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Processes whose parent this is.</summary>
    public static IEnumerable<int> Children(int process) => All().Where(p => Parent(p) == process);

    /// <summary>Runs this, and tells the most memory in KiB that one of its processes with our program ever held; those of other tests are not ours to count.</summary>
    public static async Task<(Workplace.Run Run, long PeakKiB)> RunMeasuredAsync(Workplace place, string[] words)
    {
        var (peak, isOver, watching) = (0L, false, Task.CompletedTask);
        var run = await place.RunCommandAsync(words[0], words[1..], process => watching = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                peak = Math.Max(peak, Below(process.Id).Where(p => Command(p).Contains(Workplace.Program, StringComparison.Ordinal)).Select(PeakKiB).DefaultIfEmpty(0).Max());
                await Task.Delay(50);
            }
        }));
        Volatile.Write(ref isOver, true);
        await watching;
        return (run, peak);
    }

    /// <summary>A process, its children, and theirs.</summary>
    static List<int> Below(int process)
    {
        var parents = All().ToLookup(Parent);
        var found = new List<int> { process };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(parents[found[i]]);
        }

        return found;
    }

    /// <summary>The words of a process; none when it is gone.</summary>
    public static string Command(int process) => Read(process, "cmdline").Replace('\0', ' ');

    static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(System.IO.Path.GetFileName(d), CultureInfo.InvariantCulture, out var process) ? process : 0).Where(p => p > 0);

    /// <summary>Who started it; 0 when it is gone.</summary>
    public static int Parent(int process) =>
        Read(process, "stat") is { Length: > 0 } stat ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) : 0;

    /// <summary>The most memory that it ever held, in KiB; 0 when it is gone.</summary>
    public static long PeakKiB(int process) => long.TryParse(
        Read(process, "status").Split('\n').FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1), out var peak) ? peak : 0;

    static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
