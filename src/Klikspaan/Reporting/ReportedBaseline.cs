namespace Klikspaan.Reporting;

/// <summary>A capture held against one of an idle device.</summary>
/// <param name="Capture">The capture.</param>
/// <param name="Baseline">The one of the idle device.</param>
/// <param name="Also">Requests of the capture of which the baseline holds host, method and path.</param>
/// <param name="Others">Requests of which it does not.</param>
/// <param name="Seconds">How long the capture took, from its first request to its last; null when not known.</param>
/// <param name="BaselineSeconds">The same of the baseline.</param>
/// <param name="Differs">What people said otherwise of the two: keys, such as <c>os_build</c>.</param>
public sealed record ReportedBaseline(string Capture, string Baseline, long Also, long Others, long? Seconds, long? BaselineSeconds, IReadOnlyList<string> Differs)
{
    /// <summary>Whether the baseline is shown to have taken as long as the capture.</summary>
    public bool IsLongEnough => Seconds is { } own && BaselineSeconds is { } other && other >= own;
}
