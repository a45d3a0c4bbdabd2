using Klikspaan.Tests.Reporting;

namespace Klikspaan.Tests.Cli;

/// <summary>Steps that were written down: what came before the first, and in whose time the rest falls.</summary>
public sealed class ReportScenarioTests
{
    const string Steps = "scenario: open and save\nsteps:\n  - step: save\n    start: 2026-01-02T03:04:20Z\n  - step: open\n    start: 2026-01-02T04:04:10+01:00\n    end: 2026-01-02T03:04:15Z\n";

    [Fact]
    public async Task What_was_sent_before_the_first_step_is_listed_and_the_rest_has_its_step()
    {
        using var place = await TakeInAsync(Steps);
        var tree = await Reports.TreeAsync(place);
        var chapter = Reports.Chapter(tree, "first-step");

        Assert.Matches("^In capture [0-9a-f]{12} the first step, ‘open’, began at 2026-01-02 03:04:10 UTC.$", Assert.Single(Reports.Said(chapter, "first-step.at")));
        Assert.Equal(["before.example", "early.example"], Reports.Said(chapter, "first-step.sent").Select(s => s.Split("addressed to host ")[1].Split(',')[0]));
        Assert.Contains("sent 2 requests (", Reports.Said(chapter, "first-step.sent")[0], StringComparison.Ordinal);
        Assert.All(Reports.Said(chapter, "small-print"), s => Assert.EndsWith("Cause: of the first: unknown; sent before the first step, ‘open’.", s, StringComparison.Ordinal));
        Assert.Equal(
            [
                "Cause: unknown; sent before the first step, ‘open’.", "Cause: unknown; sent before the first step, ‘open’.", "Cause: unknown; sent before the first step, ‘open’.",
                "Cause: step ‘open’; sent while it was running.", "Cause: step ‘open’; sent no further from it than the clocks are known.", "Cause: unknown; sent after step ‘save’ began, of which no end is written down.",
            ],
            Reports.Said(tree, "exchange.cause"));
        Assert.DoesNotContain("What was sent before the first step of a scenario is not established for captures of which no steps are written down.", Reports.Texts(tree));
    }

    [Fact]
    public async Task Where_nothing_came_before_the_first_step_that_is_said()
    {
        using var place = await TakeInAsync(Steps.Replace("2026-01-02", "2026-01-01", StringComparison.Ordinal));
        var tree = await Reports.TreeAsync(place);

        Assert.EndsWith(" no request was observed before 2026-01-01 03:04:10 UTC. What was not recorded is not known.", Assert.Single(Reports.Said(tree, "first-step.nothing")), StringComparison.Ordinal);
        Assert.Empty(Reports.Said(tree, "first-step.sent"));
        Assert.All(Reports.Said(tree, "exchange.cause"), c => Assert.Equal("Cause: unknown; sent after step ‘save’ began, of which no end is written down.", c));
    }

    [Fact]
    public async Task Of_what_has_no_time_it_is_not_said_that_it_came_later()
    {
        using var place = await TakeInAsync(Steps.Replace("2026-01-02", "2026-01-01", StringComparison.Ordinal), At("timeless.example", "40").Replace("\"startedDateTime\":\"2026-01-02T03:04:40Z\",", "", StringComparison.Ordinal));
        var tree = await Reports.TreeAsync(place);

        Assert.Empty(Reports.Said(tree, "first-step.nothing"));
        Assert.Equal(["The capture does not say when these were sent: 1 exchange. Whether that was before the first step is not established."], Reports.Said(tree, "first-step.untimed"));
    }

    [Fact]
    public async Task Steps_of_another_scenario_are_not_those_of_the_capture()
    {
        using var place = await TakeInAsync(Steps.Replace("open and save", "another", StringComparison.Ordinal));
        var tree = await Reports.TreeAsync(place);

        Assert.Empty(Reports.Said(tree, "first-step.at"));
        Assert.Contains("What was sent before the first step of a scenario is not established for captures of which no steps are written down.", Reports.Texts(tree));
        Assert.All(Reports.Said(tree, "exchange.cause"), c => Assert.Equal("Cause: unknown; no steps are written down.", c));
    }

    [Fact]
    public async Task Every_mistake_in_a_file_of_steps_is_told_with_its_line_and_the_exit_code_is_4()
    {
        using var place = await TakeInAsync("scenario: open and save\nsteps:\n  - step: a\n    start: yesterday\n  - step: b\n    start: 2026-01-02T03:04:10Z\n    end: 2026-01-02T03:04:09Z\n  - start: 2026-01-02T03:04:10Z\n    colour: red\n");
        var run = await place.DoAsync("report", "-o", "-");

        Assert.Equal((4, ""), (run.Code, run.Out));
        Assert.Contains("klikspaan: scenarios/s.yaml has mistakes\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/s.yaml:4:12: 'start' must be a moment such as ", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/s.yaml:7:10: 'end' must not be before 'start'\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/s.yaml:8:5: 'step' is missing\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("scenarios/s.yaml:9:5: 'colour' is not a key here; known are by, choice, deviation, end, remark, skipped, start, step, stopped\n", run.Error, StringComparison.Ordinal);
    }

    static async Task<Workplace> TakeInAsync(string steps, params string[] more)
    {
        var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        place.Write($"{Workplace.Name}/scenarios/s.yaml", steps);
        place.Write("meta.yaml", "product: A\nbuild: '1'\nscenario: open and save\n");
        place.Write("a.har", Workplace.Har(
            [At("before.example", "01"), At("early.example", "02"), At("before.example", "03"), At("during.example", "12"), At("between.example", "17"), At("before.example", "30"), .. more]));
        var run = await place.DoAsync("import", "--meta", "meta.yaml", "--no-questions", "a.har");
        Assert.True(run.Code is 0 or 4, run.Error);
        return place;
    }

    static string At(string host, string second) => Workplace.Entry($"https://{host}/p").Replace("03:04:05Z", $"03:04:{second}Z", StringComparison.Ordinal);
}
