namespace Klikspaan.Reporting;

/// <summary>An entry of the glossary; it says what a word means, and nothing of the evidence.</summary>
/// <param name="Number">Its place in the language's glossary, from 0.</param>
/// <param name="IsMeaning">Whether the meaning is meant, not the word.</param>
sealed record Term(int Number, bool IsMeaning) : Sentence;
