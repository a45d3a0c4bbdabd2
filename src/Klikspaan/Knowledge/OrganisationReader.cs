namespace Klikspaan.Knowledge;

/// <summary>Reads <c>recipients/*.yaml</c>.</summary>
static class OrganisationReader
{
    public static Organisation? Read(KnowledgeFile file, List<KnowledgeProblem> problems)
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

        var country = map.Optional("country");
        if (country.Length is not (0 or 2) || country.Any(c => !char.IsAsciiLetterUpper(c)))
        {
            map.Report("country", "'country' must be two capitals (ISO 3166), or absent when not established");
        }

        var sources = Source.ReadAll(map);
        var organisation = new Organisation(
            id, map.Required("name"), country, [.. map.Maps("domains").Select(d => Domain(d, sources))], [.. map.Maps("keys").Select(k => Key(k, sources))], sources)
        {
            Names = map.Entries("names"),
            Entities = Entities(map, sources),
        };
        map.Done();
        return organisation;
    }

    static List<RelatedEntity> Entities(YamlMap organisation, IReadOnlyList<Source> sources)
    {
        var entities = new List<RelatedEntity>();
        foreach (var map in organisation.Maps("entities"))
        {
            var (first, last, country) = (map.Optional("from"), map.Optional("to"), map.Optional("country"));
            var entity = new RelatedEntity(
                Named(map, "as", RelatedEntity.Relations), map.Required("name"), country, map.Optional("for"), Named(map, "method", RelatedEntity.Methods),
                first.Length > 0 ? InstrumentReader.Day(map, "from", first) : null, last.Length > 0 ? InstrumentReader.Day(map, "to", last) : null, Find(map, sources));
            if (country.Length > 0 && !InstrumentReader.IsCountry(country))
            {
                map.Report("country", "'country' must be two capitals (ISO 3166), or absent when not established");
            }

            if (entity.From > entity.To)
            {
                map.Report("to", "'to' is before 'from'");
            }

            if (entities.Find(entity.Meets) is { } other && other.Name != entity.Name)
            {
                map.Report("name", $"'{other.Name}' is the {entity.As} entity for the same customers at the same time: give days, or say in 'for' for whom each is");
            }

            map.Done();
            entities.Add(entity);
        }

        return entities;
    }

    static string Named(YamlMap map, string key, IReadOnlyList<string> names)
    {
        var text = map.Required(key);
        if (text.Length > 0 && !names.Contains(text))
        {
            map.Report(key, $"'{key}' must be one of {string.Join(", ", names)}, found '{text}'");
        }

        return text;
    }

    static OperatedDomain Domain(YamlMap map, IReadOnlyList<Source> sources)
    {
        var domain = map.Required("domain");
        if (domain.Any(char.IsAsciiLetterUpper) || domain.StartsWith('.') || domain.Contains('*', StringComparison.Ordinal))
        {
            map.Report("domain", "'domain' must be a plain domain in lower case; its subdomains are meant too");
        }

        var operated = new OperatedDomain(domain, map.Optional("service"), Find(map, sources));
        map.Done();
        return operated;
    }

    static AccountKey Key(YamlMap map, IReadOnlyList<Source> sources)
    {
        var key = new AccountKey(map.Required("protocol"), map.Required("key"), map.Optional("product"), Find(map, sources), map.Line);
        map.Done();
        return key;
    }

    static Source Find(YamlMap map, IReadOnlyList<Source> sources)
    {
        var id = Source.ReadReference(map, sources, required: true);
        return sources.FirstOrDefault(s => s.Id == id) ?? new(id, "", "", "", false);
    }
}
