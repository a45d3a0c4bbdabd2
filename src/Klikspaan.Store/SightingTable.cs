using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Requests that two captures show, each of which counts once.</summary>
static class SightingTable
{
    public static Table Table { get; } = new(
        "sightings",
        "Requests that an earlier capture of the same scenario shows too: the same method, address and content, sent within two seconds by clocks set alike. Each counts once, in the earlier one.",
        [
            Text("capture", "First 12 hex digits of the SHA-256 of the later capture."),
            Number("exchange", "Number of the exchange there."),
            Text("first_capture", "First 12 hex digits of the SHA-256 of the earlier capture, in which it counts."),
            Number("first_exchange", "Number of the exchange there."),
            Number("apart_ms", "How much later the later capture says that it was sent, in milliseconds, once the clocks are set alike."),
            Texts("more_fields", "Header fields that the later capture alone shows, or shows otherwise; what stands in them counts too."),
            Number("clock_ahead_ms", "The clock of the later capture less that of the earlier one, in milliseconds; null where the two were compared by way of a third."),
            Number("clock_pairs", "Requests that stand once in each and by which the clocks were measured; 0 where they were taken as people said, or as alike."),
        ],
        (source, _) => Stream(Rows(source)));

    static IEnumerable<object?[]> Rows(TableSource source)
    {
        var compared = source.Dossier.Sightings.Comparisons.ToDictionary(c => (c.First, c.Second));
        foreach (var s in source.Captures.SelectMany(c => source.Dossier.Sightings.Of(c.Capture.Sha256).OrderBy(s => s.Key).Select(s => s.Value)))
        {
            // That of a third capture may have been found by way of the second.
            var how = compared.GetValueOrDefault((s.FirstCapture, s.Capture));
            yield return [Locator.Short(s.Capture), (long)s.Exchange, Locator.Short(s.FirstCapture), (long)s.FirstExchange, Milliseconds(s.Apart), s.More, how is null ? null : Milliseconds(how.ClockAhead), (long?)how?.Pairs];
        }
    }

    static long Milliseconds(double seconds) => (long)Math.Round(seconds * 1000);
}
