using System.Runtime.CompilerServices;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>What was not opened, in groups of the same host, place and looks; the largest first.</summary>
static class OpaqueTable
{
    public static Table Table { get; } = new(
        "opaque",
        "What was sent and could not be opened: groups of the same host, place and looks, the largest first.",
        [
            Text("host", "Host name or address that it was addressed to."),
            Text("operator", "Who operates the host by the cited source: a legal entity, or a group where the source names no company."),
            Text("path", "Part of the request and pointer, with * for positions in lists."),
            Text("looks_like", "What the first of them looks like, by its bytes alone."),
            Number("bytes", "Bytes of the requests that they stand in for; inside a compressed layer in proportion."),
            Number("count", "How many there are."),
            Text("begins", "The first bytes of the first of them, in hex."),
            Text("first", "Locator of the first."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var tally = new OpaqueTally(source.Dossier.Limits.DistinctRows);
        foreach (var (capture, index) in source.Captures)
        {
            if (index.Exchanges().All(e => e.OpaqueBytes == 0))
            {
                continue;
            }

            await foreach (var observation in source.Dossier.ObserveAsync(capture, null, cancellation).ConfigureAwait(false))
            {
                if (!source.Dossier.Sightings.Of(capture.Sha256).ContainsKey(observation.Number))
                {
                    tally.Add(capture.Sha256, observation);
                }
            }
        }

        foreach (var group in tally.Groups)
        {
            string Show(string text) => Masking.Show(text, source.Reveal);
            yield return [group.Host, group.Operator, Show(group.Path), group.Looks, group.Bytes, group.Count, group.IsSecret && !source.Reveal ? "" : group.Begins, Show(group.First)];
        }
    }
}
