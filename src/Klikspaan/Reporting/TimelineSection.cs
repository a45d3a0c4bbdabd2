namespace Klikspaan.Reporting;

/// <summary>When what was sent to which host, a figure for each capture.</summary>
static class TimelineSection
{
    const int MostCaptures = 10;
    const int MostHosts = 14;

    public static IEnumerable<Block> Of(ReportContext context)
    {
        yield return new Heading(2, "timeline", new Wording(Phrases.Timeline));
        var timed = context.Data.Captures.Where(c => c.First is not null).ToList();
        if (timed.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.TimelineUnknown));
        }

        foreach (var capture in timed.Take(MostCaptures))
        {
            var hosts = Hosts(context, capture);
            yield return Draw(context, capture, hosts);
            foreach (var block in HostGrid.More(context, hosts))
            {
                yield return block;
            }
        }

        if (timed.Count > MostCaptures)
        {
            yield return new Paragraph(FactForms.BesidesMore.Of(context.Whole, Parameter.Count(MostCaptures, Unit.Capture)));
        }
    }

    static List<ReportedHost> Hosts(ReportContext context, ReportedCapture capture) =>
        [.. context.Data.Recipients.SelectMany(r => r.Hosts).Where(h => h.Capture == capture.Sha256).OrderByDescending(h => h.Requests).ThenBy(h => h.Host, StringComparer.Ordinal)];

    static Figure Draw(ReportContext context, ReportedCapture capture, List<ReportedHost> hosts)
    {
        var evidence = Evidence.Of(EvidenceId.OfCapture(capture.Sha256));
        var place = Parameter.Place(EvidenceId.OfCapture(capture.Sha256));
        return new(
            FactForms.TimelineTitle.Of(evidence, place),
            FactForms.TimelineDescription.Of(
                evidence, ReportContext.Sent(hosts), Parameter.Count(hosts.Select(h => h.Host).Distinct().Count(), Unit.Host), Parameter.Time(capture.First), Parameter.Time(capture.Last)),
            new TimeDrawing(capture.First!.Value, capture.Last!.Value, [.. hosts.Take(MostHosts).Select(h => new TimeRow(Fact.Of(Parameter.Host(h.Host), Evidence.Of(ReportContext.Id(h))), Discs(h)))]),
            HostGrid.Of(context, hosts, FactForms.TimelineCaption.Of(evidence, place)));
    }

    static List<(double At, long Requests)> Discs(ReportedHost host) =>
        [.. host.Stretches.Select((n, i) => (At: (i + 0.5) / host.Stretches.Count, Requests: n)).Where(d => d.Requests > 0)];
}
