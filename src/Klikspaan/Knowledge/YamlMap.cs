namespace Klikspaan.Knowledge;

/// <summary>Reads the keys of one YAML mapping, and reports every mistake with its line and column.</summary>
public sealed class YamlMap
{
    readonly YamlNode node;
    readonly YamlFile file;
    readonly List<string> read = [];

    internal YamlMap(YamlFile file, YamlNode node) => (this.file, this.node) = (file, node);

    /// <summary>Line of the mapping, from 1.</summary>
    public long Line => node.Line;

    /// <summary>The text at <paramref name="key"/>; empty and reported when it is absent.</summary>
    public string Required(string key)
    {
        if (Find(key) is null)
        {
            Report(node, $"'{key}' is missing");
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
            case { Kind: YamlKind.Text } text:
                return text.Text;
            case { } other:
                Report(other, $"'{key}' must be a text");
                return "";
        }
    }

    /// <summary>True or false at <paramref name="key"/>; false when absent.</summary>
    public bool Flag(string key)
    {
        var text = Optional(key);
        if (text is not ("" or "true" or "false"))
        {
            Report(Find(key)!, $"'{key}' must be true or false, found '{text}'");
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
            case { Kind: YamlKind.Text } text:
                return [text.Text];
            case { Kind: YamlKind.List } list:
                var texts = new List<string>(list.Items.Count);
                foreach (var item in list.Items)
                {
                    if (item.Kind == YamlKind.Text)
                    {
                        texts.Add(item.Text);
                    }
                    else
                    {
                        Report(item, $"'{key}' must be a list of texts");
                    }
                }

                return texts;
            case { } other:
                Report(other, $"'{key}' must be a list of texts");
                return [];
        }
    }

    /// <summary>The mappings in the list at <paramref name="key"/>; empty when absent.</summary>
    public IReadOnlyList<YamlMap> Maps(string key)
    {
        switch (Find(key))
        {
            case null or { Kind: YamlKind.Text, Text: "" }:
                return [];
            case { Kind: YamlKind.List } list:
                var maps = new List<YamlMap>(list.Items.Count);
                foreach (var item in list.Items)
                {
                    if (item.Kind == YamlKind.Mapping)
                    {
                        maps.Add(new(file, item));
                    }
                    else
                    {
                        Report(item, $"'{key}' must be a list of mappings");
                    }
                }

                return maps;
            case { } other:
                Report(other, $"'{key}' must be a list");
                return [];
        }
    }

    /// <summary>The mapping at <paramref name="key"/>; null when absent.</summary>
    public YamlMap? Map(string key)
    {
        switch (Find(key))
        {
            case null or { Kind: YamlKind.Text, Text: "" }:
                return null;
            case { Kind: YamlKind.Mapping } map:
                return new(file, map);
            case { } other:
                Report(other, $"'{key}' must be a mapping");
                return null;
        }
    }

    /// <summary>The keys and texts of the mapping at <paramref name="key"/>; empty when absent.</summary>
    public IReadOnlyDictionary<string, YamlText> Entries(string key)
    {
        var entries = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        if (Find(key) is not { Kind: YamlKind.Mapping } map)
        {
            return entries;
        }

        for (var i = 0; i < map.Keys.Count; i++)
        {
            var (name, value) = (map.Keys[i], map.Items[i]);
            if (name.Kind == YamlKind.Text && value is { Kind: YamlKind.Text, Text.Length: > 0 })
            {
                entries[name.Text] = new(value.Text, name.Line);
            }
            else
            {
                Report(value, $"'{key}' must hold keys with a text each");
            }
        }

        return entries;
    }

    /// <summary>A mistake at the value of <paramref name="key"/>, or at the mapping when it has none, that is not reported yet: whether it is one is known later.</summary>
    public KnowledgeProblem Problem(string key, string message)
    {
        var at = Find(key) ?? node;
        return new(file.Path, Math.Max(1, at.Line), Math.Max(1, at.Column), message);
    }

    /// <summary>Reports a mistake at the value of <paramref name="key"/>, or at the mapping when it has none.</summary>
    public void Report(string key, string message) => Report(Find(key) ?? node, message);

    /// <summary>Reports the keys that nobody asked for: mostly a slip of the pen.</summary>
    public void Done()
    {
        foreach (var key in node.Keys)
        {
            if (key.Kind == YamlKind.Text && !read.Contains(key.Text))
            {
                Report(key, $"'{key.Text}' is not a key here; known are {string.Join(", ", read.Order(StringComparer.Ordinal))}");
            }
        }
    }

    void Report(YamlNode at, string message) => file.Report(at.Line, at.Column, message);

    YamlNode? Find(string key)
    {
        if (!read.Contains(key))
        {
            read.Add(key);
        }

        return node.Find(key);
    }
}
