namespace Klikspaan.Decoding;

/// <summary>What a decoder keeps from one exchange to the next; one thread at a time works in it.</summary>
/// <param name="limits">The bounds to keep.</param>
/// <param name="isReused">Whether what an exchange was decoded to is done with before the next is decoded, so that its items can be used again.</param>
sealed class DecodingRoom(Limits limits, bool isReused)
{
    const int MostSpare = 1 << 14;
    const int ByteRoom = 1 << 18;
    readonly List<DataItem> spare = [], items = [];
    readonly List<Layer> layers = [];
    readonly byte[] bytes = isReused ? new byte[ByteRoom] : [];
    int used, bytesUsed;

    /// <summary>The paths that were seen; replaced between exchanges when there are too many.</summary>
    public PathTable Paths { get; private set; } = new();

    /// <summary>The containers that the reader of JSON stands in, outermost first.</summary>
    public JsonContainer[] Containers { get; } = new JsonContainer[limits.Nesting + 1];

    /// <summary>Makes room for the next exchange.</summary>
    public void Clear()
    {
        (used, bytesUsed) = (0, 0);
        if (spare.Count > MostSpare)
        {
            spare.Clear();
            spare.TrimExcess();
        }

        if (Paths.IsFull)
        {
            Paths = new();
            Array.Clear(Containers);
            spare.Clear();
        }
    }

    /// <summary>An empty list for the items of an exchange.</summary>
    public List<DataItem> Items() => Empty(items);

    /// <summary>An empty list for the layers of an exchange.</summary>
    public List<Layer> Layers() => Empty(layers);

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

    /// <summary>The text of a JSON string, which a reader of JSON accepted.</summary>
    public ReadOnlyMemory<byte> Unescape(ReadOnlySpan<byte> source)
    {
        // Text is never longer than its escaped form.
        if (source.Length > bytes.Length - bytesUsed)
        {
            return JsonEscapes.Unescape(source);
        }

        var room = bytes.AsMemory(bytesUsed, source.Length);
        if (!JsonEscapes.TryUnescape(source, room.Span, out var written, out var bad))
        {
            throw new ArgumentException($"no JSON string: byte {bad}", nameof(source));
        }

        bytesUsed += written;
        return room[..written];
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
