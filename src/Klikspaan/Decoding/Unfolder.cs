using System.Buffers.Binary;
using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>Opens every layer of a request by what its bytes are, never by what a header says, until only values are left.</summary>
/// <remarks>Cost: 30 % of the path: what a structure makes of a layer, and for each value a look at whether it is a layer too.</remarks>
sealed class Unfolder
{
    /// <summary>From this length on, unopened base64 or hex is counted as not read.</summary>
    public const int OpaqueFrom = 64;

    /// <summary>Fewer bytes fit too many formats that do not mark themselves.</summary>
    public const int ShortestBinary = 16;

    const int ShortestPacked = 8;

    static readonly JsonStructure Json = new();
    static readonly LooseJsonStructure LooseJson = new();
    static readonly PropertyListStructure PropertyList = new();
    static readonly XmlStructure Xml = new();
    static readonly FormStructure Form = new();
    static readonly ProtobufStructure Protobuf = new();
    static readonly GrpcStructure Grpc = new();
    static readonly PackedStructure Packed = new();
    static readonly IStructure[] Structures = [PropertyList, Xml, new MultipartStructure(), Form, new FormLinesStructure()];
    static readonly IStructure[] Binary = [new BinaryPropertyListStructure(), Protobuf, new CborStructure(), new MessagePackStructure(), new BondStructure()];

    readonly ItemSink sink;
    readonly ValueOpener values;
    readonly Inflater inflater;

    /// <summary>Opens into <paramref name="sink"/>.</summary>
    public Unfolder(ItemSink sink)
    {
        this.sink = sink;
        values = new(this, sink);
        inflater = new(this, sink);
    }

    /// <summary>Every structure, in the order in which they are tried.</summary>
    public static IReadOnlyList<IStructure> All { get; } = [Json, LooseJson, .. Structures, .. Binary, Grpc, Packed];

    /// <summary>Reads a piece of a request.</summary>
    public void Read(Excerpt excerpt, string contentEncoding)
    {
        var layer = sink.Begin(excerpt);
        var root = sink.Room.Paths.Root(excerpt.Part, excerpt.Path);
        var mark = sink.Items.Count;
        switch (excerpt.Part)
        {
            case MessagePart.Path:
                layer.Structure = "path";
                PathSegments.Read(layer, root, sink);
                break;
            case MessagePart.Query:
                layer.Structure = "form";
                FormStructure.Read(layer, root, sink);
                break;
            case MessagePart.Cookie when excerpt.Path.Length == 0:
                layer.Structure = "cookies";
                CookiePairs.Read(layer, root, sink);
                break;
            case MessagePart.Content or MessagePart.Message:
                Open(layer, root, contentEncoding);
                return;
            default:
                layer.Structure = "text";
                Leaf(layer, root);
                break;
        }

        OpenItems(mark);
    }

    /// <summary>Opens content: whatever it is, something comes of it.</summary>
    public void Open(Layer layer, ItemPath root, string hint)
    {
        if (layer.Bytes.IsEmpty)
        {
            return;
        }

        var mark = sink.Items.Count;
        if (inflater.TryOpen(layer, root, hint))
        {
            return;
        }

        if (TextualOf(layer, root) is { } textual)
        {
            Name(layer, textual);
        }
        else if (Text.IsPrintable(layer.Bytes.Span, lineBreaks: true))
        {
            layer.Structure = "text";
            Leaf(layer, root);
        }
        else if (BinaryOf(layer, root) is { } binary)
        {
            Name(layer, binary);
        }
        else if (TryUtf16(layer, root) || TryMessages(layer, root) || TryBehindLength(layer, root) || (layer.Part == MessagePart.Message && inflater.TryMessage(layer, root)))
        {
            return;
        }
        else
        {
            layer.Structure = "binary";
            sink.Add(layer, root, 0, layer.Bytes.Length, opaque: true);
        }

        OpenItems(mark);
    }

    IStructure? TextualOf(Layer layer, ItemPath root)
    {
        if (JsonOf(layer, root) is { } json)
        {
            return json;
        }

        foreach (var structure in Structures)
        {
            if (structure.TryRead(layer, root, sink))
            {
                return structure;
            }
        }

        return null;
    }

