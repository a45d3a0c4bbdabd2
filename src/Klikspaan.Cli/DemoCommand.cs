using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Klikspaan.Recording;
using Klikspaan.Recording.Isolating;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan demo</c>: the first run. Records the .NET SDK's own command line on this machine, or takes in such a recording where nothing can be isolated.</summary>
static class DemoCommand
{
    /// <summary>The example that the demo records, with a recording of it.</summary>
    public static string Example => Path.Combine(AppContext.BaseDirectory, "examples", "dotnet-cli");

    const string Live = """
        # An assessment of observed traffic of the .NET SDK's command line; not a DPIA of any organisation.
        # What was planted for each recording stands in planted/.
        version: 1
        name: .NET SDK command line, recorded on this machine

        """;

    public static Command Make(Shell shell)
    {
        var folder = new Argument<string>("folder") { Description = "The dossier to make.", DefaultValueFactory = _ => "klikspaan-demo" };
        var shipped = new Option<bool>("--shipped") { Description = "Take in the recording that ships with the program instead of making one." };
        var command = new Command("demo", "Record the .NET SDK's command line on this machine, in a network without a way out, and say what it addressed to whom.") { folder, shipped };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!, shell.Folder);
            if (!parsed.GetValue(shipped) && NamespaceEntry.Outside is null)
            {
                if (await NamespaceEntry.RefusalAsync(cancellation) is not { } refusal)
                {
                    return await NamespaceEntry.RunAsync(parsed.Tokens.Select(t => t.Value), cancellation);
                }

                await shell.Error.WriteLineAsync($"klikspaan: nothing can be isolated here ({Terminal.Clean(refusal)}); taking in the recording that ships with the program instead. 'klikspaan doctor' says what to do");
            }

            var isLive = !parsed.GetValue(shipped) && NamespaceEntry.Outside is not null;
            Prepare(path, Path.GetRelativePath(shell.Folder, path), isLive);
            using var dossier = isLive ? DossierChoice.OpenToRecord(shell, parsed, path) : DossierChoice.Open(shell, parsed, path);
            var code = isLive ? await RecordAsync(shell, dossier, cancellation) : await ImportAsync(shell, dossier, cancellation);
            return code == ExitCode.Usage ? code : ExitCode.Done;
        }));
        return command;
    }

    static async Task<int> RecordAsync(Shell shell, Dossier dossier, CancellationToken cancellation)
    {
        await shell.Error.WriteLineAsync("klikspaan: recording a few commands of the .NET SDK; no IP packet leaves this machine");
        var work = Directory.CreateTempSubdirectory("klikspaan-demo-");
        try
        {
            var script = await File.ReadAllTextAsync(Path.Combine(Example, "demo.sh"), cancellation);
            var options = new RecordingOptions { Command = ["sh", "-c", script], Folder = work.FullName, MaxTime = TimeSpan.FromMinutes(2), Settle = TimeSpan.FromSeconds(3) };
            var scenario = string.Create(CultureInfo.InvariantCulture, $"demo of {shell.Time.GetUtcNow():yyyy-MM-dd'T'HHmmss'Z'}");
            var meta = new Dictionary<string, string> { ["product"] = ".NET SDK, command line", ["build"] = await BuildAsync(cancellation), ["scenario"] = scenario, ["settings_profile"] = "as installed; the variable that opts out of telemetry is not set", ["account_kind"] = "none" };
            var recorded = await RecordCommand.RunAsync(shell, dossier, options, meta, quiet: false, cancellation);
            await KeepStepsAsync(Path.Combine(work.FullName, "steps"), dossier, scenario, cancellation);
            dossier.ReadScenariosAgain();
            return await RecordCommand.FinishAsync(shell, dossier, options, recorded, 100);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>The steps as the script wrote them down, each until the next began; none where its clock cannot tell milliseconds.</summary>
    static async Task KeepStepsAsync(string written, Dossier dossier, string scenario, CancellationToken cancellation)
    {
        var starts = new List<(string Name, DateTimeOffset Start)>();
        foreach (var line in File.Exists(written) ? await File.ReadAllLinesAsync(written, cancellation) : [])
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !DateTimeOffset.TryParseExact(line[..space], "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
            {
                return;
            }

            starts.Add((line[(space + 1)..], start));
        }

        if (starts.Count > 0)
        {
            var steps = starts.Select((s, i) => new ScenarioStep(s.Name, s.Start, i + 1 < starts.Count ? starts[i + 1].Start : null) { By = "program" });
            var folder = Directory.CreateDirectory(Path.Combine(dossier.Folder, "scenarios")).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, $"{scenario.Replace(' ', '-')}.yaml"), ScenarioFile.Write(scenario, steps), cancellation);
        }
    }

    /// <summary>The version that the SDK itself says; it sends nothing for that.</summary>
    static async Task<string> BuildAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        try
        {
            using var dotnet = Process.Start(start)!;
            var version = await dotnet.StandardOutput.ReadToEndAsync(cancellation);
            return version.Trim() is { Length: > 0 } said ? said : Classification.NotEstablished;
        }
        catch (Win32Exception)
        {
            return Classification.NotEstablished;
        }
    }

    static async Task<int> ImportAsync(Shell shell, Dossier dossier, CancellationToken cancellation)
    {
        var meta = CaptureMeta.Read("meta.yaml", await File.ReadAllBytesAsync(Path.Combine(Example, "meta.yaml"), cancellation));
        var files = Directory.GetFiles(Example, "*.har").Order(StringComparer.Ordinal).ToList();
        return await ImportCommand.RunAsync(shell, dossier, files, meta, 100, cancellation);
    }

    /// <summary>Makes the demo's dossier; one that is there is used again only when it is the demo's own.</summary>
    static void Prepare(string path, string name, bool isLive)
    {
        var own = Path.Combine(path, Dossier.FileName);
        var shipped = File.ReadAllText(Path.Combine(Example, Dossier.FileName));
        if (File.Exists(own) && File.ReadAllText(own) is var there && there != shipped && there != Live)
        {
            throw new ArgumentException($"{name} is a dossier of its own, where the demo does not belong: name another folder");
        }

        Dossier.Create(path);
        File.WriteAllText(own, isLive ? Live : shipped);
    }
}
