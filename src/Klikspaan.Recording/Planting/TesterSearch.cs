using System.Globalization;
using Klikspaan.Classifying;

namespace Klikspaan.Recording.Planting;

/// <summary>Searches what was recorded for the tester's own values, in the forms in which planted values are searched for.</summary>
static class TesterSearch
{
    const int Piece = 1 << 20;

    // Longer than the longest form of a value: a path of 4096 bytes in hexadecimal.
    const int Overlap = 1 << 14;

    /// <summary>Searches a stream, uncompressed, to its end; a value that lies across two pieces is counted once.</summary>
    public static async Task<IReadOnlyList<TesterFind>> FindAsync(TesterIdentity tester, Stream stream, CancellationToken cancellation)
    {
        var search = new PlantedSearch(tester.Searched);
        var found = new SortedDictionary<(string Label, string Form), TesterFind>();
        var buffer = new byte[Overlap + Piece];
        var kept = 0;
        for (long start = 0; ;)
        {
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(kept), buffer.Length - kept, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            var isLast = kept + read < buffer.Length;
            var length = kept + read;
            var until = isLast ? length : length - Overlap;
            Search(search, buffer.AsMemory(0, length), start, until, found);
            if (isLast)
            {
                return [.. found.Values];
            }

            // A find that starts in the overlap belongs to the next piece, which sees it whole.
            buffer.AsSpan(until, Overlap).CopyTo(buffer);
            (start, kept) = (start + until, Overlap);
        }
    }

    static void Search(PlantedSearch search, ReadOnlyMemory<byte> piece, long start, int until, SortedDictionary<(string Label, string Form), TesterFind> found)
    {
        var layer = Layer.Of(new(MessagePart.Content, "", start, piece.Length, "", piece));
        foreach (var hit in search.Find([DataItem.Whole(layer)], "", 0))
        {
            var at = OffsetIn(hit.Where.Steps);
            if (at < until)
            {
                var known = found.GetValueOrDefault((hit.Label, hit.Form)) ?? new(hit.Label, hit.Form, 0, start + at);
                found[(hit.Label, hit.Form)] = known with { Count = known.Count + 1 };
            }
        }
    }

    /// <summary>The offset in <c>[12+6]</c>, the cut by which a find is located.</summary>
    static int OffsetIn(string steps)
    {
        var cut = steps[(steps.LastIndexOf('[') + 1)..];
        return int.Parse(cut[..cut.IndexOf('+', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }
}
