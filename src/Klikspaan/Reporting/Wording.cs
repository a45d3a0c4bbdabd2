namespace Klikspaan.Reporting;

/// <summary>Fixed wording: a heading, an explanation of method.</summary>
/// <param name="Phrase">Which.</param>
sealed record Wording(Phrase Phrase) : Sentence
{
    /// <summary>The wording of a phrase.</summary>
    public static implicit operator Wording(Phrase phrase) => new(phrase);
}
