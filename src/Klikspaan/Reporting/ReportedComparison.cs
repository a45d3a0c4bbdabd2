namespace Klikspaan.Reporting;

/// <summary>Two captures of one scenario, and how many requests both show.</summary>
/// <param name="First">SHA-256 of the earlier capture, in which they count.</param>
/// <param name="Second">SHA-256 of the later one.</param>
/// <param name="Same">Requests that both show.</param>
/// <param name="Ahead">The clock of the later one less that of the earlier one.</param>
/// <param name="Pairs">Requests by which that was measured; 0 where it was not.</param>
/// <param name="Untimed">Requests of either of which it is not known when they were sent.</param>
/// <param name="IsCompared">Whether they were compared; where there are too many requests, or they were made at different times, they are not.</param>
/// <param name="Within">How far apart the two may say that a request was sent.</param>
public sealed record ReportedComparison(string First, string Second, long Same, TimeSpan Ahead, int Pairs, long Untimed, bool IsCompared, TimeSpan Within)
{
    /// <summary>Whether they were not compared because they were made at different times.</summary>
    public bool IsApart { get; init; }
}
