using System.Globalization;
using System.Text;
using System.Text.Json;
using Klikspaan.Classifying;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads and writes <c>scenarios/*.yaml</c>: what a tester is to do, and what was done, and when.</summary>
public static class ScenarioFile
{
    static readonly string[] Actors = ["", "tester", "program", "tester-own"];
    static readonly string[] Choices = ["", "offered", "accepted", "refused"];

    /// <summary>Reads a scenario; all mistakes at once.</summary>
    public static Scenario Read(string name, ReadOnlyMemory<byte> bytes)
    {
        var problems = new List<KnowledgeProblem>();
        var map = YamlFile.Read(new(name, bytes), problems);
        var scenario = map is null ? new() { Name = "" } : Read(name, map);
        return problems.Count == 0 ? scenario : throw new DossierException($"{name} has mistakes", problems);
    }

    static Scenario Read(string name, YamlMap map)
    {
        var kind = Kind(map);
        var said = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, _) in Scenario.Facts)
        {
            if (map.Optional(key) is { Length: > 0 } text)
            {
                said[key] = text;
            }
        }

        var scenario = new Scenario
        {
            Name = map.Required("scenario"), File = name, IsBaseline = kind == "baseline", Said = said, Continues = map.Optional("continues"),
            Plan = [.. map.Maps("plan").Select(p => Planned(name, p))],
            Markers = [.. map.Maps("markers").Select(Marker)],
            Steps = [.. map.Maps("steps").Select(Step).OrderBy(s => s.Start)],
        };
        foreach (var twice in scenario.Plan.GroupBy(s => s.Name).Where(g => g.Count() > 1))
        {
            map.Report("plan", $"the step '{twice.Key}' is planned twice: a value that is found names its step");
        }

        map.Done();
        return scenario;
    }

    static string Kind(YamlMap map)
    {
        var kind = map.Optional("kind");
        if (kind is not ("" or "use" or "baseline"))
        {
            map.Report("kind", $"'kind' must be use or baseline, found '{kind}'");
        }

        return kind;
    }

    static PlannedStep Planned(string file, YamlMap map)
    {
        var (name, by) = (map.Required("step"), By(map));
        var planned = new PlannedStep(name, map.Optional("do"), by, [.. map.Maps("plant").Select(Plant)]) { Choice = Choice(map), Needs = StepNeeds.Read(file, map, by, name) };
        map.Done();
        return planned;
    }

    static PlannedValue Plant(YamlMap map)
    {
        var value = new PlannedValue(map.Optional("label"), map.Required("kind"), map.Optional("value"), map.Optional("where")) { List = PlantedList.ListOf(map) };
        if (value.Value.Length > 0 && !PlantedSearch.IsLongEnough(value.Value))
        {
            map.Report("value", "a planted value needs at least 6 bytes, or it would be found by accident");
        }
        else if (value.Value.Length > 0 && !PlantedSearch.IsTelling(value.Value))
        {
            map.Report("value", PlantedList.NotTelling);
        }

        map.Done();
        return value;
    }

    static ScenarioMarker Marker(YamlMap map)
    {
        var marker = new ScenarioMarker(map.Required("token"), Time(map, "at", map.Required("at")) ?? default);
        if (marker.Token.Length > 0 && PlantedValue.UniquePart(marker.Token) != marker.Token)
        {
            map.Report("token", "a token is ten letters or more without a vowel, as 'test' and 'plant' invent it");
        }

        map.Done();
        return marker;
    }

    static ScenarioStep Step(YamlMap map)
    {
        var step = new ScenarioStep(map.Required("step"), Time(map, "start", map.Required("start")) ?? default, Time(map, "end", map.Optional("end")))
        {
            By = By(map), Deviation = map.Optional("deviation"), Remark = map.Optional("remark"), IsSkipped = map.Flag("skipped"), IsStopped = map.Flag("stopped"), Choice = Choice(map),
        };
        if (step.End < step.Start)
        {
            map.Report("end", "'end' must not be before 'start'");
        }

        map.Done();
        return step;
    }

    static string By(YamlMap map)
    {
        var by = map.Optional("by");
        if (!Actors.Contains(by))
        {
            map.Report("by", $"'by' must be tester, program or tester-own (an act beside the product), found '{by}'");
        }

        return by;
    }

    static string Choice(YamlMap map)
    {
        var choice = map.Optional("choice");
        if (!Choices.Contains(choice))
        {
            map.Report("choice", $"'choice' must be offered, accepted or refused, found '{choice}'");
        }

        return choice;
    }

    /// <summary>The text of a file with nothing but steps.</summary>
    public static string Write(string scenario, IEnumerable<ScenarioStep> steps) => Write(new() { Name = scenario, Steps = [.. steps] });

    /// <summary>The text of such a file.</summary>
    public static string Write(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var text = new StringBuilder();
        Line(text, "", "scenario", scenario.Name);
        Line(text, "", "kind", scenario.IsBaseline ? "baseline" : "");
        Line(text, "", "continues", scenario.Continues);
        foreach (var (key, _) in Scenario.Facts)
        {
            Line(text, "", key, scenario.Said.GetValueOrDefault(key, ""));
        }

        Plan(text, scenario.Plan);
        if (scenario.Markers.Count > 0)
        {
            text.Append("markers:\n");
        }

        foreach (var marker in scenario.Markers)
        {
            Line(text, "  - ", "token", marker.Token);
            text.Append("    at: ").Append(Tables.Time(marker.At)).Append('\n');
        }

        Steps(text, scenario.Steps);
        return text.ToString();
    }

    static void Plan(StringBuilder text, IReadOnlyList<PlannedStep> plan)
    {
        text.Append(plan.Count > 0 ? "plan:\n" : "");
        foreach (var step in plan)
        {
            Line(text, "  - ", "step", step.Name);
            Line(text, "    ", "do", step.Do);
            Line(text, "    ", "by", step.By);
            Line(text, "    ", "choice", step.Choice);
            text.Append(step.Plant.Count > 0 ? "    plant:\n" : "");
            foreach (var value in step.Plant)
            {
                Line(text, "      - ", "kind", value.Kind);
                Line(text, "        ", "label", value.Label);
                Line(text, "        ", "value", value.Value);
                Line(text, "        ", "where", value.Where);
                Line(text, "        ", "list", value.List);
            }

            Needs(text, step.Needs);
        }
    }

    static void Needs(StringBuilder text, IReadOnlyList<StepNeed> needs)
    {
        text.Append(needs.Count > 0 ? "    needs:\n" : "");
        foreach (var need in needs)
        {
            Line(text, "      - ", "host", need.Host);
            Line(text, "        ", "path", need.Path);
            Line(text, "        ", "for", need.For);
            Line(text, "        ", "by", need.By);
            Line(text, "        ", "date", need.Date);
        }
    }

    static void Steps(StringBuilder text, IReadOnlyList<ScenarioStep> steps)
    {
        text.Append(steps.Count > 0 ? "steps:\n" : "");
        foreach (var step in steps)
        {
            Line(text, "  - ", "step", step.Name);
            text.Append("    start: ").Append(Tables.Time(step.Start)).Append('\n');
            text.Append(step.End is { } end ? $"    end: {Tables.Time(end)}\n" : "");
            Line(text, "    ", "by", step.By);
            Line(text, "    ", "choice", step.Choice);
            Line(text, "    ", "deviation", step.Deviation);
            Line(text, "    ", "remark", step.Remark);
            text.Append(step.IsSkipped ? "    skipped: true\n" : "").Append(step.IsStopped ? "    stopped: true\n" : "");
        }
    }

    static void Line(StringBuilder text, string before, string key, string value)
    {
        if (value.Length > 0)
        {
            text.Append(before).Append(key).Append(": ").Append(Quote(value)).Append('\n');
        }
    }

    /// <summary>A JSON string is a YAML string; where nothing needs an escape the quotes of YAML are easier to read.</summary>
    static string Quote(string text) => text.Any(char.IsControl) || text.Any(char.IsSurrogate) ? $"\"{JsonEncodedText.Encode(text)}\"" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

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
