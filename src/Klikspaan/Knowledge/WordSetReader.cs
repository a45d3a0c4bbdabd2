using System.Globalization;

namespace Klikspaan.Knowledge;

/// <summary>Reads <c>words/*.yaml</c>.</summary>
static class WordSetReader
{
    public static WordSet? Read(KnowledgeFile file, List<KnowledgeProblem> problems)
    {
        if (YamlFile.Read(file, problems) is not { } map)
        {
            return null;
        }

        var id = map.Required("id");
        if (id != KnowledgeReader.Id(file))
        {
            map.Report("id", $"'id' must be the name of the file, '{KnowledgeReader.Id(file)}'");
        }

        var sources = Source.ReadAll(map);
        var words = new List<string>();
        foreach (var group in map.Maps("words"))
        {
            Source.ReadReference(group, sources, required: true);
            words.AddRange(group.Texts("each"));
            group.Done();
        }

        var set = new WordSet(id, map.Required("name"), [.. words.Distinct()], Numbers(map, "versions", map.Texts("versions")), Numbers(map, "numbers", [.. new[] { map.Optional("numbers") }.Where(n => n.Length > 0)]).FirstOrDefault());
        if (set.Versions.Count is not (0 or 3))
        {
            map.Report("versions", "'versions' must be three numbers, one more than the greatest of each part");
        }
        else if (set.Versions.Aggregate(1L, (all, n) => all * (n + 1)) + set.Numbers + set.Listed.Count > WordSet.Most)
        {
            map.Report("id", $"a set has at most {WordSet.Most} words, so that trying each stays quick");
            set = set with { Versions = [], Numbers = 0 };
        }

        map.Done();
        return set;
    }

    static List<int> Numbers(YamlMap map, string key, IReadOnlyList<string> texts)
    {
        var numbers = new List<int>();
        foreach (var text in texts)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= WordSet.Most)
            {
                numbers.Add(number);
            }
            else
            {
                map.Report(key, $"'{text}' must be a number from 1 to {WordSet.Most}");
            }
        }

        return numbers;
    }
}
