using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Prints what a dossier comes to: who was sent what, which planted values were found, what could not be read.</summary>
static class Summary
{
    public static async Task PrintAsync(Shell shell, Dossier dossier, CancellationToken cancellation)
    {
        var source = new TableSource(dossier, Reveal: false);
        var coverage = await RowsAsync(Tables.Find("coverage")!, source, cancellation);
        Captures(shell, dossier);
        Coverage(shell, coverage[0]);
        Recipients(shell, dossier, await RowsAsync(Tables.Find("recipients")!, source, cancellation));
        Planted(shell, dossier, await RowsAsync(Tables.Find("planted")!, source, cancellation));
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

    /// <summary>What was recorded, as a person said; only where it fits on a screen.</summary>
    static void Captures(Shell shell, Dossier dossier)
    {
        foreach (var capture in dossier.Manifest.Captures.Take(3))
        {
            Terminal.Pairs(shell, CaptureMeta.Questions.Take(1).Concat(CaptureMeta.Questions.Skip(2).Take(2)).Append(CaptureMeta.Questions[5]).Append(CaptureMeta.Questions[8])
                .Select(q => (q.Key.Replace('_', ' '), capture.Meta.GetValueOrDefault(q.Key, Classification.NotEstablished))));
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
                ("on behalf", (string)row["on_behalf_of"]!),
                ("sent", $"{Text(row["exchanges"])} requests, {Text(row["bytes_out"])} bytes, {Text(row["events"])} events that a protocol file knows"),
                ("named by", Source(dossier, (string)row["source"]!)),
                ("with", Categories(dossier, (IEnumerable<string>)row["categories"]!)),
            ]);
        }

        Terminal.Line(shell, "'on behalf': for whom the operator of the host collected, by the key in the traffic.");
        shell.Out.WriteLine();
    }

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

    static void Planted(Shell shell, Dossier dossier, List<Dictionary<string, object?>> rows)
    {
        Terminal.Heading(shell, "Planted values");
        if (dossier.File.Planted.Count == 0)
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

        var unseen = dossier.File.Planted.Select(p => p.Label).Except(rows.Select(r => (string)r["label"]!)).ToList();
        if (unseen.Count > 0)
        {
            Terminal.Line(shell, $"Not observed in any form that is searched (as text, url, base64, hex, md5, sha1, sha256): {Terminal.Clean(string.Join(", ", unseen))}.");
        }

        shell.Out.WriteLine();
    }

    static string Text(object? number) => ((long)number!).ToString("N0", CultureInfo.InvariantCulture);
}
