namespace Klikspaan.Decoding;

/// <summary>
/// Protobuf without its schema. The wire format does not mark itself, so this is a stated guess: all bytes must parse,
/// and at least one text of three characters or one nested message must come out. Without a schema each field may be
/// repeated, so a message within a field has a position, also where it is the only one: <c>/1/0/5</c>.
/// </summary>
/// <param name="isKnown">Whether a protocol file says that it is protobuf, so that it may also hold nothing but numbers.</param>
sealed class ProtobufStructure(bool isKnown = false) : IStructure
{
    /// <summary>The name in decode chains.</summary>
    public const string Is = "protobuf";

    const int LargestRootField = 4096;

    /// <inheritdoc/>
    public string Name => Is;

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        var mark = sink.Items.Count;
        if ((isKnown || layer.Bytes.Length >= 4) && IsWhole(layer.Bytes.Span) && TryMessage(layer, 0, layer.Bytes.Length, root, sink, 0) && (isKnown || HasText(sink.Items, mark)))
        {
            return true;
        }

        sink.Items.RemoveRange(mark, sink.Items.Count - mark);
        return false;
    }

    /// <summary>Whether the outermost fields fill the bytes: most bytes that are no protobuf are refused here, before anything is made of them.</summary>
    static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (!VarintTransform.TryRead(bytes, out var tag, out var size) || tag >> 3 is 0 or > LargestRootField)
            {
                return false;
            }

            bytes = bytes[size..];
            var length = (tag & 7) switch { 1 => 8UL, 5 => 4UL, 0 or 2 => 0UL, _ => ulong.MaxValue };
            if ((tag & 7) is 0 or 2)
            {
                if (!VarintTransform.TryRead(bytes, out var value, out size))
                {
                    return false;
                }

                bytes = bytes[size..];
                length = (tag & 7) == 2 ? value : 0;
            }

            if (length > (ulong)bytes.Length)
            {
                return false;
            }

            bytes = bytes[(int)length..];
        }

        return true;
    }

    static bool HasText(List<DataItem> items, int from)
    {
        for (var i = from; i < items.Count; i++)
        {
            if (items[i] is { Step: "", IsOpaque: false, Value.Length: >= 3 })
            {
                return true;
            }
        }

        return false;
    }

    static bool TryMessage(Layer layer, int start, int length, ItemPath path, ItemSink sink, int level)
    {
        var bytes = layer.Bytes.Span.Slice(start, length);
        if (level > sink.Limits.Nesting || length == 0)
        {
            return false;
        }

        var messages = default(FieldCounts);
        for (var at = 0; at < length;)
        {
            if (sink.IsFull || !VarintTransform.TryRead(bytes[at..], out var tag, out var size) || tag >> 3 is 0 or > LargestRootField)
            {
                return false;
            }

            at += size;
            var number = (int)(tag >> 3);
            var position = (tag & 7) == 2 ? messages.Next(number) : 0;
            if (!TryField(layer, start, bytes, ref at, path.Member(number), position, (int)(tag & 7), sink, level))
            {
                return false;
            }
        }

        return true;
    }

    static bool TryField(Layer layer, int start, ReadOnlySpan<byte> bytes, ref int at, ItemPath path, int position, int wireType, ItemSink sink, int level)
    {
        var rest = bytes[at..];
        switch (wireType)
        {
            case 0 when VarintTransform.TryRead(rest, out _, out var size):
                sink.Add(layer, path, start + at, size, "varint");
                at += size;
                return true;
            case 1 when rest.Length >= 8:
                sink.Add(layer, path, start + at, 8, PackedNumbers.IsUsual(BitConverter.ToDouble(rest)) ? "float64" : "fixed64");
                at += 8;
                return true;
            case 5 when rest.Length >= 4:
                sink.Add(layer, path, start + at, 4, PackedNumbers.IsUsual(BitConverter.ToSingle(rest)) ? "float32" : "fixed32");
                at += 4;
                return true;
            case 2 when VarintTransform.TryRead(rest, out var length, out var size) && length <= (ulong)(rest.Length - size):
                Delimited(layer, start + at + size, (int)length, path, position, sink, level);
                at += size + (int)length;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Text without control characters is taken as text; else a message if it parses; else text with line breaks; else bytes.</summary>
    static void Delimited(Layer layer, int start, int length, ItemPath path, int position, ItemSink sink, int level)
    {
        var bytes = layer.Bytes.Span.Slice(start, length);
        var mark = sink.Items.Count;
        if (Text.IsPrintable(bytes, lineBreaks: false) || !TryMessage(layer, start, length, path.Element(position), sink, level + 1))
        {
            sink.Items.RemoveRange(mark, sink.Items.Count - mark);
            sink.Add(layer, path, start, length, opaque: !Text.IsPrintable(bytes, lineBreaks: true));
        }
    }
}
