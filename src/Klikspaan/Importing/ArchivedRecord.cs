namespace Klikspaan.Importing;

/// <summary>One record of a WARC file as it stands there, or a place where none could be read.</summary>
/// <param name="Offset">Where it starts in the file.</param>
/// <param name="Length">How long it is in the file.</param>
/// <param name="IsGzip">Whether these are the bytes of a gzip member.</param>
/// <param name="Bytes">Its bytes in the file; empty when they were too many, or were not needed.</param>
/// <param name="Head">Its named fields; null when it could not be read.</param>
/// <param name="Fault">What is wrong with it.</param>
sealed record ArchivedRecord(long Offset, long Length, bool IsGzip, ReadOnlyMemory<byte> Bytes, WarcHead? Head, EntryFault? Fault = null)
{
    /// <summary>The first bytes of its block, for as long as it is the last one that was read.</summary>
    public ReadOnlyMemory<byte> BlockStart { get; init; }

    /// <summary>How many bytes it is when it is not compressed.</summary>
    public long Inflated { get; init; }

    /// <summary>The steps from its bytes in the file to a piece of its block, and where these bytes are.</summary>
    public (long Offset, long Length, string Steps) Place(int at, int length) =>
        IsGzip ? (Offset, Length, $"gzip|[{Head!.Length + at}+{length}]") : (Offset + Head!.Length + at, length, "");
}
