namespace Klikspaan.Translating;

/// <summary>One step of a JSONPath.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">The member that it goes to.</param>
/// <param name="Index">The position that it goes to.</param>
/// <param name="Filter">What the elements or members must be.</param>
readonly record struct PathToken(PathTokenKind Kind, string Name = "", int Index = 0, PathFilter? Filter = null)
{
    /// <summary>Whether it can lead to more than one value.</summary>
    public bool IsMany => Kind is PathTokenKind.Any or PathTokenKind.Descend or PathTokenKind.Filter;
}
