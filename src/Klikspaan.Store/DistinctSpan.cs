namespace Klikspaan.Store;

/// <summary>How often a kind of value was sent in a batch, from its first to its last place; of an item, which is used again, only its place is kept.</summary>
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

    /// <summary>A place whose text is not yet written.</summary>
    readonly struct Place(DataItem item, int exchange)
    {
        readonly Layer layer = item.Layer;
        readonly ItemPath path = item.At;
        readonly string step = item.Step;
        readonly int exchange = exchange, offset = item.Offset, length = item.Length;

        public DistinctPlace Named()
        {
            var isCut = offset != 0 || length != layer.Bytes.Length;
            return new(
                exchange, layer.Part, path.Exact, layer.Root.Offset, layer.Root.Length, layer.Chain(), isCut ? offset : -1, isCut ? length : 0, step);
        }
    }
}
