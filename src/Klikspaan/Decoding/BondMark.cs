using System.Buffers.Binary;

namespace Klikspaan.Decoding;

/// <summary>What Bond puts before a struct that it marshals: the name of the encoding and its version.</summary>
static class BondMark
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = 4;

    /// <summary>The encoding that the mark names; null when there is no mark.</summary>
    public static BondEncoding? Of(ReadOnlySpan<byte> bytes) => bytes.Length < Length ? null : BinaryPrimitives.ReadUInt32BigEndian(bytes) switch
    {
        0x43420100 => BondEncoding.Compact,
        0x43420200 => BondEncoding.Compact2,
        0x464D0100 => BondEncoding.Fast,
        0x53500100 => BondEncoding.Simple,
        0x53500200 => BondEncoding.Simple2,
        _ => null,
    };
}
