using System.CommandLine;
using System.Globalization;
using Klikspaan.Documenting;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan documentation</c>: takes in vendors' own lists of events, and compares them.</summary>
static class DocumentationCommand
{
    const int MostTold = 20;

    public static Command Make(Shell shell) =>
        new("documentation", "Take in vendors' own lists of events and fields, to hold captures against them ('show conformance'), and compare those lists.") { Import(shell), Diff(shell), List(shell) };

    static Command Import(Shell shell)
    {
        var files = new Argument<string[]>("file") { Description = $"Lists as vendors publish them, recognised by what they hold: {string.Join("; ", DocumentationReaders.All.Select(r => r.About))}.", Arity = ArgumentArity.OneOrMore };
        var vendor = new Option<string>("--vendor") { Description = "Who published it; by default by the title of the page, where the knowledge has it.", DefaultValueFactory = _ => "" };
        var product = new Option<string>("--product") { Description = "The product that it is about; by default by the title.", DefaultValueFactory = _ => "" };
        var edition = new Option<string>("--edition") { Description = "The edition or version of the product; by default by the title.", DefaultValueFactory = _ => "" };
        var date = new Option<string>("--date") { Description = "The day of this edition of the page, yyyy-MM-dd; by default as the page says.", DefaultValueFactory = _ => "" };
        var level = new Option<string>("--level") { Description = "The level at which its events are sent: required, optional, essential-service or the vendor's word; left out for a list of all events.", DefaultValueFactory = _ => "" };
        var source = new Option<string>("--source") { Description = "The address from which the file came.", DefaultValueFactory = _ => "" };
        var protocols = new Option<string[]>("--protocol") { Description = "Protocols in which the events are sent, where the knowledge does not say it of the product.", DefaultValueFactory = _ => [] };
        var command = new Command("import", "Read lists of events and fields into dated snapshots in the dossier.") { files, vendor, product, edition, date, level, source, protocols };
        command.SetAction((parsed, _) => Guard.RunAsync(shell, async () =>
        {
            var options = new DocumentationOptions
            {
                Vendor = parsed.GetValue(vendor)!, Product = parsed.GetValue(product)!, Edition = parsed.GetValue(edition)!.Trim(), Date = Day(parsed.GetValue(date)!), Level = parsed.GetValue(level)!.Trim(),
                Url = parsed.GetValue(source)!, Protocols = parsed.GetValue(protocols)!,
            };
            using var dossier = DossierChoice.Open(shell, parsed, DossierChoice.FindOrMake(shell, parsed));
            var code = ExitCode.Done;
            foreach (var file in parsed.GetValue(files)!)
            {
                code = Math.Max(code, await OneAsync(shell, dossier, file, options));
            }

            return code;
        }));
        return command;
    }

    static async Task<int> OneAsync(Shell shell, Dossier dossier, string file, DocumentationOptions options)
    {
        var path = Path.GetFullPath(file, shell.Folder);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no file {file}", path);
        }

        var (snapshot, wasThere) = dossier.ImportDocumentation(path, options);
        var counts = snapshot.Head.Counts;
        await shell.Out.WriteLineAsync(Terminal.Clean(string.Create(CultureInfo.InvariantCulture, $"{file}: {(wasThere ? "in the dossier already" : "read")} as {snapshot.Name}: {counts.Events:N0} events, {counts.Common:N0} groups of common fields, {counts.Fields:N0} fields ({snapshot.Head.Name}; SHA-256 {snapshot.Head.Sha256})")));
        if (dossier.Knowledge.DocumentationOf(snapshot.Head.Id) is null && snapshot.Head.Protocols.Count == 0)
        {
            await shell.Error.WriteLineAsync(Terminal.Clean($"klikspaan: in which protocols the events of {snapshot.Head.Id} are sent is not known: 'protocols' in {snapshot.Name} may say it"));
        }

        if (counts.Unread == 0)
        {
            return ExitCode.Done;
        }

        await shell.Error.WriteLineAsync(Terminal.Clean(string.Create(CultureInfo.InvariantCulture, $"klikspaan: {file}: {counts.Unread:N0} {(counts.Unread == 1 ? "place" : "places")} could not be read; {snapshot.Name} lists them")));
        foreach (var unread in Unread(dossier, snapshot).Take(MostTold))
        {
            await shell.Error.WriteLineAsync(Terminal.Clean($"  {file}:{unread.Line}: {unread.Message}"));
        }

