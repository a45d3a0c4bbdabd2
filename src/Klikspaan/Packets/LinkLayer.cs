using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>What stands in a packet before the internet protocol (https://www.tcpdump.org/linktypes.html).</summary>
static class LinkLayer
{
    /// <summary>Packets that a dissector wrote after it had opened the layers below: an export, not a capture.</summary>
    public const int Exported = 252;
    const int Null = 0, Ethernet = 1, RawBsd = 12, RawOpenBsd = 14, Raw = 101, Loop = 108, Cooked = 113, IpV4 = 228, IpV6 = 229, Cooked2 = 276;
    const int TypeV4 = 0x0800, TypeV6 = 0x86DD, PointToPoint = 0x8864, PppV4 = 0x0021, PppV6 = 0x0057;

    /// <summary>More tags than this before a packet are taken for nonsense.</summary>
    const int MostTags = 4;

    /// <summary>Whether packets of this type can be read.</summary>
    public static bool IsKnown(int type) => type is Null or Ethernet or RawBsd or RawOpenBsd or Raw or Loop or Cooked or IpV4 or IpV6 or Cooked2 or Exported;

    /// <summary>Where the packet of the internet protocol begins; -1 when it is of another protocol.</summary>
    public static int Network(int type, ReadOnlySpan<byte> packet) => type switch
    {
        Raw or RawBsd or RawOpenBsd or IpV4 or IpV6 => 0,
        Null or Loop => packet.Length > 4 ? 4 : -1,
        Ethernet => ByType(packet, 12),
        Cooked => ByType(packet, 14),
        Cooked2 => packet.Length >= 20 && BinaryPrimitives.ReadUInt16BigEndian(packet) is TypeV4 or TypeV6 ? 20 : -1,
        _ => -1,
    };

    static int ByType(ReadOnlySpan<byte> packet, int at)
    {
        for (var tags = 0; tags <= MostTags && packet.Length >= at + 2; tags++, at += 4)
        {
            switch (BinaryPrimitives.ReadUInt16BigEndian(packet[at..]))
            {
                case TypeV4 or TypeV6:
                    return at + 2;
                case PointToPoint when packet.Length >= at + 10:
                    return BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 8)..]) is PppV4 or PppV6 ? at + 10 : -1;
                case 0x8100 or 0x88A8 or 0x9100 or 0x9200:
                    continue;
                default:
                    return -1;
            }
        }

        return -1;
    }
}
