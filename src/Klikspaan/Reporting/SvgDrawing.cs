namespace Klikspaan.Reporting;

/// <summary>Draws figures as SVG, each with a title and a description that a screen reader tells.</summary>
sealed class SvgDrawing(HtmlText html, Phrasebook book)
{
    const int Width = 960;
    const int BoxWidth = 250;
    const int RowHeight = 38;
    const int Top = 36;
    const int LongestLabel = 27;

    /// <summary>Draws it.</summary>
    public void Write(Figure figure, string id)
    {
        var height = figure.Drawing switch
        {
            FlowDrawing flow => Top + RowHeight * Math.Max(1, flow.Boxes.GroupBy(b => b.Column).Select(c => c.Count()).DefaultIfEmpty(0).Max()),
            TimeDrawing time => Top + RowHeight * Math.Max(1, time.Rows.Count),
            _ => 0,
        };
        html.Open("svg", ("viewBox", $"0 0 {Width} {height + 8}"), ("role", "img"), ("aria-labelledby", id + "-t"), ("aria-describedby", id + "-d"));
        html.Element("title", book.Text(figure.Title), ("id", id + "-t")).Element("desc", book.Text(figure.Description), ("id", id + "-d")).Line();
        if (figure.Drawing is FlowDrawing drawn)
        {
            Flow(drawn, height);
        }
        else if (figure.Drawing is TimeDrawing timed)
        {
            Time(timed, height);
        }

        html.Close("svg").Line();
    }

    void Flow(FlowDrawing flow, int height)
    {
        var places = Places(flow, height);
        foreach (var line in flow.Lines)
        {
            var (from, to) = (places[line.From], places[line.To]);
            var (x1, x2) = (from.X + BoxWidth, to.X);
            var middle = HtmlText.Number((x1 + x2) / 2.0);
            var path = $"M{HtmlText.Number(x1)} {HtmlText.Number(from.Y)} C{middle} {HtmlText.Number(from.Y)} {middle} {HtmlText.Number(to.Y)} {HtmlText.Number(x2)} {HtmlText.Number(to.Y)}";
            html.Open("path", ("class", line.Weight == 0 ? "line apart" : "line"), ("d", path), ("stroke-width", HtmlText.Number(1 + Math.Min(7, Math.Log2(1 + line.Weight))))).Close("path").Line();
        }

        for (var column = 0; column < flow.Heads.Count; column++)
        {
            var isLast = column == flow.Heads.Count - 1;
            html.Element("text", book.Text(flow.Heads[column]), ("class", isLast ? "head end" : "head"), ("x", HtmlText.Number(isLast ? Width : X(column, flow.Heads.Count))), ("y", "18")).Line();
        }

        for (var i = 0; i < flow.Boxes.Count; i++)
        {
            Box(places[i].X, places[i].Y, book.Text(flow.Boxes[i].Label));
        }
    }

    void Box(double x, double y, string label)
    {
        html.Open("g").Element("title", label);
        html.Open("rect", ("class", "box"), ("x", HtmlText.Number(x)), ("y", HtmlText.Number(y - 14)), ("width", $"{BoxWidth}"), ("height", "28"), ("rx", "4")).Close("rect");
        html.Element("text", Short(label), ("x", HtmlText.Number(x + 10)), ("y", HtmlText.Number(y + 5))).Close("g").Line();
    }

    static List<(double X, double Y)> Places(FlowDrawing flow, int height)
    {
        var counts = flow.Boxes.CountBy(b => b.Column).ToDictionary();
        var seen = new int[flow.Heads.Count];
        return [.. flow.Boxes.Select(b => (X(b.Column, flow.Heads.Count), Top + (height - Top) * (seen[b.Column]++ + 0.5) / counts[b.Column]))];
    }

    static double X(int column, int columns) => (Width - BoxWidth) * (double)column / (columns - 1);

    void Time(TimeDrawing time, int height)
    {
        const int left = 270, right = Width - 16;
        var most = time.Rows.SelectMany(r => r.Discs).Select(d => d.Requests).DefaultIfEmpty(1).Max();
        html.Element("text", Clock(time.From), ("class", "head"), ("x", $"{left}"), ("y", "18"));
        html.Element("text", Clock(time.To), ("class", "head end"), ("x", $"{right}"), ("y", "18")).Line();
        for (var i = 0; i < time.Rows.Count; i++)
        {
            var y = HtmlText.Number(Top + RowHeight * (i + 0.5));
            var label = book.Text(time.Rows[i].Label);
            html.Open("g").Element("title", label).Element("text", Short(label), ("x", "4"), ("y", HtmlText.Number(Top + RowHeight * (i + 0.5) + 5)));
            html.Open("line", ("class", "axis"), ("x1", $"{left}"), ("x2", $"{right}"), ("y1", y), ("y2", y)).Close("line");
            foreach (var (at, requests) in time.Rows[i].Discs)
            {
                html.Open("circle", ("class", "disc"), ("cx", HtmlText.Number(left + (right - left) * at)), ("cy", y), ("r", HtmlText.Number(3 + 12 * Math.Sqrt((double)requests / most)))).Close("circle");
            }

            html.Close("g").Line();
        }
    }

    string Clock(DateTimeOffset time) => book.Text(Fact.Of(Parameter.Time(time), Evidence.Of(EvidenceId.Manifest)));

    static string Short(string label)
    {
        var shown = VisibleText.Of(label, LongestLabel, out var wasCut);
        return wasCut ? shown + "…" : shown;
    }
}
