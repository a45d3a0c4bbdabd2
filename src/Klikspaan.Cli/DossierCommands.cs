using System.CommandLine;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>The commands that look after a dossier: <c>init</c>, <c>rebuild</c>, <c>verify</c>, <c>export</c>.</summary>
static class DossierCommands
{
    public static IEnumerable<Command> Make(Shell shell) => [Init(shell), Rebuild(shell), Verify(shell), Export(shell)];

    static Command Init(Shell shell)
    {
        var folder = new Argument<string>("folder") { Description = "The folder to make." };
        var command = new Command("init", "Make a dossier with a commented dossier.yaml.") { folder };
        command.SetAction((parsed, _) => Guard.RunAsync(shell, async () =>
        {
            if (parsed.GetValue(folder)!.Length == 0)
            {
                throw new ArgumentException("name the folder to make");
            }

            var path = Path.GetFullPath(parsed.GetValue(folder)!, shell.Folder);
            if (File.Exists(path))
            {
                throw new ArgumentException($"{path} is a file");
            }

            if (File.Exists(Path.Combine(path, Dossier.FileName)))
            {
                await shell.Error.WriteLineAsync($"klikspaan: {Path.GetRelativePath(shell.Folder, path)} is a dossier already");
                return ExitCode.Usage;
            }

            Dossier.Create(path);
            await shell.Out.WriteLineAsync($"Made {Path.GetRelativePath(shell.Folder, path)}. Edit its dossier.yaml, then: klikspaan -d {parsed.GetValue(folder)} import FILE");
            return ExitCode.Done;
        }));
        return command;
    }

    static Command Rebuild(Shell shell)
    {
        var command = new Command("rebuild", "Make the index again from the captures.");
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            using var dossier = DossierChoice.Open(shell, parsed, DossierChoice.Require(shell, parsed));
            var code = ExitCode.Done;
            foreach (var capture in dossier.Manifest.Captures.ToList())
            {
                var counts = await Progress.RunAsync(shell, $"reading {capture.File}", capture.Bytes, p => dossier.IndexAsync(capture, p, cancellation));
                code = counts.Problems > 0 ? ExitCode.Incomplete : code;
                await shell.Out.WriteLineAsync($"{Terminal.Clean(capture.File)}: {ImportCommand.Read(counts)}, {counts.Problems} problems");
            }

            await DossierChoice.MergeAsync(shell, dossier, cancellation);
            return code;
        }));
        return command;
    }

    static Command Verify(Shell shell)
    {
        var command = new Command("verify", "Check that no capture, reply, manifest line, index, list of planted values of a recording, file of a scenario or file of a document changed since it was written, since a capture of the scenario came in, or since the document was described.");
        command.SetAction((parsed, _) => Guard.RunAsync(shell, async () =>
        {
            using var dossier = DossierChoice.OpenAsItIs(shell, parsed, DossierChoice.Require(shell, parsed));
            var faults = Verifier.Check(dossier);
            foreach (var fault in faults)
            {
                await shell.Out.WriteLineAsync(Terminal.Clean(fault));
            }

            foreach (var remark in Verifier.Remarks(dossier))
            {
                await shell.Error.WriteLineAsync(Terminal.Clean($"klikspaan: {remark}"));
            }

            var count = dossier.Manifest.Captures.Count();
            await shell.Out.WriteLineAsync(faults.Count == 0 ? $"{count} capture(s) and {dossier.Manifest.Entries.Count} manifest line(s) are as they were written" : $"{faults.Count} fault(s)");
            return faults.Count == 0 ? ExitCode.Done : ExitCode.InvalidKnowledge;
        }));
        return command;
    }

    static Command Export(Shell shell)
    {
        var folder = new Argument<string>("folder") { Description = "The folder to write to; it is made if absent." };
        var reveal = new Option<bool>("--show-secrets") { Description = "Write cookies, tokens and Authorization fields instead of masking them." };
        var formats = new Option<string[]>("--format")
        {
            Description = "csv and parquet: every table; har: the requests of each capture as an HTTP Archive, as they were sent; warc: all exchanges of each capture as a WARC file.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. Exporter.OfTables],
        };
        formats.AcceptOnlyFromAmong([.. Exporter.Formats]);
        var command = new Command("export", "Write every table as CSV and Parquet, or the requests as HTTP Archives or WARC files.") { folder, formats, reveal };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            using var dossier = await DossierChoice.OpenAsync(shell, parsed, cancellation);
            var path = Path.GetFullPath(parsed.GetValue(folder)!, shell.Folder);
            var exporter = new Exporter(new(dossier, parsed.GetValue(reveal)), path);
            foreach (var format in parsed.GetValue(formats)!.Distinct())
            {
                foreach (var file in await exporter.WriteAsync(format, cancellation))
                {
                    await shell.Out.WriteLineAsync(Path.GetRelativePath(shell.Folder, file));
                }
            }

            if (exporter.LeftOut > 0)
            {
                await shell.Error.WriteLineAsync($"klikspaan: {exporter.LeftOut} exchange(s) are no requests (look-ups, datagrams, stored events and the like): an HTTP Archive has no place for them");
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
