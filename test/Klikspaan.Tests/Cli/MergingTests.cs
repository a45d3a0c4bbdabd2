using System.Text;

namespace Klikspaan.Tests.Cli;

/// <summary>Captures of one scenario that were made with several tools.</summary>
public sealed class MergingTests
{
    [Fact]
    public async Task A_request_that_two_tools_saw_is_one_disclosure_with_two_pieces_of_evidence()
    {
        using var place = new Workplace();
        place.Plant(("id", "werkplek-0042"));
        var first = await place.ImportAsync(Har(0, "browser", Three), "a.har");
        var second = await place.ImportAsync(Har(1.5, "proxy", Three), "b.har");

        Assert.True((first.Code, second.Code) == (0, 0), first.Error + second.Error);
        Assert.Contains("klikspaan: 3 of the requests of capture ", second.Error, StringComparison.Ordinal);
        Assert.Contains("its clock was 1.5 s ahead, by 3 requests that each shows once", second.Error, StringComparison.Ordinal);
        var (a, b) = await CapturesAsync(place);
        Assert.Equal(
            [$"{b},1,{a},1,0,,1500,3", $"{b},2,{a},2,0,,1500,3", $"{b},3,{a},3,0,,1500,3"],
            await RowsAsync(place, "sightings", "all"));
        Assert.Equal(["3,7"], await RowsAsync(place, "recipients", "exchanges,items"));
        Assert.Equal(["1", "2"], await RowsAsync(place, "disclosures", "count", "--where", "path LIKE 'content:%'"));
        Assert.Equal(["3"], await RowsAsync(place, "coverage", "exchanges", "--where", "per = 'total'"));
        Assert.Equal([$"{a},1,not established", $"{b},1,{a}#1"], (await RowsAsync(place, "planted", "capture,exchange,same_as")).Select(r => r.EndsWith(',') ? r + "not established" : r));
    }

