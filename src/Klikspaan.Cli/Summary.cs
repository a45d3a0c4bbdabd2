using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Prints what a dossier, or one capture of it, comes to: what was addressed to whom, which planted values were found, what could not be read.</summary>
static class Summary
{
    const int MostNames = 20;
    static readonly string[] Shown = ["product", "build", "os_build", "settings_profile", "received_from", "mode"];

    /// <summary>What the way of recording means for what may be said; the keys are the modes that the recorder establishes.</summary>
    static readonly Dictionary<string, string> Modes = new(StringComparer.Ordinal)
    {
        ["isolated, sinkhole"] =
            "The program ran in a network namespace of its own, from which no IP packet can leave. A sinkhole answered in place of the real servers. For the kinds of data this is a lower bound: a real server could ask for more. Repeats and error reports may come from our answers: the numbers are not those of normal use.",
        ["proxy, sinkhole"] =
            "Only what heeded the proxy variables was seen, and a sinkhole answered that. Other traffic of the program may have left this machine; none of it is in this recording.",
        ["proxy, passed on"] =
            "Only what heeded the proxy variables was seen; it went on to the real servers. Other traffic of the program may have left unseen.",
    };

    /// <summary>Prints it.</summary>
    /// <param name="shell">Where to.</param>
    /// <param name="dossier">The dossier.</param>
    /// <param name="only">The capture to tell of; null for all of them together.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task PrintAsync(Shell shell, Dossier dossier, ManifestEntry? only, CancellationToken cancellation)
    {
        var source = new TableSource(dossier, Reveal: false) { Only = only?.Sha256 ?? "" };
        var seen = Seen.In(source.Captures.Select(c => c.Index));
        var coverage = (await RowsAsync(Tables.Find("coverage")!, source, cancellation))[0];
        Captures(shell, source);
        Coverage(shell, coverage, seen);
        foreach (var mode in source.Captures.Select(c => c.Capture.Meta.GetValueOrDefault("mode", "")).Distinct().Where(Modes.ContainsKey))
        {
            Terminal.Line(shell, Modes[mode]);
            await shell.Out.WriteLineAsync();
        }

        Recipients(shell, dossier, await RowsAsync(Tables.Find("recipients")!, source, cancellation), seen);
        Planted(shell, source, await RowsAsync(Tables.Find("planted")!, source, cancellation), seen, (long)coverage["undecoded_bytes"]!);
        Terminal.Line(shell, "Not established by a recording alone: the role of a recipient in law, where a server stands, whether and why data are stored.");
        await shell.Out.WriteLineAsync();
        if (only is not null && dossier.Manifest.Captures.Count() is > 1 and var all)
        {
            Terminal.Line(shell, $"This dossier holds {all} captures; the above is of {Locator.Short(only.Sha256)} alone. Of all: 'klikspaan show recipients'.");
            await shell.Out.WriteLineAsync();
        }
    }

    static async Task<List<Dictionary<string, object?>>> RowsAsync(Table table, TableSource source, CancellationToken cancellation)
    {
        var rows = new List<Dictionary<string, object?>>();
        await foreach (var row in table.Rows(source, cancellation))
        {
            rows.Add(table.Columns.Select((c, i) => (c.Name, Value: row[i])).ToDictionary(p => p.Name, p => p.Value));
        }

        return rows;
    }

    /// <summary>What was recorded, as a person said; of many captures only how many are described.</summary>
    static void Captures(Shell shell, TableSource source)
    {
        var captures = source.Captures.Select(c => c.Capture).ToList();
        if (captures.Count > 3)
        {
            var described = captures.Count(c => c.Meta.ContainsKey("product") && c.Meta.ContainsKey("build"));
            Terminal.Line(shell, $"Product and build are established for {described} of {captures.Count} captures; 'klikspaan show captures' lists them.");
            return;
        }

        foreach (var capture in captures)
        {
            Terminal.Pairs(shell, Shown.Select(k => (k.Replace('_', ' '), capture.Meta.GetValueOrDefault(k, Classification.NotEstablished))).Prepend(("capture", $"{Locator.Short(capture.Sha256)} ({capture.Source})")));
        }
    }

