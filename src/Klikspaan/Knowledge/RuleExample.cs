namespace Klikspaan.Knowledge;

/// <summary>A value that a rule must match, or must not.</summary>
/// <param name="Path">Item path with its part, such as <c>content:/user/email</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Matches">Whether the rule must match.</param>
/// <param name="Line">Line in the rule file.</param>
public sealed record RuleExample(string Path, string Value, bool Matches, long Line)
{
    /// <summary>Whether the rule matches and is wrong: a false positive that is known.</summary>
    public bool IsWrong { get; init; }
}
