namespace Klikspaan.Knowledge;

/// <summary>Reads <c>recording/*.yaml</c>; a folder without them is whole, but cannot be recorded with.</summary>
static class RecordingReader
{
    const int FewestNames = 8;

    public static RecordingFacts Read(List<KnowledgeFile> files, List<KnowledgeProblem> problems)
    {
        var facts = new RecordingFacts();
        foreach (var file in files.Where(f => f.Path.StartsWith("recording/", StringComparison.Ordinal)))
        {
            if (YamlFile.Read(file, problems) is not { } map)
            {
                continue;
            }

            switch (file.Path)
            {
                case "recording/persona.yaml":
                    facts = facts with { Persona = Persona(map) };
                    break;
                case "recording/environment.yaml":
                    facts = facts with { OptOuts = Sourced(map, "opt_outs", Source.ReadAll(map), Names), Toolchains = Names(map, "toolchains", map.Texts("toolchains")) };
                    break;
                case "recording/trust.yaml":
                    facts = Trust(map, facts);
                    break;
                case "recording/left-files.yaml":
                    facts = facts with { LeftFiles = Sourced(map, "endings", Source.ReadAll(map), Endings) };
                    break;
                default:
                    problems.Add(new(file.Path, 1, 1, "the file is not known here; known are persona.yaml, environment.yaml, trust.yaml, left-files.yaml"));
                    continue;
            }

            map.Done();
        }

        return facts;
    }

    static PersonaParts Persona(YamlMap map)
    {
        foreach (var key in new[] { "first_names", "surnames" })
        {
            var names = map.Texts(key);
            if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < FewestNames || names.Any(n => n.Length is < 3 or > 16 || !n.All(char.IsAsciiLetter)))
            {
                map.Report(key, $"'{key}' needs at least {FewestNames} different names of 3 to 16 ASCII letters");
            }
        }

        var parts = new PersonaParts(map.Texts("first_names"), map.Texts("surnames"), map.Required("host"), map.Required("mail_domain"), map.Required("git_remote"));
        Template(map, "host", parts.Host, "{random}");
        Template(map, "mail_domain", parts.MailDomain, "{random}");
        Template(map, "git_remote", parts.GitRemote, "{owner}", "{repository}");
        if (!parts.MailDomain.EndsWith(".example", StringComparison.Ordinal))
        {
            map.Report("mail_domain", "'mail_domain' must end in .example, which nobody can register (RFC 2606, section 2)");
        }

        return parts;
    }

    /// <summary>What is left without the places must be plain, since it is written into files of the system.</summary>
    static void Template(YamlMap map, string key, string text, params string[] places)
    {
        var rest = places.Aggregate(text, (t, place) => t.Replace(place, "", StringComparison.Ordinal));
        var allowed = key == "host" ? "-" : key == "mail_domain" ? "-." : "-./";
        if (!places.All(p => text.Split(p).Length == 2) || rest.Length > 40 || !rest.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || allowed.Contains(c, StringComparison.Ordinal)))
        {
            map.Report(key, $"'{key}' must hold {string.Join(" and ", places)} once, and besides only a-z, 0-9 and {string.Join(' ', allowed.ToCharArray())}");
        }
    }

    /// <summary>Names, each with the source that says so.</summary>
    static List<string> Sourced(YamlMap map, string key, IReadOnlyList<Source> sources, Func<YamlMap, string, IEnumerable<string>, IEnumerable<string>> check)
    {
        var names = new List<string>();
        foreach (var entry in map.Maps(key))
        {
            names.AddRange(check(entry, "name", [entry.Required("name")]));
            Source.ReadReference(entry, sources, required: true);
            entry.Done();
        }

        return names;
    }

    static RecordingFacts Trust(YamlMap map, RecordingFacts facts)
    {
        var sources = Source.ReadAll(map);
        return facts with
        {
            TrustVariables = [.. map.Maps("variables").Select(v => Variable(v, sources))],
            Bundles = Paths(map, "bundles", isRooted: true),
            JavaStores = Paths(map, "java_stores", isRooted: true),
            BrowserProfiles = [.. map.Maps("browser_profiles").Select(p => Profiles(p, sources))],
        };
    }

    static TrustVariable Variable(YamlMap map, IReadOnlyList<Source> sources)
    {
        var variable = new TrustVariable(map.Required("name"), map.Required("value"), Source.ReadReference(map, sources, required: true));
        Names(map, "name", [variable.Name]);
        if (!TrustVariable.Values.Contains(variable.Value))
        {
            map.Report("value", $"'value' must be one of {string.Join(", ", TrustVariable.Values)}");
        }

        map.Done();
        return variable;
    }

    static BrowserProfiles Profiles(YamlMap map, IReadOnlyList<Source> sources)
    {
        var profiles = new BrowserProfiles(map.Required("folder"), map.Optional("variable"), map.Optional("root_variable"), Source.ReadReference(map, sources, required: true));
        Paths(map, "folder", isRooted: false);
        Names(map, "variable", map.Texts("variable"));
        Names(map, "root_variable", map.Texts("root_variable"));
        map.Done();
        return profiles;
    }

    static IReadOnlyList<string> Names(YamlMap map, string key, IEnumerable<string> listed)
    {
        var names = listed.ToList();
        foreach (var name in names.Where(n => n.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '*')) || n.Trim('*').Length == 0))
        {
            map.Report(key, $"'{name}' is not the name of an environment variable");
        }

        return names;
    }

    static IEnumerable<string> Endings(YamlMap map, string key, IEnumerable<string> names)
    {
        foreach (var name in names.Where(n => n.Length < 3 || n.Contains('/', StringComparison.Ordinal)))
        {
            map.Report(key, $"'{name}' is too short for the end of a file name, or is a path");
        }

        return names;
    }

    static IReadOnlyList<string> Paths(YamlMap map, string key, bool isRooted)
    {
        var paths = map.Texts(key);
        foreach (var path in paths.Where(p => p.Length < 2 || p.StartsWith('/') != isRooted || p.Split('/').Contains("..")))
        {
            map.Report(key, $"'{path}' must be a path {(isRooted ? "from the root" : "below a home")}, without ..");
        }

        return paths;
    }
}
