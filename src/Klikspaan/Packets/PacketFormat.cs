using System.Globalization;

namespace Klikspaan.Packets;

/// <summary>How the packets of a capture file are framed, and what stands first in them: what must be known to find a packet among bytes that were cut out of the file.</summary>
/// <param name="IsNext">Whether it is pcapng; else it is pcap.</param>
/// <param name="IsBig">Whether numbers of the frame begin with their highest byte.</param>
/// <param name="LinkType">What stands first in a packet (https://www.tcpdump.org/linktypes.html).</param>
readonly record struct PacketFormat(bool IsNext, bool IsBig, int LinkType)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static PacketFormat? Parse(ReadOnlySpan<char> text)
    {
        Span<Range> words = stackalloc Range[4];
        if (text.Split(words, ' ') != 3
            || text[words[0]] is not ("pcap" or "pcapng") || text[words[1]] is not ("le" or "be")
            || !int.TryParse(text[words[2]], NumberStyles.None, CultureInfo.InvariantCulture, out var link))
        {
            return null;
        }

        return new(text[words[0]] is "pcapng", text[words[1]] is "be", link);
    }

    /// <summary>For a step of a locator: <c>pcapng le 113</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsNext ? "pcapng" : "pcap")} {(IsBig ? "be" : "le")} {LinkType}");
}
