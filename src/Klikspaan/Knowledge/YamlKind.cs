namespace Klikspaan.Knowledge;

/// <summary>What a node of a YAML file is.</summary>
enum YamlKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A list.</summary>
    List,

    /// <summary>Keys with values.</summary>
    Mapping,
}
