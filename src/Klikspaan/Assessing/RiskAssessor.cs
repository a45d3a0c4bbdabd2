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
    /// <summary>The risks that fire.</summary>
    /// <param name="findings">The findings that nobody set aside.</param>
    public IEnumerable<AssessedRisk> Run(IReadOnlyList<Finding> findings)
    {
        foreach (var risk in facts.Risks.Where(r => of.Catalogues.Count == 0 || of.Catalogues.Contains(r.Catalogue)))
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
        var (before, isContradictedBefore) = Judged(judged.FindAll(j => !j.After), proposed);
        var (rest, isContradictedAfter) = Judged(judged.FindAll(j => j.After), lowering.Lowering is null ? before : after);
        var byOne = matrix.IsLowByOneScale(rest.Likelihood.Id, rest.Severity.Id) && matrix.Asks != LocalText.None;
        if (byOne && judged.Exists(j => j is { IsShared: false, CanGoLower: "yes" }))
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
            Evidence = Digest(fired),
            Proposed = proposed,
            ProposedAfter = after,
            Before = before,
            After = rest,
            ConditionalOn = lowering.Lowering is null ? [] : [.. lowering.Lowering.With.Select(m => weighed[m])],
            Measures = [.. weighed.Values],
            Judgements = judged,
            IsContradicted = isContradictedBefore || isContradictedAfter,
            Asks = byOne && !judged.Exists(j => !j.IsShared && j.CanGoLower.Length > 0) ? matrix.Asks : LocalText.None,
            IsOnlyVendors = proposed.Level > matrix.Bounds.Low && !risk.Lowered.Any(l => l.With.All(m => facts.Measures[m].IsOfOrganisation) && Rate(l.Likelihood, l.Severity, l.Because).Level <= matrix.Bounds.Low),
        };
    }

    bool IsAbout(RiskJudgement judgement, RiskDefinition risk) =>
        judgement.Risk == risk.Id && judgement.Product.Equals(of.Product.Name, StringComparison.OrdinalIgnoreCase)
        && (judgement.Platform.Length == 0 || judgement.Platform.Equals(of.Product.Platform, StringComparison.OrdinalIgnoreCase));

    /// <summary>What people decided where they agree; else what was proposed.</summary>
    (Rating Rating, bool IsContradicted) Judged(List<RiskJudgement> judged, Rating proposed)
    {
        var decided = judged.FindAll(j => !j.IsShared && j.Likelihood.Length > 0 && j.Severity.Length > 0);
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
