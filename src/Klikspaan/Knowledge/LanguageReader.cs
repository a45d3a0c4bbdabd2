namespace Klikspaan.Knowledge;

/// <summary>Reads <c>languages/TAG.yaml</c>.</summary>
static class LanguageReader
{
    public static Language? Read(KnowledgeFile file, List<KnowledgeProblem> problems)
    {
        if (YamlFile.Read(file, problems) is not { } map)
        {
            return null;
        }

        var tag = map.Required("language");
        if (tag != KnowledgeReader.Id(file))
        {
            map.Report("language", $"the file of language '{tag}' must be called languages/{tag}.yaml");
        }

        var numbers = map.Map("numbers");
        if (numbers is null)
        {
            map.Report("numbers", "'numbers' is missing; it holds 'group' and 'decimal'");
        }

        var language = new Language(
            tag, map.Required("name"), numbers?.Required("group") ?? "", numbers?.Required("decimal") ?? "", map.Required("and"),
            map.Entries("texts"), map.Entries("facts"), map.Entries("names"), Units(map), Glossary(map));
        numbers?.Done();
        map.Done();
        return language;
    }

    static Dictionary<string, CountedUnit> Units(YamlMap map)
    {
        var units = new Dictionary<string, CountedUnit>(StringComparer.Ordinal);
        foreach (var unit in map.Maps("units"))
        {
            var read = new CountedUnit(unit.Required("one"), unit.Required("other"), unit.Line);
            foreach (var (key, text) in new[] { ("one", read.One), ("other", read.Other) })
            {
                if (text.Split("{n}").Length != 2)
                {
                    unit.Report(key, $"'{key}' must hold {{n}} once");
                }
            }

            if (!units.TryAdd(unit.Required("unit"), read))
            {
                unit.Report("unit", "the unit is already listed");
            }

            unit.Done();
        }

        return units;
    }

    static List<GlossaryTerm> Glossary(YamlMap map)
    {
        var terms = new List<GlossaryTerm>();
        foreach (var term in map.Maps("glossary"))
        {
            terms.Add(new(term.Required("term"), term.Required("means")));
            term.Done();
        }

        return terms;
    }
}
