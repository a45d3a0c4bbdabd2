namespace Klikspaan.Store;

/// <summary>How often a kind of value was sent in a batch, from its first to its last place.</summary>
sealed class DistinctSpan(DataItem item, int exchange)
{
    readonly DataItem first = item;
    readonly int firstExchange = exchange;
    DataItem last = item;
    int lastExchange = exchange;

    /// <summary>How many values.</summary>
    public long Count { get; private set; } = 1;

    /// <summary>The place of the first.</summary>
    public DistinctPlace First => DistinctPlace.Of(first, firstExchange);

    /// <summary>The place of the last.</summary>
    public DistinctPlace Last => DistinctPlace.Of(last, lastExchange);

    /// <summary>Counts one more.</summary>
    public void Add(DataItem item, int exchange) => (Count, last, lastExchange) = (Count + 1, item, exchange);
}
