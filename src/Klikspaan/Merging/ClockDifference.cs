namespace Klikspaan.Merging;

/// <summary>How much the clock of one capture was ahead of that of another.</summary>
/// <param name="By">The clock of the second less that of the first.</param>
/// <param name="Pairs">Requests that stand once in each capture and agree on it within the tolerance; 0 where it was not measured.</param>
/// <param name="Others">Requests that stand once in each and do not agree.</param>
public sealed record ClockDifference(TimeSpan By, int Pairs, int Others)
{
    /// <summary>Fewest requests from which it is measured where clocks nearly agree.</summary>
    public const int FewestPairs = 3;

    /// <summary>Fewest requests from which a greater difference is measured: a few that were sent again look the same.</summary>
    public const int FewestPairsFarOff = 10;

    /// <summary>Up to here clocks nearly agree with what people said of them, or with each other.</summary>
    public static TimeSpan Near { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether it was measured; else it is what people said of the clocks, or nought.</summary>
    public bool IsMeasured => Pairs > 0;

    /// <summary>
    /// Measures it by requests that stand once in each capture: the median of their differences, when at least three and more than half of them agree with it. One of more than
    /// five seconds needs ten requests and nine in ten that agree, and is never put in place of what people said. Where too few agree, what people said stays.
    /// </summary>
    /// <param name="first">Requests of the first capture.</param>
    /// <param name="second">Requests of the second.</param>
    /// <param name="said">What people said of the clocks; null when they said nothing.</param>
    /// <param name="tolerance">How far a request may be from it and still agree.</param>
    public static ClockDifference Measure(IReadOnlyList<RequestMark> first, IReadOnlyList<RequestMark> second, TimeSpan? said, TimeSpan tolerance)
    {
        var once = Once(first);
        List<TimeSpan> differences = [.. Once(second).Where(s => once.ContainsKey(s.Key)).Select(s => s.Value - once[s.Key]).Order()];
        if (differences.Count < FewestPairs)
        {
            return new(said ?? TimeSpan.Zero, 0, differences.Count);
        }

        var median = differences[differences.Count / 2];
        var agree = differences.Count(d => (d - median).Duration() <= tolerance);
        var isNear = (median - (said ?? TimeSpan.Zero)).Duration() <= Near;
        var isEnough = isNear ? agree >= FewestPairs && agree * 2 > differences.Count : said is null && agree >= FewestPairsFarOff && agree * 10 >= differences.Count * 9;
        return isEnough ? new(median, agree, differences.Count - agree) : new(said ?? TimeSpan.Zero, 0, differences.Count);
    }

    static Dictionary<RequestDigest, DateTimeOffset> Once(IReadOnlyList<RequestMark> marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        return marks.GroupBy(m => m.Digest).Where(g => !g.Skip(1).Any()).ToDictionary(g => g.Key, g => g.First().At);
    }
}
