using System.Collections.Frozen;

namespace Klikspaan.Knowledge;

/// <summary>Reads <c>lists.yaml</c>; a folder may go without it.</summary>
static class SpecialListsReader
{
    public const string FileName = "lists.yaml";

    public static SpecialLists Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return SpecialLists.None;
        }

        var sources = Source.ReadAll(map);
        var lists = new Dictionary<string, SpecialList>(StringComparer.Ordinal);
        foreach (var list in map.Maps("lists"))
        {
            var read = new SpecialList(list.Required("article"), list.Required("holds"), $"lists#{Source.ReadReference(list, sources, required: true)}");
            if (!PlantedValue.Lists.Contains(list.Required("list")) || !lists.TryAdd(list.Required("list"), read))
            {
                list.Report("list", $"'list' must be one of {string.Join(", ", PlantedValue.Lists)} that is not listed yet");
            }

            list.Done();
        }

        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in map.Maps("kinds"))
        {
            Source.ReadReference(group, sources, required: true);
            if (!lists.ContainsKey(group.Required("list")))
            {
                group.Report("list", $"'list' must be one of {string.Join(", ", lists.Keys)}");
            }

            foreach (var kind in group.Texts("each").Where(k => !PlantedValue.Kinds.Contains(k) || !kinds.TryAdd(k, group.Required("list"))))
            {
                group.Report("each", $"'{kind}' must be a kind of planted value that is on no list yet");
            }

            group.Done();
        }

        var categories = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in map.Maps("categories"))
        {
            Source.ReadReference(group, sources, required: true);
            if (!lists.ContainsKey(group.Required("list")))
            {
                group.Report("list", $"'list' must be one of {string.Join(", ", lists.Keys)}");
            }

            foreach (var category in group.Texts("each").Where(c => !categories.TryAdd(c, group.Required("list"))))
            {
                group.Report("each", $"'{category}' must be a category that is on no list yet");
            }

            group.Done();
        }

        map.Done();
        return new(lists.ToFrozenDictionary(StringComparer.Ordinal), kinds.ToFrozenDictionary(StringComparer.Ordinal)) { Categories = categories.ToFrozenDictionary(StringComparer.Ordinal) };
    }
}
