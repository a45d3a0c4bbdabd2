using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>A packet of the internet protocol, version 4 (RFC 791) or 6 (RFC 8200), taken apart.</summary>
/// <param name="Source">Address of the sender.</param>
/// <param name="Destination">Address of the receiver.</param>
/// <param name="Protocol">Number of the protocol that it carries.</param>
/// <param name="PayloadAt">Where that begins.</param>
/// <param name="Length">How many bytes of it there are.</param>
/// <param name="Missing">How many more there were when it was sent.</param>
/// <param name="Fragment">Where it belongs in a packet that was sent in pieces; null when it is whole.</param>
readonly record struct InternetPacket(
    Address Source, Address Destination, int Protocol, int PayloadAt, int Length, int Missing, FragmentPlace? Fragment)
{
    /// <summary>Protocol numbers.</summary>
    public const int Tcp = 6, Udp = 17;
    const int HopByHop = 0, Routing = 43, FragmentHeader = 44, Authentication = 51, DestinationOptions = 60, Mobility = 135;

    /// <summary>More headers than this before the payload are taken for nonsense.</summary>
    const int MostHeaders = 16;

    /// <summary>Takes a packet apart; null when it is none.</summary>
    public static InternetPacket? Read(ReadOnlySpan<byte> packet) => packet.IsEmpty ? null : (packet[0] >> 4) switch
    {
        4 => Version4(packet),
        6 => Version6(packet),
        _ => null,
    };

    static InternetPacket? Version4(ReadOnlySpan<byte> packet)
    {
        var head = (packet[0] & 15) * 4;
        if (head < 20 || packet.Length < head)
        {
            return null;
        }

        // Where the network card cuts large packets up, it fills in the length, behind the place where they are captured.
        int total = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        total = total == 0 ? packet.Length : total;
        if (total < head)
        {
            return null;
        }

        var flags = BinaryPrimitives.ReadUInt16BigEndian(packet[6..]);
        var isMore = (flags & 0x2000) != 0;
        var place = (flags & 0x1FFF) * 8;
        var isCut = isMore || place > 0;
        var (protocol, at) = ((int)packet[9], head);
        if (protocol == Authentication && !isCut && packet.Length >= head + 2)
        {
            (protocol, at) = (packet[head], head + ((packet[head + 1] + 2) * 4));
        }

        var length = Math.Min(total, packet.Length) - at;
        return length < 0 ? null : new(Address.Version4(packet[12..]), Address.Version4(packet[16..]), protocol, at, length, Math.Max(0, total - at - length),
            isCut ? new(BinaryPrimitives.ReadUInt16BigEndian(packet[4..]), place, isMore) : null);
    }

    static InternetPacket? Version6(ReadOnlySpan<byte> packet)
    {
        const int Head = 40;
        if (packet.Length < Head)
        {
            return null;
        }

        int payload = BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        var total = payload == 0 ? packet.Length : Head + payload;
        var (at, next) = (Head, (int)packet[6]);
        FragmentPlace? fragment = null;
        for (var i = 0; i < MostHeaders && next is HopByHop or Routing or FragmentHeader or Authentication or DestinationOptions or Mobility; i++)
        {
            if (packet.Length < at + 8)
            {
                return null;
            }

            var size = next switch { FragmentHeader => 8, Authentication => (packet[at + 1] + 2) * 4, _ => (packet[at + 1] + 1) * 8 };
            if (next == FragmentHeader)
            {
                var field = BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 2)..]);
                fragment = (field & 0xFFF9) == 0 ? null : new(BinaryPrimitives.ReadUInt32BigEndian(packet[(at + 4)..]), field & 0xFFF8, (field & 1) != 0);
            }

            (next, at) = (packet[at], at + size);
            if (fragment is not null)
            {
                // What follows may be the middle of a payload.
                break;
            }
        }

        var length = Math.Min(total, packet.Length) - at;
        return length < 0 ? null : new(Address.Version6(packet[8..]), Address.Version6(packet[24..]), next, at, length, Math.Max(0, total - at - length), fragment);
    }
}

/// <summary>Where a fragment belongs.</summary>
/// <param name="Packet">Number of the packet that was cut up.</param>
/// <param name="At">Where in its payload.</param>
/// <param name="IsMore">Whether more comes behind it.</param>
readonly record struct FragmentPlace(uint Packet, int At, bool IsMore);
