namespace Klikspaan;

/// <summary>What of a protocol file its samples have shown.</summary>
sealed class SampleProof
{
    /// <summary>Kinds of events, and pointers by which they name themselves.</summary>
    public HashSet<string> Pointers { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries that said what a value is; two of the same path are two statements.</summary>
    public HashSet<Mapping> Entries { get; } = new(ReferenceEqualityComparer.Instance);
}