        return ExitCode.Incomplete;
    }

    static IEnumerable<UnreadLine> Unread(Dossier dossier, SnapshotFile snapshot)
    {
        using var stream = dossier.OpenSnapshot(snapshot.Name);
        var reader = new SnapshotReader(stream, snapshot.Name, []);
        reader.ReadHead();
        return reader.Unread;
    }

    static Command Diff(Shell shell)
    {
        var first = new Argument<string>("a") { Description = "A snapshot: a file, or its name below documentation/ of the dossier." };
        var second = new Argument<string>("b") { Description = "The snapshot to compare it with." };
        var format = new Option<string>("--format", "-f") { Description = "table, json (one array), ndjson (an object a line) or csv.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json", "ndjson", "csv");
        var limit = new Option<int?>("--limit") { Description = $"Rows to print at most; by default all, and {RowPrinter.TableRows} in a table." };
        limit.Validators.Add(r => DossierChoice.RequireAtLeast(r, 0));
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema of the rows instead of them." };
        var command = new Command("diff", "Show which events and fields a vendor added, removed or described otherwise between two snapshots.") { first, second, format, limit, schema };
        command.SetAction((parsed, _) => Guard.RunAsync(shell, async () =>
        {
            if (parsed.GetValue(schema))
            {
                await shell.Out.WriteAsync(JsonRows.Schema(DocumentationChanges.Columns, "klikspaan documentation diff", DocumentationChanges.About));
                return ExitCode.Done;
            }

            using var a = Open(shell, parsed, parsed.GetValue(first)!);
            using var b = Open(shell, parsed, parsed.GetValue(second)!);
            var rows = DocumentationChanges.Rows((a, parsed.GetValue(first)!), (b, parsed.GetValue(second)!));
            var shown = parsed.GetValue(limit) is { } most && parsed.GetValue(format) != "table" ? rows.Take(most) : rows;
            await RowPrinter.PrintAsync(shell, [.. DocumentationChanges.Columns], shown.ToAsyncEnumerable(), parsed.GetValue(format)!, parsed.GetValue(limit));
            return ExitCode.Done;
        }));
        return command;
    }

    static FileStream Open(Shell shell, ParseResult parsed, string name)
    {
        var path = Path.GetFullPath(name, shell.Folder);
        if (File.Exists(path))
        {
            return FileKind.Open(path);
        }

        var folder = DossierChoice.Find(shell, parsed);
        var inside = folder is null ? null : ((string[])[name, $"documentation/{name}", $"documentation/{name}.yaml"]).Select(n => Path.GetFullPath(n, folder)).FirstOrDefault(File.Exists);
        return inside is not null ? Plain(inside, name) : throw new FileNotFoundException($"there is no snapshot {name}", name);
    }

    /// <summary>Opens a file of the dossier, which can come from anybody: no link is followed.</summary>
    static FileStream Plain(string path, string name) =>
        File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint) || File.GetAttributes(Path.GetDirectoryName(path)!).HasFlag(FileAttributes.ReparsePoint)
            ? throw new IOException($"{name} is a link: where it leads is not followed") : FileKind.Open(path);

    static Command List(Shell shell)
    {
        var command = new Command("list", "List the snapshots of the dossier.");
        command.SetAction((parsed, _) => Guard.RunAsync(shell, async () =>
        {
            using var dossier = DossierChoice.OpenAsItIs(shell, parsed, DossierChoice.Require(shell, parsed));
            foreach (var (name, head) in dossier.Snapshots)
            {
                await shell.Out.WriteLineAsync(Terminal.Clean(string.Create(CultureInfo.InvariantCulture, $"{name}: {head.Name}: {head.Counts.Events:N0} events, {head.Counts.Fields:N0} fields, {head.Counts.Unread:N0} places not read; {Masking.Show(head.Url.Length > 0 ? head.Url : head.File)}")));
            }

            return ExitCode.Done;
        }));
        return command;
    }

    static DateOnly? Day(string text) => text.Length == 0 ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new ArgumentException("--date must be a day such as 2026-11-30");
}
