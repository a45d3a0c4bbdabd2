namespace Klikspaan.Reporting;

/// <summary>A value as a report shows it.</summary>
/// <param name="Number">Its place in the exchange, from 1.</param>
/// <param name="Path">Part of the request and pointer.</param>
/// <param name="Value">The value as it is shown: credentials masked.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Category">Id of the category.</param>
/// <param name="Basis">What the category rests on.</param>
/// <param name="Rule">The rule that gives it; empty when none does.</param>
/// <param name="Reason">Why, in the words of the rule.</param>
/// <param name="Locator">Where its bytes stand.</param>
/// <param name="Planted">Labels and forms of the planted values that were found in it.</param>
/// <param name="IsCited">Whether a finding rests on it.</param>
/// <param name="Mark">The mark of its bytes in the pieces of the exchange; 0 when they are in none.</param>
public sealed record ReportedItem(
    int Number, string Path, string Value, int Length, string Category, string Basis, string Rule, string Reason, string Locator,
    IReadOnlyList<(string Label, string Form)> Planted, bool IsCited, int Mark);
