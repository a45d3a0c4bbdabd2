namespace Klikspaan.Reporting;

/// <summary>Who was sent what: a diagram, then each recipient with its values.</summary>
static class RecipientSection
{
    const int MostChapters = 100;

    public static IEnumerable<Block> Of(ReportContext context)
    {
        var data = context.Data;
        yield return new Heading(2, "recipients", new Wording(Phrases.Recipients));
        yield return new Paragraph(new Wording(Phrases.RecipientsIntro));
        if (data.Recipients.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.NothingToSee));
            yield break;
        }

        yield return FlowFigure.Of(context);
        foreach (var block in HostGrid.More(context, [.. data.Recipients.SelectMany(r => r.Hosts)]))
        {
            yield return block;
        }

        if (data.HostsLeftOut.Hosts > 0)
        {
            yield return new Paragraph(FactForms.HostsMore.Of(context.Whole, Parameter.Count(data.HostsLeftOut.Hosts, Unit.Host), Parameter.Count(data.HostsLeftOut.Requests, Unit.Request)));
        }

        foreach (var (recipient, number) in data.Recipients.Take(MostChapters).Select((r, i) => (r, i + 1)))
        {
            foreach (var block in Chapter(context, recipient, number))
            {
                yield return block;
            }
        }

        if (data.Recipients.Skip(MostChapters).ToList() is { Count: > 0 } more)
        {
            var hosts = more.SelectMany(r => r.Hosts).ToList();
            yield return new Paragraph(FactForms.HostsMore.Of(context.Of(hosts), Parameter.Count(hosts.Select(h => h.Host).Distinct().Count(), Unit.Host), Parameter.Count(hosts.Sum(h => h.Requests), Unit.Request)));
        }
    }

    /// <summary>That requests were sent to a recipient.</summary>
    public static Finding Sent(ReportContext context, ReportedRecipient recipient) => context.Finding(
        FactForms.RecipientSent.Of(
            context.Of(recipient.Hosts), ReportContext.Recording(recipient.Hosts.Select(h => h.Capture).Distinct().Count()), ReportContext.Sender(recipient.Hosts), ReportContext.Sent(recipient.Hosts), Parameter.Count(recipient.Bytes, Unit.Byte),
            Parameter.Number(recipient.Events), Hosts(recipient), Parameter.Time(recipient.Hosts.Min(h => h.First)), Parameter.Time(recipient.Hosts.Max(h => h.Last))),
        recipient.Hosts);

    static IEnumerable<Block> Chapter(ReportContext context, ReportedRecipient recipient, int number)
    {
        var evidence = context.Of(recipient.Hosts);
        yield return new Heading(3, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r-{number}"), recipient.Operator is not null
            ? FactForms.RecipientHead.Of(evidence.And(recipient.OperatorSources.Select(s => EvidenceId.OfSource(s.Source)).Where(s => s.Source.Length > 0)), context.Organisation(recipient.Operator))
            : FactForms.RecipientHeadUnknown.Of(evidence, Hosts(recipient)));
        yield return recipient.Hosts.Count > 0
            ? Sent(context, recipient)
            : new Paragraph(FactForms.RecipientShared.Of(evidence, context.Organisation(recipient.Operator)));
        yield return new ItemList([.. Who(context, recipient, evidence), What(context, recipient, evidence)]);
        if (recipient.Hosts.Count > 1)
        {
            yield return HostGrid.Of(context, recipient.Hosts, FactForms.FlowCaption.Of(evidence, ReportContext.Sent(recipient.Hosts)));
            foreach (var block in HostGrid.More(context, recipient.Hosts))
            {
                yield return block;
            }
        }

        if (recipient.Kinds.Count > 0)
        {
            yield return Kinds(context, recipient);
        }

        if (recipient.Items - recipient.Kinds.Sum(k => k.Count) - recipient.ValuesLeftOut is > 0 and var unlisted)
        {
            yield return new Paragraph(FactForms.RecipientUnlisted.Of(evidence, Parameter.Count(unlisted, Unit.Value)));
        }

        if (recipient.KindsLeftOut > 0)
        {
            yield return new Paragraph(FactForms.RecipientKindsMore.Of(evidence, Parameter.Count(recipient.KindsLeftOut, Unit.Kind)));
        }
    }

    static IEnumerable<Sentence> Who(ReportContext context, ReportedRecipient recipient, Evidence evidence)
    {
        if (recipient.Operator is null)
        {
            yield return FactForms.RecipientUnknown.Of(evidence, Hosts(recipient));
        }

        foreach (var source in recipient.Operator is null ? [] : recipient.OperatorSources.GroupBy(s => s.Source, s => s.Host))
        {
            yield return FactForms.RecipientOperator.Of(
                evidence.And(EvidenceId.OfSource(source.Key)),
                ReportContext.Few([.. source], Unit.Host), context.Organisation(recipient.Operator), context.Address(source.Key), context.Date(source.Key));
        }

        if (recipient.Country is { } country)
        {
            yield return FactForms.RecipientCountry.Of(evidence.And(recipient.OperatorSources.Take(1).Select(s => EvidenceId.OfSource(s.Source))), context.Organisation(recipient.Operator), Parameter.Known(country));
        }

        if (recipient.KeyOf is { } organisation)
        {
            yield return FactForms.RecipientKey.Of(
                evidence.And(EvidenceId.OfSource(recipient.KeySource)), Parameter.List(context.Keys(organisation, recipient.KeySource).Select(Parameter.Captured)), context.Organisation(organisation), context.Address(recipient.KeySource), context.Date(recipient.KeySource));
        }
    }

    static Fact What(ReportContext context, ReportedRecipient recipient, Evidence evidence) => recipient.Categories.Count > 0
        ? FactForms.RecipientCategories.Of(evidence, Parameter.List(recipient.Categories.Select(c => Category(context, c))), Parameter.Count(recipient.Uncategorised, Unit.Value))
        : FactForms.RecipientNoCategories.Of(evidence, Parameter.Count(recipient.Uncategorised, Unit.Value));

    static Grid Kinds(ReportContext context, ReportedRecipient recipient)
    {
        var items = context.Items;
        return new(
            FactForms.RecipientKinds.Of(KindsEvidence(recipient), Parameter.Count(recipient.Kinds.Count, Unit.Kind)),
            [new(Phrases.ColumnCategory), new(Phrases.ColumnEvent), new(Phrases.ColumnPath), new(Phrases.ColumnFirstValue), new(Phrases.ColumnSent, IsNumber: true), new(Phrases.ColumnEvidence)],
            [.. recipient.Kinds.Select(k => Row(context, k, items.GetValueOrDefault(k.Locator)))]);
    }

    static GridRow Row(ReportContext context, ReportedKind kind, ReportedItem? item)
    {
        var id = EvidenceId.OfExchange(kind.Capture, kind.Exchange, kind.Locator);
        var evidence = Evidence.Of(id);
        Sentence Cell(Parameter value) => Fact.Of(value, evidence);
        return new([
            Cell(item is null ? Category(context, kind.Category) : Category(context, item)), Cell(kind.Event.Length > 0 ? Parameter.Captured(kind.Event) : Parameter.Name(Names.Nothing)), Cell(Parameter.Captured(kind.Path)),
            Cell(item is null ? Parameter.Name(Names.NotShown) : ExchangeSection.Value(item)), Cell(Parameter.Number(kind.Count)), Cell(Parameter.Place(id)),
        ]);
    }

    static Evidence KindsEvidence(ReportedRecipient recipient)
    {
        var first = recipient.Kinds[0];
        return Evidence.Of(EvidenceId.OfExchange(first.Capture, first.Exchange));
    }

    /// <summary>The category of a value, and that it has the shape of a digest: what was sent is then not the thing itself.</summary>
    public static Parameter Category(ReportContext context, ReportedItem item) =>
        IsDigest(item.Value) ? Parameter.Part(FactForms.CategoryDigest, Category(context, item.Category)) : Category(context, item.Category);

    /// <summary>Hexadecimal digits as many as MD5, SHA-1, SHA-256, SHA-384 or SHA-512 have.</summary>
    static bool IsDigest(string value) => value.Length is 32 or 40 or 64 or 96 or 128 && value.All(char.IsAsciiHexDigit);

    /// <summary>A category by its name; of one that no rule gives, that it is not established.</summary>
    public static Parameter Category(ReportContext context, string id) =>
        id == Classification.NotEstablished ? Parameter.Name(Names.NotEstablished)
        : context.Knowledge.Categories.ContainsKey(id) ? Parameter.Name("category." + id) : Parameter.Known(id);

    static Parameter Hosts(ReportedRecipient recipient) => ReportContext.Few([.. recipient.Hosts.Select(h => h.Host).Distinct()], Unit.Host);
}
