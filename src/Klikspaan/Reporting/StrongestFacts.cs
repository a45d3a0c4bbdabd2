namespace Klikspaan.Reporting;

/// <summary>
/// Orders what was observed by how much it tells of a person or device, as far as the evidence shows: a planted value itself,
/// the digest of another, what was sent before the first step, further planted values, then to whom most was addressed.
/// </summary>
static class StrongestFacts
{
    const int Most = 3;

    public static IEnumerable<Finding> Of(ReportContext context)
    {
        var data = context.Data;
        var hits = PlantedSection.Strongest(data.Hits).DistinctBy(h => h.Label).ToList();
        List<ReportedHit> first = [.. hits.Where(h => h.IsReadable).Take(1), .. hits.Where(h => !h.IsReadable).Take(1)];
        return first.Select(h => PlantedSection.Finding(context, h))
            .Concat(data.BeforeFirstStep.OrderByDescending(h => h.Requests).Take(1).Select(h => FirstStepSection.Finding(context, h)))
            .Concat(hits.Except(first).Select(h => PlantedSection.Finding(context, h)))
            .Concat(data.Recipients.Where(r => r.Hosts.Count > 0).Select(r => RecipientSection.Sent(context, r)))
            .Take(Most);
    }
}
