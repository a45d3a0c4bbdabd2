namespace Klikspaan.Store;

/// <summary>The scenarios of a dossier: files of <c>scenarios/</c> that carry one name are one scenario, its plan in one and what was done in others.</summary>
public sealed class Scenarios
{
    /// <summary>Planted values and markers of all scenarios, at most: each is looked for in every capture.</summary>
    public const int MostPlanted = 2000;

    /// <summary>Steps that were done in one scenario, at most: each request is held against each.</summary>
    public const int MostSteps = 2000;

    /// <summary>The folder in a dossier.</summary>
    internal const string Folder = "scenarios";
    readonly Dictionary<string, Scenario> byName;

    Scenarios(IReadOnlyList<Scenario> files)
    {
        Files = files;
        byName = files.GroupBy(f => f.Name).ToDictionary(g => g.Key, Join, StringComparer.Ordinal);
        Planted = [.. byName.Values.SelectMany(OfPlan), .. byName.Values.SelectMany(OfMarkers)];
        if (Planted.Count > MostPlanted)
        {
            throw new DossierException($"{Folder}/ holds {Planted.Count} planted values and markers; at most {MostPlanted} are looked for");
        }
    }

    /// <summary>The files, in order of their names.</summary>
    public IReadOnlyList<Scenario> Files { get; }

    /// <summary>The scenarios.</summary>
    public IEnumerable<Scenario> All => byName.Values;

    /// <summary>The values that are to be put in, each with its step, and the markers.</summary>
    public IReadOnlyList<PlantedValue> Planted { get; }

    /// <summary>The scenario of this name; null when no file tells of it.</summary>
    public Scenario? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Adds to what is said of a capture what its scenario says of how it was done; what was said goes first.</summary>
    public void Complete(IDictionary<string, string> meta)
    {
        ArgumentNullException.ThrowIfNull(meta);
        var known = meta.TryGetValue(CaptureMeta.Scenario, out var name) ? Find(name) : null;
        foreach (var (key, of) in Scenario.Facts)
        {
            if (known?.Said.GetValueOrDefault(key, "") is { Length: > 0 } said)
            {
                meta.TryAdd(of, said);
            }
        }
    }

    /// <summary>Reads the files of a dossier; all mistakes of a file at once.</summary>
    public static Scenarios Read(string dossier)
    {
        return new([.. PlainFiles.Read(dossier, Folder).Select(f => ScenarioFile.Read(f.Name, f.Bytes))]);
    }

    /// <summary>The steps that were done while a capture was made: of the runs that overlap with it; of all where none does, as where its clock is not known.</summary>
    /// <param name="name">The scenario.</param>
    /// <param name="first">First request of the capture, by the tester's clock.</param>
    /// <param name="last">Last one.</param>
    public IReadOnlyList<ScenarioStep> StepsOf(string name, DateTimeOffset? first, DateTimeOffset? last)
    {
        List<IReadOnlyList<ScenarioStep>> runs = [.. Files.Where(f => f.Name == name).Select(f => f.Steps.Where(s => !s.IsSkipped).ToList()).Where(s => s.Count > 0)];
        var during = runs.Where(r => r[0].Start <= last && !(r.Max(s => s.End ?? DateTimeOffset.MaxValue) < first)).ToList();
        return [.. (during.Count > 0 ? during : runs).SelectMany(r => r).OrderBy(s => s.Start)];
    }

    /// <summary>The name of a file for a scenario: small letters, digits and dashes.</summary>
    public static string FileName(string scenario, string ending = "")
    {
        ArgumentNullException.ThrowIfNull(scenario);
        const int Longest = 80;
        var name = string.Join('-', string.Concat(scenario.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return (name.Length == 0 ? "scenario" : name[..Math.Min(name.Length, Longest)]) + ending + ".yaml";
    }

    static Scenario Join(IEnumerable<Scenario> files)
    {
        var all = files.ToList();
        if (all.Sum(f => f.Steps.Count) is > MostSteps and var steps)
        {
            throw new DossierException($"{Folder}/ holds {steps} steps of the scenario '{all[0].Name}'; at most {MostSteps} are read");
        }

        var said = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in all.SelectMany(f => f.Said))
        {
            said.TryAdd(key, value);
        }

        return all[0] with
        {
            IsBaseline = all.Any(f => f.IsBaseline),
            Said = said,
            Plan = [.. all.SelectMany(f => f.Plan).GroupBy(s => s.Name).Select(g => new PlannedStep(
                g.Key, g.Select(s => s.Do).FirstOrDefault(d => d.Length > 0, ""), g.Select(s => s.By).FirstOrDefault(b => b.Length > 0, ""), [.. g.SelectMany(s => s.Plant)]) { Choice = g.Select(s => s.Choice).FirstOrDefault(c => c.Length > 0, ""), Needs = [.. g.SelectMany(s => s.Needs)] })],
            Markers = [.. all.SelectMany(f => f.Markers).OrderBy(m => m.At)],
            Steps = [.. all.SelectMany(f => f.Steps).OrderBy(s => s.Start)],
        };
    }

    /// <summary>Labels are told apart: two values that go by one name would be one in every table.</summary>
    static IEnumerable<PlantedValue> OfPlan(Scenario scenario)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in scenario.Plan)
        {
            foreach (var value in step.Plant.Where(p => p.Value.Length > 0))
            {
                var label = value.Label.Length > 0 ? value.Label : $"{step.Name}: {value.Kind}";
                for (var next = 2; !taken.Add(label); next++)
                {
                    label = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{step.Name}: {value.Kind} {next}");
                }

                yield return new(label, value.Value, value.Kind) { Scenario = scenario.Name, Step = step.Name, List = value.List };
            }
        }
    }

    static IEnumerable<PlantedValue> OfMarkers(Scenario scenario) =>
        scenario.Markers.DistinctBy(m => m.Token).Select(m => new PlantedValue($"marker {m.Token}", m.Token, PlantedValue.Marker) { Scenario = scenario.Name });
}
