namespace Klikspaan.Knowledge;

/// <summary>Reads <c>matrices/NAME.yaml</c>.</summary>
static class RiskMatrixReader
{
    public const string Folder = "matrices/";

    /// <summary>The words in which a risk proposes, lowest first.</summary>
    public static IReadOnlyList<string> Proposed { get; } = ["low", "medium", "high"];

    public static RiskMatrix? Read(KnowledgeFile file, List<KnowledgeProblem> problems)
    {
        if (YamlFile.Read(file, problems) is not { } map)
        {
            return null;
        }

        var before = problems.Count;
        var sources = Source.ReadAll(map);
        Source.ReadReference(map, sources, required: true);
        var (likelihoods, severities, levels) = (Steps(map, "likelihoods"), Steps(map, "severities"), Steps(map, "levels"));
        var matrix = new RiskMatrix
        {
            Id = KnowledgeReader.Id(file),
            Title = LocalText.Read(map, "title", required: true),
            Likelihoods = likelihoods,
            Severities = severities,
            Levels = levels,
            Cells = Cells(map, likelihoods, severities, levels),
            Proposals = Proposals(map, likelihoods, severities),
            Bounds = (Level(map, "counts_as_low", levels), Level(map, "counts_as_high", levels)),
            Asks = LocalText.Read(map, "asks", required: false),
            Sources = sources,
        };
        map.Done();
        return problems.Count == before ? matrix : null;
    }

    static List<RiskStep> Steps(YamlMap map, string key)
    {
        var steps = new List<RiskStep>();
        foreach (var each in map.Maps(key))
        {
            steps.Add(new(each.Required("id"), LocalText.Read(each, "name", required: true)));
            each.Done();
        }

        if (steps.Count < 2 || steps.DistinctBy(s => s.Id).Count() < steps.Count)
        {
            map.Report(key, $"'{key}' needs two steps or more, lowest first, each with its own id");
        }

        return steps;
    }

    static int Level(YamlMap map, string key, List<RiskStep> levels)
    {
        var at = levels.FindIndex(l => l.Id == map.Required(key));
        if (at < 0)
        {
            map.Report(key, $"'{key}' must be one of {string.Join(", ", levels.Select(l => l.Id))}");
        }

        return at;
    }

    static List<IReadOnlyList<int>> Cells(YamlMap map, List<RiskStep> likelihoods, List<RiskStep> severities, List<RiskStep> levels)
    {
        var cells = new List<IReadOnlyList<int>>();
        var rows = map.Maps("cells").ToDictionary(m => m.Required("severity"), m => m);
        foreach (var severity in severities)
        {
            if (!rows.TryGetValue(severity.Id, out var row))
            {
                map.Report("cells", $"'cells' has no row for the severity '{severity.Id}'");
                continue;
            }

            var names = row.Texts("levels");
            List<int> found = [.. names.Select(n => levels.FindIndex(l => l.Id == n))];
            if (found.Count != likelihoods.Count || found.Contains(-1))
            {
                row.Report("levels", $"'levels' must be {likelihoods.Count} of {string.Join(", ", levels.Select(l => l.Id))}, one for each likelihood");
            }

            row.Done();
            cells.Add(found);
        }

        return cells;
    }

    static Dictionary<string, (string Likelihood, string Severity)> Proposals(YamlMap map, List<RiskStep> likelihoods, List<RiskStep> severities)
    {
        var proposals = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var each in map.Maps("proposals"))
        {
            var (proposed, likelihood, severity) = (each.Required("proposed"), each.Required("likelihood"), each.Required("severity"));
            if (!likelihoods.Exists(l => l.Id == likelihood) || !severities.Exists(s => s.Id == severity))
            {
                each.Report("proposed", "'likelihood' and 'severity' must be steps of this matrix");
            }

            proposals[proposed] = (likelihood, severity);
            each.Done();
        }

        foreach (var missing in Proposed.Where(p => !proposals.ContainsKey(p)))
        {
            map.Report("proposals", $"'proposals' does not say which steps stand for '{missing}'");
        }

        return proposals;
    }
}
