namespace Klikspaan.Importing;

/// <summary>
/// Records of a WARC file that are about one exchange. They are kept one by one and not as a piece of the file: an answer
/// can be larger than any limit, and nothing but its size and status is wanted.
/// </summary>
sealed record WarcEntry(int Number, long Offset, long Length) : CaptureEntry(Number, Offset, Length, default, EntryKind.Exchange)
{
    /// <summary>The request; null when the exchange is not of HTTP.</summary>
    public ArchivedRecord? Request { get; init; }

    /// <summary>What a recording of our own says of it.</summary>
    public ArchivedRecord? Metadata { get; init; }

    /// <summary>The bytes that the metadata is about.</summary>
    public ArchivedRecord? Resource { get; init; }

    /// <summary>Status code of the response.</summary>
    public int? Status { get; init; }

    /// <summary>Bytes of response content as they stand in the record.</summary>
    public long? BytesIn { get; init; }
}