    static void Coverage(Shell shell, Dictionary<string, object?> total, Seen seen)
    {
        long Number(string name) => (long)total[name]!;
        var bytes = Number("bytes_out");
        string Share(string name) => string.Create(CultureInfo.InvariantCulture, $"{Number(name):N0} bytes ({100.0 * Number(name) / bytes:F1} %)");
        var others = string.Concat(new[] { (seen.Others, "connection of another protocol", "connections of other protocols"), (seen.Datagrams, "destination of datagrams", "destinations of datagrams") }
            .Where(o => o.Item1 > 0).Select(o => ", " + Count(o.Item1, o.Item2, o.Item3)));
        Terminal.Line(shell, $"{Count(Number("captures"), "capture")}, {Count(seen.Requests, "request")}{others}; {Count(bytes, "byte")} of paths, queries, header fields and contents.");
        if (bytes > 0)
        {
            Terminal.Line(shell, $"Of these bytes, {Share("protocol_bytes")} are explained by a protocol file, {Share("flattened_bytes")} were read as plain values, {Share("undecoded_bytes")} were not opened further (binary, or base64 or hex of 64 digits and more, such as digests).");
        }

        if (Number("problems") > 0)
        {
            Terminal.Line(shell, $"{Count(Number("problems"), "problem")}: something could not be read or was lost before it came here; 'klikspaan show problems' lists them.");
        }

        shell.Out.WriteLine();
    }

    static void Recipients(Shell shell, Dossier dossier, List<Dictionary<string, object?>> rows, Seen seen)
    {
        Terminal.Heading(shell, "What was addressed to whom");
        if (rows.Count == 0)
        {
            Terminal.Line(shell, "No request was observed. What was not recorded is not known.");
        }

        static bool IsUnknown(Dictionary<string, object?> row) => (string)row["operator"]! is Classification.NotEstablished;
        var left = rows.Where(IsUnknown).Skip(MostNames).ToHashSet();
        foreach (var row in rows.Where(r => !left.Contains(r)))
        {
            Terminal.Heading(shell, IsUnknown(row) ? "Operator of the host: not established" : $"Operator of the host, by the source below: {row["operator"]}");
            var uncategorised = (long)row["uncategorised_items"]!;
            Terminal.Pairs(shell,
            [
                ("host", string.Join(", ", (IEnumerable<string>)row["hosts"]!)),
                .. Sources(dossier, (IEnumerable<string>)row["source"]!),
                ("key of", (string)row["on_behalf_of"]!),
                .. (string)row["on_behalf_of_source"]! is Classification.NotEstablished ? Array.Empty<(string, string)>() : [("source of key", Source(dossier, (string)row["on_behalf_of_source"]!))],
                ("sent", $"{Count((long)row["exchanges"]!, "request")}, {Count((long)row["bytes_out"]!, "byte")}, {Count((long)row["events"]!, "event")} that a protocol file knows"),
                ("with", Categories(dossier, (IEnumerable<string>)row["categories"]!) + (uncategorised == 0 ? "" : $"; and {Count(uncategorised, "value")} whose category is not established")),
            ]);
        }

        if (left.Count > 0)
        {
            Terminal.Line(shell, $"And {Count(left.Count, "host")} more whose operator is not established: 'klikspaan show recipients' lists them.");
        }

        foreach (var (what, hosts) in seen.Besides)
        {
            Terminal.Line(shell, $"{what}: {string.Join(", ", hosts.Take(MostNames))}{(hosts.Count > MostNames ? $" and {hosts.Count - MostNames} more ('klikspaan show exchanges')" : "")}.");
        }

        if (rows.Count > 0)
        {
            Terminal.Line(shell, "'key of': in whose published software the key in the traffic was found. A recording shows what a program addressed to a host name; in a sinkhole it did not reach that host. It does not show what a host received, for whom, or in which role in law.");
        }

        shell.Out.WriteLine();
    }

