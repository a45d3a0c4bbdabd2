namespace Klikspaan.Assessing;

/// <summary>What a person decided of a risk: shown beside what the machine proposes, and put in its place where people agree.</summary>
/// <param name="Risk">Id of the risk.</param>
/// <param name="Product">The product.</param>
/// <param name="Platform">The platform; empty for all.</param>
/// <param name="After">Whether it is about the risk after measures.</param>
/// <param name="Likelihood">Step of the matrix; empty where it was not decided on.</param>
/// <param name="Severity">Step of the matrix; empty where it was not decided on.</param>
/// <param name="CanGoLower">Whether the risk can be mitigated further: yes, no, or empty.</param>
/// <param name="Evidence">Digest of the findings that it was decided on; empty where that was not written down.</param>
/// <param name="By">Who.</param>
/// <param name="Date">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Place">File and line.</param>
public sealed record RiskJudgement(string Risk, string Product, string Platform, bool After, string Likelihood, string Severity, string CanGoLower, string Evidence, string By, string Date, string Reason, string Place)
{
    /// <summary>Whether it stands in the umbrella: it is shown, and decides nothing here.</summary>
    public bool IsShared { get; init; }
}

/// <summary>The verdict that a person adopts.</summary>
/// <param name="Product">The product.</param>
/// <param name="Platform">The platform; empty for all.</param>
/// <param name="Verdict">do not use, use with measures, or use.</param>
/// <param name="Review">The day on which it is to be looked at again.</param>
/// <param name="LiftedBy">What would change it.</param>
/// <param name="By">Who.</param>
/// <param name="Date">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Place">File and line.</param>
public sealed record VerdictJudgement(string Product, string Platform, string Verdict, string Review, IReadOnlyList<string> LiftedBy, string By, string Date, string Reason, string Place)
{
    /// <summary>Whether it stands in the umbrella: it is shown, and decides nothing here.</summary>
    public bool IsShared { get; init; }
}

/// <summary>A finding that a person sets aside, as one that the tester caused: it stays visible, and fires nothing.</summary>
/// <param name="Finding">Id of the finding, or of its kind.</param>
/// <param name="Product">The product.</param>
/// <param name="Platform">The platform; empty for all.</param>
/// <param name="Fields">Fields that the finding must have.</param>
/// <param name="By">Who.</param>
/// <param name="Date">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Place">File and line.</param>
public sealed record FindingJudgement(string Finding, string Product, string Platform, IReadOnlyDictionary<string, string> Fields, string By, string Date, string Reason, string Place)
{
    /// <summary>Whether it stands in the umbrella: it is then about what comes from there alone.</summary>
    public bool IsShared { get; init; }
}

/// <summary>What people decided that an assessment goes by.</summary>
/// <param name="Findings">On findings.</param>
/// <param name="Risks">On risks.</param>
/// <param name="Verdicts">On verdicts.</param>
public sealed record AssessmentJudgements(IReadOnlyList<FindingJudgement> Findings, IReadOnlyList<RiskJudgement> Risks, IReadOnlyList<VerdictJudgement> Verdicts)
{
    /// <summary>None.</summary>
    public static AssessmentJudgements None { get; } = new([], [], []);
}
