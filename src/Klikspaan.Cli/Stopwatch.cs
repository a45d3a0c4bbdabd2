using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Leads a tester through a run, line by line: on a terminal or from a file.</summary>
sealed class Stopwatch(Shell shell, ScenarioRun run, Scenario scenario, CancellationToken cancellation)
{
    const string Started = "Enter ends it; d TEXT notes a deviation, r TEXT a remark, q stops.";
    const string Waiting = "Enter starts it; s leaves it out, m sends another marker, q stops.";
    readonly List<string> deviations = [], remarks = [];

    /// <summary>Runs until the plan is done, or the tester stops.</summary>
    public async Task<int> RunAsync(bool isResumed)
    {
        await SayAsync($"{(isResumed ? "Going on with" : "Writing to")} scenarios/{run.Name}. Each moment is kept as soon as it is measured.");
        if (run.Steps is [.., { End: null } open])
        {
            await SayAsync($"The step '{open.Name}' began at {At(open.Start)} and has no end: it stays as it is, and is done anew.");
        }

        if (run.Markers.Count == 0 && !await MarkAsync())
        {
            return await StopAsync();
        }

        foreach (var step in run.Left)
        {
            if (!await DoAsync(step))
            {
                return await StopAsync();
            }
        }

        await MarkAsync();
        await SayAsync($"Done: {run.Steps.Count(s => !s.IsSkipped)} step(s) measured, {run.Steps.Count(s => s.IsSkipped)} left out. Next: klikspaan import FILE --scenario '{scenario.Name}'");
        return ExitCode.Done;
    }

    async Task<int> StopAsync()
    {
        await SayAsync($"Stopped; {run.Left.Count} step(s) left. To go on: klikspaan test '{scenario.Name}'");
        return ExitCode.Incomplete;
    }

    /// <summary>False when the tester stops.</summary>
    async Task<bool> MarkAsync()
    {
        var token = new PlanInventor(shell.Below).Token();
        await SayAsync($"\nMarker: on the device open http://{token}.klikspaan.invalid/{token} or send {token} from a search field, and press Enter as you do. By it the clock of a capture is compared with this one. s leaves it out.");
        while (await ReadAsync() is { } line)
        {
            switch (line)
            {
                case "":
                    run.Mark(token, Now());
                    await SayAsync($"  marked at {At(run.Markers[^1].At)}");
                    return true;
                case "s":
                    return true;
                case "q":
                    return false;
                default:
                    await SayAsync("  Enter as the marker is sent; s leaves it out, q stops.");
                    break;
            }
        }

        return false;
    }

    /// <summary>False when the tester stops.</summary>
    async Task<bool> DoAsync(PlannedStep step)
    {
        deviations.Clear();
        remarks.Clear();
        var all = scenario.Plan;
        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"\nStep {all.TakeWhile(p => p.Name != step.Name).Count() + 1} of {all.Count}"));
        await PlantCommand.PrintAsync(shell, step, "   ");
        await SayAsync("  " + Waiting);
        while (await ReadAsync() is { } line)
        {
            switch (line)
            {
                case "":
                    run.Begin(step, Now());
                    if (deviations.Count + remarks.Count > 0)
                    {
                        NoteNow(null);
                    }

                    await SayAsync($"  started at {At(run.Steps[^1].Start)}. {Started}");
                    return await EndAsync();
                case "s":
                    run.Skip(step, Now(), string.Join("; ", deviations.Concat(remarks)));
                    await SayAsync("  left out");
                    return true;
                case "q":
                    return false;
                case "m":
                    if (!await MarkAsync())
                    {
                        return false;
                    }

                    await SayAsync("  " + Waiting);
                    break;
                default:
                    await NoteAsync(line, Waiting);
                    break;
            }
        }

        return false;
    }

    async Task<bool> EndAsync()
    {
        while (await ReadAsync() is { } line)
        {
            switch (line)
            {
                case "":
                    NoteNow(Now());
                    var step = run.Steps[^1];
                    await SayAsync(string.Create(CultureInfo.InvariantCulture, $"  ended at {At(step.End!.Value)}, {(step.End.Value - step.Start).TotalSeconds:0.0} s"));
                    return true;
                case "q":
                    NoteNow(Now(), isStopped: true);
                    return false;
                default:
                    if (await NoteAsync(line, Started))
                    {
                        NoteNow(null);
                    }

                    break;
            }
        }

        return false;
    }

    /// <summary>Takes <c>d TEXT</c> and <c>r TEXT</c>; anything else is answered with what can be typed.</summary>
    async Task<bool> NoteAsync(string line, string help)
    {
        var to = line[0] == 'd' ? deviations : line[0] == 'r' ? remarks : null;
        if (to is null || (line.Length > 1 && line[1] != ' '))
        {
            await SayAsync("  " + help);
            return false;
        }

        var text = line[1..].Trim();
        if (text.Length == 0)
        {
            await SayAsync(line[0] == 'd' ? "  What was otherwise than planned?" : "  What was noticed?");
            text = (await ReadAsync())?.Trim() ?? "";
        }

        if (text.Length > 0)
        {
            to.Add(text);
        }

        return text.Length > 0;
    }

    void NoteNow(DateTimeOffset? end, bool isStopped = false) => run.Note(end, string.Join("; ", deviations), string.Join("; ", remarks), isStopped);

    DateTimeOffset Now() => shell.Time.GetUtcNow();

    static string At(DateTimeOffset time) => time.ToUniversalTime().ToString("HH:mm:ss.f' UTC'", CultureInfo.InvariantCulture);

    async Task SayAsync(string text)
    {
        await shell.Out.WriteLineAsync(text[0] == '\n' ? "\n" + Terminal.Clean(text[1..]) : Terminal.Clean(text));
        await shell.Out.FlushAsync(cancellation);
    }

    /// <summary>The next line without spaces around it; null at the end of what is typed.</summary>
    Task<string?> ReadAsync() => ReadAsync(shell, cancellation);

    /// <summary>A line that is waited for must not keep Ctrl-C from ending the program.</summary>
    public static async Task<string?> ReadAsync(Shell shell, CancellationToken cancellation) =>
        (await Task.Run(shell.In.ReadLine, cancellation).WaitAsync(cancellation))?.Trim();
}
