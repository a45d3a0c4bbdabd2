namespace Klikspaan.Knowledge;

/// <summary>Reads <c>consequences.yaml</c>; a folder may go without it.</summary>
static class ConsequenceReader
{
    public const string FileName = "consequences.yaml";

    public static Consequences Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return new(new Dictionary<string, LocalText>(), new Dictionary<string, LocalText>());
        }

        var sources = Source.ReadAll(map);
        var consequences = new Consequences(Texts(map, "consequences", "consequence", sources), Texts(map, "threats", "threat", sources));
        map.Done();
        return consequences;
    }

    static Dictionary<string, LocalText> Texts(YamlMap map, string list, string key, IReadOnlyList<Source> sources)
    {
        var texts = new Dictionary<string, LocalText>(StringComparer.Ordinal);
        foreach (var each in map.Maps(list))
        {
            var id = each.Required(key);
            Source.ReadReference(each, sources, required: true);
            if (!texts.TryAdd(id, LocalText.Read(each, "name", required: true)))
            {
                each.Report(key, $"'{id}' is already listed");
            }

            each.Done();
        }

        return texts;
    }
}
