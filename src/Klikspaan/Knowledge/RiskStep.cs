namespace Klikspaan.Knowledge;

/// <summary>A step of a scale: of likelihood, of severity, or a level of risk.</summary>
/// <param name="Id">Its name in files.</param>
/// <param name="Name">What it is called.</param>
public sealed record RiskStep(string Id, LocalText Name);
