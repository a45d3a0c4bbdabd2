using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>The head of a frame (RFC 9113, section 4.1).</summary>
/// <param name="Length">Bytes that follow the head.</param>
/// <param name="Type">What sort of frame it is.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Stream">The stream it belongs to; 0 for the connection.</param>
readonly record struct Http2Frame(int Length, byte Type, byte Flags, int Stream)
{
    public const int HeadLength = 9;
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte PushPromise = 5;
    public const byte Continuation = 9;

    /// <summary>What a client sends first (section 3.4).</summary>
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Whether it is the last of its stream; of settings, whether it only confirms.</summary>
    public bool EndsStream => (Flags & 1) != 0;

    /// <summary>Whether no more of the header block follows.</summary>
    public bool EndsHeaders => (Flags & 4) != 0;

    /// <summary>Whether padding follows what it carries.</summary>
    public bool IsPadded => (Flags & 8) != 0;

    /// <summary>Whether five bytes of priority stand before the header block.</summary>
    public bool HasPriority => (Flags & 0x20) != 0;

    /// <summary>Whether it carries a header block, or part of one.</summary>
    public bool IsOfBlock => Type is Headers or PushPromise or Continuation;

    /// <summary>Reads nine bytes.</summary>
    public static Http2Frame Read(ReadOnlySpan<byte> head) =>
        new((head[0] << 16) | (head[1] << 8) | head[2], head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head[5..]) & int.MaxValue);
}
