using System.Collections.Frozen;

namespace Klikspaan.Knowledge;

/// <summary>Reads <c>device.yaml</c>; a folder may go without it.</summary>
static class DeviceFactsReader
{
    public const string FileName = "device.yaml";

    public static DeviceFacts Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return DeviceFacts.None;
        }

        var sources = Source.ReadAll(map);
        var categories = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var category in map.Maps("categories"))
        {
            Source.ReadReference(category, sources, required: true);
            if (!categories.TryAdd(category.Required("category"), category.Required("reason")))
            {
                category.Report("category", "the category is already listed");
            }

            category.Done();
        }

        var facts = new DeviceFacts(categories.ToFrozenDictionary(StringComparer.Ordinal), Each(map, "invented", sources), Each(map, "listed_kinds", sources));
        map.Done();
        return facts;
    }

    static FrozenSet<string> Each(YamlMap map, string key, IReadOnlyList<Source> sources)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in map.Maps(key))
        {
            Source.ReadReference(group, sources, required: true);
            found.UnionWith(group.Texts("each"));
            group.Done();
        }

        return found.ToFrozenSet(StringComparer.Ordinal);
    }
}
