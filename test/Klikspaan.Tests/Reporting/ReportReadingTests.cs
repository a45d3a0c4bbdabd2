using System.Text;
using Microsoft.Playwright;

namespace Klikspaan.Tests.Reporting;

/// <summary>What readers meet who use a keyboard, a screen reader, paper, a small screen, or a browser without script.</summary>
[Collection(nameof(ReportBrowser))]
public sealed class ReportReadingTests(ReportBrowser browser)
{
    const string Blocks = ".finding, .open, .notice, ul, table, figure, .beside, pre, mark, tr.planted";

    [Theory]
    [InlineData("en", false, 1280)]
    [InlineData("nl", true, 1280)]
    [InlineData("en", true, 390)]
    [InlineData("nl", false, 390)]
    public async Task Axe_finds_nothing_in_any_kind_of_block(string language, bool isDark, int width)
    {
        await using var report = await browser.OpenAsync(browser.Busy, language, isDark, width: width);
        var missing = await report.AskAsync<string[]>("s => s.split(', ').filter(b => !document.querySelector(b))", Blocks);
        var judged = await report.JudgeAsync();

        Assert.Empty(missing);
        Assert.Empty(judged.Wrong);
        Assert.Superset(new HashSet<string> { "color-contrast", "region", "heading-order", "svg-img-alt", "skip-link", "td-headers-attr" }, judged.Held.ToHashSet());
        Assert.True(width > 390 || judged.Held.Contains("scrollable-region-focusable"));
    }

    /// <summary>Contrast is judged above: it follows from the kind of block, and takes a minute or more for so many of them.</summary>
    [Fact]
    public async Task Axe_finds_nothing_in_ten_thousand_values()
    {
        await using var report = await browser.OpenAsync(browser.Large);
        var rows = await report.Page.Locator(".chapter.exchanges tbody tr").CountAsync();
        var judged = await report.JudgeAsync("color-contrast");

        Assert.True(rows >= 10_000, $"{rows} rows");
        Assert.Empty(judged.Wrong);
        Assert.Contains("scope-attr-valid", judged.Held);
    }

    [Fact]
    public async Task Without_script_every_chapter_is_read_and_a_value_is_found_in_its_bytes()
    {
        await using var report = await browser.OpenAsync(browser.Busy, hasScript: false);
        var text = await report.Page.Locator("main").InnerTextAsync();
        var chapters = await report.Page.Locator("nav a").AllInnerTextsAsync();
        var link = report.Page.Locator(".chapter.recipients table a[href*='-']").Filter(new() { HasText = "#" }).Last;
        var target = (await link.GetAttributeAsync("href"))![1..];
        await link.ClickAsync();
        var row = report.Page.Locator($"[id='{target}']");
        var mark = (await row.GetAttributeAsync("class"))!.Split(' ').Single(c => c[0] == 'i');
        var beside = report.Page.Locator(".beside").Filter(new() { Has = row });

        Assert.True(chapters.Count > 8);
        Assert.All(chapters, c => Assert.Contains(c, text, StringComparison.Ordinal));
        await Assertions.Expect(row).ToBeInViewportAsync();
        Assert.Equal("rgb(255, 210, 77)", await Background(row.Locator("td").First));
        Assert.NotEqual("rgb(255, 210, 77)", await Background(beside.Locator("tr:not(:target) td").First));
        Assert.Equal("rgb(255, 210, 77)", await Background(beside.Locator($"pre .{mark}").First));
        Assert.NotEqual("rgb(255, 210, 77)", await Background(beside.Locator($"pre :not(.{mark})").First));

        static Task<string> Background(ILocator place) => place.EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor");
    }

    [Fact]
    public async Task A_keyboard_reaches_the_skip_link_first_and_everything_that_scrolls()
    {
        await using var report = await browser.OpenAsync(browser.Busy);
        var skip = report.Page.Locator("a.skip");
        await Assertions.Expect(skip).Not.ToBeInViewportAsync();
        await report.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(skip).ToBeFocusedAsync();
        await Assertions.Expect(skip).ToBeInViewportAsync();
        await report.Page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("#main", report.Page.Url, StringComparison.Ordinal);
        await report.Page.Keyboard.PressAsync("Tab");
        Assert.True(await report.AskAsync<bool>("() => document.querySelector('main').contains(document.activeElement)"));

        var stuck = await report.AskAsync<int>("""
            () => [...document.querySelectorAll('body *')].filter(e => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX) && e.localName !== 'svg').filter(e => {
              e.focus({ preventScroll: true });
              return document.activeElement !== e || e.getAttribute('role') !== 'group' || !e.getAttribute('aria-label');
            }).length
            """);
        Assert.Equal(0, stuck);
        Assert.NotEqual("none", await report.StyleAsync("[tabindex]:focus", "outlineStyle"));
    }

    [Fact]
    public async Task A_screen_reader_is_told_what_figures_and_tables_are()
    {
        await using var report = await browser.OpenAsync(browser.Busy);
        var figures = report.Page.GetByRole(AriaRole.Img);
        var levels = await report.AskAsync<int[]>("() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.localName[1])");

        Assert.Equal(await report.Page.Locator("svg").CountAsync(), await figures.CountAsync());
        Assert.True(await figures.CountAsync() >= 2);
        foreach (var figure in await figures.AllAsync())
        {
            var (title, text) = (await figure.Locator("> title").TextContentAsync(), await figure.Locator("> desc").TextContentAsync());
            Assert.True(title!.Length > 10 && text!.Length > 10);
            await Assertions.Expect(figure).ToHaveAccessibleNameAsync(title);
            await Assertions.Expect(figure).ToHaveAccessibleDescriptionAsync(text);
        }

        Assert.Equal(0, await report.Page.Locator("table:not(:has(> caption:not(:empty)))").CountAsync());
        Assert.Equal(0, await report.Page.Locator("table:not(:has(thead th[scope=col])), tbody tr:not(:has(> th[scope=row]))").CountAsync());
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), p => Assert.True(p.Second <= p.First + 1));
    }

    [Fact]
    public async Task On_paper_nothing_is_cut()
    {
        await using var report = await browser.OpenAsync(browser.Busy);
        await report.Page.SetViewportSizeAsync(680, 900);
        await report.Page.EmulateMediaAsync(new() { Media = Media.Print });
        var cut = await report.AskAsync<string[]>("""
            () => [document.documentElement, ...document.querySelectorAll('body, body *')].filter(e => e.namespaceURI.endsWith('xhtml'))
              .filter(e => !['inline', 'none'].includes(getComputedStyle(e).display) && e.scrollWidth > e.clientWidth + 1 || getComputedStyle(e).overflowX !== 'visible')
              .map(e => `${e.localName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}`)
            """);
        var pdf = await report.Page.PdfAsync(new() { Tagged = true, PreferCSSPageSize = true, PageRanges = "1-12" });
        var inside = Encoding.Latin1.GetString(pdf);

        Assert.Empty(cut.Take(5));
        Assert.False(await report.Page.Locator("a.skip").IsVisibleAsync());
        Assert.StartsWith("%PDF-", inside, StringComparison.Ordinal);
        Assert.Contains("/StructTreeRoot", inside, StringComparison.Ordinal);
        Assert.Contains("/Count 12", inside, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    public async Task On_a_telephone_the_page_does_not_scroll_sideways(string language)
    {
        foreach (var place in new[] { browser.Busy, browser.Hostile })
        {
            await using var report = await browser.OpenAsync(place, language, width: 390);
            Assert.InRange(await report.AskAsync<int>("() => document.documentElement.scrollWidth"), 1, 390);
        }
    }
}
