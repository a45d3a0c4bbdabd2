namespace Klikspaan.Documenting;

/// <summary>Bounds for lists of documented events; what is beyond one is told with its line.</summary>
public sealed record DocumentationLimits
{
    /// <summary>Bounds that suit a laptop.</summary>
    public static DocumentationLimits Default { get; } = new();

    /// <summary>Most bytes of a file.</summary>
    public long FileBytes { get; init; } = 512L << 20;

    /// <summary>Most bytes of a line.</summary>
    public int LineBytes { get; init; } = 1 << 20;

    /// <summary>Most events, with groups of fields in common.</summary>
    public int Events { get; init; } = 250_000;

    /// <summary>Most fields of all events together.</summary>
    public int Fields { get; init; } = 2_000_000;

    /// <summary>Most characters of a description; the rest is left out.</summary>
    public int Text { get; init; } = 4000;

    /// <summary>Most characters of all names and descriptions together, as they are kept.</summary>
    public long Kept { get; init; } = 128L << 20;

    /// <summary>Most characters of a name.</summary>
    public int Name { get; init; } = 400;

    /// <summary>Most values that a field can be said to have.</summary>
    public int Values { get; init; } = 100;

    /// <summary>Most mistakes that are told one by one; the rest is counted.</summary>
    public int Problems { get; init; } = 1000;
}
