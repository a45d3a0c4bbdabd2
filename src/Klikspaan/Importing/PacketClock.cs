using System.Globalization;
using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>
/// Whether the clock of a capture went back: packets of one interface stand in the order in which they came. Steps of less than a tenth of a second are none:
/// those can be of packets that went through several queues.
/// </summary>
sealed class PacketClock
{
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    readonly Dictionary<int, DateTimeOffset> last = [];
    (long Offset, long Length) first;
    TimeSpan most;
    int count;

    /// <summary>Takes a packet.</summary>
    public void Take(in CapturedPacket packet)
    {
        if (packet.At is not { } now)
        {
            return;
        }

        if (last.TryGetValue(packet.Interface, out var before) && before - now is var back && back >= Least)
        {
            first = count++ == 0 ? (packet.Offset, packet.Length) : first;
            most = back > most ? back : most;
        }

        last[packet.Interface] = now;
    }

    /// <summary>That it went back, how often and by how much, once for a capture.</summary>
    public IEnumerable<CaptureEntry> Entries() => count == 0 ? [] :
    [
        new(0, first.Offset, first.Length, default, EntryKind.Broken, new(
            "clock-back", "packets of which the times do not go back",
            string.Create(CultureInfo.InvariantCulture, $"times that go back, by {most.TotalSeconds:0.0##} seconds at most, {count} in all, of which this is the first: the order of the times is not that of what happened, or packets of several captures stand in one file"))),
    ];
}
