namespace Klikspaan.Store;

/// <summary>How often a kind of value was sent in a batch, from its first to its last place; of an item only its place is kept.</summary>
sealed class DistinctSpan
{
    readonly List<(string Cause, long Count)> causes;
    readonly Place first;
    Place last;

    public DistinctSpan(DataItem item, int exchange, string cause)
    {
        last = first = new(item, exchange);
        causes = [(cause, 1)];
    }

    /// <summary>To what they can be put down, and how many each.</summary>
    public IReadOnlyList<(string Cause, long Count)> Causes => causes;

    /// <summary>How many values.</summary>
    public long Count { get; private set; } = 1;

    /// <summary>The place of the first.</summary>
    public DistinctPlace First => first.Named();

    /// <summary>The place of the last.</summary>
    public DistinctPlace Last => last.Named();

    /// <summary>Counts one more.</summary>
    public void Add(DataItem item, int exchange, string cause)
    {
        Count++;
        Add(causes, cause, 1);
        last = new(item, exchange);
    }

    /// <summary>Adds to a count of causes; the last is most often the next.</summary>
    public static void Add(List<(string Cause, long Count)> causes, string cause, long count)
    {
        for (var i = causes.Count - 1; i >= 0; i--)
        {
            if (causes[i].Cause == cause)
            {
                causes[i] = (cause, causes[i].Count + count);
                return;
            }
        }

        causes.Add((cause, count));
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
