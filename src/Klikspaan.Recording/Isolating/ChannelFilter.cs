using System.Globalization;
using System.Runtime.InteropServices;

namespace Klikspaan.Recording.Isolating;

/// <summary>
/// Shuts the ways out that no namespace shuts, for the calling thread and all that it starts: sockets to the hypervisor
/// (AF_VSOCK; each try is told to us), keys pushed into the terminal (TIOCSTI), the kernel's store of keys, which
/// processes outside share (keyrings(7)), and io_uring, which would go round this filter.
/// See seccomp(2), seccomp_unotify(2).
/// </summary>
static unsafe partial class ChannelFilter
{
    const uint Allow = 0x7FFF0000, Notify = 0x7FC00000, Refuse = 0x00050000;
    const ushort Load = 0x20, JumpIfEqual = 0x15, JumpIfAtLeast = 0x35, Return = 0x06;
    const uint OffsetOfNumber = 0, OffsetOfArchitecture = 4, OffsetOfFirst = 16, OffsetOfSecond = 24;
    const uint Vsock = 40, PushKey = 0x5412, ConsoleControl = 0x541C, Ring = 425, MakeSocket = 1;

    // From here on the numbers are those of a second table (x32), which nobody needs and which would go round the first.
    const uint OtherTable = 0x40000000;
    const uint None = uint.MaxValue;

    // add_key, request_key and keyctl follow each other in every table.
    const uint KeyCalls = 3;
    const uint NotPermitted = 1, NoSuchCall = 38;
    const int NoSuchFamily = 97;
    const int CloseOnStart = 0x80000;
    const uint AndAnswer = 2;
    const nuint Receive = 0xC0502100, Send = 0xC0182101, Give = 0x40182103;

    // A program of 32 bits makes its calls by other numbers, and so can one of 64 bits.
    static readonly CallNumbers[] Calls =
    [
        new(true, 0xC000003E, 41, 16, None, 248), new(true, 0x40000003, 359, 54, 102, 286),
        new(false, 0xC00000B7, 198, 29, None, 217), new(false, 0x40000028, 281, 54, None, 309),
    ];

    static bool IsIntel => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Leaves the tester's keys behind: a keyring is inherited through all namespaces, and its descriptions can be read.</summary>
    public static void LeaveKeys() => _ = SystemCalls.Call(IsIntel ? 250 : 219, 1, 0, null);

    /// <summary>Puts the filter in force and gives a descriptor that tells of each try; null when tries are refused but not told of.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The kernel has no such filters.</exception>
    public static int? Install()
    {
        if (!IsIntel && RuntimeInformation.ProcessArchitecture != Architecture.Arm64)
        {
            throw new PlatformNotSupportedException("no filter of system calls is written for this processor");
        }

        var listener = Install(Notify, withListener: true);
        return listener >= 0 ? listener
            : Install(Refuse | NoSuchFamily, withListener: false) == 0 ? null
            : throw new System.ComponentModel.Win32Exception();
    }

    static int Install(uint atTry, bool withListener)
    {
        Instruction[] program = [.. Calls.Where(c => c.IsIntel == IsIntel).SelectMany(c => Part(c, atTry)), new(Return, 0, 0, Refuse | NoSuchCall)];
        fixed (Instruction* first = program)
        {
            var filter = new Program { Length = (ushort)program.Length, First = first };
            return (int)SystemCalls.Call(IsIntel ? 317 : 277, 1, withListener ? 8 : 0, &filter);
        }
    }

