namespace Klikspaan.Knowledge;

/// <summary>Reads <c>measures/NAME.yaml</c>: lists of measures.</summary>
static class MeasureReader
{
    public const string Folder = "measures/";

    public static IReadOnlyDictionary<string, Measure> Read(IEnumerable<KnowledgeFile> files, IReadOnlyDictionary<string, FindingKind> findings, List<KnowledgeProblem> problems)
    {
        var measures = new SortedDictionary<string, Measure>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (YamlFile.Read(file, problems) is not { } map)
            {
                continue;
            }

            var sources = Source.ReadAll(map);
            foreach (var each in map.Maps("measures"))
            {
                var measure = Read(each, $"{file.Path[..^".yaml".Length]}#{Source.ReadReference(each, sources, required: true)}", findings);
                if (!measures.TryAdd(measure.Id, measure))
                {
                    each.Report("measure", $"the measure '{measure.Id}' is already listed");
                }

                each.Done();
            }

            map.Done();
        }

        return measures;
    }

    static Measure Read(YamlMap map, string source, IReadOnlyDictionary<string, FindingKind> findings)
    {
        var shown = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var each in map.Maps("shown_by"))
        {
            shown[each.Required("key")] = each.Texts("is");
            each.Done();
        }

        var measure = new Measure
        {
            Id = map.Required("measure"),
            Title = LocalText.Read(map, "title", required: true),
            Kind = Among(map, "kind", Measure.Kinds),
            Taker = Among(map, "taker", Measure.Takers),
            Products = map.Texts("products"),
            ShownBy = shown,
            ContradictedBy = map.Texts("contradicted_by"),
            Source = source,
        };
        foreach (var unknown in measure.ContradictedBy.Where(k => !findings.ContainsKey(k)))
        {
            map.Report("contradicted_by", $"'{unknown}' is no kind of finding; {FindingKindReader.FileName} lists them");
        }

        return measure;
    }

    static string Among(YamlMap map, string key, IReadOnlyList<string> allowed)
    {
        var text = map.Required(key);
        if (text.Length > 0 && !allowed.Contains(text))
        {
            map.Report(key, $"'{key}' must be one of {string.Join(", ", allowed)}, found '{text}'");
        }

        return text;
    }
}
