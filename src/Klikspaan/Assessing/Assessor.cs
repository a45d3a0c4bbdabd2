using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>Holds evidence against terms and risks: findings, risks before and after measures, and a verdict for each product and platform. The same input gives the same result.</summary>
public sealed class Assessor
{
    readonly KnowledgeBase knowledge;
    readonly RiskMatrix matrix;
    readonly TermsInForce terms;

    /// <summary>Prepares it.</summary>
    /// <param name="knowledge">The facts.</param>
    /// <param name="matrix">The matrix that levels are read from.</param>
    public Assessor(KnowledgeBase knowledge, RiskMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(matrix);
        (this.knowledge, this.matrix, terms) = (knowledge, matrix, new(knowledge));
    }

    /// <summary>Assesses products.</summary>
    /// <param name="cases">The products, each on a platform.</param>
    /// <param name="judgements">What people decided; none, for what the machine proposes by itself.</param>
    public Assessment Run(IReadOnlyList<AssessedCase> cases, AssessmentJudgements judgements)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(judgements);
        var (findings, risks, verdicts, open) = (new List<Finding>(), new List<AssessedRisk>(), new List<AssessedVerdict>(), new List<OpenMatter>());
        var byName = judgements.Findings.ToLookup(j => j.Finding, StringComparer.Ordinal);
        foreach (var of in cases)
        {
            var (found, notEstablished) = FindingMaker.Run(of, knowledge, terms);
            List<Finding> judged = [.. found.Select(f => Judged(f, byName))];
            var assessor = new RiskAssessor(of, knowledge.Assessment, matrix, new(of, knowledge, terms, judged), judgements.Risks);
            List<AssessedRisk> fired = [.. assessor.Run(judged.FindAll(f => f.SetAside.Length == 0))];
            findings.AddRange(judged.Concat(Vendors(of, fired)));
            risks.AddRange(fired);
            verdicts.Add(VerdictProposal.Of(of, matrix, fired, judged, assessor.LookedAt, judgements.Verdicts));
            open.AddRange(notEstablished.Select(n => new OpenMatter(of.Product.Name, of.Product.Platform, n)));
            open.AddRange(fired.Where(r => r.Asks != LocalText.None).GroupBy(r => r.Asks.English).Select(r => new OpenMatter(of.Product.Name, of.Product.Platform, $"{r.Key} Open for {string.Join(", ", r.Select(o => o.Risk.Id))}.")));
        }

        return new(matrix, findings, risks, verdicts, open, [.. Idle(cases, findings, judgements)]);
    }

    /// <summary>That only the vendor can bring a risk down is a finding, too.</summary>
    List<Finding> Vendors(AssessedCase of, List<AssessedRisk> fired)
    {
        var set = new FindingSet(of.Product.Name, of.Product.Platform, knowledge.Assessment.Findings);
        foreach (var risk in fired.Where(r => r.IsOnlyVendors))
        {
            set.IsShared = risk.IsShared;
            set.Add("only-vendor", EvidenceGrades.Documented, [$"knowledge: {risk.Risk.Source}"], new Dictionary<string, string> { ["risk"] = risk.Risk.Id });
        }

        return [.. set.All];
    }

    static Finding Judged(Finding finding, ILookup<string, FindingJudgement> judgements)
    {
        var judgement = judgements[finding.Id].Concat(judgements[finding.Kind]).FirstOrDefault(j => IsAbout(j, finding));
        return judgement is null ? finding : finding with { SetAside = $"{judgement.By}, {judgement.Date}: {judgement.Reason} ({judgement.Place})" };
    }

    static bool IsAbout(FindingJudgement judgement, Finding finding) =>
        (judgement.Finding == finding.Id || judgement.Finding == finding.Kind) && (!judgement.IsShared || finding.IsShared)
        && (judgement.Product.Length == 0 || judgement.Product.Equals(finding.Product, StringComparison.OrdinalIgnoreCase))
        && (judgement.Platform.Length == 0 || judgement.Platform.Equals(finding.Platform, StringComparison.OrdinalIgnoreCase))
        && judgement.Fields.All(f => finding.Fields.GetValueOrDefault(f.Key, "") == f.Value);

    /// <summary>What people wrote that is about nothing here, as after a slip of the pen.</summary>
    static IEnumerable<string> Idle(IReadOnlyList<AssessedCase> cases, List<Finding> findings, AssessmentJudgements judgements)
    {
        bool Is(string product, string platform) => cases.Any(c => c.Product.Name.Equals(product, StringComparison.OrdinalIgnoreCase) && (platform.Length == 0 || c.Product.Platform.Equals(platform, StringComparison.OrdinalIgnoreCase)));
        var (byId, byKind) = (findings.ToLookup(f => f.Id, StringComparer.Ordinal), findings.ToLookup(f => f.Kind, StringComparer.Ordinal));
        foreach (var judgement in judgements.Findings.Where(j => !j.IsShared && !byId[j.Finding].Concat(byKind[j.Finding]).Any(f => IsAbout(j, f))))
        {
            yield return $"{judgement.Place}: there is no finding {judgement.Finding} that it could be about";
        }

        foreach (var (place, _, _) in judgements.Risks.Where(j => !j.IsShared).Select(j => (j.Place, j.Product, j.Platform)).Concat(judgements.Verdicts.Where(j => !j.IsShared).Select(j => (j.Place, j.Product, j.Platform))).Concat(cases.SelectMany(c => c.Measures).Where(m => !m.IsShared).Select(m => (m.Place, m.Product, m.Platform))).Where(j => !Is(j.Product, j.Platform)).Distinct())
        {
            yield return $"{place}: dossier.yaml names no such product and platform";
        }
    }
}
