namespace Klikspaan.Importing;

/// <summary>A session of a Fiddler archive: its request, and what is known of it.</summary>
sealed record SazEntry(int Number, long Offset, long Length) : CaptureEntry(Number, Offset, Length, default, EntryKind.Exchange)
{
    /// <summary>The request.</summary>
    public required ZippedFile Request { get; init; }

    /// <summary>The bounds to keep.</summary>
    public required Limits Limits { get; init; }

    /// <summary>What is known of it besides its bytes; null where that is not in the archive.</summary>
    public SazMetadata? Metadata { get; init; }

    /// <summary>Status code of the response.</summary>
    public int? Status { get; init; }

    /// <summary>Bytes of response content.</summary>
    public long? BytesIn { get; init; }

    /// <summary>Files of the session that could not be read, or are not.</summary>
    public IReadOnlyList<ZippedFile> Unread { get; init; } = [];
}