    /// <summary>The sources that name the operator, each with the hosts that it names.</summary>
    static IEnumerable<(string Name, string Text)> Sources(Dossier dossier, IEnumerable<string> sources) =>
        sources.Select(s => s.Split(": ", 2)).GroupBy(s => s[1]).Select(g => ("source", $"{Source(dossier, g.Key)}{(g.Count() > 1 || sources.Count() > 1 ? $" for {string.Join(", ", g.Select(s => s[0]))}" : "")}"));

    /// <summary>The source that names the operator: file, id and date, so that a reader can go and look.</summary>
    static string Source(Dossier dossier, string reference)
    {
        var organisation = dossier.Knowledge.Organisations.FirstOrDefault(o => reference.StartsWith($"recipients/{o.Id}#", StringComparison.Ordinal));
        var source = organisation?.Sources.FirstOrDefault(s => reference.EndsWith("#" + s.Id, StringComparison.Ordinal));
        return source is null ? Classification.NotEstablished : $"{source.Url} ({source.Date})";
    }

    static string Categories(Dossier dossier, IEnumerable<string> ids) =>
        string.Join("; ", ids.Select(id => dossier.Knowledge.Categories.TryGetValue(id, out var category) ? category.Name : id)) is { Length: > 0 } names
            ? names
            : "nothing of a category that is established";

    static void Planted(Shell shell, TableSource source, List<Dictionary<string, object?>> rows, Seen seen, long opaque)
    {
        Terminal.Heading(shell, "Planted values");
        var planted = source.Captures.SelectMany(c => source.Dossier.PlantedIn(c.Capture)).Concat(source.Dossier.File.Planted).Select(p => p.Label).Distinct().ToList();
        if (planted.Count == 0)
        {
            Terminal.Line(shell, "None are listed in dossier.yaml. List what you typed or set on the device, to see where it went.");
            shell.Out.WriteLine();
            return;
        }

        var found = rows
            .GroupBy(r => (Label: (string)r["label"]!, Form: (string)r["value_form"]!, Host: (string)r["host"]!))
            .OrderBy(g => g.Key.Label, StringComparer.Ordinal).ThenBy(g => g.Key.Form, StringComparer.Ordinal).ThenBy(g => g.Key.Host, StringComparer.Ordinal)
            .Select(g => new[] { g.Key.Label, g.Key.Form, g.Key.Host, Text((long)g.Count()), string.Join(", ", g.Select(r => (string)r["path"]!).Distinct().Take(3)) })
            .ToList();
        if (found.Count > 0)
        {
            Terminal.Table(shell, ["planted value", "found as", "addressed to host", "times", "for example at"], [3], found);
        }

        var unseen = planted.Except(rows.Select(r => (string)r["label"]!)).ToList();
        if (seen.Searched == 0)
        {
            Terminal.Line(shell, "Nothing could be searched: neither a request nor a name was observed.");
        }
        else if (unseen.Count > 0)
        {
            Terminal.Line(shell, $"Searched for and not found in what was read of {seen.SearchedWords}: {string.Join(", ", unseen)}. Forms: text, url-encoded, base64, hex; md5, sha1 and sha256 without salt, whole or cut to 8, 12 or 16 digits; always of the whole value. Not searched: {seen.NotSearchedWords}parts of a value, other or salted digests, digests of a longer text; {Count(opaque, "byte")} were not opened further. Not found does not mean not sent.");
        }

        shell.Out.WriteLine();
    }

    /// <summary>A number with what it counts.</summary>
    internal static string Count(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many ?? one + "s")}");

    static string Text(object? number) => ((long)number!).ToString("N0", CultureInfo.InvariantCulture);
}
