using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads <c>needs:</c> of a planned step: which requests the tester states that the step needs, and what for.</summary>
static class StepNeeds
{
    /// <summary>Statements of one step, at most.</summary>
    const int Most = 100;

    /// <summary>The statements; mistakes are reported with their place.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="step">The step.</param>
    /// <param name="by">Who does the step.</param>
    /// <param name="name">Its name.</param>
    public static IReadOnlyList<StepNeed> Read(string file, YamlMap step, string by, string name)
    {
        var needs = step.Maps("needs");
        if (needs.Count > 0 && by == ScenarioStep.OwnAct)
        {
            step.Report("needs", "'needs' is of a step with the product; this is an act beside it");
        }

        if (needs.Count > Most)
        {
            step.Report("needs", string.Create(CultureInfo.InvariantCulture, $"'needs' holds {needs.Count} statements; at most {Most} are read"));
        }

        return [.. needs.Take(Most).Select(n => Read(file, n, name))];
    }

    static StepNeed Read(string file, YamlMap map, string step)
    {
        var need = new StepNeed(step, map.Required("host").ToLowerInvariant(), map.Optional("path"), map.Required("for").Trim(), string.Create(CultureInfo.InvariantCulture, $"{file}:{map.Line}")) { By = map.Optional("by").Trim(), Date = map.Optional("date") };
        if (need.Host.Length > 0 && (Uri.CheckHostName(need.Host.Trim('[', ']')) == UriHostNameType.Unknown || need.Host.Contains('*', StringComparison.Ordinal)))
        {
            map.Report("host", $"'host' must be one host, without scheme, port or *, found '{need.Host}'");
        }

        if (need.Path.Length > 0 && (need.Path[0] != '/' || need.Path.AsSpan().IndexOfAny('*', '?', '#') >= 0))
        {
            map.Report("path", $"'path' must begin with / and hold no *, ? or #: it is what the path begins with, found '{need.Path}'");
        }

        if (need.For.Length == 0 && map.Optional("for").Length > 0)
        {
            map.Report("for", "'for' must say what the step needs it for");
        }

        if (need.Date.Length > 0 && !DateOnly.TryParseExact(need.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            map.Report("date", "'date' must be a day such as 2026-11-30");
        }

        map.Done();
        return need;
    }
}
