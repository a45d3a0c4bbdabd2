using System.Globalization;
using Klikspaan.Assessing;
using Klikspaan.Knowledge;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>An assessment as text for people.</summary>
static class AssessmentText
{
    const int MostFindings = 12, MostOpen = 20;

    /// <summary>Verdicts, risks and findings.</summary>
    /// <param name="shell">Where to write.</param>
    /// <param name="dossier">The dossier.</param>
    /// <param name="assessment">The assessment.</param>
    /// <param name="isWhole">Whether every finding is wanted; else those that fire a risk, and a count of the others.</param>
    public static async Task WriteAsync(Shell shell, Dossier dossier, Assessment assessment, bool isWhole)
    {
        var levels = assessment.Matrix.Levels;
        foreach (var verdict in assessment.Verdicts)
        {
            await Line(shell, $"{verdict.Product} on {verdict.Platform}{(verdict.Version.Length > 0 ? $", version {verdict.Version}" : "")}");
            await Line(shell, $"  verdict: {verdict.Verdict} ({verdict.State}{(verdict.State == "proposal" ? ", until a named person adopts it" : $"; the program proposes {verdict.Proposed}")})");
            foreach (var judgement in verdict.Judgements)
            {
                await Line(shell, $"    {judgement.Verdict}: {judgement.By}, {judgement.Date}; to be looked at again on {judgement.Review}. {judgement.Reason} ({judgement.Place}{(judgement.IsShared ? "; in the umbrella, which decides nothing here" : "")})");
            }

            if (DateOnly.TryParseExact(verdict.Review, "yyyy-MM-dd", out var review) && review < DateOnly.FromDateTime(shell.Time.GetUtcNow().UtcDateTime))
            {
                await Line(shell, $"    the day on which it was to be looked at again is past: {verdict.Review}");
            }

            foreach (var gap in verdict.Gaps)
            {
                await Line(shell, $"    {(verdict.Proposed == Classification.NotEstablished ? "not established because: " : "not seen: ")}{gap}");
            }

            foreach (var accepted in verdict.Accepted)
            {
                await Line(shell, $"    rests on {accepted.Evidence} in place of traffic that was not opened: {accepted.By}, {accepted.Date}. {accepted.Reason}");
            }

            foreach (var claim in verdict.Claims)
            {
                await Line(shell, $"    others concluded{(claim.IsUncertain ? " (unverified)" : "")}: {claim.Says} ({claim.Evidence})");
            }

            List<AssessedRisk> risks = [.. assessment.Risks.Where(r => r.Product == verdict.Product && r.Platform == verdict.Platform)];
            await Line(shell, risks.Count == 0 ? "  no risk of the catalogues fired on what was found" : string.Create(CultureInfo.InvariantCulture, $"  risks: {risks.Count}"));
            foreach (var risk in risks)
            {
                await Line(shell, $"    {Level(levels, risk)}  {risk.Risk.Title.English} ({risk.Risk.Id}){(risk.Risk.IsVerified ? "" : ", unverified wording")}{Origin(risk.IsShared)}");
                if (risk.ConditionalOn.Count > 0)
                {
                    await Line(shell, $"      {levels[risk.After.Level].Name.English}, if {string.Join(", ", risk.ConditionalOn.Select(m => $"{m.Measure.Id} [{m.Standing!.State}, {(m.IsVerified ? "a capture shows it" : "no capture shows it")}{Origin(m.IsShared)}]"))}");
                }

                foreach (var measure in risk.Measures.Where(m => !m.Measure.IsOfOrganisation && (!m.Counts || assessment.Responses.Of(m.Measure.Id, risk.Product, risk.Platform) is not null)))
                {
                    await Line(shell, $"      measure {measure.Measure.Id}, by the {measure.Measure.Taker}: {assessment.Responses.Standing(measure.Measure.Id, risk.Product, risk.Platform)}");
                }

                foreach (var judgement in risk.Judgements.Where(j => !j.IsShared))
                {
                    await Line(shell, $"      {(judgement.Evidence.Length > 0 && judgement.Evidence != risk.Evidence ? "decided on other evidence, and does not count" : "decided")}: {judgement.By}, {judgement.Date}: {(judgement.Likelihood.Length > 0 ? $"{judgement.Likelihood} and {judgement.Severity}{(judgement.After ? " with measures" : "")}" : $"can be mitigated further: {judgement.CanGoLower}")} ({judgement.Place}); the program proposes {levels[risk.Proposed.Level].Name.English}, with measures {levels[risk.ProposedAfter.Level].Name.English}");
                }

                if (risk.IsContradicted)
                {
                    await Line(shell, $"      people contradict each other, so that the proposal stands");
                }
            }

            foreach (var lifted in verdict.LiftedBy)
            {
                await Line(shell, $"  lifted by: {lifted}");
            }

            await FindingsAsync(shell, dossier, assessment, verdict, isWhole);
            await Line(shell, "");
        }

        await OpenAsync(shell, assessment);
        await UmbrellaAsync(shell, dossier, assessment);
    }

