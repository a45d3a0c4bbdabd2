namespace Klikspaan.Reporting;

/// <summary>Renders a document in one format.</summary>
public interface IReportWriter
{
    /// <summary>Its name on the command line, and the extension of its files.</summary>
    string Format { get; }

    /// <summary>Writes the whole document; the same document gives the same text.</summary>
    void Write(Report report, TextWriter output);
}
