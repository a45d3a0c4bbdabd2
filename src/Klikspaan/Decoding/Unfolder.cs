using System.Text.Unicode;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Opens every layer of a request by what its bytes are, never by what a header says, until only values are left.</summary>
/// <remarks>Cost: 30 % of the path: what a structure makes of a layer, and for each value a look at whether it is a layer too.</remarks>
sealed class Unfolder(ItemSink sink)
{
    /// <summary>From this length on, unopened base64 or hex is counted as not read.</summary>
    public const int OpaqueFrom = 64;

    const int ShortestEncoded = 16;

    static readonly JsonStructure Json = new();
    static readonly PropertyListStructure PropertyList = new();
    static readonly XmlStructure Xml = new();
    static readonly FormStructure Form = new();
    static readonly ProtobufStructure Protobuf = new();
    static readonly GrpcStructure Grpc = new();
    static readonly IStructure[] Structures = [Json, PropertyList, Xml, new MultipartStructure(), Form];
    static readonly IStructure[] Binary = [new BinaryPropertyListStructure(), Protobuf, new CborStructure(), new MessagePackStructure(), new BondStructure()];

    /// <summary>Every structure, in the order in which they are tried.</summary>
    public static IReadOnlyList<IStructure> All { get; } = [.. Structures, .. Binary, Grpc];

    // Made once: a method that is named where a delegate is wanted makes one for each value.
    static readonly Func<Unfolder, Layer, ItemPath, bool> AsJson = (u, layer, path) => u.JsonOnly(layer, path);
    static readonly Func<Unfolder, Layer, ItemPath, bool> AsForm = (u, layer, path) => u.FormOnly(layer, path);
    static readonly Func<Unfolder, Layer, ItemPath, bool> AsDecoded = (u, layer, path) => u.AfterBase64(layer, path);
    static readonly Func<Unfolder, Layer, ItemPath, bool> AsDigits = (u, layer, path) => u.AfterDigits(layer, path);
    static readonly Func<Unfolder, Layer, ItemPath, bool> AsBinary = (u, layer, path) => u.Inflated(layer, path) || u.TryUtf16(layer, path);
    static readonly Func<Unfolder, Layer, ItemPath, bool> AsMessage = (u, layer, path) => u.Message(layer, path);

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

