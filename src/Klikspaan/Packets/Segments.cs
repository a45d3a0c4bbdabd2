using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Packets;

/// <summary>Takes packets apart down to what they carry of a connection, or a datagram.</summary>
sealed class Segments
{
    const int TcpHead = 20, UdpHead = 8, LongestName = 64, MostTunnels = 4, MostOthers = 20;
    readonly SortedDictionary<int, long> others = [];

    /// <summary>What is kept of packets that were sent in pieces.</summary>
    public Fragments Fragments { get; } = new();

    /// <summary>How many packets have heads that could not be read; those of other protocols are none of these.</summary>
    public int Broken { get; private set; }

    /// <summary>How many packets are of a link that cannot be read.</summary>
    public int Unknown { get; private set; }

    /// <summary>How many frames are of other protocols than the internet protocol, by their numbers; those that only keep the link going are none of these.</summary>
    public IReadOnlyDictionary<int, long> Others => others;

    /// <summary>How many frames are of more such protocols than are told apart.</summary>
    public long OfMore { get; private set; }

    /// <summary>Reads a packet; null when it carries no part of a connection, and no datagram, or is the beginning of one.</summary>
    public Segment? Read(CapturedPacket packet)
    {
        if (packet.Format.LinkType == LinkLayer.Exported)
        {
            return Exported(packet);
        }

        if (!LinkLayer.IsKnown(packet.Format.LinkType))
        {
            Unknown++;
            return null;
        }

        var at = LinkLayer.Network(packet.Format.LinkType, packet.Data.Span, out var other);
        if (at < 0)
        {
            Count(other);
            return null;
        }

        return Network(packet, packet.Data[at..], packet.DataAt + at, packet.Offset, packet.Offset + packet.Length, tunnels: 0);
    }

    Segment? Network(CapturedPacket packet, ReadOnlyMemory<byte> bytes, long place, long offset, long end, int tunnels)
    {
        if (InternetPacket.Read(bytes.Span) is not { } network)
        {
            Broken++;
            return null;
        }

        var (payload, missing, at) = (bytes.Slice(network.PayloadAt, network.Length), network.Missing, Behind(place, network.PayloadAt));
        if (network.Fragment is not null)
        {
            if (Fragments.Take(packet.Interface, network, payload.Span, offset, end) is not var (whole, first, last))
            {
                return null;
            }

            (payload, missing, at, offset, end) = (whole, 0, -1, first, last);
        }

        return tunnels < MostTunnels && InternetProtocols.Tunnelled(network.Protocol, payload.Span) is >= 0 and var inner
            ? Network(packet, payload[inner..], Behind(at, inner), offset, end, tunnels + 1)
            : Transport(packet, network, payload, missing, at, offset, end);
    }

    /// <summary>Counts a frame of another protocol than the internet protocol.</summary>
    void Count(int protocol)
    {
        if (protocol > 0 && (others.Count < MostOthers || others.ContainsKey(protocol)))
        {
            others[protocol] = others.GetValueOrDefault(protocol) + 1;
        }
        else
        {
            OfMore += protocol > 0 ? 1 : 0;
        }
    }

    Segment? Transport(CapturedPacket packet, InternetPacket network, ReadOnlyMemory<byte> payload, int missing, long place, long offset, long end)
    {
        var head = payload.Span;
        if (network.Protocol == InternetPacket.Udp && head.Length >= UdpHead)
        {
            var length = (int)BinaryPrimitives.ReadUInt16BigEndian(head[4..]);
            var kept = Math.Min(length < UdpHead ? head.Length : length, head.Length);
            return new(Flow(packet, network, head, isTcp: false), 0, null, SegmentFlags.None, payload[UdpHead..kept], length > kept ? Math.Max(missing, length - kept) : 0, Behind(place, UdpHead), offset, end, packet.Format, packet.At);
        }

        var size = head.Length >= TcpHead ? (head[12] >> 4) * 4 : 0;
        if (network.Protocol is not (InternetPacket.Tcp or InternetPacket.Udp))
        {
            return InternetProtocols.IsControl(network.Protocol, head) ? null : new(
                new(packet.Interface, false, network.Source, network.Destination, 0, 0) { Protocol = network.Protocol }, 0, null, SegmentFlags.None, payload, missing, place, offset, end, packet.Format, packet.At);
        }

        if (network.Protocol != InternetPacket.Tcp || size < TcpHead || size > head.Length)
        {
            Broken++;
            return null;
        }

        const int Acknowledges = 16;
        uint? acknowledged = (head[13] & Acknowledges) != 0 ? BinaryPrimitives.ReadUInt32BigEndian(head[8..]) : null;
        return new(
            Flow(packet, network, head, isTcp: true), BinaryPrimitives.ReadUInt32BigEndian(head[4..]), acknowledged, (SegmentFlags)(head[13] & 7), payload[size..], missing, Behind(place, size), offset, end, packet.Format, packet.At);
    }

    static long Behind(long place, int head) => place < 0 ? -1 : place + head;

    static FlowKey Flow(CapturedPacket packet, InternetPacket network, ReadOnlySpan<byte> head, bool isTcp) => new(
        packet.Interface, isTcp, network.Source, network.Destination, BinaryPrimitives.ReadUInt16BigEndian(head), BinaryPrimitives.ReadUInt16BigEndian(head[2..]));

    /// <summary>
    /// A piece of a connection that was opened by the exporting program, behind tags of what it was
    /// (https://www.tcpdump.org/linktypes/LINKTYPE_WIRESHARK_UPPER_PDU.html). Its bytes have no numbers: they stand in order.
    /// </summary>
    Segment? Exported(CapturedPacket packet)
    {
        const int Name = 12, V4From = 20, V4To = 21, V6From = 22, V6To = 23, PortType = 24, PortFrom = 25, PortTo = 26, PortOfTcp = 2;
        var bytes = packet.Data.Span;
        var flow = new FlowKey(packet.Interface, true, default, default, 0, 0);
        var (at, name) = (0, "");
        while (bytes.Length >= at + 4)
        {
            int tag = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]), length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            at += 4;
            if (tag == 0)
            {
                return new(flow, 0, null, SegmentFlags.None, packet.Data[at..], 0, packet.DataAt + at, packet.Offset, packet.Offset + packet.Length, packet.Format, packet.At) { Opened = name };
            }

            if (length > bytes.Length - at)
            {
                break;
            }

            var value = bytes.Slice(at, length);
            at += length;
            flow = (tag, length) switch
            {
                (V4From, 4) => flow with { Source = Address.Version4(value) },
                (V4To, 4) => flow with { Destination = Address.Version4(value) },
                (V6From, 16) => flow with { Source = Address.Version6(value) },
                (V6To, 16) => flow with { Destination = Address.Version6(value) },
                (PortType, 4) => flow with { IsTcp = BinaryPrimitives.ReadUInt32BigEndian(value) == PortOfTcp },
                (PortFrom, 4) => flow with { SourcePort = (ushort)BinaryPrimitives.ReadUInt32BigEndian(value) },
                (PortTo, 4) => flow with { DestinationPort = (ushort)BinaryPrimitives.ReadUInt32BigEndian(value) },
                _ => flow,
            };
            name = tag == Name && length <= LongestName ? Encoding.ASCII.GetString(value).TrimEnd('\0') : name;
        }

        Broken++;
        return null;
    }
}
