namespace Klikspaan.Decoding;

/// <summary>
/// Goes through Bond, by its tags or by a schema. Without a sink it only looks whether the bytes are whole and remembers
/// which structs have bases; with one it adds an item for each value.
/// </summary>
ref struct BondWalk(BondMessage message, Limits limits, BondSchema? schema, Dictionary<int, int> bases, ItemSink? sink)
{
    const int ShortestText = 3;

    BondCursor cursor = new(message.Layer.Bytes.Span.Slice(message.From, message.Length), message.Encoding);

    /// <summary>How many bytes there are still.</summary>
    public readonly int Left => cursor.Left;

    /// <summary>How many values and containers there were.</summary>
    public int Values { get; private set; }

    /// <summary>Whether there was a string of three bytes or more without control characters.</summary>
    public bool HasText { get; private set; }

    /// <summary>Reads one struct of the message, at this level below the outermost.</summary>
    public bool TryMessage(ItemPath? path, int level) => TryStruct(message.Type, path, level);

    bool TryStruct(BondTypeDef? def, ItemPath? path, int level) =>
        TryEnter(path, level) && (def is null ? TryTagged(path, level) : def.IsBonded ? TryBonded(def, path, level) : TryUntagged(schema!.Structs[def.Struct], path, level));

    /// <summary>The fields of a base come first, each base with its end behind it.</summary>
    bool TryTagged(ItemPath? path, int level)
    {
        if (!cursor.TryStruct(out var end))
        {
            return false;
        }

        var start = message.From + cursor.At;
        var place = path;
        for (var left = sink is null ? 0 : bases.GetValueOrDefault(start); left > 0; left--)
        {
            place = place!.Member("base"u8);
        }

        var stops = 0;
        for (var last = -1; cursor.TryHead(out var type, out var id); last = id)
        {
            if (type == BondType.Stop)
            {
                if (sink is null && stops > 0)
                {
                    bases[start] = stops;
                }

                return end < 0 || cursor.At == end;
            }

            if (type == BondType.StopBase)
            {
                id = -1;
                place = place?.Parent;
                if (++stops > limits.Nesting)
                {
                    return false;
                }
            }
            else if (id <= last || !TryValue(type, null, place?.Member(id), level))
            {
                return false;
            }
        }

        return false;
    }

    bool TryUntagged(BondStructDef def, ItemPath? path, int level)
    {
        if (def.Base is { } parent && !TryStruct(parent, path?.Member("base"u8), level + 1))
        {
            return false;
        }

        foreach (var field in def.Fields)
        {
            if (!TryValue(field.Type.Type, field.Type, path?.Member(field.Id), level))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A struct of its own, behind its length and its mark; it may be written in another encoding.</summary>
    bool TryBonded(BondTypeDef def, ItemPath? path, int level)
    {
        if (!cursor.TryLength(out var length) || !cursor.TryTake(length, out var start))
        {
            return false;
        }

        var from = message.From + start;
        if (BondMark.Of(message.Layer.Bytes.Span.Slice(from, length)) is not { } encoding)
        {
            return false;
        }

        var type = encoding is BondEncoding.Simple or BondEncoding.Simple2 ? def with { IsBonded = false } : null;
        var inner = new BondWalk(new(message.Layer, from + BondMark.Length, length - BondMark.Length, encoding, type), limits, schema, bases, sink) { Values = Values };
        var isWhole = inner.TryMessage(path, level + 1) && inner.Left == 0;
        (Values, HasText) = (inner.Values, HasText | inner.HasText);
        return isWhole;
    }

    bool TryValue(BondType type, BondTypeDef? def, ItemPath? path, int level) => type switch
    {
        BondType.Struct => TryStruct(def, path, level + 1),
        BondType.List or BondType.Set => TryList(type, def, path, level + 1),
        BondType.Map => TryMap(def, path, level + 1),
        _ => TryLeaf(type, path),
    };

    bool TryList(BondType type, BondTypeDef? def, ItemPath? path, int level)
    {
        var element = def?.Element!.Type ?? default;
        var count = 0;
        if (!TryEnter(path, level) || !(def is null ? cursor.TryList(out element, out count) : cursor.TryCount(out count)))
        {
            return false;
        }

        if (type == BondType.List && element == BondType.Int8)
        {
            return TryBlob(path, count);
        }

        for (var i = 0; i < count; i++)
        {
            if (!TryValue(element, def?.Element, path?.Element(i), level))
            {
                return false;
            }
        }

        return true;
    }

    bool TryMap(BondTypeDef? def, ItemPath? path, int level)
    {
        var (key, value) = (def?.Key!.Type ?? default, def?.Element!.Type ?? default);
        var count = 0;
        if (!TryEnter(path, level) || !(def is null ? cursor.TryMap(out key, out value, out count) : cursor.TryCount(out count)))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            var place = path?.Element(i);
            if (!TryValue(key, def?.Key, place?.Member("key"u8), level) || !TryValue(value, def?.Element, place?.Member("value"u8), level))
            {
                return false;
            }
        }

        return true;
    }

    bool TryBlob(ItemPath? path, int length)
    {
        if (!cursor.TryTake(length, out var start))
        {
            return false;
        }

        if (length > 0)
        {
            var from = message.From + start;
            sink?.Add(message.Layer, path!, from, length, opaque: !Text.IsPrintable(message.Layer.Bytes.Span.Slice(from, length), lineBreaks: true));
        }

        return true;
    }

    bool TryLeaf(BondType type, ItemPath? path)
    {
        if (!MayHaveMore() || !cursor.TryValue(type, out var start, out var length, out var step))
        {
            return false;
        }

        if (type == BondType.WString && length / 2L * Utf16.MostOfUnit > limits.LayerBytes)
        {
            return false;
        }

        var from = message.From + start;
        HasText |= type == BondType.String && length >= ShortestText && Text.IsPrintable(message.Layer.Bytes.Span.Slice(from, length), lineBreaks: true);
        sink?.Add(message.Layer, path!, from, length, step);
        return true;
    }

    bool TryEnter(ItemPath? path, int level)
    {
        if (path is not null)
        {
            sink!.Count(path);
        }

        return level <= limits.Nesting && MayHaveMore();
    }

    bool MayHaveMore() => ++Values <= limits.Leaves && sink is not { IsFull: true };
}