    void Open(Layer layer, ItemPath root, string hint)
    {
        if (layer.Bytes.IsEmpty)
        {
            return;
        }

        var mark = sink.Items.Count;
        if (TryInflate(layer, root, hint))
        {
            return;
        }

        foreach (var structure in Structures)
        {
            if (structure.TryRead(layer, root, sink))
            {
                Name(layer, structure);
                OpenItems(mark);
                return;
            }
        }

        if (Text.IsPrintable(layer.Bytes.Span, lineBreaks: true))
        {
            layer.Structure = "text";
            Leaf(layer, root);
        }
        else if (BinaryOf(layer, root) is { } structure)
        {
            Name(layer, structure);
        }
        else if (TryUtf16(layer, root) || TryMessages(layer, root))
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
    bool TryMessages(Layer layer, ItemPath root)
    {
        var mark = sink.Mark();
        if (Grpc.TryRead(layer, root, sink))
        {
            var messages = sink.Items[mark.Items..];
            if (messages.Count > 0 && messages.TrueForAll(m => TryNested(m, "", m.Value, AsMessage)))
            {
                Name(layer, Grpc);
                return true;
            }
        }

        sink.Undo(mark);
        return false;
    }

    bool Message(Layer layer, ItemPath path) =>
        Inflated(layer, path) || JsonOnly(layer, path) || Only(Protobuf, layer, path);

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
            if (!TryOpen(item) && !item.IsOpaque && item.Length >= OpaqueFrom && IsEncoded(item.Value.Span))
            {
                item.IsOpaque = true;
            }
        }
    }

    /// <summary>Whether it is UTF-8 because its layer is; only protobuf can cut a character in two.</summary>
    static bool IsCutFromText(DataItem item) => item.Step.Length == 0 && item.Layer.Structure != Protobuf.Name && item.Layer.IsText;

    static bool IsEncoded(ReadOnlySpan<byte> value) => Text.IsHex(value) || Text.IsBase64(value);

    bool TryOpen(DataItem item)
    {
        var value = item.Value.Span;
        if (value.Length < 8 || sink.IsFull || IsWholeOfSame(item))
        {
            return false;
        }

        if (item.Layer.Depth >= sink.Limits.Depth)
        {
            if (MayNest(value))
            {
                sink.Report(item.Layer, item.Path, item.Offset, "limit", $"at most {sink.Limits.Depth} layers", "one more");
            }

            return false;
        }

        return TryPlain(item) || TryPercent(item) || TryEncoded(item) || TryBinary(item);
    }

    /// <summary>A text or binary layer holds itself as its only value: it was looked into already.</summary>
    static bool IsWholeOfSame(DataItem item) =>
        item.Layer.Structure == "binary" && item.Offset == 0 && item.Length == item.Layer.Bytes.Length;

    static bool MayNest(ReadOnlySpan<byte> value) =>
        JsonStructure.Starts(value) || Compression.Sniff(value, "") is not null || (value.Length >= OpaqueFrom && Text.IsBase64(value));

    bool TryPlain(DataItem item)
    {
        var value = item.Value.Span;
        if (JsonStructure.Starts(value) && value.TrimEnd(" \t\r\n"u8)[^1] is (byte)'}' or (byte)']')
        {
            return TryNested(item, item.Step, item.Value, AsJson);
        }

        var isForm = value.Contains((byte)'&') && value.Contains((byte)'=') && !value.Contains((byte)'/');
        return isForm && TryNested(item, item.Step, item.Value, AsForm);
    }

    bool TryPercent(DataItem item)
    {
        var value = item.Value.Span;
        if (!value.StartsWith("%7B"u8) && !value.StartsWith("%5B"u8) && !value.StartsWith("%7b"u8) && !value.StartsWith("%5b"u8))
        {
            return false;
        }

        return TryNested(item, Layer.Join(item.Step, "percent"), PercentTransform.Decode(value, plusIsSpace: false), AsJson);
    }

    bool TryEncoded(DataItem item)
    {
        // The dashes of a GUID are digits of base64url: it would be decoded in vain.
        var value = item.Value.Span;
        if (value.Length < ShortestEncoded || ValueShapes.IsGuid(value))
        {
            return false;
        }

        return Text.IsHex(value) ? Digits.MayBeHex(value) && TryDigits(item, "hex")
            : (Text.IsBase64(value) && TryBase64(item)) || (Digits.MayBeBase32(value) && TryDigits(item, "base32"));
    }

    /// <summary>Most digits are those of digests and numbers, which come out as bytes of no meaning: protobuf, which makes something of many, is not tried on them.</summary>
    bool TryDigits(DataItem item, string step) =>
        Transforms.Find(step)!.TryDecode(item.Value.Span, sink.Limits, out var bytes, out _)
        && TryNested(item, Layer.Join(item.Step, step), bytes, AsDigits);

    bool TryBase64(DataItem item)
    {
        var value = item.Value.Span;
        var isUrl = value.IndexOfAny((byte)'-', (byte)'_') >= 0;
        if (value.Length / 4 * 3L > sink.Limits.LayerBytes || (isUrl && value.IndexOfAny((byte)'+', (byte)'/') >= 0))
        {
            return false;
        }

        var size = Base64Transform.RoomFor(value.Length);
        var bytes = sink.Room.Bytes;
        var mark = bytes?.Mark ?? 0;
        if (bytes is null || !bytes.TryTake(size, out var room))
        {
            room = new byte[size];
        }

        if (Base64Transform.TryDecode(value, isUrl, room.Span, out var written)
            && TryNested(item, Layer.Join(item.Step, isUrl ? "base64url" : "base64"), room[..written], AsDecoded))
        {
            return true;
        }

        bytes?.BackTo(mark);
        return false;
    }

    bool TryBinary(DataItem item) =>
        item.IsOpaque && TryNested(item, item.Step, item.Value, AsBinary);

    /// <summary>Adds a layer below <paramref name="item"/> if <paramref name="read"/> can make something of it; leaves no trace otherwise.</summary>
    bool TryNested(DataItem item, string steps, ReadOnlyMemory<byte> bytes, Func<Unfolder, Layer, ItemPath, bool> read)
    {
        if (bytes.Length > sink.BytesLeft)
        {
            sink.Report(item.Layer, item.Path, item.Offset, "limit", $"at most {sink.Limits.ExchangeBytes} bytes in all layers", "more");
            return false;
        }

        var mark = sink.Mark();
        if (bytes.IsEmpty || !read(this, sink.Begin(item.Layer, item.Offset, item.Length, steps, bytes), item.At))
        {
            sink.Undo(mark);
            return false;
        }

        sink.BytesLeft -= bytes.Length;
        item.IsOpened = true;
        item.IsOpaque = false;
        return true;
    }

    bool JsonOnly(Layer layer, ItemPath path) => JsonStructure.MayBeAll(layer.Bytes.Span) && Only(Json, layer, path);

    bool FormOnly(Layer layer, ItemPath path) => Only(Form, layer, path);

    bool XmlOnly(Layer layer, ItemPath path) => Only(PropertyList, layer, path) || Only(Xml, layer, path);

    bool BinaryOnly(Layer layer, ItemPath path)
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

    bool Inflated(Layer layer, ItemPath path) => TryInflate(layer, path, "");

    /// <summary>What base64 gave counts only if it has a meaning: compressed, JSON, a form, XML, printable text or a binary structure.</summary>
    bool AfterBase64(Layer layer, ItemPath path) => AfterDigits(layer, path) || (layer.Bytes.Length >= ShortestEncoded && BinaryOnly(layer, path));

    bool AfterDigits(Layer layer, ItemPath path)
    {
        if (Inflated(layer, path) || JsonOnly(layer, path) || FormOnly(layer, path) || XmlOnly(layer, path) || TryUtf16(layer, path))
        {
            return true;
        }

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

    bool TryInflate(Layer layer, ItemPath root, string hint)
    {
        if (Compression.Sniff(layer.Bytes.Span, hint) is not { } name)
        {
            return false;
        }

        if (layer.Depth >= sink.Limits.Depth)
        {
            sink.Report(layer, root.Exact, 0, "limit", $"at most {sink.Limits.Depth} layers", "one more");
            return false;
        }

        var limits = sink.Limits with { LayerBytes = (int)Math.Clamp(sink.BytesLeft, 1, sink.Limits.LayerBytes) };
        if (!Transforms.Find(name)!.TryDecode(layer.Bytes.Span, limits, out var bytes, out var failure) || bytes.Length == 0)
        {
            Refused(layer, root, name, failure, limits);
            return false;
        }

        sink.BytesLeft -= bytes.Length;
        layer.Structure = "compressed";
        Open(sink.Begin(layer, 0, layer.Bytes.Length, name, bytes), root, "");
        return true;
    }

    void Refused(Layer layer, ItemPath root, string name, Failure failure, Limits limits)
    {
        if (failure.Expected is { } expected && expected.Contains("at most", StringComparison.Ordinal))
        {
            // What was decompressed in vain counts too, or a thousand bombs would cost a thousand times the limit.
            sink.BytesLeft -= limits.LayerBytes;
            sink.Report(layer, root.Exact, failure.Offset, "limit", expected, "more");
        }
        else if (name is "gzip" or "zstd")
        {
            sink.Report(layer, root.Exact, failure.Offset, name, failure.Expected ?? name, "bytes that do not decompress");
        }
    }

    void Leaf(Layer layer, ItemPath path) => sink.Add(layer, path, 0, layer.Bytes.Length);
}
