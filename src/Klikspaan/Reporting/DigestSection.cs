namespace Klikspaan.Reporting;

/// <summary>Digests that were undone: of words of small sets, and of planted values with another value of the request as salt.</summary>
static class DigestSection
{
    const int MostFindings = 20;

    public static IEnumerable<Block> Of(ReportContext context)
    {
        var data = context.Data;
        yield return new Heading(2, "digests", new Wording(Phrases.Digests));
        yield return new Paragraph(new Wording(Phrases.DigestsIntro));
        if (data.Digests.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.DigestsNone));
        }

        foreach (var found in data.Digests.Take(MostFindings))
        {
            var id = EvidenceId.OfExchange(found.First.Capture, found.First.Exchange, Masking.Show(found.First.ToString()));
            yield return context.Finding(Statement(found, Evidence.Of(id)), found.Captures, id, "decrypted");
        }

        if (data.Digests.Count > MostFindings)
        {
            yield return new Paragraph(FactForms.DigestsMore.Of(context.Whole, Parameter.Number(MostFindings), Parameter.Number(data.Digests.Count)));
        }

        if (data.DigestsNotExplained > 0)
        {
            yield return new Paragraph(FactForms.DigestsOpen.Of(context.Whole, Parameter.Count(data.DigestsNotExplained, Unit.Value)));
        }
    }

    static Fact Statement(ReportedDigest found, Evidence evidence)
    {
        var (field, host, requests) = (Parameter.Captured(found.Field), Parameter.Host(found.Host), Parameter.Count(found.Requests, Unit.Request));
        return found.Label.Length > 0
            ? FactForms.DigestSalted.Of(evidence, field, host, requests, Parameter.Known(found.Label), Parameter.Captured(found.By))
            : FactForms.DigestReversible.Of(evidence, field, host, requests, ReportContext.Form(found.Form), Parameter.Known(found.Word), Parameter.Known(found.By));
    }
}
