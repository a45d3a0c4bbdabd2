namespace Klikspaan.Reporting;

/// <summary>The summary of a report as lines of text.</summary>
/// <param name="Seen">What was observed, the most telling first.</param>
/// <param name="Unseen">What could not be seen.</param>
/// <param name="Verdict">That it is no legal verdict, and what it is.</param>
/// <param name="SeenHead">Head of the first part.</param>
/// <param name="UnseenHead">Head of the second.</param>
/// <param name="NextHead">Head of what to do next.</param>
/// <param name="Lawyer">Before the command for a lawyer.</param>
/// <param name="Engineer">Before the command for an engineer.</param>
/// <param name="Administrator">Before the command for an administrator.</param>
public sealed record ReportSummary(
    IReadOnlyList<string> Seen, IReadOnlyList<string> Unseen, string Verdict, string SeenHead, string UnseenHead, string NextHead, string Lawyer, string Engineer, string Administrator);
