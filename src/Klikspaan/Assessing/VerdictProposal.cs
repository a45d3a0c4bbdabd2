using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>What is proposed for a product on a platform by its risks and by how much of its traffic was seen; and what people adopted.</summary>
static class VerdictProposal
{
    /// <summary>More than this share of bytes not opened, or of connections not seen, in percent, and what was not seen could hold anything.</summary>
    const double MostNotSeen = 5;

    /// <summary>The verdict.</summary>
    public static AssessedVerdict Of(AssessedCase of, RiskMatrix matrix, IReadOnlyList<AssessedRisk> risks, IReadOnlyList<Finding> findings, IReadOnlySet<string> lookedAt, IReadOnlyList<VerdictJudgement> judgements)
    {
        var high = risks.Where(r => r.After.Level >= matrix.Bounds.High).ToList();
        List<AssessedMeasure> conditions = [.. risks.SelectMany(r => r.ConditionalOn).DistinctBy(m => m.Measure.Id).OrderBy(m => m.Measure.Id, StringComparer.Ordinal)];
        List<string> because = [.. risks.Select(r => Said(r, matrix))], unseen = [.. Unseen(of)], gaps = [.. Gaps(of), .. Open(findings, lookedAt)];
        var proposed = high.Count > 0 ? AssessedVerdict.DoNotUse
            : conditions.Count > 0 || risks.Any(r => r.After.Level > matrix.Bounds.Low) ? AssessedVerdict.WithMeasures
            : AssessedVerdict.Use;
        if (proposed != AssessedVerdict.DoNotUse && (gaps.Count > 0 || (unseen.Count > 0 && of.Accepted.Count == 0)))
        {
            proposed = Classification.NotEstablished;
        }

        gaps.AddRange(unseen);
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
            Gaps = gaps,
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

    /// <summary>What keeps any verdict but <em>do not use</em> from being proposed, whatever is accepted in place of traffic.</summary>
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

        foreach (var capture in of.Captures)
        {
            var build = string.Join(", ", Builds.Select(k => capture.Meta.GetValueOrDefault(k, "")).Where(t => t.Length > 0));
            if (of.Version.Length > 0 && build.Length > 0 && !build.Contains(of.Version, StringComparison.OrdinalIgnoreCase))
            {
                yield return $"capture {Locator.Short(capture.Sha256)} is of build '{build}', and version '{of.Version}' is assessed";
            }
        }

        if (of.Captures.All(c => c.Mode.EndsWith("sinkhole", StringComparison.Ordinal)))
        {
            yield return "a sinkhole answered in place of the servers: a real one could have asked for more, so that what was observed is a lower bound";
        }
    }

    static readonly string[] Builds = ["build", "edition"];

    /// <summary>What was not seen of the traffic, by capture and host: evidence of another kind can be accepted in its place.</summary>
    static IEnumerable<string> Unseen(AssessedCase of)
    {
        foreach (var capture in of.Captures)
        {
            var ((sent, notOpened), (requests, notSeen)) = (capture.Bytes, capture.Connections);
            if (sent + notSeen == 0)
            {
                yield return $"capture {Locator.Short(capture.Sha256)} shows nothing that went out";
            }

            if (sent > 0 && notOpened * 100.0 / sent is > MostNotSeen and var share)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"of capture {Locator.Short(capture.Sha256)} {share:F1} % of the {sent} bytes that were sent were not opened");
            }

            foreach (var host in capture.Hosts.Where(h => h.Bytes.Sent > 0 && h.Bytes.NotOpened * 100.0 / h.Bytes.Sent > MostNotSeen))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"of what was sent to {host.Host} {host.Bytes.NotOpened * 100.0 / host.Bytes.Sent:F1} % of {host.Bytes.Sent} bytes were not opened (capture {Locator.Short(capture.Sha256)})");
            }

            if (notSeen * 100.0 / Math.Max(1, requests + notSeen) is > MostNotSeen and var unseen)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"of {notSeen} connections of capture {Locator.Short(capture.Sha256)} the contents were not seen ({unseen:F1} % of requests and connections)");
            }
        }
    }

    /// <summary>Findings that a verdict has to weigh.</summary>
    static readonly string[] Weighty = ["content-in-diagnostic-data", "value-on-list", "recipient-not-named", "planted-value-sent"];

    /// <summary>What is open of the findings: who operates a host, which terms held, and what no risk of the chosen catalogues looks at.</summary>
    static IEnumerable<string> Open(IReadOnlyList<Finding> findings, IReadOnlySet<string> lookedAt)
    {
        List<Finding> counted = [.. findings.Where(f => f.SetAside.Length == 0)];
        if (counted.Count(f => f.Kind == "recipient-not-established") is > 0 and var hosts)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"who operates {hosts} {(hosts == 1 ? "host" : "hosts")} is not established");
        }

        foreach (var terms in counted.Where(f => f.Kind == "terms-not-established"))
        {
            yield return $"which terms held is not established: {terms.Fields.GetValueOrDefault("why", "")}";
        }

        foreach (var terms in counted.Where(f => f.Kind == "terms-do-not-name"))
        {
            yield return $"which terms held is not established: {terms.Fields.GetValueOrDefault("document", "")} does not name the product on this platform";
        }

        foreach (var kind in counted.Where(f => Weighty.Contains(f.Kind) && !lookedAt.Contains(f.Kind) && !(f.Kind == "planted-value-sent" && lookedAt.Contains("content-in-diagnostic-data") && counted.Exists(c => c.Kind == "content-in-diagnostic-data"))).GroupBy(f => f.Kind))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{kind.Count()} findings of the kind {kind.Key} are looked at by no risk of the chosen catalogues");
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
