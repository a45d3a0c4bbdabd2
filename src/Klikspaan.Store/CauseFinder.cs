namespace Klikspaan.Store;

/// <summary>Says of each exchange of a capture to what it can be put down. Asked from several cores at once.</summary>
public sealed class CauseFinder
{
    /// <summary>What a column of causes holds.</summary>
    internal const string About = "To what it can be put down: step, tester (own act), background or unknown, with the step and, in brackets, the ground; a ground of time shows no more than that it was sent then.";

    readonly ManifestEntry capture;
    readonly IReadOnlyList<(ScenarioStep Step, DateTimeOffset End, TimeSpan Within)> windows;
    readonly IReadOnlyList<Baseline> baselines;
    readonly Dictionary<int, (List<string> Steps, bool IsMarker)> planted;
    readonly IReadOnlySet<string> ownActs, tokens;
    readonly bool isBaseline;

    internal CauseFinder(
        ManifestEntry capture, IReadOnlyList<ScenarioStep> steps, TimeSpan within, bool isRecording, bool isBaseline, IReadOnlyList<Baseline> baselines,
        Dictionary<int, (List<string> Steps, bool IsMarker)> planted, IReadOnlySet<string> ownActs, IReadOnlySet<string> tokens)
    {
        (this.capture, this.isBaseline, this.baselines, this.planted, this.ownActs, this.tokens) = (capture, isBaseline, baselines, planted, ownActs, tokens);

        // A program that notes its own steps on the machine that records has the clock of the recorder.
        windows = [.. steps.Select((s, i) => (s, s.End ?? steps.Skip(i + 1).FirstOrDefault()?.Start ?? DateTimeOffset.MaxValue, isRecording && s.By == "program" ? TimeSpan.Zero : within))];
    }

    /// <summary>Whether nothing is known by which causes could be told.</summary>
    public bool KnowsNothing => windows.Count == 0 && baselines.Count == 0 && planted.Count == 0 && tokens.Count == 0 && !isBaseline;

    /// <summary>Whether baseline captures are there to compare with.</summary>
    internal IReadOnlyList<Baseline> Baselines => baselines;

    /// <summary>The cause of an exchange.</summary>
    public Cause Of(ExchangeRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return KnowsNothing ? Cause.NoSteps : Of(row.Exchange, row.StartedAt, row.Host, RequestShape.Of(row.Kind, row.Method, row.Host, row.Path), null, row.Events > 0);
    }

    /// <summary>The cause of what one event of an exchange holds, or of what stands outside its events.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="name">Name of the event; null for none.</param>
    /// <param name="hasEvents">Whether the exchange holds events.</param>
    public Cause Of(Exchange exchange, string? name, bool hasEvents)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        return KnowsNothing ? Cause.NoSteps
            : Of(exchange.Number, exchange.StartedAt, exchange.Host, RequestShape.Of(exchange.Kind.Name(), exchange.Method, exchange.Host, exchange.Path), name, hasEvents && name is null);
    }

    /// <summary>The one step during which an exchange was sent and to which it can be put down: null where steps meet, where a baseline holds the same, or where it holds a value of another step.</summary>
    internal string? OnlyStep(Exchange exchange) =>
        ByTime(exchange.StartedAt) is { Kind: CauseKind.Step, Ground: CauseGround.Within, Steps: [var step] }
        && Of(exchange, null, hasEvents: false) is { Kind: CauseKind.Step, Baseline: null, Steps: [var named] } && named == step && IsAsPlanned(exchange.StartedAt) ? step : null;

    /// <summary>Whether the step of a moment was done to its end and as it was planned: of one that was stopped, or done otherwise, nothing that was stated of the plan holds.</summary>
    bool IsAsPlanned(DateTimeOffset? sent) => windows.LastOrDefault(w => w.Step.Start <= sent && sent <= w.End).Step is { End: not null, IsStopped: false, Deviation.Length: 0 };

    Cause Of(int exchange, DateTimeOffset? at, string host, string shape, string? name, bool hasEvents)
    {
        if (planted.TryGetValue(exchange, out var found))
        {
            return found.IsMarker ? Marker : Seen(Planted(found.Steps), shape, name, hasEvents);
        }

        if (tokens.Count > 0 && tokens.Contains(FirstLabel(host)))
        {
            return Marker;
        }

        if (isBaseline)
        {
            return new(CauseKind.Background, CauseGround.BaselineCapture, []);
        }

        var cause = Seen(ByTime(at), shape, name, hasEvents);
        return cause is { Kind: CauseKind.Unknown, Baseline: not null, Ground: not CauseGround.Several } ? cause with { Kind = CauseKind.Background, Ground = CauseGround.AlsoInBaseline } : cause;
    }

    static Cause Marker { get; } = new(CauseKind.Tester, CauseGround.Marker, []);

    /// <summary>The first label of a host name, where a marker puts its token.</summary>
    internal static string FirstLabel(string host) => host.IndexOf('.', StringComparison.Ordinal) is > 0 and var end ? host[..end] : host;

    Cause Planted(List<string> steps) => new(steps.TrueForAll(ownActs.Contains) ? CauseKind.Tester : CauseKind.Step, CauseGround.Planted, steps);

    Cause ByTime(DateTimeOffset? sent)
    {
        if (windows.Count == 0)
        {
            return Cause.NoSteps;
        }

        if (sent is not { } at)
        {
            return new(CauseKind.Unknown, CauseGround.NoTime, []);
        }

        var exact = windows.LastOrDefault(w => w.Step.Start <= at && at <= w.End).Step;
        List<ScenarioStep> near = [.. windows.Where(w => w.Step.Start - at <= w.Within && at - w.End <= w.Within).Select(w => w.Step).OrderBy(s => !ReferenceEquals(s, exact))];
        return near.Count == 0
            ? at < windows[0].Step.Start ? new(CauseKind.Unknown, CauseGround.BeforeFirst, [windows[0].Step.Name]) : new(CauseKind.Unknown, CauseGround.Between, [])
            : new(exact is { End: null } ? CauseKind.Unknown : KindOf(near), near.Count > 1 ? CauseGround.Several : exact is null ? CauseGround.Near : exact.End is null ? CauseGround.NoEnd : CauseGround.Within, [.. near.Select(s => s.Name).Distinct()]);
    }

    static CauseKind KindOf(List<ScenarioStep> steps) =>
        steps.TrueForAll(s => s.IsOwnAct) ? CauseKind.Tester : steps.Exists(s => s.IsOwnAct) ? CauseKind.Unknown : CauseKind.Step;

    Cause Seen(Cause cause, string shape, string? name, bool hasEvents)
    {
        var seen = baselines.Where(b => b.Has(shape, name)).ToList();
        return seen.Count == 0 ? cause
            : cause with { Baseline = new(Locator.Short(seen[0].Capture.Sha256), seen.Count, baselines.Count, hasEvents || (name is not null && !seen[0].HasEvents), seen[0].DiffersFrom(capture)) };
    }
}
