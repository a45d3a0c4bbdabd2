using System.Buffers.Binary;
using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>
/// Reads the pieces of Bond one after another. What no writer of Bond writes is refused: a varint or an identifier that
/// is longer than it needs to be, a number that its type does not hold, a string that is not UTF-8, more than there are bytes.
/// </summary>
ref struct BondCursor(ReadOnlySpan<byte> bytes, BondEncoding encoding)
{
    const int LargestShortId = 5, IdOfOneByte = 6, IdOfTwoBytes = 7;

    readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>How the bytes are written.</summary>
    public readonly BondEncoding Encoding => encoding;

    /// <summary>Where the next piece begins.</summary>
    public int At { get; private set; }

    /// <summary>How many bytes there are still.</summary>
    public readonly int Left => bytes.Length - At;

    readonly bool IsCompact => encoding is BondEncoding.Compact or BondEncoding.Compact2;

    /// <summary>Reads the type and identifier of a field, or the end of a struct or base.</summary>
    public bool TryHead(out BondType type, out int id)
    {
        (type, id) = (default, 0);
        if (!TryByte(out var head))
        {
            return false;
        }

        if (!IsCompact)
        {
            type = (BondType)head;
            return type <= BondType.StopBase || (IsValue(type) && TryTwoBytes(out id));
        }

        (type, id) = ((BondType)(head & 0x1F), head >> 5);
        if (type <= BondType.StopBase)
        {
            return id == 0;
        }

        return IsValue(type) && id switch
        {
            IdOfOneByte => TryByte(out id) && id > LargestShortId,
            IdOfTwoBytes => TryTwoBytes(out id) && id > byte.MaxValue,
            _ => true,
        };
    }

    /// <summary>Reads where a struct ends, where that is written before it; -1 where it is not.</summary>
    public bool TryStruct(out int end)
    {
        end = -1;
        if (encoding != BondEncoding.Compact2)
        {
            return true;
        }

        var has = TryCount(out var length);
        end = At + length;
        return has;
    }

    /// <summary>Reads the type of the elements of a list or set and how many there are.</summary>
    public bool TryList(out BondType element, out int count)
    {
        (element, count) = (default, 0);
        if (!TryByte(out var head))
        {
            return false;
        }

        var isShort = encoding == BondEncoding.Compact2 && head > 0x1F;
        element = (BondType)(isShort ? head & 0x1F : head);
        count = (head >> 5) - 1;
        return IsValue(element) && (isShort ? count <= Left : TryCount(out count));
    }

    /// <summary>Reads the types of the keys and values of a map and how many there are.</summary>
    public bool TryMap(out BondType key, out BondType value, out int count)
    {
        (key, value, count) = (default, default, 0);
        if (!TryByte(out var first) || !TryByte(out var second))
        {
            return false;
        }

        (key, value) = ((BondType)first, (BondType)second);
        return IsValue(key) && IsValue(value) && TryCount(out count);
    }

    /// <summary>Reads a count; false when it is more than there are bytes.</summary>
    public bool TryCount(out int count)
    {
        if (encoding == BondEncoding.Simple)
        {
            return TryLength(out count);
        }

        var has = TryVarint(uint.MaxValue, out var value);
        count = (int)Math.Min(value, int.MaxValue);
        return has && count <= Left;
    }

    /// <summary>Reads a length of four bytes; false when it is more than there are bytes.</summary>
    public bool TryLength(out int length)
    {
        var has = TryTake(sizeof(uint), out var start);
        length = has ? (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes[start..]), int.MaxValue) : 0;
        return has && length <= Left;
    }

    /// <summary>Reads a value that holds no others: where it stands and the step that makes it text.</summary>
    public bool TryValue(BondType type, out int start, out int length, out string step)
    {
        start = At;
        step = Step(type);
        var has = type switch
        {
            BondType.Bool => Left > 0 && bytes[At] <= 1 && TryTake(1, out _),
            BondType.UInt8 or BondType.Int8 => TryTake(1, out _),
            BondType.UInt16 or BondType.Int16 => IsCompact ? TryVarint(ushort.MaxValue, out _) : TryTake(sizeof(short), out _),
            BondType.UInt32 or BondType.Int32 => IsCompact ? TryVarint(uint.MaxValue, out _) : TryTake(sizeof(int), out _),
            BondType.UInt64 or BondType.Int64 => IsCompact ? TryVarint(ulong.MaxValue, out _) : TryTake(sizeof(long), out _),
            BondType.Float => TryTake(sizeof(float), out _),
            BondType.Double => TryTake(sizeof(double), out _),
            BondType.String => TryCount(out var count) && TryTake(count, out start) && Utf8.IsValid(bytes.Slice(start, count)),
            BondType.WString => TryCount(out var count) && TryTake(count * 2L, out start),
            _ => false,
        };
        length = At - start;
        return has;
    }

    /// <summary>Takes bytes as they are.</summary>
    public bool TryTake(long length, out int start)
    {
        start = At;
        if (length > Left)
        {
            return false;
        }

        At += (int)length;
        return true;
    }

    /// <summary>Bytes that were read.</summary>
    public readonly ReadOnlySpan<byte> Slice(int start, int length) => bytes.Slice(start, length);

    static bool IsValue(BondType type) => type is >= BondType.Bool and <= BondType.WString;

    readonly string Step(BondType type) => type switch
    {
        BondType.Bool => "bool",
        BondType.UInt8 => "fixed8",
        BondType.Int8 => "int8",
        BondType.UInt16 => IsCompact ? "varint" : "fixed16",
        BondType.UInt32 => IsCompact ? "varint" : "fixed32",
        BondType.UInt64 => IsCompact ? "varint" : "fixed64",
        BondType.Int16 => IsCompact ? "zigzag" : "int16",
        BondType.Int32 => IsCompact ? "zigzag" : "int32",
        BondType.Int64 => IsCompact ? "zigzag" : "int64",
        BondType.Float => "float32",
        BondType.Double => "float64",
        BondType.WString => "utf-16le",
        _ => "",
    };

    bool TryByte(out int value)
    {
        var has = TryTake(1, out var start);
        value = has ? bytes[start] : 0;
        return has;
    }

    bool TryTwoBytes(out int value)
    {
        var has = TryTake(sizeof(ushort), out var start);
        value = has ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[start..]) : 0;
        return has;
    }

    bool TryVarint(ulong most, out ulong value) =>
        VarintTransform.TryRead(bytes[At..], out value, out var length)
        && value <= most && (length == 1 || bytes[At + length - 1] != 0) && TryTake(length, out _);
}
