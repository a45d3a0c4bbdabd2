namespace Klikspaan.Reporting;

/// <summary>
/// Orders what was observed by how much it tells of a person or device, as far as the evidence shows: a planted value in
/// readable form first, then its digests, then what was sent before the first step, then requests to whom no operator is
/// established, then the recipient of most. Each kind is told once before a second of the same kind.
/// </summary>
static class StrongestFacts
{
    public static IEnumerable<Finding> Of(ReportContext context)
    {
        var data = context.Data;
        List<List<Finding>> kinds =
        [
            [.. PlantedSection.Strongest(data.Hits.Where(h => h.IsReadable)).Select(h => PlantedSection.Finding(context, h))],
            [.. PlantedSection.Strongest(data.Hits.Where(h => !h.IsReadable)).Select(h => PlantedSection.Finding(context, h))],
            [.. data.BeforeFirstStep.OrderByDescending(h => h.Requests).Take(1).Select(h => FirstStepSection.Finding(context, h))],
            [.. data.Recipients.Where(r => r.Hosts.Count > 0).Take(3).Select(r => RecipientSection.Sent(context, r))],
        ];
        for (var round = 0; kinds.Exists(k => k.Count > round); round++)
        {
            foreach (var kind in kinds.Where(k => k.Count > round))
            {
                yield return kind[round];
            }
        }
    }
}
