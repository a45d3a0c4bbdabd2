namespace Klikspaan.Documenting;

/// <summary>Reads lists of events and fields in one form in which vendors publish them.</summary>
public interface IDocumentationReader
{
    /// <summary>Name of the form.</summary>
    string Form { get; }

    /// <summary>What it is, in a few words.</summary>
    string About { get; }

    /// <summary>Whether a file that starts with <paramref name="head"/> has this form.</summary>
    bool Recognises(ReadOnlySpan<byte> head);

    /// <summary>Reads a file as a stream, within the bounds of <paramref name="draft"/>; what cannot be read is told there, and nothing is thrown.</summary>
    void Read(Stream stream, DocumentationDraft draft);
}
