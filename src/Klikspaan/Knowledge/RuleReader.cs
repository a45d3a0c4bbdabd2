namespace Klikspaan.Knowledge;

/// <summary>Reads <c>rules/**/*.yaml</c>.</summary>
static class RuleReader
{
    const string Wrong = "false_positive";

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
        var bytes = Hex(map, "prefix_bytes", map.Texts("prefix_bytes"));
        var lengths = Lengths(map);
        if (keys.Count + shapes.Count + prefixes.Count + bytes.Count + lengths.Count == 0)
        {
            map.Report("keys", "a rule needs 'keys', 'shapes' or 'prefixes', or it would match everything");
        }

        foreach (var shape in shapes.Where(s => !ValueShapes.Names.Contains(s)))
        {
            map.Report("shapes", $"the shape '{shape}' is not known; known are {string.Join(", ", ValueShapes.Names)}");
        }

        CheckKind(map, categories.GetValueOrDefault(category), keys, shapes);
        var right = map.Texts("also_right");
        foreach (var pattern in right.Where(p => !categories.Keys.Any(c => PathPattern.Segment(p, c))))
        {
            map.Report("also_right", $"'{pattern}' is no category of categories.yaml");
        }

        var source = Source.ReadReference(map, Source.ReadAll(map), required: false);
        var rule = new DetectionRule(
            id, category, keys, Parts(map), [.. shapes.SelectMany(ValueShapes.With).Distinct()], [.. prefixes, .. lengths.Keys], map.Required("reason"), source.Length > 0 ? $"rules/{id}#{source}" : "", Examples(map))
        {
            NotKeys = map.Texts("not_keys"),
            PrefixBytes = bytes,
            Lengths = lengths,
            In = map.Texts("in"),
            TellsApart = map.Flag("tells_apart"),
            AlsoRight = right,
            Kind = map.Optional("kind"),
            FalsePositives = map.Texts("false_positives"),
            Digest = RuleFigure.DigestOf(file),
        };
        map.Done();
        return rule;
    }

    /// <summary>Special categories, data on offences and national numbers are three lists that nobody guesses at: a rule may only ask about a national number, by name and shape.</summary>
    static void CheckKind(YamlMap map, Category? category, IReadOnlyList<string> keys, IReadOnlyList<string> shapes)
    {
        if (category?.Kind is Category.Special or Category.Offences)
        {
            map.Report("category", $"no rule may claim '{category.Id}', which is {category.Kind}: only a planted value or a protocol file shows it");
        }
        else if (category?.Kind == Category.National && (keys.Count == 0 || keys.Contains("*") || shapes.Count == 0))
        {
            map.Report("category", $"a rule for '{category.Id}', which is a {category.Kind}, needs both 'keys' and 'shapes'");
        }
    }

    /// <summary>Bytes in hex, in which spaces are left out.</summary>
    static List<string> Hex(YamlMap map, string key, IReadOnlyList<string> texts)
    {
        var bytes = new List<string>();
        foreach (var text in texts.Select(t => t.Replace(" ", "", StringComparison.Ordinal)))
        {
            if (text.Length >= 2 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
            {
                bytes.Add(text);
            }
            else
            {
                map.Report(key, $"'{text}' must be bytes in hex, such as 4d5a");
            }
        }

        return bytes;
    }

    /// <summary>How long a value is by its beginning.</summary>
    static SortedDictionary<string, int> Lengths(YamlMap map)
    {
        var lengths = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (beginning, text) in map.Entries("lengths"))
        {
            if (int.TryParse(text.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length) && length > beginning.Length)
            {
                lengths[beginning] = length;
            }
            else
            {
                map.Report("lengths", $"the length of what begins with '{beginning}' must be a number above {beginning.Length}");
            }
        }

        return lengths;
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
        foreach (var (key, matches) in new[] { ("match", true), ("no_match", false), (Wrong, true) })
        {
            foreach (var example in lists?.Maps(key) ?? [])
            {
                var path = example.Required("path");
                if (PathPattern.Parse(path)?.Part is null)
                {
                    example.Report("path", "'path' must be a part and a pointer, such as content:/user/email");
                }

                var bytes = example.Optional("bytes");
                examples.Add(new(path, bytes.Length > 0 ? $"bytes {bytes}" : example.Required("value"), matches, example.Line)
                {
                    IsWrong = key == Wrong,
                    Bytes = bytes.Length > 0 && Hex(example, "bytes", [bytes]) is [var hex] ? Convert.FromHexString(hex) : default,
                });
                example.Done();
            }
        }

        lists?.Done();
        if (!examples.Exists(e => e.Matches && !e.IsWrong) || examples.TrueForAll(e => e.Matches))
        {
            map.Report("examples", "'examples' needs at least one under 'match' and one under 'no_match'");
        }

        return examples;
    }
}
