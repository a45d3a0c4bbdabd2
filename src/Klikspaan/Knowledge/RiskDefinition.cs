namespace Klikspaan.Knowledge;

/// <summary>A risk for data subjects: what must have been found for it, what is proposed for it, and what lowers it; read from <c>risks/CATALOGUE/RISK.yaml</c>.</summary>
public sealed record RiskDefinition
{
    /// <summary>Path below <c>risks/</c> without extension: <c>CATALOGUE/RISK</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What can happen to data subjects.</summary>
    public required LocalText Description { get; init; }

    /// <summary>Where it comes from.</summary>
    public required LocalText Origin { get; init; }

    /// <summary>Kinds of consequences for data subjects, by id.</summary>
    public required IReadOnlyList<string> Consequences { get; init; }

    /// <summary>Kinds of threats by LINDDUN, by id.</summary>
    public required IReadOnlyList<string> Threats { get; init; }

    /// <summary>It fires when one of these is met, and all of <see cref="All"/>.</summary>
    public required IReadOnlyList<RiskTrigger> Any { get; init; }

    /// <summary>All of these must be met.</summary>
    public required IReadOnlyList<RiskTrigger> All { get; init; }

    /// <summary>What is proposed: the first whose conditions are met.</summary>
    public required IReadOnlyList<RiskProposal> Proposals { get; init; }

    /// <summary>What lowers it.</summary>
    public required IReadOnlyList<RiskLowering> Lowered { get; init; }

    /// <summary>File and source.</summary>
    public required string Source { get; init; }

    /// <summary>Whether that source was read; else the risk is our own rendering of what others report.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>The catalogue that it is in.</summary>
    public string Catalogue => Id[..Math.Max(0, Id.IndexOf('/', StringComparison.Ordinal))];
}
