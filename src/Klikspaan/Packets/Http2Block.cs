using System.Buffers;
using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>A header block that is coming in, in one frame or several (RFC 9113, sections 6.2, 6.6 and 6.10).</summary>
sealed class Http2Block
{
    /// <summary>Most bytes of a block, with its padding.</summary>
    public const int Most = 256 << 10;

    readonly ArrayBufferWriter<byte> block = new();
    readonly List<SentPiece> pieces = [];

    /// <summary>The frame that it began with.</summary>
    public Http2Frame First { get; private set; }

    /// <summary>Where that frame begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether one has begun and not ended.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The stream that a server promises to use; 0 when it promises none.</summary>
    public int Promised { get; private set; }

    /// <summary>How long it is by now.</summary>
    public int Length => block.WrittenCount;

    /// <summary>A block begins with a frame.</summary>
    public void Begin(Http2Frame frame, long offset)
    {
        block.ResetWrittenCount();
        pieces.Clear();
        (First, Offset, IsOpen, Promised) = (frame, offset, true, 0);
    }

    /// <summary>All bytes of a frame have come; false when what it says of their lengths does not fit.</summary>
    public bool TryAdd(Http2Frame frame, ReadOnlySpan<byte> payload, long offset)
    {
        var (from, padding) = (0, 0);
        if (frame.Type != Http2Frame.Continuation && frame.IsPadded)
        {
            padding = payload.IsEmpty ? 0 : payload[0];
            from = 1;
        }

        var idAt = from;
        from += frame.Type == Http2Frame.PushPromise ? 4 : frame.Type == Http2Frame.Headers && frame.HasPriority ? 5 : 0;
        if (from + padding > payload.Length)
        {
            return false;
        }

        Promised = frame.Type == Http2Frame.PushPromise ? BinaryPrimitives.ReadInt32BigEndian(payload[idAt..]) & int.MaxValue : Promised;
        var text = payload[from..^padding];
        if (!text.IsEmpty)
        {
            pieces.Add(new(block.WrittenCount, offset + from));
            block.Write(text);
        }

        return true;
    }

    /// <summary>The block is whole: reads its fields; false when no later one can be read either.</summary>
    public bool TryRead(HpackDecoder hpack, List<HpackField> fields, out PacketProblem? problem)
    {
        IsOpen = false;
        problem = null;
        if (pieces.Count == 0)
        {
            return true;
        }

        var isRead = hpack.TryRead(block.WrittenSpan, pieces.ToArray(), fields, out problem);
        if (problem is { } found)
        {
            var piece = pieces.FindLast(p => p.At <= found.Offset);
            problem = found with { Offset = piece.Offset + found.Offset - piece.At };
        }

        return isRead;
    }
}
