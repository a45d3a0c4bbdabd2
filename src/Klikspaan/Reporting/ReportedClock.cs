namespace Klikspaan.Reporting;

/// <summary>How the clock of a capture runs against that of the tester.</summary>
/// <param name="IsMeasured">Whether markers show it; else a person said it.</param>
/// <param name="Ahead">The clock of the capture less that of the tester.</param>
/// <param name="Within">How far it can be from that.</param>
/// <param name="Found">Markers that the capture shows.</param>
/// <param name="Sent">Markers that were sent.</param>
public sealed record ReportedClock(bool IsMeasured, TimeSpan Ahead, TimeSpan Within, int Found, int Sent);
