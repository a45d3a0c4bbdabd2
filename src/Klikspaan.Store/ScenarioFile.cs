using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads <c>scenarios/*.yaml</c>: what a tester did, and when.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a scenario's name and steps, in order of time; all mistakes at once.</summary>
    public static (string Scenario, IReadOnlyList<ScenarioStep> Steps) Read(string name, ReadOnlyMemory<byte> bytes)
    {
        var problems = new List<KnowledgeProblem>();
        var map = YamlFile.Read(new(name, bytes), problems);
        var scenario = map?.Required("scenario") ?? "";
        var steps = new List<ScenarioStep>();
        foreach (var step in map?.Maps("steps") ?? [])
        {
            var read = new ScenarioStep(step.Required("step"), Time(step, "start", step.Required("start")) ?? default, Time(step, "end", step.Optional("end")));
            if (read.End < read.Start)
            {
                step.Report("end", "'end' must not be before 'start'");
            }

            step.Done();
            steps.Add(read);
        }

        map?.Done();
        return problems.Count == 0 ? (scenario, [.. steps.OrderBy(s => s.Start)]) : throw new DossierException($"{name} has mistakes", problems);
    }

    /// <summary>The text of such a file.</summary>
    public static string Write(string scenario, IEnumerable<ScenarioStep> steps) =>
        $"scenario: {Quote(scenario)}\nsteps:\n" + string.Concat(steps.Select(s =>
            $"  - step: {Quote(s.Name)}\n    start: {Tables.Time(s.Start)}\n" + (s.End is { } end ? $"    end: {Tables.Time(end)}\n" : "")));

    static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A moment without a zone is taken for UTC, as the program writes it.</summary>
    static DateTimeOffset? Time(YamlMap map, string key, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        map.Report(key, $"'{key}' must be a moment such as 2026-11-25T02:20:07Z or 2026-11-25T03:20:07.5+01:00");
        return null;
    }
}
