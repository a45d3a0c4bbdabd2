using System.Buffers.Binary;
using System.Net;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Captures of packets made by hand.</summary>
static class Packets
{
    public const string Client = "192.0.2.10", Server = "198.51.100.7", Client6 = "2001:db8::10", Server6 = "2001:db8::7";

    /// <summary>The flags of a segment.</summary>
    public const byte Fin = 1, Syn = 2, Rst = 4, Ack = 16;

    /// <summary>A file of pcap; each packet a second after the one before.</summary>
    public static byte[] Pcap(IEnumerable<byte[]> packets, int link = 1, bool isBig = false, bool isNano = false) =>
    [
        .. Word(isNano ? 0xA1B23C4D : 0xA1B2C3D4, isBig), .. Half(2, isBig), .. Half(4, isBig), .. new byte[8], .. Word(262_144, isBig), .. Word((uint)link, isBig),
        .. packets.SelectMany((p, i) => (byte[])[.. Word(1_767_323_045 + (uint)i, isBig), .. Word(0, isBig), .. Word((uint)p.Length, isBig), .. Word((uint)p.Length, isBig), .. p]),
    ];

    /// <summary>A file of pcapng, with the interfaces that are asked for.</summary>
    public static byte[] Next(IEnumerable<byte[]> packets, int link = 1, bool isBig = false, params byte[][] more) =>
    [
        .. Block(0x0A0D0D0A, [.. Word(0x1A2B3C4D, isBig), .. Half(1, isBig), .. Half(0, isBig), .. Enumerable.Repeat((byte)0xFF, 8)], isBig),
        .. Block(1, [.. Half((ushort)link, isBig), .. Half(0, isBig), .. Word(0, isBig)], isBig),
        .. more.SelectMany(m => m),
        .. packets.SelectMany((p, i) => Enhanced(p, (ulong)(1_767_323_045 + i) * 1_000_000, isBig)),
    ];

    public static byte[] Enhanced(byte[] packet, ulong time, bool isBig = false, uint network = 0) =>
        Block(6, [.. Word(network, isBig), .. Word((uint)(time >> 32), isBig), .. Word((uint)time, isBig), .. Word((uint)packet.Length, isBig), .. Word((uint)packet.Length, isBig), .. packet, .. new byte[-packet.Length & 3]], isBig);

    public static byte[] Block(uint kind, byte[] body, bool isBig = false)
    {
        var length = (uint)(body.Length + 12);
        return [.. Word(kind, isBig), .. Word(length, isBig), .. body, .. Word(length, isBig)];
    }

    public static byte[] Ethernet(byte[] packet) => [.. new byte[12], .. packet[0] >> 4 == 4 ? (byte[])[8, 0] : [0x86, 0xDD], .. packet];

    /// <summary>A whole packet of either version.</summary>
    public static byte[] Internet(string from, string to, byte protocol, byte[] payload, ushort id = 1, int at = 0, bool isMore = false)
    {
        byte[] source = IPAddress.Parse(from).GetAddressBytes(), destination = IPAddress.Parse(to).GetAddressBytes();
        var isCut = at > 0 || isMore;
        if (source.Length == 4)
        {
            return [0x45, 0, .. Half((ushort)(20 + payload.Length), true), .. Half(id, true), .. Half((ushort)((at / 8) | (isMore ? 0x2000 : 0)), true), 64, protocol, 0, 0, .. source, .. destination, .. payload];
        }

        byte[] fragment = isCut ? [protocol, 0, .. Half((ushort)(at | (isMore ? 1 : 0)), true), .. Word(id, true)] : [];
        return [0x60, 0, 0, 0, .. Half((ushort)(fragment.Length + payload.Length), true), isCut ? (byte)44 : protocol, 64, .. source, .. destination, .. fragment, .. payload];
    }

    /// <summary>A packet in pieces of this size.</summary>
    public static IEnumerable<byte[]> Pieces(string from, string to, byte protocol, byte[] payload, int size, ushort id = 1) =>
        payload.Chunk(size).Select((c, i) => Internet(from, to, protocol, c, id, i * size, (i + 1) * size < payload.Length));

    public static byte[] Segment(ushort from, ushort to, uint number, uint acknowledged, byte flags, byte[] payload) =>
        [.. Half(from, true), .. Half(to, true), .. Word(number, true), .. Word(acknowledged, true), 0x50, flags, 0xFF, 0xFF, 0, 0, 0, 0, .. payload];

    public static byte[] Datagram(ushort from, ushort to, byte[] payload) => [.. Half(from, true), .. Half(to, true), .. Half((ushort)(8 + payload.Length), true), 0, 0, .. payload];

    /// <summary>Exchanges, excerpts and problems as lines; every excerpt is cut from the file and compared.</summary>
    public static Task<List<string>> ReadAsync(byte[] file, Limits? limits = null) => Hars.ReadAsync(new MemoryStream(file), file, limits, new PacketReader());

    public static byte[] Word(uint value, bool isBig)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, isBig ? BinaryPrimitives.ReverseEndianness(value) : value);
        return bytes;
    }

    public static byte[] Half(ushort value, bool isBig) => isBig ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)];
}

/// <summary>A connection in packets of the internet protocol, from its first to its last.</summary>
sealed class PacketTalk(ushort client = 50_000, ushort server = 80, string from = Packets.Client, string to = Packets.Server, uint start = 4_294_967_290)
{
    readonly uint first = start;
    uint sent = start, received = 7_000;

    /// <summary>The packets, in order; a test may change them.</summary>
    public List<byte[]> All { get; } = [];

    public PacketTalk Open()
    {
        Add(true, Packets.Syn, []);
        sent++;
        Add(false, Packets.Syn | Packets.Ack, []);
        received++;
        return this;
    }

    /// <summary>The client sends text, in packets of at most this size.</summary>
    public PacketTalk Send(string text, int size = 1000) => Send(Encode.Utf8(text), size);

    public PacketTalk Send(byte[] bytes, int size = 1000)
    {
        foreach (var piece in bytes.Chunk(size))
        {
            Add(true, Packets.Ack, piece);
            sent += (uint)piece.Length;
        }

        return this;
    }

    public PacketTalk Answer(string text, int size = 1000) => Answer(Encode.Utf8(text), size);

    public PacketTalk Answer(byte[] bytes, int size = 1000)
    {
        foreach (var piece in bytes.Chunk(size))
        {
            Add(false, Packets.Ack, piece);
            received += (uint)piece.Length;
        }

        return this;
    }

    public PacketTalk Close()
    {
        Add(true, Packets.Fin | Packets.Ack, []);
        sent++;
        Add(false, Packets.Fin | Packets.Ack, []);
        return this;
    }

    public PacketTalk Reset()
    {
        Add(false, Packets.Rst, []);
        return this;
    }

    /// <summary>Packets without anything in them, in which the server says what it has.</summary>
    public PacketTalk Acknowledge(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Add(false, Packets.Ack, []);
        }

        return this;
    }

    void Add(bool isClient, byte flags, byte[] payload)
    {
        var segment = isClient ? Packets.Segment(client, server, sent, received, (byte)(sent == first ? flags & ~Packets.Ack : flags), payload) : Packets.Segment(server, client, received, sent, flags, payload);
        All.Add(isClient ? Packets.Internet(from, to, 6, segment) : Packets.Internet(to, from, 6, segment));
    }
}
