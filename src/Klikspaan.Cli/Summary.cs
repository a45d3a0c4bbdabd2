using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Prints what a dossier comes to: who was sent what, which planted values were found, what could not be read.</summary>
static class Summary
{
    static readonly string[] Shown = ["product", "build", "os_build", "settings_profile", "received_from", "mode"];

    public static async Task PrintAsync(Shell shell, Dossier dossier, CancellationToken cancellation)
    {
        var source = new TableSource(dossier, Reveal: false);
        var coverage = await RowsAsync(Tables.Find("coverage")!, source, cancellation);
        Captures(shell, dossier);
        Coverage(shell, coverage[0]);
        if (dossier.Manifest.Captures.Any(c => c.Meta.GetValueOrDefault("mode", "").Contains("sinkhole", StringComparison.Ordinal)))
        {
            Terminal.Line(shell, "A sinkhole answered in place of the real servers: this is a lower bound, for a real server could ask for more.");
            await shell.Out.WriteLineAsync();
        }

        Recipients(shell, dossier, await RowsAsync(Tables.Find("recipients")!, source, cancellation));
        Planted(shell, dossier, await RowsAsync(Tables.Find("planted")!, source, cancellation), (long)coverage[0]["exchanges"]!, (long)coverage[0]["undecoded_bytes"]!);
        Terminal.Line(shell, "Not established by a recording alone: the role of a recipient in law, where a server stands, whether and why data are stored.");
        await shell.Out.WriteLineAsync();
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
    static void Captures(Shell shell, Dossier dossier)
    {
        var captures = dossier.Manifest.Captures.ToList();
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

    static void Coverage(Shell shell, Dictionary<string, object?> total)
    {
        long Number(string name) => (long)total[name]!;
        var bytes = Number("bytes_out");
        string Share(string name) => bytes == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{Number(name):N0} bytes ({100.0 * Number(name) / bytes:F1} %)");
        Terminal.Line(shell, string.Create(CultureInfo.InvariantCulture, $"{Number("captures")} capture(s), {Number("exchanges"):N0} requests, {bytes:N0} bytes sent."));
        if (bytes > 0)
        {
            Terminal.Line(shell, $"Of these bytes, {Share("protocol_bytes")} are explained by a protocol file, {Share("flattened_bytes")} were read as plain values, {Share("undecoded_bytes")} were not opened (binary, or base64 or hex of 64 digits and more, such as digests).");
        }

        if (Number("problems") > 0)
        {
            Terminal.Line(shell, string.Create(CultureInfo.InvariantCulture, $"{Number("problems"):N0} problem(s): something could not be read or was lost before it came here; 'klikspaan show problems' lists them."));
        }

        shell.Out.WriteLine();
    }

    static void Recipients(Shell shell, Dossier dossier, List<Dictionary<string, object?>> rows)
    {
        Terminal.Heading(shell, "Who was sent what");
        if (rows.Count == 0)
        {
            Terminal.Line(shell, "No request was observed in these captures. That says nothing of what was not recorded.");
            shell.Out.WriteLine();
            return;
        }

        foreach (var row in rows)
        {
            Terminal.Heading(shell, (string)row["operator"]! is Classification.NotEstablished ? "Operator of the host: not established" : $"Host operated by {row["operator"]}");
            Terminal.Pairs(shell,
            [
                ("hosts", string.Join(", ", (IEnumerable<string>)row["hosts"]!)),
                ("key of", (string)row["on_behalf_of"]!),
                ("sent", $"{Text(row["exchanges"])} requests, {Text(row["bytes_out"])} bytes, {Text(row["events"])} events that a protocol file knows"),
                .. Sources(dossier, (IEnumerable<string>)row["source"]!),
                ("with", $"{Categories(dossier, (IEnumerable<string>)row["categories"]!)}; and {Text(row["uncategorised_items"])} values whose category is not established"),
            ]);
        }

        Terminal.Line(shell, "'key of': in whose published software the key in the traffic was found. A recording shows what was sent to a host, not what was received, for whom, or in which role in law.");
        shell.Out.WriteLine();
    }

    /// <summary>The sources that name the operator, each with the hosts that it names.</summary>
    static IEnumerable<(string Name, string Text)> Sources(Dossier dossier, IEnumerable<string> sources) =>
        sources.Select(s => s.Split(": ", 2)).GroupBy(s => s[1]).Select(g => ("named by", $"{Source(dossier, g.Key)}{(g.Count() > 1 || sources.Count() > 1 ? $" for {string.Join(", ", g.Select(s => s[0]))}" : "")}"));

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

    static void Planted(Shell shell, Dossier dossier, List<Dictionary<string, object?>> rows, long requests, long opaque)
    {
        Terminal.Heading(shell, "Planted values");
        var planted = dossier.Manifest.Captures.SelectMany(dossier.PlantedIn).Concat(dossier.File.Planted).Select(p => p.Label).Distinct().ToList();
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
            Terminal.Table(shell, ["planted value", "found as", "sent to host", "times", "for example at"], [3], found);
        }

        var unseen = planted.Except(rows.Select(r => (string)r["label"]!)).ToList();
        if (unseen.Count > 0)
        {
            Terminal.Line(shell, string.Create(CultureInfo.InvariantCulture, $"Searched for and not found in these {requests:N0} requests: {string.Join(", ", unseen)}. Searched: as text, url-encoded, base64, hex, and unsalted md5, sha1 and sha256 of the whole value, whole or cut to 8, 12 or 16 digits. Not searched: salted digests, and digests of a longer text that holds the value. {opaque:N0} bytes were not opened. This does not show that they were not sent."));
        }

        shell.Out.WriteLine();
    }

    static string Text(object? number) => ((long)number!).ToString("N0", CultureInfo.InvariantCulture);
}
