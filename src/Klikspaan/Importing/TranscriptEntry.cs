namespace Klikspaan.Importing;

/// <summary>A row of the table of events of a transcript. Its bytes are kept as columns: a long one stands in the file in pieces.</summary>
sealed record TranscriptEntry(int Number, long Offset, long Length) : CaptureEntry(Number, Offset, Length, default, EntryKind.Exchange)
{
    /// <inheritdoc/>
    internal override long Held => Record.Length;

    /// <summary>The columns.</summary>
    public required SqliteRecord Record { get; init; }

    /// <summary>The table.</summary>
    public required SqliteTable Table { get; init; }

    /// <summary>What the tables beside it say.</summary>
    public required TranscriptLists Lists { get; init; }
}
