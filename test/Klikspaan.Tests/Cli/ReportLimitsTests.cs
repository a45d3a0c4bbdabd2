using System.Text.RegularExpressions;
using Klikspaan.Tests.Reporting;

namespace Klikspaan.Tests.Cli;

/// <summary>What is asked to be left out, and what there is no room for.</summary>
public sealed class ReportLimitsTests
{
    [Fact]
    public async Task With_few_values_what_is_left_out_is_counted_and_a_planted_value_is_still_linked()
    {
        using var place = await TakeInAsync();
        var tree = await Reports.TreeAsync(place, "--max-items", "10");
        var html = await Reports.TextAsync(place, "html", "--max-items", "10");
        var exchanges = Reports.Chapter(tree, "exchanges");
        var items = await Reports.ShowAsync(place, "items");
        var shown = Reports.Rows(exchanges);
        var left = Reports.Said(exchanges, "exchange.items-more").Sum(s => Reports.Number(Regex.Match(s, @"Not listed here: ([\d,]+) value").Groups[1].Value));
        var numbers = Reports.With(exchanges, "level").Where(h => h.GetProperty("level").GetInt32() == 3).Select(h => int.Parse(Regex.Match(h.GetProperty("text").GetProperty("text").GetString()!, @"#(\d+)").Groups[1].Value)).ToHashSet();

        Assert.Equal(10, shown.Count);
        Assert.Contains(shown, r => r[0] == "content:/host" && r[1] == "werkplek-0042" && r[3] == "host: as text");
        Assert.Equal(items.Count(i => numbers.Contains(i.GetProperty("exchange").GetInt32())), shown.Count + left);
        Assert.Contains("Shown here: 1 of 2 exchanges.", Assert.Single(Reports.Said(exchanges, "exchanges.more")), StringComparison.Ordinal);
        var target = Regex.Match(html, "<div class=\"finding\">.*?href=\"#([^\"]*)\"").Groups[1].Value;
        Assert.Matches($"<tr id=\"{target}\" class=\"planted", html);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("md")]
    [InlineData("json")]
    public async Task Without_values_no_value_and_no_byte_is_shown(string format)
    {
        using var place = await TakeInAsync();
        var text = await Reports.TextAsync(place, format, "--no-values");

        Assert.DoesNotContain("werkplek-0042", text, StringComparison.Ordinal);
        Assert.DoesNotContain("value-number-", text, StringComparison.Ordinal);
        Assert.DoesNotContain("query-value", text, StringComparison.Ordinal);
        Assert.DoesNotContain("header-value", text, StringComparison.Ordinal);
        Assert.Equal(("", ""), Reports.Dumped(text));
        Assert.Contains("not shown, 13 bytes", text, StringComparison.Ordinal);
        Assert.Contains("Values and bytes were left out of this report on request", text, StringComparison.Ordinal);
        Assert.Contains("werkplek-0042", await Reports.TextAsync(place, format), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-items", "0", "takes a whole number from 1 on")]
    [InlineData("--lang", "de", "'de'")]
    [InlineData("--to", "pdf", "'pdf'")]
    public async Task What_cannot_be_made_is_wrong_use(string option, string value, string message)
    {
        using var place = new Workplace();
        var run = await place.DoAsync("report", option, value);

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    static async Task<Workplace> TakeInAsync()
    {
        var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        var body = $$"""{{{string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"k{i}\":\"value-number-{i}\""))}},"host":"werkplek-0042"}""";
        await place.ImportAsync(Workplace.Har(Workplace.Entry("https://a.example/p?q=query-value", body.Replace("werkplek-0042", "value-number-x", StringComparison.Ordinal), headers: [("X-A", "header-value")]), Workplace.Entry("https://b.example/p", body)));
        return place;
    }
}
