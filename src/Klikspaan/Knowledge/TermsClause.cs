namespace Klikspaan.Knowledge;

/// <summary>What a document says on one matter.</summary>
/// <param name="Says">In our own words.</param>
/// <param name="Quote">In its own words, where the text itself was read; else empty.</param>
/// <param name="Source">The source that was read: the document, or one that describes it.</param>
/// <param name="Line">Line in the file.</param>
public sealed record TermsClause(string Says, string Quote, Source Source, long Line);
