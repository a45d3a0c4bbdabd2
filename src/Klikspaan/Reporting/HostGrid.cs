namespace Klikspaan.Reporting;

/// <summary>Hosts with counts and times, a row each.</summary>
static class HostGrid
{
    public static Grid Of(ReportContext context, IEnumerable<ReportedHost> hosts, Fact caption) => new(
        caption,
        [
            new(Phrases.ColumnProcess), new(Phrases.ColumnHost), new(Phrases.ColumnOperator), new(Phrases.ColumnExchanges, IsNumber: true),
            new(Phrases.ColumnBytes, IsNumber: true), new(Phrases.ColumnFirst), new(Phrases.ColumnLast), new(Phrases.ColumnEvidence),
        ],
        [.. hosts.Take(context.Data.Limits.Rows).Select(h => Row(context, h))]);

    /// <summary>What the table leaves out; nothing when it leaves out none.</summary>
    public static IEnumerable<Block> More(ReportContext context, IReadOnlyList<ReportedHost> hosts)
    {
        if (hosts.Skip(context.Data.Limits.Rows).ToList() is { Count: > 0 } more)
        {
            yield return new Paragraph(FactForms.HostsMore.Of(context.Of(more), Parameter.Count(more.Select(h => h.Host).Distinct().Count(), Unit.Host), Parameter.Count(more.Sum(h => h.Requests), Unit.Request)));
        }
    }

    static GridRow Row(ReportContext context, ReportedHost host)
    {
        var id = ReportContext.Id(host);
        var evidence = Evidence.Of(id);
        Sentence Cell(Parameter value) => Fact.Of(value, evidence);
        return new([
            Cell(Parameter.List(host.Processes.Select(Parameter.Captured))), Cell(Parameter.Host(host.Host)), Cell(context.Organisation(context.OperatorOf(host.Host))),
            Cell(Parameter.Number(host.Requests)), Cell(Parameter.Number(host.Bytes)), Cell(Parameter.Time(host.First)), Cell(Parameter.Time(host.Last)), Cell(Parameter.Place(id)),
        ]);
    }
}
