namespace Klikspaan.Knowledge;

/// <summary>A value that a rule must match, or must not.</summary>
/// <param name="Path">Item path with its part, such as <c>content:/user/email</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Matches">Whether the rule must match.</param>
/// <param name="Line">Line in the rule file.</param>
public sealed record RuleExample(string Path, string Value, bool Matches, long Line)
{
    /// <summary>The value where it is no text; empty where <see cref="Value"/> is the value, which else tells these in hex.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The bytes of the value.</summary>
    internal ReadOnlyMemory<byte> Octets => Bytes.IsEmpty ? System.Text.Encoding.UTF8.GetBytes(Value) : Bytes;

    /// <summary>Whether the rule matches and is wrong: a false positive that is known.</summary>
    public bool IsWrong { get; init; }
}
