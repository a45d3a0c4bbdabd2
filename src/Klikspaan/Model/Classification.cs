namespace Klikspaan;

/// <summary>An item is of a data category, by which rule and for what reason.</summary>
/// <param name="Category">Id of the category; <c>not-established</c> when no rule says.</param>
/// <param name="Rule">The rule or protocol entry that says so; empty when none does.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Source">The source in that file, as <c>file#source</c>; empty when the reason stands by itself.</param>
/// <param name="Basis">What the category rests on: a protocol file, the name of the field, or the shape of the value.</param>
/// <param name="IsSecret">Whether the value is a credential that no output shows by default.</param>
public sealed record Classification(string Category, string Rule, string Reason, string Source, string Basis, bool IsSecret)
{
    /// <summary>What is printed where nothing says: never a guess, never blank.</summary>
    public const string NotEstablished = "not established";

    /// <summary>Category of a value that is empty, null, or a fixed text that stands for no value: nothing was disclosed by it.</summary>
    public const string NoValue = "no-value";
}
