namespace Klikspaan.Packets;

/// <summary>The packets in bytes that were cut out of a capture file, from the beginning of a block on: how a locator is followed.</summary>
static class PacketBlocks
{
    /// <summary>Reads whole blocks until the bytes end, or are none.</summary>
    public static IEnumerable<CapturedPacket> Read(ReadOnlyMemory<byte> bytes, PacketFormat format)
    {
        var at = 0;
        while (Block(bytes.Span[at..], format) is { } length)
        {
            if (PacketFrame.Read(bytes.Span.Slice(at, length), format.IsNext, format.IsBig) is { } frame)
            {
                yield return new(at, length, format, frame.Interface, null, at + frame.At, bytes.Slice(at + frame.At, frame.Length));
            }

            at += length;
        }
    }

    static int? Block(ReadOnlySpan<byte> rest, PacketFormat format)
    {
        if (rest.Length < PacketFrame.RecordHead)
        {
            return rest.Length >= PacketFrame.BlockEnds && format.IsNext && PacketFrame.LengthOf(rest, true, format.IsBig) == rest.Length ? rest.Length : null;
        }

        var length = PacketFrame.LengthOf(rest, format.IsNext, format.IsBig);
        return length >= (format.IsNext ? PacketFrame.BlockEnds : PacketFrame.RecordHead) && length <= rest.Length && (!format.IsNext || length % 4 == 0) ? (int)length : null;
    }
}
