namespace Klikspaan.Reporting;

/// <summary>Values by which something can be recognised again: for what each stays the same, and who can join records by it.</summary>
static class IdentifierSection
{
    const int MostFindings = 20;
    const int MostJoined = 5;

    public static IEnumerable<Block> Of(ReportContext context)
    {
        var data = context.Data;
        yield return new Heading(2, "identifiers", new Wording(Phrases.Identifiers));
        yield return new Paragraph(new Wording(Phrases.IdentifiersIntro));
        if (data.Identifiers.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.IdentifiersNone));
            yield break;
        }

        yield return new Paragraph([.. Counted(context)]);
        foreach (var found in data.Identifiers.Where(IsTelling).Take(MostFindings))
        {
            yield return context.Finding(Statement(found), found.Captures, Id(found), "decrypted");
            if (More(found).ToList() is { Count: > 0 } more)
            {
                yield return new Paragraph([.. more]);
            }
        }

        if (data.Identifiers.Where(IsTelling).Take(IdentifierFigure.Most).ToList() is { Count: > 0 } drawn)
        {
            yield return IdentifierFigure.Of(context, drawn, Table(data.Identifiers.Take(data.Limits.Rows), context));
        }
        else
        {
            yield return Table(data.Identifiers.Take(data.Limits.Rows), context);
        }

        if (data.IdentifiersInAll.Fields > Math.Min(data.Identifiers.Count, data.Limits.Rows))
        {
            yield return new Paragraph(FactForms.IdentifiersMore.Of(context.Whole, Parameter.Count(Math.Min(data.Identifiers.Count, data.Limits.Rows), Unit.Field), Parameter.Number(data.IdentifiersInAll.Fields)));
        }
    }

    /// <summary>Where the first of the values stands.</summary>
    public static EvidenceId Id(ReportedIdentifier found) => EvidenceId.OfExchange(found.Capture, found.Exchange, found.Locator);

    /// <summary>For what the value was the same; not established where the runs do not show it.</summary>
    public static Fact Statement(ReportedIdentifier found)
    {
        var form = found.Scope switch
        {
            IdentifierScope.Run => FactForms.IdentifierRun,
            IdentifierScope.Installation => FactForms.IdentifierInstallation,
            IdentifierScope.Account => FactForms.IdentifierAccount,
            IdentifierScope.Device => FactForms.IdentifierDevice,
            _ => FactForms.IdentifierUnknown,
        };
        return form.Of(Evidence.Of(Id(found)), Parameter.Captured(found.Field), Parameter.Host(found.Hosts[0]), Parameter.Count(found.Requests, Unit.Request), Kept(found));
    }

    static bool IsTelling(ReportedIdentifier found) => found.TellsApart || (found.Scope == IdentifierScope.NotEstablished && (found.JoinedBy.Count > 0 || found.Kept.Any(k => k is { Change: ContextChange.Invented, Same: > 0 })));

    static IEnumerable<Sentence> Counted(ReportContext context)
    {
        var data = context.Data;
        yield return FactForms.IdentifiersCounted.Of(
            context.Whole, Parameter.Count(data.IdentifiersInAll.Fields, Unit.Field), Parameter.Count(data.IdentifierRuns, Unit.Run), Parameter.Number(data.Identifiers.Count(i => i.TellsApart)));
        if (data.IdentifierRuns == 1)
        {
            yield return new Wording(Phrases.IdentifiersOneRun);
        }

        if (data.Identifiers.Any(i => i.Kept.Any(k => k.Change is ContextChange.Installation or ContextChange.Account or ContextChange.Invented)))
        {
            yield return new Wording(Phrases.IdentifiersInvented);
        }

        if (data.IdentifiersInAll.LeftOut > 0)
        {
            yield return FactForms.IdentifiersLeftOut.Of(context.Whole, Parameter.Count(data.IdentifiersInAll.LeftOut, Unit.Place));
        }
    }

    static IEnumerable<Fact> More(ReportedIdentifier found)
    {
        var evidence = Evidence.Of(Id(found));
        if (found.Planted.Count > 0)
        {
            var planted = found.Planted.Select(p => Parameter.Part(FactForms.PlantedLabel, Parameter.Known(p.Label), ReportContext.Form(p.Form)));
            yield return FactForms.IdentifierPlanted.Of(evidence, Parameter.Captured(found.Field), ReportContext.Few([.. planted], Unit.Planted));
        }

        foreach (var domains in found.JoinedBy.Take(MostJoined))
        {
            yield return FactForms.IdentifierJoined.Of(evidence, Parameter.Captured(found.Field), ReportContext.Few(domains, Unit.Host));
        }

        foreach (var (cookie, sentTo) in found.Synchronised)
        {
            yield return FactForms.IdentifierCookie.Of(evidence, Parameter.Captured(cookie), Parameter.Captured(sentTo));
        }
    }

    static Parameter Kept(ReportedIdentifier found) => Parameter.List(
        found.Kept.Select(k => Parameter.Part(FactForms.KeptOver, Parameter.Name("change." + k.Change.Name()), Parameter.Number(k.Same), Parameter.Number(k.Pairs))), Names.Nothing);

    static Grid Table(IEnumerable<ReportedIdentifier> all, ReportContext context)
    {
        List<ReportedIdentifier> shown = [.. all];
        return new(
            FactForms.IdentifiersCaption.Of(context.Whole, Parameter.Count(shown.Count, Unit.Field)),
            [
                new(Phrases.ColumnField), new(Phrases.ColumnHost), new(Phrases.ColumnScope), new(Phrases.ColumnKept), new(Phrases.ColumnDifferent, IsNumber: true), new(Phrases.ColumnRequests, IsNumber: true),
                new(Phrases.ColumnPlanted), new(Phrases.ColumnEvidence),
            ],
            [.. shown.Select(Row)]);
    }

    static GridRow Row(ReportedIdentifier found)
    {
        var evidence = Evidence.Of(Id(found));
        Sentence Cell(Parameter value) => Fact.Of(value, evidence);
        return new([
            Cell(Parameter.Captured(found.Field)), Cell(ReportContext.Few([.. found.Hosts.Select(Parameter.Host)], Unit.Host)), Cell(Parameter.Name("scope." + found.Scope.Name())), Cell(Kept(found)), Cell(Parameter.Number(found.Values)),
            Cell(Parameter.Number(found.Requests)), Cell(Parameter.List(found.Planted.Select(p => p.Label).Distinct().Select(Parameter.Known), Names.Nothing)), Cell(Parameter.Place(Id(found))),
        ]);
    }
}
