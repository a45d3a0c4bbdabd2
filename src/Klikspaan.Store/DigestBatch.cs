using System.Text;
using Klikspaan.Classifying;

namespace Klikspaan.Store;

/// <summary>Values with the form of a digest, in exchanges that follow each other. Made on any core.</summary>
/// <param name="sightings">Requests that an earlier capture shows too, of which only what stands here alone counts.</param>
/// <param name="reveal">Whether credentials are shown.</param>
sealed class DigestBatch(IReadOnlyDictionary<int, Sighting> sightings, bool reveal)
{
    // Trying one takes some milliseconds, so that of very many only the first of each batch are tried.
    const int MostSalted = 20;
    int salted;

    /// <summary>What was seen, in order of first sight, by value, host and field.</summary>
    public OrderedDictionary<DigestKey, DigestSeen> Seen { get; } = [];

    /// <summary>Versions and MAC addresses that stand in clear.</summary>
    public CaptureWords Words { get; } = new();

    /// <summary>Adds what was observed in the next entry.</summary>
    public void Add(Observation observation)
    {
        if (observation is not { Exchange: { } exchange, Decoded: { } decoded } || !exchange.Kind.IsSent())
        {
            return;
        }

        var sighting = sightings.GetValueOrDefault(exchange.Number);
        for (var i = 0; i < decoded.Items.Count; i++)
        {
            var item = decoded.Items[i];
            if (!item.IsOpened && (reveal || !observation.Classifications[i].IsSecret))
            {
                Words.Add(item.Value.Span);
            }

            if (!item.IsOpened && sighting?.IsMore(item) != false && DigestToken.Of(item.Value.Span) is { } token)
            {
                Add(observation, exchange, decoded.Items, i, token);
            }
        }
    }

    void Add(Observation observation, Exchange exchange, IReadOnlyList<DataItem> items, int index, DigestToken token)
    {
        var item = items[index];
        var key = new DigestKey(Convert.ToHexStringLower(token.Bytes), exchange.Host, observation.AttributionOf(item).Operator, $"{item.Part.Name()}:{Masking.Show(item.Shape)}");
        if (Seen.TryGetValue(key, out var seen))
        {
            seen.Span.Add(item, exchange);
            return;
        }

        var hit = observation.Hits.FirstOrDefault(h => h.Where.Part == item.Part && h.Where.Path == item.Path && WrittenForm.Parse(h.Form).IsDigest);
        Seen.Add(key, seen = new(token, Masking.Show(item, observation.Classifications[index], reveal), new(item, exchange)) { Planted = hit is null ? "" : hit.Label, Form = hit?.Written ?? "" });
        if (hit is null && token.IsWhole && salted++ < MostSalted)
        {
            seen.Salts.AddRange(Others(observation, items, item));
        }
    }

    /// <summary>Other values of the request, each once, with the field in which it stands.</summary>
    static IEnumerable<(string Field, string Value)> Others(Observation observation, IReadOnlyList<DataItem> items, DataItem self) => items
        .Where(o => !ReferenceEquals(o, self) && !o.IsOpened && o.Value.Length is > 0 and <= SaltedDigests.LongestSalt && System.Text.Unicode.Utf8.IsValid(o.Value.Span))
        .Select(o => (Field: $"{o.Part.Name()}:{Masking.Show(o.Shape)}", Value: Encoding.UTF8.GetString(o.Value.Span)))
        .Append((Field: "host", Value: observation.Exchange!.Host)).DistinctBy(o => o.Value).Take(SaltedDigests.MostSalts);
}

/// <summary>A digest in a field of requests to a host.</summary>
readonly record struct DigestKey(string Digits, string Host, string Operator, string Field);

/// <summary>What is known of it.</summary>
sealed class DigestSeen(DigestToken token, string text, IdentifierSpan span)
{
    /// <summary>Its bytes.</summary>
    public DigestToken Token => token;

    /// <summary>The value as it is shown.</summary>
    public string Text => text;

    /// <summary>Where and how often.</summary>
    public IdentifierSpan Span => span;

    /// <summary>The planted value that explains it; empty for none.</summary>
    public string Planted { get; init; } = "";

    /// <summary>The form of that.</summary>
    public string Form { get; init; } = "";

    /// <summary>Other values of the request in which it was seen first.</summary>
    public List<(string Field, string Value)> Salts { get; } = [];
}
