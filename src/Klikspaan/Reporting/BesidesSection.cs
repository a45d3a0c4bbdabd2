namespace Klikspaan.Reporting;

/// <summary>Names that were looked up and not seen to be contacted, handshakes that failed, connections on which nothing was sent, contacts in logs.</summary>
static class BesidesSection
{
    public static IEnumerable<Block> Of(ReportContext context)
    {
        yield return new Heading(2, "besides", new Wording(Phrases.Besides));
        yield return new Paragraph(new Wording(Phrases.BesidesIntro));
        if (!context.Data.Captures.Any(c => c.IsRecording || c.Names > 0 || c.Files > 0) && context.Data.Contacts.Count == 0)
        {
            yield return new Paragraph(new Wording(context.Data.Captures.Count == 0 ? Phrases.NothingToSee : Phrases.BesidesNotRecorded));
            yield break;
        }

        if (context.Data.Captures.Sum(c => c.Names - c.Handshakes) is > 0 and var lookUps)
        {
            yield return new Paragraph(FactForms.LookUps.Of(context.Whole, Parameter.Count(lookUps, Unit.LookUp)));
        }

        var any = false;
        foreach (var block in new[]
        {
            Part(context, Phrases.LookedUp, ExchangeKind.Dns),
            Part(context, Phrases.Refused, ExchangeKind.TlsFailure),
            Part(context, Phrases.Tried, ExchangeKind.Attempt),
            Part(context, Phrases.FilesLeft, ExchangeKind.File),
            Part(context, Phrases.Logged, ExchangeKind.Contact),
        }.SelectMany(b => b))
        {
            any = true;
            yield return block;
        }

        if (!any || context.Data.Captures.Any(c => c.IsRecording || c.Handshakes > 0))
        {
            yield return new Paragraph(new Wording(any ? Phrases.RefusedWhy : Phrases.BesidesNone));
        }
    }

    static IEnumerable<Block> Part(ReportContext context, Phrase head, ExchangeKind kind)
    {
        var contacts = context.Data.Contacts.Where(c => c.Kind == kind && !c.WasContacted).ToList();
        var isMore = context.Data.ContactsLeftOut.Contains(kind);
        if (contacts.Count == 0)
        {
            if (isMore)
            {
                yield return new Heading(3, "", new Wording(head));
                yield return new Paragraph(FactForms.BesidesMore.Of(context.Whole, Parameter.Count(0, Unit.Host)));
            }

            yield break;
        }

        var shown = contacts.Take(context.Data.Limits.Rows).ToList();
        var evidence = Evidence.Of(Id(shown[0]), shown.Skip(1).Select(Id));
        yield return new Heading(3, "", new Wording(head));
        yield return new Grid(
            FactForms.BesidesCaption.Of(evidence, Parameter.Count(contacts.Count, head == Phrases.FilesLeft ? Unit.Place : Unit.Host)),
            [new(head == Phrases.FilesLeft ? Phrases.RowFile : Phrases.ColumnHost), new(Phrases.ColumnCount, IsNumber: true), new(Phrases.ColumnFirst), new(Phrases.ColumnEvidence)],
            [.. shown.Select(Row)]);
        if (contacts.Count > shown.Count || isMore)
        {
            yield return new Paragraph(FactForms.BesidesMore.Of(context.Whole, Parameter.Count(shown.Count, Unit.Host)));
        }
    }

    static GridRow Row(ReportedContact contact)
    {
        var evidence = Evidence.Of(Id(contact));
        return new([
            Fact.Of(Parameter.Host(contact.Host), evidence), Fact.Of(Parameter.Number(contact.Count), evidence), Fact.Of(Parameter.Time(contact.First), evidence), Fact.Of(Parameter.Place(Id(contact)), evidence),
        ]);
    }

    static EvidenceId Id(ReportedContact contact) => EvidenceId.OfExchange(contact.Capture, contact.Exchange);
}
