using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Takes over the times of a form that was filled in by hand.</summary>
sealed class FormEntry(Shell shell, ScenarioRun run, CancellationToken cancellation)
{
    const string OfDay = "HH:MM:SS";
    DateOnly day;
    TimeSpan zone;

    // What is typed next is not before it, but where midnight lies between or steps were done in another order.
    DateTimeOffset? latest;

    /// <summary>Asks for each, until the plan is done or nothing more is typed.</summary>
    /// <param name="isResumed">Whether a run that was there goes on.</param>
    /// <param name="scenario">The scenario.</param>
    public async Task<int> RunAsync(bool isResumed, Scenario scenario)
    {
        if (isResumed)
        {
            await ResumedAsync(scenario);
        }

        if (!await DayAsync() || (run.Markers.Count == 0 && !await MarkerAsync("start")))
        {
            return await StopAsync();
        }

        foreach (var step in run.Left)
        {
            if (!await StepAsync(step))
            {
                return await StopAsync();
            }
        }

        await MarkerAsync("end");
        await shell.Out.WriteLineAsync($"Kept in scenarios/{run.Name}: {run.Steps.Count(s => !s.IsSkipped)} step(s), {run.Steps.Count(s => s.IsSkipped)} left out.");
        return ExitCode.Done;
    }

    /// <summary>A form is of one test: that times go to a run that was begun before is told before any is typed.</summary>
    async Task ResumedAsync(Scenario scenario)
    {
        var began = run.Steps.Select(s => s.Start).Concat(run.Markers.Select(m => m.At)).Select(t => (DateTimeOffset?)t).Min();
        var when = began is { } at ? string.Create(CultureInfo.InvariantCulture, $", begun {at.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC") : "";
        await shell.Out.WriteLineAsync(Terminal.Clean(string.Create(
            CultureInfo.InvariantCulture, $"Going on with scenarios/{run.Name}{when}: {run.Left.Count} of {scenario.Plan.Count} step(s) left, {run.Markers.Count} marker(s) in it. For the form of another test stop here and add --new.")));
        if (run.Steps is [.., { End: null } open])
        {
            await shell.Out.WriteLineAsync(Terminal.Clean($"The step '{open.Name}' has no end: it stays as it is, and is asked for anew."));
        }
    }

    async Task<int> StopAsync()
    {
        await shell.Error.WriteLineAsync($"klikspaan: stopped; {run.Left.Count} step(s) were not entered; the others stand in scenarios/{run.Name}");
        return ExitCode.Incomplete;
    }

    async Task<bool> DayAsync()
    {
        var today = DateOnly.FromDateTime(shell.Time.GetUtcNow().UtcDateTime);
        while (await AskAsync($"Day of the test (Enter for {today:yyyy-MM-dd})") is { } text)
        {
            var said = today;
            if (text.Length == 0 || DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d-M-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out said))
            {
                day = text.Length == 0 ? today : said;
                return await ZoneAsync();
            }

            await shell.Error.WriteLineAsync($"klikspaan: '{Terminal.Clean(text)}' is no day, such as {today:yyyy-MM-dd}");
        }

