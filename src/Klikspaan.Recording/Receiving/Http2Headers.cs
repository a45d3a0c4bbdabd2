using System.Buffers;

namespace Klikspaan.Recording.Receiving;

/// <summary>A header block that is coming in: a HEADERS frame and its CONTINUATION frames, as they went over the wire (RFC 9113, section 6.2).</summary>
sealed class Http2Headers
{
    /// <summary>Most bytes of all its frames.</summary>
    public const int Most = 1 << 20;

    const int Usual = 64 << 10;

    ArrayBufferWriter<byte> octets = new();
    ArrayBufferWriter<byte> block = new();
    int payload, padding;

    /// <summary>The stream that it opens or ends; 0 when no block is coming in.</summary>
    public int Stream { get; private set; }

    /// <summary>Whether the stream ends with it.</summary>
    public bool EndsStream { get; private set; }

    /// <summary>All octets, with the heads of the frames.</summary>
    public ReadOnlySpan<byte> Octets => octets.WrittenSpan;

    /// <summary>What HPACK has to read, when all frames have come.</summary>
    public ReadOnlySpan<byte> Block => block.WrittenSpan;

    /// <summary>Memory that it takes.</summary>
    public int Capacity => octets.Capacity + block.Capacity;

    /// <summary>The padding of the frame that has ended.</summary>
    public ReadOnlySpan<byte> Padding => octets.WrittenSpan[^padding..];

    /// <summary>Begins with a frame.</summary>
    public void Begin(Http2Frame frame, ReadOnlySpan<byte> head)
    {
        (Stream, EndsStream) = (frame.Type == Http2Frame.Headers) ? (frame.Stream, frame.EndsStream) : (Stream, EndsStream);
        octets.Write(head);
        payload = octets.WrittenCount;
    }

    /// <summary>Takes bytes of the frame that was begun.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => octets.Write(bytes);

    /// <summary>All bytes of the frame have come; false when its padding does not fit.</summary>
    public bool TryEnd(Http2Frame frame)
    {
        var text = octets.WrittenSpan[payload..];
        var isHeaders = frame.Type == Http2Frame.Headers;
        var before = !isHeaders ? 0 : (frame.IsPadded ? 1 : 0) + (frame.HasPriority ? 5 : 0);
        var after = isHeaders && frame.IsPadded && text.Length > 0 ? text[0] : 0;
        if (before + after > text.Length)
        {
            return false;
        }

        padding = after;
        block.Write(text[before..^after]);
        return true;
    }

    /// <summary>Is ready for a next one.</summary>
    public void Clear()
    {
        Stream = 0;
        octets.ResetWrittenCount();
        block.ResetWrittenCount();
        if (Capacity > Usual)
        {
            (octets, block) = (new(), new());
        }
    }

    /// <summary>Gives all octets, and these behind them, and is empty.</summary>
    public byte[] Take(ReadOnlySpan<byte> behind)
    {
        byte[] all = [.. Octets, .. behind];
        Clear();
        return all;
    }
}
