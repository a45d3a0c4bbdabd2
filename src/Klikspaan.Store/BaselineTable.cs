using Klikspaan.Reporting;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Each capture held against each of an idle device: what both hold is counted, and nothing is taken away.</summary>
static class BaselineTable
{
    public static Table Table { get; } = new(
        "baselines",
        "Each capture held against each of an idle device: how many of its requests stand there too, by host, method and path. Nothing is taken away.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Text("baseline", "The same of the baseline capture."),
            Number("exchanges", "Requests of the capture that count."),
            Number("also_in_baseline", "Those of which the baseline holds host, method and path, but for identifiers in it."),
            Number("not_in_baseline", "Those of which it does not."),
            Number("with_events", "Of those that the baseline holds too: how many hold events, of which only 'show items' and 'show events' compare the names."),
            Number("capture_seconds", "From the first request of the capture to its last; null when it says no times."),
            Number("baseline_seconds", "The same of the baseline; null when it says no times."),
            Texts("remarks", "What makes the comparison weaker: a shorter baseline, another device or build."),
        ],
        (source, _) => Stream(source.Captures.Where(c => !source.Dossier.IsBaseline(c.Capture)).SelectMany(c => source.Dossier.Baselines().Select(b => Row(c.Capture, c.Index, b)))));

    static object?[] Row(ManifestEntry capture, CaptureIndex index, Baseline baseline)
    {
        var (all, also, events) = Count(index, baseline);
        var (own, other) = Spans(index, baseline);
        return [Locator.Short(capture.Sha256), Locator.Short(baseline.Capture.Sha256), all, also, all - also, events, own, other, Remarks(capture, baseline, own, other).ToList()];
    }

    /// <summary>A capture as a report holds it against each baseline; none for one that is a baseline itself.</summary>
    public static IEnumerable<ReportedBaseline> Pairs(Dossier dossier, ManifestEntry capture, CaptureIndex index)
    {
        foreach (var baseline in dossier.IsBaseline(capture) ? [] : dossier.Baselines())
        {
            var (all, also, _) = Count(index, baseline);
            var (own, other) = Spans(index, baseline);
            yield return new(capture.Sha256, baseline.Capture.Sha256, also, all - also, own, other, baseline.DiffersFrom(capture));
        }
    }

    static (long All, long Also, long Events) Count(CaptureIndex index, Baseline baseline)
    {
        long all = 0, also = 0, events = 0;
        foreach (var row in index.Outline().Where(r => r.IsCounted))
        {
            var isThere = baseline.Has(RequestShape.Of(row.Kind, row.Method, row.Host, row.Path), null);
            (all, also, events) = (all + 1, also + (isThere ? 1 : 0), events + (isThere && row.Events > 0 ? 1 : 0));
        }

        return (all, also, events);
    }

    static (long? Own, long? Other) Spans(CaptureIndex index, Baseline baseline)
    {
        var counts = index.Counts();
        return (Seconds(counts.First, counts.Last), Seconds(baseline.Span.First, baseline.Span.Last));
    }

    static IEnumerable<string> Remarks(ManifestEntry capture, Baseline baseline, long? own, long? other)
    {
        if (own is null || other is null || other < own)
        {
            yield return own is null || other is null ? "how long either took is not established" : "the baseline is shorter than the capture";
        }

        foreach (var key in baseline.DiffersFrom(capture))
        {
            yield return $"of another {key}";
        }

        if (baseline.IsCut)
        {
            yield return $"more than {Baseline.MostShapes} kinds of requests in the baseline: not all were compared";
        }
    }

    static long? Seconds(DateTimeOffset? first, DateTimeOffset? last) => first is { } from && last is { } to ? (long)(to - from).TotalSeconds : null;
}