    /// <summary>What comes from the umbrella, and what changed there since people looked at it.</summary>
    static async Task UmbrellaAsync(Shell shell, Dossier dossier, Assessment assessment)
    {
        if (dossier.Umbrella is null)
        {
            return;
        }

        await Line(shell, string.Create(CultureInfo.InvariantCulture, $"Stands on the umbrella {dossier.File.Umbrella}: of {assessment.Findings.Count} findings {assessment.Findings.Count(f => f.IsShared)} are shared and {assessment.Findings.Count(f => !f.IsShared)} own. What people decided there is shown and decides nothing here."));
        foreach (var measure in assessment.Risks.SelectMany(r => r.Measures.Where(m => m.IsShared).Select(m => $"{m.Measure.Id} ({r.Product} on {r.Platform}): {m.Why}")).Distinct())
        {
            await Line(shell, $"  unverified measure of the umbrella: {measure}");
        }

        var changes = dossier.UmbrellaChanges();
        foreach (var change in changes)
        {
            await Line(shell, $"  changed in the umbrella since it was looked at: {change}");
        }

        if (changes.Count > 0 || dossier.File.UmbrellaSeen.Parts.Count == 0)
        {
            await Line(shell, $"  {(changes.Count > 0 ? "Once people have looked at that" : "Which state of the umbrella people looked at is not written down")}; this goes into {Dossier.FileName} for its state now:");
            foreach (var line in dossier.UmbrellaNow().Text.TrimEnd('\n').Split('\n'))
            {
                await Line(shell, $"    {line}");
            }
        }
    }

    /// <summary>A mark for what comes from the umbrella; nothing for what is the dossier's own.</summary>
    static string Origin(bool isShared) => isShared ? "; shared" : "";

    static string Level(IReadOnlyList<RiskStep> levels, AssessedRisk risk) =>
        risk.Before.Level == risk.After.Level ? levels[risk.After.Level].Name.English : $"{levels[risk.Before.Level].Name.English} -> {levels[risk.After.Level].Name.English}";