        return false;
    }

    async Task<bool> ZoneAsync()
    {
        while (await AskAsync("Zone of the times, such as +01:00 (Enter for UTC)") is { } text)
        {
            if (text.Length == 0 || (text[0] is '+' or '-' && TimeSpan.TryParseExact(text[1..], "hh\\:mm", CultureInfo.InvariantCulture, out zone) && zone <= TimeSpan.FromHours(14)))
            {
                zone = text.StartsWith('-') ? -zone : zone;
                return true;
            }
        }

        return false;
    }

    async Task<bool> MarkerAsync(string which)
    {
        while (await AskAsync($"Code of the marker at the {which} (Enter when it was not sent)") is { } token)
        {
            if (token.Length == 0)
            {
                return true;
            }

            if (PlantedValue.UniquePart(token) == token)
            {
                if (run.Markers.Any(m => m.Token == token))
                {
                    await shell.Out.WriteLineAsync("  this code stands in the run already: one that was sent twice shows neither moment");
                    continue;
                }

                if (await MomentAsync($"When it was sent ({OfDay})", null, needsSeconds: true, isEnd: false, latest) is not { } at)
                {
                    return false;
                }

                run.Mark(token, at);
                return true;
            }
        }

        return false;
    }

    async Task<bool> StepAsync(PlannedStep step)
    {
        await shell.Out.WriteLineAsync(Terminal.Clean(step.Name));
        var text = await AskAsync($"  Start ({OfDay}; Enter when it was left out)");
        if (text is { Length: 0 })
        {
            run.Skip(step, new(day, TimeOnly.MinValue, zone), "left out, by the form");
            return true;
        }

        if (text is null || await MomentAsync($"  Start ({OfDay})", text, needsSeconds: false, isEnd: false, latest) is not { } start)
        {
            return false;
        }

        run.Begin(step, start);
        if (await MomentAsync($"  End ({OfDay})", null, needsSeconds: false, isEnd: true, start) is not { } end)
        {
            return false;
        }

        var deviation = await AskAsync("  Deviation");
        var remark = await AskAsync("  Remark");
        run.Note(end, deviation ?? "", remark ?? "");
        return remark is not null;
    }

    /// <summary>
    /// A moment; without seconds an end is that of its minute. Asks again for what is none; null at the end of what is typed. A time of the day that
    /// is before <paramref name="after"/> is taken for the day after only when the tester says so, and an end is never before its start.
    /// </summary>
    async Task<DateTimeOffset?> MomentAsync(string question, string? text, bool needsSeconds, bool isEnd, DateTimeOffset? after)
    {
        while ((text ?? await AskAsync(question)) is { } typed)
        {
            text = null;
            var (moment, isWhole) = Moment(typed, needsSeconds, isEnd);
            if (moment is not { } at)
            {
                await shell.Out.WriteLineAsync("  a time such as 14:03:27, or 2026-11-25T14:03:27+01:00");
            }
            else if (!(at + (HasSeconds(typed) || isEnd ? TimeSpan.Zero : TimeSpan.FromSeconds(59)) < after))
            {
                return Entered(at);
            }
            else if (isWhole)
            {
                if (!isEnd)
                {
                    return Entered(at);
                }

                await shell.Out.WriteLineAsync("  that is before its start");
            }
            else
            {
                var next = at.AddDays(1);
                var said = await AskAsync(string.Create(CultureInfo.InvariantCulture,
                    $"  {typed} is before {after.Value.ToOffset(zone):yyyy-MM-dd HH:mm:ss}. Was it after midnight, on {next:yyyy-MM-dd}? y; {(isEnd ? "else type the end again" : "n keeps the day; else type it again")}"));
                switch (said)
                {
                    case null:
                        return null;
                    case "y" or "j" or "yes" or "ja":
                        day = day.AddDays(1);
                        return Entered(next);
                    case "n" or "no" or "nee" when !isEnd:
                        return Entered(at);
                    default:
                        text = said;
                        break;
                }
            }
        }

        return null;
    }

    static bool HasSeconds(string typed) => typed.Count(c => c == ':') > 1;

    DateTimeOffset Entered(DateTimeOffset at)
    {
        latest = latest > at ? latest : at;
        return at;
    }

    (DateTimeOffset? Moment, bool IsWhole) Moment(string typed, bool needsSeconds, bool isEnd)
    {
        if (DateTimeOffset.TryParseExact(typed, ["yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var whole))
        {
            return (whole, true);
        }

        if (TimeOnly.TryParseExact(typed, ["HH:mm:ss", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return (new(day, time, zone), false);
        }

        return !needsSeconds && TimeOnly.TryParseExact(typed, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            ? (new DateTimeOffset(day, time, zone) + (isEnd ? TimeSpan.FromSeconds(59) : TimeSpan.Zero), false)
            : (null, false);
    }

    async Task<string?> AskAsync(string question)
    {
        await shell.Out.WriteAsync(question + ": ");
        await shell.Out.FlushAsync(cancellation);
        var answer = await Stopwatch.ReadAsync(shell, cancellation);
        if (!shell.IsTerminal)
        {
            await shell.Out.WriteLineAsync();
        }

        return answer;
    }
}
