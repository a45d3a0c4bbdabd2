namespace Klikspaan.Knowledge;

/// <summary>Something that can be done about risks; read from <c>measures/</c>. What became of it is the dossier's.</summary>
public sealed record Measure
{
    /// <summary>The kinds of measures.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["technical", "organisational", "contractual"];

    /// <summary>Who can take a measure.</summary>
    public static IReadOnlyList<string> Takers { get; } = ["vendor", "negotiator", "organisation"];

    /// <summary>Its name in files.</summary>
    public required string Id { get; init; }

    /// <summary>What is to be done.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Technical, organisational or contractual.</summary>
    public required string Kind { get; init; }

    /// <summary>Who can take it: the vendor, a central negotiator, or each organisation.</summary>
    public required string Taker { get; init; }

    /// <summary>For which product and platforms; every product where empty.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>What captures say of themselves when it is in force, by key, such as <c>diagnostic_level</c>; empty where captures do not tell.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> ShownBy { get; init; }

    /// <summary>Kinds of findings in a capture that speak against its being in force.</summary>
    public required IReadOnlyList<string> ContradictedBy { get; init; }

    /// <summary>File and source.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the organisation itself can take it.</summary>
    public bool IsOfOrganisation => Taker == "organisation";
}
