using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Klikspaan.Knowledge;
using Klikspaan.Translating;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan knowledge import-trackhar</c>: turns the adapters of TrackHAR into a knowledge folder.</summary>
static partial class TrackHarCommand
{
    const long LargestFile = 32 << 20;
    static readonly Argument<string> Adapters = new("file") { Description = "The adapters of TrackHAR as JSON." };
    static readonly Option<string> Output = new("--output", "-o") { Description = "The folder to write; it must be empty or new.", DefaultValueFactory = _ => "trackhar-knowledge" };
    static readonly Option<string?> Edition = new("--edition") { Description = "The version of TrackHAR; by default the one in the name of the file." };
    static readonly Option<string?> Date = new("--date") { Description = "The day of that edition, yyyy-MM-dd; by default today, as the day on which it was read." };

    public static Command Make(Shell shell)
    {
        var command = new Command("import-trackhar", "Turn the adapters of TrackHAR into a knowledge folder, to be laid over ours with --knowledge.") { Adapters, Output, Edition, Date };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(Adapters)!, shell.Folder);
            var folder = Path.GetFullPath(parsed.GetValue(Output)!, shell.Folder);
            if (Origin(shell, path, parsed.GetValue(Edition), parsed.GetValue(Date)) is not { } origin)
            {
                return await FailAsync(shell, "--date must be a day such as 2026-05-18");
            }

            if (!File.Exists(path) || new FileInfo(path).Length > LargestFile)
            {
                return await FailAsync(shell, $"there is no file {parsed.GetValue(Adapters)} of at most {LargestFile >> 20} MB");
            }

            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                return await FailAsync(shell, $"the folder {parsed.GetValue(Output)} is not empty; name another with -o");
            }

            return await ImportAsync(shell, path, folder, origin, cancellation);
        });
        return command;
    }

    static async Task<int> ImportAsync(Shell shell, string path, string folder, TrackHarOrigin origin, CancellationToken cancellation)
    {
        var name = Path.GetRelativePath(shell.Folder, path);
        var file = new KnowledgeFile(name, await File.ReadAllBytesAsync(path, cancellation));
        var knowledge = KnowledgeReader.ReadForUse(KnowledgeFolder.Read(KnowledgeFolder.Own), out _);
        var files = TrackHarImport.Read(file, origin, knowledge.Categories.Values, out var problems);
        foreach (var problem in problems)
        {
            await shell.Out.WriteLineAsync(Terminal.Clean(problem.ToString()));
        }

        foreach (var made in files)
        {
            var target = Path.Combine(folder, made.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllBytesAsync(target, made.Bytes, cancellation);
        }

        if (files.Count > 0)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), About(origin), new UTF8Encoding(false), cancellation);
        }

        var shown = Terminal.Clean(Path.GetRelativePath(shell.Folder, folder));
        await shell.Out.WriteLineAsync(files.Count > 0
            ? $"{files.Count} adapters of TrackHAR {Terminal.Clean(origin.Version)} written to {shown}; {problems.Count} mistake(s). Lay them over ours: klikspaan --knowledge {shown} import FILE"
            : $"nothing was written: {problems.Count} mistake(s)");
        await shell.Out.FlushAsync(cancellation);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.InvalidKnowledge;
    }

    static TrackHarOrigin? Origin(Shell shell, string path, string? edition, string? date)
    {
        var version = edition ?? (Version().Match(Path.GetFileName(path)) is { Success: true } match ? match.Value : "of unknown version");
        return date is null ? new(version, DateOnly.FromDateTime(shell.Time.GetUtcNow().UtcDateTime))
            : DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new(version, day)
            : null;
    }

    static string About(TrackHarOrigin origin) =>
        $"""
        # Adapters of TrackHAR {origin.Version}

        Translated by `klikspaan knowledge import-trackhar`. The adapters are of the TrackHAR project (https://www.npmjs.com/package/trackhar)
        and in the public domain (CC0-1.0), as are these files. What they say was not tested against recordings of our own: it is
        as certain as its source, and each reason says who gives it.

        """;

    static async Task<int> FailAsync(Shell shell, string message)
    {
        await shell.Error.WriteLineAsync(Terminal.Clean($"klikspaan: {message}"));
        return ExitCode.Usage;
    }

    [GeneratedRegex(@"[0-9]+\.[0-9]+\.[0-9]+")]
    private static partial Regex Version();
}
