namespace Klikspaan.Knowledge;

/// <summary>A rule that gives values a category wherever they stand.</summary>
/// <param name="Id">Path of the file without extension, below <c>rules/</c>.</param>
/// <param name="Category">Id of the category.</param>
/// <param name="Keys">Names of the field, lower case without separators, <c>*</c> for any text; empty for any.</param>
/// <param name="Parts">Parts of the request; empty for any.</param>
/// <param name="Shapes">Shapes of the value, such as <c>guid</c>; empty for any.</param>
/// <param name="Prefixes">What the value starts with; empty for anything.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Source">The source, as <c>file#source</c>; empty when the reason stands by itself.</param>
/// <param name="Examples">Values that must match and values that must not.</param>
public sealed record DetectionRule(
    string Id,
    string Category,
    IReadOnlyList<string> Keys,
    IReadOnlyList<MessagePart> Parts,
    IReadOnlyList<string> Shapes,
    IReadOnlyList<string> Prefixes,
    string Reason,
    string Source,
    IReadOnlyList<RuleExample> Examples);
