namespace Klikspaan;

/// <summary>What a knowledge file says of a path: a category, or that it is left out, and why.</summary>
/// <param name="Rule">The file and place that say it, such as <c>vendor/endpoint:/tags/host</c>.</param>
/// <param name="Category">Id of the data category; null when the value is ignored.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Source">The source, as <c>file#source</c>; empty when the reason stands by itself.</param>
/// <param name="Placeholders">Fixed texts that stand for "no value" at this path.</param>
public sealed record Mapping(string Rule, string? Category, string Reason, string Source, IReadOnlyList<string> Placeholders);
