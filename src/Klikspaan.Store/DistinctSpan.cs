namespace Klikspaan.Store;

/// <summary>How often a kind of value was sent in a batch, from its first to its last place; of an item only its place is kept.</summary>
sealed class DistinctSpan
{
    readonly Place first;
    Place last;

    public DistinctSpan(DataItem item, int exchange) => last = first = new(item, exchange);

    /// <summary>How many values.</summary>
    public long Count { get; private set; } = 1;

    /// <summary>The place of the first.</summary>
    public DistinctPlace First => first.Named();

    /// <summary>The place of the last.</summary>
    public DistinctPlace Last => last.Named();

    /// <summary>Counts one more.</summary>
    public void Add(DataItem item, int exchange)
    {
        Count++;
        last = new(item, exchange);
    }

    /// <summary>A place whose path is not yet written. Item and layer are used again for the next exchange, so neither is held.</summary>
    readonly struct Place(DataItem item, int exchange)
    {
        readonly MessagePart part = item.Part;
        readonly ItemPath path = item.At;
        readonly string chain = item.Layer.Chain(), step = item.Step;
        readonly long from = item.Layer.Root.Offset, size = item.Layer.Root.Length;
        readonly int exchange = exchange, offset = item.Offset, length = item.Length;
        readonly bool isCut = item.Offset != 0 || item.Length != item.Layer.Bytes.Length;

        public DistinctPlace Named() => new(exchange, part, path.Exact, from, size, chain, isCut ? offset : -1, isCut ? length : 0, step);
    }
}