    [Fact]
    public async Task A_report_counts_it_once_and_names_both_places()
    {
        using var place = new Workplace();
        place.Plant(("id", "werkplek-0042"));
        await place.ImportAsync(Har(0, "browser", Three), "a.har");
        await place.ImportAsync(Har(-0.25, "proxy", Three), "b.har");
        var (a, b) = await CapturesAsync(place);

        var text = (await place.DoAsync("report", "--to", "md", "--output", "-")).Out;
        var dutch = (await place.DoAsync("report", "--to", "md", "--lang", "nl", "--output", "-")).Out;

        Assert.Contains("3 requests, together", text, StringComparison.Ordinal);
        Assert.Contains("Each counts once.", text, StringComparison.Ordinal);
        Assert.Contains("250 milliseconds behind", text, StringComparison.Ordinal);
        Assert.Contains("The same request also stands in another capture", text, StringComparison.Ordinal);
        Assert.Contains("liep 250 milliseconden achter op die van opname", dutch, StringComparison.Ordinal);
        Assert.Contains($"{b}\\#3", text, StringComparison.Ordinal);
        Assert.Contains($"{a}\\#3", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_the_second_capture_alone_counts_too()
    {
        using var place = new Workplace();
        place.Plant(("id", "werkplek-0042"));
        await place.ImportAsync(Har(0, "browser", [("https://h.example/a", "x=1", [("Accept", "text/html")])]), "a.har");
        await place.ImportAsync(Har(0.1, "proxy", [("https://h.example/a", "x=1", [("Accept", "text/html"), ("Cookie", "id=werkplek-0042; n=2"), ("Content-Length", "3")])]), "b.har");

        Assert.Equal(["1"], await RowsAsync(place, "recipients", "exchanges"));
        Assert.Equal(["cookie"], await RowsAsync(place, "sightings", "more_fields"));
        Assert.Equal(["cookie:/id", "cookie:/n"], await RowsAsync(place, "disclosures", "path", "--where", "path LIKE 'cookie:%'"));
        Assert.Equal(["1"], await RowsAsync(place, "disclosures", "count", "--where", "path LIKE 'content:%'"));
        Assert.Contains("‘id’", (await place.DoAsync("report", "--to", "md", "--output", "-")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zlib")]
    public async Task Content_that_one_tool_kept_compressed_is_the_same(string coding)
    {
        using var place = new Workplace();
        const string Content = """{"id":"user","and":"user","more":"user"}""";
        var plain = Workplace.Entry("https://h.example/a", Content, "POST", ("Content-Encoding", coding));
        var packed = plain.Replace("\"text\":" + Facts.Json(Content), $"\"encoding\":\"base64\",\"text\":\"{Packed(coding, Content)}\"", StringComparison.Ordinal);
        Assert.NotEqual(plain, packed);
        await place.ImportAsync(Workplace.Har(plain), "a.har");
        await place.ImportAsync(Workplace.Har(packed), "b.har");

        Assert.Equal(["1"], await RowsAsync(place, "recipients", "exchanges"));
    }

    [Theory]
    [InlineData("https://h.example", "https://h.example/")]
    [InlineData("https://h.example?q=1", "https://h.example/?q=1")]
    [InlineData("https://h.example/café?q=né", "https://h.example/caf%C3%A9?q=n%C3%A9")]
    public async Task An_address_that_one_tool_wrote_down_as_it_is_and_another_as_it_was_sent_is_the_same(string first, string second)
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Har(0, "browser", [(first, "x=1", [])])), ("b.har", Har(0.1, "proxy", [(second, "x=1", [])])));

        Assert.Equal(["1"], await RowsAsync(place, "recipients", "exchanges"));
    }

    [Fact]
    public async Task Requests_with_more_header_fields_than_may_be_held_are_not_compared()
    {
        using var place = new Workplace();
        (string, string)[] many = [.. Enumerable.Range(0, 200).Select(i => ($"x-{i}", "1"))];
        await place.TakeInAsync(("a.har", Har(0, "browser", [("https://h.example/a", "x=1", many)])), ("b.har", Har(0.1, "proxy", [("https://h.example/a", "x=1", many)])));
        using var dossier = Klikspaan.Store.Dossier.Open(place.Path(Workplace.Name), Facts.Knowledge, TimeProvider.System, limits: new() { MergedRequests = 5 });
        await dossier.MergeAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal("more than 5 requests, or 160 header fields, in all", dossier.Sightings.Comparisons.Single().Problem);
        Assert.Empty(dossier.Sightings.All);
    }

    [Theory]
    [InlineData("https://h.example/a?n=1", "x=1", 0)]
    [InlineData("https://h.example/b", "x=1", 0)]
    [InlineData("http://h.example/a", "x=1", 0)]
    [InlineData("https://h.example:8443/a", "x=1", 0)]
    [InlineData("https://h.example/a", "x=2", 0)]
    [InlineData("https://h.example/a", "x=1", 3)]
    [InlineData("https://h.example/a", "", 0)]
    public async Task Another_address_content_or_time_is_another_request(string url, string body, double later)
    {
        using var place = new Workplace();
        await place.ImportAsync(Har(0, "browser", [("https://h.example/a", "x=1", []), ("https://h.example/z", "z", [])]), "a.har");
        await place.ImportAsync(Har(later, "proxy", [(url, body, []), ("https://h.example/y", "y", [])]), "b.har");

        Assert.Empty(await RowsAsync(place, "sightings", "exchange"));
        Assert.Equal(4, (await RowsAsync(place, "recipients", "exchanges")).Sum(int.Parse));
    }

    [Fact]
    public async Task Two_runs_that_are_alike_stay_two_and_so_do_captures_of_two_testers()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har(0, "browser", Three), "a.har");
        await place.ImportAsync(Har(300, "browser", Three), "b.har");
        place.Write("t1.yaml", "tester: t1\n");
        place.Write("t2.yaml", "tester: t2\n");
        await place.DoAsync("import", "--meta", "t1.yaml", place.Write("c.har", Har(1000, "browser", Three)));
        await place.DoAsync("import", "--meta", "t2.yaml", place.Write("d.har", Har(1001, "browser", Three)));

        Assert.Empty(await RowsAsync(place, "sightings", "exchange"));
        Assert.Equal(["12"], await RowsAsync(place, "recipients", "exchanges"));
    }

