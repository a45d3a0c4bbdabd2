namespace Klikspaan;

/// <summary>A value that was put into the device or document on purpose, to see where it goes.</summary>
/// <param name="Label">Its name in every table; outputs show the label, not the value.</param>
/// <param name="Value">The value itself.</param>
/// <param name="Kind">What it is: one of <see cref="Kinds"/>.</param>
public sealed record PlantedValue(string Label, string Value, string Kind)
{
    /// <summary>The kinds; by its kind a value is also searched in other spellings.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["user", "host", "mac", "email", "guid", "phone", "iban", "git-remote", "name", "text"];
}
