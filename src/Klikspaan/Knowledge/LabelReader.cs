namespace Klikspaan.Knowledge;

/// <summary>Reads <c>labels/*.yaml</c>: only who measures needs them.</summary>
static class LabelReader
{
    public static Dictionary<string, ValueLabel> Read(IEnumerable<KnowledgeFile> files, IReadOnlyDictionary<string, Category> categories, List<KnowledgeProblem> problems)
    {
        var labels = new Dictionary<string, ValueLabel>(StringComparer.Ordinal);
        foreach (var file in files.Where(f => f.Path.StartsWith("labels/", StringComparison.Ordinal) && KnowledgeReader.IsFact(f.Path)).OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            var map = YamlFile.Read(file, problems);
            foreach (var entry in map?.Maps("labels") ?? [])
            {
                var label = new ValueLabel(entry.Required("value"), entry.Texts("is"), entry.Required("because"));
                foreach (var category in label.Is.Where(c => !categories.ContainsKey(c)))
                {
                    entry.Report("is", $"the category '{category}' is not in categories.yaml");
                }

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
}
