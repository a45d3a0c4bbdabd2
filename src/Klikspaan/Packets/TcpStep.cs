namespace Klikspaan.Packets;

/// <summary>
/// The step <c>tcp[pcap le 1 305419896+1500]</c> of a locator: of the blocks of a capture file that were cut out, the bytes that begin at this number (RFC 9293
/// section 3.4) in the direction of the connection that the first block belongs to. Where bytes came twice, the first ones count.
/// </summary>
static class TcpStep
{
    const string Start = "tcp[";

    /// <summary>Whether a step is one of these.</summary>
    public static bool Is(string step) => step.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>Follows the step; false when it is none, or when not all the bytes are there.</summary>
    public static bool TryFollow(ReadOnlyMemory<byte> blocks, string step, Limits limits, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (BlockStep.Read(step, Start) is not var (format, number, length) || length > Math.Min(limits.LayerBytes, blocks.Length))
        {
            return false;
        }

        var found = Find(blocks, format, number, length);
        value = found;
        return found is not null;
    }

    static byte[]? Find(ReadOnlyMemory<byte> blocks, PacketFormat format, uint number, int length)
    {
        if (Flow(blocks, format) is not { } flow)
        {
            return null;
        }

        var (bytes, isThere, missing, count) = (new byte[length], new bool[length], length, 0u);
        var segments = new Segments();
        foreach (var packet in PacketBlocks.Read(blocks, format))
        {
            if (segments.Read(packet) is not { } segment || segment.Flow != flow)
            {
                continue;
            }

            // The first packet takes a number of its own (section 3.4).
            var sequence = segment.Opened.Length > 0 ? count : segment.Sequence + ((segment.Flags & SegmentFlags.Synchronize) != 0 ? 1u : 0);
            count += (uint)segment.Payload.Length;
            var payload = segment.Payload.Span;
            for (var i = 0; i < payload.Length && missing > 0; i++)
            {
                if (sequence + (uint)i - number is var at && at < (uint)length && !isThere[at])
                {
                    (bytes[at], isThere[at], missing) = (payload[i], true, missing - 1);
                }
            }
        }

        return missing == 0 ? bytes : null;
    }

    /// <summary>The direction of a connection that the first block belongs to.</summary>
    static FlowKey? Flow(ReadOnlyMemory<byte> blocks, PacketFormat format)
    {
        var segments = new Segments();
        foreach (var packet in PacketBlocks.Read(blocks, format))
        {
            if (segments.Read(packet) is { Offset: 0 } segment)
            {
                return segment.Flow.IsTcp ? segment.Flow : null;
            }
        }

        return null;
    }
}
