using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Klikspaan.Recording.Sending;

/// <summary>An address and a port; an IPv4 address is the same one whether it is written as such or within IPv6.</summary>
readonly record struct SocketEnd(UInt128 Address, ushort Port)
{
    static readonly UInt128 Mapped = new(0, 0x0000_FFFF_0000_0000);

    /// <summary>Whether it stands for every address: a socket that was bound to none.</summary>
    public bool IsAny => Address == 0 || Address == Mapped;

    /// <summary>Whether it is of IPv4; the socket may be of IPv6 all the same.</summary>
    public bool IsFour => Address >> 32 == Mapped >> 32;

    /// <summary>The end that an end point names.</summary>
    public static SocketEnd Of(IPEndPoint end)
    {
        Span<byte> bytes = stackalloc byte[16];
        var address = end.AddressFamily == AddressFamily.InterNetwork ? end.Address.MapToIPv6() : end.Address;
        address.TryWriteBytes(bytes, out _);
        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)end.Port);
    }

    /// <summary>Reads <c>0100007F:1F90</c>: words of 32 bits as the processor has them, then the port.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out SocketEnd end)
    {
        end = default;
        var digits = text.IndexOf((byte)':');
        if (digits is not (8 or 32) || !ushort.TryParse(text[(digits + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var port))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        for (var word = 0; word < digits / 8; word++)
        {
            if (!uint.TryParse(text.Slice(word * 8, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            MemoryMarshal.Write(bytes[(word * 4)..], in value);
        }

        end = digits == 8
            ? new(Mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes), port)
            : new(BinaryPrimitives.ReadUInt128BigEndian(bytes), port);
        return true;
    }
}
