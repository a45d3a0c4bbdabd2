namespace Klikspaan.Store;

/// <summary>Fields of events in exchanges that follow each other, held against lists. Made on any core.</summary>
/// <param name="lists">The lists that count for the capture.</param>
/// <param name="sightings">Requests that an earlier capture shows too, of which only what stands here alone counts.</param>
sealed class ConformanceBatch(ConformanceLists lists, IReadOnlyDictionary<int, Sighting> sightings)
{
    readonly Dictionary<ConformanceHead, ConformanceHead> heads = [];

    /// <summary>The fields, in order of first sight.</summary>
    public OrderedDictionary<ConformanceKey, ConformanceSpan> Fields { get; } = [];

    /// <summary>Adds what was observed in the next entry.</summary>
    public void Add(Observation observation)
    {
        if (observation is not { Exchange: { } exchange, Decoded: { } decoded } || decoded.Events.Count == 0)
        {
            return;
        }

        var sighting = sightings.GetValueOrDefault(exchange.Number);
        ConformanceHead? head = null;
        TelemetryEvent? of = null;
        for (var i = 0; i < decoded.Items.Count; i++)
        {
            var item = decoded.Items[i];
            if (item.Event is not { } telemetryEvent || item.Part != telemetryEvent.Part || sighting?.IsMore(item) == false)
            {
                continue;
            }

            if (head is null || !ReferenceEquals(of, telemetryEvent))
            {
                (of, head) = (telemetryEvent, Head(new(telemetryEvent.Protocol, telemetryEvent.Name, telemetryEvent.AccountKey, telemetryEvent.Root.AsSpan().Count('/'), exchange.Kind.IsSent())));
            }

            var key = new ConformanceKey(head, item.ShapeAt);
            if (Fields.TryGetValue(key, out var span))
            {
                span.Add(item, exchange.Number);
            }
            else
            {
                Fields.Add(key, span = new(item, exchange.Number, lists.Find(head.Protocol, head.Event, head.AccountKey, key.Inside())));
            }

            span.Test(observation, item, i);
        }
    }

    ConformanceHead Head(ConformanceHead head)
    {
        if (!heads.TryGetValue(head, out var known))
        {
            heads.Add(head, known = head);
        }

        return known;
    }
}
