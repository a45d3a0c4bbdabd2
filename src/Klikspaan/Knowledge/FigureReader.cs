using System.Globalization;
using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>Reads and writes <c>figures.yaml</c>: what was measured of each rule, written by a command and by nobody's hand.</summary>
static class FigureReader
{
    public static Dictionary<string, RuleFigure> Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        var figures = new Dictionary<string, RuleFigure>(StringComparer.Ordinal);
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return figures;
        }

        foreach (var rule in map.Maps("figures"))
        {
            var figure = new RuleFigure(rule.Required("rule"), rule.Required("digest"), Count(rule, "right"), Count(rule, "wrong"), Count(rule, "missed"));
            if (!figures.TryAdd(figure.Rule, figure))
            {
                rule.Report("rule", $"the rule '{figure.Rule}' is already listed");
            }

            rule.Done();
        }

        map.Done();
        return figures;
    }

    public static string Write(IEnumerable<RuleFigure> figures)
    {
        var text = new StringBuilder("# What was measured of each rule on the labelled values of the recorded samples. Written by 'klikspaan knowledge check --accept'; 'knowledge rules' prints it.\nfigures:\n");
        foreach (var f in figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{rule: \"{f.Rule}\", digest: \"{f.Digest}\", right: {f.Right}, wrong: {f.Wrong}, missed: {f.Missed}}}\n");
        }

        return text.ToString();
    }

    static int Count(YamlMap map, string key)
    {
        if (int.TryParse(map.Required(key), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return count;
        }

        map.Report(key, $"'{key}' must be a number of cases");
        return 0;
    }
}
