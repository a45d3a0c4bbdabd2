using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Klikspaan.Recording.Naming;

/// <summary>Sends a datagram from any address of the machine, and here every address on earth is one.</summary>
/// <remarks>
/// A program takes an answer only from the address that it asked. A second socket bound to that address would also take
/// away its next questions; <c>sendmsg</c> with packet information (ip(7), ipv6(7)) needs no second socket, and .NET has no word for it.
/// </remarks>
static unsafe partial class DatagramReply
{
    const int TryAgain = 11;
    const int LevelSix = 41;
    const int FreeBindSix = 78;

    /// <summary>Lets a socket send from addresses that no interface has, and to which only a route leads (IPV6_FREEBIND).</summary>
    public static void Allow(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.SetRawSocketOption(LevelSix, FreeBindSix, BitConverter.GetBytes(1));
        }
    }

    /// <summary>Sends it, and says whether that succeeded.</summary>
    public static bool Send(Socket socket, ReadOnlySpan<byte> datagram, IPAddress from, IPEndPoint to)
    {
        var address = to.Serialize();
        Span<byte> control = stackalloc byte[64];
        control.Clear();
        var length = Control(control, from);
        fixed (byte* data = datagram, target = address.Buffer.Span, information = control)
        {
            var vector = new Vector { Start = (nint)data, Length = (nuint)datagram.Length };
            var message = new Message
            {
                Name = (nint)target, NameLength = (uint)address.Size, Vectors = (nint)(&vector), VectorCount = 1,
                Control = (nint)information, ControlLength = (nuint)length,
            };
            return Send(socket, &message);
        }
    }

    static bool Send(Socket socket, Message* message)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (SendMessage(socket.SafeHandle, message, 0) >= 0)
            {
                return true;
            }

            if (Marshal.GetLastPInvokeError() != TryAgain)
            {
                return false;
            }

            Thread.Sleep(1);
        }

        return false;
    }

    /// <summary>One control message: its length, level and type, then the address from which the datagram is to come.</summary>
    static int Control(Span<byte> control, IPAddress from)
    {
        var header = nint.Size + 8;
        var isFour = from.AddressFamily == AddressFamily.InterNetwork;
        var (level, type, size, place) = isFour ? (0, 8, 12, 4) : (LevelSix, 50, 20, 0);
        var length = (nuint)(header + size);
        MemoryMarshal.Write(control, in length);
        MemoryMarshal.Write(control[nint.Size..], in level);
        MemoryMarshal.Write(control[(nint.Size + 4)..], in type);
        from.TryWriteBytes(control[(header + place)..], out _);
        return (header + size + nint.Size - 1) / nint.Size * nint.Size;
    }

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(SafeSocketHandle socket, Message* message, int flags);

    [StructLayout(LayoutKind.Sequential)]
    struct Vector
    {
        public nint Start;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Message
    {
        public nint Name;
        public uint NameLength;
        public nint Vectors;
        public nuint VectorCount;
        public nint Control;
        public nuint ControlLength;
        public int Flags;
    }
}
