using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Takes over the times of a form that was filled in by hand.</summary>
sealed class FormEntry(Shell shell, ScenarioRun run, CancellationToken cancellation)
{
    const string OfDay = "HH:MM:SS";
    DateOnly day;
    TimeSpan zone;

    /// <summary>Asks for each, until the plan is done or nothing more is typed.</summary>
    public async Task<int> RunAsync()
    {
        if (!await DayAsync() || !await MarkerAsync("start"))
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
                if (await MomentAsync($"When it was sent ({OfDay})", null, needsSeconds: true, isEnd: false) is not { } at)
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

        if (text is null || await MomentAsync($"  Start ({OfDay})", text, needsSeconds: false, isEnd: false) is not { } start)
        {
            return false;
        }

        run.Begin(step, start);
        DateTimeOffset? end;
        do
        {
            end = await MomentAsync($"  End ({OfDay})", null, needsSeconds: false, isEnd: true);
        }
        while (end < start);
        if (end is null)
        {
            return false;
        }

        var deviation = await AskAsync("  Deviation");
        var remark = await AskAsync("  Remark");
        run.Note(end, deviation ?? "", remark ?? "");
        return remark is not null;
    }

    /// <summary>A moment; without seconds an end is that of its minute. Asks again for what is none; null at the end of what is typed.</summary>
    async Task<DateTimeOffset?> MomentAsync(string question, string? text, bool needsSeconds, bool isEnd)
    {
        while ((text ?? await AskAsync(question)) is { } typed)
        {
            text = null;
            if (DateTimeOffset.TryParseExact(typed, ["yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var whole))
            {
                return whole;
            }

            if (TimeOnly.TryParseExact(typed, ["HH:mm:ss", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                return new(day, time, zone);
            }

            if (!needsSeconds && TimeOnly.TryParseExact(typed, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
            {
                return new DateTimeOffset(day, time, zone) + (isEnd ? TimeSpan.FromSeconds(59) : TimeSpan.Zero);
            }

            await shell.Out.WriteLineAsync("  a time such as 14:03:27, or 2026-11-25T14:03:27+01:00");
        }

        return null;
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