    [Fact]
    public async Task That_captures_of_one_scenario_were_made_at_different_times_and_so_not_compared_is_said()
    {
        using var place = new Workplace();
        place.Write("s.yaml", "scenario: other\n");
        await place.ImportAsync(Har(0, "browser", Three), "a.har");
        var alone = await place.DoAsync("show", "sightings");
        await place.ImportAsync(Har(300, "browser", Three), "b.har");
        await place.DoAsync("import", "--meta", "s.yaml", place.Write("c.har", Har(900, "browser", Three)));
        var (a, b) = await RowsAsync(place, "captures", "capture") is [var first, var second, _] ? (first, second) : ("", "");
        var shown = await place.DoAsync("show", "sightings", "--format", "csv");
        var english = (await place.DoAsync("report", "--to", "md", "--output", "-")).Out;
        var dutch = (await place.DoAsync("report", "--to", "md", "--lang", "nl", "--output", "-")).Out;

        Assert.DoesNotContain("not compared", alone.Error, StringComparison.Ordinal);
        Assert.Equal($"klikspaan: captures {a} and {b} were not compared (they were made at different times, and so are taken for two runs): a request that both show counts twice\n", shown.Error);
        Assert.Single(shown.Lines);
        Assert.Contains("Not compared, because they were made at different times and so are taken for several runs: 1 pair of the captures ", english, StringComparison.Ordinal);
        Assert.Contains("Niet vergeleken, omdat zij op verschillende tijden zijn gemaakt", dutch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_not_known_is_said_to_be_not_established()
    {
        using var place = new Workplace();
        place.Plant(("id", "werkplek-0042"));
        await place.ImportAsync(Har(0, "browser", [("/a?q=1", "id=werkplek-0042", [])]), "a.har");
        var english = (await place.DoAsync("report", "--to", "md", "--output", "-")).Out;

        Assert.Contains("addressed to host not established", english, StringComparison.Ordinal);
        Assert.DoesNotContain("host , ", english, StringComparison.Ordinal);
        Assert.DoesNotContain("host : ", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_far_off_is_as_a_person_says()
    {
        using var place = new Workplace();
        place.Write("m.yaml", "clock_offset: '+01:00:00'\n");
        await place.ImportAsync(Har(0, "browser", Three), "a.har");
        await place.DoAsync("import", "--meta", "m.yaml", place.Write("b.har", Har(3600.75, "proxy", Three)));

        Assert.Equal(["3600750", "3600750", "3600750"], await RowsAsync(place, "sightings", "clock_ahead_ms"));
    }

    [Theory]
    [InlineData("1h")]
    [InlineData("0s")]
    [InlineData("01:00:00")]
    public async Task A_clock_that_cannot_be_read_is_refused(string said)
    {
        using var place = new Workplace();
        place.Write("m.yaml", $"clock_offset: '{said}'\n");

        var run = await place.DoAsync("import", "--meta", "m.yaml", place.Write("b.har", Har(0, "proxy", Three)));

        Assert.Equal(4, run.Code);
        Assert.Contains("'clock_offset' must be a time with its sign, such as +00:00:02", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_three_captures_each_request_counts_once()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har(0, "one", Three), "a.har");
        await place.ImportAsync(Har(1.5, "two", [Three[0], Three[1]]), "b.har");
        await place.ImportAsync(Har(3, "three", [Three[0], Three[1]]), "c.har");
        await place.ImportAsync(Har(1, "four", [.. Three, Three[0]]), "d.har");

        Assert.Equal(["4"], await RowsAsync(place, "recipients", "exchanges"));
        Assert.Equal(7, (await RowsAsync(place, "sightings", "exchange")).Count);
    }

    [Fact]
    public async Task A_list_that_somebody_changed_is_told_and_made_again()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har(0, "browser", Three), "a.har");
        await place.ImportAsync(Har(1, "proxy", Three), "b.har");
        var path = place.InDossier("index", "sightings.json");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, text.Replace("\"exchange\":1", "\"exchange\":9", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains("index/sightings.json was changed", (await place.DoAsync("verify")).Out, StringComparison.Ordinal);
        Assert.Equal(["3"], await RowsAsync(place, "recipients", "exchanges"));
        Assert.Equal(text, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("sightings", (await place.DoAsync("verify")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_too_many_requests_nothing_is_compared_and_that_is_said()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Har(0, "browser", Three)), ("b.har", Har(1, "proxy", Three)));
        using (var dossier = Klikspaan.Store.Dossier.Open(place.Path(Workplace.Name), Facts.Knowledge, TimeProvider.System, limits: new() { MergedRequests = 5 }))
        {
            await dossier.MergeAsync(null, TestContext.Current.CancellationToken);
            Assert.Equal("more than 5 requests, or 160 header fields, in all", dossier.Sightings.Comparisons.Single().Problem);
            Assert.Empty(dossier.Sightings.All);
        }
    }

    [Fact]
    public async Task The_flows_and_the_archive_of_the_same_traffic_are_merged()
    {
        var corpus = Environment.GetEnvironmentVariable("KLIKSPAAN_CORPUS");
        Assert.SkipUnless(corpus is { Length: > 0 }, "needs the corpus: KLIKSPAAN_CORPUS names its folder");
        using var place = new Workplace();
        var pair = Directory.EnumerateFiles(corpus!, "*.mitm", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Flows: f, Har: Path.ChangeExtension(f, ".har"))).First(p => File.Exists(p.Har));
        await place.ImportAsync(await File.ReadAllBytesAsync(pair.Flows, TestContext.Current.CancellationToken), "a.mitm");
        var alone = (await RowsAsync(place, "recipients", "exchanges")).Sum(int.Parse);
        await place.ImportAsync(await File.ReadAllBytesAsync(pair.Har, TestContext.Current.CancellationToken), "b.har");

        Assert.Equal(alone, (await RowsAsync(place, "sightings", "exchange")).Count);
        Assert.Equal(alone, (await RowsAsync(place, "recipients", "exchanges")).Sum(int.Parse));
    }

    static readonly (string Url, string Body, (string, string)[] Fields)[] Three =
    [
        ("https://h.example/a?q=1", "id=werkplek-0042", []), ("https://h.example/b", "n=2", []), ("https://h.example/c", "n=3", []),
    ];

    /// <summary>Requests ten seconds apart, by a clock that is this much ahead.</summary>
    static byte[] Har(double ahead, string tool, (string Url, string Body, (string, string)[] Fields)[] requests)
    {
        var start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var entries = requests.Select((r, i) => Workplace.Entry(r.Url, r.Body, "POST", r.Fields).Replace(
            "2026-01-02T03:04:05Z", start.AddSeconds((i * 10) + ahead).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Workplace.Har(entries)).Replace("\"name\":\"test\"", $"\"name\":\"{tool}\"", StringComparison.Ordinal));
    }

    static string Packed(string coding, string text) => Convert.ToBase64String(coding switch
    {
        "gzip" => Encode.Gzip(Encode.Utf8(text)),
        "br" => Encode.Brotli(Encode.Utf8(text)),
        _ => Encode.Zlib(Encode.Utf8(text)),
    });

    static async Task<List<string>> RowsAsync(Workplace place, string table, string columns, params string[] more)
    {
        var run = await place.DoAsync(["show", table, "--format", "csv", "--columns", columns, .. more]);
        Assert.True(run.Code == 0, run.Error);
        return [.. run.Lines.Skip(1).Where(l => l.Length > 0)];
    }

    static async Task<(string First, string Second)> CapturesAsync(Workplace place) =>
        await RowsAsync(place, "captures", "capture") is [var a, var b] ? (a, b) : throw new InvalidOperationException("two captures are expected");
}
