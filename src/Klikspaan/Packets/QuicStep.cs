using System.Globalization;

namespace Klikspaan.Packets;

/// <summary>
/// The step <c>quic[pcapng le 1 52+11]</c> of a locator: of the blocks of a capture file that were cut out, these bytes of the handshake that a client of QUIC sent in
/// the datagrams that the first block belongs to.
/// </summary>
static class QuicStep
{
    const string Start = "quic[";

    /// <summary>Whether a step is one of these.</summary>
    public static bool Is(string step) => step.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>Writes the step.</summary>
    public static string Of(PacketFormat format, int at, int length) => string.Create(CultureInfo.InvariantCulture, $"{Start}{format} {at}+{length}]");

    /// <summary>Follows the step; false when it is none, or when not all the bytes are there.</summary>
    public static bool TryFollow(ReadOnlyMemory<byte> blocks, string step, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (BlockStep.Read(step, Start) is not var (format, at, length))
        {
            return false;
        }

        FlowKey? flow = null;
        var (segments, crypto) = (new Segments(), new QuicCrypto());
        foreach (var packet in PacketBlocks.Read(blocks, format))
        {
            if (segments.Read(packet) is { Flow.IsTcp: false } segment && (flow ??= segment.Flow) == segment.Flow)
            {
                crypto.Take(segment.Payload.Span);
            }
        }

        var handshake = crypto.Handshake();
        if (at > (uint)handshake.Length || length > handshake.Length - (int)at)
        {
            return false;
        }

        value = handshake.AsMemory((int)at, length);
        return true;
    }
}
