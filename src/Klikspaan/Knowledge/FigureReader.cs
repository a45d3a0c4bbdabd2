using System.Globalization;
using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>Reads and writes <c>figures.yaml</c>: what was measured of each rule, written by a command and by nobody's hand.</summary>
static class FigureReader
{
    public static (Dictionary<string, RuleFigure> Recordings, CorpusFigures Corpus) Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return (new(StringComparer.Ordinal), CorpusFigures.None);
        }

        var recordings = Read(map);
        var corpus = CorpusFigures.None;
        if (map.Map("corpus") is { } elsewhere)
        {
            corpus = new(elsewhere.Required("measured"), elsewhere.Required("labels"), Count(elsewhere, "captures"), Count(elsewhere, "values"), Read(elsewhere));
            elsewhere.Done();
        }

        map.Done();
        return (recordings, corpus);
    }

    public static string Write(IEnumerable<RuleFigure> recordings, CorpusFigures corpus)
    {
        var text = new StringBuilder("# What was measured of each rule on labelled values: of the recorded samples, and of a corpus that is no part of this folder. Written by 'klikspaan knowledge check --accept';\n# 'knowledge rules' prints it. A case is a distinct value.\nfigures:\n");
        Append(text, recordings, "  ");
        if (corpus.Measured.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"corpus:\n  measured: {corpus.Measured}\n  labels: \"{corpus.Labels}\"\n  captures: {corpus.Captures}\n  values: {corpus.Values}\n  figures:\n");
            Append(text, corpus.Figures.Values.OrderBy(f => f.Rule, StringComparer.Ordinal), "    ");
        }

        return text.ToString();
    }

    static void Append(StringBuilder text, IEnumerable<RuleFigure> figures, string indent)
    {
        foreach (var f in figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}- {{rule: \"{f.Rule}\", digest: \"{f.Digest}\", right: {f.Right}, wrong: {f.Wrong}, found: {f.Found}, missed: {f.Missed}}}\n");
        }
    }

    static Dictionary<string, RuleFigure> Read(YamlMap map)
    {
        var figures = new Dictionary<string, RuleFigure>(StringComparer.Ordinal);
        foreach (var rule in map.Maps("figures"))
        {
            var figure = new RuleFigure(rule.Required("rule"), rule.Required("digest"), Count(rule, "right"), Count(rule, "wrong"), Count(rule, "found"), Count(rule, "missed"));
            if (!figures.TryAdd(figure.Rule, figure))
            {
                rule.Report("rule", $"the rule '{figure.Rule}' is already listed");
            }

            rule.Done();
        }

        return figures;
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
