namespace Klikspaan.Reporting;

/// <summary>Up to sixteen bytes of a dump; or how many are left out here.</summary>
/// <param name="Offset">Where they stand in the piece.</param>
/// <param name="Bytes">The bytes; none where some are left out.</param>
/// <param name="Marks">For each byte the <see cref="ReportedItem.Mark"/> of the value that it is part of, 0 for none, or <see cref="Masked"/>.</param>
/// <param name="Omitted">How many are left out here.</param>
public sealed record ByteLine(long Offset, ReadOnlyMemory<byte> Bytes, IReadOnlyList<int> Marks, long Omitted)
{
    /// <summary>Mark of a byte that is not shown: it is part of a credential, or of what holds one.</summary>
    public const int Masked = -1;

    /// <summary>Bytes in a line.</summary>
    internal const int Width = 16;
}
