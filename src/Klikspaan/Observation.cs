using Klikspaan.Decoding;

namespace Klikspaan;

/// <summary>All that was observed in one entry of a capture.</summary>
public sealed record Observation
{
    /// <summary>Number of the entry, from 1; 0 for what is about the file as a whole.</summary>
    public required int Number { get; init; }

    /// <summary>The exchange; null when the entry could not be read, or described the tool.</summary>
    public Exchange? Exchange { get; init; }

    /// <summary>What it held; null when there is no exchange.</summary>
    public DecodedExchange? Decoded { get; init; }

    /// <summary>Whether the entry began a recording of our own, which also lists connections, look-ups and senders.</summary>
    public bool IsRecording { get; init; }

    /// <summary>In which run of the program it was recorded, from 1; 0 where the capture does not tell its runs apart.</summary>
    public int Run { get; init; }

    /// <summary>A classification for each item, in the same order.</summary>
    public IReadOnlyList<Classification> Classifications { get; init; } = [];

    /// <summary>Who operates the host and on whose behalf: for each event, in their order; a single one for the exchange when it holds no event.</summary>
    public IReadOnlyList<Attribution> Attributions { get; init; } = [];

    /// <summary>The planted values that were found.</summary>
    public IReadOnlyList<PlantedHit> Hits { get; init; } = [];

    /// <summary>All problems of this entry.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The attribution for an item: that of its event, or of the exchange's first event.</summary>
    public Attribution AttributionOf(DataItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Attributions[item.Event is { } telemetryEvent ? telemetryEvent.Number - 1 : 0];
    }

    /// <summary>The attribution of the exchange as a whole.</summary>
    public Attribution Attribution => Attributions[0];

    /// <summary>The account key of an event as it is shown: masked where the value it came from is a credential.</summary>
    public string ShowAccountKey(TelemetryEvent telemetryEvent, bool reveal)
    {
        ArgumentNullException.ThrowIfNull(telemetryEvent);
        var key = telemetryEvent.AccountKey;
        for (var i = 0; key.Length > 0 && !reveal && i < Classifications.Count; i++)
        {
            if (Classifications[i].IsSecret && System.Text.Encoding.UTF8.GetString(Decoded!.Items[i].Value.Span) == key)
            {
                return Masking.Show(Decoded.Items[i], Classifications[i], reveal);
            }
        }

        return Masking.Show(key, reveal);
    }
}
