namespace Klikspaan.Reporting;

/// <summary>Draws which product or process sent to which operator, and in which country a database places the servers.</summary>
static class LocationFigure
{
    const int MostLocations = 40, MostBoxes = 14;

    public static Figure Of(ReportContext context, IReadOnlyList<ReportedLocation> all, Grid behind)
    {
        var boxes = new List<FlowBox>();
        var lines = new Dictionary<(int From, int To), long>();
        var known = new Dictionary<(int Column, string Key), int>();
        foreach (var location in all.OrderByDescending(l => l.Requests).ThenBy(l => l.Host, StringComparer.Ordinal).Take(MostLocations))
        {
            var evidence = Evidence.Of(LocationSection.Id(location));
            var names = location.Product.Length > 0 ? [Parameter.Known(location.Product)] : location.Processes.Select(Parameter.Captured).ToList();
            var left = Box(0, location.Product.Length > 0 ? location.Product : string.Join('\0', location.Processes), Parameter.List(names), evidence);
            var middle = Box(1, location.Operator ?? "\0" + location.Host, location.Operator is null ? Parameter.Host(location.Host) : context.Organisation(location.Operator), evidence);
            var right = Box(2, location.Country ?? "", LocationSection.Country(location), evidence);
            if (left < 0 || middle < 0 || right < 0)
            {
                continue;
            }

            lines[(left, middle)] = lines.GetValueOrDefault((left, middle)) + location.Requests;
            lines[(middle, right)] = lines.GetValueOrDefault((middle, right)) + location.Requests;
        }

        return new(
            new Wording(Phrases.LocationsTitle),
            FactForms.LocationsDescription.Of(context.Whole, Parameter.Number(boxes.Count(b => b.Column == 0)), Parameter.Number(boxes.Count(b => b.Column == 1)), Parameter.Number(boxes.Count(b => b.Column == 2))),
            new FlowDrawing([Phrases.LocationsProduct, Phrases.LocationsOperator, Phrases.ColumnCountry], boxes, [.. lines.Select(l => new FlowLine(l.Key.From, l.Key.To, l.Value))]), behind);

        // A figure of hundreds of boxes shows nothing: the table behind it has the others.
        int Box(int column, string key, Parameter label, Evidence evidence)
        {
            if (!known.TryGetValue((column, key), out var at))
            {
                if (boxes.Count(b => b.Column == column) == MostBoxes)
                {
                    return -1;
                }

                boxes.Add(new(column, Fact.Of(label, evidence)));
                known.Add((column, key), at = boxes.Count - 1);
            }

            return at;
        }
    }
}
