namespace Klikspaan.Reporting;

/// <summary>Planted values that were found, and in which form; and those that were not.</summary>
static class PlantedSection
{
    public static IEnumerable<Block> Of(ReportContext context)
    {
        var data = context.Data;
        yield return new Heading(2, "planted", new Wording(Phrases.Planted));
        if (data.Planted.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.PlantedNotListed));
            yield break;
        }

        yield return new Paragraph(Found(context));
        yield return Values(context);
        if (data.Hits.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.PlantedNoneFound));
        }

        foreach (var list in Listed(context))
        {
            yield return new Paragraph(list);
        }

        foreach (var hit in Strongest(data.Hits))
        {
            yield return Finding(context, hit);
        }

        if (data.HitsLeftOut > 0)
        {
            yield return new Paragraph(FactForms.PlantedMore.Of(context.Whole, Parameter.Count(data.HitsLeftOut, Unit.Place)));
        }

        if (Searched(context) is not { } searched)
        {
            yield return new Paragraph(new Wording(Phrases.PlantedNotSearched));
        }
        else if (data.NotFound.ToList() is { Count: > 0 } unseen)
        {
            yield return new Paragraph(
                FactForms.PlantedNotFound.Of(context.Whole, Parameter.List(unseen.Select(Parameter.Known)), searched, Parameter.Count(data.Captures.Sum(c => c.Coverage.Opaque), Unit.Byte)));
        }

        yield return new Paragraph([new Wording(Phrases.PlantedForms), .. Control(context)]);
    }

    /// <summary>Which of the values on the lists of articles 9, 10 and 87 were found; apart from them those of which a digest alone was.</summary>
    static IEnumerable<Fact> Listed(ReportContext context)
    {
        var data = context.Data;
        foreach (var list in data.PlantedLists.Where(l => data.Found.Contains(l.Key)).GroupBy(l => l.Value).OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            var digests = list.Select(l => data.Hits.Where(h => h.Label == l.Key).ToList()).Where(h => h.Count > 0 && h.TrueForAll(d => !d.IsReadable)).SelectMany(h => h.DistinctBy(d => d.Form)).ToList();
            List<Parameter> clear = [.. list.Select(l => l.Key).Except(digests.Select(d => d.Label)).Select(Parameter.Known)];
            if (clear.Count > 0)
            {
                yield return FactForms.PlantedOnList.Of(context.Whole, ReportContext.Few(clear, Unit.Planted), Names.Find("list", list.Key));
            }

            if (digests.Count > 0)
            {
                yield return FactForms.PlantedListDigest.Of(context.Whole, ReportContext.Few([.. digests.Select(d => Digest(data, d))], Unit.Place), Names.Find("list", list.Key));
            }
        }
    }

    static Parameter Digest(ReportData data, ReportedHit hit) =>
        data.ListedDigestBits.TryGetValue((hit.Label, hit.Form), out var bits)
            ? Parameter.Part(FactForms.PlantedDigestChance, Parameter.Known(hit.Label), ReportContext.Form(hit.Form), Parameter.Number(bits))
            : Parameter.Part(FactForms.PlantedDigestOf, Parameter.Known(hit.Label), ReportContext.Form(hit.Form));

    /// <summary>What the self-test of the search came to; nothing where none was made.</summary>
    public static IEnumerable<Fact> Control(ReportContext context)
    {
        if (context.Data.Control is not { } control)
        {
            yield break;
        }

        var (evidence, found, all) = (Evidence.Of(EvidenceId.Manifest), Parameter.Number(control.Found), Parameter.Number(control.All));
        yield return control.IsWhole ? FactForms.ControlFound.Of(evidence, found, all) : FactForms.ControlFailed.Of(evidence, found, all, ReportContext.Few([.. control.Missed.Select(ReportContext.Form)], Unit.Place));
    }

    /// <summary>How many of the planted values were found, and which.</summary>
    public static Fact Found(ReportContext context)
    {
        var found = context.Data.Planted.Select(p => p.Label).Intersect(context.Data.Found).ToList();
        return FactForms.PlantedFound.Of(
            context.Whole, Parameter.Number(found.Count), Parameter.Count(context.Data.Planted.Count, Unit.Planted), Few(found), Few([.. context.Data.NotFound]));
    }

    static Parameter Few(List<string> labels) =>
        labels.Count == 0 ? Parameter.Name(Names.Nothing) : ReportContext.Few([.. labels.Select(Parameter.Known)], Unit.Planted);

    static Grid Values(ReportContext context) => new(
        new Wording(Phrases.PlantedValues),
        [new(Phrases.ColumnPlanted), new(Phrases.ColumnKind), new(Phrases.ColumnForm), new(Phrases.ColumnCount, IsNumber: true)],
        [.. context.Data.Planted.Take(context.Data.Limits.Rows).Select(p => Row(context, p.Label, p.Kind))]);

    static GridRow Row(ReportContext context, string label, string kind)
    {
        var hits = context.Data.Hits.Where(h => h.Label == label).ToList();
        var evidence = hits.Count == 0 ? context.Whole : Evidence.Of(EvidenceId.OfExchange(hits[0].Capture, hits[0].Exchange), hits.Skip(1).Select(h => EvidenceId.OfExchange(h.Capture, h.Exchange)));
        return new([
            Fact.Of(Parameter.Known(label), evidence), Fact.Of(Names.Find("planted", kind), evidence),
            Fact.Of(Parameter.List(hits.Select(h => h.Form).Distinct().Select(ReportContext.Form), context.Data.Found.Contains(label) ? Names.NotShown : Names.NotFound), evidence), Fact.Of(Parameter.Number(hits.Sum(h => h.Count)), evidence),
        ]);
    }

    /// <summary>The most readable first, then the most frequent; each label once before another form of it.</summary>
    public static IEnumerable<ReportedHit> Strongest(IEnumerable<ReportedHit> hits)
    {
        var ordered = hits.OrderByDescending(h => h.IsReadable).ThenByDescending(h => h.Kind == ExchangeKind.Http).ThenByDescending(h => h.Count)
            .ThenBy(h => h.Label, StringComparer.Ordinal).ThenBy(h => h.Form, StringComparer.Ordinal).ThenBy(h => h.Host, StringComparer.Ordinal).ToList();
        return ordered.GroupBy(h => h.Label).Select(g => g.First()).Concat(ordered).Distinct();
    }

    /// <summary>That a planted value was found.</summary>
    public static Finding Finding(ReportContext context, ReportedHit hit)
    {
        var id = EvidenceId.OfExchange(hit.Capture, hit.Exchange, hit.Locator);
        var form = hit.Kind is ExchangeKind.Dns or ExchangeKind.TlsFailure ? FactForms.PlantedName
            : hit.Kind.IsMetadata() ? FactForms.PlantedLogged
            : hit.IsReadable ? FactForms.PlantedReadable : FactForms.PlantedDigest;
        return context.Finding(
            form.Of(
                Evidence.Of(id), ReportContext.Recording(hit.Captures.Count), ReportContext.Sender(hit.Processes), Parameter.Known(hit.Label), ReportContext.Form(hit.Form), Parameter.Host(hit.Host),
                Parameter.Count(hit.Count, Unit.Time), Parameter.Count(hit.Exchanges, hit.Kind == ExchangeKind.Http ? Unit.Request : Unit.Exchange), Parameter.Time(hit.At)),
            hit.Captures, id, hit.Kind.IsMetadata() ? "metadata" : "decrypted");
    }

    /// <summary>In what planted values were searched for; null when there was nothing to search.</summary>
    public static Parameter? Searched(ReportContext context)
    {
        var captures = context.Data.Captures;
        List<Parameter> parts =
        [
            .. new[]
            {
                (captures.Sum(c => c.Requests), Unit.Request), (captures.Sum(c => c.Others), Unit.Other), (captures.Sum(c => c.Datagrams), Unit.Datagrams), (captures.Sum(c => c.Names - c.Handshakes), Unit.LookUp), (captures.Sum(c => c.Handshakes), Unit.Handshake),
                (captures.Sum(c => c.Contacts), Unit.Contact),
            }.Where(p => p.Item1 > 0).Select(p => Parameter.Count(p.Item1, p.Item2)),
        ];
        return parts.Count == 0 ? null : Parameter.List(parts);
    }
}
