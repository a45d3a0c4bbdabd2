using System.CommandLine;
using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan import</c>: takes captures in and reads them.</summary>
static class ImportCommand
{
    public static Command Make(Shell shell)
    {
        var files = new Argument<string[]>("file") { Description = "Captures, of any format that can be read; recognised by what they hold.", Arity = ArgumentArity.OneOrMore };
        var meta = new Option<string?>("--meta") { Description = "A YAML file with " + string.Join(", ", CaptureMeta.Questions.Select(q => q.Key).Append(CaptureMeta.Scenario)) + "." };
        var quiet = new Option<bool>("--no-questions") { Description = "Do not ask for what --meta does not say; it is then not established." };
        var opaque = new Option<double>("--max-opaque") { Description = "Percentage of bytes that may stay unopened before the exit code is 3.", DefaultValueFactory = _ => 5 };
        var command = new Command("import", "Take captures into the dossier and read them.") { files, meta, quiet, opaque };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            using var dossier = DossierChoice.Open(shell, parsed, DossierChoice.FindOrMake(shell, parsed));
            var answers = Answers(shell, parsed.GetValue(meta), ask: !parsed.GetValue(quiet));
            return await RunAsync(shell, dossier, parsed.GetValue(files)!, answers, parsed.GetValue(opaque), cancellation);
        }));
        return command;
    }

    /// <summary>Imports each file; one that fails does not keep the others out.</summary>
    public static async Task<int> RunAsync(
        Shell shell, Dossier dossier, IReadOnlyList<string> files, IReadOnlyDictionary<string, string> meta, double maxOpaque, CancellationToken cancellation)
    {
        var code = ExitCode.Done;
        var done = 0;
        foreach (var file in files)
        {
            try
            {
                var one = await OneAsync(shell, dossier, Path.GetFullPath(file, shell.Folder), meta, maxOpaque, cancellation);
                code = code == ExitCode.Usage ? code : Math.Max(code, one);
                done++;
            }
            catch (Exception e) when (e is not (OperationCanceledException or DossierException) && Guard.Message(e) is { } message)
            {
                await shell.Error.WriteLineAsync($"klikspaan: {Terminal.Clean(message)}");
                code = ExitCode.Usage;
            }
        }

        if (done > 0)
        {
            foreach (var counts in await DossierChoice.RefreshAsync(shell, dossier, cancellation))
            {
                var one = await CompletenessAsync(shell, counts, maxOpaque);
                code = code == ExitCode.Usage ? code : Math.Max(code, one);
            }

            Summary.Print(shell, dossier, null);
        }

        return code;
    }

    static async Task<int> OneAsync(
        Shell shell, Dossier dossier, string path, IReadOnlyDictionary<string, string> meta, double maxOpaque, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            throw new ArgumentException($"{path} is a folder: name the files in it");
        }

        var size = new FileInfo(path) is { Exists: true } info ? info.Length : 0;
        var (entry, wasThere) = await Progress.RunAsync(shell, $"reading {Path.GetFileName(path)}", size, p => dossier.ImportAsync(path, meta, p, cancellation));
        if (wasThere)
        {
            await shell.Out.WriteLineAsync($"{Terminal.Clean(Path.GetFileName(path))} is in the dossier already, as {entry.File} since {entry.At:yyyy-MM-dd}.");
        }

        var counts = dossier.IsIndexed(entry) ? dossier.IndexOf(entry).Counts() : await Progress.RunAsync(shell, $"reading {entry.File}", entry.Bytes, p => dossier.IndexAsync(entry, p, cancellation));
        await shell.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{Terminal.Clean(Path.GetFileName(path))}: {Read(counts)}, kept as {entry.File} (SHA-256 {entry.Sha256})"));
        return await CompletenessAsync(shell, counts, maxOpaque);
    }

    /// <summary>What was read, and of what is not shown to have been sent that it is not.</summary>
    static string Read(ImportCounts counts)
    {
        string Of(int count, string one, string more, string but = "") => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : more)}{but}");
        List<string> parts = [];
        if (counts.Stored > 0)
        {
            parts.Add(Of(counts.Stored, "stored event", "stored events", ", none of which is shown to have been sent"));
        }

        if (counts.VendorRecords > 0)
        {
            parts.Add(Of(counts.VendorRecords, "record", "records", " that a vendor's service wrote, none of which shows what was sent"));
        }

        if (counts.Contacts > 0)
        {
            parts.Add(Of(counts.Contacts, "contact", "contacts", " of which the contents were not seen"));
        }

        if (counts.LookUps > 0 && counts.Exchanges == 0)
        {
            parts.Add(Of(counts.LookUps, "name looked up", "names looked up"));
        }

        if (counts.Exchanges > 0 || parts.Count == 0)
        {
            parts.Insert(0, string.Create(CultureInfo.InvariantCulture, $"{counts.Exchanges:N0} requests"));
        }

        return string.Join("; ", parts);
    }

    /// <summary>Says on standard error why evidence counts as incomplete.</summary>
    public static async Task<int> CompletenessAsync(Shell shell, ImportCounts counts, double maxOpaque)
    {
        var code = ExitCode.Done;
        if (counts.Problems > 0)
        {
            await shell.Error.WriteLineAsync($"klikspaan: the evidence is incomplete: {counts.Problems} problem(s); 'klikspaan show problems' lists them");
            code = ExitCode.Incomplete;
        }

        if (counts.OpaqueBytes > counts.BytesOut * maxOpaque / 100)
        {
            var share = 100.0 * counts.OpaqueBytes / counts.BytesOut;
            await shell.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"klikspaan: the evidence is incomplete: {share:F1} % of the bytes were not opened, more than --max-opaque {maxOpaque:0.#}"));
            code = ExitCode.Incomplete;
        }

        return code;
    }

    static Dictionary<string, string> Answers(Shell shell, string? file, bool ask)
    {
        var answers = file is null
            ? new Dictionary<string, string>()
            : new Dictionary<string, string>(CaptureMeta.Read(file, File.ReadAllBytes(Path.GetFullPath(file, shell.Folder))));
        if (!ask || !shell.IsInteractive || !shell.IsTerminal)
        {
            return answers;
        }

        shell.Error.WriteLine("What is known of this capture? Enter skips; what is skipped is not established.");
        foreach (var (key, question) in CaptureMeta.Questions.Where(q => !answers.ContainsKey(q.Key)))
        {
            shell.Error.Write($"  {question}: ");
            if (shell.In.ReadLine() is { Length: > 0 } answer)
            {
                answers[key] = answer.Trim();
            }
        }

        return answers;
    }
}
