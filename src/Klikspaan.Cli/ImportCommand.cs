using System.CommandLine;
using System.Globalization;
using Klikspaan.Importing;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan import</c>: takes captures in and reads them.</summary>
static class ImportCommand
{
    public static Command Make(Shell shell)
    {
        var files = new Argument<string[]>("file") { Description = "Captures, of any format that can be read; recognised by what they hold. A folder, a ZIP archive or a file compressed with gzip stands for what is in it. Formats: " + string.Join(", ", CaptureReaders.All.Select(r => r.Format)) + ".", Arity = ArgumentArity.OneOrMore };
        var meta = new Option<string?>("--meta") { Description = "A YAML file with " + string.Join(", ", CaptureMeta.Questions.Select(q => q.Key).Append(CaptureMeta.Scenario)) + "." };
        var quiet = new Option<bool>("--no-questions") { Description = "Do not ask for what --meta does not say; it is then not established." };
        var opaque = new Option<double>("--max-opaque") { Description = "Percentage of bytes that may stay unopened before the exit code is 3.", DefaultValueFactory = _ => 5 };
        var scenario = new Option<string?>("--scenario") { Description = "The scenario that was being done: its steps, markers and settings are those of the capture. What --meta says goes first." };
        var decrypt = new Option<bool>("--decrypt") { Description = "Open encrypted connections of captures of packets with tshark, where it is installed, with the secrets that the capture holds; what it opened is taken in as a capture of its own." };
        var keys = new Option<string?>("--keys") { Description = "A key log (SSLKEYLOGFILE) to do that with." };
        var command = new Command("import", "Take captures into the dossier and read them.") { files, meta, scenario, quiet, opaque, decrypt, keys };
        foreach (var option in AccessReplyImport.Options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            var isReply = AccessReplyImport.IsAsked(parsed, meta, scenario, opaque, decrypt, keys);
            if (await AbsentAsync(shell, parsed.GetValue(files)!))
            {
                return ExitCode.Usage;
            }

            using var dossier = DossierChoice.Open(shell, parsed, DossierChoice.FindOrMake(shell, parsed));
            if (isReply)
            {
                return await AccessReplyImport.RunAsync(shell, dossier, parsed, parsed.GetValue(files)!, cancellation);
            }

            var answers = Answers(shell, dossier, parsed.GetValue(meta), parsed.GetValue(scenario), ask: !parsed.GetValue(quiet));
            var log = parsed.GetValue(keys) is { } path ? Path.GetFullPath(path, shell.Folder) : null;
            if (log is not null && !File.Exists(log))
            {
                throw new FileNotFoundException($"there is no key log {log}");
            }

            return await RunAsync(shell, dossier, parsed.GetValue(files)!, answers, parsed.GetValue(opaque), cancellation, parsed.GetValue(decrypt) || log is not null, log);
        }));
        return command;
    }

    /// <summary>Whether none of the files is there, which is said: no dossier is made for nothing.</summary>
    static async Task<bool> AbsentAsync(Shell shell, IReadOnlyList<string> files)
    {
        var paths = files.Select(f => Path.GetFullPath(f, shell.Folder)).ToList();
        if (paths.Any(p => File.Exists(p) || Directory.Exists(p)))
        {
            return false;
        }

        foreach (var path in paths)
        {
            await shell.Error.WriteLineAsync(Terminal.Clean(Directory.Exists(Path.GetDirectoryName(path)) ? $"klikspaan: there is no file {path}" : $"klikspaan: there is no folder in which {path} could be"));
        }

        return true;
    }

    /// <summary>Imports each file; one that fails does not keep the others out.</summary>
    public static async Task<int> RunAsync(
        Shell shell, Dossier dossier, IReadOnlyList<string> files, IReadOnlyDictionary<string, string> meta, double maxOpaque, CancellationToken cancellation, bool decrypts = false, string? keys = null)
    {
        var code = ExitCode.Done;
        var done = 0;
        var there = dossier.Manifest.Captures.Count();
        var room = Directory.CreateTempSubdirectory("klikspaan-import-");
        try
        {
            foreach (var named in files)
            {
                var found = new CaptureFiles(room.FullName);
                var before = done;
                try
                {
                    foreach (var file in found.Find(Path.GetFullPath(named, shell.Folder)))
                    {
                        var one = decrypts
                            ? await DecryptedImport.RunAsync(shell, dossier, file, keys, room.FullName, (f, m, t) => OneAsync(shell, dossier, f, m, maxOpaque, cancellation, t), meta, maxOpaque, cancellation)
                            : await OneAsync(shell, dossier, file, meta, maxOpaque, cancellation);
                        done++;

                        code = code == ExitCode.Usage ? code : Math.Max(code, one);
                    }

                    await TellAsync(shell, found);
                    code = code == ExitCode.Done && found.IsIncomplete ? ExitCode.Incomplete : code;
                    if (done == before)
                    {
                        throw new ArgumentException($"{named} holds no capture of a format that is read");
                    }
                }
                catch (Exception e) when (e is not (OperationCanceledException or DossierException) && Guard.Message(e) is { } message)
                {
                    await shell.Error.WriteLineAsync($"klikspaan: {Terminal.Clean(message)}");
                    code = ExitCode.Usage;
                }
            }
        }
        finally
        {
            room.Delete(recursive: true);
        }

        if (done > 0)
        {
            foreach (var counts in await DossierChoice.RefreshAsync(shell, dossier, cancellation))
            {
                var one = await CompletenessAsync(shell, counts, maxOpaque);
                code = code == ExitCode.Usage ? code : Math.Max(code, one);
            }

            foreach (var capture in dossier.Manifest.Captures.Skip(there))
            {
                await ClockAsync(shell, dossier, capture);
            }

            Summary.Print(shell, dossier, null);
        }

        return code;
    }

    /// <summary>Says how the steps of its scenario are tied to a capture.</summary>
    static async Task ClockAsync(Shell shell, Dossier dossier, ManifestEntry capture)
    {
        if (dossier.StepsOf(capture).Count == 0)
        {
            return;
        }

        var clock = dossier.ClockOf(capture);
        var text = clock.Source switch
        {
            ClockSource.Marker => $"its clock less the tester's is {clock.Text}, measured by marker ({clock.Found} of {clock.Sent} found), within {clock.Within.TotalSeconds:0.###} s; its requests are tied to the steps by that",
            ClockSource.Stated => $"its clock is taken as was said, {clock.Text}; its requests are tied to the steps by that",
            _ => $"how its clock runs against the tester's is not established ({(clock.Sent == 0 ? "no marker was sent" : $"none of {clock.Sent} marker(s) was found in it")}, and nobody said it): its requests are tied to the steps with the clocks as they are",
        };
        await shell.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"klikspaan: {capture.File}: {text}"));
    }

    /// <summary>Says what of a folder or an archive was left out.</summary>
    static async Task TellAsync(Shell shell, CaptureFiles found)
    {
        const int Most = 20;
        foreach (var (name, why) in found.LeftOut.Take(Most))
        {
            await shell.Error.WriteLineAsync($"klikspaan: left out: {Terminal.Clean(name)}: {Terminal.Clean(why)}");
        }

        if (found.LeftOut.Count > Most)
        {
            await shell.Error.WriteLineAsync($"klikspaan: left out: {found.LeftOut.Count - Most} more");
        }
    }

    static async Task<int> OneAsync(
        Shell shell, Dossier dossier, CaptureFile file, IReadOnlyDictionary<string, string> meta, double maxOpaque, CancellationToken cancellation, Action<ManifestEntry>? taken = null)
    {
        var (path, name) = (file.Path, file.Name);
        var size = new FileInfo(path) is { Exists: true } info ? info.Length : 0;
        var (entry, wasThere) = await Progress.RunAsync(shell, $"reading {name}", size, p => dossier.ImportAsync(path, meta, p, cancellation, name));
        if (wasThere)
        {
            await shell.Out.WriteLineAsync($"{Terminal.Clean(name)} is in the dossier already, as {entry.File} since {entry.At:yyyy-MM-dd}.");
        }

        var counts = dossier.IsIndexed(entry) ? dossier.IndexOf(entry).Counts() : await Progress.RunAsync(shell, $"reading {entry.File}", entry.Bytes, p => dossier.IndexAsync(entry, p, cancellation));
        await shell.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{Terminal.Clean(name)}: {Read(counts)}, kept as {entry.File} (SHA-256 {entry.Sha256})"));
        await RefusedAsync(shell, dossier, entry, name, counts);
        taken?.Invoke(entry);
        return taken is not null ? ExitCode.Done : await CompletenessAsync(shell, counts, maxOpaque);
    }

    /// <summary>Of a capture of which nothing could be read, says why: the problems by their kind, those that there are most of first.</summary>
    static async Task RefusedAsync(Shell shell, Dossier dossier, ManifestEntry entry, string name, ImportCounts counts)
    {
        const int Most = 3;
        if (counts.Problems == 0 || counts.Exchanges + counts.Stored + counts.Contacts + counts.LookUps + counts.VendorRecords + counts.NotSent > 0)
        {
            return;
        }

        var sorts = dossier.IndexOf(entry).Problems().GroupBy(p => (p.Expected, p.Found)).Select(g => (g.Key.Expected, g.Key.Found, Count: g.Count())).OrderByDescending(g => g.Count).ToList();
        foreach (var (expected, found, count) in sorts.Take(Most))
        {
            await shell.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Terminal.Clean(name)}: nothing was read: expected {Terminal.Clean(expected)}, found {Terminal.Clean(found)}{(count > 1 ? $" ({count:N0} times)" : "")}"));
        }

        if (sorts.Count > Most)
        {
            await shell.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Terminal.Clean(name)}: and for {sorts.Count - Most:N0} more reasons; 'klikspaan show problems' lists them"));
        }
    }

    /// <summary>What was read, and of what is not shown to have been sent that it is not.</summary>
    public static string Read(ImportCounts counts)
    {
        string Of(int count, string one, string more, string but = "") => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : more)}{but}");
        List<string> parts = [];
        if (counts.Stored > 0)
        {
            parts.Add(Of(counts.Stored, "stored event", "stored events", counts.Stored == 1 ? ", which is not shown to have been sent" : ", none of which is shown to have been sent"));
        }

        if (counts.VendorRecords > 0)
        {
            parts.Add(Of(counts.VendorRecords, "record", "records", counts.VendorRecords == 1 ? " that a vendor's service wrote, which does not show what was sent" : " that a vendor's service wrote, none of which shows what was sent"));
        }

        if (counts.Contacts > 0)
        {
            parts.Add(Of(counts.Contacts, "contact", "contacts", " of which the contents were not seen"));
        }

        if (counts.NotSent > 0)
        {
            parts.Add(Of(counts.NotSent, "request", "requests", " of which the capture says that nothing was sent, such as those answered from a cache"));
        }

        if (counts.LookUps > 0 && counts.Exchanges == counts.Others)
        {
            parts.Add(Of(counts.LookUps, "name looked up", "names looked up"));
        }

        if (counts.Others > 0)
        {
            parts.Insert(0, Of(counts.Others, "connection in which no HTTP was read, or destination of datagrams", "connections in which no HTTP was read, or destinations of datagrams"));
        }

        if (counts.Exchanges > counts.Others || parts.Count == 0)
        {
            parts.Insert(0, Of(counts.Exchanges - counts.Others, "request", "requests"));
        }

        return string.Join("; ", parts);
    }

    /// <summary>Says on standard error why evidence counts as incomplete.</summary>
    public static async Task<int> CompletenessAsync(Shell shell, ImportCounts counts, double maxOpaque)
    {
        var code = ExitCode.Done;
        if (counts.Problems > 0)
        {
            await shell.Error.WriteLineAsync($"klikspaan: the evidence is incomplete: {counts.Problems} {(counts.Problems == 1 ? "problem" : "problems")}; 'klikspaan show problems' lists them");
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

    static Dictionary<string, string> Answers(Shell shell, Dossier dossier, string? file, string? scenario, bool ask)
    {
        var answers = file is null
            ? new Dictionary<string, string>()
            : new Dictionary<string, string>(CaptureMeta.Read(file, File.ReadAllBytes(Path.GetFullPath(file, shell.Folder))));
        if (scenario is { Length: > 0 })
        {
            answers.TryAdd(CaptureMeta.Scenario, scenario);
        }

        if (scenario is { Length: > 0 } && dossier.Scenarios.Find(scenario) is null)
        {
            shell.Error.WriteLine(Terminal.Clean($"klikspaan: scenarios/ of the dossier tells nothing of a scenario '{scenario}' yet; the captures carry its name all the same"));
        }

        dossier.Scenarios.Complete(answers);
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
