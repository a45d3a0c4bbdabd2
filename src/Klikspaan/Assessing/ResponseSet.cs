namespace Klikspaan.Assessing;

/// <summary>What was asked of vendors and what came back, found by what it is about.</summary>
/// <param name="all">The responses, in order of file and line.</param>
/// <param name="today">The day on which the assessment is made: a deadline before it has passed.</param>
public sealed class ResponseSet(IReadOnlyList<VendorResponse> all, DateOnly today)
{
    readonly ILookup<string, VendorResponse> findings = all.Where(r => r.Finding.Length > 0).ToLookup(r => r.Finding, StringComparer.Ordinal);
    readonly ILookup<string, VendorResponse> measures = all.Where(r => r.Measure.Length > 0).ToLookup(r => r.Measure, StringComparer.Ordinal);

    /// <summary>None.</summary>
    public static ResponseSet None { get; } = new([], default);

    /// <summary>All of them.</summary>
    public IReadOnlyList<VendorResponse> All => all;

    /// <summary>The day on which the assessment is made.</summary>
    public DateOnly Today => today;

    /// <summary>What holds of a finding: what names it by its id, else what names its kind; of several the one that was sent last, and one of the dossier itself before one of its umbrella. Null where nobody wrote of it.</summary>
    public VendorResponse? Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Last(findings[finding.Id].Where(r => r.IsOf(finding.Product, finding.Platform))) ?? Last(findings[finding.Kind].Where(r => r.IsOf(finding.Product, finding.Platform)));
    }

    /// <summary>What holds of a measure for a product on a platform; null where nobody wrote of it.</summary>
    public VendorResponse? Of(string measure, string product, string platform) => Last(measures[measure].Where(r => r.IsOf(product, platform)));

    /// <summary>How the dialogue about a finding stands, in words.</summary>
    public string Standing(Finding finding) => Standing(Of(finding));

    /// <summary>How the dialogue about a measure stands, in words.</summary>
    public string Standing(string measure, string product, string platform) => Standing(Of(measure, product, platform));

    /// <summary>How one of them stands, in words.</summary>
    public string Standing(VendorResponse? response) => response is null ? VendorResponse.NotAsked : response.Standing(today);

    /// <summary>Those that are about nothing that was assessed, as after a slip of the pen; of the dossier itself alone.</summary>
    public IEnumerable<VendorResponse> Idle(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        var known = new HashSet<VendorResponse>(ReferenceEqualityComparer.Instance);
        foreach (var finding in assessment.Findings)
        {
            known.UnionWith(findings[finding.Id].Concat(findings[finding.Kind]).Where(r => r.IsOf(finding.Product, finding.Platform)));
        }

        foreach (var risk in assessment.Risks)
        {
            known.UnionWith(risk.Measures.SelectMany(m => measures[m.Measure.Id]).Where(r => r.IsOf(risk.Product, risk.Platform)));
        }

        return all.Where(r => !r.IsShared && !known.Contains(r));
    }

    static VendorResponse? Last(IEnumerable<VendorResponse> about) => about.OrderBy(r => !r.IsShared).ThenBy(r => r.SentOn ?? DateOnly.MinValue).LastOrDefault();
}
