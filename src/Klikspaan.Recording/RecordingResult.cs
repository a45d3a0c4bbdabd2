namespace Klikspaan.Recording;

/// <summary>How a recording ended.</summary>
/// <param name="Status">Exit status of the program's last run.</param>
/// <param name="Reason"><c>ended</c>, <c>interrupted</c>, <c>max-time</c> or <c>failed</c>.</param>
/// <param name="Exchanges">How many requests were recorded.</param>
/// <param name="UnknownSenders">Connections whose sender could not be established.</param>
/// <param name="Stopped">Processes that were still there at the end and were stopped.</param>
/// <param name="Failure">Why the program could not be started, or the recording not be kept; empty for none.</param>
/// <param name="TesterFound">Labels of values of the tester's own machine that stand in what was recorded.</param>
/// <param name="TesterNotSearched">Labels of those that could not be searched for.</param>
public sealed record RecordingResult(
    int Status, string Reason, int Exchanges, int UnknownSenders, int Stopped, string Failure, IReadOnlyList<string> TesterFound, IReadOnlyList<string> TesterNotSearched);
