namespace Klikspaan.Reporting;

/// <summary>What was sent before the first step of the scenario: before the tester did anything.</summary>
static class FirstStepSection
{
    public static IEnumerable<Block> Of(ReportContext context)
    {
        yield return new Heading(2, "first-step", new Wording(Phrases.FirstStep));
        var known = context.Data.Captures.Where(c => c.Steps.Count > 0).ToList();
        foreach (var capture in known)
        {
            var evidence = Evidence.Of(EvidenceId.OfCapture(capture.Sha256));
            yield return new Paragraph(FactForms.FirstStepAt.Of(
                evidence, Parameter.Known(capture.Steps[0].Name), Parameter.Place(EvidenceId.OfCapture(capture.Sha256)), Parameter.Time(capture.Steps[0].Start)));
            var before = context.Data.BeforeFirstStep.Where(h => h.Capture == capture.Sha256).ToList();
            var more = context.Data.BeforeFirstStepLeftOut.GetValueOrDefault(capture.Sha256) + before.Skip(context.Data.Limits.Rows).Sum(h => h.Requests);
            if (capture.Untimed > 0)
            {
                yield return new Paragraph(FactForms.FirstStepUntimed.Of(evidence, Parameter.Count(capture.Untimed, Unit.Exchange)));
            }
            else if (before.Count == 0 && more == 0)
            {
                yield return new Paragraph(Nothing(capture, evidence));
            }

            foreach (var host in before.Take(context.Data.Limits.Rows))
            {
                yield return Finding(context, host);
            }

            if (more > 0)
            {
                yield return new Paragraph(FactForms.FirstStepMore.Of(evidence, Parameter.Count(more, Unit.Request)));
            }
        }

        if (known.Count > 0)
        {
            yield return new Paragraph(new Wording(Phrases.FirstStepClock));
        }

        if (known.Count < context.Data.Captures.Count || known.Count == 0)
        {
            yield return new OpenQuestion(new Wording(Phrases.FirstStepUnknown), new Wording(Phrases.FirstStepWhy));
        }
    }

    /// <summary>That nothing was observed before it; of a recording of our own since when.</summary>
    static Fact Nothing(ReportedCapture capture, Evidence evidence)
    {
        var (at, place) = (Parameter.Time(capture.Steps[0].Start), Parameter.Place(EvidenceId.OfCapture(capture.Sha256)));
        return capture.Began is null ? FactForms.FirstStepNothing.Of(evidence, at, place) : FactForms.FirstStepNothingSince.Of(evidence, at, place, Parameter.Time(capture.Began));
    }

    /// <summary>That something was sent before the first step.</summary>
    public static Finding Finding(ReportContext context, ReportedHost host) => context.Finding(
        FactForms.FirstStepSent.Of(
            Evidence.Of(ReportContext.Id(host)), ReportContext.Sender([host]), ReportContext.Sent([host]), Parameter.Count(host.Bytes, Unit.Byte),
            Parameter.Host(host.Host), Parameter.Time(host.First)),
        [host]);
}
