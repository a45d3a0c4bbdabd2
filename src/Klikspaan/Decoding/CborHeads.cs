using System.Buffers.Binary;

namespace Klikspaan.Decoding;

/// <summary>The heads of CBOR (RFC 8949 section 3).</summary>
readonly struct CborHeads : IHeadFormat
{
    const int Indefinite = 31;

    /// <inheritdoc/>
    public static string Name => "cbor";

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Mark => [0xD9, 0xD9, 0xF7];

    /// <inheritdoc/>
    public static bool TryHead(ReadOnlySpan<byte> bytes, out Head head)
    {
        head = default;
        if (bytes.IsEmpty)
        {
            return false;
        }

        var isIndefinite = (bytes[0] & 0x1F) == Indefinite;
        if (!TryArgument(bytes, out var argument, out var size) && !isIndefinite)
        {
            return false;
        }

        size = isIndefinite ? 1 : size;
        var major = bytes[0] >> 5;
        head = major switch
        {
            0 or 1 => new(HeadKind.Integer, size, Step: "cbor-int"),
            2 => new(HeadKind.Bytes, size, argument, IsIndefinite: isIndefinite),
            3 => new(HeadKind.Text, size, argument, IsIndefinite: isIndefinite),
            4 => new(HeadKind.Array, size, argument, IsIndefinite: isIndefinite),
            5 => new(HeadKind.Map, size, argument, IsIndefinite: isIndefinite),
            6 => new(HeadKind.Tag, size, argument),
            _ when isIndefinite => new(HeadKind.End, size),
            _ when size > 2 => new(HeadKind.Scalar, size, Step: "cbor-float"),
            _ => new(HeadKind.Scalar, size, Step: "cbor-simple", IsNull: argument is 22 or 23),
        };
        return isIndefinite ? major is >= 2 and not 6 : size != 2 || major != 7 || argument >= 32;
    }

    /// <summary>Reads the argument of a head: the number in it, or in the bytes that it says follow.</summary>
    internal static bool TryArgument(ReadOnlySpan<byte> bytes, out ulong argument, out int size)
    {
        argument = 0;
        size = bytes.IsEmpty ? 0 : (bytes[0] & 0x1F) switch { < 24 => 1, 24 => 2, 25 => 3, 26 => 5, 27 => 9, _ => 0 };
        if (size == 0 || size > bytes.Length)
        {
            return false;
        }

        argument = size switch
        {
            1 => (ulong)bytes[0] & 0x1F,
            2 => bytes[1],
            3 => BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]),
            5 => BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]),
        };
        return true;
    }
}
