namespace Klikspaan.Classifying;

/// <summary>Bytes to look for, and what must stand beside them.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Before">What the byte before them must hold.</param>
/// <param name="After">What the byte after them must hold.</param>
sealed record FormPattern(byte[] Bytes, FormEdge Before = default, FormEdge After = default)
{
    /// <summary>What may not stand beside them.</summary>
    public NumberEdge Number { get; init; }

    /// <summary>Whether what stands beside a place where the bytes were found is the value's too.</summary>
    public bool Fits(ReadOnlySpan<byte> text, int offset) => Before.Fits(text, offset - 1) && After.Fits(text, offset + Bytes.Length);

    /// <summary>Compares the bytes, and what must stand beside them.</summary>
    public static IEqualityComparer<FormPattern> SameSought { get; } = EqualityComparer<FormPattern>.Create(
        (a, b) => a!.Before == b!.Before && a.After == b.After && a.Bytes.AsSpan().SequenceEqual(b.Bytes),
        p =>
        {
            var hash = default(HashCode);
            hash.AddBytes(p.Bytes);
            return hash.ToHashCode();
        });
}
