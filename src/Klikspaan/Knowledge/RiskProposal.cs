namespace Klikspaan.Knowledge;

/// <summary>What is proposed for the likelihood and severity of a risk before any measure, and why.</summary>
/// <param name="When">One of these must be met; empty for always.</param>
/// <param name="Likelihood">low, medium or high.</param>
/// <param name="Severity">low, medium or high.</param>
/// <param name="Because">Why.</param>
public sealed record RiskProposal(IReadOnlyList<RiskTrigger> When, string Likelihood, string Severity, LocalText Because);

/// <summary>What is proposed once certain measures are in force.</summary>
/// <param name="With">Ids of the measures: all of them.</param>
/// <param name="Likelihood">low, medium or high.</param>
/// <param name="Severity">low, medium or high.</param>
/// <param name="Because">Why.</param>
public sealed record RiskLowering(IReadOnlyList<string> With, string Likelihood, string Severity, LocalText Because);