    /// <summary>What is done with the calls of one architecture; those of another go on to the next part.</summary>
    static Instruction[] Part(CallNumbers calls, uint atTry) =>
    [
        new(Load, 0, 0, OffsetOfArchitecture),
        new(JumpIfEqual, 0, 22, calls.Architecture),
        new(Load, 0, 0, OffsetOfNumber),
        new(JumpIfAtLeast, 16, 0, OtherTable),
        new(JumpIfEqual, 6, 0, calls.Socket),
        new(JumpIfEqual, 8, 0, calls.Control),
        new(JumpIfEqual, 13, 0, Ring),
        new(JumpIfEqual, 10, 0, calls.ManySockets),
        new(JumpIfAtLeast, 0, 1, calls.Keys),
        new(JumpIfAtLeast, 0, 10, calls.Keys + KeyCalls),
        new(Return, 0, 0, Allow),
        new(Load, 0, 0, OffsetOfFirst),
        new(JumpIfEqual, 8, 0, Vsock),
        new(Return, 0, 0, Allow),
        new(Load, 0, 0, OffsetOfSecond),
        new(JumpIfEqual, 6, 0, PushKey),
        new(JumpIfEqual, 5, 0, ConsoleControl),
        new(Return, 0, 0, Allow),
        new(Load, 0, 0, OffsetOfFirst),
        new(JumpIfEqual, 1, 3, MakeSocket),
        new(Return, 0, 0, Refuse | NoSuchCall),
        new(Return, 0, 0, atTry),
        new(Return, 0, 0, Refuse | NotPermitted),
        new(Return, 0, 0, Allow),
    ];

    /// <summary>Waits for a try and refuses it; gives the process id as we see it, or 0 when there will be no more.</summary>
    public static int Next(int descriptor)
    {
        var asked = stackalloc byte[80];
        while (true)
        {
            new Span<byte>(asked, 80).Clear();
            if (SystemCalls.DeviceControl(descriptor, Receive, asked) == 0)
            {
                if (!GivesSocket(descriptor, asked))
                {
                    Answer(descriptor, *(ulong*)asked, -NoSuchFamily);
                    return *(int*)(asked + 8);
                }
            }
            else if (Marshal.GetLastPInvokeError() is not (2 or SystemCalls.Interrupted))
            {
                // The process may be gone before we read of it (ENOENT), or a signal comes in between (EINTR).
                return 0;
            }
        }
    }

    /// <summary>
    /// Old programs of 32 bits ask for sockets by socketcall(2), whose arguments stand in their memory: a filter cannot see
    /// them, and they may be changed after we looked. So the socket is ours, made from what we read, and handed over.
    /// </summary>
    static bool GivesSocket(int descriptor, byte* asked)
    {
        if (*(uint*)(asked + 20) != 0x40000003 || *(uint*)(asked + 16) != 102)
        {
            return false;
        }

        var wanted = stackalloc int[3];
        var isRead = Read(*(int*)(asked + 8), *(long*)(asked + 40), new Span<byte>(wanted, 12));
        if (isRead && (uint)wanted[0] == Vsock)
        {
            return false;
        }

        var socket = isRead ? SystemCalls.Socket(wanted[0], wanted[1] | CloseOnStart, wanted[2]) : -1;
        if (socket < 0)
        {
            Answer(descriptor, *(ulong*)asked, isRead ? -Marshal.GetLastPInvokeError() : -(int)NotPermitted);
            return true;
        }

        var given = new Given { Id = *(ulong*)asked, Flags = AndAnswer, Source = socket, NewFlags = (uint)(wanted[1] & CloseOnStart) };
        _ = SystemCalls.DeviceControl(descriptor, Give, &given);
        _ = SystemCalls.Close(socket);
        return true;
    }

    static bool Read(int process, long address, Span<byte> into)
    {
        try
        {
            using var memory = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/mem"));
            return RandomAccess.Read(memory, into, address) == into.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    static void Answer(int descriptor, ulong id, int error)
    {
        var answer = stackalloc byte[24];
        new Span<byte>(answer, 24).Clear();
        *(ulong*)answer = id;
        *(int*)(answer + 16) = error;
        _ = SystemCalls.DeviceControl(descriptor, Send, answer);
    }

    readonly record struct CallNumbers(bool IsIntel, uint Architecture, uint Socket, uint Control, uint ManySockets, uint Keys);

    [StructLayout(LayoutKind.Sequential)]
    struct Given
    {
        public ulong Id;
        public uint Flags;
        public int Source;
        public uint New;
        public uint NewFlags;
    }

    [StructLayout(LayoutKind.Sequential)]
    readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    [StructLayout(LayoutKind.Sequential)]
    struct Program
    {
        public ushort Length;
        public Instruction* First;
    }
}
