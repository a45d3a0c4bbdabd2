namespace Klikspaan.Importing;

/// <summary>A file in a ZIP archive as it stands there, or a place where none could be read.</summary>
/// <param name="Offset">Where its head starts in the archive.</param>
/// <param name="Length">How long it is there, with its head and what follows its bytes.</param>
/// <param name="Head">What stands before its bytes; null when these could not be read.</param>
/// <param name="Fault">What is wrong with it.</param>
sealed record ZippedFile(long Offset, long Length, ZipHead? Head, EntryFault? Fault = null)
{
    /// <summary>Where its bytes begin.</summary>
    public long PackedAt { get; init; }

    /// <summary>How many bytes of the archive it is.</summary>
    public long PackedLength { get; init; }

    /// <summary>How many bytes these come to, according to the archive or as counted.</summary>
    public long Inflated { get; init; }

    /// <summary>The checksum that the archive holds of these.</summary>
    public uint Checksum { get; init; }

    /// <summary>Its bytes in the archive, or the first of them when they are more than are kept; until the next file is read.</summary>
    public ReadOnlyMemory<byte> Packed { get; init; }

    /// <summary>What its first bytes come to, where that was seen on the way.</summary>
    public ReadOnlyMemory<byte> Start { get; init; }

    /// <summary>Whether all its bytes are there.</summary>
    public bool IsWhole => Packed.Length == PackedLength;

    /// <summary>Whether its bytes are compressed.</summary>
    public bool IsDeflated => Head!.Method == 8;

    /// <summary>What its first bytes come to: at most this many.</summary>
    public ReadOnlyMemory<byte> Beginning(int most) =>
        !Start.IsEmpty ? Start[..Math.Min(Start.Length, most)] : IsDeflated ? ZipDeflated.Beginning(Packed, most) : Packed[..Math.Min(Packed.Length, most)];

    /// <summary>Where a piece of what it comes to stands in the archive, and the steps that lead from there.</summary>
    public (long Offset, long Length, string Steps) Place(int at, int length) =>
        IsDeflated ? (PackedAt, PackedLength, $"deflate|[{at}+{length}]") : (PackedAt + at, length, "");
}
