namespace Klikspaan.Linking;

/// <summary>A value in a field of the requests of one run.</summary>
/// <param name="Value">Number of the value: equal values have the same.</param>
/// <param name="Place">The field.</param>
/// <param name="Run">The run.</param>
/// <param name="Requests">In how many requests of that run.</param>
public readonly record struct IdentifierSeen(int Value, IdentifierPlace Place, RunContext Run, long Requests);
