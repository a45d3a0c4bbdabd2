using System.Collections.Frozen;

namespace Klikspaan.Knowledge;

/// <summary>Reads <c>classes.yaml</c>; a folder may go without it.</summary>
static class ClassFactsReader
{
    public const string FileName = "classes.yaml";

    public static ClassFacts Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return ClassFacts.None;
        }

        var sources = Source.ReadAll(map);
        var roles = new Dictionary<string, ObservedClass>(StringComparer.Ordinal);
        foreach (var role in map.Maps("roles"))
        {
            if (!roles.TryAdd(role.Required("role"), Role(role, sources)))
            {
                role.Report("role", "the role is already listed");
            }

            role.Done();
        }

        var facts = new ClassFacts(
            roles.ToFrozenDictionary(StringComparer.Ordinal), Names(map, "http_fields", sources), Names(map, "event_names", sources), Names(map, "event_times", sources),
            map.Texts("content_categories").ToFrozenSet(StringComparer.Ordinal), map.Texts("content_kinds").ToFrozenSet(StringComparer.Ordinal))
        {
            NeededRoles = Set(map, "needed_roles"), IdentifyingCategories = Set(map, "identifying_categories"), IdentifyingKinds = Set(map, "identifying_kinds"),
            IdentifyingLists = Set(map, "identifying_lists"), PlannedContentKinds = Set(map, "planned_content_kinds"), ContentLists = Set(map, "content_lists"),
            PerhapsEventNames = Names(map, "perhaps_event_names", sources), PerhapsEventTimes = Names(map, "perhaps_event_times", sources), EventPairs = [.. map.Maps("event_pairs").Select(p => Pair(p, sources))],
        };
        foreach (var role in facts.NeededRoles.Where(r => !roles.TryGetValue(r, out var known) || known.Class != DataClass.NotEstablished))
        {
            map.Report("needed_roles", $"'{role}' must be a role that gives no class");
        }

        map.Done();
        return facts;
    }

    static FrozenSet<string> Set(YamlMap map, string key) => map.Texts(key).ToFrozenSet(StringComparer.Ordinal);

    static ObservedClass Role(YamlMap map, IReadOnlyList<Source> sources)
    {
        var said = map.Optional("class");
        var found = said.Length == 0 ? DataClass.NotEstablished : DataClasses.Find(said);
        if (found is null || (said.Length > 0 && found == DataClass.NotEstablished))
        {
            map.Report("class", $"'class' must be one of {string.Join(", ", DataClasses.Decided)}, or be left out");
        }

        return new(found ?? DataClass.NotEstablished, ClassFacts.RoleBasis, map.Required("reason"), $"classes#{Source.ReadReference(map, sources, required: true)}");
    }

    static (string First, string Second) Pair(YamlMap map, IReadOnlyList<Source> sources)
    {
        Source.ReadReference(map, sources, required: true);
        var names = map.Texts("names");
        if (names.Count != 2 || names.Any(n => n.Any(char.IsUpper)))
        {
            map.Report("names", "'names' must be two names in lower case");
        }

        map.Done();
        return names.Count == 2 ? (names[0], names[1]) : ("", "");
    }

    static FrozenSet<string> Names(YamlMap map, string key, IReadOnlyList<Source> sources)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in map.Maps(key))
        {
            Source.ReadReference(group, sources, required: true);
            foreach (var name in group.Texts("each").Where(n => !found.Add(n) || n.Any(char.IsUpper)))
            {
                group.Report("each", $"'{name}' must be a name in lower case that is not listed yet");
            }

            group.Done();
        }

        return found.ToFrozenSet(StringComparer.Ordinal);
    }
}
