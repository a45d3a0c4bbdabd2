namespace Klikspaan.Reporting;

/// <summary>Draws which process sent to which host, and who operates it.</summary>
static class FlowFigure
{
    const int MostHosts = 14;

    public static Figure Of(ReportContext context)
    {
        var hosts = context.Data.Recipients.SelectMany(r => r.Hosts).ToList();
        var drawn = hosts.GroupBy(h => h.Host).OrderByDescending(g => g.Sum(h => h.Requests)).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostHosts).ToList();
        var boxes = new List<FlowBox>();
        var lines = new List<FlowLine>();
        var keys = new List<(int Column, string Key)>();
        foreach (var host in drawn)
        {
            var evidence = context.Of([.. host]);
            var middle = Box(boxes, 1, Fact.Of(Parameter.Host(host.Key), evidence), host.Key);

            // Of several processes that sent to one host it is not told apart how much each sent.
            foreach (var process in host.SelectMany(h => h.Processes.DefaultIfEmpty("").Select(p => (Process: p, Requests: h.Processes.Count > 1 ? 0 : h.Requests))).GroupBy(p => p.Process))
            {
                var left = Box(boxes, 0, Fact.Of(process.Key.Length > 0 ? Parameter.Captured(process.Key) : Parameter.Name(Names.NotEstablished), evidence), process.Key);
                lines.Add(new(left, middle, process.Sum(p => p.Requests)));
            }

            var name = context.OperatorOf(host.Key);
            var right = Box(boxes, 2, Fact.Of(context.Organisation(name), evidence), name ?? "");
            lines.Add(new(middle, right, host.Sum(h => h.Requests)));
        }

        var whole = context.Of(hosts);
        return new(
            new Wording(Phrases.FlowTitle),
            FactForms.FlowDescription.Of(
                whole, Parameter.Number(boxes.Count(b => b.Column == 0)), Parameter.Number(drawn.Count), Parameter.Number(boxes.Count(b => b.Column == 2))),
            new FlowDrawing([Phrases.FlowProcess, Phrases.FlowHost, Phrases.FlowOperator], boxes, lines),
            HostGrid.Of(context, hosts, FactForms.FlowCaption.Of(whole, ReportContext.Sent(hosts))));

        int Box(List<FlowBox> all, int column, Fact label, string key)
        {
            var at = keys.FindIndex(k => k == (column, key));
            if (at < 0)
            {
                keys.Add((column, key));
                all.Add(new(column, label));
                at = all.Count - 1;
            }

            return at;
        }
    }
}
