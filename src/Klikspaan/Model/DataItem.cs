namespace Klikspaan;

/// <summary>One value at one path of a request.</summary>
public sealed class DataItem
{
    PathShape shape = null!;

    internal DataItem()
    {
    }

    /// <summary>All of a layer as one value without a path.</summary>
    public static DataItem Whole(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var item = new DataItem();
        item.Fill(layer, new PathTable().Root(layer.Part), 0, layer.Bytes.Length, "", layer.Bytes, false, false);
        return item;
    }

    /// <summary>Where the value stands; without the layer's own steps, see <see cref="Locate"/>.</summary>
    public Layer Layer { get; private set; } = null!;

    /// <summary>The path of this value, as a JSON Pointer over all layers.</summary>
    public string Path => At.Exact;

    /// <summary>The path with <c>*</c> for each position in a list: equal for all elements.</summary>
    public string Shape => ShapeAt.Text;

    /// <summary>Offset of the value within its layer.</summary>
    public int Offset { get; private set; }

    /// <summary>Length of the value within its layer.</summary>
    public int Length { get; private set; }

    /// <summary>The transform from the bytes in the layer to <see cref="Value"/>; empty when they are equal.</summary>
    public string Step { get; private set; } = "";

    /// <summary>The value as UTF-8 text, or the bytes themselves when they are not text.</summary>
    public ReadOnlyMemory<byte> Value { get; private set; }

    /// <summary>Whether the bytes could not be given a meaning: neither text nor a known layer.</summary>
    public bool IsOpaque { get; set; }

    /// <summary>Whether the value is the <c>null</c> of JSON, not the text of that name.</summary>
    public bool IsNull { get; private set; }

    /// <summary>Whether the value was opened as a layer of its own; its contents are items too.</summary>
    public bool IsOpened { get; set; }

    /// <summary>The event that the value is part of; null when no protocol file claims it.</summary>
    public TelemetryEvent? Event { get; set; }

    /// <summary>What a protocol file says of this path; null when none does.</summary>
    public Mapping? Mapping { get; set; }

    /// <summary>The part of the request.</summary>
    public MessagePart Part => Layer.Part;

    /// <summary>The path as its table knows it.</summary>
    internal ItemPath At { get; private set; } = null!;

    /// <summary>The shape as its table knows it; a list whose elements have names gives it another than its path has.</summary>
    internal PathShape ShapeAt { get => shape; set => shape = value; }

    /// <summary>Makes it this value, whatever it was before: items that nobody keeps are used again.</summary>
    internal void Fill(Layer layer, ItemPath at, int offset, int length, string step, ReadOnlyMemory<byte> value, bool isOpaque, bool isNull)
    {
        (Layer, At, shape, Offset, Length, Step, Value) = (layer, at, at.Shape, offset, length, step, value);
        (IsOpaque, IsNull, IsOpened, Event, Mapping) = (isOpaque, isNull, false, null, null);
    }

    /// <summary>Puts it at another path.</summary>
    internal void Move(ItemPath to) => (At, shape) = (to, to.Shape);

    /// <summary>Gives the place of this value in the capture.</summary>
    public Locator Locate(string capture, int exchange)
    {
        var steps = Layer.Chain();
        if (Offset != 0 || Length != Layer.Bytes.Length)
        {
            steps = Layer.Join(steps, $"[{Offset}+{Length}]");
        }

        return new(capture, exchange, Part, Path, Layer.Root.Offset, Layer.Root.Length, Layer.Join(steps, Step));
    }
}
