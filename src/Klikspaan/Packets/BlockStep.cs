using System.Globalization;

namespace Klikspaan.Packets;

/// <summary>A step that is done to blocks of a capture file: how they are framed, and which bytes of what is in them are meant.</summary>
static class BlockStep
{
    /// <summary>Reads <c>name[pcap le 1 10+20]</c>; null when it is something else.</summary>
    public static (PacketFormat Format, uint At, int Length)? Read(string step, string start)
    {
        var (space, plus) = (step.LastIndexOf(' '), step.LastIndexOf('+'));
        return step.StartsWith(start, StringComparison.Ordinal) && step[^1] == ']' && plus > space && space >= start.Length
            && PacketFormat.Parse(step.AsSpan(start.Length, space - start.Length)) is { } format
            && uint.TryParse(step.AsSpan(space + 1, plus - space - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && int.TryParse(step.AsSpan(plus + 1, step.Length - plus - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? (format, at, length)
            : null;
    }
}
