using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Klikspaan.Recording.Sending;

/// <summary>Tells the system which packets are worth a look, so that the contents of connections are not copied a second time (packet(7), socket(7)).</summary>
static unsafe class PacketFilter
{
    const int SocketLevel = 1;
    const int AttachFilter = 26;

    // Instructions of the packet filter (linux/bpf_common.h).
    const ushort LoadByte = 0x30, LoadTwo = 0x28, LoadByteAt = 0x50, LoadTwoAt = 0x48, LoadHeaderLength = 0xB1;
    const ushort And = 0x54, IfEqual = 0x15, IfAny = 0x45, Return = 0x06;

    const uint Tcp = 6, Udp = 17, Icmp = 1, Igmp = 2, IcmpSix = 58;
    const uint SynAndAck = 0x12, Syn = 0x02;
    const uint Whole = 0x40000, Nothing = 0;

    // Datagrams to and from port 53 are the resolver's. Nothing of the program can send from there: ports below 1024 are not its own.
    const uint Resolver = 53;

    /// <summary>For packets that begin with the header of IPv4 (RFC 791 section 3.1).</summary>
    static readonly Instruction[] Four =
    [
        new(LoadByte, 9),
        new(IfEqual, Icmp, 18, 0),
        new(IfEqual, Igmp, 17, 0),
        new(IfEqual, Tcp, 2, 0),
        new(IfEqual, Udp, 7, 0),
        new(Return, Whole),
        // TCP: the first packet of a connection, and not the answer to one.
        new(LoadTwo, 6),
        new(IfAny, 0x1FFF, 12, 0),
        new(LoadHeaderLength, 0),
        new(LoadByteAt, 13),
        new(And, SynAndAck),
        new(IfEqual, Syn, 7, 8),
        // UDP: whole datagrams, or the first fragment of one.
        new(LoadTwo, 6),
        new(IfAny, 0x1FFF, 6, 0),
        new(LoadHeaderLength, 0),
        new(LoadTwoAt, 0),
        new(IfEqual, Resolver, 3, 0),
        new(LoadTwoAt, 2),
        new(IfEqual, Resolver, 1, 0),
        new(Return, Whole),
        new(Return, Nothing),
    ];

    /// <summary>For packets that begin with the header of IPv6 (RFC 8200 section 3); those with further headers are all let through.</summary>
    static readonly Instruction[] Six =
    [
        new(LoadByte, 6),
        new(IfEqual, IcmpSix, 11, 0),
        new(IfEqual, Tcp, 2, 0),
        new(IfEqual, Udp, 4, 0),
        new(Return, Whole),
        new(LoadByte, 40 + 13),
        new(And, SynAndAck),
        new(IfEqual, Syn, 4, 5),
        new(LoadTwo, 40),
        new(IfEqual, Resolver, 3, 0),
        new(LoadTwo, 42),
        new(IfEqual, Resolver, 1, 0),
        new(Return, Whole),
        new(Return, Nothing),
    ];

    /// <summary>Lets through to this socket only what the watcher looks at.</summary>
    public static void Attach(Socket socket, bool isFour)
    {
        fixed (Instruction* first = isFour ? Four : Six)
        {
            var program = new Program { Length = (ushort)(isFour ? Four : Six).Length, First = (nint)first };
            socket.SetRawSocketOption(SocketLevel, AttachFilter, new ReadOnlySpan<byte>(&program, sizeof(Program)));
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    readonly struct Instruction(ushort code, uint value, byte ifTrue = 0, byte ifFalse = 0)
    {
        readonly ushort code = code;
        readonly byte ifTrue = ifTrue;
        readonly byte ifFalse = ifFalse;
        readonly uint value = value;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Program
    {
        public ushort Length;
        public nint First;
    }
}
