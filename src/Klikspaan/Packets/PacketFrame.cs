using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>Where the packet stands in one block of a capture file.</summary>
/// <param name="Interface">Number of the interface that it was captured on.</param>
/// <param name="Time">Time in units of the interface; null when the block does not hold it.</param>
/// <param name="At">Where the packet begins in the block.</param>
/// <param name="Length">How many bytes of it were captured.</param>
readonly record struct PacketFrame(int Interface, ulong? Time, int At, int Length)
{
    /// <summary>Length of the head of a record of pcap, and of a block of pcapng with its length at both ends.</summary>
    public const int RecordHead = 16, BlockEnds = 12;
    const int Simple = 3, Obsolete = 2, Enhanced = 6;

    /// <summary>The length of the block that begins here, from its first <see cref="RecordHead"/> or 8 bytes.</summary>
    public static long LengthOf(ReadOnlySpan<byte> head, bool isNext, bool isBig) =>
        isNext ? Number(head[4..], isBig) : RecordHead + (long)Number(head[8..], isBig);

    /// <summary>The kind of a block of pcapng.</summary>
    public static uint KindOf(ReadOnlySpan<byte> block, bool isBig) => Number(block, isBig);

    /// <summary>Finds the packet in a whole block; null when it has none, or lies about its length.</summary>
    public static PacketFrame? Read(ReadOnlySpan<byte> block, bool isNext, bool isBig)
    {
        if (!isNext)
        {
            // Seconds stand before the smaller units; how large those are, the file says at its beginning.
            return block.Length < RecordHead ? null
                : new(0, ((ulong)Number(block, isBig) << 32) | Number(block[4..], isBig), RecordHead, block.Length - RecordHead);
        }

        return KindOf(block, isBig) switch
        {
            Enhanced when block.Length >= 32 => Within(block, new((int)Math.Min(Number(block[8..], isBig), int.MaxValue), TimeOf(block[12..], isBig), 28, Size(block[20..], isBig))),
            Simple when block.Length >= 16 => new(0, null, 12, (int)Math.Min(Number(block[8..], isBig), (uint)block.Length - 16)),
            Obsolete when block.Length >= 32 => Within(block, new(Half(block[8..], isBig), TimeOf(block[12..], isBig), 28, Size(block[20..], isBig))),
            _ => null,
        };
    }

    /// <summary>A number of four bytes.</summary>
    public static uint Number(ReadOnlySpan<byte> bytes, bool isBig) => isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>A number of two bytes.</summary>
    public static ushort Half(ReadOnlySpan<byte> bytes, bool isBig) => isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    static PacketFrame? Within(ReadOnlySpan<byte> block, PacketFrame frame) => frame.Length > block.Length - 32 ? null : frame;

    static ulong TimeOf(ReadOnlySpan<byte> bytes, bool isBig) => ((ulong)Number(bytes, isBig) << 32) | Number(bytes[4..], isBig);

    static int Size(ReadOnlySpan<byte> bytes, bool isBig) => (int)Math.Min(Number(bytes, isBig), int.MaxValue);
}
