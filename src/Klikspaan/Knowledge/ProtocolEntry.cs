namespace Klikspaan.Knowledge;

/// <summary>What values at a path are.</summary>
/// <param name="Path">The path.</param>
/// <param name="Mapping">The category and reason, or that it is ignored and why.</param>
public sealed record ProtocolEntry(PathPattern Path, Mapping Mapping)
{
    /// <summary>What must hold beside the path; null when nothing must.</summary>
    public EntryTest? Test { get; init; }
}
