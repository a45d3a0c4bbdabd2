namespace Klikspaan.Decoding;

/// <summary>
/// Accounts for each byte of a request once. A layer inside another is charged to the bytes it was opened from; where
/// a transform changed their number (gzip, base64) in proportion, rounded up, so that the sum stays exact.
/// </summary>
/// <remarks>Cost: 2 % of the path: one addition for each value.</remarks>
static class CoverageCount
{
    // Hex of 64 bytes: as much as the longest digest in use has.
    const int LongestKey = 128;

    /// <summary>Counts one exchange; each layer stands in the list after the one that it was found in.</summary>
    public static Coverage Count(Exchange exchange, List<DataItem> items, List<Layer> layers, DecodingRoom room)
    {
        if (!exchange.Kind.IsSent())
        {
            return default;
        }

        var counts = room.LayerCounts(layers.Count);
        foreach (var item in items)
        {
            Add(ref counts[item.Layer.Number], item);
        }

        var total = new Coverage(0, 0, exchange.BytesUnread);
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            total += Charge(layers[i], counts);
        }

        // Names of header fields and separators: read, and not the business of any protocol file.
        return total with { Flattened = total.Flattened + exchange.BytesOut - total.Total };
    }

    static void Add(ref LayerCount count, DataItem item)
    {
        var isMapped = item.Mapping is not null && item.Event is not null;
        count.IsUsed = true;
        count.IsMapped |= isMapped;
        if (IsOpaque(item))
        {
            count.Opaque += item.Length;
        }
        else if (!item.IsOpened && !isMapped)
        {
            count.Flattened += item.Length;
        }
    }

    /// <summary>Sums a layer up, in the one that it was found in or, for a piece of the request, as the result.</summary>
    static Coverage Charge(Layer layer, Span<LayerCount> counts)
    {
        var count = counts[layer.Number];
        var length = layer.Bytes.Length;
        if (!count.IsUsed)
        {
            // A layer that came to nothing was taken back; a piece without a value was read all the same.
            return layer.Parent is null ? new(0, length, 0) : default;
        }

        var opaque = Math.Min(count.Opaque, length);
        var flattened = count.IsMapped ? Math.Min(count.Flattened, length - opaque) : length - opaque;
        var coverage = new Coverage(length - opaque - flattened, flattened, opaque);
        if (layer.Parent is not { } parent)
        {
            return coverage;
        }

        ref var outer = ref counts[parent.Number];
        outer.IsUsed = true;
        outer.IsMapped |= coverage.Protocol > 0;
        outer.Opaque += Scale(coverage.Opaque, layer);
        outer.Flattened += Math.Min(Scale(coverage.Flattened, layer), layer.Length - Scale(coverage.Opaque, layer));
        return default;
    }

    /// <summary>
    /// Whether a value was not opened and nothing says what it is. Digits of a digest or a key cannot be opened: where a protocol file says
    /// what stands there, that is their meaning.
    /// </summary>
    public static bool IsOpaque(DataItem item) =>
        item.IsOpaque && !(item is { Mapping: not null, Event: not null, Length: <= LongestKey } && Text.IsBase64(item.Value.Span));

    /// <summary>Bytes of the request that a value is charged with.</summary>
    public static long BytesOf(DataItem item)
    {
        long bytes = item.Length;
        for (var layer = item.Layer; layer.Parent is not null; layer = layer.Parent)
        {
            bytes = Scale(bytes, layer);
        }

        return bytes;
    }

    static long Scale(long bytes, Layer child) =>
        bytes == 0 ? 0 : Math.Min(child.Length, (long)Math.Ceiling((double)bytes * child.Length / child.Bytes.Length));
}
