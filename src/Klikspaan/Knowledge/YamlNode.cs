namespace Klikspaan.Knowledge;

/// <summary>A text, list or mapping of a YAML file, with the place where it starts.</summary>
sealed class YamlNode
{
    static readonly IReadOnlyList<YamlNode> None = [];

    YamlNode(YamlKind kind, long line, long column, string text, bool isTagged, IReadOnlyList<YamlNode> keys, IReadOnlyList<YamlNode> items) =>
        (Kind, Line, Column, Text, IsTagged, Keys, Items) = (kind, line, column, text, isTagged, keys, items);

    public YamlKind Kind { get; }

    /// <summary>Line, from 1.</summary>
    public long Line { get; }

    /// <summary>Column, from 1.</summary>
    public long Column { get; }

    /// <summary>A text; empty for a list or mapping.</summary>
    public string Text { get; }

    /// <summary>The keys of a mapping, each for the item at the same place.</summary>
    public IReadOnlyList<YamlNode> Keys { get; }

    /// <summary>What a list holds, or the values of a mapping.</summary>
    public IReadOnlyList<YamlNode> Items { get; }

    /// <summary>Whether a text has a tag: as a key it is none that can be asked for.</summary>
    public bool IsTagged { get; }

    public static YamlNode OfText(long line, long column, string text, bool isTagged = false) =>
        new(YamlKind.Text, line, column, text, isTagged, None, None);

    public static YamlNode OfList(long line, long column, IReadOnlyList<YamlNode> items) => new(YamlKind.List, line, column, "", false, None, items);

    public static YamlNode OfMapping(long line, long column, IReadOnlyList<YamlNode> keys, IReadOnlyList<YamlNode> values) =>
        new(YamlKind.Mapping, line, column, "", false, keys, values);

    /// <summary>The value at a key; null when there is none.</summary>
    public YamlNode? Find(string key)
    {
        for (var i = 0; i < Keys.Count; i++)
        {
            if (Keys[i] is { Kind: YamlKind.Text, IsTagged: false } name && name.Text == key)
            {
                return Items[i];
            }
        }

        return null;
    }
}
