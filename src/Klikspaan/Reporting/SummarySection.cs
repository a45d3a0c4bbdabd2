namespace Klikspaan.Reporting;

/// <summary>One page in plain words: the strongest facts, what could not be seen, and no verdict.</summary>
static class SummarySection
{
    const int MostCaptures = 3;
    static readonly string[] PageOne = ["product", "build", "os_build", "settings_profile", "account_kind", "scenario", "mode", "tester", "received_from"];

    public static IEnumerable<Block> Of(ReportContext context)
    {
        yield return new Paragraph(FactForms.About.Of(context.Whole, Parameter.Count(context.Data.Captures.Count, Unit.Capture)), new Wording(Phrases.NoAssessment));
        if (context.Data.Control is { IsWhole: false })
        {
            yield return new Paragraph([.. PlantedSection.Control(context)]) { IsNotice = true };
        }

        foreach (var capture in context.Data.Captures.Count <= MostCaptures ? context.Data.Captures : [])
        {
            yield return About(capture);
        }

        yield return new Heading(2, "summary", new Wording(Phrases.Summary));
        yield return new Paragraph(Overview(context));
        foreach (var finding in StrongestFacts.Of(context))
        {
            yield return finding;
        }

        yield return new Heading(3, "unseen", new Wording(Phrases.Unseen));
        yield return new ItemList([.. Unseen(context)]);
        yield return new Paragraph(Verdict(context)) { IsNotice = true };
    }

    /// <summary>What was observed: the whole, then the strongest facts.</summary>
    public static IEnumerable<Sentence> Seen(ReportContext context) =>
        StrongestFacts.Of(context).Select(f => (Sentence)f.Statement).Prepend(Overview(context));

    /// <summary>What could not be seen.</summary>
    public static IEnumerable<Sentence> Unseen(ReportContext context)
    {
        var data = context.Data;
        foreach (var mode in data.Captures.GroupBy(c => c.Mode))
        {
            yield return FactForms.Mode.Of(
                Evidence.Of(EvidenceId.OfCapture(mode.First().Sha256), mode.Skip(1).Select(c => EvidenceId.OfCapture(c.Sha256))),
                ReportContext.Few([.. mode.Select(c => Locator.Short(c.Sha256))], Unit.Capture), Parameter.Phrase(ModeInShort(mode.Key)));
        }

        var coverage = data.Captures.Aggregate(new Coverage(), (sum, c) => sum + c.Coverage);
        if (coverage.Opaque > 0)
        {
            yield return FactForms.Opaque.Of(context.Whole, Parameter.Count(coverage.Opaque, Unit.Byte), Parameter.Count(coverage.Total, Unit.Byte), Parameter.Share(coverage.Opaque, coverage.Total));
        }

        var missed = new[]
        {
            (data.Captures.Sum(c => c.Handshakes), Unit.Handshake), (data.Captures.Sum(c => c.OtherProblems), Unit.Problem), (data.Captures.Sum(c => c.UnknownSenders), Unit.Sender), (data.Captures.Sum(c => c.Files), Unit.File),
        }.Where(m => m.Item1 > 0).Select(m => Parameter.Count(m.Item1, m.Item2)).ToList();
        if (missed.Count > 0)
        {
            yield return FactForms.Missed.Of(context.Whole, Parameter.List(missed));
        }

        if (data.Captures.Sum(c => c.Stored) is > 0 and var stored)
        {
            yield return FactForms.Stored.Of(context.Whole, Parameter.Count(stored, Unit.StoredEvent));
        }

        if (data.Captures.Sum(c => c.Contacts) is > 0 and var contacts)
        {
            // Hosts beyond the limit are not told apart, so that not all of them may be counted.
            var hosts = data.Contacts.Where(c => c.Kind == ExchangeKind.Contact).Select(c => c.Host).Distinct().Count();
            yield return FactForms.Contacts.Of(
                context.Whole, Parameter.Count(contacts, Unit.Contact), Parameter.Part(data.ContactsLeftOut.Contains(ExchangeKind.Contact) ? FactForms.HostsAtLeast : FactForms.HostsCounted, Parameter.Count(hosts, Unit.Host)));
        }

        if (data.Captures.Sum(c => c.VendorRecords) is > 0 and var records)
        {
            yield return FactForms.VendorRecords.Of(context.Whole, Parameter.Count(records, Unit.VendorRecord));
        }

        if (data.Captures.Sum(c => c.NotSent) is > 0 and var notSent)
        {
            yield return FactForms.NotSent.Of(context.Whole, Parameter.Count(notSent, Unit.Request));
        }

        if (PlantedSection.Searched(context) is not null && data.Planted.Count > 0)
        {
            yield return PlantedSection.Found(context);
        }

        yield return new Wording(Phrases.NotByRecording);
    }

