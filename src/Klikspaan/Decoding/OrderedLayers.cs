using System.Collections.Frozen;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Opens what a protocol file says is to be opened, in the way it says, in place of what the bytes alone came to.</summary>
/// <remarks>Cost: none where a file orders nothing; else a look at each value for each order.</remarks>
sealed class OrderedLayers(ItemSink sink, Unfolder unfolder)
{
    static readonly FrozenDictionary<string, IStructure> Structures =
        Unfolder.All.Where(s => s is not (ProtobufStructure or FormStructure or PackedStructure)).Append(new ProtobufStructure(isKnown: true)).Append(new FormStructure(isKnown: true))
            .Concat(PackedStructure.Known)
            .ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);

    readonly Dictionary<(int Parent, int Offset, int Length), List<Layer>> children = [];
    readonly HashSet<object> done = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<int> deadLayers = [];
    readonly HashSet<DataItem> deadItems = new(ReferenceEqualityComparer.Instance);
    int indexed;

    /// <summary>Opens all; what they came to before is taken out.</summary>
    public void Open(IReadOnlyList<LayerOrder> orders)
    {
        foreach (var order in orders)
        {
            if (order.Path.Length == 0)
            {
                OpenPart(order);
            }
            else
            {
                OpenValues(order);
            }
        }

        if (deadItems.Count + deadLayers.Count > 0)
        {
            sink.Items.RemoveAll(IsDead);
        }
    }

    /// <summary>Whether this can be a step of an order.</summary>
    public static bool IsKnown(string step) => Transforms.Find(step) is not null || LayerCuts.IsCut(step) || step == LayerCuts.Text || Structures.ContainsKey(step);

    void OpenValues(LayerOrder order)
    {
        var count = sink.Items.Count;
        for (var i = 0; i < count && !sink.IsFull; i++)
        {
            var item = sink.Items[i];
            if (item.Part != order.Path.Part || !order.Path.CanMatch(item.Shape) || !(order.Path.IsMatch(item.Shape) || order.Path.IsMatch(item.Path)) || IsDead(item) || done.Contains(item))
            {
                continue;
            }

            var before = Children(item.Layer, item.Offset, item.Length).ToArray();
            if (item.IsOpened && before.Any(l => Came(l) == Wanted(item.Step, order)))
            {
                done.Add(item);
            }
            else if (TryOpen(new(item.Layer, item.Offset, item.Length, item.Step, item.Value), item.At, order))
            {
                // A token stays a value: it is a credential, whatever it says.
                item.IsOpened = !order.Steps.Any(LayerCuts.IsPart);
                item.IsOpaque &= !item.IsOpened;
                done.Add(item);
                deadLayers.UnionWith(before.Select(l => l.Number));
            }
        }
    }

    void OpenPart(LayerOrder order)
    {
        for (var i = 0; i < sink.Layers.Count; i++)
        {
            if (sink.Layers[i] is { Parent: null, Root.Path: "" } piece && piece.Part == order.Path.Part && !piece.Bytes.IsEmpty && !sink.IsFull)
            {
                OpenPiece(Innermost(piece), order);
            }
        }
    }

    void OpenPiece(Layer layer, LayerOrder order)
    {
        if (done.Contains(layer) || (order.Steps.Count == 1 && layer.Structure.StartsWith(order.Steps[0], StringComparison.Ordinal)))
        {
            return;
        }

        var items = sink.Items.Where(i => ReferenceEquals(i.Layer, layer)).ToArray();
        var before = items.SelectMany(i => Children(layer, i.Offset, i.Length)).Concat(Children(layer, 0, layer.Bytes.Length)).Select(l => l.Number).ToArray();
        var (path, structure) = (sink.Room.Paths.Root(layer.Part), layer.Structure);
        layer.Structure = "";
        if (order.Steps.Count == 1 ? TryRead(layer, path, order.Steps[0]) : TryOpen(new(layer, 0, layer.Bytes.Length, "", layer.Bytes), path, order))
        {
            layer.Structure = layer.Structure.Length > 0 ? layer.Structure : "encoded";
            done.Add(layer);
            deadItems.UnionWith(items);
            deadLayers.UnionWith(before);
        }
        else
        {
            layer.Structure = structure;
        }
    }

    bool TryOpen(Opening opening, ItemPath path, LayerOrder order)
    {
        var mark = sink.Mark();
        for (var i = 0; i < order.Steps.Count - 1; i++)
        {
            if (!TryStep(ref opening, order.Steps[i], path))
            {
                sink.Undo(mark);
                return false;
            }
        }

        if (Begin(opening, path) is { } layer && TryRead(layer, path, order.Steps[^1]))
        {
            return true;
        }

        sink.Undo(mark);
        return false;
    }

    bool TryStep(ref Opening opening, string step, ItemPath path)
    {
        if (LayerCuts.IsCut(step))
        {
            var (offset, length) = LayerCuts.Find(step, opening.Bytes.Span);
            if (length == 0 || (length < opening.Bytes.Length && Begin(opening, path) is null))
            {
                return false;
            }

            if (length < opening.Bytes.Length)
            {
                var layer = sink.Layers[^1];
                layer.Structure = "encoded";
                layer.IsPart |= LayerCuts.IsPart(step);
                opening = new(layer, offset, length, "", layer.Bytes.Slice(offset, length));
            }

            return true;
        }

        // Senders use both alphabets, and decoders take either.
        step = step == "base64" && opening.Bytes.Span.IndexOfAny((byte)'-', (byte)'_') >= 0 ? "base64url" : step;
        var limits = sink.Limits with { LayerBytes = (int)Math.Clamp(sink.BytesLeft, 1, sink.Limits.LayerBytes) };
        if (!Transforms.Find(step)!.TryDecode(opening.Bytes.Span, limits, out var bytes, out var failure))
        {
            if (failure.Expected?.Contains("at most", StringComparison.Ordinal) == true)
            {
                sink.BytesLeft -= limits.LayerBytes;
                sink.Report(opening.Parent, path.Exact, opening.Offset, "limit", failure.Expected, "more");
            }

            return false;
        }

        sink.BytesLeft -= bytes.Length;
        opening = opening with { Steps = Layer.Join(opening.Steps, step), Bytes = bytes };
        return true;
    }

    Layer? Begin(Opening opening, ItemPath path)
    {
        if (opening.Parent.Depth >= sink.Limits.Depth)
        {
            sink.Report(opening.Parent, path.Exact, opening.Offset, "limit", $"at most {sink.Limits.Depth} layers", "one more");
            return null;
        }

        return opening.Bytes.IsEmpty || sink.BytesLeft < 0 ? null : sink.Begin(opening.Parent, opening.Offset, opening.Length, opening.Steps, opening.Bytes);
    }

    bool TryRead(Layer layer, ItemPath path, string reading)
    {
        if (Structures.TryGetValue(reading, out var structure))
        {
            return unfolder.TryAs(structure, layer, path);
        }

        if (!Text.IsPrintable(layer.Bytes.Span, lineBreaks: true))
        {
            return false;
        }

        LayerCuts.Read(reading, layer, path, sink);
        return true;
    }

    /// <summary>What came out of compression and the like, by itself.</summary>
    Layer Innermost(Layer layer)
    {
        var inner = layer;
        while (inner.Structure is "compressed" or "encoded" && Children(inner, 0, inner.Bytes.Length).FirstOrDefault(l => l.Structure.Length > 0 && !deadLayers.Contains(l.Number)) is { } child)
        {
            inner = child;
        }

        return inner;
    }

    string Came(Layer layer)
    {
        var inner = Innermost(layer);
        var steps = inner.Structure;
        for (var at = inner; at is not null && at.Number >= layer.Number; at = at.Parent)
        {
            steps = Layer.Join(at.Steps, steps);
        }

        return steps;
    }

    static string Wanted(string step, LayerOrder order) => Layer.Join(step, string.Join('|', order.Steps));

    List<Layer> Children(Layer parent, int offset, int length)
    {
        for (; indexed < sink.Layers.Count; indexed++)
        {
            if (sink.Layers[indexed] is { Parent: { } owner } layer)
            {
                var key = (owner.Number, layer.Offset, layer.Length);
                if (!children.TryGetValue(key, out var list))
                {
                    children.Add(key, list = []);
                }

                list.Add(layer);
            }
        }

        return children.GetValueOrDefault((parent.Number, offset, length)) ?? [];
    }

    bool IsDead(DataItem item)
    {
        if (deadItems.Contains(item))
        {
            return true;
        }

        for (var layer = deadLayers.Count > 0 ? item.Layer : null; layer is not null; layer = layer.Parent)
        {
            if (deadLayers.Contains(layer.Number))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Bytes on their way: where they stood, what was done with them, and what they are now.</summary>
    readonly record struct Opening(Layer Parent, int Offset, int Length, string Steps, ReadOnlyMemory<byte> Bytes);
}
