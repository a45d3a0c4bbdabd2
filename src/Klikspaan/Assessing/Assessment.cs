using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>What an assessment came to: a proposal, until people adopt it.</summary>
/// <param name="Matrix">The matrix that levels are read from.</param>
/// <param name="Findings">The findings, by product and platform.</param>
/// <param name="Risks">The risks that fired.</param>
/// <param name="Verdicts">A verdict per product and platform.</param>
/// <param name="NotEstablished">What is not established, in sentences.</param>
/// <param name="Idle">Judgements and measures that are about nothing that was assessed.</param>
public sealed record Assessment(RiskMatrix Matrix, IReadOnlyList<Finding> Findings, IReadOnlyList<AssessedRisk> Risks, IReadOnlyList<AssessedVerdict> Verdicts, IReadOnlyList<OpenMatter> NotEstablished, IReadOnlyList<string> Idle)
{
    readonly Lazy<Dictionary<string, (int Before, int After)>> fired = new(() => Fired(Risks));

    /// <summary>What was asked of vendors, and what came back.</summary>
    public ResponseSet Responses { get; init; } = ResponseSet.None;

    /// <summary>The highest level of the risks that a finding fires, before and after measures; null where it fires none.</summary>
    public (int Before, int After)? LevelOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return fired.Value.TryGetValue(finding.Id, out var levels) ? levels : null;
    }

    static Dictionary<string, (int Before, int After)> Fired(IReadOnlyList<AssessedRisk> risks)
    {
        var levels = new Dictionary<string, (int Before, int After)>(StringComparer.Ordinal);
        foreach (var risk in risks)
        {
            foreach (var finding in risk.FiredBy)
            {
                var there = levels.GetValueOrDefault(finding.Id, (-1, -1));
                levels[finding.Id] = (Math.Max(there.Item1, risk.Before.Level), Math.Max(there.Item2, risk.After.Level));
            }
        }

        return levels;
    }
}

/// <summary>Something that is not established.</summary>
/// <param name="Product">The product.</param>
/// <param name="Platform">The platform.</param>
/// <param name="What">What, in a sentence.</param>
public sealed record OpenMatter(string Product, string Platform, string What);

/// <summary>Likelihood and severity of a risk, and the level that comes of them.</summary>
/// <param name="Likelihood">Step of the matrix.</param>
/// <param name="Severity">Step of the matrix.</param>
/// <param name="Level">Position of the level in the matrix.</param>
/// <param name="Because">Why.</param>
public sealed record Rating(RiskStep Likelihood, RiskStep Severity, int Level, LocalText Because);

/// <summary>A measure that a risk rests on.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Standing">What became of it; null when the dossier does not say.</param>
/// <param name="Counts">Whether it counts.</param>
/// <param name="IsVerified">Whether a capture shows it.</param>
/// <param name="Why">Why it counts or does not.</param>
public sealed record AssessedMeasure(Measure Measure, MeasureStanding? Standing, bool Counts, bool IsVerified, string Why)
{
    /// <summary>Whether only the umbrella says what became of it: the organisation has not confirmed it.</summary>
    public bool IsShared => Standing?.IsShared == true;
}

/// <summary>A risk that fired for a product on a platform.</summary>
public sealed record AssessedRisk
{
    /// <summary>The risk.</summary>
    public required RiskDefinition Risk { get; init; }

    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The platform.</summary>
    public required string Platform { get; init; }

    /// <summary>The findings that fired it.</summary>
    public required IReadOnlyList<Finding> FiredBy { get; init; }

    /// <summary>Digest of those: a judgement names it to say what it was decided on.</summary>
    public required string Evidence { get; init; }

    /// <summary>What the machine proposes before any measure.</summary>
    public required Rating Proposed { get; init; }

    /// <summary>What the machine proposes with the measures that count.</summary>
    public required Rating ProposedAfter { get; init; }

    /// <summary>The rating before any measure that counts: what people decided where they agree, else the proposal.</summary>
    public required Rating Before { get; init; }

    /// <summary>The rating with measures that counts.</summary>
    public required Rating After { get; init; }

    /// <summary>The measures on which the rating rests.</summary>
    public required IReadOnlyList<AssessedMeasure> ConditionalOn { get; init; }

    /// <summary>All measures that would lower it.</summary>
    public required IReadOnlyList<AssessedMeasure> Measures { get; init; }

    /// <summary>What people decided of it.</summary>
    public IReadOnlyList<RiskJudgement> Judgements { get; init; } = [];

    /// <summary>Whether they contradict each other, so that none counts.</summary>
    public bool IsContradicted { get; init; }

    /// <summary>A question to a person that is open; empty for none.</summary>
    public LocalText Asks { get; init; } = LocalText.None;

    /// <summary>Whether all that fired it comes from the umbrella.</summary>
    public bool IsShared => FiredBy.All(f => f.IsShared);

    /// <summary>Whether no measure of the organisation alone lowers it to low.</summary>
    public bool IsOnlyVendors { get; init; }
}

/// <summary>What is proposed for a product on a platform, and what people adopted.</summary>
public sealed record AssessedVerdict
{
    /// <summary>The verdicts.</summary>
    public const string DoNotUse = "do not use", WithMeasures = "use with measures", Use = "use";

    /// <summary>The verdicts that a person can adopt.</summary>
    public static IReadOnlyList<string> All { get; } = [DoNotUse, WithMeasures, Use];

    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The platform.</summary>
    public required string Platform { get; init; }

    /// <summary>Its version; empty when nobody said.</summary>
    public required string Version { get; init; }

    /// <summary>What the machine proposes: one of <see cref="All"/>, or not established.</summary>
    public required string Proposed { get; init; }

    /// <summary>What holds: what people adopted where they agree, else the proposal.</summary>
    public required string Verdict { get; init; }

    /// <summary>proposal, adopted, or contradicting judgements.</summary>
    public required string State { get; init; }

    /// <summary>Measures on which it rests.</summary>
    public required IReadOnlyList<AssessedMeasure> Conditions { get; init; }

    /// <summary>What would change it.</summary>
    public required IReadOnlyList<string> LiftedBy { get; init; }

    /// <summary>Why, in sentences.</summary>
    public required IReadOnlyList<string> Because { get; init; }

    /// <summary>What keeps it from being established, in sentences; evidence that was accepted stands in place of some of it.</summary>
    public required IReadOnlyList<string> Gaps { get; init; }

    /// <summary>Evidence that a person accepted in place of traffic.</summary>
    public required IReadOnlyList<AcceptedEvidence> Accepted { get; init; }

    /// <summary>What others concluded.</summary>
    public required IReadOnlyList<SourceClaim> Claims { get; init; }

    /// <summary>What people decided.</summary>
    public required IReadOnlyList<VerdictJudgement> Judgements { get; init; }

    /// <summary>When it is to be looked at again; empty when nobody said.</summary>
    public string Review { get; init; } = "";

    /// <summary>Whether nothing of the organisation itself entered it: no capture, document, measure or judgement.</summary>
    public bool IsShared { get; init; }
}
