namespace Klikspaan.Store;

/// <summary>How many values and requests a row stands for in a batch, in which forms, when, and where the first stands.</summary>
sealed class DeviceSpan(DataItem item, Exchange exchange)
{
    readonly IdentifierSpan span = new(item, exchange);

    /// <summary>Values.</summary>
    public long Values { get; private set; } = 1;

    /// <summary>Requests.</summary>
    public long Requests => span.Requests;

    /// <summary>Forms of a planted value.</summary>
    public SortedSet<string> Forms { get; } = new(StringComparer.Ordinal);

    /// <summary>When the first and the last were sent; null when the capture does not say.</summary>
    public DateTimeOffset? First => span.First;

    /// <inheritdoc cref="First"/>
    public DateTimeOffset? Last => span.Last;

    /// <summary>Where the first stands.</summary>
    public DistinctPlace Place => span.FirstPlace;

    /// <summary>Adds one more.</summary>
    public void Add(DataItem next, Exchange of)
    {
        span.Add(next, of);
        Values++;
    }
}
