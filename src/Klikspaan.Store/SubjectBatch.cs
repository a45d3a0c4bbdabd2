using System.Text;
using Klikspaan.Linking;

namespace Klikspaan.Store;

/// <summary>To whom something of a subject was addressed.</summary>
/// <param name="Operator">Who operates the host; not established where no source says so.</param>
/// <param name="OnBehalfOf">In whose published software the key in the traffic was found; not established where none was.</param>
/// <param name="Host">The host where its operator is not established; else empty, as an operator counts once.</param>
readonly record struct SubjectRecipient(string Operator, string OnBehalfOf, string Host)
{
    public static SubjectRecipient Of(Attribution attribution, string host) =>
        new(attribution.Operator, attribution.OnBehalfOf, attribution.Operator == Classification.NotEstablished ? host : "");
}

/// <summary>Something of a subject that was recorded, by which it is counted once: an identifier by its value as it is compared, a planted value by its label, an event by its name.</summary>
/// <param name="What"><see cref="Identifier"/>, <see cref="Planted"/> or <see cref="Event"/>.</param>
/// <param name="Name">The value, the label with the value, or the name.</param>
/// <param name="Recipient">To whom it was addressed.</param>
/// <param name="Category">Category by a rule or protocol file; of an event its protocol.</param>
readonly record struct SubjectKey(string What, string Name, SubjectRecipient Recipient, string Category)
{
    public const string Identifier = "identifier", Planted = "planted value", Event = "event";
}

/// <summary>What was recorded of a subject, in exchanges that follow each other. Made on any core.</summary>
/// <param name="sightings">Requests that an earlier capture shows too, of which only what stands here alone counts.</param>
/// <param name="reveal">Whether credentials are shown.</param>
sealed class SubjectBatch(IReadOnlyDictionary<int, Sighting> sightings, bool reveal)
{
    /// <summary>What was seen, in order.</summary>
    public OrderedDictionary<SubjectKey, SubjectSpan> Seen { get; } = [];

    /// <summary>What is known of each value, by the value as it is compared.</summary>
    public Dictionary<string, SubjectValue> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The hosts that it was sent to.</summary>
    public HashSet<string> Hosts { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds what was observed in the next entry; of what is not counted as sent nobody holds a value.</summary>
    public void Add(Observation observation)
    {
        if (observation is not { Exchange: { } exchange, Decoded: { } decoded } || !exchange.Kind.IsSent())
        {
            return;
        }

        Hosts.Add(exchange.Host);
        var sighting = sightings.GetValueOrDefault(exchange.Number);
        for (var i = 0; i < decoded.Items.Count; i++)
        {
            var (item, classification) = (decoded.Items[i], observation.Classifications[i]);
            if (!item.IsOpened && !item.IsNull && sighting?.IsMore(item) != false && classification.Category != Classification.NoValue
                && IdentifyingForm.Of(item.Value.Span, IdentifierBatch.IsNamed(classification)) is { } form)
            {
                Add(observation, exchange, item, classification, form);
            }
        }

        if (sighting is null)
        {
            Events(observation, exchange, decoded);
        }

        Planted(observation, exchange, decoded, sighting);
    }

    void Add(Observation observation, Exchange exchange, DataItem item, Classification classification, IdentifyingForm form)
    {
        var value = form.Canonical(item.Value.Span);
        Span(new(SubjectKey.Identifier, value, SubjectRecipient.Of(observation.AttributionOf(item), exchange.Host), classification.Category), exchange, item);
        if (!Values.TryGetValue(value, out var known))
        {
            Values.Add(value, known = new(Masking.Show(item, classification, reveal), form, Encoding.UTF8.GetString(item.Value.Span)));
        }

        if (classification.IsSecret)
        {
            known.Text = Masking.Show(item, classification, reveal);
            known.IsSecret = true;
        }
    }

    void Planted(Observation observation, Exchange exchange, Decoding.DecodedExchange decoded, Sighting? sighting)
    {
        foreach (var hit in observation.Hits)
        {
            foreach (var item in decoded.Items)
            {
                if (item.Part == hit.Where.Part && item.Path == hit.Where.Path)
                {
                    if (sighting?.IsMore(item) != false)
                    {
                        Span(new(SubjectKey.Planted, hit.Label, SubjectRecipient.Of(observation.AttributionOf(item), exchange.Host), SubjectKey.Planted), exchange, item);
                    }

                    break;
                }
            }
        }
    }

    void Events(Observation observation, Exchange exchange, Decoding.DecodedExchange decoded)
    {
        var told = 0;
        foreach (var item in decoded.Items)
        {
            // The first value of an event is its place; events come in their order.
            if (item.Event is { } one && one.Number > told && one.Name.Length > 0)
            {
                told = one.Number;
                Span(new(SubjectKey.Event, one.Name, SubjectRecipient.Of(observation.Attributions[one.Number - 1], exchange.Host), one.Protocol), exchange, item).Times.Add((one.Time, exchange.StartedAt));
            }
        }
    }

    SubjectSpan Span(SubjectKey key, Exchange exchange, DataItem item)
    {
        if (!Seen.TryGetValue(key, out var span))
        {
            Seen.Add(key, span = new(new(item, exchange.Number, "")));
        }

        span.Add(exchange.Host, exchange.StartedAt, 1);
        return span;
    }
}

/// <summary>How often something was recorded, when first, where first, and at which hosts.</summary>
/// <param name="place">The first place.</param>
sealed class SubjectSpan(DistinctSpan place)
{
    const int MostHosts = 20;

    /// <summary>How often.</summary>
    public long Count { get; private set; }

    /// <summary>When it was sent first; null when no capture says.</summary>
    public DateTimeOffset? First { get; private set; }

    /// <summary>Where it stands first.</summary>
    public DistinctPlace Place => place.First;

    /// <summary>The hosts, the first twenty.</summary>
    public HashSet<string> Hosts { get; } = new(StringComparer.Ordinal);

    /// <summary>Of an event the time that each states of itself, and when each was sent.</summary>
    public List<(string Own, DateTimeOffset? Sent)> Times { get; } = [];

    /// <summary>Counts more.</summary>
    public void Add(string host, DateTimeOffset? at, long count)
    {
        Count += count;
        First = IdentifierSpan.Earlier(First, at);
        if (Hosts.Count < MostHosts)
        {
            Hosts.Add(host);
        }
    }
}

/// <summary>What is known of a value of a subject.</summary>
/// <param name="text">The value as it is shown: a credential by its length.</param>
/// <param name="form">Its form.</param>
/// <param name="written">The value as it was sent first.</param>
sealed class SubjectValue(string text, IdentifyingForm form, string written)
{
    /// <summary>The value as it is shown.</summary>
    public string Text { get; set; } = text;

    /// <summary>Whether it was a credential anywhere.</summary>
    public bool IsSecret { get; set; }

    /// <summary>Its form.</summary>
    public IdentifyingForm Form => form;

    /// <summary>The value as it was sent first.</summary>
    public string Written => written;

    /// <summary>Whether a capture of another account or tester holds it too, so that it does not tell the subject from others.</summary>
    public bool IsShared { get; set; }
}
