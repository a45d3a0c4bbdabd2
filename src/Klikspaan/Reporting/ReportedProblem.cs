namespace Klikspaan.Reporting;

/// <summary>Something in a capture that could not be read.</summary>
/// <param name="Capture">The capture.</param>
/// <param name="Exchange">Number of the entry; 0 for the file as a whole.</param>
/// <param name="Kind">What sort of problem.</param>
/// <param name="Offset">Where, in bytes from the start of the file.</param>
/// <param name="Expected">What should have been there.</param>
/// <param name="Found">What was there.</param>
public sealed record ReportedProblem(string Capture, int Exchange, string Kind, long Offset, string Expected, string Found);
