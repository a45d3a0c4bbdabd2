using System.Globalization;

namespace Klikspaan.Tests.Reporting;

/// <summary>What a browser does with a report of hostile traffic: nothing but show it.</summary>
[Collection(nameof(ReportBrowser))]
public sealed class ReportBrowserTests(ReportBrowser browser)
{
    static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "nav", "ol", "ul", "li", "main", "section", "p", "div", "span", "bdi", "strong", "table", "caption",
        "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "pre", "mark", "svg", "desc", "g", "path", "rect", "text", "line", "circle",
    ];

    static readonly string[] Attributes =
    [
        "lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "rel", "tabindex", "role", "aria-label", "aria-labelledby", "aria-describedby", "scope", "viewBox", "d", "stroke-width", "x", "y", "x1", "x2", "y1", "y2",
        "width", "height", "rx", "cx", "cy", "r",
    ];

    [Theory]
    [InlineData("en", false)]
    [InlineData("nl", true)]
    public async Task Nothing_captured_runs_in_the_browser(string language, bool isDark)
    {
        await using var report = await browser.OpenAsync(browser.Hostile, language, isDark);
        await report.Page.Mouse.WheelAsync(0, 5000);
        await report.Page.Keyboard.PressAsync("Tab");

        Assert.False(await report.AskAsync<bool>("() => 'ran' in window"));
        Assert.Empty(report.Happened);
        Assert.Equal([report.Address], report.Requests);
        Assert.Equal([report.Address], report.Sent);
        Assert.Equal("1216px", await report.StyleAsync("body", "maxWidth"));
        Assert.Equal(isDark ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)", await report.StyleAsync("body", "backgroundColor"));
        Assert.Equal("none", await report.StyleAsync("body", "backgroundImage"));
    }

    [Fact]
    public async Task Nothing_captured_becomes_an_element_or_an_attribute()
    {
        await using var report = await browser.OpenAsync(browser.Hostile);
        var strange = await report.AskAsync<string[]>("""
            ([elements, attributes]) => [...document.querySelectorAll('*')].flatMap(e => [
              ...elements.includes(e.localName) ? [] : [e.localName],
              ...[...e.attributes].filter(a => !attributes.includes(a.name)).map(a => `${e.localName}@${a.name}`)])
            """, new[] { Elements, Attributes });
        var comments = await report.AskAsync<int>("() => { const w = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT); let n = 0; while (w.nextNode()) n++; return n; }");
        var single = await report.AskAsync<int[]>("() => ['style', 'head title', 'head meta', 'main', 'h1', 'nav'].map(s => document.querySelectorAll(s).length)");

        Assert.Empty(strange);
        Assert.Equal(0, comments);
        Assert.Equal([1, 1, 5, 1, 1, 1], single);
    }

    [Fact]
    public async Task Every_link_leads_to_a_place_in_the_report_or_to_a_source_in_the_knowledge()
    {
        await using var report = await browser.OpenAsync(browser.Hostile);
        var links = await report.AskAsync<string[]>("() => [...new Set([...document.querySelectorAll('[href]')].map(a => a.getAttribute('href')))]");
        var lost = await report.AskAsync<string[]>("links => links.filter(l => l.startsWith('#') && document.querySelectorAll('#' + CSS.escape(l.slice(1))).length !== 1)", links);
        var known = string.Join('\n', Facts.Files.Select(f => System.Text.Encoding.UTF8.GetString(f.Bytes.Span)));

        Assert.Empty(lost);
        Assert.All(links.Where(l => !l.StartsWith('#')), l => Assert.True(l.StartsWith("https://", StringComparison.Ordinal) && known.Contains($": {l}\n", StringComparison.Ordinal), l));
        Assert.Contains(links, l => l.StartsWith("https://", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_captured_text_is_read_as_it_was_sent()
    {
        await using var report = await browser.OpenAsync(browser.Hostile);
        var shown = (await report.AskAsync<string[]>("() => [...document.querySelectorAll('bdi')].map(b => b.textContent)")).ToHashSet(StringComparer.Ordinal);
        var title = await report.Page.TitleAsync();

        Assert.DoesNotContain(HostileCapture.Texts.Select(t => t.Shown), t => !shown.Contains(t));
        Assert.Contains(HostileCapture.Texts[6].Sent, title, StringComparison.Ordinal);
        Assert.DoesNotContain(shown, s => s.Any(c => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format));
    }

    /// <summary>What no encoder let through is put into a copy: a browser must refuse it, and without the policy it does not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_policy_of_the_file_keeps_a_browser_from_running_and_fetching(bool hasPolicy)
    {
        const string smuggled = """
            <script>window.ran='inline'</script><img src="http://evil.example/i" onerror="window.ran='handler'"><style>body{background-color:red!important}</style><p id="inline" style="color:red">x</p>
            <link rel="stylesheet" href="http://evil.example/c"><iframe src="http://evil.example/f"></iframe><object data="http://evil.example/o"></object><script src="http://evil.example/s"></script>
            <a id="link" href="javascript:void(window.ran='address')">x</a><form id="form" action="http://evil.example/form"></form><base href="http://evil.example/">
            """;
        var file = await browser.ReportAsync(browser.Busy, "en");
        var html = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("</main>", "</main>" + smuggled, StringComparison.Ordinal);
        var copy = browser.Busy.Path(hasPolicy ? "with.html" : "without.html");
        await File.WriteAllTextAsync(copy, hasPolicy ? html : html.Replace("Content-Security-Policy", "x", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await using var report = await browser.OpenAsync(copy);
        var found = await report.AskAsync<string[]>("""
            async submits => {
              const found = [], style = (s, p) => getComputedStyle(document.querySelector(s))[p];
              document.addEventListener('securitypolicyviolation', e => found.push(`refused ${e.effectiveDirective}`));
              document.querySelector('#link').click();
              if (submits) document.querySelector('#form').submit();
              await new Promise(done => setTimeout(done, 300));
              return [...found.sort(), `ran ${window.ran}`, style('body', 'backgroundColor'), style('#inline', 'color'), new URL(document.baseURI).protocol];
            }
            """, hasPolicy);

        if (hasPolicy)
        {
            Assert.Equal(["refused form-action", "refused script-src-elem", "ran undefined", "rgb(255, 255, 255)", "rgb(28, 33, 38)", "file:"], found);
            Assert.Equal([report.Address], report.Sent);
            Assert.Contains(report.Happened, h => h.Contains("Content Security Policy", StringComparison.Ordinal));
        }
        else
        {
            Assert.Equal(["ran address", "rgb(255, 0, 0)", "rgb(255, 0, 0)", "http:"], found);
            Assert.Superset(new HashSet<string> { "http://evil.example/i", "http://evil.example/c", "http://evil.example/f", "http://evil.example/s" }, report.Sent.ToHashSet());
        }
    }
}
