namespace Klikspaan.Knowledge;

/// <summary>Reads <c>risks/CATALOGUE/RISK.yaml</c>.</summary>
static class RiskReader
{
    public const string Folder = "risks/";
    static readonly string[] NoTriggers = ["only-vendor", "documented-purpose"];

    public static RiskDefinition? Read(KnowledgeFile file, IReadOnlyDictionary<string, FindingKind> findings, IReadOnlyDictionary<string, Measure> measures, Consequences consequences, List<KnowledgeProblem> problems)
    {
        if (YamlFile.Read(file, problems) is not { } map)
        {
            return null;
        }

        var sources = Source.ReadAll(map);
        var id = KnowledgeReader.Id(file);
        if (id.Count(c => c == '/') != 1)
        {
            map.Report("title", $"the file must be risks/CATALOGUE/RISK.yaml, found {file.Path}");
        }

        var source = Source.ReadReference(map, sources, required: true);
        var fires = map.Map("fires_when");
        var risk = new RiskDefinition
        {
            Id = id,
            Title = LocalText.Read(map, "title", required: true),
            Description = LocalText.Read(map, "description", required: true),
            Origin = LocalText.Read(map, "origin", required: true),
            Consequences = Known(map, "consequences", consequences.Of, "consequence"),
            Threats = Known(map, "linddun", consequences.Threats, "threat"),
            Any = Triggers(fires, "any", findings),
            All = Triggers(fires, "all", findings),
            Proposals = [.. map.Maps("proposes").Select(m => Proposal(m, findings))],
            Lowered = [.. map.Maps("lowered").Select(m => Lowering(m, measures))],
            Source = $"{file.Path[..^".yaml".Length]}#{source}",
            IsVerified = sources.FirstOrDefault(s => s.Id == source)?.IsVerified == true,
        };
        fires?.Done();
        if (risk.Any.Count + risk.All.Count == 0)
        {
            map.Report("fires_when", "'fires_when' needs 'any' or 'all': a list of findings without which the risk is not there");
        }

        if (risk.Proposals.Count == 0 || risk.Proposals[^1].When.Count > 0)
        {
            map.Report("proposes", "'proposes' needs a last entry without 'when', which holds where no other does");
        }

        map.Done();
        return risk;
    }

    static IReadOnlyList<string> Known(YamlMap map, string key, IReadOnlyDictionary<string, LocalText> known, string what)
    {
        var texts = map.Texts(key);
        foreach (var unknown in texts.Where(t => !known.ContainsKey(t)))
        {
            map.Report(key, $"'{unknown}' is no {what}; {ConsequenceReader.FileName} lists {string.Join(", ", known.Keys)}");
        }

        return texts;
    }

    static List<RiskTrigger> Triggers(YamlMap? map, string key, IReadOnlyDictionary<string, FindingKind> findings)
    {
        var triggers = new List<RiskTrigger>();
        foreach (var each in map?.Maps(key) ?? [])
        {
            var kind = each.Required("finding");
            var where = new Dictionary<string, string>(StringComparer.Ordinal);
            if (findings.TryGetValue(kind, out var known))
            {
                foreach (var field in known.Fields.Where(f => each.Optional(f).Length > 0))
                {
                    where[field] = each.Optional(field);
                }
            }
            else if (kind.Length > 0)
            {
                each.Report("finding", $"'{kind}' is no kind of finding; {FindingKindReader.FileName} lists them");
            }

            if (NoTriggers.Contains(kind))
            {
                each.Report("finding", $"'{kind}' fires no risk: it comes of risks, or of documents that are held against terms");
            }

            triggers.Add(new(kind, where));
            each.Done();
        }

        return triggers;
    }

    static RiskProposal Proposal(YamlMap map, IReadOnlyDictionary<string, FindingKind> findings)
    {
        var proposal = new RiskProposal(Triggers(map, "when", findings), Step(map, "likelihood"), Step(map, "severity"), LocalText.Read(map, "because", required: true));
        map.Done();
        return proposal;
    }

    static RiskLowering Lowering(YamlMap map, IReadOnlyDictionary<string, Measure> measures)
    {
        var lowering = new RiskLowering(map.Texts("with"), Step(map, "likelihood"), Step(map, "severity"), LocalText.Read(map, "because", required: true));
        if (lowering.With.Count == 0)
        {
            map.Report("with", "'with' must name the measures that lower the risk");
        }

        foreach (var unknown in lowering.With.Where(m => !measures.ContainsKey(m)))
        {
            map.Report("with", $"the measure '{unknown}' is in no file below {MeasureReader.Folder}");
        }

        map.Done();
        return lowering;
    }

    static string Step(YamlMap map, string key)
    {
        var text = map.Required(key);
        if (text.Length > 0 && !RiskMatrixReader.Proposed.Contains(text))
        {
            map.Report(key, $"'{key}' must be one of {string.Join(", ", RiskMatrixReader.Proposed)}, found '{text}'");
        }

        return text;
    }
}
