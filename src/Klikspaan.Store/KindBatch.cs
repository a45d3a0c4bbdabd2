namespace Klikspaan.Store;

/// <summary>How often each kind of value was sent in exchanges that follow each other. Made on any core.</summary>
/// <remarks>Cost: one look-up for each value.</remarks>
/// <param name="sightings">Requests that an earlier capture shows too, of which only what stands here alone counts.</param>
/// <param name="causes">Says to what an exchange can be put down; null where nobody asks.</param>
sealed class KindBatch(IReadOnlyDictionary<int, Sighting> sightings, CauseFinder? causes = null)
{
    readonly Dictionary<DistinctHead, DistinctHead> heads = [];

    /// <summary>The kinds of values, in the order in which they came.</summary>
    public OrderedDictionary<DistinctKey, DistinctSpan> Kinds { get; } = [];

    /// <summary>Adds what was observed in the next entry; of what is not counted as sent there is no disclosure.</summary>
    public void Add(Observation observation)
    {
        if (observation.Exchange is { } exchange && observation.Decoded is { } decoded && exchange.Kind.IsSent())
        {
            Count(observation, exchange, decoded.Items);
        }
    }

    /// <summary>Counts the values; those of one event follow each other, so that its head is made once.</summary>
    void Count(Observation observation, Exchange exchange, IReadOnlyList<DataItem> items)
    {
        DistinctHead? head = null;
        TelemetryEvent? of = null;
        var cause = "";
        var sighting = sightings.GetValueOrDefault(exchange.Number);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item.IsOpened || sighting?.IsMore(item) == false)
            {
                continue;
            }

            if (head is null || !ReferenceEquals(of, item.Event))
            {
                (of, head) = (item.Event, Head(new(item.Event?.Protocol ?? "", item.Event?.Name ?? "", exchange.Host, observation.AttributionOf(item))));
                cause = (causes?.Of(exchange, of?.Name, observation.Decoded!.Events.Count > 0) ?? Cause.NoSteps).ToString();
            }

            Count(new(head, item.Part, item.ShapeAt, observation.Classifications[i]), item, exchange.Number, cause);
        }
    }

    void Count(DistinctKey key, DataItem item, int exchange, string cause)
    {
        if (Kinds.TryGetValue(key, out var span))
        {
            span.Add(item, exchange, cause);
        }
        else
        {
            Kinds.Add(key, new(item, exchange, cause));
        }
    }

    DistinctHead Head(DistinctHead head)
    {
        if (!heads.TryGetValue(head, out var known))
        {
            heads.Add(head, known = head);
        }

        return known;
    }
}
