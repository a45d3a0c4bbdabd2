using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>What stands in a packet before the internet protocol (https://www.tcpdump.org/linktypes.html).</summary>
static class LinkLayer
{
    /// <summary>Packets that a dissector wrote after it had opened the layers below: an export, not a capture.</summary>
    public const int Exported = 252;

    /// <summary>Frames of Ethernet.</summary>
    public const int Ethernet = 1;

    const int Null = 0, RawBsd = 12, RawOpenBsd = 14, Raw = 101, Loop = 108, Cooked = 113, IpV4 = 228, IpV6 = 229, Cooked2 = 276;
    const int TypeV4 = 0x0800, TypeV6 = 0x86DD, PointToPoint = 0x8864, Labels = 0x8847, LabelsToMany = 0x8848, PppV4 = 0x0021, PppV6 = 0x0057, PppControl = 0x8000;
    const int Tag = 0x8100, ServiceTag = 0x88A8, OldTag = 0x9100, OldTag2 = 0x9200, LeastType = 0x0600;

    /// <summary>More tags or labels than this before a packet are taken for nonsense.</summary>
    const int MostTags = 4, MostLabels = 16;

    /// <summary>Whether packets of this type can be read.</summary>
    public static bool IsKnown(int type) => type is Null or Ethernet or RawBsd or RawOpenBsd or Raw or Loop or Cooked or IpV4 or IpV6 or Cooked2 or Exported;

    /// <summary>Where the packet of the internet protocol begins; -1 when it is of another protocol.</summary>
    /// <param name="type">The type of the link.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="other">The number of that other protocol (https://www.iana.org/assignments/ieee-802-numbers); 0 when it only keeps the link going.</param>
    public static int Network(int type, ReadOnlySpan<byte> packet, out int other)
    {
        other = 0;
        return type switch
        {
            Raw or RawBsd or RawOpenBsd or IpV4 or IpV6 => 0,
            Null or Loop => packet.Length > 4 ? 4 : -1,
            Ethernet => Behind(12, packet, out other),
            Cooked => Behind(14, packet, out other),
            Cooked2 when packet.Length >= 20 => After(20, ByType(BinaryPrimitives.ReadUInt16BigEndian(packet), packet[20..], out other)),
            _ => -1,
        };
    }

    /// <summary>The same of what stands behind the number of its protocol.</summary>
    public static int ByType(int type, ReadOnlySpan<byte> packet, out int other)
    {
        other = 0;
        var at = 0;
        for (var tags = 0; tags <= MostTags; tags++)
        {
            switch (type)
            {
                case TypeV4 or TypeV6:
                    return at;
                case PointToPoint when packet.Length >= at + 8:
                    var within = BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 6)..]);
                    other = within >= PppControl ? 0 : type;
                    return within is PppV4 or PppV6 ? at + 8 : -1;
                case Labels or LabelsToMany:
                    other = type;
                    return After(at, BehindLabels(packet[at..]));
                case Tag or ServiceTag or OldTag or OldTag2 when packet.Length >= at + 4:
                    (type, at) = (BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 2)..]), at + 4);
                    continue;
                default:
                    other = IsUpkeep(type) ? 0 : type;
                    return -1;
            }
        }

        other = type;
        return -1;
    }

    static int Behind(int at, ReadOnlySpan<byte> packet, out int other)
    {
        other = 0;
        return packet.Length < at + 2 ? -1 : After(at + 2, ByType(BinaryPrimitives.ReadUInt16BigEndian(packet[at..]), packet[(at + 2)..], out other));
    }

    static int After(int before, int at) => at < 0 ? -1 : before + at;

    /// <summary>Labels of four bytes up to the last (RFC 3032); what they carry says by its first digit what it is.</summary>
    static int BehindLabels(ReadOnlySpan<byte> packet)
    {
        for (var at = 0; at < 4 * MostLabels && packet.Length > at + 4; at += 4)
        {
            if ((packet[at + 2] & 1) != 0)
            {
                return packet[at + 4] >> 4 is 4 or 6 ? at + 4 : -1;
            }
        }

        return -1;
    }

    /// <summary>Addresses of neighbours, logging on to the network, spanning trees and the like: no contents that anybody sends to another network.</summary>
    static bool IsUpkeep(int type) => type is < LeastType or 0x0806 or 0x8035 or 0x8863 or 0x888E or 0x88CC or 0x88D9 or 0x8808 or 0x8809 or 0x9000;
}