    /// <summary>JSON to where it breaks off, unless all of it is JSON as people write it.</summary>
    IStructure? JsonOf(Layer layer, ItemPath root)
    {
        var mark = sink.Mark();
        var isJson = Json.TryRead(layer, root, sink);
        if ((isJson && !sink.BrokeOff(mark)) || !LooseJsonStructure.Looks(layer.Bytes.Span))
        {
            return isJson ? Json : null;
        }

        sink.Undo(mark);
        layer.Structure = "";
        return LooseJson.TryRead(layer, root, sink) ? LooseJson : isJson && Json.TryRead(layer, root, sink) ? Json : null;
    }

    IStructure? BinaryOf(Layer layer, ItemPath root)
    {
        foreach (var structure in Binary)
        {
            if (structure.TryRead(layer, root, sink))
            {
                return structure;
            }
        }

        return null;
    }

    /// <summary>Frames are a guess, too, so each message in them must have a meaning.</summary>
    internal bool TryMessages(Layer layer, ItemPath root)
    {
        var mark = sink.Mark();
        if (Grpc.TryRead(layer, root, sink))
        {
            var messages = sink.Items[mark.Items..];
            if (messages.Count > 0 && messages.TrueForAll(m => TryNested(m, "", m.Value, Meaning.Message)))
            {
                Name(layer, Grpc);
                return true;
            }
        }

        sink.Undo(mark);
        return false;
    }

    /// <summary>Four bytes that are the number of those behind them, in either order: what is behind them is opened.</summary>
    bool TryBehindLength(Layer layer, ItemPath root)
    {
        const int Head = 4;
        var bytes = layer.Bytes.Span;
        var length = bytes.Length - Head;
        if (length < ShortestBinary || layer.Depth >= sink.Limits.Depth
            || (BinaryPrimitives.ReadInt32LittleEndian(bytes) != length && BinaryPrimitives.ReadInt32BigEndian(bytes) != length))
        {
            return false;
        }

        var mark = sink.Mark();
        if (!Has(Meaning.Textual, sink.Begin(layer, Head, length, "", layer.Bytes[Head..]), root))
        {
            sink.Undo(mark);
            return false;
        }

        layer.Structure = "length-prefixed";
        return true;
    }

    static void Name(Layer layer, IStructure structure) =>
        layer.Structure = layer.Structure.Length > 0 ? layer.Structure : structure.Name;

    /// <summary>Looks into each value that was added; what it holds is added behind it.</summary>
    void OpenItems(int from)
    {
        var to = sink.Items.Count;
        for (var i = from; i < to; i++)
        {
            var item = sink.Items[i];
            item.IsOpaque |= !IsCutFromText(item) && !Utf8.IsValid(item.Value.Span);
            if (!values.TryOpen(item) && !item.IsOpaque && item.Length >= OpaqueFrom && IsEncoded(item.Value.Span))
            {
                item.IsOpaque = true;
            }
        }
    }

    /// <summary>Whether it is UTF-8 because its layer is; only protobuf can cut a character in two.</summary>
    static bool IsCutFromText(DataItem item) => item.Step.Length == 0 && item.Layer.Structure != Protobuf.Name && item.Layer.IsText;

    static bool IsEncoded(ReadOnlySpan<byte> value) => Text.IsHex(value) || Text.IsBase64(value);

    /// <summary>
    /// Adds a layer below <paramref name="item"/> if it has the <paramref name="meaning"/> that is asked for, at <paramref name="at"/> if it is a
    /// part of it; leaves no trace otherwise.
    /// </summary>
    internal bool TryNested(DataItem item, string steps, ReadOnlyMemory<byte> bytes, Meaning meaning, ItemPath? at = null)
    {
        if (bytes.Length > sink.BytesLeft)
        {
            sink.Report(item.Layer, item.Path, item.Offset, "limit", $"at most {sink.Limits.ExchangeBytes} bytes in all layers", "more");
            return false;
        }

        var mark = sink.Mark();
        var layer = sink.Begin(item.Layer, item.Offset, item.Length, steps, bytes);
        layer.IsPart |= at is not null;
        if (bytes.IsEmpty || !Has(meaning, layer, at ?? item.At))
        {
            sink.Undo(mark);
            return false;
        }

        sink.BytesLeft -= bytes.Length;
        item.IsOpened |= at is null;
        item.IsOpaque &= at is not null;
        return true;
    }

