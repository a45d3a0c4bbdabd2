using System.Text.RegularExpressions;
using Klikspaan.Tests.Reporting;

namespace Klikspaan.Tests.Cli;

/// <summary>The recording that ships with the repository, as a dossier with what was planted. Tests only read it.</summary>
public sealed class ReportedDossier : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Place.Write($"{Workplace.Name}/dossier.yaml", File.ReadAllBytes(Repository.Path("examples", "dotnet-cli", "dossier.yaml")));
        var second = Workplace.Har(
            Workplace.Entry("https://unknown.example/a?x=1", """{"host":"werkplek-0042","n":1}"""),
            Workplace.Entry("https://unknown.example/b", """{"inner":"{\"user\":\"jjansen-and-more\"}"}"""),
            Workplace.Entry("https://other.example/c", "a=1&b=2"));
        await Place.TakeInAsync(
            ("a.har", File.ReadAllBytes(Repository.Path("examples", "dotnet-cli", "dotnet-cli.har"))), ("b.har", second));
    }

    public ValueTask DisposeAsync()
    {
        Place.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed partial class ReportCommandTests(ReportedDossier dossier) : IClassFixture<ReportedDossier>
{
    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    public async Task Every_finding_carries_mode_grade_place_product_build_and_cause(string language)
    {
        var tree = Reports.Parse((await dossier.Place.DoAsync("report", "--lang", language, "--to", "json", "-o", "-")).Out);
        var findings = Reports.With(tree, "small_print").ToList();
        var names = language == "en" ? "Mode,Grade,Found at,Product,Build,Cause" : "Wijze,Bewijsgraad,Vindplaats,Product,Build,Oorzaak";

        Assert.NotEmpty(findings);
        Assert.All(findings, f =>
        {
            var print = f.GetProperty("small_print").GetProperty("text").GetString()!;
            Assert.Matches("^" + string.Join(' ', names.Split(',').Select(n => n + @": [^ ].*\.")) + "$", print);
            Assert.Matches(@": [0-9a-f]{12}#\d+", print);
            Assert.NotEmpty(f.GetProperty("statement").GetProperty("evidence").EnumerateArray());
        });
    }

    [Fact]
    public async Task Every_locator_that_is_cited_is_in_the_tables_of_the_dossier()
    {
        var tree = await Reports.TreeAsync(dossier.Place);
        var known = (await Reports.ShowAsync(dossier.Place, "items")).Concat(await Reports.ShowAsync(dossier.Place, "planted")).Select(r => r.GetProperty("locator").GetString()).ToHashSet();
        var cited = Reports.With(tree, "evidence").SelectMany(s => s.GetProperty("evidence").EnumerateArray()).Select(e => e.GetString()!).Where(e => e.Contains(" @", StringComparison.Ordinal)).ToHashSet();

        Assert.True(cited.Count > 100, $"{cited.Count}");
        Assert.Empty(cited.Except(known));
    }

    [Fact]
    public async Task Every_link_within_the_file_leads_to_one_place_and_a_planted_value_to_its_row()
    {
        var html = await Reports.TextAsync(dossier.Place, "html");
        var ids = Ids().Matches(html).Select(m => m.Groups[1].Value).ToList();
        var links = Links().Matches(html).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.True(links.Count > 30, $"{links.Count}");
        Assert.Empty(links.Except(ids));
        var chapter = html[html.IndexOf("id=\"planted\"", StringComparison.Ordinal)..html.IndexOf("id=\"identifiers\"", StringComparison.Ordinal)];
        var targets = Findings().Matches(chapter).Select(m => Links().Match(m.Value).Groups[1].Value).ToList();
        Assert.NotEmpty(targets);
        Assert.All(targets, t => Assert.Matches($"<tr id=\"{t}\" class=\"planted", html));
    }

    [Fact]
    public async Task Coverage_adds_up_to_the_byte_and_is_that_of_the_table()
    {
        var rows = Reports.Rows(Reports.Chapter(await Reports.TreeAsync(dossier.Place), "coverage")).Where(r => r.Length == 6).ToList();
        var table = await Reports.ShowAsync(dossier.Place, "coverage");

        Assert.Equal(3, rows.Count);
        Assert.All(rows, r => Assert.Equal(Reports.Number(r[1]), Reports.Number(r[2]) + Reports.Number(r[3]) + Reports.Number(r[4])));
        Assert.Equal(
            table.Where(t => t.GetProperty("per").GetString() is "total" or "capture").Select(t => (t.GetProperty("name").GetString()!, Value(t, "bytes_out"), Value(t, "protocol_bytes"), Value(t, "flattened_bytes"), Value(t, "undecoded_bytes"))).Order(),
            rows.Select(r => (r[0], Reports.Number(r[1]), Reports.Number(r[2]), Reports.Number(r[3]), Reports.Number(r[4]))).Order());
    }

    [Fact]
    public async Task Requests_and_bytes_are_those_of_the_recipients()
    {
        var said = Reports.Said(Reports.Chapter(await Reports.TreeAsync(dossier.Place), "recipients"), "recipient.sent").Select(t => Sent().Match(t));
        var table = (await Reports.ShowAsync(dossier.Place, "recipients")).Where(r => Value(r, "exchanges") > 0);

        Assert.Equal(table.Select(r => (Value(r, "exchanges"), Value(r, "bytes_out"), Value(r, "events"))), said.Select(m => (Reports.Number(m.Groups[1].Value), Reports.Number(m.Groups[2].Value), Reports.Number(m.Groups[3].Value))));
    }

    [Fact]
    public async Task The_planted_values_are_those_of_the_table()
    {
        var tree = await Reports.TreeAsync(dossier.Place);
        var said = With(tree, "planted").SelectMany(t => Planted().Matches(t).Select(m => (Label: m.Groups[1].Value, Host: m.Groups[2].Value, Times: Reports.Number(m.Groups[3].Value))));
        var table = (await Reports.ShowAsync(dossier.Place, "planted")).GroupBy(p => (p.GetProperty("label").GetString()!, p.GetProperty("value_form").GetString()!, Host: p.GetProperty("host").GetString()!));

        Assert.Equal(table.Select(g => (g.Key.Item1, g.Key.Host, (long)g.Count())).Order(), said.Order());
    }

    [Fact]
    public async Task A_value_that_was_sent_as_a_digest_is_told_as_a_digest_and_not_as_readable()
    {
        var tree = await Reports.TreeAsync(dossier.Place);

        Assert.NotEmpty(Reports.Said(tree, "planted.digest"));
        Assert.All(Reports.Said(tree, "planted.digest"), s => Assert.Contains("the SHA-256 digest of the planted value ‘mac’, without salt", s, StringComparison.Ordinal));
        Assert.DoesNotContain(Reports.Said(tree, "planted.readable"), s => s.Contains("‘mac’", StringComparison.Ordinal));
        Assert.Contains(Reports.Said(tree, "planted.readable"), s => s.Contains("‘host’ itself (as text), addressed to host unknown.example: 1 time in 1 request,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_without_an_operator_is_told_as_not_established()
    {
        var tree = await Reports.TreeAsync(dossier.Place);

        Assert.Contains("Whose service host unknown.example belongs to is not established.", Reports.Said(tree, "recipient.unknown"));
        Assert.Contains("Operator not established: other.example", Reports.Said(tree, "recipient.head-unknown"));
        Assert.Contains("Whose service these hosts belong to: unknown.example and other.example.", Reports.Said(tree, "open.operator"));
        Assert.All(Reports.Said(tree, "recipient.operator"), s => Assert.DoesNotContain("unknown.example", s, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_dossier_gives_the_same_file_for_its_owner_only()
    {
        var run = await dossier.Place.DoAsync("report", "--lang", "nl");
        var path = dossier.Place.InDossier("reports", "report.nl.html");
        var first = File.ReadAllText(path);
        await dossier.Place.DoAsync("report", "--lang", "nl");

        Assert.Equal((0, $"Wrote {Path.Combine("d", "reports", "report.nl.html")}. It holds what was recorded: share it on purpose only.\n"), (run.Code, run.Out));
        Assert.Equal(first, File.ReadAllText(path));
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"nl\">", first, StringComparison.Ordinal);
        Assert.Equal(OperatingSystem.IsWindows() ? 0 : UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(path));
    }

    static IEnumerable<string> With(System.Text.Json.JsonElement tree, string anchor) =>
        ((string[])["planted.readable", "planted.digest", "planted.name"]).SelectMany(k => Reports.Said(Reports.Chapter(tree, anchor), k));

    static long Value(System.Text.Json.JsonElement row, string key) => row.GetProperty(key).GetInt64();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"#([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<div class=\"finding\">.*?</div>")]
    private static partial Regex Findings();

    [GeneratedRegex(@"sent ([\d,]+) requests? \(([\d,]+) bytes?\), .* by a protocol file: ([\d,]+)\.")]
    private static partial Regex Sent();

    [GeneratedRegex(@"planted value ‘(.+?)’.* addressed to host (\S+): ([\d,]+) times? in ")]
    private static partial Regex Planted();
}
