namespace Klikspaan.Knowledge;

/// <summary>Reads <c>purposes.yaml</c>; a folder may go without it.</summary>
static class PurposeReader
{
    public const string FileName = "purposes.yaml";

    public static IReadOnlyDictionary<string, Purpose> Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        var purposes = new Dictionary<string, Purpose>(StringComparer.Ordinal);
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return purposes;
        }

        var sources = Source.ReadAll(map);
        foreach (var each in map.Maps("purposes"))
        {
            var purpose = new Purpose(each.Required("purpose"), each.Required("says"), $"purposes#{Source.ReadReference(each, sources, required: true)}");
            if (!purposes.TryAdd(purpose.Id, purpose))
            {
                each.Report("purpose", $"the purpose '{purpose.Id}' is already listed");
            }

            each.Done();
        }

        map.Done();
        return purposes;
    }
}
