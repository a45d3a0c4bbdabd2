using System.Buffers.Binary;
using System.Net;

namespace Klikspaan.Packets;

/// <summary>An address of the internet protocol.</summary>
/// <param name="High">The first half of one of version 6; 0 of version 4.</param>
/// <param name="Low">The rest.</param>
/// <param name="IsVersion4">Whether it is of version 4.</param>
readonly record struct Address(ulong High, ulong Low, bool IsVersion4)
{
    /// <summary>Reads four bytes.</summary>
    public static Address Version4(ReadOnlySpan<byte> bytes) => new(0, BinaryPrimitives.ReadUInt32BigEndian(bytes), true);

    /// <summary>Reads sixteen bytes.</summary>
    public static Address Version6(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), false);

    /// <summary>The address as it is written.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (IsVersion4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Low);
            return new IPAddress(bytes[..4]).ToString();
        }

        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return new IPAddress(bytes).ToString();
    }
}
