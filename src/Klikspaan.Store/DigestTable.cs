using System.Globalization;
using System.Runtime.CompilerServices;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Values with the form of a digest, and what explains them.</summary>
static class DigestTable
{
    public static Table Table { get; } = new(
        "digests",
        "Values with the form of a digest: of a planted value; of a word that can be found by trying a small set (reversible); of a planted value with another value of the request as salt or key; or not explained by any of these.",
        [
            Text("value", "The value; credentials are masked by default."),
            Text("explained", "planted, reversible, salted, or not explained: that says nothing of what it is."),
            Text("of", "Label of the planted value, or the word itself."),
            Text("form", "The digest, how the value was spelled before, and how the salt was put to it."),
            Text("by", "The set of words (words/ of the knowledge, names of this dossier, or versions and MAC addresses that stand in clear in the captures), or the field that holds the salt."),
            Text("chance", "How seldom a value that was drawn at random would be explained so: once in 2 to this power."),
            Text("host", "Host name or address that it was addressed to."),
            Text("operator", "Who operates the host by the cited source."),
            Text("field", "Part of the request and pointer."),
            Number("digits", "How many hexadecimal digits its bytes are."),
            Number("requests", "In how many requests."),
            Text("first", "Locator of the first."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (rows, leftOut, tried) = await source.Dossier.DigestsAsync(source.Captures.Select(c => c.Capture), source.Reveal, cancellation).ConfigureAwait(false);
        foreach (var row in rows)
        {
            yield return
            [
                row.Text, row.Explained, row.Of, row.Form, row.By, row.ChanceBits is { } bits ? string.Create(CultureInfo.InvariantCulture, $"1 in 2^{bits}") : Classification.NotEstablished,
                row.Key.Host, row.Key.Operator, row.Key.Field, (long)row.Key.Digits.Length, row.Requests, Masking.Show(row.First.ToString()),
            ];
        }

        if (leftOut > 0 || tried >= source.Dossier.Limits.SaltedDigests)
        {
            var why = leftOut > 0 ? $"[further values than the {rows.Count} that are listed]" : $"[with salt, after {tried} digests no more were tried]";
            yield return [why, DigestRow.NotExplained, "", "", "", Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, "", 0L, leftOut, ""];
        }
    }
}
