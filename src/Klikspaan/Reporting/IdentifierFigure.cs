namespace Klikspaan.Reporting;

/// <summary>Draws which values went to which hosts, and who operates these: two lines from one value are two that can join their records by it.</summary>
static class IdentifierFigure
{
    /// <summary>Most fields that are drawn.</summary>
    public const int Most = 12;
    const int MostHosts = 14;

    public static Figure Of(ReportContext context, IReadOnlyList<ReportedIdentifier> found, Grid behind)
    {
        var boxes = new List<FlowBox>();
        var lines = new List<FlowLine>();
        var known = new Dictionary<(int Column, string Key), int>();
        var hosts = found.SelectMany(f => f.Hosts).Distinct().Take(MostHosts).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < found.Count; i++)
        {
            var evidence = Evidence.Of(IdentifierSection.Id(found[i]));
            boxes.Add(new(0, Fact.Of(Parameter.Captured(found[i].Field), evidence)));
            var left = boxes.Count - 1;
            foreach (var host in found[i].Hosts.Where(hosts.Contains))
            {
                var middle = Box(1, host, Parameter.Host(host), evidence);
                var name = context.OperatorOf(host);
                var right = Box(2, name ?? "", context.Organisation(name), evidence);
                lines.Add(new(left, middle, found[i].Requests));
                if (!lines.Exists(l => l.From == middle && l.To == right))
                {
                    lines.Add(new(middle, right, found[i].Requests));
                }
            }
        }

        return new(
            new Wording(Phrases.IdentifiersTitle),
            FactForms.IdentifiersDescription.Of(context.Whole, Parameter.Number(found.Count), Parameter.Number(hosts.Count)),
            new FlowDrawing([Phrases.ColumnField, Phrases.FlowHost, Phrases.FlowOperator], boxes, lines), behind);

        int Box(int column, string key, Parameter label, Evidence evidence)
        {
            if (!known.TryGetValue((column, key), out var at))
            {
                boxes.Add(new(column, Fact.Of(label, evidence)));
                known.Add((column, key), at = boxes.Count - 1);
            }

            return at;
        }
    }
}
