namespace Klikspaan.Store;

/// <summary>What a dossier knows of what testers did.</summary>
public sealed partial class Dossier
{
    // Where a marker was sent on purpose; elsewhere it may be told of later.
    static readonly string[] MarkerPlaces = ["name:", "path:", "query:", "header:/host", "header:/:authority"];

    readonly Dictionary<string, Baseline> baselines = new(StringComparer.Ordinal);
    readonly Dictionary<string, CaptureClock> clocks = new(StringComparer.Ordinal);
    Scenarios? scenarios;
    IReadOnlyList<PlantedValue>? planted;

    /// <summary>What <c>scenarios/</c> holds, as it was when it was first asked for; <see cref="DossierException"/> where a file has mistakes.</summary>
    public Scenarios Scenarios => scenarios ??= Scenarios.Read(Folder);

    /// <summary>Reads <c>scenarios/</c> anew when it is next asked for: a file was written.</summary>
    public void ReadScenariosAgain()
    {
        (scenarios, planted) = (null, null);
        ForgetLearned();
    }

    /// <summary>The values to look for: those of <c>dossier.yaml</c> and of the plans of all scenarios in every capture, markers in the captures of their scenario.</summary>
    public IReadOnlyList<PlantedValue> Planted => planted ??= Labelled(File.Planted, Scenarios.Planted, p => p.Scenario);

    /// <summary>The steps that were written down for a capture's scenario, by the clock of the capture; none when none were.</summary>
    public IReadOnlyList<ScenarioStep> StepsOf(ManifestEntry capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        var (ahead, counts) = (ClockOf(capture).Ahead, PlainIndex(capture).Counts());
        return ScenarioOf(capture) is not { } scenario ? []
            : [.. Scenarios.StepsOf(scenario.Name, counts.First - ahead, counts.Last - ahead).Select(s => s with { Start = s.Start + ahead, End = s.End + ahead })];
    }

    /// <summary>How the clock of a capture runs against that of the tester.</summary>
    public CaptureClock ClockOf(ManifestEntry capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        if (!clocks.TryGetValue(capture.Sha256, out var clock))
        {
            clocks.Add(capture.Sha256, clock = Compare(capture));
        }

        return clock;
    }

    CaptureClock Compare(ManifestEntry capture)
    {
        var (scenario, sent) = ScenarioOf(capture) is { } of ? (of.Name, of.Markers) : ("", []);
        return CaptureClock.Of(CaptureMeta.Clock(capture.Meta.GetValueOrDefault(CaptureMeta.ClockOffset, "")), sent.Count == 0 ? [] : Measured(capture, scenario, sent), sent.Count);
    }

