using System.Globalization;
using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads what people decided on findings, risks and verdicts: always with a name, a day and a reason.</summary>
static class AssessmentJudgementFile
{
    /// <summary>A finding that is set aside.</summary>
    public static FindingJudgement Finding(YamlMap map, string file, DateOnly last)
    {
        var judgement = new FindingJudgement(
            map.Required("finding"), map.Optional("product"), map.Optional("platform"), map.Entries("where").ToDictionary(e => e.Key, e => e.Value.Text, StringComparer.Ordinal), map.Required("by").Trim(), map.Required("date"), map.Required("reason").Trim(), Place(map, file));
        if (judgement.Fields.Count == 0 && (judgement.Finding.Length < 9 || judgement.Finding[^9] != '-' || !judgement.Finding[^8..].All(char.IsAsciiHexDigitLower)))
        {
            map.Report("where", "a kind of finding is set aside only with 'where', the fields that tell which; or name a single finding by its id");
        }

        if (map.Required("decision") is not ("" or "set aside"))
        {
            map.Report("decision", "'decision' on a finding must be set aside");
        }

        Done(map, judgement.Date, last);
        return judgement;
    }

    /// <summary>Likelihood and severity of a risk, or whether it can be mitigated further.</summary>
    public static RiskJudgement Risk(YamlMap map, string file, DateOnly last, (AssessmentFacts Facts, RiskMatrix? Matrix)? facts)
    {
        var stage = map.Optional("stage");
        var judgement = new RiskJudgement(
            map.Required("risk"), map.Required("product"), map.Optional("platform"), stage == "after", map.Optional("likelihood"), map.Optional("severity"), map.Optional("can_go_lower"), map.Optional("evidence"), map.Required("by").Trim(), map.Required("date"), map.Required("reason").Trim(), Place(map, file));
        if (facts is var (known, matrix))
        {
            Known(map, judgement, known, matrix);
        }

        if (stage is not ("" or "before" or "after"))
        {
            map.Report("stage", "'stage' must be before or after the measures");
        }

        if (judgement.CanGoLower is not ("" or "yes" or "no"))
        {
            map.Report("can_go_lower", "'can_go_lower' must be yes or no: whether more can be done about the risk");
        }

        if (judgement.Likelihood.Length == 0 != (judgement.Severity.Length == 0) || (judgement.Likelihood.Length == 0 && judgement.CanGoLower.Length == 0))
        {
            map.Report("likelihood", "a judgement on a risk decides on 'likelihood' and 'severity', on 'can_go_lower', or on all of them");
        }

        Done(map, judgement.Date, last);
        return judgement;
    }

    /// <summary>Whether the knowledge has the risk, and the matrix the steps.</summary>
    static void Known(YamlMap map, RiskJudgement judgement, AssessmentFacts facts, RiskMatrix? matrix)
    {
        if (judgement.Risk.Length > 0 && facts.Risks.All(r => r.Id != judgement.Risk))
        {
            map.Report("risk", $"there is no risk '{judgement.Risk}' below risks/ of the knowledge; there are {string.Join(", ", facts.Risks.Select(r => r.Id))}");
        }

        foreach (var (key, step, steps) in ((string, string, IReadOnlyList<RiskStep>)[])[("likelihood", judgement.Likelihood, matrix?.Likelihoods ?? []), ("severity", judgement.Severity, matrix?.Severities ?? [])])
        {
            if (matrix is not null && step.Length > 0 && steps.All(s => s.Id != step))
            {
                map.Report(key, $"'{key}' of the matrix {matrix.Id} is one of {string.Join(", ", steps.Select(s => s.Id))}, found '{step}'");
            }
        }
    }

    /// <summary>A verdict that is adopted.</summary>
    public static VerdictJudgement Verdict(YamlMap map, string file, DateOnly last)
    {
        var judgement = new VerdictJudgement(
            map.Required("product"), map.Optional("platform"), map.Required("verdict"), map.Required("review"), map.Texts("lifted_by"), map.Required("by").Trim(), map.Required("date"), map.Required("reason").Trim(), Place(map, file));
        if (judgement.Verdict.Length > 0 && !AssessedVerdict.All.Contains(judgement.Verdict))
        {
            map.Report("verdict", $"'verdict' must be one of {string.Join(", ", AssessedVerdict.All)}, found '{judgement.Verdict}'");
        }

        AssessedProductFile.DayOf(map, "review");
        Done(map, judgement.Date, last);
        return judgement;
    }

    static string Place(YamlMap map, string file) => string.Create(CultureInfo.InvariantCulture, $"{file}:{map.Line}");

    static void Done(YamlMap map, string date, DateOnly last)
    {
        JudgementFile.Signed(map, date, last);
        map.Done();
    }
}
