using Klikspaan.Tests.Importing;
using Klikspaan.Tests.Reporting;

namespace Klikspaan.Tests.Cli;

/// <summary>Reports of dossiers that are empty, broken, foreign or hostile.</summary>
public sealed class ReportInputTests
{
    static readonly string[] Hostile =
    [
        "مرحبا بالعالم", "שלום עולם", "abc \u202Eevil\u202C שלום 123", "\u2066x\u2069\u200F", "nul\0nul", "esc\u001b[2J", "a\U000E0041b", "line\u2028sep",
        new string('x', 239) + "😀😀", new string('y', 1 << 20), "<script>alert(1)</script><img src=x onerror=y>", "\" onmouseover=\"z", "]]>--><!--",
    ];

    [Fact]
    public async Task A_dossier_without_a_capture_tells_that_nothing_was_observed()
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        var tree = await Reports.TreeAsync(place);

        Assert.Equal(["This dossier holds no capture: nothing was observed."], Reports.Said(tree, "summary.no-capture"));
        Assert.Contains("No legal verdict: nothing was recorded.", Reports.Texts(tree));
        Assert.Empty(Reports.With(tree, "small_print"));
        Assert.Empty(Reports.Said(tree, "planted.not-found"));
        Assert.Empty(Reports.Said(tree, "summary.not-found"));
        Assert.All(Reports.With(tree, "evidence"), s => Assert.NotEmpty(s.GetProperty("evidence").EnumerateArray()));
        Assert.Contains("<h1>", await Reports.TextAsync(place, "html"), StringComparison.Ordinal);
        Assert.StartsWith("# ", await Reports.TextAsync(place, "md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_capture_with_nothing_but_problems_each_problem_is_told_and_no_request()
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        await place.ImportAsync(Workplace.Har("""{"request":17}""", """{"startedDateTime":"x","request":{"method":5}}""", "null"));
        var tree = await Reports.TreeAsync(place);
        var problems = await Reports.ShowAsync(place, "problems");
        var rows = Reports.Rows(Reports.Chapter(tree, "coverage")).Where(r => r.Length == 4).ToList();

        Assert.NotEmpty(problems);
        Assert.Equal(problems.Select(p => (p.GetProperty("problem").GetString()!, p.GetProperty("expected").GetString()!, p.GetProperty("found").GetString()!)), rows.Select(r => (r[0], r[1], r[2])));
        Assert.Equal([$"Shown: {problems.Count} of {problems.Count} problems"], Reports.Said(tree, "problems.caption"));
        Assert.Single(Reports.Said(tree, "summary.seen-nothing"));
        Assert.Contains("No request was observed. What was not recorded is not known.", Reports.Texts(tree));
        Assert.Contains("Nothing could be searched: neither a request nor a name was observed.", Reports.Texts(tree));
        Assert.Contains("<h1>", await Reports.TextAsync(place, "html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_of_every_script_and_of_no_script_is_shown_safely_and_bounded()
    {
        using var place = new Workplace();
        place.Plant(("mixed \u202E label", "werkplek-0042"));
        await place.ImportAsync(Workplace.Har(
            Workplace.Entry("https://host.example/p", Json(Hostile.Select((h, i) => (h, i)).ToDictionary(h => $"{h.h[..Math.Min(20, h.h.Length)]}{h.i}", h => h.h)), "PO\u202EST", ("X-\u200BField", "v\u202Ew")),
            Workplace.Entry("https://\u05E9\u05DC\u05D5\u05DD.example/\u202E/x", "\"werkplek-0042 \u202E\"")));

        foreach (var format in Reports.Formats)
        {
            var text = await Reports.TextAsync(place, format);

            Assert.True(VisibleTextTests.IsSafe(format == "html" ? System.Net.WebUtility.HtmlDecode(text).Replace("\n", "", StringComparison.Ordinal) : text.Replace("\n", "", StringComparison.Ordinal)), format);
            Assert.True(text.Length < 500_000, $"{format}: {text.Length}");
            Assert.Contains("مرحبا بالعالم", text, StringComparison.Ordinal);
            Assert.Contains(new string('x', 239) + "…", text, StringComparison.Ordinal);
            Assert.DoesNotContain(new string('y', 300), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Captured_text_makes_no_element_and_no_attribute()
    {
        using var place = new Workplace();
        await place.ImportAsync(Workplace.Har(Workplace.Entry("https://host.example/<b>/\"x", Json(Hostile), "<i>", ("<u>", "<s>\""))));
        var html = await Reports.TextAsync(place, "html");
        var elements = System.Text.RegularExpressions.Regex.Matches(html, @"<(/?[a-zA-Z!][^\s>]*)").Select(m => m.Groups[1].Value.TrimStart('/')).ToHashSet();
        var attributes = System.Text.RegularExpressions.Regex.Matches(html, "<[a-z0-9]+((?: [a-zA-Z0-9-]+=\"[^\"]*\")*)>").SelectMany(m => System.Text.RegularExpressions.Regex.Matches(m.Groups[1].Value, "([a-zA-Z0-9-]+)=").Select(a => a.Groups[1].Value));

        Assert.Empty(elements.Except(
        [
            "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "nav", "ol", "li", "main", "section", "p", "span", "bdi", "div", "ul", "strong", "table", "caption", "thead", "tbody",
            "tr", "th", "td", "figure", "figcaption", "svg", "desc", "path", "text", "g", "rect", "line", "circle", "pre", "mark",
        ]));
        Assert.DoesNotContain(attributes, a => a.StartsWith("on", StringComparison.Ordinal) || a is "src" or "style");
        Assert.Contains("default-src &#x27;none&#x27;; style-src &#x27;sha256-", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_tells_what_was_looked_up_refused_and_tried_and_who_sent()
    {
        using var place = new Workplace();
        place.Plant(("name", "planted-name"));
        await place.ImportAsync(Warcs.Recording(
        [
            .. WarcReaderTests.Groups,
            Warcs.Other("dns", """{"destination":null,"sender":null,"name":"planted-name.example.","type":"A","answer":"198.18.0.1","resolver":"127.0.0.53","transport":"udp"}"""),
        ]), "r.warc.gz");
        var tree = await Reports.TreeAsync(place);
        var besides = Reports.Rows(Reports.Chapter(tree, "besides")).Select(r => r[0]).ToList();

        Assert.Contains(besides, b => b.Contains("planted-name.example", StringComparison.Ordinal));
        Assert.Contains("tls.example", besides);
        Assert.Contains("198.18.0.4", besides);
        Assert.DoesNotContain(besides, b => b.StartsWith("host.example", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(Reports.Said(tree, "planted.name"), s => s.Contains("looked up or asked for the name planted-name.example", StringComparison.Ordinal));
        Assert.Contains(Reports.Said(tree, "small-print"), s => s.Contains("Grade: metadata.", StringComparison.Ordinal));
        Assert.Contains(Reports.Said(tree, "recipient.sent"), s => s.StartsWith("In this recording process program sent", StringComparison.Ordinal));
    }

    static string Json<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value);
}
