using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Klikspaan.Recording.Sending;

/// <summary>What the headers of a packet say.</summary>
readonly ref struct SeenPacket
{
    const int Tcp = 6;
    const int Udp = 17;
    const int Fragment = 44;
    const int MostHeaders = 8;

    SeenPacket(int protocol, IPAddress source, IPAddress destination, ReadOnlySpan<byte> content)
    {
        var hasPorts = protocol is Tcp or Udp;
        Protocol = protocol;
        Source = new(source, hasPorts ? BinaryPrimitives.ReadUInt16BigEndian(content) : 0);
        Destination = new(destination, hasPorts ? BinaryPrimitives.ReadUInt16BigEndian(content[2..]) : 0);
        Length = protocol switch { Tcp => 0, Udp => Stated(content), _ => content.Length };
        Content = protocol switch { Tcp => [], Udp => content.Slice(8, Math.Min(Length, content.Length - 8)), _ => content };
    }

    /// <summary>Where it came from; port 0 where the protocol is not known to have ports.</summary>
    public IPEndPoint Source { get; }

    /// <summary>Where it went.</summary>
    public IPEndPoint Destination { get; }

    /// <summary>The content of a datagram; of another protocol also its header.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>How long the content is, also where only its first fragment is here.</summary>
    public int Length { get; }

    /// <summary>Whether it begins a connection.</summary>
    public bool IsTcp => Protocol == Tcp;

    /// <summary>The name of the protocol above IP.</summary>
    public string Transport => Protocol switch { Tcp => "tcp", Udp => "udp", _ => string.Create(CultureInfo.InvariantCulture, $"ip-{Protocol}") };

    int Protocol { get; }

    /// <summary>Reads a packet; false when it is cut off, a later fragment, or the system's own messages about others.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out SeenPacket seen)
    {
        seen = default;
        return (packet.IsEmpty ? 0 : packet[0] >> 4) switch
        {
            4 => TryReadFour(packet, out seen),
            6 => TryReadSix(packet, out seen),
            _ => false,
        };
    }

    // RFC 791 section 3.1.
    static bool TryReadFour(ReadOnlySpan<byte> packet, out SeenPacket seen)
    {
        seen = default;
        var header = (packet[0] & 0xF) * 4;
        if (header < 20 || packet.Length < header || (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x1FFF) != 0)
        {
            return false;
        }

        return TryMake(packet[9], new(packet.Slice(12, 4)), new(packet.Slice(16, 4)), packet[header..], out seen);
    }

    // RFC 8200 sections 3 and 4: further headers may stand before the content.
    static bool TryReadSix(ReadOnlySpan<byte> packet, out SeenPacket seen)
    {
        seen = default;
        if (packet.Length < 40)
        {
            return false;
        }

        int protocol = packet[6];
        var content = packet[40..];
        for (var i = 0; i < MostHeaders && protocol is 0 or 43 or Fragment or 60; i++)
        {
            var length = protocol == Fragment || content.Length < 2 ? 8 : (content[1] + 1) * 8;
            if (content.Length < length || (protocol == Fragment && (BinaryPrimitives.ReadUInt16BigEndian(content[2..]) & 0xFFF8) != 0))
            {
                return false;
            }

            protocol = content[0];
            content = content[length..];
        }

        return TryMake(protocol, new(packet.Slice(8, 16)), new(packet.Slice(24, 16)), content, out seen);
    }

    static bool TryMake(int protocol, IPAddress source, IPAddress destination, ReadOnlySpan<byte> content, out SeenPacket seen)
    {
        // ICMP (1), IGMP (2) and ICMPv6 (58): answers of the system, and its own housekeeping.
        var isGood = protocol switch
        {
            1 or 2 or 58 => false,
            Tcp => content.Length >= 20 && (content[13] & 0x12) == 0x02,
            Udp => content.Length >= 8,
            _ => true,
        };
        seen = isGood ? new(protocol, source, destination, content) : default;
        return isGood;
    }

    // RFC 768: the length counts the header of 8 bytes; 0 in the largest ones (RFC 2675).
    static int Stated(ReadOnlySpan<byte> content) =>
        BinaryPrimitives.ReadUInt16BigEndian(content[4..]) is var length && length >= 8 ? length - 8 : content.Length - 8;
}