    /// <summary>That it is no verdict.</summary>
    public static Wording Verdict(ReportContext context) => context.Data.Captures switch
    {
        [] => Phrases.VerdictNone,
        [{ IsSinkhole: true }] => Phrases.VerdictSinkhole,
        [_] => Phrases.VerdictOne,
        _ => Phrases.VerdictSeveral,
    };

    /// <summary>What a way of recording means for what may be said.</summary>
    public static Phrase ModeText(string mode) => mode switch
    {
        "isolated, sinkhole" => Phrases.ModeIsolated,
        "proxy, sinkhole" => Phrases.ModeProxySinkhole,
        "proxy, passed on" => Phrases.ModePassed,
        _ => Phrases.ModeImport,
    };

    static Phrase ModeInShort(string mode) => mode switch
    {
        "isolated, sinkhole" => Phrases.ShortIsolated,
        "proxy, sinkhole" => Phrases.ShortProxySinkhole,
        "proxy, passed on" => Phrases.ShortPassed,
        _ => Phrases.ShortImport,
    };

    /// <summary>What a reader must know of a capture before anything else.</summary>
    static Grid About(ReportedCapture capture)
    {
        var evidence = Evidence.Of(EvidenceId.OfCapture(capture.Sha256));
        GridRow Row(Sentence what, Parameter value) => new([what, Fact.Of(value, evidence)]);
        return new(
            FactForms.CaptureCaption.Of(evidence, Parameter.Captured(Locator.Short(capture.Sha256))),
            [new(Phrases.ColumnWhat), new(Phrases.ColumnValue)],
            [
                .. PageOne.Select(m => Row(Fact.Of(Parameter.Name("meta." + m), evidence), ReportContext.Meta(capture, m))),
                .. capture.Began is null ? Array.Empty<GridRow>() : [Row(new Wording(Phrases.RowBegan), Parameter.Time(capture.Began)), Row(new Wording(Phrases.RowEnded), Parameter.Time(capture.At))],
                Row(new Wording(Phrases.RowFirst), Parameter.Time(capture.First)),
                Row(new Wording(Phrases.RowLast), Parameter.Time(capture.Last)),
            ]);
    }

    static Fact Overview(ReportContext context)
    {
        var data = context.Data;
        if (data.Captures.Count == 0)
        {
            return FactForms.NoCapture.Of(context.Whole);
        }

        var products = ReportContext.Few([.. data.Captures.Select(Product).Distinct()], Unit.Capture);
        var captures = Parameter.Count(data.Captures.Count, Unit.Capture);
        if (data.Sent == 0)
        {
            return FactForms.SeenNothing.Of(context.Whole, products, captures);
        }

        var hosts = data.Recipients.SelectMany(r => r.Hosts).Select(h => h.Host).Distinct().Count() + data.HostsLeftOut.Hosts;
        return FactForms.Seen.Of(
            context.Whole, products, captures, Sent(data), Parameter.Count(data.Captures.Sum(c => c.Coverage.Total), Unit.Byte), Parameter.Count(hosts, Unit.Host));
    }

    static Parameter Sent(ReportData data) => Parameter.List(new[]
    {
        (data.Captures.Sum(c => c.Requests), Unit.Request), (data.Captures.Sum(c => c.Others), Unit.Other), (data.Captures.Sum(c => c.Datagrams), Unit.Datagrams),
    }.Where(s => s.Item1 > 0).Select(s => Parameter.Count(s.Item1, s.Item2)));

    static Parameter Product(ReportedCapture capture) =>
        capture.Meta.GetValueOrDefault("product", "") is not { Length: > 0 } product ? Parameter.Name(Names.NoProduct)
        : Parameter.Known(capture.Meta.GetValueOrDefault("build", "") is { Length: > 0 } build ? $"{product} {build}" : product);
}
