using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>A plan, a test by stopwatch, an import, and the cause of each exchange.</summary>
public sealed class TestCommandTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    // Marker at 12:00:00; open from :10 to :20; save from :40 to :50.
    static readonly (double, string)[] Whole = [(0, ""), (10, ""), (10, ""), (20, ""), (10, ""), (10, "s")];

    [Fact]
    public async Task A_value_that_is_found_names_its_step_and_each_request_its_cause()
    {
        using var place = await PlannedAsync();
        var test = await place.TypeAsync(new(Noon, Whole), "test", "open and save");
        Assert.True(test.Code == 0, test.Error);
        var scenario = Scenarios.Read(place.InDossier()).Find("open and save")!;
        var token = Assert.Single(scenario.Markers).Token;
        var saved = scenario.Plan[1].Plant[0].Value;

        // The clock of the capture is a minute and a half ahead.
        place.Write("a.har", Workplace.Har(
            At(70, "early.example"), At(90, $"{token}.klikspaan.invalid"), At(105, "open.example"), At(111.5, "near.example"), At(112.5, "between.example"),
            At(135, "save.example"), At(3600, "late.example"), At(3601, "told.example", Uri.EscapeDataString(saved))));
        var import = await place.DoAsync("import", "a.har", "--scenario", "open and save");

        Assert.Contains("its clock less the tester's is +00:01:30, measured by marker (1 of 1 found), within 2 s", import.Error, StringComparison.Ordinal);
        Assert.Equal(
            [
                "early.example,unknown (sent before the first step, 'open a document')",
                $"{token}.klikspaan.invalid,tester (holds the marker by which clocks are compared)",
                "open.example,step 'open a document' (sent during it)",
                "near.example,step 'open a document' (sent no further from it than the clocks are known)",
                "between.example,unknown (sent between or after the steps)",
                "save.example,step 'save it' (sent during it)",
                "late.example,unknown (sent between or after the steps)",
                "told.example,step 'save it' (holds a value that was planted in it)",
            ],
            await RowsAsync(place, "exchanges", "host,cause"));
        Assert.Equal(["save it: document-title,save it,told.example"], await RowsAsync(place, "planted", "label,step,host", "--where", "step <> ''"));
        Assert.Equal(["'+00:01:30,measured by marker,2000,1,1,use"], await RowsAsync(place, "captures", "clock_offset,clock_offset_by,clock_within_ms,markers_sent,markers_found,scenario_kind"));
        Assert.Equal(["step 'save it' (sent during it)"], (await RowsAsync(place, "items", "cause", "--where", "host = 'save.example'")).Distinct());
        Assert.Equal(["step 'save it' (sent during it)"], (await RowsAsync(place, "disclosures", "cause", "--where", "host = 'save.example'")).Distinct());
    }

    [Fact]
    public async Task Deviations_remarks_and_steps_that_were_left_out_are_kept_with_the_times()
    {
        using var place = await PlannedAsync();
        var run = await place.TypeAsync(
            new(Noon, (0, "s"), (1, "r waited for the login"), (1, ""), (3, "d typed it twice"), (1, "r"), (1, "it was slow: 'x'"), (1, "what"), (2, ""), (1, "d not in this build"), (1, "s"), (0, "s")), "test", "open and save");
        var steps = Scenarios.Read(place.InDossier()).Find("open and save")!.Steps;

        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(new ScenarioStep("open a document", Noon.AddSeconds(2), Noon.AddSeconds(10)) { By = "tester", Deviation = "typed it twice", Remark = "waited for the login; it was slow: 'x'" }, steps[0]);
        Assert.Equal(new ScenarioStep("save it", Noon.AddSeconds(12), Noon.AddSeconds(12)) { By = "tester", Deviation = "not in this build", IsSkipped = true }, steps[1]);
        Assert.Contains("Step 1 of 2", run.Out, StringComparison.Ordinal);
        Assert.Contains("ended at 12:00:10.0 UTC, 8.0 s", run.Out, StringComparison.Ordinal);
        Assert.Contains("Enter ends it; d TEXT notes a deviation", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_was_stopped_goes_on_where_it_was_and_a_new_one_gets_a_file_of_its_own()
    {
        using var place = await PlannedAsync();
        var stopped = await place.TypeAsync(new(Noon, (0, "s"), (10, ""), (10, ""), (1, ""), (1, "q")), "test", "open and save");
        Assert.Equal(3, stopped.Code);
        var first = await File.ReadAllTextAsync(place.InDossier("scenarios", "open-and-save.run-20260102T120000Z.yaml"), TestContext.Current.CancellationToken);

        var resumed = await place.TypeAsync(new(Noon.AddMinutes(5), (0, "s"), (1, ""), (2, ""), (0, "s")), "test", "open and save");
        var again = await place.TypeAsync(new(Noon.AddMinutes(9), Whole), "test", "open and save");

        Assert.Contains("Going on with scenarios/open-and-save.run-20260102T120000Z.yaml", resumed.Out, StringComparison.Ordinal);
        Assert.Contains("Writing to scenarios/open-and-save.run-20260102T120900Z.yaml", again.Out, StringComparison.Ordinal);
        Assert.StartsWith(first, await File.ReadAllTextAsync(place.InDossier("scenarios", "open-and-save.run-20260102T120000Z.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(
            ["open a document", "save it", "save it", "open a document", "save it"],
            Scenarios.Read(place.InDossier()).Find("open and save")!.Steps.Select(s => s.Name));
        Assert.Equal([false, true, false, false, false], Scenarios.Read(place.InDossier()).Find("open and save")!.Steps.Select(s => s.IsStopped));
    }

    [Fact]
    public async Task Each_moment_is_on_the_disk_before_the_next_is_waited_for()
    {
        using var place = await PlannedAsync();
        List<int> kept = [];
        var lines = new TypedLines(Noon, Whole) { Reading = _ => kept.Add(Scenarios.Read(place.InDossier()).Find("open and save")!.Steps.Sum(s => s.End is null ? 1 : 2)) };
        await place.TypeAsync(lines, "test", "open and save");

        Assert.Equal([0, 0, 1, 2, 3, 4], kept);
    }

    [Fact]
    public async Task What_another_hand_wrote_in_the_file_meanwhile_is_not_written_over()
    {
        using var place = await PlannedAsync();
        var file = place.InDossier("scenarios", "open-and-save.run-20260102T120000Z.yaml");
        var lines = new TypedLines(Noon, Whole) { Reading = n => { if (n == 2) { File.AppendAllText(file, "# by hand\n"); } } };
        var run = await place.TypeAsync(lines, "test", "open and save");

        Assert.Equal(2, run.Code);
        Assert.Contains("was changed while the test ran: nothing was written over", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("# by hand\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("md", "en", "| 1\\. open a document |", "Type exactly")]
    [InlineData("html", "nl", "<td>1. open a document</td>", "Typ precies")]
    public async Task The_form_holds_the_values_and_empty_places(string to, string lang, string step, string head)
    {
        using var place = await PlannedAsync();
        var run = await place.DoAsync("test", "open and save", "--form", "--to", to, "--lang", lang);
        var plan = Scenarios.Read(place.InDossier());

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains(step.Replace("\\", "", StringComparison.Ordinal), run.Out, StringComparison.Ordinal);
        Assert.Contains(head, run.Out, StringComparison.Ordinal);
        Assert.All(plan.Planted, p => Assert.Contains(p.Value, run.Out, StringComparison.Ordinal));
        Assert.Single(plan.Files);
        Assert.Contains(".klikspaan.invalid/", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_of_a_form_are_taken_over()
    {
        using var place = await PlannedAsync();
        var run = await place.TypeAsync(
            new(Noon, (0, "2026-01-02"), (0, "+01:00"), (0, "hello"), (0, "kmxvbtqrdw"), (0, "13:00"), (0, "13:00:05"), (0, "13:00:10"), (0, "12:00:00"), (0, "13:01"), (0, "typed twice"), (0, ""), (0, ""), (0, "")), "test", "open and save", "--enter");
        var scenario = Scenarios.Read(place.InDossier()).Find("open and save")!;

        Assert.True(run.Code == 0, run.Error);
        Assert.Equal([new ScenarioMarker("kmxvbtqrdw", Noon.AddSeconds(5))], scenario.Markers);
        Assert.Equal(new ScenarioStep("open a document", Noon.AddSeconds(10), Noon.AddSeconds(119)) { By = "tester", Deviation = "typed twice" }, scenario.Steps.Single(s => !s.IsSkipped));
        Assert.Equal("save it", scenario.Steps.Single(s => s.IsSkipped).Name);
    }

    [Fact]
    public async Task Midnight_between_times_of_a_form_is_asked_and_never_supposed()
    {
        using var place = await PlannedAsync();
        var run = await place.TypeAsync(
            new(Noon, (0, "2026-01-02"), (0, ""), (0, ""), (0, "23:59:50"), (0, "00:00:10"), (0, "y"), (0, ""), (0, ""), (0, "00:00:05"), (0, "00:01:00"), (0, "00:02"), (0, ""), (0, ""), (0, "")), "test", "open and save", "--enter");
        var steps = Scenarios.Read(place.InDossier()).Find("open and save")!.Steps;

        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("00:00:10 is before 2026-01-02 23:59:50. Was it after midnight, on 2026-01-03? y; else type the end again", run.Out, StringComparison.Ordinal);
        Assert.Contains("00:00:05 is before 2026-01-03 00:00:10. Was it after midnight, on 2026-01-04?", run.Out, StringComparison.Ordinal);
        Assert.Equal(
            [(Noon.Date.AddSeconds(86390), Noon.Date.AddSeconds(86410)), (Noon.Date.AddSeconds(86460), Noon.Date.AddSeconds(86400 + 179))],
            steps.Select(s => (s.Start.UtcDateTime, s.End!.Value.UtcDateTime)));
    }

    [Fact]
    public async Task A_step_that_was_done_before_the_one_above_it_keeps_its_day_and_a_run_that_goes_on_is_told()
    {
        using var place = await PlannedAsync();
        await place.TypeAsync(new(Noon, (0, "2026-01-02"), (0, ""), (0, "kmxvbtqrdw"), (0, "13:00:05"), (0, "14:00:00"), (0, "14:01:00"), (0, ""), (0, "")), "test", "open and save", "--enter");
        var run = await place.TypeAsync(new(Noon, (0, "2026-01-02"), (0, ""), (0, "13:30:00"), (0, "13:31:00"), (0, ""), (0, ""), (0, "kmxvbtqrdw"), (0, "")), "test", "open and save", "--enter");
        var scenario = Scenarios.Read(place.InDossier()).Find("open and save")!;

        Assert.True(run.Code == 0, run.Error);
        Assert.StartsWith("Going on with scenarios/open-and-save.run-20260102T120000Z.yaml, begun 2026-01-02 13:00:05 UTC: 1 of 2 step(s) left, 1 marker(s) in it. For the form of another test stop here and add --new.", run.Out, StringComparison.Ordinal);
        Assert.Contains("this code stands in the run already", run.Out, StringComparison.Ordinal);
        Assert.Single(scenario.Markers);
        Assert.Equal(["save it", "open a document"], scenario.Steps.Select(s => s.Name));
    }

    [Theory]
    [InlineData("scenarios/ of the dossier tells of no scenario 'other'; there are 'open and save'", "other")]
    public async Task A_scenario_that_is_not_there_is_told(string message, string name)
    {
        using var place = await PlannedAsync();
        var run = await place.DoAsync("test", name);

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_a_person_said_is_not_measured_over_and_without_either_it_is_not_established()
    {
        using var place = await PlannedAsync();
        await place.TypeAsync(new(Noon, Whole), "test", "open and save");
        var token = Scenarios.Read(place.InDossier()).Find("open and save")!.Markers[0].Token;
        place.Write("meta.yaml", "scenario: open and save\nclock_offset: '+00:00:05'\n");
        place.Write("a.har", Workplace.Har(At(90, $"{token}.klikspaan.invalid"), At(18, "open.example")));
        place.Write("b.har", Workplace.Har(At(15, "open.example"), At(70, "after.example", token), At(71, "told.example")));
        var said = await place.DoAsync("import", "a.har", "--meta", "meta.yaml");
        var none = await place.DoAsync("import", "b.har", "--scenario", "open and save");

        Assert.Contains("its clock is taken as was said, +00:00:05", said.Error, StringComparison.Ordinal);
        Assert.Equal(["step 'open a document' (sent during it)"], await RowsAsync(place, "exchanges", "cause", "--where", "host = 'open.example' AND started_at LIKE '%:18.000Z'"));

        // A query holds it, and so measures too: a search field sends it there.
        Assert.Contains("its clock less the tester's is +00:01:10, measured by marker (1 of 1 found)", none.Error, StringComparison.Ordinal);
        Assert.Equal(["'+00:00:05,said by a person", "'+00:01:10,measured by marker"], await RowsAsync(place, "captures", "clock_offset,clock_offset_by"));
    }

    [Fact]
    public async Task A_marker_that_is_only_told_of_in_content_does_not_measure_a_clock()
    {
        using var place = await PlannedAsync();
        await place.TypeAsync(new(Noon, Whole), "test", "open and save");
        var token = Scenarios.Read(place.InDossier()).Find("open and save")!.Markers[0].Token;
        place.Write("a.har", Workplace.Har(At(3000, "told.example").Replace("\"headers\":[]", $"\"headers\":[],\"postData\":{{\"mimeType\":\"text/plain\",\"text\":\"{token}\"}}", StringComparison.Ordinal)));
        var run = await place.DoAsync("import", "a.har", "--scenario", "open and save");

        Assert.Contains("is not established (none of 1 marker(s) was found in it, and nobody said it)", run.Error, StringComparison.Ordinal);
        Assert.Equal([$"marker {token}"], await RowsAsync(place, "planted", "label"));
        Assert.Equal(["not established,not established,0"], await RowsAsync(place, "captures", "clock_offset,clock_offset_by,markers_found"));
        var tree = await Reporting.Reports.TreeAsync(place);
        Assert.Single(Reporting.Reports.Said(tree, "clock.unknown"));
        Assert.DoesNotContain($"marker {token}", Reporting.Reports.Texts(tree));
    }

    [Fact]
    public async Task What_a_baseline_holds_too_is_marked_and_nothing_is_taken_away()
    {
        using var place = new Workplace();
        await place.DoAsync("plant", "--scenario", "idle", "--baseline");
        place.Write($"{Workplace.Name}/scenarios/use.yaml", "scenario: use\nsteps:\n  - step: open\n    start: 2026-01-02T12:00:10Z\n    end: 2026-01-02T12:00:20Z\n  - step: news\n    start: 2026-01-02T12:01:00Z\n    end: 2026-01-02T12:01:10Z\n    by: tester-own\n");
        place.Write("idle.yaml", "scenario: idle\nos_build: A\n");
        place.Write("use.yaml", "scenario: use\nos_build: B\nclock_offset: '+00:00:00'\n");
        place.Write("idle.har", Workplace.Har(At(0, "os.example"), At(5, "os.example")));
        place.Write("use.har", Workplace.Har(At(15, "os.example"), At(30, "os.example"), At(31, "other.example"), At(65, "news.example")));
        await place.DoAsync("import", "idle.har", "--meta", "idle.yaml");
        await place.DoAsync("import", "use.har", "--meta", "use.yaml");
        var idle = (await RowsAsync(place, "captures", "capture"))[0];

        var also = $"also in baseline capture {idle}, 1 of 1, of another os_build";
        Assert.Equal(
            [
                "background (a baseline capture)", "background (a baseline capture)",
                $"step 'open' (sent during it; {also})", $"background ({also})", "unknown (sent between or after the steps)", "tester 'news' (sent during it)",
            ],
            await RowsAsync(place, "exchanges", "cause"));
        Assert.Equal([$"{idle},4,2,2,0,50,5,the baseline is shorter than the capture; of another os_build"], await RowsAsync(place, "baselines", "baseline,exchanges,also_in_baseline,not_in_baseline,with_events,capture_seconds,baseline_seconds,remarks"));
        Assert.Equal(["4"], await RowsAsync(place, "coverage", "exchanges", "--where", "per = 'capture' AND name <> '" + idle + "'"));

        var json = await place.DoAsync("show", "baselines", "--format", "json");
        Assert.Empty((await NJsonSchema.JsonSchema.FromFileAsync(Repository.Path("docs", "schema", "show-baselines.schema.json"), TestContext.Current.CancellationToken)).Validate(json.Out));
        Assert.Equal(1, Reporting.Reports.Parse(json.Out).GetArrayLength());

        var tree = await Reporting.Reports.TreeAsync(place);
        Assert.EndsWith("are put down to a step: 1; to an own act of the tester: 1; to the background: 1; of 1 the cause is unknown.", Reporting.Reports.Said(tree, "causes.counts")[1], StringComparison.Ordinal);
        Assert.Single(Reporting.Reports.Said(tree, "baseline.short"));
        Assert.Equal(2, Reporting.Reports.Said(tree, "exchange.cause").Count(c => c.Contains($"also in baseline capture {idle}, in 1 of 1", StringComparison.Ordinal)));
        var dutch = await place.DoAsync("report", "--lang", "nl", "--to", "md", "-o", "-");
        Assert.Contains("staan er 2 ook in nulopname", dutch.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_is_in_a_baseline_by_its_name_and_not_by_its_address_alone()
    {
        using var place = new Workplace();
        await place.DoAsync("plant", "--scenario", "idle", "--baseline");
        var har = await File.ReadAllTextAsync(Repository.Path("examples", "dotnet-cli", "dotnet-cli.har"), TestContext.Current.CancellationToken);
        place.Write("idle.har", har);
        place.Write("use.har", har.Replace("dotnet/cli/command/finish", "dotnet/cli/command/FINISH", StringComparison.Ordinal));
        await place.DoAsync("import", "idle.har", "--scenario", "idle");
        await place.DoAsync("import", "use.har", "--scenario", "use");

        string[] of = ["--where", "cause NOT LIKE '%a baseline capture)'"];
        Assert.Equal(["dotnet/cli/command/FINISH,unknown (no steps are written down)"], (await RowsAsync(place, "events", "event,cause", [.. of, "--sort", "event"])).Where(r => r.Contains("FINISH", StringComparison.Ordinal)).Distinct());
        Assert.All((await RowsAsync(place, "events", "event,cause", of)).Where(r => r.Contains("toplevelparser", StringComparison.Ordinal)), r => Assert.Contains("background (also in baseline capture", r, StringComparison.Ordinal));
        Assert.All(await RowsAsync(place, "exchanges", "cause", [.. of, "--limit", "1"]), r => Assert.EndsWith("; names of its events not compared)", r, StringComparison.Ordinal));
        Assert.Contains(await RowsAsync(place, "disclosures", "event,cause", of), r => r == "dotnet/cli/command/FINISH,unknown (no steps are written down)");
    }

    [Fact]
    public async Task The_invented_word_of_a_title_is_found_by_itself_and_counts_once_where_the_whole_stands()
    {
        using var place = await PlannedAsync();
        var plan = Scenarios.Read(place.InDossier()).Find("open and save")!.Plan;
        var (first, second) = (plan[0].Plant[0].Value, plan[1].Plant[0].Value);
        place.Write("a.har", Workplace.Har(Workplace.Entry("https://h.example/a", PlantedValue.UniquePart(first)), Workplace.Entry("https://h.example/b", second)));
        await place.DoAsync("import", "a.har");

        Assert.Equal(["open a document,open a document (scenario open and save),raw", "save it,save it (scenario open and save),raw"], (await RowsAsync(place, "planted", "label,step,value_form", "--sort", "exchange")).Select(r => r.Replace(": document-title", "", StringComparison.Ordinal).Replace(" (unique part)", "", StringComparison.Ordinal).Replace(", unique part", "", StringComparison.Ordinal)));
        Assert.Equal(["step 'open a document (scenario open and save)' (holds a value that was planted in it)", "step 'save it (scenario open and save)' (holds a value that was planted in it)"], await RowsAsync(place, "exchanges", "cause"));
    }

    [Fact]
    public async Task A_new_marker_makes_the_captures_of_its_scenario_be_read_again_and_no_other()
    {
        using var place = await PlannedAsync();
        place.Write("a.har", Workplace.Har(At(15, "a.example")));
        place.Write("b.har", Workplace.Har(At(15, "b.example")));
        await place.DoAsync("import", "a.har", "--scenario", "open and save");
        await place.DoAsync("import", "b.har");
        await place.TypeAsync(new(Noon, Whole), "test", "open and save");

        using var dossier = place.Open();
        Assert.Equal([false, true], dossier.Manifest.Captures.Select(dossier.IsIndexed));
    }

    [Fact]
    public async Task What_a_scenario_says_of_product_and_device_is_taken_over_by_an_import_that_says_nothing_else()
    {
        using var place = new Workplace();
        place.Write("plan.yaml", "scenario: mine\nproduct: Editor\nbuild: '1'\nplatform: OS 2\nsettings: default\naccount: test\ntester: T1\nplan:\n  - step: write\n");
        place.Write("meta.yaml", "build: '2'\n");
        place.Write("a.har", Workplace.Har(At(15, "a.example")));
        await place.DoAsync("plant", "--steps", "plan.yaml");
        await place.DoAsync("import", "a.har", "--scenario", "mine", "--meta", "meta.yaml");
        var other = await place.DoAsync("import", "a.har", "--scenario", "typo");

        Assert.Equal(["Editor,2,OS 2,default,test,T1,mine"], await RowsAsync(place, "captures", "product,build,os_build,settings_profile,account_kind,tester,scenario"));
        Assert.Contains("tells nothing of a scenario 'typo' yet", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_noted_of_a_step_stands_in_the_report_beside_its_times()
    {
        using var place = await PlannedAsync();
        await place.TypeAsync(new(Noon, (0, "s"), (1, ""), (1, "d typed it twice"), (1, "r it was slow"), (1, ""), (0, "s"), (0, "s")), "test", "open and save");
        place.Write("a.har", Workplace.Har(At(2, "a.example")));
        await place.DoAsync("import", "a.har", "--scenario", "open and save");
        var tree = await Reporting.Reports.TreeAsync(place);

        Assert.Contains(Reporting.Reports.Rows(tree), r => r[0] == "Step ‘open a document’" && r[1].EndsWith("; otherwise than planned: typed it twice and remark: it was slow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_marker_that_was_sent_twice_shows_neither_moment()
    {
        using var place = await PlannedAsync();
        place.Write($"{Workplace.Name}/scenarios/run.yaml", "scenario: open and save\nmarkers:\n  - token: kmxvbtqrdw\n    at: 2026-01-02T12:00:00Z\n  - token: kmxvbtqrdw\n    at: 2026-01-02T15:00:00Z\n  - token: bcdfghjkmn\n    at: 2026-01-02T15:00:00Z\n");
        place.Write("a.har", Workplace.Har(At(3, "kmxvbtqrdw.klikspaan.invalid")));
        place.Write("b.har", Workplace.Har(At(3, "kmxvbtqrdw.klikspaan.invalid"), At(10803.5, "bcdfghjkmn.klikspaan.invalid")));
        await place.DoAsync("import", "a.har", "b.har", "--scenario", "open and save");

        Assert.Equal(["not established,0", "'+00:00:03.500,1"], await RowsAsync(place, "captures", "clock_offset,markers_found"));
    }

    [Fact]
    public async Task More_steps_than_are_held_against_requests_are_refused()
    {
        using var place = await PlannedAsync();
        place.Write($"{Workplace.Name}/scenarios/run.yaml", "scenario: open and save\nsteps:\n" + string.Concat(Enumerable.Repeat("  - step: a\n    start: 2026-01-02T12:00:00Z\n", Scenarios.MostSteps + 1)));
        var run = await place.DoAsync("test", "open and save");

        Assert.Equal(4, run.Code);
        Assert.Contains("scenarios/ holds 2001 steps of the scenario 'open and save'; at most 2000 are read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_put_down_to_a_step_that_was_left_out_and_what_came_before_a_stop_is()
    {
        using var place = await PlannedAsync();
        await place.TypeAsync(new(Noon, (0, "s"), (10, ""), (5, "q")), "test", "open and save");
        await place.TypeAsync(new(Noon.AddSeconds(60), (0, "s"), (10, ""), (10, ""), (20, "s"), (0, "s")), "test", "open and save");
        place.Write("a.har", Workplace.Har(At(12, "first.example"), At(75, "again.example"), At(100, "out.example")));
        await place.DoAsync("import", "a.har", "--scenario", "open and save");

        Assert.Equal(
            ["step 'open a document' (sent during it)", "step 'open a document' (sent during it)", "unknown (sent between or after the steps)"],
            await RowsAsync(place, "exchanges", "cause"));
    }

    static async Task<Workplace> PlannedAsync()
    {
        var place = new Workplace();
        var plan = await place.DoAsync("plant", "--scenario", "open and save", "--steps", "open a document,save it", "--kinds", "document-title");
        Assert.True(plan.Code == 0, plan.Error);
        return place;
    }

    static string At(double seconds, string host, string more = "") =>
        Workplace.Entry($"https://{host}/p?q={more}").Replace("2026-01-02T03:04:05Z", $"{Noon.AddSeconds(seconds):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}", StringComparison.Ordinal);

    static async Task<string[]> RowsAsync(Workplace place, string table, string columns, params string[] more)
    {
        var run = await place.DoAsync(["show", table, "--columns", columns, "--format", "csv", .. more]);
        Assert.True(run.Code == 0, run.Error);
        return [.. run.Lines.Skip(1).Select(l => l.Replace("\"", "", StringComparison.Ordinal))];
    }
}
