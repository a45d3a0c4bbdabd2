using System.Buffers.Binary;

namespace Klikspaan.Importing;

/// <summary>
/// Sizes and checksum after the bytes of a file (APPNOTE.TXT section 4.3.9): with a signature or without, in 32 bits or 64. Nothing says
/// which, so that is the one that fits what is known.
/// </summary>
/// <param name="Length">How long it is.</param>
/// <param name="Checksum">The checksum of the file.</param>
/// <param name="Inflated">How many bytes the file comes to.</param>
readonly record struct ZipDescriptor(int Length, uint Checksum, long Inflated)
{
    /// <summary>The longest one.</summary>
    public const int Longest = 24;

    /// <summary>The shortest one that has a signature.</summary>
    public const int Shortest = 16;

    const uint Signature = 0x08074B50;

    /// <summary>The descriptor with which these bytes begin, of a file of which both sizes are known; null when there is none.</summary>
    public static ZipDescriptor? Read(ReadOnlySpan<byte> bytes, long packed, long inflated)
    {
        foreach (var from in (ReadOnlySpan<int>)[4, 0])
        {
            if (bytes.Length < from + 12 || (from > 0 && BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Signature))
            {
                continue;
            }

            var found = bytes[from..];
            var isLarge = found.Length >= 20 && BinaryPrimitives.ReadInt64LittleEndian(found[4..]) == packed && BinaryPrimitives.ReadInt64LittleEndian(found[12..]) == inflated;
            if (isLarge || (BinaryPrimitives.ReadUInt32LittleEndian(found[4..]) == packed && BinaryPrimitives.ReadUInt32LittleEndian(found[8..]) == inflated))
            {
                return new(from + (isLarge ? 20 : 12), BinaryPrimitives.ReadUInt32LittleEndian(found), inflated);
            }
        }

        return null;
    }

    /// <summary>The descriptor with which these bytes end, of a file that began this many bytes before; it must have a signature.</summary>
    public static ZipDescriptor? Ends(ReadOnlySpan<byte> bytes, long count)
    {
        // One in 64 bits begins as one in 32 bits would of a file that comes to nothing; what is encrypted is twelve bytes longer than it is.
        var small = bytes[^Shortest..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(small) == Signature && BinaryPrimitives.ReadUInt32LittleEndian(small[8..]) == count - Shortest
            && (BinaryPrimitives.ReadUInt32LittleEndian(small[12..]) > 0 || count - Shortest <= 12))
        {
            return new(Shortest, BinaryPrimitives.ReadUInt32LittleEndian(small[4..]), BinaryPrimitives.ReadUInt32LittleEndian(small[12..]));
        }

        return bytes.Length >= Longest && BinaryPrimitives.ReadUInt32LittleEndian(bytes[^Longest..]) == Signature && BinaryPrimitives.ReadInt64LittleEndian(bytes[^16..]) == count - Longest
            ? new(Longest, BinaryPrimitives.ReadUInt32LittleEndian(bytes[^20..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[^8..]))
            : null;
    }
}
