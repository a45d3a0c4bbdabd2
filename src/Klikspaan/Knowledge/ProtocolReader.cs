namespace Klikspaan.Knowledge;

/// <summary>Reads <c>protocols/**/*.yaml</c>.</summary>
static class ProtocolReader
{
    const int MostLayers = 64;

    public static Protocol? Read(KnowledgeFile file, Dictionary<string, Category> categories, List<KnowledgeProblem> problems)
    {
        if (YamlFile.Read(file, problems) is not { } map)
        {
            return null;
        }

        var id = map.Required("id");
        if (id != KnowledgeReader.Id(file))
        {
            map.Report("id", $"'id' must be the path of the file, '{KnowledgeReader.Id(file)}'");
        }

        var sources = Source.ReadAll(map);
        if (sources.Count == 0)
        {
            map.Report("sources", "a protocol file needs at least one source");
        }

        var context = new Context(id, categories, sources, map.Texts("placeholders"));
        var summary = map.Optional("summary");
        var isBase = map.Flag("base");
        var isStored = map.Flag("stored");
        var name = map.Required("name");
        var role = map.Optional("role");
        var endpoints = Endpoints(map);
        var body = new ProtocolBody(
            name,
            role,
            summary,
            [.. map.Maps("lists").Select(List)],
            [.. map.Maps("layers").SelectMany(LayerOrder.Read)],
            [.. map.Maps("events").Select(e => Event(e, context))],
            Shared(map, context),
            context.Entries(map, relative: false),
            sources,
            AcknowledgementReader.Read(map, id, endpoints, sources));
        if (body.Layers.Count > MostLayers)
        {
            map.Report("layers", $"at most {MostLayers} are allowed");
        }

        if (!isBase && (endpoints.Count == 0 || body.Events.Count == 0))
        {
            map.Report("endpoints", "a protocol file needs 'endpoints' and 'events', or 'base: true'");
        }

        var protocol = new Protocol(id, isBase, isStored, Imported(map, sources), endpoints, new(body));
        map.Done();
        return protocol;
    }

    /// <summary>Reads where a protocol is spoken, and the rest when it is first asked for; null when the file must be read whole.</summary>
    public static Protocol? ReadLate(KnowledgeFile file, Dictionary<string, Category> categories)
    {
        var problems = new List<KnowledgeProblem>();
        if (!ProtocolHead.TryFind(file.Bytes, out var head, out var isStored) || YamlFile.Read(file with { Bytes = head }, problems) is not { } map)
        {
            return null;
        }

        var endpoints = Endpoints(map);
        map.Done();
        return problems.Count > 0 ? null : new(KnowledgeReader.Id(file), false, isStored, "", endpoints, new(() => Whole(file, categories).Body));
    }

    /// <summary>Reads a file that shipped with the program; one with a mistake was changed since.</summary>
    static Protocol Whole(KnowledgeFile file, Dictionary<string, Category> categories)
    {
        var problems = new List<KnowledgeProblem>();
        return Read(file, categories, problems) is { } protocol && problems.Count == 0
            ? protocol
            : throw new InvalidDataException($"{problems[0]}; 'klikspaan knowledge check' lists all mistakes");
    }

    static List<ProtocolEndpoint> Endpoints(YamlMap map) => [.. map.Maps("endpoints").Select(Endpoint)];

    static string Imported(YamlMap map, IReadOnlyList<Source> sources)
    {
        var id = map.Optional("imported");
        if (id.Length > 0 && !sources.Any(s => s.Id == id))
        {
            map.Report("imported", $"the source '{id}' is not listed in this file");
        }

        return id;
    }

    static ProtocolEndpoint Endpoint(YamlMap map)
    {
        var address = EntryTest.Pattern(map, "address");
        var paths = map.Texts("path");
        var endpoint = new ProtocolEndpoint(
            map.Texts("host"), [.. (paths.Count == 0 && address is not null ? ["/**"] : paths).Select(p => Pattern(map, "path", p == "/" ? "" : p, part: false))], map.Texts("method"))
        {
            Address = address,
            Condition = RequestCondition.Read(map),
        };
        if (endpoint.Hosts.Count == 0 || endpoint.Paths.Count == 0)
        {
            map.Report("host", "an endpoint needs 'host' and 'path'");
        }

        map.Done();
        return endpoint;
    }

    static NamedList List(YamlMap map)
    {
        var list = new NamedList(Pattern(map, "each", map.Required("each"), part: true), map.Required("name"));
        map.Done();
        return list;
    }

    static EventKind Event(YamlMap map, Context context)
    {
        var kind = new EventKind(
            map.Required("kind"),
            [.. Patterns(map, "each", part: true)],
            [.. map.Texts("having").Select(Condition.Parse)],
            [.. Patterns(map, "name", part: null)],
            [.. Patterns(map, "time", part: null)],
            [.. Patterns(map, "account", part: null)],
            context.Entries(map, relative: true, $"[{map.Required("kind")}]"));
        if (kind.Each.Count == 0 || kind.Each.Any(p => p.Text.Contains("**", StringComparison.Ordinal)))
        {
            map.Report("each", "'each' must say where events stand, without **");
        }

        map.Done();
        return kind;
    }

    static List<ProtocolEntry> Shared(YamlMap map, Context context)
    {
        if (map.Map("shared") is not { } shared)
        {
            return [];
        }

        var entries = context.Entries(shared, relative: true, "[shared]");
        shared.Done();
        return entries;
    }

    static IEnumerable<PathPattern> Patterns(YamlMap map, string key, bool? part) => map.Texts(key).Select(t => Pattern(map, key, t, part));

    internal static PathPattern Pattern(YamlMap map, string key, string text, bool? part)
    {
        var pattern = PathPattern.Parse(text);
        if (pattern is null || (part == true && pattern.Part is null) || (part == false && pattern.Part is not null))
        {
            map.Report(key, $"'{text}' must be a path such as {(part == true ? "content:/data/*" : part == false ? "/v2/track" : "/data/* or header:/apikey")}");
        }

        return pattern ?? PathPattern.Parse("")!;
    }

    sealed class Context(string id, Dictionary<string, Category> categories, IReadOnlyList<Source> sources, IReadOnlyList<string> common)
    {
        public List<ProtocolEntry> Entries(YamlMap map, bool relative, string owner = "")
        {
            var entries = new List<ProtocolEntry>();
            foreach (var item in map.Maps("items"))
            {
                Add(entries, item, item.Required("category"), relative, owner);
            }

            foreach (var item in map.Maps("ignored"))
            {
                Add(entries, item, null, relative, owner);
            }

            return entries;
        }

        void Add(List<ProtocolEntry> entries, YamlMap map, string? category, bool relative, string owner)
        {
            if (category is not null && !categories.ContainsKey(category))
            {
                map.Report("category", $"the category '{category}' is not in categories.yaml");
            }

            var reason = map.Required("reason");
            var source = Source.ReadReference(map, sources, required: false);
            var placeholders = map.Texts("placeholders");
            var paths = map.Texts("path");
            if (paths.Count == 0)
            {
                map.Report("path", "'path' is missing");
            }

            var test = EntryTest.Read(map);
            map.Done();
            var reference = source.Length > 0 ? $"protocols/{id}#{source}" : "";
            foreach (var text in paths)
            {
                entries.Add(new(Pattern(map, "path", text, !relative), new(string.Concat(id, owner, ":", text), category, reason, reference, placeholders) { CommonPlaceholders = common })
                {
                    Test = test,
                });
            }
        }
    }
}
