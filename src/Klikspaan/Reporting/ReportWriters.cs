namespace Klikspaan.Reporting;

/// <summary>Every writer.</summary>
public static class ReportWriters
{
    /// <summary>The writers; the first is the default.</summary>
    public static IReadOnlyList<IReportWriter> All { get; } = [new HtmlReportWriter(), new MarkdownReportWriter(), new JsonReportWriter()];

    /// <summary>Finds a writer by format; null when there is none.</summary>
    public static IReportWriter? Find(string format) => All.FirstOrDefault(w => w.Format == format);
}
