namespace Klikspaan.Importing;

/// <summary>
/// An item of a Burp export. Its elements are kept one by one and not as a piece of the file: an answer can be larger than
/// any limit, and nothing but its size and status is wanted.
/// </summary>
sealed record BurpEntry(int Number, long Offset, long Length) : CaptureEntry(Number, Offset, Length, default, EntryKind.Exchange)
{
    /// <summary>The elements that are wanted, by name; the first where there are several of one name.</summary>
    public required IReadOnlyDictionary<string, BurpField> Fields { get; init; }

    /// <summary>How long the head of the response is, in bytes; null when that was not seen.</summary>
    public int? ResponseHead { get; init; }

    /// <summary>What is wrong with its XML, although the next item could be found.</summary>
    public EntryFault? Flaw { get; init; }

    /// <summary>Where that is in the file.</summary>
    public long FlawAt { get; init; }
}
