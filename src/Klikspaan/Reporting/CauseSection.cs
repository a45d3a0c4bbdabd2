namespace Klikspaan.Reporting;

/// <summary>How many requests are put down to what, how clocks were compared, and what an idle device sent too; nothing where neither steps nor a baseline are known.</summary>
static class CauseSection
{
    public static IEnumerable<Block> Of(ReportContext context)
    {
        var told = context.Data.Captures.Where(c => c.Steps.Count > 0 || c.IsBaseline || context.Data.Baselines.Any(b => b.Capture == c.Sha256)).ToList();
        if (told.Count == 0)
        {
            yield break;
        }

        yield return new Heading(2, "causes", new Wording(Phrases.Causes));
        yield return new Paragraph(new Wording(Phrases.CausesIntro));
        foreach (var capture in told.Take(context.Data.Limits.Rows))
        {
            yield return new Paragraph([Counts(capture), .. Clock(capture)]);
            foreach (var pair in context.Data.Baselines.Where(b => b.Capture == capture.Sha256).Take(context.Data.Limits.Rows))
            {
                yield return new Paragraph([.. Baseline(pair)]);
            }
        }

        if (context.Data.Baselines.Count == 0)
        {
            yield return new OpenQuestion(new Wording(Phrases.BaselineNone), new Wording(Phrases.BaselineNoneWhy));
        }
    }

    static Fact Counts(ReportedCapture capture)
    {
        Parameter Of(CauseKind kind) => Parameter.Number(capture.Causes.GetValueOrDefault(kind));
        var id = EvidenceId.OfCapture(capture.Sha256);
        return FactForms.CauseCounts.Of(
            Evidence.Of(id), Parameter.Place(id), Parameter.Count(capture.Causes.Values.Sum(), Unit.Exchange), Of(CauseKind.Step), Of(CauseKind.Tester), Of(CauseKind.Background), Of(CauseKind.Unknown));
    }

    static IEnumerable<Fact> Clock(ReportedCapture capture)
    {
        var (id, evidence) = (EvidenceId.OfCapture(capture.Sha256), Evidence.Of(EvidenceId.OfCapture(capture.Sha256)));
        if (capture.Steps.Count == 0)
        {
            yield break;
        }

        if (capture.IsRecording && capture.Steps.All(s => s.By == "program"))
        {
            yield return FactForms.ClockSame.Of(evidence, Parameter.Place(id));
            yield break;
        }

        if (capture.Clock is not { } clock)
        {
            yield return FactForms.ClockUnknown.Of(evidence, Parameter.Place(id));
            yield break;
        }

        var time = Parameter.Count((long)Math.Round(clock.Ahead.Duration().TotalMilliseconds), Unit.Millisecond);
        var way = Parameter.Name(clock.Ahead < TimeSpan.Zero ? "clock.behind" : "clock.ahead");
        yield return clock.IsMeasured
            ? FactForms.ClockMeasured.Of(evidence, Parameter.Place(id), time, way, Parameter.Number(clock.Found), Parameter.Number(clock.Sent), Parameter.Count((long)clock.Within.TotalMilliseconds, Unit.Millisecond))
            : FactForms.ClockStated.Of(evidence, Parameter.Place(id), time, way);
    }

    static IEnumerable<Sentence> Baseline(ReportedBaseline pair)
    {
        var (capture, baseline) = (EvidenceId.OfCapture(pair.Capture), EvidenceId.OfCapture(pair.Baseline));
        var evidence = Evidence.Of(capture, baseline);
        yield return FactForms.BaselineSame.Of(
            evidence, Parameter.Count(pair.Also + pair.Others, Unit.Exchange), Parameter.Place(capture), Parameter.Place(baseline), Parameter.Number(pair.Also), Parameter.Number(pair.Others));
        if (!pair.IsLongEnough)
        {
            yield return FactForms.BaselineShort.Of(evidence, Parameter.Place(baseline), Parameter.Place(capture));
        }

        if (pair.Differs.Count > 0)
        {
            yield return FactForms.BaselineDiffers.Of(evidence, Parameter.Place(baseline), Parameter.List(pair.Differs.Select(k => Parameter.Name("meta." + k))));
        }
    }
}
