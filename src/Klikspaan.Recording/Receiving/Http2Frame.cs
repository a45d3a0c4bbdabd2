using System.Buffers.Binary;

namespace Klikspaan.Recording.Receiving;

/// <summary>The head of a frame (RFC 9113, section 4.1).</summary>
readonly record struct Http2Frame(int Length, byte Type, byte Flags, int Stream)
{
    /// <summary>Bytes of the head.</summary>
    public const int HeadLength = 9;

    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Priority = 2;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte PushPromise = 5;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;
    public const byte PriorityUpdate = 0x10;

    /// <summary>The answer to settings or a ping.</summary>
    public bool IsAcknowledgement => (Flags & 0x1) != 0;

    /// <summary>Whether it is a part of a request, or takes one back.</summary>
    public bool IsOfRequest => Type is Data or Headers or Reset or PushPromise or Continuation;

    /// <summary>The last frame of a stream from this side.</summary>
    public bool EndsStream => (Flags & 0x1) != 0;

    /// <summary>The last frame of a header block.</summary>
    public bool EndsHeaders => (Flags & 0x4) != 0;

    /// <summary>A length of padding stands first, and the padding last.</summary>
    public bool IsPadded => (Flags & 0x8) != 0;

    /// <summary>Five octets of priority stand before the fields.</summary>
    public bool HasPriority => (Flags & 0x20) != 0;

    /// <summary>Reads nine octets.</summary>
    public static Http2Frame Read(ReadOnlySpan<byte> head) => new(
        (head[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(head[1..]),
        head[3],
        head[4],
        (int)(BinaryPrimitives.ReadUInt32BigEndian(head[5..]) & 0x7FFF_FFFF));
}
