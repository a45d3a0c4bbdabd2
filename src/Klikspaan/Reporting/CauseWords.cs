namespace Klikspaan.Reporting;

/// <summary>Says to what something that was sent is put down, and why.</summary>
static class CauseWords
{
    /// <summary>The cause as part of a sentence.</summary>
    public static Parameter Of(Cause cause)
    {
        var steps = Parameter.List(cause.Steps.Select(s => Parameter.Part(FactForms.StepQuoted, Parameter.Known(s))));
        var said = cause.Ground switch
        {
            CauseGround.NoTime => Parameter.Name("cause.no-time"),
            CauseGround.BeforeFirst => Parameter.Part(FactForms.CauseBefore, steps),
            CauseGround.NoEnd when cause.Kind == CauseKind.Unknown => Parameter.Part(FactForms.CauseNoEnd, steps),
            CauseGround.Between => Parameter.Name("cause.between"),
            CauseGround.BaselineCapture => Parameter.Name("cause.baseline"),
            CauseGround.AlsoInBaseline => Parameter.Name("cause.outside"),
            CauseGround.Marker => Parameter.Name("cause.marker"),
            CauseGround.NoSteps => Parameter.Name("cause.no-steps"),
            CauseGround.Several when cause.Kind == CauseKind.Unknown => Parameter.Part(FactForms.CauseMixed, steps),
            var ground => Parameter.Part(
                cause.Kind == CauseKind.Tester ? FactForms.CauseOwn : FactForms.CauseStep, steps,
                Parameter.Name(ground switch { CauseGround.Planted => "ground.planted", CauseGround.Within => "ground.within", CauseGround.NoEnd => "ground.no-end", CauseGround.Near => "ground.near", _ => "ground.several" })),
        };
        return cause.Baseline is { } seen
            ? Parameter.Part(FactForms.CauseAlso, said, Parameter.Known(seen.First), Parameter.Number(seen.Seen), Parameter.Number(seen.All), Parameter.Name(seen.HasEvents ? "baseline.address" : "baseline.whole"))
            : said;
    }

    /// <summary>Ids of names that are said here.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "cause.no-time", "cause.between", "cause.baseline", "cause.outside", "cause.marker", "cause.no-steps", "ground.planted", "ground.within", "ground.no-end", "ground.near", "ground.several",
        "baseline.address", "baseline.whole",
    ];
}
