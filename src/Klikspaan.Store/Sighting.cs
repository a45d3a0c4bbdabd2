namespace Klikspaan.Store;

/// <summary>A request that an earlier capture shows too; it counts there, once.</summary>
/// <param name="Capture">SHA-256 of the later capture.</param>
/// <param name="Exchange">Its number there.</param>
/// <param name="FirstCapture">SHA-256 of the capture in which it counts.</param>
/// <param name="FirstExchange">Its number there.</param>
/// <param name="Apart">How far apart the two say that it was sent, in seconds, once the clocks are set alike.</param>
/// <param name="More">Names of header fields that the later capture alone shows, or shows otherwise; what stands in them counts too.</param>
public sealed record Sighting(string Capture, int Exchange, string FirstCapture, int FirstExchange, double Apart, IReadOnlyList<string> More)
{
    /// <summary>Whether the later capture alone shows a value, so that it counts although its request does not.</summary>
    internal bool IsMore(DataItem item) => IsMore(item.Part, item.Part == MessagePart.Header ? item.Path : "");

    /// <summary>The same of a planted value that was found.</summary>
    internal bool IsMore(PlantedRow row)
    {
        var at = row.Path.IndexOf(':', StringComparison.Ordinal);
        return row.Path[..Math.Max(0, at)] switch
        {
            var name when name == MessagePart.Cookie.Name() => IsMore(MessagePart.Cookie, ""),
            var name when name == MessagePart.Header.Name() => IsMore(MessagePart.Header, row.Path[(at + 1)..]),
            _ => false,
        };
    }

    /// <param name="part">The part of the request.</param>
    /// <param name="path">The pointer in it, of which the first name is that of the header field.</param>
    internal bool IsMore(MessagePart part, string path)
    {
        if (part is not (MessagePart.Header or MessagePart.Cookie))
        {
            return false;
        }

        return More.Contains(part == MessagePart.Cookie ? "cookie" : path.TrimStart('/').Split('/')[0]);
    }
}

/// <summary>How two captures were compared.</summary>
/// <param name="First">SHA-256 of the earlier one.</param>
/// <param name="Second">SHA-256 of the later one.</param>
/// <param name="Same">Requests of the later one that the earlier one shows too.</param>
/// <param name="ClockAhead">The clock of the later one less that of the earlier one, in seconds.</param>
/// <param name="Pairs">Requests that stand once in each and by which the clocks were measured; 0 where they were taken as people said, or as alike.</param>
/// <param name="PairsOtherwise">Requests that stand once in each and do not agree with that.</param>
/// <param name="Untimed">Requests of either of which it is not known when they were sent, and which were not compared.</param>
/// <param name="Problem">Why they were not compared; empty when they were.</param>
public sealed record Comparison(string First, string Second, long Same, double ClockAhead, int Pairs, int PairsOtherwise, long Untimed, string Problem);
