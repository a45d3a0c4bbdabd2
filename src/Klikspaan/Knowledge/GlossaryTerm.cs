namespace Klikspaan.Knowledge;

/// <summary>A word of the field, and what a report means by it.</summary>
/// <param name="Term">The word.</param>
/// <param name="Means">What is meant by it here.</param>
public sealed record GlossaryTerm(string Term, string Means);