    /// <summary>Whether a layer has a meaning; its values are then added.</summary>
    internal bool Has(Meaning meaning, Layer layer, ItemPath path) => meaning switch
    {
        Meaning.Json => IsJson(layer, path),
        Meaning.Form => Only(Form, layer, path),
        Meaning.Xml => IsXml(layer, path),
        Meaning.Text => IsText(layer, path),
        Meaning.Textual => IsTextual(layer, path),
        Meaning.Any => IsTextual(layer, path) || (layer.Bytes.Length >= ShortestBinary && (IsBinary(layer, path) || TryMessages(layer, path))),
        Meaning.Binary => inflater.TryOpen(layer, path, "") || TryUtf16(layer, path) || (layer.Bytes.Length >= ShortestBinary && IsBinary(layer, path)),
        Meaning.Packed => layer.Bytes.Length >= ShortestPacked && Only(Packed, layer, path),
        Meaning.Message => inflater.TryOpen(layer, path, "") || IsJson(layer, path) || Only(Protobuf, layer, path) || (GrpcStructure.IsTrailer(layer) && IsText(layer, path)),
        _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, null),
    };

    /// <summary>Opens a layer in this way and no other; leaves no trace when it is not so.</summary>
    internal bool TryAs(IStructure structure, Layer layer, ItemPath path) => Only(structure, layer, path);

    bool IsJson(Layer layer, ItemPath path) =>
        (JsonStructure.MayBeAll(layer.Bytes.Span) && Only(Json, layer, path)) || (LooseJsonStructure.Looks(layer.Bytes.Span) && Only(LooseJson, layer, path));

    bool IsXml(Layer layer, ItemPath path) => Only(PropertyList, layer, path) || Only(Xml, layer, path);

    bool IsTextual(Layer layer, ItemPath path) =>
        Text.MayBegin(layer.Bytes.Span) && IsAnyText(layer, path);

    bool IsAnyText(Layer layer, ItemPath path) =>
        inflater.TryOpen(layer, path, "") || IsJson(layer, path) || Only(Form, layer, path) || IsXml(layer, path) || TryUtf16(layer, path) || IsText(layer, path);

    bool IsText(Layer layer, ItemPath path)
    {
        if (!Text.IsPrintable(layer.Bytes.Span, lineBreaks: true))
        {
            return false;
        }

        var mark = sink.Items.Count;
        layer.Structure = "text";
        Leaf(layer, path);
        OpenItems(mark);
        return true;
    }

    bool IsBinary(Layer layer, ItemPath path)
    {
        foreach (var structure in Binary)
        {
            if (Only(structure, layer, path))
            {
                return true;
            }
        }

        return false;
    }

    bool Only(IStructure structure, Layer layer, ItemPath path)
    {
        var mark = sink.Mark();
        if (!structure.TryRead(layer, path, sink) || sink.ProblemsSeen > mark.ProblemsSeen)
        {
            sink.Undo(mark);
            layer.Structure = "";
            return false;
        }

        Name(layer, structure);
        OpenItems(mark.Items);
        return true;
    }

    /// <summary>Bytes that look like UTF-16 count as such only if all of them are printable text.</summary>
    bool TryUtf16(Layer layer, ItemPath root)
    {
        if (layer.Depth >= sink.Limits.Depth || Utf16.Order(layer.Bytes.Span) is not { } isBigEndian
            || !Utf16.TryDecode(layer.Bytes.Span, isBigEndian, sink.Limits, out var text, out _) || text.Length > sink.BytesLeft || !Text.IsPrintable(text, lineBreaks: true) || text.AsSpan().IndexOf("\uFFFD"u8) >= 0)
        {
            return false;
        }

        sink.BytesLeft -= text.Length;
        layer.Structure = "encoded";
        Open(sink.Begin(layer, 0, layer.Bytes.Length, isBigEndian ? "utf-16be" : "utf-16le", text), root, "");
        return true;
    }

    void Leaf(Layer layer, ItemPath path) => sink.Add(layer, path, 0, layer.Bytes.Length);
}
