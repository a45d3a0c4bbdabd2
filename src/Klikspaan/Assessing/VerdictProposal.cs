using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>What is proposed for a product on a platform by its risks and by how much of its traffic was seen; and what people adopted.</summary>
static class VerdictProposal
{
    /// <summary>More than this share of bytes not opened, or of connections not seen, in percent, and what was not seen could hold anything.</summary>
    const double MostNotSeen = 5;

    /// <summary>The verdict.</summary>
    public static AssessedVerdict Of(AssessedCase of, RiskMatrix matrix, IReadOnlyList<AssessedRisk> risks, IReadOnlyList<VerdictJudgement> judgements)
    {
        var high = risks.Where(r => r.After.Level >= matrix.Bounds.High).ToList();
        List<AssessedMeasure> conditions = [.. risks.SelectMany(r => r.ConditionalOn).DistinctBy(m => m.Measure.Id).OrderBy(m => m.Measure.Id, StringComparer.Ordinal)];
        List<string> because = [.. risks.Select(r => Said(r, matrix))], gaps = [.. Gaps(of)];
        var proposed = high.Count > 0 ? AssessedVerdict.DoNotUse
            : conditions.Count > 0 || risks.Any(r => r.After.Level > matrix.Bounds.Low) ? AssessedVerdict.WithMeasures
            : AssessedVerdict.Use;
        if (proposed != AssessedVerdict.DoNotUse && gaps.Count > 0 && of.Accepted.Count == 0)
        {
            proposed = Classification.NotEstablished;
        }

        because.AddRange(gaps);
        List<VerdictJudgement> judged = [.. judgements.Where(j => j.Product.Equals(of.Product.Name, StringComparison.OrdinalIgnoreCase) && (j.Platform.Length == 0 || j.Platform.Equals(of.Product.Platform, StringComparison.OrdinalIgnoreCase)))];
        List<VerdictJudgement> own = judged.FindAll(j => !j.IsShared);
        var agree = own.DistinctBy(j => j.Verdict).Count() == 1;
        return new()
        {
            Product = of.Product.Name,
            Platform = of.Product.Platform,
            Version = of.Version,
            Proposed = proposed,
            Verdict = agree ? own[^1].Verdict : proposed,
            State = own.Count == 0 ? "proposal" : agree ? "adopted" : "contradicting judgements",
            Conditions = conditions,
            LiftedBy = own is [.., { LiftedBy.Count: > 0 } last] && agree ? last.LiftedBy : [.. Lifting(high)],
            Because = because,
            Accepted = of.Accepted,
            Claims = of.Claims,
            Judgements = judged,
            Review = agree ? own[^1].Review : "",
            IsShared = of.IsShared && own.Count == 0 && of.Accepted.Count == 0 && of.Captures.All(c => c.IsShared) && of.Stated.All(s => s.IsShared) && !of.Measures.Any(m => !m.IsShared && m.IsOf(of.Product)),
        };
    }

    static string Said(AssessedRisk risk, RiskMatrix matrix)
    {
        var (before, after) = (matrix.Levels[risk.Before.Level].Name.English, matrix.Levels[risk.After.Level].Name.English);
        return risk.ConditionalOn.Count == 0 ? $"{risk.Risk.Title.English}: {after}" : $"{risk.Risk.Title.English}: {before}; {after}, if {string.Join(", ", risk.ConditionalOn.Select(m => $"{m.Measure.Id} ({(m.IsVerified ? "verified" : $"not verified: {m.Why}")})"))}";
    }

    /// <summary>What keeps a verdict from resting on traffic.</summary>
    static IEnumerable<string> Gaps(AssessedCase of)
    {
        if (of.Captures.Count == 0)
        {
            yield return "no capture of this product on this platform is in the dossier";
            yield break;
        }

        if (of.Version.Length == 0)
        {
            yield return "the version of the product is not established";
        }

        var (sent, notOpened) = (of.Captures.Sum(c => c.Bytes.Sent), of.Captures.Sum(c => c.Bytes.NotOpened));
        var (requests, notSeen) = (of.Captures.Sum(c => c.Connections.Requests), of.Captures.Sum(c => c.Connections.NotSeen));
        if (sent + notSeen == 0)
        {
            yield return "the captures show nothing that was sent";
        }

        if (sent > 0 && notOpened * 100.0 / sent is > MostNotSeen and var share)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{share:F1} % of the {sent} bytes that were sent were not opened");
        }

        if (notSeen * 100.0 / Math.Max(1, requests + notSeen) is > MostNotSeen and var unseen)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"of {notSeen} connections the contents were not seen ({unseen:F1} % of requests and connections)");
        }
    }

    /// <summary>For each high risk the measures that are missing for it to be lower.</summary>
    static IEnumerable<string> Lifting(List<AssessedRisk> high)
    {
        foreach (var risk in high)
        {
            var ways = risk.Risk.Lowered.Select(l => l.With.Select(id => risk.Measures.First(m => m.Measure.Id == id)).Where(m => !m.Counts).Select(m => $"{m.Measure.Id} ({m.Measure.Taker}: {m.Why})")).Select(w => string.Join(" and ", w)).Where(w => w.Length > 0).Distinct().ToList();
            yield return ways.Count > 0 ? $"{risk.Risk.Title.English}: {string.Join("; or ", ways)}" : $"{risk.Risk.Title.English}: no measure in the catalogue lowers it further";
        }
    }
}
