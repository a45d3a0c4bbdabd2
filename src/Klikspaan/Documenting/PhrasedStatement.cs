namespace Klikspaan.Documenting;

/// <summary>What a description reads as if it said of values.</summary>
/// <param name="Says">One of <see cref="DocumentedField.Statements"/>; empty where it lists values.</param>
/// <param name="Values">The values that it lists; none for a statement.</param>
/// <param name="Quote">The words, as they stand there.</param>
sealed record PhrasedStatement(string Says, IReadOnlyList<string> Values, string Quote);
