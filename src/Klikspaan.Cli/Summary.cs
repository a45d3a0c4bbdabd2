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
        Coverage(shell, coverage[0]);
        Recipients(shell, await RowsAsync(Tables.Find("recipients")!, source, cancellation));
        Planted(shell, dossier, await RowsAsync(Tables.Find("planted")!, source, cancellation));
        await shell.Out.WriteLineAsync("Not established by a recording alone: the role of a recipient in law, where a server stands, whether and why data are stored.");
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

    static void Coverage(Shell shell, Dictionary<string, object?> total)
    {
        long Number(string name) => (long)total[name]!;
        var bytes = Number("bytes_out");
        string Share(string name) => bytes == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{Number(name):N0} bytes ({100.0 * Number(name) / bytes:F1} %)");
        shell.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Number("captures")} capture(s), {Number("exchanges"):N0} requests, {bytes:N0} bytes sent."));
        if (bytes > 0)
        {
            shell.Out.WriteLine($"Of these bytes, {Share("protocol_bytes")} are explained by a protocol file, {Share("flattened_bytes")} were read as plain values, {Share("undecoded_bytes")} were not opened (binary, or base64 or hex of 64 digits and more, such as digests).");
        }

        if (Number("problems") > 0)
        {
            shell.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Number("problems"):N0} problem(s): something could not be read or was lost before it came here; 'klikspaan show problems' lists them."));
        }

        shell.Out.WriteLine();
    }

    static void Recipients(Shell shell, List<Dictionary<string, object?>> rows)
    {
        Terminal.Heading(shell, "Who was sent what");
        if (rows.Count == 0)
        {
            shell.Out.WriteLine("No request was observed in these captures. That says nothing of what was not recorded.");
            shell.Out.WriteLine();
            return;
        }

        Terminal.Table(
            shell,
            ["host operated by", "on behalf of", "hosts", "requests", "bytes", "events", "categories of data"],
            [3, 4, 5],
            rows.Select(r => new[]
            {
                (string)r["operator"]!, (string)r["on_behalf_of"]!, string.Join(", ", (IEnumerable<string>)r["hosts"]!), Text(r["exchanges"]), Text(r["bytes_out"]),
                Text(r["events"]), string.Join(", ", (IEnumerable<string>)r["categories"]!),
            }));
    }

    static void Planted(Shell shell, Dossier dossier, List<Dictionary<string, object?>> rows)
    {
        Terminal.Heading(shell, "Planted values");
        if (dossier.File.Planted.Count == 0)
        {
            shell.Out.WriteLine("None are listed in dossier.yaml. List what you typed or set on the device, to see where it went.");
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
            shell.Out.WriteLine($"Not observed in any form that is searched (as text, url, base64, hex, md5, sha1, sha256): {Terminal.Clean(string.Join(", ", unseen))}.");
        }

        shell.Out.WriteLine();
    }

    static string Text(object? number) => ((long)number!).ToString("N0", CultureInfo.InvariantCulture);
}
