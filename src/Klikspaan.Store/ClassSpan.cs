namespace Klikspaan.Store;

/// <summary>How many values and requests a row stands for, and where the first and the last stand.</summary>
sealed class ClassSpan(DataItem item, Exchange exchange)
{
    readonly DistinctSpan span = new(item, exchange.Number, "");
    int last = exchange.Number;

    /// <summary>Values.</summary>
    public long Values => span.Count;

    /// <summary>Requests and other exchanges.</summary>
    public long Exchanges { get; private set; } = 1;

    /// <summary>Where the first stands.</summary>
    public DistinctPlace First => span.First;

    /// <summary>Where the last stands.</summary>
    public DistinctPlace Last => span.Last;

    /// <summary>Adds one more value.</summary>
    public void Add(DataItem next, int number)
    {
        span.Add(next, number, "");
        Exchanges += number != last ? 1 : 0;
        last = number;
    }
}
