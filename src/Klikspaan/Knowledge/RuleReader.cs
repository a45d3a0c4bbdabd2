namespace Klikspaan.Knowledge;

/// <summary>Reads <c>rules/**/*.yaml</c>.</summary>
static class RuleReader
{
    public static DetectionRule? Read(KnowledgeFile file, Dictionary<string, Category> categories, List<KnowledgeProblem> problems)
    {
        if (YamlFile.Read(file, problems) is not { } map)
        {
            return null;
        }

        var id = map.Required("id");
        if (id != KnowledgeReader.Id(file))
        {
            map.Report("id", $"'id' must be the path of the file, '{KnowledgeReader.Id(file)}'");
        }

        var category = map.Required("category");
        if (!categories.ContainsKey(category))
        {
            map.Report("category", $"the category '{category}' is not in categories.yaml");
        }

        var keys = map.Texts("keys");
        var shapes = map.Texts("shapes");
        var prefixes = map.Texts("prefixes");
        if (keys.Count + shapes.Count + prefixes.Count == 0)
        {
            map.Report("keys", "a rule needs 'keys', 'shapes' or 'prefixes', or it would match everything");
        }

        foreach (var shape in shapes.Where(s => !ValueShapes.Names.Contains(s)))
        {
            map.Report("shapes", $"the shape '{shape}' is not known; known are {string.Join(", ", ValueShapes.Names)}");
        }

        var source = Source.ReadReference(map, Source.ReadAll(map), required: false);
        var rule = new DetectionRule(
            id, category, keys, Parts(map), shapes, prefixes, map.Required("reason"), source.Length > 0 ? $"rules/{id}#{source}" : "", Examples(map));
        map.Texts("false_positives");
        map.Done();
        return rule;
    }

    static List<MessagePart> Parts(YamlMap map)
    {
        var parts = new List<MessagePart>();
        foreach (var text in map.Texts("parts"))
        {
            if (PathPattern.PartOf(text) is { } part)
            {
                parts.Add(part);
            }
            else
            {
                map.Report("parts", $"'{text}' is not a part of a request");
            }
        }

        return parts;
    }

    static List<RuleExample> Examples(YamlMap map)
    {
        var examples = new List<RuleExample>();
        var lists = map.Map("examples");
        foreach (var (key, matches) in new[] { ("match", true), ("no_match", false) })
        {
            foreach (var example in lists?.Maps(key) ?? [])
            {
                var path = example.Required("path");
                if (PathPattern.Parse(path)?.Part is null)
                {
                    example.Report("path", "'path' must be a part and a pointer, such as content:/user/email");
                }

                examples.Add(new(path, example.Required("value"), matches, example.Line));
                example.Done();
            }
        }

        lists?.Done();
        if (!examples.Exists(e => e.Matches) || examples.TrueForAll(e => e.Matches))
        {
            map.Report("examples", "'examples' needs at least one under 'match' and one under 'no_match'");
        }

        return examples;
    }
}
