namespace Klikspaan.Translating;

/// <summary>What an adapter says of one path of ours.</summary>
/// <param name="Place">The path, and what must hold there.</param>
/// <param name="Not">What the value must not match.</param>
/// <param name="Only">What the value must match.</param>
sealed record AdapterEntry(DecodedPlace Place, string? Only, string? Not)
{
    /// <summary>Its properties, with the path and the reason that the adapter gives.</summary>
    public List<(string Property, string Path, string Reason)> Says { get; } = [];

    /// <summary>Fixed texts that stand for no value there.</summary>
    public SortedSet<string> Placeholders { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether more than the path must fit, so that it speaks of one value and not of what lies below.</summary>
    public bool IsTested => Only is not null || Place.Named is not null || Place.Where.Length > 0;

    /// <summary>What two entries have in common that are about the same values.</summary>
    public string Key => string.Join('\n', Place.Pattern, Only, Not, Place.Named, string.Join('\t', Place.Where));
}
