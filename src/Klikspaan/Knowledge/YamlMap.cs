using YamlDotNet.RepresentationModel;

namespace Klikspaan.Knowledge;

/// <summary>Reads the keys of one YAML mapping, and reports every mistake with its line and column.</summary>
public sealed class YamlMap
{
    readonly YamlMappingNode node;
    readonly YamlFile file;
    readonly HashSet<string> read = new(StringComparer.Ordinal);

    internal YamlMap(YamlFile file, YamlMappingNode node) => (this.file, this.node) = (file, node);

    /// <summary>Line of the mapping, from 1.</summary>
    public long Line => node.Start.Line;

    /// <summary>The text at <paramref name="key"/>; empty and reported when it is absent.</summary>
    public string Required(string key)
    {
        if (Find(key) is null)
        {
            file.Report(node.Start, $"'{key}' is missing");
            return "";
        }

        return Optional(key);
    }

    /// <summary>The text at <paramref name="key"/>; empty when absent.</summary>
    public string Optional(string key)
    {
        switch (Find(key))
        {
            case null:
                return "";
            case YamlScalarNode scalar:
                return scalar.Value ?? "";
            case { } other:
                file.Report(other.Start, $"'{key}' must be a text");
                return "";
        }
    }

    /// <summary>True or false at <paramref name="key"/>; false when absent.</summary>
    public bool Flag(string key)
    {
        var text = Optional(key);
        if (text is not ("" or "true" or "false"))
        {
            file.Report(Find(key)!.Start, $"'{key}' must be true or false, found '{text}'");
        }

        return text == "true";
    }

    /// <summary>The texts at <paramref name="key"/>: a list, or one text for a list of one.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlScalarNode scalar:
                return [scalar.Value ?? ""];
            case YamlSequenceNode sequence:
                foreach (var wrong in sequence.Where(n => n is not YamlScalarNode))
                {
                    file.Report(wrong.Start, $"'{key}' must be a list of texts");
                }

                return [.. sequence.OfType<YamlScalarNode>().Select(n => n.Value ?? "")];
            case { } other:
                file.Report(other.Start, $"'{key}' must be a list of texts");
                return [];
        }
    }

    /// <summary>The mappings in the list at <paramref name="key"/>; empty when absent.</summary>
    public IReadOnlyList<YamlMap> Maps(string key)
    {
        switch (Find(key))
        {
            case null or YamlScalarNode { Value: null or "" }:
                return [];
            case YamlSequenceNode sequence:
                foreach (var wrong in sequence.Where(n => n is not YamlMappingNode))
                {
                    file.Report(wrong.Start, $"'{key}' must be a list of mappings");
                }

                return [.. sequence.OfType<YamlMappingNode>().Select(n => new YamlMap(file, n))];
            case { } other:
                file.Report(other.Start, $"'{key}' must be a list");
                return [];
        }
    }

    /// <summary>The mapping at <paramref name="key"/>; null when absent.</summary>
    public YamlMap? Map(string key)
    {
        switch (Find(key))
        {
            case null or YamlScalarNode { Value: null or "" }:
                return null;
            case YamlMappingNode map:
                return new(file, map);
            case { } other:
                file.Report(other.Start, $"'{key}' must be a mapping");
                return null;
        }
    }

    /// <summary>The keys and texts of the mapping at <paramref name="key"/>; empty when absent.</summary>
    public IReadOnlyDictionary<string, YamlText> Entries(string key)
    {
        var entries = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        foreach (var (name, value) in (Find(key) as YamlMappingNode)?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            if (name is YamlScalarNode { Value: { } known } && value is YamlScalarNode { Value.Length: > 0 } text)
            {
                entries[known] = new(text.Value!, name.Start.Line);
            }
            else
            {
                file.Report(value.Start, $"'{key}' must hold keys with a text each");
            }
        }

        return entries;
    }

    /// <summary>Reports a mistake at the value of <paramref name="key"/>, or at the mapping when it has none.</summary>
    public void Report(string key, string message) => file.Report(Find(key)?.Start ?? node.Start, message);

    /// <summary>Reports the keys that nobody asked for: mostly a slip of the pen.</summary>
    public void Done()
    {
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>().Where(k => !read.Contains(k.Value ?? "")))
        {
            file.Report(key.Start, $"'{key.Value}' is not a key here; known are {string.Join(", ", read.Order(StringComparer.Ordinal))}");
        }
    }

    YamlNode? Find(string key)
    {
        read.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }
}
