using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Klikspaan.Recording.Sending;

/// <summary>Where a program wanted to connect to, before it was redirected to the recorder.</summary>
static class OriginalDestination
{
    // SOL_IP and SOL_IPV6; SO_ORIGINAL_DST and IP6T_SO_ORIGINAL_DST are both 80 (linux/netfilter_ipv4.h, netfilter_ipv6/ip6_tables.h).
    const int LevelFour = 0;
    const int LevelSix = 41;
    const int Option = 80;

    /// <summary>The address and port that the program named; those where it was accepted when nothing was redirected.</summary>
    /// <exception cref="SocketException">The socket is not connected any more.</exception>
    public static IPEndPoint Of(Socket accepted)
    {
        var local = (IPEndPoint)accepted.LocalEndPoint!;
        var isFour = local.AddressFamily == AddressFamily.InterNetwork || local.Address.IsIPv4MappedToIPv6;
        return (isFour ? Four(accepted) : Six(accepted)) ?? (isFour ? new(local.Address.MapToIPv4(), local.Port) : local);
    }

    // struct sockaddr_in: family, port, address.
    static IPEndPoint? Four(Socket accepted)
    {
        Span<byte> address = stackalloc byte[16];
        return Read(accepted, LevelFour, address) ? new(new IPAddress(address.Slice(4, 4)), Port(address)) : null;
    }

    // struct sockaddr_in6: family, port, flow, address, scope.
    static IPEndPoint? Six(Socket accepted)
    {
        Span<byte> address = stackalloc byte[28];
        return Read(accepted, LevelSix, address) ? new(new IPAddress(address.Slice(8, 16)), Port(address)) : null;
    }

    static int Port(ReadOnlySpan<byte> address) => BinaryPrimitives.ReadUInt16BigEndian(address[2..]);

    static bool Read(Socket accepted, int level, Span<byte> address)
    {
        try
        {
            return accepted.GetRawSocketOption(level, Option, address) == address.Length;
        }
        catch (SocketException)
        {
            // Without connection tracking in the system, or for a connection that it does not know: nothing was redirected.
            return false;
        }
    }
}
