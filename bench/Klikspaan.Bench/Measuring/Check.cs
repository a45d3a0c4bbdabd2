namespace Klikspaan.Bench.Measuring;

/// <summary>Something that was measured, held against its floor.</summary>
/// <param name="Name">What.</param>
/// <param name="Floor">What fails the gate, in words; empty for what is shown only.</param>
/// <param name="Target">What is aimed at, in words.</param>
/// <param name="Measured">What was measured, or why it was not.</param>
/// <param name="Passed">Whether the floor was kept; null when it was not judged.</param>
/// <param name="Load">Load of the machine before.</param>
sealed record Check(string Name, string Floor, string Target, string Measured, bool? Passed, string Load)
{
    /// <summary>Whether the floor is not reached, and what was measured is held to less than it for now.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Absolute figures are of one machine in one hour: they are shown and never fail.</summary>
    public bool IsShownOnly { get; init; }
}
