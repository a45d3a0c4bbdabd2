namespace Klikspaan;

/// <summary>What something that was sent is put down to, and on which ground; a ground of time shows no more than that it was sent then.</summary>
/// <param name="Kind">To what.</param>
/// <param name="Ground">Why.</param>
/// <param name="Steps">The steps that it is about, the likeliest first; empty where none is.</param>
public sealed record Cause(CauseKind Kind, CauseGround Ground, IReadOnlyList<string> Steps)
{
    /// <summary>What no steps are written down for.</summary>
    public static Cause NoSteps { get; } = new(CauseKind.Unknown, CauseGround.NoSteps, []);

    /// <summary>The baseline captures that hold the same; null where none does.</summary>
    public BaselineMatch? Baseline { get; init; }

    /// <summary>In words for a table: what it is put down to, then the ground in brackets.</summary>
    public override string ToString()
    {
        var also = Baseline is { } seen ? Ground == CauseGround.AlsoInBaseline ? seen.ToString() : $"; {seen}" : "";
        var kind = Kind switch { CauseKind.Step => "step", CauseKind.Tester => "tester", CauseKind.Background => "background", _ => "unknown" };
        var steps = string.Join(" or ", Steps.Select(s => $"'{s}'"));
        var named = Steps.Count > 0 && Kind is CauseKind.Step or CauseKind.Tester ? $"{kind} {steps}" : kind;
        return $"{named} ({Why(steps)}{also})";
    }

    string Why(string steps) => Ground switch
    {
        CauseGround.NoTime => "the capture does not say when it was sent",
        CauseGround.BeforeFirst => $"sent before the first step, {steps}",
        CauseGround.Between => "sent between or after the steps",
        CauseGround.BaselineCapture => "a baseline capture",
        CauseGround.AlsoInBaseline => "",
        CauseGround.Planted => "holds a value that was planted in it",
        CauseGround.Marker => "holds the marker by which clocks are compared",
        CauseGround.Within => "sent during it",
        CauseGround.NoEnd => "sent after it began; its end is not written down",
        CauseGround.Near => "sent no further from it than the clocks are known",
        CauseGround.Several => Kind == CauseKind.Unknown ? $"sent where step and own act meet: {steps}" : "sent where these meet, as far as the clocks are known",
        _ => "no steps are written down",
    };
}

/// <summary>To what something that was sent can be put down.</summary>
public enum CauseKind
{
    /// <summary>Not established.</summary>
    Unknown,

    /// <summary>A step of the scenario.</summary>
    Step,

    /// <summary>An act of the tester beside the product.</summary>
    Tester,

    /// <summary>Neither: what is sent without any act.</summary>
    Background,
}

/// <summary>Why something is put down to its cause.</summary>
public enum CauseGround
{
    /// <summary>No steps are written down.</summary>
    NoSteps,

    /// <summary>The capture does not say when it was sent.</summary>
    NoTime,

    /// <summary>Sent before the first step.</summary>
    BeforeFirst,

    /// <summary>Sent between steps or after the last: it can tell of an earlier one.</summary>
    Between,

    /// <summary>The capture is of an idle device.</summary>
    BaselineCapture,

    /// <summary>Sent outside the steps, and a capture of an idle device holds the same.</summary>
    AlsoInBaseline,

    /// <summary>It holds a value that was planted in the step.</summary>
    Planted,

    /// <summary>It holds the marker by which clocks are compared.</summary>
    Marker,

    /// <summary>Sent during the step.</summary>
    Within,

    /// <summary>Sent after the step began, of which no end is written down.</summary>
    NoEnd,

    /// <summary>Sent just before or after the step, within what is known of the clocks.</summary>
    Near,

    /// <summary>Sent where steps meet, within what is known of the clocks.</summary>
    Several,
}
