using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>Messages of a websocket as they are framed (RFC 6455 section 5).</summary>
static class WebsocketFrames
{
    /// <summary>The name of the step from the frames of a message to its content; what is compressed stays so.</summary>
    public const string Step = "websocket-frames";
    const int Continuation = 0, Binary = 2, Control = 8;

    /// <summary>A message in more frames than this is not put together.</summary>
    const int MostFrames = 1_000;

    /// <summary>Frames up to the end of a message.</summary>
    /// <param name="Length">How many bytes they are.</param>
    /// <param name="Payload">Its content; of a frame of control empty.</param>
    /// <param name="IsData">Whether it is a message, and not a frame of control.</param>
    /// <param name="IsBroken">Whether this is no frame.</param>
    public readonly record struct Read(int Length, byte[] Payload, bool IsData, bool IsBroken);

    /// <summary>The next message; null while it is not whole. A frame of control before it is given for itself.</summary>
    public static Read? Message(ReadOnlySpan<byte> bytes)
    {
        var (at, size) = (0, 0);
        var pieces = new List<(int At, int Length, int Mask)>();
        while (Frame(bytes[at..]) is { } frame)
        {
            if (frame.Length < 0 || pieces.Count == MostFrames || frame.IsFirst != (pieces.Count == 0) && !frame.IsControl)
            {
                return new(bytes.Length, [], false, true);
            }

            if (frame.IsControl && pieces.Count == 0)
            {
                return new(frame.Length, [], false, false);
            }

            if (!frame.IsControl)
            {
                pieces.Add((at + frame.PayloadAt, frame.Length - frame.PayloadAt, frame.MaskAt < 0 ? -1 : at + frame.MaskAt));
                size += frame.Length - frame.PayloadAt;
            }

            at += frame.Length;
            if (!frame.IsControl && frame.IsLast)
            {
                return new(at, Join(bytes, pieces, size), true, false);
            }
        }

        return null;
    }

    static byte[] Join(ReadOnlySpan<byte> bytes, List<(int At, int Length, int Mask)> pieces, int size)
    {
        var (content, written) = (new byte[size], 0);
        foreach (var (at, length, mask) in pieces)
        {
            for (var i = 0; i < length; i++)
            {
                content[written + i] = (byte)(bytes[at + i] ^ (mask < 0 ? 0 : bytes[mask + (i & 3)]));
            }

            written += length;
        }

        return content;
    }

    /// <summary>A frame; null while it is not whole.</summary>
    static (int Length, int PayloadAt, int MaskAt, bool IsFirst, bool IsLast, bool IsControl)? Frame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return null;
        }

        var code = bytes[0] & 15;
        var isControl = code >= Control;
        if ((bytes[0] & 0x30) != 0 || code is > Binary and < Control or > 10)
        {
            return (-1, 0, 0, false, false, false);
        }

        var (at, length) = (2, (long)(bytes[1] & 0x7F));
        if (length >= 126)
        {
            var size = length == 126 ? 2 : 8;
            if (bytes.Length < at + size)
            {
                return null;
            }

            length = size == 2 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : BinaryPrimitives.ReadInt64BigEndian(bytes[at..]);
            at += size;
        }

        if (length is < 0 or > int.MaxValue / 2)
        {
            return (-1, 0, 0, false, false, false);
        }

        var mask = (bytes[1] & 0x80) != 0 ? at : -1;
        at += mask < 0 ? 0 : 4;
        return bytes.Length - at < length ? null : ((int)(at + length), at, mask, code != Continuation, (bytes[0] & 0x80) != 0, isControl);
    }
}
