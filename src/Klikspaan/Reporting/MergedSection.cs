namespace Klikspaan.Reporting;

/// <summary>Which requests several captures show, and by what that is known.</summary>
static class MergedSection
{
    public static IEnumerable<Block> Of(ReportContext context)
    {
        foreach (var pair in context.Data.Comparisons.Where(c => !c.IsApart).Where(c => !c.IsCompared || c.Same > 0 || c.Untimed > 0).Take(context.Data.Limits.Rows))
        {
            yield return new Paragraph([.. Of(pair)]);
        }

        var apart = context.Data.Comparisons.Where(c => c.IsApart).ToList();
        if (apart.Count > 0)
        {
            List<EvidenceId> captures = [.. apart.SelectMany(c => new[] { c.First, c.Second }).Distinct().Select(EvidenceId.OfCapture)];
            yield return new Paragraph(FactForms.MergedApart.Of(
                Evidence.Of(captures[0], captures.Skip(1)), ReportContext.Few([.. captures.Select(Parameter.Place)], Unit.Capture), Parameter.Count(apart.Count, Unit.Pair)));
        }
    }

    static IEnumerable<Sentence> Of(ReportedComparison pair)
    {
        var (first, second) = (EvidenceId.OfCapture(pair.First), EvidenceId.OfCapture(pair.Second));
        var evidence = Evidence.Of(first, second);
        if (!pair.IsCompared)
        {
            yield return FactForms.MergedNot.Of(evidence, Parameter.Place(second), Parameter.Place(first));
            yield break;
        }

        if (pair.Same > 0)
        {
            var apart = Parameter.Count((long)pair.Within.TotalMilliseconds, Unit.Millisecond);
            yield return FactForms.MergedSame.Of(evidence, Parameter.Place(first), Parameter.Count(pair.Same, Unit.Request), Parameter.Place(second), apart);
            yield return Clock(pair, evidence, Parameter.Place(second), Parameter.Place(first));
        }

        if (pair.Untimed > 0)
        {
            yield return FactForms.MergedUntimed.Of(evidence, Parameter.Count(pair.Untimed, Unit.Request));
        }
    }

    static Fact Clock(ReportedComparison pair, Evidence evidence, Parameter second, Parameter first)
    {
        if (pair.Pairs == 0)
        {
            return FactForms.MergedSaid.Of(evidence, second, first);
        }

        var requests = Parameter.Count(pair.Pairs, Unit.Request);
        var time = (long)Math.Round(pair.Ahead.TotalMilliseconds);
        return time == 0
            ? FactForms.MergedAlike.Of(evidence, second, first, requests)
            : (time > 0 ? FactForms.MergedAhead : FactForms.MergedBehind).Of(evidence, second, first, Parameter.Count(Math.Abs(time), Unit.Millisecond), requests);
    }
}
