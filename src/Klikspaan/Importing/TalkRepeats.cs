using System.Globalization;
using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>
/// What came again in connections and was otherwise the second time: the first bytes are read, and a receiver may have taken the others. Each direction of a
/// connection is told, as far as that does not become too many.
/// </summary>
sealed class TalkRepeats
{
    const int Most = 100;
    readonly List<CaptureEntry> told = [];
    long directions, more, unknown, unknownDirections;
    (long Offset, long Length) moreIn, unknownIn;

    /// <summary>Adds what came again in one direction of a connection that ended.</summary>
    /// <param name="flow">From the client to the server.</param>
    /// <param name="repeated">What came again.</param>
    /// <param name="isSent">Whether the client sent it.</param>
    public void Add(FlowKey flow, RepeatedBytes repeated, bool isSent)
    {
        if (repeated.Others > 0 && ++directions <= Most)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"{repeated.Others} other bytes, from byte {repeated.OthersAt} on of what {(isSent ? "went to" : "came from")} port {flow.DestinationPort} of {flow.Destination}; those that came first were read");
            told.Add(Broken("sent-twice", Same, text, repeated.OthersIn));
        }
        else if (repeated.Others > 0)
        {
            moreIn = more == 0 ? repeated.OthersIn : moreIn;
            more += repeated.Others;
        }

        if (repeated.Unknown > 0)
        {
            unknownIn = unknown == 0 ? repeated.UnknownIn : unknownIn;
            (unknown, unknownDirections) = (unknown + repeated.Unknown, unknownDirections + 1);
        }
    }

    /// <summary>All of it, as entries about the file.</summary>
    public IEnumerable<CaptureEntry> Entries()
    {
        foreach (var entry in told)
        {
            yield return entry;
        }

        if (more > 0)
        {
            yield return Broken("sent-twice", Same, string.Create(CultureInfo.InvariantCulture, $"{more} other bytes in {directions - Most} further directions of connections; those that came first were read"), moreIn);
        }

        if (unknown > 0)
        {
            yield return Broken(
                "not-compared", "bytes that come again while those that came first are still kept, to be compared",
                string.Create(CultureInfo.InvariantCulture, $"{unknown} bytes in {unknownDirections} directions of connections that came later than that, or after they counted as not captured; they were not read"), unknownIn);
        }
    }

    const string Same = "bytes that come again to be those that came first";

    static CaptureEntry Broken(string kind, string expected, string found, (long Offset, long Length) place) => new(0, place.Offset, place.Length, default, EntryKind.Broken, new(kind, expected, found));
}
