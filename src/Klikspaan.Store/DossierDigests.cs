using Klikspaan.Classifying;
using Klikspaan.Decoding;

namespace Klikspaan.Store;

/// <summary>How a dossier explains digests: by planted values, by words of small sets, by other values of the request as salt.</summary>
public sealed partial class Dossier
{
    const string OwnNames = "names of this dossier", OwnValues = "values of these captures";

    /// <summary>Values with the form of a digest, with what explains them, and how many were left out and how many digests were tried.</summary>
    internal async Task<(IReadOnlyList<DigestRow> Rows, long LeftOut, long Tried)> DigestsAsync(IEnumerable<ManifestEntry> captures, bool reveal, CancellationToken cancellation)
    {
        var rows = new OrderedDictionary<DigestKey, DigestRow>();
        var (leftOut, tried) = (0L, 0L);
        var words = Words();
        var inClear = new CaptureWords();
        foreach (var capture in captures)
        {
            var planted = PlantedIn(capture);
            var salted = new SaltedDigests(planted, Limits.SaltedDigests);
            await foreach (var batch in BatchesAsync(capture, planted, () => new DigestBatch(Sightings.Of(capture.Sha256), reveal), (b, o) => b.Add(o), Kept.Paths, null, cancellation).ConfigureAwait(false))
            {
                inClear.Add(batch.Words);
                foreach (var (key, seen) in batch.Seen)
                {
                    if (!rows.TryGetValue(key, out var row))
                    {
                        if (rows.Count >= Limits.Digests)
                        {
                            leftOut += seen.Span.Requests;
                            continue;
                        }

                        rows.Add(key, row = Explain(key, seen, capture.Sha256, words, salted));
                    }

                    if (row.Explained == DigestRow.NotExplained && seen.Planted.Length > 0)
                    {
                        // What was planted for one recording is searched for in it alone, and can explain what stands in an earlier one too.
                        rows[key] = row = Explain(key, seen, capture.Sha256, words, salted).With(row);
                    }

                    row.Requests += seen.Span.Requests;
                    row.Captures.Add(capture.Sha256);
                }
            }

            tried += salted.Tried;
        }

        Undo(rows, inClear);
        return (rows.Values, leftOut, tried);
    }

    /// <summary>Explains what is left by the versions and MAC addresses that stand in clear in the same captures.</summary>
    static void Undo(OrderedDictionary<DigestKey, DigestRow> rows, CaptureWords inClear)
    {
        var left = rows.Where(r => r.Value.Explained == DigestRow.NotExplained).ToList();
        if (left.Count == 0)
        {
            return;
        }

        var words = new DigestWords();
        words.Add(OwnValues, inClear.All);
        foreach (var (key, row) in left)
        {
            if (DigestToken.Of(System.Text.Encoding.ASCII.GetBytes(key.Digits)) is { } token && words.Find(token) is { } word)
            {
                rows[key] = row with { Explained = DigestRow.Reversible, Of = word.Word, Form = word.Form, By = word.Set, ChanceBits = word.ChanceBits };
            }
        }
    }

    /// <summary>Words of the knowledge, and names that stand in this dossier; never names collected from the machine, which another machine would not have.</summary>
    DigestWords Words()
    {
        var words = new DigestWords();
        foreach (var set in Knowledge.Words)
        {
            words.Add(set.Id, set.Words);
        }

        words.Add(OwnNames, [.. Manifest.Captures.SelectMany(c => IndexOf(c).Exchanges().Select(e => e.Host)).Where(h => h.Length > 0).Distinct().Take(Limits.DistinctRows), .. Manifest.Captures.SelectMany(c => c.Meta.Where(m => m.Key is "product" or "edition" or "build" or CaptureMeta.Scenario).Select(m => m.Value)), .. File.Name.Length > 0 ? new[] { File.Name } : []]);
        return words;
    }

    static DigestRow Explain(DigestKey key, DigestSeen seen, string capture, DigestWords words, SaltedDigests salted)
    {
        var first = seen.Span.FirstPlace.In(capture);
        DigestRow Row(string explained, string of, string form, string by, int? chance) => new(key, seen.Text, explained, of, form, by, chance, first);
        if (seen.Planted.Length > 0)
        {
            return Row(DigestRow.Planted, seen.Planted, seen.Form, "", null);
        }

        if (words.Find(seen.Token) is { } word)
        {
            return Row(DigestRow.Reversible, word.Word, word.Form, word.Set, word.ChanceBits);
        }

        var before = salted.Tried;
        return salted.Find(seen.Token, [.. seen.Salts.Select(s => s.Value)]) is { } found
            ? Row(DigestRow.Salted, found.Label, found.Form, seen.Salts[found.Salt].Field, (8 * seen.Token.Bytes.Length) - (int)Math.Ceiling(Math.Log2(1 + salted.Tried - before)))
            : Row(DigestRow.NotExplained, "", "", "", null);
    }
}
