namespace Klikspaan.Decoding;

/// <summary>
/// Accounts for each byte of a request once. A layer inside another is charged to the bytes it was opened from; where
/// a transform changed their number (gzip, base64) in proportion, rounded up, so that the sum stays exact.
/// </summary>
static class CoverageCount
{
    /// <summary>Counts one exchange.</summary>
    public static Coverage Count(Exchange exchange, List<DataItem> items)
    {
        if (!exchange.Kind.IsSent())
        {
            return default;
        }

        var layers = items.GroupBy(i => i.Layer).ToDictionary(g => g.Key, g => g.ToList());
        AddContainers(layers);
        var children = layers.Keys.Where(l => l.Parent is not null).ToLookup(l => l.Parent!);
        var roots = layers.Keys.Where(l => l.Parent is null).ToLookup(l => l.Root, ReferenceEqualityComparer.Instance);
        var total = new Coverage(0, 0, exchange.BytesUnread);
        foreach (var excerpt in exchange.Excerpts)
        {
            var root = (Layer?)roots[excerpt].FirstOrDefault();
            total += root is null ? new(0, excerpt.Bytes.Length, 0) : Charge(root, layers, children);
        }

        // Names of header fields and separators: read, and not the business of any protocol file.
        return total with { Flattened = total.Flattened + exchange.BytesOut - total.Total };
    }

    /// <summary>A layer that holds only a compressed layer has no items of its own; it counts all the same.</summary>
    static void AddContainers(Dictionary<Layer, List<DataItem>> layers)
    {
        foreach (var layer in layers.Keys.ToList())
        {
            for (var parent = layer.Parent; parent is not null; parent = parent.Parent)
            {
                layers.TryAdd(parent, []);
            }
        }
    }

    static Coverage Charge(Layer layer, Dictionary<Layer, List<DataItem>> layers, ILookup<Layer, Layer> children)
    {
        long opaque = 0, flattened = 0;
        var mapped = false;
        foreach (var item in layers[layer])
        {
            mapped |= item.Mapping is not null && item.Event is not null;
            if (item.IsOpaque)
            {
                opaque += item.Length;
            }
            else if (!item.IsOpened && (item.Mapping is null || item.Event is null))
            {
                flattened += item.Length;
            }
        }

        foreach (var child in children[layer])
        {
            var inner = Charge(child, layers, children);
            opaque += Scale(inner.Opaque, child);
            flattened += Math.Min(Scale(inner.Flattened, child), child.Length - Scale(inner.Opaque, child));
            mapped |= inner.Protocol > 0;
        }

        var length = layer.Bytes.Length;
        opaque = Math.Min(opaque, length);
        flattened = mapped ? Math.Min(flattened, length - opaque) : length - opaque;
        return new(length - opaque - flattened, flattened, opaque);
    }

    static long Scale(long bytes, Layer child) =>
        bytes == 0 ? 0 : Math.Min(child.Length, (long)Math.Ceiling((double)bytes * child.Length / child.Bytes.Length));
}
