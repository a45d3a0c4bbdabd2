namespace Klikspaan.Decoding;

/// <summary>Collects what the structures find in one exchange, within the limits.</summary>
sealed class ItemSink(Limits limits, string capture, Exchange exchange, DecodingRoom room)
{
    readonly string capture = capture;
    readonly int mostItems = limits.Leaves;
    readonly long mostNameBytes = limits.ExchangeBytes;
    long nameBytes;

    /// <summary>What is kept from one exchange to the next.</summary>
    public DecodingRoom Room { get; } = room;

    /// <summary>The layers, each after the one that it was found in; with those that came to nothing.</summary>
    public List<Layer> Layers { get; } = room.Layers();

    /// <summary>The items, in the order of the bytes.</summary>
    public List<DataItem> Items { get; } = room.Items();

    /// <summary>What could not be read.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>How many problems were not kept.</summary>
    public int ProblemsDropped { get; private set; }

    /// <summary>The bounds in force.</summary>
    public Limits Limits { get; } = limits;

    /// <summary>Bytes that opened layers may still produce.</summary>
    public long BytesLeft { get; set; } = limits.ExchangeBytes;

    /// <summary>Whether the limit on values or on their names was reached; what follows is left opaque.</summary>
    public bool IsFull => Items.Count >= mostItems || nameBytes > mostNameBytes;

    /// <summary>What the limit that was reached allows.</summary>
    public string Allowed => Items.Count >= Limits.Leaves ? $"at most {Limits.Leaves} values" : $"at most {Limits.ExchangeBytes} bytes of names";

    /// <summary>Counts the name of a value or container: a long name over many values fills the memory.</summary>
    public void Count(ItemPath path) => nameBytes += sizeof(char) * (path.ExactLength + (long)path.Shape.Length);

    /// <summary>Begins the layer of a piece of the request.</summary>
    public Layer Begin(Excerpt excerpt)
    {
        var layer = Room.Layer();
        layer.Fill(excerpt, Layers.Count);
        Layers.Add(layer);
        return layer;
    }

    /// <summary>Begins a layer that was found in another.</summary>
    public Layer Begin(Layer parent, int offset, int length, string steps, ReadOnlyMemory<byte> bytes)
    {
        var layer = Room.Layer();
        layer.Fill(parent, offset, length, steps, bytes, Layers.Count);
        Layers.Add(layer);
        return layer;
    }

    /// <summary>Adds a value that stands at <paramref name="offset"/> in <paramref name="layer"/>.</summary>
    public DataItem Add(Layer layer, ItemPath path, int offset, int length, string step = "", bool opaque = false, bool isNull = false)
    {
        Count(path);
        var value = layer.Bytes.Slice(offset, length);
        if (step == "json-string")
        {
            value = ByteRoom.Unescape(Room.Bytes, value.Span);
        }
        else if (step.Length > 0)
        {
            value = Decode(step, value.Span);
        }

        var item = Room.Item();
        item.Fill(layer, path, offset, length, step, value, opaque, isNull);
        Items.Add(item);
        return item;
    }

    /// <summary>What a step makes of bytes that its structure accepted; a number goes where there is room for it already.</summary>
    ReadOnlyMemory<byte> Decode(string step, ReadOnlySpan<byte> source)
    {
        var transform = Transforms.Find(step)!;
        if (transform is INumberTransform number && Room.Bytes is { } bytes && bytes.TryTake(INumberTransform.Longest, out var room) && number.TryWrite(source, room.Span, out var written))
        {
            bytes.BackTo(bytes.Mark - INumberTransform.Longest + written);
            return room[..written];
        }

        return transform.TryDecode(source, Limits, out var decoded, out _)
            ? decoded
            : throw new InvalidOperationException($"the step {step} refused what its structure accepted");
    }

    /// <summary>How many problems there were, kept or not.</summary>
    public int ProblemsSeen => Problems.Count + ProblemsDropped;

    /// <summary>Whether something since <paramref name="mark"/> was not of its structure; that a limit was reached says nothing of that.</summary>
    public bool BrokeOff((int Items, int Problems, int ProblemsSeen) mark)
    {
        for (var i = mark.Problems; i < Problems.Count; i++)
        {
            if (Problems[i].Kind == "limit")
            {
                return false;
            }
        }

        return Problems.Count > mark.Problems;
    }

    /// <summary>Where the sink stands, for <see cref="Undo"/>.</summary>
    public (int Items, int Problems, int ProblemsSeen) Mark() => (Items.Count, Problems.Count, ProblemsSeen);

    /// <summary>Takes back what was added since <paramref name="mark"/>; that a limit was reached stays.</summary>
    public void Undo((int Items, int Problems, int ProblemsSeen) mark)
    {
        Items.RemoveRange(mark.Items, Items.Count - mark.Items);
        if (Problems.Count > mark.Problems)
        {
            var limits = Problems.Skip(mark.Problems).Where(p => p.Kind == "limit").ToList();
            Problems.RemoveRange(mark.Problems, Problems.Count - mark.Problems);
            Problems.AddRange(limits);
        }
    }

    /// <summary>Reports something in <paramref name="layer"/> that was not as it should be.</summary>
    public void Report(Layer layer, string path, int offset, string kind, string expected, string found)
    {
        if (Problems.Count >= Limits.Problems)
        {
            ProblemsDropped++;
            return;
        }

        var steps = Layer.Join(layer.Chain(), offset > 0 ? $"[{offset}+{Math.Max(0, layer.Bytes.Length - offset)}]" : "");
        Problems.Add(new(new(capture, exchange.Number, layer.Part, path, layer.Root.Offset, layer.Root.Length, steps), kind, expected, found));
    }
}
