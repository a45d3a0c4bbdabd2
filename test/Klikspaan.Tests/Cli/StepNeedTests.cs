using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>What a tester states that a step needs, and what is made of it.</summary>
public sealed class StepNeedTests
{
    const string Plan = """
        scenario: use
        plan:
          - step: save
            needs:
              - host: Files.example
                path: /save
                for: the document is kept there.
          - step: look
            needs:
              - host: files.example
                for: the list is shown.
        steps:
          - step: save
            start: 2026-01-02T12:00:10Z
            end: 2026-01-02T12:00:20Z
          - step: look
            start: 2026-01-02T12:01:00Z
            end: 2026-01-02T12:01:10Z

        """;

    [Fact]
    public async Task A_request_of_the_step_to_a_stated_host_is_functional_and_names_step_and_statement()
    {
        using var place = await MadeAsync(Plan, At(15, "files.example/save/1?q=2"));

        Assert.Equal(
            ["functional|needed for a step|It was sent during the step 'save', and the tester stated that this step needs requests to files.example/save: the document is kept there. Stated by a tester who is not named; the manifest holds the file as it was on 2026-03-04, when the capture came in or before.|scenarios/use.yaml:5"],
            await RowsAsync(place, "data_class,basis,reason,source"));
        Assert.All(await RowsAsync(place, "data_class", table: "items"), r => Assert.Equal("functional", r));
        var text = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        var dutch = (await place.DoAsync("report", "--to", "md", "--lang", "nl", "-o", "-")).Out;
        Assert.Contains("Of what was sent during the step ‘save’ to", text, StringComparison.Ordinal);
        Assert.Contains("functional data, since the tester stated (scenarios/use.yaml:5) that this step needs it: the document is kept there.", text, StringComparison.Ordinal);
        Assert.Contains("Dat een stap niet zonder een verzoek kon, is niet gemeten.", dutch, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, "files.example/saved")]
    [InlineData(15, "files.example/save/../telemetry")]
    [InlineData(15, "files.example/save/%2e%2e/telemetry")]
    [InlineData(15, "other.example/save")]
    [InlineData(15, "sub.files.example/save")]
    [InlineData(40, "files.example/save")]
    [InlineData(21, "files.example/save")]
    [InlineData(3600, "files.example/save")]
    public async Task What_the_statement_is_not_about_is_not_established(double seconds, string url)
    {
        using var place = await MadeAsync(Plan, At(seconds, url));

        Assert.Equal(["not established|no protocol file"], await RowsAsync(place, "data_class,basis"));
    }

    [Fact]
    public async Task Without_a_statement_nothing_is_functional_by_its_step()
    {
        using var place = await MadeAsync(Plan[..Plan.IndexOf("    needs:", StringComparison.Ordinal)] + Plan[Plan.IndexOf("steps:", StringComparison.Ordinal)..], At(15, "files.example/save"));

        Assert.Equal(["not established|no protocol file"], await RowsAsync(place, "data_class,basis"));
    }

    [Fact]
    public async Task Another_scenario_or_none_has_no_part_in_it()
    {
        using var place = await MadeAsync(Plan);
        place.Write("b.har", Workplace.Har(At(15, "files.example/save")));
        Assert.Equal(0, (await place.DoAsync("import", "b.har")).Code);

        Assert.Equal(["not established|no protocol file"], await RowsAsync(place, "data_class,basis"));
    }

