namespace Klikspaan.Translating;

/// <summary>What a step of a JSONPath does.</summary>
enum PathTokenKind
{
    /// <summary>To a member by its name.</summary>
    Name,

    /// <summary>To an element by its position.</summary>
    Index,

    /// <summary>To all members or elements.</summary>
    Any,

    /// <summary>To all that lies below, at any depth.</summary>
    Descend,

    /// <summary>To those members or elements for which conditions hold.</summary>
    Filter,
}
