namespace Klikspaan.Knowledge;

/// <summary>What was measured of rules on a corpus that is not part of the folder.</summary>
/// <param name="Measured">The day, as <c>2026-01-31</c>; empty when it never was.</param>
/// <param name="Labels">Digest of the labels with which it was measured.</param>
/// <param name="Captures">How many captures were read.</param>
/// <param name="Values">How many labelled values stood in them.</param>
/// <param name="Figures">What came of each rule, by its id.</param>
public sealed record CorpusFigures(string Measured, string Labels, int Captures, int Values, IReadOnlyDictionary<string, RuleFigure> Figures)
{
    /// <summary>Nothing was measured.</summary>
    public static CorpusFigures None { get; } = new("", "", 0, 0, new Dictionary<string, RuleFigure>(StringComparer.Ordinal));

    /// <summary>Whether as much is said of each rule, whatever the day on which it was measured.</summary>
    internal bool IsSame(CorpusFigures other) =>
        (Labels, Captures, Values, Figures.Count) == (other.Labels, other.Captures, other.Values, other.Figures.Count)
        && Figures.All(f => other.Figures.GetValueOrDefault(f.Key) == f.Value);
}
