namespace Klikspaan.Reporting;

/// <summary>A document as one tree of blocks in one language; writers render it, and add nothing to it.</summary>
public sealed class Report
{
    internal Report(Phrasebook book, Sentence title, IReadOnlyList<Block> blocks) => (Book, Title, Blocks) = (book, title, blocks);

    /// <summary>Tag of its language.</summary>
    public string Language => Book.Language.Tag;

    internal Phrasebook Book { get; }

    internal Sentence Title { get; }

    internal IReadOnlyList<Block> Blocks { get; }
}
