namespace Klikspaan.Packets;

/// <summary>What one packet carries of a connection (RFC 9293), or a datagram (RFC 768).</summary>
/// <param name="Flow">From where to where it went.</param>
/// <param name="Sequence">Number of its first byte; of a datagram 0.</param>
/// <param name="Acknowledged">Number of the byte that its sender expects next, where it says so.</param>
/// <param name="Flags">What else it says.</param>
/// <param name="Payload">The bytes, valid until the next packet is read.</param>
/// <param name="Missing">How many bytes were sent behind these and not captured.</param>
/// <param name="PayloadAt">Where they stand in the file; -1 when they were put together from several packets.</param>
/// <param name="Offset">Where the first block that it stands in begins.</param>
/// <param name="End">Where the last block that it stands in ends.</param>
/// <param name="Format">How these blocks are framed.</param>
/// <param name="At">When the last of them was captured.</param>
readonly record struct Segment(
    FlowKey Flow, uint Sequence, uint? Acknowledged, SegmentFlags Flags, ReadOnlyMemory<byte> Payload, int Missing, long PayloadAt, long Offset, long End, PacketFormat Format, DateTimeOffset? At)
{
    /// <summary>The protocol by which an export says that it was opened; empty of a capture.</summary>
    public string Opened { get; init; } = "";
}

/// <summary>The flags that matter here.</summary>
[Flags]
enum SegmentFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The last one.</summary>
    Finish = 1,

    /// <summary>The first one.</summary>
    Synchronize = 2,

    /// <summary>The connection is broken off.</summary>
    Reset = 4,
}
