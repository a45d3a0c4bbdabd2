namespace Klikspaan.Bench.Generating;

/// <summary>What is put into a request: a planted value, or something like one that must not be found.</summary>
/// <param name="Label">Of the value, or of the one that it is like.</param>
/// <param name="Form">Name of the form, or of the kind of near miss.</param>
/// <param name="Literal">What must be found, or must not.</param>
/// <param name="Text">The literal with what stands around it.</param>
/// <param name="IsNear">Whether it must not be found.</param>
sealed record Seed(string Label, string Form, string Literal, Filled Text, bool IsNear)
{
    /// <summary>Whether it comes in the answer, and so was not sent.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>Whether it is known by its shape, or must not be, and was not planted: a whole value, without anything around it.</summary>
    public bool IsShape { get; init; }
}
