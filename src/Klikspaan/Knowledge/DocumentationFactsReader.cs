namespace Klikspaan.Knowledge;

/// <summary>Reads <c>documentation/</c>: a file for each product, and <c>statements.yaml</c> for words that state something of values.</summary>
static class DocumentationFactsReader
{
    public const string Folder = "documentation/", Statements = Folder + "statements.yaml";
    static readonly string[] Stated = ["hashed", "empty", "values", "former"];

    public static IReadOnlyList<DocumentationFacts> Read(IEnumerable<KnowledgeFile> files, List<KnowledgeProblem> problems) =>
        [.. files.Where(f => f.Path.StartsWith(Folder, StringComparison.Ordinal) && f.Path != Statements).Select(f => Read(f, problems)).OfType<DocumentationFacts>().OrderBy(f => f.Id, StringComparer.Ordinal)];

    public static IReadOnlyList<StatementPhrases> ReadStatements(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return [];
        }

        var sources = Source.ReadAll(map);
        List<StatementPhrases> found = [];
        foreach (var one in map.Maps("statements"))
        {
            Source.ReadReference(one, sources, required: true);
            var says = one.Required("says");
            if (!Stated.Contains(says))
            {
                one.Report("says", $"'says' must be one of {string.Join(", ", Stated)}");
            }

            found.Add(new(says, NotEmpty(one, "phrases"), one.Texts("unless")));
            one.Done();
        }

        map.Done();
        return found;
    }

    static DocumentationFacts? Read(KnowledgeFile file, List<KnowledgeProblem> problems)
    {
        if (YamlFile.Read(file, problems) is not { } map)
        {
            return null;
        }

        if (map.Required("id") != KnowledgeReader.Id(file))
        {
            map.Report("id", $"'id' must be the name of the file, '{KnowledgeReader.Id(file)}'");
        }

        var sources = Source.ReadAll(map);
        var facts = new DocumentationFacts
        {
            Id = KnowledgeReader.Id(file),
            Name = map.Required("name"),
            Products = map.Texts("products"),
            Protocols = NotEmpty(map, "protocols"),
            AccountKeys = map.Texts("account_keys"),
            Events = map.Texts("events"),
            Prefixes = map.Texts("prefixes"),
            Fields = Pointers(map, "fields"),
            IgnoresCase = map.Flag("ignore_case"),
            IsOperatingSystem = map.Flag("operating_system"),
            Common = [.. map.Maps("common").Select(m => Each(m, sources, () => new CommonPlace(m.Required("group"), Pointers(m, "at"))))],
            Levels = [.. map.Maps("levels").Select(m => Each(m, sources, () => new DocumentedLevel(m.Required("level"), m.Texts("called"), NotEmpty(m, "lists"))))],
            Editions = [.. map.Maps("editions").Select(m => Each(m, sources, () => new DocumentedEdition(m.Required("edition"), NotEmpty(m, "builds"))))],
            Pages = [.. map.Maps("pages").Select(m => Each(m, sources, () => new DocumentedPage(m.Required("title"), m.Optional("level"))))],
            Sources = sources,
        };
        map.Done();
        return facts;
    }

    static T Each<T>(YamlMap map, IReadOnlyList<Source> sources, Func<T> read)
    {
        Source.ReadReference(map, sources, required: true);
        var made = read();
        map.Done();
        return made;
    }

    static IReadOnlyList<string> NotEmpty(YamlMap map, string key)
    {
        var texts = map.Texts(key);
        if (texts.Count == 0 || texts.Any(t => t.Length == 0))
        {
            map.Report(key, $"'{key}' must name at least one, and none that is empty");
        }

        return texts;
    }

    static IReadOnlyList<string> Pointers(YamlMap map, string key)
    {
        var pointers = NotEmpty(map, key);
        if (pointers.Any(p => p is not ['/', ..] || !p.EndsWith("{field}", StringComparison.Ordinal)))
        {
            map.Report(key, $"'{key}' must be pointers that begin with / and end with {{field}}");
        }

        return pointers;
    }
}
