namespace Klikspaan.Knowledge;

/// <summary>Reads <c>labels/*.yaml</c>: only who measures needs them.</summary>
static class LabelReader
{
    public const string Folder = "labels/";

    public static Dictionary<string, ValueLabel> Read(IEnumerable<KnowledgeFile> files, KnowledgeBase knowledge, List<KnowledgeProblem> problems)
    {
        var labels = new Dictionary<string, ValueLabel>(StringComparer.Ordinal);
        foreach (var file in files.Where(f => IsLabels(f.Path)).OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            var map = YamlFile.Read(file, problems);
            foreach (var entry in map?.Maps("labels") ?? [])
            {
                var label = new ValueLabel(entry.Required("value"), entry.Texts("is"), entry.Required("because"));
                Check(entry, label.Is, knowledge);
                if (!labels.TryAdd(label.Value, label))
                {
                    entry.Report("value", $"the value '{label.Value}' is already labelled");
                }

                entry.Done();
            }

            map?.Done();
        }

        return labels;
    }

    /// <summary>Reports what is no category, and no rule about one kind of what its category holds.</summary>
    public static void Check(YamlMap entry, IReadOnlyList<string> labels, KnowledgeBase knowledge)
    {
        foreach (var label in labels.Where(l => !knowledge.Categories.ContainsKey(l) && !knowledge.Rules.Any(r => r.Kind.Length > 0 && r.Label == l)))
        {
            entry.Report("is", label.StartsWith("rules/", StringComparison.Ordinal)
                ? $"'{label}' is no rule with a 'kind'"
                : $"the category '{label}' is not in categories.yaml");
        }
    }

    static bool IsLabels(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal) && !path.StartsWith(LabelledCaptureReader.Folder, StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal);
}
