namespace Klikspaan.Importing;

/// <summary>One entry of a capture as bytes, or the place where the file could not be read.</summary>
/// <param name="Number">Number of the entry, from 1; 0 for what is about the file as a whole.</param>
/// <param name="Offset">Where it starts in the file.</param>
/// <param name="Length">How long it is in the file.</param>
/// <param name="Bytes">Its bytes; empty when it was too large or broke off.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Expected">For a broken entry: what should have been there.</param>
/// <param name="Found">For a broken entry: what was there.</param>
public sealed record CaptureEntry(
    int Number, long Offset, long Length, ReadOnlyMemory<byte> Bytes, EntryKind Kind, string Expected = "", string Found = "");

/// <summary>What an entry of a capture is.</summary>
public enum EntryKind
{
    /// <summary>An exchange.</summary>
    Exchange,

    /// <summary>A description of the program that made the capture.</summary>
    Tool,

    /// <summary>A place where the file could not be read.</summary>
    Broken,
}
