using System.Buffers.Binary;

namespace Klikspaan.Decoding;

/// <summary>The heads of MessagePack.</summary>
readonly struct MessagePackHeads : IHeadFormat
{
    /// <inheritdoc/>
    public static string Name => "msgpack";

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Mark => [];

    /// <inheritdoc/>
    public static bool TryHead(ReadOnlySpan<byte> bytes, out Head head)
    {
        head = default;
        if (bytes.IsEmpty)
        {
            return false;
        }

        var first = bytes[0];
        head = first switch
        {
            <= 0x7F or >= 0xE0 => new(HeadKind.Integer, 1),
            <= 0x8F => new(HeadKind.Map, 1, (ulong)first & 0x0F),
            <= 0x9F => new(HeadKind.Array, 1, (ulong)first & 0x0F),
            <= 0xBF => new(HeadKind.Text, 1, (ulong)first & 0x1F),
            0xC0 or 0xC2 or 0xC3 => new(HeadKind.Scalar, 1, Step: "msgpack-simple", IsNull: first == 0xC0),
            0xC4 or 0xC5 or 0xC6 => Counted(HeadKind.Bytes, bytes, 1 << (first - 0xC4)),
            0xC7 or 0xC8 or 0xC9 => Counted(HeadKind.Bytes, bytes, 1 << (first - 0xC7), type: 1),
            0xCA or 0xCB => new(HeadKind.Scalar, first == 0xCA ? 5 : 9, Step: "msgpack-float"),
            >= 0xCC and <= 0xCF => new(HeadKind.Integer, 1 + (1 << (first - 0xCC))),
            >= 0xD0 and <= 0xD3 => new(HeadKind.Integer, 1 + (1 << (first - 0xD0))),
            >= 0xD4 and <= 0xD8 => new(HeadKind.Bytes, 2, 1UL << (first - 0xD4)),
            >= 0xD9 and <= 0xDB => Counted(HeadKind.Text, bytes, 1 << (first - 0xD9)),
            0xDC or 0xDD => Counted(HeadKind.Array, bytes, 2 << (first - 0xDC)),
            0xDE or 0xDF => Counted(HeadKind.Map, bytes, 2 << (first - 0xDE)),
            _ => default,
        };
        head = head.Kind == HeadKind.Integer && head.Size > 0 ? head with { Step = "msgpack-int" } : head;
        return head.Size > 0 && head.Size <= bytes.Length;
    }

    /// <summary>The number that stands big-endian in the bytes.</summary>
    internal static ulong Number(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };

    /// <summary>A head with a count in so many bytes, and then as many for a type; nothing when they are not there.</summary>
    static Head Counted(HeadKind kind, ReadOnlySpan<byte> bytes, int width, int type = 0) =>
        bytes.Length > width ? new(kind, 1 + width + type, Number(bytes.Slice(1, width))) : default;
}
