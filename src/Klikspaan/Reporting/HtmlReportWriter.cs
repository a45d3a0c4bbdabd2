namespace Klikspaan.Reporting;

/// <summary>
/// Writes one HTML file that needs nothing else: no script, no request, no style but its own, which a content security
/// policy in the file holds a browser to.
/// </summary>
sealed class HtmlReportWriter : IReportWriter
{
    /// <inheritdoc/>
    public string Format => "html";

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        var style = ReportStyle.Of(Marks(report.Blocks));
        var html = new HtmlText(output);
        var blocks = new HtmlBlocks(html, report);
        var title = report.Book.Text(report.Title);
        output.Write("<!DOCTYPE html>\n");
        html.Open("html", ("lang", report.Language)).Line();
        html.Open("head").Line();
        html.Open("meta", ("charset", "utf-8")).Line();
        html.Open("meta", ("http-equiv", "Content-Security-Policy"), ("content", ReportStyle.Policy(style))).Line();
        html.Open("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line();
        html.Open("meta", ("name", "referrer"), ("content", "no-referrer")).Line();
        html.Open("meta", ("name", "color-scheme"), ("content", "light dark")).Line();
        html.Element("title", title).Line();
        output.Write($"<style>{style}</style>\n");
        html.Close("head").Line();
        html.Open("body").Line();
        html.Element("a", report.Book.Text(Phrases.Skip), ("class", "skip"), ("href", "#main")).Line();
        html.Open("header").Open("h1");
        blocks.Say(report.Title);
        html.Close("h1").Close("header").Line();
        blocks.Contents();
        html.Open("main", ("id", "main")).Line();
        blocks.All();
        html.Close("main").Line().Close("body").Line().Close("html").Line();
    }

    static int Marks(IEnumerable<Block> blocks) =>
        blocks.OfType<Beside>().SelectMany(b => b.Left).OfType<Grid>().SelectMany(g => g.Rows).Select(r => r.Mark).DefaultIfEmpty(0).Max();
}
