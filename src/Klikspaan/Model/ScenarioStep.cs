namespace Klikspaan;

/// <summary>A step of a scenario: what the tester did, and when.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Start">When it began, by the tester's clock.</param>
/// <param name="End">When it ended; null when that was not written down.</param>
public sealed record ScenarioStep(string Name, DateTimeOffset Start, DateTimeOffset? End);
