using System.Security.Cryptography;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>Which risks fire on the findings for a product, what is proposed for them before and after measures, and what people decided.</summary>
/// <param name="of">The product.</param>
/// <param name="facts">Risks and measures.</param>
/// <param name="matrix">The matrix that levels are read from.</param>
/// <param name="measures">Which measures count.</param>
/// <param name="judgements">What people decided.</param>
sealed class RiskAssessor(AssessedCase of, AssessmentFacts facts, RiskMatrix matrix, MeasureWeighing measures, IReadOnlyList<RiskJudgement> judgements)
{
    /// <summary>The catalogue that fits any program.</summary>
    const string General = "general";

    /// <summary>The catalogues that the product is held against.</summary>
    IReadOnlyList<string> Catalogues => of.Catalogues.Count > 0 ? of.Catalogues : [General];

    /// <summary>Kinds of findings that some risk of these catalogues looks at.</summary>
    public IReadOnlySet<string> LookedAt => facts.Risks.Where(r => Catalogues.Contains(r.Catalogue)).SelectMany(r => r.Any.Concat(r.All)).Select(t => t.Kind).ToHashSet(StringComparer.Ordinal);

    /// <summary>The risks that fire.</summary>
    /// <param name="findings">The findings that nobody set aside.</param>
    public IEnumerable<AssessedRisk> Run(IReadOnlyList<Finding> findings)
    {
        foreach (var risk in facts.Risks.Where(r => Catalogues.Contains(r.Catalogue)))
        {
            var any = Met(risk.Any, findings);
            var all = risk.All.Select(t => findings.Where(f => t.IsMetBy(f.Kind, f.Fields)).ToList()).ToList();
            if ((risk.Any.Count > 0 && any.Count == 0) || all.Exists(a => a.Count == 0))
            {
                continue;
            }

            yield return Assess(risk, [.. any.Concat(all.SelectMany(a => a)).DistinctBy(f => f.Id).OrderBy(f => f.Id, StringComparer.Ordinal)], findings);
        }
    }

    static List<Finding> Met(IReadOnlyList<RiskTrigger> triggers, IReadOnlyList<Finding> findings) => [.. findings.Where(f => triggers.Any(t => t.IsMetBy(f.Kind, f.Fields)))];

    AssessedRisk Assess(RiskDefinition risk, List<Finding> fired, IReadOnlyList<Finding> findings)
    {
        var proposal = risk.Proposals.First(p => p.When.Count == 0 || Met(p.When, findings).Count > 0);
        var proposed = Rate(proposal.Likelihood, proposal.Severity, proposal.Because);
        var weighed = risk.Lowered.SelectMany(l => l.With).Distinct().ToDictionary(m => m, measures.Of, StringComparer.Ordinal);
        var lowering = risk.Lowered.Where(l => l.With.All(m => weighed[m].Counts)).Select(l => (Lowering: l, Rating: Rate(l.Likelihood, l.Severity, l.Because)))
            .Where(l => l.Rating.Level < proposed.Level).OrderBy(l => l.Rating.Level).ThenBy(l => l.Lowering.With.Count).FirstOrDefault();
        var after = lowering.Lowering is null ? proposed : lowering.Rating;
        List<RiskJudgement> judged = [.. judgements.Where(j => IsAbout(j, risk))];
        var evidence = Digest(fired);
        var (before, isContradictedBefore) = Judged(judged.FindAll(j => !j.After), proposed, evidence);

        // No measure raises a risk.
        var (rest, isContradictedAfter) = Judged(judged.FindAll(j => j.After), lowering.Lowering is null || after.Level > before.Level ? before : after, evidence);
        List<string> lower = [.. Latest(judged.FindAll(j => j.CanGoLower.Length > 0), evidence).Select(j => j.CanGoLower).Distinct()];
        var byOne = matrix.IsLowByOneScale(rest.Likelihood.Id, rest.Severity.Id) && matrix.Asks != LocalText.None;
        if (byOne && lower is ["yes"])
        {
            // The model counts such a risk as low only when nothing more can be done about it.
            rest = rest with { Level = Math.Min(matrix.Bounds.Low + 1, matrix.Levels.Count - 1) };
        }

        return new()
        {
            Risk = risk,
            Product = of.Product.Name,
            Platform = of.Product.Platform,
            FiredBy = fired,
            Evidence = evidence,
            Proposed = proposed,
            ProposedAfter = after,
            Before = before,
            After = rest,
            ConditionalOn = lowering.Lowering is null ? [] : [.. lowering.Lowering.With.Select(m => weighed[m])],
            Measures = [.. weighed.Values],
            Judgements = judged,
            IsContradicted = isContradictedBefore || isContradictedAfter || lower.Count > 1,
            Asks = byOne && lower.Count != 1 ? matrix.Asks : LocalText.None,
            IsOnlyVendors = proposed.Level > matrix.Bounds.Low && !risk.Lowered.Any(l => l.With.All(m => facts.Measures[m].IsOfOrganisation && (facts.Measures[m].Products.Count == 0 || facts.Measures[m].Products.Contains(of.Product.Name, StringComparer.OrdinalIgnoreCase))) && Rate(l.Likelihood, l.Severity, l.Because).Level <= matrix.Bounds.Low),
        };
    }

    bool IsAbout(RiskJudgement judgement, RiskDefinition risk) =>
        judgement.Risk == risk.Id && judgement.Product.Equals(of.Product.Name, StringComparison.OrdinalIgnoreCase)
        && (judgement.Platform.Length == 0 || judgement.Platform.Equals(of.Product.Platform, StringComparison.OrdinalIgnoreCase));

    /// <summary>What counts of what people decided: of each the last, and nothing that was decided on other evidence.</summary>
    static List<RiskJudgement> Latest(List<RiskJudgement> judged, string evidence) =>
        [.. judged.Where(j => !j.IsShared && (j.Evidence.Length == 0 || j.Evidence == evidence)).GroupBy(j => j.By, StringComparer.Ordinal).Select(g => g.OrderBy(j => j.Date, StringComparer.Ordinal).Last())];

    /// <summary>What people decided where they agree; else what was proposed.</summary>
    (Rating Rating, bool IsContradicted) Judged(List<RiskJudgement> judged, Rating proposed, string evidence)
    {
        var decided = Latest(judged.FindAll(j => j.Likelihood.Length > 0 && j.Severity.Length > 0), evidence);
        if (decided.Count == 0)
        {
            return (proposed, false);
        }

        var (first, reason) = (decided[^1], decided[^1].Reason);
        return decided.TrueForAll(j => (j.Likelihood, j.Severity) == (first.Likelihood, first.Severity)) && matrix.LevelOf(first.Likelihood, first.Severity) is { } level
            ? (new(Step(matrix.Likelihoods, first.Likelihood), Step(matrix.Severities, first.Severity), level, new(reason, reason)), false)
            : (proposed, true);
    }

    Rating Rate(string likelihood, string severity, LocalText because)
    {
        var (column, row) = (matrix.Proposals[likelihood].Likelihood, matrix.Proposals[severity].Severity);
        return new(Step(matrix.Likelihoods, column), Step(matrix.Severities, row), matrix.LevelOf(column, row) ?? 0, because);
    }

    static RiskStep Step(IReadOnlyList<RiskStep> steps, string id) => steps.First(s => s.Id == id);

    /// <summary>Digest of what fired a risk: a judgement that names another one was made on other evidence.</summary>
    static string Digest(List<Finding> fired) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fired.Select(f => f.Id)))).AsSpan(0, 6));
}
