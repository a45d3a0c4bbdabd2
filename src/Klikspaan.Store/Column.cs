namespace Klikspaan.Store;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its key in JSON, CSV and conditions: snake_case, never changed, only added to.</param>
/// <param name="Type">What its values are.</param>
/// <param name="About">What it holds, in one sentence.</param>
public sealed record Column(string Name, ColumnType Type, string About);

/// <summary>What the values of a column are.</summary>
public enum ColumnType
{
    /// <summary>A text; never null.</summary>
    Text,

    /// <summary>A whole number; null when not established.</summary>
    Number,

    /// <summary>A list of texts.</summary>
    Texts,
}
