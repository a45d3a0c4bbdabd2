namespace Klikspaan.Store;

/// <summary>How the clock of a capture is known to run against that of the tester.</summary>
/// <param name="Source">By what it is known.</param>
/// <param name="Ahead">The clock of the capture less that of the tester; nought where it is not known.</param>
/// <param name="Within">How far the two may be apart from that: what a step is widened by on either side.</param>
/// <param name="Found">Markers that were found in the capture.</param>
/// <param name="Sent">Markers that were sent in its scenario.</param>
public sealed record CaptureClock(ClockSource Source, TimeSpan Ahead, TimeSpan Within, int Found, int Sent)
{
    /// <summary>Within what a tester is taken to press a key when something is done. Taken, not measured.</summary>
    public static TimeSpan Reaction { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Compares the moments at which markers were sent with those at which the capture shows them: the median; what they differ by is added to the reaction of the tester.</summary>
    /// <param name="said">What a person said of the clock; null when nobody did.</param>
    /// <param name="markers">For each marker that was found, the clock of the capture less that of the tester.</param>
    /// <param name="sent">Markers that were sent in the scenario.</param>
    public static CaptureClock Of(TimeSpan? said, IReadOnlyList<TimeSpan> markers, int sent)
    {
        ArgumentNullException.ThrowIfNull(markers);
        if (said is { } stated)
        {
            return new(ClockSource.Stated, stated, Reaction, markers.Count, sent);
        }

        if (markers.Count == 0)
        {
            return new(ClockSource.NotEstablished, TimeSpan.Zero, Reaction, 0, sent);
        }

        List<TimeSpan> ordered = [.. markers.Order()];
        var median = ordered[(ordered.Count - 1) / 2];
        return new(ClockSource.Marker, median, Reaction + ordered.Max(m => (m - median).Duration()), markers.Count, sent);
    }

    /// <summary>The source in a table.</summary>
    public string SourceName => Source switch { ClockSource.Stated => "said by a person", ClockSource.Marker => "measured by marker", _ => Classification.NotEstablished };

    /// <summary>The time ahead as <c>+00:00:02.5</c>, as <c>clock_offset</c> has it.</summary>
    public string Text => $"{(Ahead < TimeSpan.Zero ? "-" : "+")}{Ahead.Duration().ToString(Ahead.Milliseconds == 0 ? "hh\\:mm\\:ss" : "hh\\:mm\\:ss\\.fff", System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <summary>By what a clock is known.</summary>
public enum ClockSource
{
    /// <summary>By nothing: it is taken as it is.</summary>
    NotEstablished,

    /// <summary>A person said so.</summary>
    Stated,

    /// <summary>By a marker that the tester sent, and that the capture shows.</summary>
    Marker,
}
