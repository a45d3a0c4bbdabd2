namespace Klikspaan.Decoding;

/// <summary>What a decoder keeps from one exchange to the next; one thread at a time works in it.</summary>
/// <param name="limits">The bounds to keep.</param>
/// <param name="kept">What of an exchange is still looked at when the next is decoded; all else is used again.</param>
sealed class DecodingRoom(Limits limits, Kept kept)
{
    const int MostSpare = 1 << 14;
    const int RoomBytes = 1 << 20;
    readonly bool isReused = kept != Kept.All;
    readonly List<DataItem> spare = [], items = [];
    readonly List<Layer> spareLayers = [], layers = [];
    readonly List<Classification> classifications = [];
    LayerCount[] layerCounts = [];
    int used, layersUsed;

    /// <summary>The paths that were seen; replaced between exchanges when there are too many.</summary>
    public PathTable Paths { get; private set; } = new(kept == Kept.Nothing);

    /// <summary>What adds up the time of each stage; null where nobody measures.</summary>
    public StageClock? Clock { get; init; }

    /// <summary>Where the bytes of an exchange can be put; null where they are kept.</summary>
    public ByteRoom? Bytes { get; } = kept != Kept.All ? new(RoomBytes) : null;

    /// <summary>The containers that the reader of JSON stands in, outermost first.</summary>
    public JsonContainer[] Containers { get; } = new JsonContainer[limits.Nesting + 1];

    /// <summary>A bit for each of them: whether it is a list.</summary>
    public ulong[] Lists { get; } = new ulong[(limits.Nesting / 64) + 1];

    /// <summary>Makes room for the next exchange.</summary>
    public void Clear()
    {
        (used, layersUsed) = (0, 0);
        Bytes?.Clear();
        Trim(spare);
        Trim(spareLayers);
        Trim(classifications);

        Paths.Clear();
        if (Paths.IsFull)
        {
            Paths = new(kept == Kept.Nothing);
            Array.Clear(Containers);
            spare.Clear();
        }
    }

    /// <summary>An empty list for the items of an exchange.</summary>
    public List<DataItem> Items() => Empty(items);

    /// <summary>An empty list for the layers of an exchange.</summary>
    public List<Layer> Layers() => Empty(layers);

    /// <summary>An empty list for what the items of an exchange are.</summary>
    public List<Classification> Classifications() => Empty(classifications);

    /// <summary>Room to count so many layers in, all at nothing.</summary>
    public Span<LayerCount> LayerCounts(int count)
    {
        if (layerCounts.Length < count)
        {
            layerCounts = new LayerCount[Math.Max(count, 64)];
        }

        var counts = layerCounts.AsSpan(0, count);
        counts.Clear();
        layerCounts = count > MostSpare ? [] : layerCounts;
        return counts;
    }

    /// <summary>A layer to fill.</summary>
    public Layer Layer()
    {
        if (!isReused)
        {
            return new();
        }

        if (layersUsed == spareLayers.Count)
        {
            spareLayers.Add(new());
        }

        return spareLayers[layersUsed++];
    }

    /// <summary>An item to fill.</summary>
    public DataItem Item()
    {
        if (!isReused)
        {
            return new();
        }

        if (used == spare.Count)
        {
            spare.Add(new());
        }

        return spare[used++];
    }

    /// <summary>Lets go of what one very large exchange made necessary.</summary>
    static void Trim<T>(List<T> list)
    {
        if (list.Count > MostSpare)
        {
            list.Clear();
            list.TrimExcess();
        }
    }

    List<T> Empty<T>(List<T> list)
    {
        if (!isReused)
        {
            return [];
        }

        list.Clear();
        return list;
    }
}
