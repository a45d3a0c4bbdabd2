using System.Globalization;
using System.Text;

namespace Klikspaan.Store;

/// <summary>One run of a scenario while it is done: each moment is on the disk before the next is waited for, in a file of its own in <c>scenarios/</c>.</summary>
public sealed class ScenarioRun
{
    const string Ending = ".run-";
    readonly string path;
    readonly List<ScenarioStep> steps;
    readonly List<ScenarioMarker> markers;
    readonly IReadOnlyList<ScenarioStep> earlier;
    readonly string continues;
    readonly Scenario plan;
    string written;

    ScenarioRun(string path, Scenario plan, Scenario file, IReadOnlyList<ScenarioStep> earlier, string written) =>
        (this.path, this.plan, steps, markers, continues, this.earlier, this.written) = (path, plan, [.. file.Steps], [.. file.Markers], file.Continues, earlier, written);

    /// <summary>Name of its file in <c>scenarios/</c>.</summary>
    public string Name => Path.GetFileName(path);

    /// <summary>The steps that were done, in the order in which they were.</summary>
    public IReadOnlyList<ScenarioStep> Steps => steps;

    /// <summary>The markers that were sent.</summary>
    public IReadOnlyList<ScenarioMarker> Markers => markers;

    /// <summary>The planned steps that were neither done to their end nor left out.</summary>
    public IReadOnlyList<PlannedStep> Left => [.. LeftOf(plan, earlier.Concat(steps))];

    /// <summary>Whether a file was written by a run.</summary>
    internal static bool IsRun(Scenario file) => file.File.Contains(Ending, StringComparison.Ordinal);

    /// <summary>Whether steps of the plan are left to do in a run.</summary>
    internal static bool IsUnfinished(Scenario file, Scenario plan, IReadOnlyList<Scenario> files) => LeftOf(plan, Earlier(file, files).Concat(file.Steps)).Any();

    /// <summary>The steps of the runs that a run goes on with.</summary>
    static List<ScenarioStep> Earlier(Scenario file, IReadOnlyList<Scenario> files)
    {
        var (steps, seen) = (new List<ScenarioStep>(), new HashSet<string>(StringComparer.Ordinal) { file.File });
        for (var at = file; at.Continues.Length > 0 && seen.Add(at.Continues) && files.FirstOrDefault(f => f.File == at.Continues && f.Name == file.Name) is { } before; at = before)
        {
            steps.AddRange(before.Steps);
        }

        return steps;
    }

    static IEnumerable<PlannedStep> LeftOf(Scenario plan, IEnumerable<ScenarioStep> steps) => plan.Plan.Where(p => !steps.Any(s => s.Name == p.Name && (s.IsSkipped || (s.End is not null && !s.IsStopped))));

    /// <summary>A new run; a file that is there is never written over.</summary>
    /// <param name="dossier">Folder of the dossier.</param>
    /// <param name="plan">The scenario, with its plan.</param>
    /// <param name="at">When, for the name of the file.</param>
    public static ScenarioRun Start(string dossier, Scenario plan, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Start(dossier, plan, at, "", []);
    }

    static ScenarioRun Start(string dossier, Scenario plan, DateTimeOffset at, string continues, IReadOnlyList<ScenarioStep> earlier)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dossier, "scenarios")).FullName;
        var ending = Ending + at.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            var path = Path.Combine(folder, Scenarios.FileName(plan.Name, number == 1 ? ending : string.Create(CultureInfo.InvariantCulture, $"{ending}-{number}")));
            if (!File.Exists(path))
            {
                var run = new ScenarioRun(path, plan, new() { Name = plan.Name, Continues = continues }, earlier, "");
                run.written = run.Text();
                using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                file.Write(Encoding.UTF8.GetBytes(run.written));
                file.Flush(flushToDisk: true);
                return run;
            }
        }
    }

    /// <summary>The last run of a scenario, when steps of its plan are left to do; null when none are. Where the manifest holds a digest of its file, that is never written again: a new run goes on with the steps that are left.</summary>
    /// <param name="dossier">Folder of the dossier.</param>
    /// <param name="scenarios">What its <c>scenarios/</c> holds.</param>
    /// <param name="plan">The scenario, with its plan.</param>
    /// <param name="at">When, for the name of a new file.</param>
    public static ScenarioRun? Unfinished(string dossier, Scenarios scenarios, Scenario plan, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        ArgumentNullException.ThrowIfNull(plan);
        var continued = scenarios.Files.Where(f => f.Name == plan.Name).Select(f => f.Continues).ToHashSet(StringComparer.Ordinal);
        if (scenarios.Files.LastOrDefault(f => f.Name == plan.Name && IsRun(f) && !continued.Contains(f.File)) is not { } last)
        {
            return null;
        }

        var path = Path.Combine(dossier, "scenarios", Path.GetFileName(last.File));
        var earlier = Earlier(last, scenarios.Files);
        var run = new ScenarioRun(path, plan, last, earlier, File.ReadAllText(path));
        return run.Left.Count == 0 ? null
            : Manifest.Read(Path.Combine(dossier, "manifest.jsonl")).ScenarioSeals().Any(s => s.File == last.File) ? Start(dossier, plan, at, last.File, [.. earlier, .. last.Steps])
            : run;
    }

    /// <summary>Writes down that a marker was sent.</summary>
    public void Mark(string token, DateTimeOffset at)
    {
        markers.Add(new(token, at));
        Write();
    }

    /// <summary>Writes down that a step began.</summary>
    public void Begin(PlannedStep step, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(step);
        steps.Add(new(step.Name, at, null) { By = step.By.Length > 0 ? step.By : "tester", Choice = step.Choice });
        Write();
    }

    /// <summary>Writes down of the last step what is known of it now: its end, what was otherwise than planned, what was noticed.</summary>
    public void Note(DateTimeOffset? end, string deviation, string remark, bool isStopped = false)
    {
        steps[^1] = steps[^1] with { End = end, Deviation = deviation, Remark = remark, IsStopped = isStopped };
        Write();
    }

    /// <summary>Writes down that a step was left out.</summary>
    public void Skip(PlannedStep step, DateTimeOffset at, string why)
    {
        ArgumentNullException.ThrowIfNull(step);
        steps.Add(new(step.Name, at, at) { By = step.By.Length > 0 ? step.By : "tester", Deviation = why, IsSkipped = true, Choice = step.Choice });
        Write();
    }

    /// <summary>What was measured before is never half replaced, nor what another hand wrote.</summary>
    void Write()
    {
        if (!File.Exists(path) || File.ReadAllText(path) != written)
        {
            throw new IOException($"scenarios/{Name} was changed while the test ran: nothing was written over; the same command starts again from what stands there");
        }

        var text = Text();
        WholeFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));
        written = text;
    }

    string Text() => ScenarioFile.Write(new() { Name = plan.Name, IsBaseline = plan.IsBaseline, Continues = continues, Steps = steps, Markers = markers });
}