    /// <summary>What says of the exchanges of a capture to what they can be put down; the names of events of baseline captures are compared where they were read (<see cref="ReadBaselinesAsync"/>).</summary>
    public CauseFinder CausesOf(ManifestEntry capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        var isBaseline = IsBaseline(capture);
        var steps = isBaseline ? [] : StepsOf(capture);
        return new(
            capture, steps, ClockOf(capture).Within, PlainIndex(capture).Seal is { IsRecording: true }, isBaseline, isBaseline ? [] : Baselines(), PlantedSteps(capture),
            Scenarios.All.SelectMany(s => s.Plan.Where(p => p.By == "tester-own").Select(p => StepName(p.Name, s.Name, capture))).ToHashSet(StringComparer.Ordinal),
            (ScenarioOf(capture)?.Markers ?? []).Select(m => m.Token).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>What says of the exchanges of a capture which the tester stated that their step needs; null where nothing was stated, or where the clock of an imported capture is not known.</summary>
    internal NeedFinder? NeedsOf(ManifestEntry capture)
    {
        if (ScenarioOf(capture) is not { } scenario || scenario.Plan.SelectMany(s => s.Needs).ToList() is not { Count: > 0 } needs || !IsClockKnown(capture))
        {
            return null;
        }

        var days = needs.Select(n => FileOf(n.Place)).Distinct().ToDictionary(f => f, f => SealedBy(f, capture), StringComparer.Ordinal);
        return new(CausesOf(capture), [.. needs.Select(n => n with { By = n.By.Length > 0 ? n.By : scenario.Said.GetValueOrDefault("tester", ""), Sealed = days[FileOf(n.Place)] })]);
    }

    /// <summary>Whether the clock of a capture is known against that of the tester: a recording on the tester's own machine has it.</summary>
    bool IsClockKnown(ManifestEntry capture) => PlainIndex(capture).Seal is { IsRecording: true } || ClockOf(capture).Source != ClockSource.NotEstablished;

    static string FileOf(string place) => place[..place.LastIndexOf(':')];

    /// <summary>Whether a capture is of an idle device, by its scenario.</summary>
    public bool IsBaseline(ManifestEntry capture) => ScenarioOf(capture) is { IsBaseline: true };

    /// <summary><c>use</c> or <c>baseline</c>, by the scenario of a capture; not established where no file tells of it.</summary>
    internal string KindOf(ManifestEntry capture) => ScenarioOf(capture) is { } scenario ? scenario.IsBaseline ? "baseline" : "use" : Classification.NotEstablished;

    /// <summary>Reads the names of events in the baseline captures, anew from their bytes.</summary>
    public async Task ReadBaselinesAsync(CancellationToken cancellation)
    {
        foreach (var baseline in Baselines())
        {
            await baseline.ReadEventsAsync(this, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The baseline captures, in order of arrival.</summary>
    internal IReadOnlyList<Baseline> Baselines()
    {
        List<Baseline> all = [];
        foreach (var capture in Manifest.Captures.Where(IsBaseline))
        {
            if (!baselines.TryGetValue(capture.Sha256, out var baseline))
            {
                baselines.Add(capture.Sha256, baseline = Baseline.Read(capture, PlainIndex(capture)));
            }

            all.Add(baseline);
        }

        return all;
    }

    /// <summary>A marker is sent anew for each run: other captures need not be read again for it.</summary>
    List<PlantedValue> PlantedWith(IReadOnlyDictionary<string, string> meta)
    {
        var scenario = meta.GetValueOrDefault(CaptureMeta.Scenario, "");
        return [.. Planted.Where(p => p.Kind != PlantedValue.Marker || p.Scenario == scenario)];
    }

    /// <summary>An index was made: what was learned from the one before does not count.</summary>
    void ForgetLearned()
    {
        clocks.Clear();
        baselines.Clear();
        sightings = null;
    }

    Scenario? ScenarioOf(ManifestEntry capture) => capture.Meta.TryGetValue(CaptureMeta.Scenario, out var name) ? Scenarios.Find(name) : null;

    /// <summary>For each marker the clock of the capture less that of the tester, by the first request or look-up that holds it.</summary>
    List<TimeSpan> Measured(ManifestEntry capture, string scenario, IReadOnlyList<ScenarioMarker> sent)
    {
        if (PlainIndex(capture) is not { Seal: not null } index)
        {
            return [];
        }

        // One that was sent twice, as from a form that was copied, shows neither moment.
        var tokens = sent.GroupBy(m => m.Token).Where(g => !g.Skip(1).Any()).ToDictionary(g => g.Key, g => g.First().At, StringComparer.Ordinal);
        var labels = Planted.Where(p => p.Kind == PlantedValue.Marker && p.Scenario == scenario && tokens.ContainsKey(p.Value)).ToDictionary(p => p.Label, p => p.Value, StringComparer.Ordinal);
        var holds = index.Planted().Where(p => labels.ContainsKey(p.Label) && Array.Exists(MarkerPlaces, m => p.Path.StartsWith(m, StringComparison.Ordinal)))
            .GroupBy(p => p.Exchange).ToDictionary(g => g.Key, g => labels[g.First().Label]);
        string Holds(ExchangeRow row) => holds.GetValueOrDefault(row.Exchange) ?? CauseFinder.FirstLabel(row.Host);
        return [.. index.Outline().Where(r => r.StartedAt is not null && tokens.ContainsKey(Holds(r))).GroupBy(Holds).Select(g => g.Min(r => r.StartedAt!.Value) - tokens[g.Key])];
    }

    /// <summary>By exchange the steps of which it holds planted values, and whether it holds a marker.</summary>
    Dictionary<int, (List<string> Steps, bool IsMarker)> PlantedSteps(ManifestEntry capture)
    {
        var steps = new Dictionary<int, (List<string> Steps, bool IsMarker)>();
        var of = Planted.Where(p => p.Scenario.Length > 0).ToDictionary(p => p.Label, StringComparer.Ordinal);
        if (of.Count == 0 || PlainIndex(capture) is not { Seal: not null } index)
        {
            return steps;
        }

        foreach (var hit in index.Planted())
        {
            if (of.GetValueOrDefault(hit.Label) is { } value)
            {
                var (names, isMarker) = steps.GetValueOrDefault(hit.Exchange, ([], false));
                if (value.Step.Length > 0 && StepName(value.Step, value.Scenario, capture) is var name && !names.Contains(name))
                {
                    names.Add(name);
                }

                steps[hit.Exchange] = (names, names.Count == 0 && (isMarker || value.Kind == PlantedValue.Marker));
            }
        }

        return steps;
    }

    /// <summary>The step, with its scenario where that is not the one of the capture.</summary>
    internal static string StepName(string step, string scenario, ManifestEntry capture) =>
        capture.Meta.GetValueOrDefault(CaptureMeta.Scenario, "") == scenario ? step : $"{step} (scenario {scenario})";

    /// <summary>Both lists; a label of the second that the first has too is told apart.</summary>
    static List<PlantedValue> Labelled(IReadOnlyList<PlantedValue> first, IReadOnlyList<PlantedValue> second, Func<PlantedValue, string> of)
    {
        var all = first.ToList();
        var taken = first.Select(p => p.Label).ToHashSet(StringComparer.Ordinal);
        foreach (var value in second)
        {
            var label = taken.Contains(value.Label) ? $"{value.Label} of {of(value)}" : value.Label;
            for (var next = 2; !taken.Add(label); next++)
            {
                label = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value.Label} of {of(value)}, {next}");
            }

            all.Add(value with { Label = label });
        }

        return all;
    }
}
