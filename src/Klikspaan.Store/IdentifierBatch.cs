using Klikspaan.Linking;

namespace Klikspaan.Store;

/// <summary>The values that may identify, in exchanges that follow each other. Made on any core.</summary>
/// <param name="sightings">Requests that an earlier capture shows too, of which only what stands here alone counts.</param>
/// <param name="reveal">Whether credentials are shown.</param>
sealed class IdentifierBatch(IReadOnlyDictionary<int, Sighting> sightings, bool reveal)
{
    static readonly string[] Naming = ["identifier.", "person.", "network.", "instrumentation-key"];
    readonly Dictionary<(string Host, string Operator, MessagePart Part, PathShape Path), IdentifierPlace> places = [];
    readonly Dictionary<IdentifierPlace, string> inThis = [];

    /// <summary>What was seen, in order: by value, field and run.</summary>
    public OrderedDictionary<(string Value, IdentifierPlace Place, int Run), IdentifierSpan> Seen { get; } = [];

    /// <summary>What is known of each value, in order.</summary>
    public OrderedDictionary<string, IdentifierValue> Values { get; } = [];

    /// <summary>Fields that had several values in one request.</summary>
    public HashSet<IdentifierPlace> Several { get; } = [];

    /// <summary>Adds what was observed in the next entry; of what is not counted as sent nobody holds a value.</summary>
    public void Add(Observation observation)
    {
        if (observation is not { Exchange: { } exchange, Decoded: { } decoded } || !exchange.Kind.IsSent())
        {
            return;
        }

        var sighting = sightings.GetValueOrDefault(exchange.Number);
        inThis.Clear();
        for (var i = 0; i < decoded.Items.Count; i++)
        {
            var item = decoded.Items[i];
            var classification = observation.Classifications[i];
            if (!item.IsOpened && !item.IsNull && sighting?.IsMore(item) != false && classification.Category != Classification.NoValue
                && IdentifyingForm.Of(item.Value.Span, IsNamed(classification)) is { } form)
            {
                Add(observation, exchange, item, classification, form);
            }
        }
    }

    void Add(Observation observation, Exchange exchange, DataItem item, Classification classification, IdentifyingForm form)
    {
        var value = form.Canonical(item.Value.Span);
        var place = PlaceOf(exchange, observation.AttributionOf(item), item);
        if (!inThis.TryAdd(place, value) && inThis[place] != value)
        {
            Several.Add(place);
        }

        if (Seen.TryGetValue((value, place, observation.Run), out var span))
        {
            span.Add(item, exchange);
        }
        else
        {
            Seen.Add((value, place, observation.Run), new(item, exchange));
        }

        if (!Values.TryGetValue(value, out var known))
        {
            Values.Add(value, known = new(Masking.Show(item, classification, reveal), form));
        }

        if (classification.IsSecret)
        {
            // Whatever stands elsewhere in clear: a value that is a credential somewhere is one.
            known.Hide(Masking.Show(item, classification, reveal));
        }

        known.Categories.Add(classification.Category);
        foreach (var hit in observation.Hits)
        {
            if (hit.Where.Part == item.Part && hit.Where.Path == item.Path && hit.Where == item.Locate(hit.Where.Capture, exchange.Number))
            {
                known.Planted.Add((hit.Label, hit.Written));
            }
        }
    }

    IdentifierPlace PlaceOf(Exchange exchange, Attribution attribution, DataItem item)
    {
        if (!places.TryGetValue((exchange.Host, attribution.Operator, item.Part, item.ShapeAt), out var place))
        {
            var domain = attribution.RegistrableDomain.Length > 0 ? attribution.RegistrableDomain : exchange.Host;
            places.Add((exchange.Host, attribution.Operator, item.Part, item.ShapeAt), place = new(exchange.Host, attribution.Operator, domain, item.Part, Masking.Show(item.Shape)));
        }

        return place;
    }

    internal static bool IsNamed(Classification classification) => Array.Exists(Naming, n => classification.Category.StartsWith(n, StringComparison.Ordinal));
}
