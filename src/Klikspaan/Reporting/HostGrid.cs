namespace Klikspaan.Reporting;

/// <summary>Hosts with counts and times, a row each.</summary>
static class HostGrid
{
    public static Grid Of(ReportContext context, IEnumerable<ReportedHost> hosts, Fact caption) => new(
        caption,
        [
            new(Phrases.ColumnProcess), new(Phrases.ColumnHost), new(Phrases.ColumnOperator), new(Phrases.ColumnRequests, IsNumber: true),
            new(Phrases.ColumnBytes, IsNumber: true), new(Phrases.ColumnFirst), new(Phrases.ColumnLast), new(Phrases.ColumnEvidence),
        ],
        [.. hosts.Take(context.Data.Limits.Rows).Select(h => Row(context, h))]);

    static GridRow Row(ReportContext context, ReportedHost host)
    {
        var id = ReportContext.Id(host);
        var evidence = Evidence.Of(id);
        Sentence Cell(Parameter value) => Fact.Of(value, evidence);
        return new([
            Cell(Parameter.List(host.Processes.Select(Parameter.Captured))), Cell(Parameter.Captured(host.Host)), Cell(context.Organisation(context.OperatorOf(host.Host))),
            Cell(Parameter.Number(host.Requests)), Cell(Parameter.Number(host.Bytes)), Cell(Parameter.Time(host.First)), Cell(Parameter.Time(host.Last)), Cell(Parameter.Place(id)),
        ]);
    }
}