    static async Task FindingsAsync(Shell shell, Dossier dossier, Assessment assessment, AssessedVerdict verdict, bool isWhole)
    {
        List<Finding> findings = [.. assessment.Findings.Where(f => f.Product == verdict.Product && f.Platform == verdict.Platform)];
        List<Finding> told = isWhole ? findings : findings.FindAll(f => assessment.LevelOf(f) is not null || f.SetAside.Length > 0);
        await Line(shell, string.Create(CultureInfo.InvariantCulture, $"  findings: {findings.Count}{(isWhole ? "" : $"; those that fire a risk: {told.Count}")}"));
        foreach (var kind in told.GroupBy(f => f.Kind))
        {
            foreach (var finding in kind.Take(isWhole ? int.MaxValue : MostFindings))
            {
                await Line(shell, $"    {AssessmentJson.Statement(finding, dossier)} [{string.Join("; ", finding.Modes.Prepend(finding.Grade))}{(finding.IsUncertain ? "; unverified" : "")}{Origin(finding.IsShared)}; {assessment.Responses.Standing(finding)}{(finding.SetAside.Length > 0 ? $"; set aside by {finding.SetAside}" : "")}] {(finding.Evidence is [var first, ..] ? first : "")}{(finding.Evidence.Count > 1 ? " ..." : "")}");
            }

            if (!isWhole && kind.Count() > MostFindings)
            {
                await Line(shell, string.Create(CultureInfo.InvariantCulture, $"    {kind.Count() - MostFindings} more of the kind {kind.Key}"));
            }
        }

        var rest = findings.Except(told).CountBy(f => f.Kind).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Key} ({k.Value})")).ToList();
        if (rest.Count > 0)
        {
            await Line(shell, $"    others (--findings tells them): {string.Join(", ", rest)}");
        }
    }

    static async Task OpenAsync(Shell shell, Assessment assessment)
    {
        if (assessment.NotEstablished.Count > 0)
        {
            await Line(shell, string.Create(CultureInfo.InvariantCulture, $"Not established ({assessment.NotEstablished.Count}):"));
            foreach (var open in assessment.NotEstablished.Take(MostOpen))
            {
                await Line(shell, $"  {(open.Product.Length > 0 ? $"{open.Product} on {open.Platform}: " : "")}{open.What}");
            }

            if (assessment.NotEstablished.Count > MostOpen)
            {
                await Line(shell, string.Create(CultureInfo.InvariantCulture, $"  {assessment.NotEstablished.Count - MostOpen} more (--format json lists all)"));
            }
        }

        foreach (var idle in assessment.Idle)
        {
            await Line(shell, $"About nothing that was assessed: {idle}");
        }
    }

    /// <summary>All that there is to say of one risk.</summary>
    public static async Task WhyAsync(Shell shell, Dossier dossier, Assessment assessment, string id)
    {
        List<AssessedRisk> risks = [.. assessment.Risks.Where(r => r.Risk.Id == id || r.Risk.Id.EndsWith($"/{id}", StringComparison.Ordinal))];
        if (risks.Count == 0)
        {
            var known = dossier.Knowledge.Assessment.Risks.FirstOrDefault(r => r.Id == id || r.Id.EndsWith($"/{id}", StringComparison.Ordinal))
                ?? throw new ArgumentException($"there is no risk '{id}'; there are {string.Join(", ", dossier.Knowledge.Assessment.Risks.Select(r => r.Id))}");
            await Line(shell, $"{known.Id}: {known.Title.English}. It did not fire: it needs {(known.Any.Count > 0 ? $"a finding of {string.Join(", ", known.Any.Select(t => t.Kind).Distinct())}" : "")}{(known.All.Count > 0 ? $"{(known.Any.Count > 0 ? "; and " : "")}all of {string.Join(", ", known.All.Select(t => t.Kind))}" : "")}.");
        }

        foreach (var risk in risks)
        {
            await OneAsync(shell, dossier, assessment, risk);
        }
    }

    static async Task OneAsync(Shell shell, Dossier dossier, Assessment assessment, AssessedRisk risk)
    {
        await Line(shell, $"{risk.Risk.Id}: {risk.Risk.Title.English}");
        await Line(shell, $"  {risk.Product} on {risk.Platform}");
        await Line(shell, $"  {risk.Risk.Description.English}");
        await Line(shell, $"  origin: {risk.Risk.Origin.English}");
        await Line(shell, $"  source: knowledge: {risk.Risk.Source}{(risk.Risk.IsVerified ? "" : " (unverified)")}");
        await Line(shell, $"  consequences: {string.Join(", ", risk.Risk.Consequences)}; LINDDUN: {string.Join(", ", risk.Risk.Threats)}");
        await Line(shell, $"  fired by (evidence {risk.Evidence}):");
        foreach (var finding in risk.FiredBy)
        {
            await Line(shell, $"    {finding.Id}: {AssessmentJson.Statement(finding, dossier)} [{string.Join("; ", finding.Modes.Prepend(finding.Grade))}{(finding.Causes.Count > 0 ? $"; cause: {string.Join(", ", finding.Causes)}" : "")}{Origin(finding.IsShared)}; {assessment.Responses.Standing(finding)}] {string.Join(" ", finding.Evidence)}");
        }

        await Line(shell, $"  proposed: {Said(assessment.Matrix, risk.Proposed)}");
        await Line(shell, $"  proposed with measures: {Said(assessment.Matrix, risk.ProposedAfter)}");
        foreach (var judgement in risk.Judgements)
        {
            await Line(shell, $"  decided{(judgement.After ? " with measures" : "")}: {judgement.Likelihood} and {judgement.Severity}{(judgement.CanGoLower.Length > 0 ? $"; can be mitigated further: {judgement.CanGoLower}" : "")}; {judgement.By}, {judgement.Date}: {judgement.Reason} ({judgement.Place}){(judgement.Evidence.Length > 0 && judgement.Evidence != risk.Evidence ? $"; decided on other evidence ({judgement.Evidence})" : "")}{(judgement.IsShared ? "; in the umbrella, which decides nothing here" : "")}");
        }

        await Line(shell, $"  counts: {assessment.Matrix.Levels[risk.Before.Level].Name.English}; with measures {assessment.Matrix.Levels[risk.After.Level].Name.English}");
        foreach (var measure in risk.Measures)
        {
            await Line(shell, $"  measure {measure.Measure.Id} ({measure.Measure.Kind}, by the {measure.Measure.Taker}): {measure.Measure.Title.English} {(measure.Counts ? "Counts" : "Does not count")}: {measure.Why}{(measure.IsVerified ? $"; capture {measure.Standing!.Capture} shows it" : "")}{(measure.Measure.IsOfOrganisation ? "" : $"; {assessment.Responses.Standing(measure.Measure.Id, risk.Product, risk.Platform)}")}");
        }

        if (risk.IsOnlyVendors)
        {
            await Line(shell, "  no measure of the organisation alone brings it down to low");
        }
    }

    static string Said(RiskMatrix matrix, Rating rating) => $"likelihood {rating.Likelihood.Name.English}, severity {rating.Severity.Name.English}: {matrix.Levels[rating.Level].Name.English}. {rating.Because.English}";

    static Task Line(Shell shell, string text) => shell.Out.WriteLineAsync(Terminal.Clean(text));
}