    [Fact]
    public async Task The_shape_of_an_event_says_more_and_content_stays_content_within_what_is_functional()
    {
        const string Event = """{"eventName":"Saved","timestamp":"2026-01-02T03:04:05Z"}""";
        using var place = await MadeAsync(Plan.Replace("- step: save\n    needs:", "- step: save\n    plant: [{kind: document-title, value: Nota zwkrtbnmpl}]\n    needs:", StringComparison.Ordinal), At(15, "files.example/save", """{"title":"Nota zwkrtbnmpl","size":"12"}"""), At(16, "files.example/save", Event));

        Assert.Equal(
            ["content|planted value|functional|content:/title", "diagnostic|shape of an event||", "functional|needed for a step||"],
            (await RowsAsync(place, "data_class,basis,within,path")).Order(StringComparer.Ordinal));
        Assert.Contains("that are functional data as the tester stated, stood content: 1 value.", (await place.DoAsync("report", "--to", "md", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_baseline_holds_too_was_not_sent_for_the_step()
    {
        using var place = await MadeAsync(Plan, At(15, "files.example/save"));
        await place.DoAsync("plant", "--scenario", "idle", "--baseline");
        place.Write("idle.har", Workplace.Har(At(900, "files.example/save")));
        Assert.Equal(0, (await place.DoAsync("import", "idle.har", "--scenario", "idle")).Code);

        Assert.Equal(["not established"], (await RowsAsync(place, "data_class")).Distinct());
    }

    [Fact]
    public async Task Content_in_a_field_of_http_is_told_and_an_identifier_in_one_is_not_functional_by_its_name()
    {
        using var place = new Workplace();
        Dossier.Create(place.Path(Workplace.Name));
        place.Write($"{Workplace.Name}/dossier.yaml", "version: 1\nplanted:\n  - {label: title, value: Nota zwkrtbnmpl, kind: document-title}\n  - {label: user, value: qzvwxkuser, kind: user}\n");
        await place.ImportAsync(Workplace.Har(Workplace.Entry("https://host.example/q", "", "GET", ("Accept", "text/html; of=Nota zwkrtbnmpl"), ("Expect", "qzvwxkuser"), ("TE", "trailers"), ("User-Agent", "program/1"))));

        Assert.Equal(
            ["content|planted value|functional|header:/accept", "functional|field of HTTP||", "not established|identifier in a field of HTTP||", "not established|no protocol file||"],
            (await RowsAsync(place, "data_class,basis,within,path")).Order(StringComparer.Ordinal));
        Assert.Contains("a field that tells how the request is carried, in 1 request to host.example, stood content: 1 value.", (await place.DoAsync("report", "--to", "md", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("end: 2026-01-02T12:00:20Z", "end: 2026-01-02T12:00:20Z\n    stopped: true")]
    [InlineData("end: 2026-01-02T12:00:20Z", "end: 2026-01-02T12:00:20Z\n    deviation: it failed")]
    [InlineData("    end: 2026-01-02T12:00:20Z\n", "")]
    public async Task Of_a_step_that_was_not_done_as_planned_a_statement_shows_nothing(string from, string to)
    {
        using var place = await MadeAsync(Plan.Replace(from, to, StringComparison.Ordinal), At(15, "files.example/save"));

        Assert.Equal(["not established|no protocol file"], await RowsAsync(place, "data_class,basis"));
    }

    [Fact]
    public async Task Where_the_clock_of_an_imported_capture_is_not_known_no_statement_is_taken_over()
    {
        using var place = await MadeAsync(Plan);
        place.Write("a.har", Workplace.Har(At(15, "files.example/save")));
        Assert.Equal(0, (await place.DoAsync("import", "a.har", "--scenario", "use")).Code);

        Assert.Equal(["not established|no protocol file"], await RowsAsync(place, "data_class,basis"));
    }

    [Fact]
    public async Task A_statement_that_the_manifest_did_not_hold_when_the_capture_came_in_says_so_with_tester_and_day()
    {
        using var place = await MadeAsync(Plan[..Plan.IndexOf("    needs:", StringComparison.Ordinal)] + Plan[Plan.IndexOf("steps:", StringComparison.Ordinal)..], At(15, "files.example/save"));
        place.Write($"{Workplace.Name}/scenarios/late.yaml", "scenario: use\ntester: T-1\nplan:\n  - step: save\n    needs:\n      - {host: files.example, for: keeping, date: 2026-03-05}\n");

        Assert.Equal(
            ["It was sent during the step 'save', and the tester stated that this step needs requests to files.example: keeping. Stated by T-1 on 2026-03-05; the manifest does not hold the file as it is from when the capture came in: it can have been stated after the capture."],
            await RowsAsync(place, "reason"));
        Assert.Contains("Who stated it: T-1; on which day: 2026-03-05. The manifest does not hold the file as it is", (await place.DoAsync("report", "--to", "md", "-o", "-")).Out, StringComparison.Ordinal);
        place.Write("b.har", Workplace.Har(At(16, "files.example/again")));
        Assert.Equal(0, (await place.DoAsync("import", "b.har", "--meta", "meta.yaml")).Code);
        var reasons = await RowsAsync(place, "reason");

        Assert.Equal(2, reasons.Count);
        Assert.Single(reasons, r => r.EndsWith("the manifest holds the file as it was on 2026-03-04, when the capture came in or before.", StringComparison.Ordinal));
        Assert.Single(reasons, r => r.EndsWith("it can have been stated after the capture.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("files.example/save?event=Saved&ts=1767355215000", "x=1", "diagnostic|shape of an event")]
    [InlineData("files.example/save?name=Saved&time=1767355215000", "x=1", "not established|perhaps an event")]
    [InlineData("files.example/save", """{"name":"Saved","createdAt":"2026-01-02T12:00:15Z"}""", "not established|perhaps an event")]
    [InlineData("files.example/save", """{"event":"Saved","date":"2026-01-02"}""", "not established|perhaps an event")]
    [InlineData("files.example/save", """{"level":"info","message":"saved"}""", "not established|perhaps an event")]
    [InlineData("files.example/save", """{"eventName":"Saved","eventType":"click"}""", "not established|perhaps an event")]
    [InlineData("files.example/save", """{"name":"Saved","size":"2026"}""", "functional|needed for a step")]
    public async Task What_has_the_names_of_an_event_is_not_functional_by_a_statement(string url, string body, string expected)
    {
        using var place = await MadeAsync(Plan, At(15, url, body));

        Assert.Equal([expected], await RowsAsync(place, "data_class,basis"));
    }

    [Fact]
    public async Task Fields_of_the_header_can_be_those_of_an_event()
    {
        using var place = await MadeAsync(Plan, At(15, "files.example/save", "x=1", ("X-Event-Name", "Saved"), ("X-Timestamp", "1767355215000")));

        Assert.Contains("diagnostic|shape of an event", await RowsAsync(place, "data_class,basis"));
    }

    [Fact]
    public async Task An_identifier_in_what_a_step_needs_is_not_functional_by_the_statement()
    {
        using var place = await MadeAsync(Plan, At(15, "files.example/save", """{"size":"12","deviceId":"4c1f0b0e-7a52-4a7e-9d38-1f0a2b3c4d5e"}"""));

        Assert.Equal(["functional|needed for a step", "not established|identifier in a needed request"], (await RowsAsync(place, "data_class,basis")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Mistakes_in_statements_are_told_with_their_places()
    {
        using var place = new Workplace();
        Dossier.Create(place.Path(Workplace.Name));
        place.Write($"{Workplace.Name}/scenarios/use.yaml", """
            scenario: use
            plan:
              - step: save
                needs:
                  - host: https://files.example
                    for: x
                  - host: "*.example"
                    path: save
                    for: " "
                  - path: /a
              - step: news
                by: tester-own
                needs: [{host: a.example, for: reading}]
            """);
        var run = await place.DoAsync("test", "use");

        Assert.Equal(4, run.Code);
        Assert.Contains("scenarios/use.yaml:5:15: 'host' must be one host", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/use.yaml:7:15: 'host' must be one host", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/use.yaml:8:15: 'path' must begin with /", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/use.yaml:9:14: 'for' must say", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/use.yaml:10:9: 'host' is missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/use.yaml:10:9: 'for' is missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/use.yaml:13:12: 'needs' is of a step with the product", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_a_person_keeps_its_statements_when_it_is_taken_over()
    {
        using var place = new Workplace();
        place.Write("plan.yaml", "scenario: mine\nplan:\n  - step: write\n    needs:\n      - host: files.example\n        path: /save\n        for: it's kept\n");
        var run = await place.DoAsync("plant", "--steps", "plan.yaml");

        Assert.True(run.Code == 0, run.Error);
        Assert.Equal([new StepNeed("write", "files.example", "/save", "it's kept", "scenarios/mine.yaml:5")], Scenarios.Read(place.InDossier()).Find("mine")!.Plan[0].Needs);
    }

    static string At(double seconds, string url, string body = "x=1", params (string Name, string Value)[] headers) =>
        Workplace.Entry($"https://{url}", body, headers: headers).Replace("2026-01-02T03:04:05Z\",\"request", $"{new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero).AddSeconds(seconds):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"request", StringComparison.Ordinal);

    static async Task<Workplace> MadeAsync(string plan, params string[] entries)
    {
        var place = new Workplace();
        Dossier.Create(place.Path(Workplace.Name));
        place.Write($"{Workplace.Name}/scenarios/use.yaml", plan);
        if (entries.Length > 0)
        {
            place.Write("meta.yaml", "scenario: use\nclock_offset: '+00:00:00'\n");
            place.Write("a.har", Workplace.Har(entries));
            var run = await place.DoAsync("import", "a.har", "--meta", "meta.yaml");
            Assert.True(run.Code is 0 or 3, run.Error);
        }

        return place;
    }

    static async Task<List<string>> RowsAsync(Workplace place, string columns, string table = "classes")
    {
        var run = await place.DoAsync("show", table, "--format", "csv", "--columns", columns);
        Assert.True(run.Code == 0, run.Error);
        return [.. Csv.Read(run.Out).Skip(1).Select(r => string.Join('|', r))];
    }
}
