namespace Klikspaan.Reporting;

/// <summary>A piece of a document. Writers know every kind; a block holds sentences and bytes, never text of its own.</summary>
abstract record Block
{
    private protected Block()
    {
    }
}

/// <summary>A heading. It gets its number from the writer of the tree.</summary>
/// <param name="Level">2 for a chapter, 3 for a part of it, 4 below that.</param>
/// <param name="Anchor">Id to link to; empty for none.</param>
/// <param name="Text">The heading.</param>
sealed record Heading(int Level, string Anchor, Sentence Text) : Block;

/// <summary>Sentences that belong together.</summary>
sealed record Paragraph(params IReadOnlyList<Sentence> Sentences) : Block
{
    /// <summary>Whether it must be read before anything else.</summary>
    public bool IsNotice { get; init; }
}

/// <summary>A statement of what was observed, with the small print that no finding goes without.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="SmallPrint">Mode, grade, capture and locator, product build, cause.</param>
sealed record Finding(Fact Statement, Fact SmallPrint) : Block;

/// <summary>Sentences one below the other.</summary>
/// <param name="Items">The sentences.</param>
sealed record ItemList(IReadOnlyList<Sentence> Items) : Block;

/// <summary>Something that the evidence does not settle, and why.</summary>
/// <param name="Question">What is not established.</param>
/// <param name="Why">Why, or what would settle it.</param>
sealed record OpenQuestion(Sentence Question, Sentence Why) : Block;

/// <summary>A table.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows.</param>
sealed record Grid(Sentence Caption, IReadOnlyList<GridColumn> Columns, IReadOnlyList<GridRow> Rows) : Block;

/// <summary>A column of a table.</summary>
/// <param name="Head">What stands in it.</param>
/// <param name="IsNumber">Whether it holds numbers.</param>
sealed record GridColumn(Phrase Head, bool IsNumber = false);

/// <summary>A row of a table.</summary>
/// <param name="Cells">A sentence a column.</param>
/// <param name="Anchor">Id to link to; empty for none.</param>
/// <param name="Mark">The mark of its bytes in the dumps beside; 0 for none.</param>
/// <param name="IsPlanted">Whether a planted value was found in it.</param>
sealed record GridRow(IReadOnlyList<Sentence> Cells, string Anchor = "", int Mark = 0, bool IsPlanted = false);

/// <summary>A drawing, with all that it shows in a table behind it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What a reader sees in it, in words.</param>
/// <param name="Drawing">The drawing.</param>
/// <param name="Behind">The same as a table.</param>
sealed record Figure(Sentence Title, Sentence Description, Drawing Drawing, Grid Behind) : Block;

/// <summary>Bytes as they stand in a capture.</summary>
/// <param name="Caption">Which.</param>
/// <param name="Lines">The lines that are shown.</param>
/// <param name="Planted">Marks of the values in which a planted value was found.</param>
sealed record ByteDump(Fact Caption, IReadOnlyList<ByteLine> Lines, IReadOnlySet<int> Planted) : Block;

/// <summary>Two columns of blocks; one below the other where there is no room.</summary>
/// <param name="Left">The first.</param>
/// <param name="Right">The second.</param>
sealed record Beside(IReadOnlyList<Block> Left, IReadOnlyList<Block> Right) : Block;
