namespace Klikspaan.Packets;

/// <summary>Protocols on the internet protocol besides TCP and UDP, by their numbers (https://www.iana.org/assignments/protocol-numbers).</summary>
static class InternetProtocols
{
    /// <summary>An encrypted tunnel (RFC 4303).</summary>
    public const int Esp = 50;

    const int Icmp = 1, Igmp = 2, Within4 = 4, Within6 = 41, Gre = 47, Icmp6 = 58, NoNext = 59, Eigrp = 88, Ospf = 89, Pim = 103, Vrrp = 112, Sctp = 132;
    const int EchoReply = 0, Echo = 8, Echo6 = 128, EchoReply6 = 129;

    /// <summary>What it is called as a scheme.</summary>
    public static string Name(int protocol) => protocol switch
    {
        Icmp => "icmp",
        Icmp6 => "icmpv6",
        Gre => "gre",
        Esp => "esp",
        Within4 or Within6 => "ip-in-ip",
        Sctp => "sctp",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ip-protocol-{protocol}"),
    };

    /// <summary>Whether routers and hosts talk to each other of the network itself, and a program that sends something has no part in it: an echo can hold anything (RFC 792, RFC 4443).</summary>
    public static bool IsControl(int protocol, ReadOnlySpan<byte> payload) => protocol switch
    {
        Icmp => payload.IsEmpty || payload[0] is not (Echo or EchoReply),
        Icmp6 => payload.IsEmpty || payload[0] is not (Echo6 or EchoReply6),
        Igmp or NoNext or Eigrp or Ospf or Pim or Vrrp => true,
        _ => false,
    };

    /// <summary>Whether a packet answers: whoever sent it was asked.</summary>
    public static bool IsAnswer(int protocol, ReadOnlySpan<byte> payload) => payload is [var kind, ..] && ((protocol, (int)kind) is (Icmp, EchoReply) or (Icmp6, EchoReply6));

    /// <summary>Where the packet begins that this one carries through a tunnel (RFC 2003, RFC 4213, RFC 2784); -1 when it carries none that can be read.</summary>
    public static int Tunnelled(int protocol, ReadOnlySpan<byte> payload) => protocol switch
    {
        Within4 or Within6 => 0,
        Gre => InGre(payload),
        _ => -1,
    };

    static int InGre(ReadOnlySpan<byte> payload)
    {
        const int Head = 4, Checksum = 0x8000, Routing = 0x4000, Key = 0x2000, Number = 0x1000, Version = 7, Bridged = 0x6558;
        if (payload.Length < Head || ((payload[0] << 8) | payload[1]) is var flags && (flags & (Routing | Version)) != 0)
        {
            return -1;
        }

        var at = Head + ((flags & Checksum) != 0 ? 4 : 0) + ((flags & Key) != 0 ? 4 : 0) + ((flags & Number) != 0 ? 4 : 0);
        if (payload.Length < at)
        {
            return -1;
        }

        var type = (payload[2] << 8) | payload[3];
        var within = type == Bridged ? LinkLayer.Network(LinkLayer.Ethernet, payload[at..], out _) : LinkLayer.ByType(type, payload[at..], out _);
        return within < 0 ? -1 : at + within;
    }
}
