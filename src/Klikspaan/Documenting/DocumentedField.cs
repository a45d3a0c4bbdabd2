namespace Klikspaan.Documenting;

/// <summary>A field of an event as a vendor describes it.</summary>
/// <param name="Name">Its name as written; one that ends in <c>*</c> stands for all that begin so.</param>
/// <param name="Line">Line of the source where it stands, from 1.</param>
public sealed record DocumentedField(string Name, long Line)
{
    /// <summary>That values of it are hashed.</summary>
    public const string Hashed = "hashed";

    /// <summary>That it holds nothing, or is not collected.</summary>
    public const string Empty = "empty";

    /// <summary>What can be said of a field so that values can be held against it.</summary>
    public static IReadOnlyList<string> Statements { get; } = [Hashed, Empty];

    /// <summary>What the vendor writes of it; empty when nothing.</summary>
    public string Description { get; internal set; } = "";

    /// <summary>What it is collected for, as written; empty when the source has no such entry.</summary>
    public string Purpose { get; internal set; } = "";

    /// <summary>What the source states of it by itself, of <see cref="Statements"/>; what its description says in words is found when values are compared.</summary>
    public IReadOnlyList<string> Says { get; internal set; } = [];

    /// <summary>The only values that it can have by the source; empty when it lists none.</summary>
    public IReadOnlyList<string> Values { get; internal set; } = [];

    /// <summary>What its description reads as if it said of values; words can be meant otherwise, so nothing is contrary to them for certain.</summary>
    internal IReadOnlyList<PhrasedStatement> Phrased { get; set; } = [];
}
