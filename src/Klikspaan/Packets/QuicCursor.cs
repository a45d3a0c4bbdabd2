using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>Reads numbers and pieces of a packet of QUIC; behind its end it gives nothing, and says so.</summary>
ref struct QuicCursor(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Where it is.</summary>
    public int At { get; private set; }

    /// <summary>Whether more was read than there is.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether there is more.</summary>
    public readonly bool HasMore => !IsBroken && At < bytes.Length;

    /// <summary>A number of variable length (RFC 9000 section 16).</summary>
    public ulong Number()
    {
        if (At >= bytes.Length || bytes.Length - At < 1 << (bytes[At] >> 6))
        {
            IsBroken = true;
            return 0;
        }

        var length = 1 << (bytes[At] >> 6);
        var value = (ulong)(bytes[At] & 0x3F);
        for (var i = 1; i < length; i++)
        {
            value = (value << 8) | bytes[At + i];
        }

        At += length;
        return value;
    }

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Take(ulong length)
    {
        if (IsBroken || length > (ulong)(bytes.Length - At))
        {
            IsBroken = true;
            return default;
        }

        At += (int)length;
        return bytes.Slice(At - (int)length, (int)length);
    }

    /// <summary>The next byte.</summary>
    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    /// <summary>The next four bytes as a number.</summary>
    public uint Word() => Take(4) is { Length: 4 } value ? BinaryPrimitives.ReadUInt32BigEndian(value) : 0;
}
