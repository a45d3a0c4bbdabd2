namespace Klikspaan.Store;

/// <summary>A value in a field, in requests of one run that follow each other: how many, when, and the first and last place.</summary>
sealed class IdentifierSpan
{
    readonly DistinctSpan span;
    int last;

    public IdentifierSpan(DataItem item, Exchange exchange)
    {
        span = new(item, exchange.Number, "");
        (last, First, Last, Requests) = (exchange.Number, exchange.StartedAt, exchange.StartedAt, 1);
    }

    /// <summary>In how many requests.</summary>
    public long Requests { get; private set; }

    /// <summary>When the first and the last were sent; null when no capture says.</summary>
    public DateTimeOffset? First { get; private set; }

    /// <inheritdoc cref="First"/>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>Where it stands first.</summary>
    public DistinctPlace FirstPlace => span.First;

    /// <summary>Where it stands last.</summary>
    public DistinctPlace LastPlace => span.Last;

    /// <summary>Adds one more place.</summary>
    public void Add(DataItem item, Exchange exchange)
    {
        span.Add(item, exchange.Number, "");
        Requests += exchange.Number != last ? 1 : 0;
        last = exchange.Number;
        (First, Last) = (Earlier(First, exchange.StartedAt), Later(Last, exchange.StartedAt));
    }

    /// <summary>The earlier of two moments that may not be known.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    /// <summary>The later of two moments that may not be known.</summary>
    public static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}
