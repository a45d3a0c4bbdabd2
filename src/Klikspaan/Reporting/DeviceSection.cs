namespace Klikspaan.Reporting;

/// <summary>The device itself: what was sent that stands for something of it, what was stored on it, before and after a choice, and what people decided.</summary>
static class DeviceSection
{
    const int MostFindings = 20;
    const string Invented = "value invented for the device", Cookie = "cookie that was sent", File = "file that was left";
    const string Before = "before a choice", After = "after a choice";

    public static IEnumerable<Block> Of(ReportContext context)
    {
        var device = context.Data.Device;
        yield return new Heading(2, "device", new Wording(Phrases.Device));
        yield return new Paragraph(new Wording(Phrases.DeviceIntro));
        yield return new Heading(3, "", new Wording(Phrases.DeviceRead));
        foreach (var block in Read(context, [.. device.Where(d => !d.IsStored)]))
        {
            yield return block;
        }

        yield return new Heading(3, "", new Wording(Phrases.DeviceStored));
        foreach (var block in Files(context, [.. device.Where(d => d.By == File)]).Concat(Cookies(context, [.. device.Where(d => d.By == Cookie)])))
        {
            yield return block;
        }

        if (context.Data.DeviceLeftOut > 0)
        {
            yield return new Paragraph(FactForms.DeviceLeftOut.Of(context.Whole, Parameter.Number(context.Data.DeviceLeftOut)));
        }

        if (device.Count > 0)
        {
            yield return new Heading(3, "", new Wording(Phrases.DeviceChoice));
            yield return new Paragraph(ChoiceOf(context));
            yield return new Heading(3, "", new Wording(Phrases.DeviceExemption));
            foreach (var block in Judged(context))
            {
                yield return block;
            }
        }
    }

    static IEnumerable<Block> Read(ReportContext context, List<ReportedDevice> read)
    {
        if (read.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.DeviceReadNone));
            yield break;
        }

        var invented = read.Where(d => d.By == Invented).GroupBy(d => (d.What, d.Host, d.Choice, d.Made)).Select(g => g.ToList()).ToList();
        foreach (var rows in invented.Take(MostFindings))
        {
            yield return context.Finding(Found(rows), [.. rows.SelectMany(r => r.Captures).Distinct()], Id(rows[0]), "decrypted");
        }

        foreach (var block in More(context, invented.Count, MostFindings))
        {
            yield return block;
        }

        if (read.Where(d => d.By != Invented).GroupBy(d => (d.What, d.By, d.Host, d.Choice, d.Made)).Select(g => g.ToList()).ToList() is { Count: > 0 } others)
        {
            yield return new Paragraph(new Wording(Phrases.DeviceReadWhy));
            yield return new Grid(
                FactForms.DeviceReadCaption.Of(context.Whole, Parameter.Count(others.Sum(o => o.Sum(r => r.Values)), Unit.Value)),
                [new(Phrases.ColumnWhat), new(Phrases.ColumnBasis), new(Phrases.ColumnHost), new(Phrases.ColumnValues, IsNumber: true), new(Phrases.ColumnChoice), new(Phrases.ColumnEvidence)],
                [.. others.Take(context.Data.Limits.Rows).Select(o => ReadRow(context, o))]);
            foreach (var block in More(context, others.Count, context.Data.Limits.Rows))
            {
                yield return block;
            }
        }
    }

    static IEnumerable<Block> Files(ReportContext context, List<ReportedDevice> files)
    {
        yield return new Paragraph(new Wording(files.Count == 0 ? Phrases.DeviceFilesNone : Phrases.DeviceFilesWhy));
        if (files.Count == 0)
        {
            yield break;
        }

        foreach (var file in files.Where(f => f.SentIn.Count > 0).Take(MostFindings))
        {
            yield return context.Finding(
                FactForms.DeviceFileSent.Of(Evidence.Of(Id(file)), Parameter.Captured(file.Path), Changed(file), Size(file), ReportContext.Few([.. file.SentIn.Select(Parameter.Captured)], Unit.Field), Choice(file)), file.Captures, Id(file), "stored", isSent: false);
        }

        yield return new Grid(
            FactForms.DeviceFilesCaption.Of(context.Whole, Parameter.Count(files.Count, Unit.File)),
            [new(Phrases.ColumnLeftFile), new(Phrases.ColumnWhat), new(Phrases.ColumnChange), new(Phrases.ColumnSize), new(Phrases.ColumnSentIn, IsNumber: true), new(Phrases.ColumnChoice), new(Phrases.ColumnEvidence)],
            [.. files.Take(context.Data.Limits.Rows).Select(FileRow)]);
        foreach (var block in More(context, files.Count, context.Data.Limits.Rows))
        {
            yield return block;
        }
    }

    static IEnumerable<Block> Cookies(ReportContext context, List<ReportedDevice> cookies)
    {
        if (cookies.Count == 0)
        {
            yield break;
        }

        yield return new Paragraph(new Wording(Phrases.DeviceCookiesWhy));
        yield return new Grid(
            FactForms.DeviceCookiesCaption.Of(context.Whole, Parameter.Count(cookies.Sum(c => c.Requests), Unit.Request)),
            [new(Phrases.ColumnCookie), new(Phrases.ColumnHost), new(Phrases.ColumnRequests, IsNumber: true), new(Phrases.ColumnChoice), new(Phrases.ColumnEvidence)],
            [.. cookies.Take(context.Data.Limits.Rows).Select(CookieRow)]);
        foreach (var block in More(context, cookies.Count, context.Data.Limits.Rows))
        {
            yield return block;
        }
    }

    static Sentence ChoiceOf(ReportContext context)
    {
        var device = context.Data.Device;
        var (before, after) = (device.Count(d => d.Choice == Before), device.Count(d => d.Choice == After));
        return before + after == 0 ? new Wording(Phrases.DeviceNoChoice) : FactForms.DeviceChoice.Of(context.Whole, Parameter.Number(before), Parameter.Number(after), Parameter.Number(device.Count));
    }

    static IEnumerable<Block> Judged(ReportContext context)
    {
        var device = context.Data.Device;
        yield return new Paragraph(FactForms.DeviceOpen.Of(context.Whole, Parameter.Number(device.Count(d => d.Judgements.Count == 0)), Parameter.Number(device.Count)));
        List<Fact> judged = [.. device.SelectMany(d => d.Judgements.Select(j => FactForms.DeviceJudged.Of(
            Evidence.Of(Id(d)), Parameter.List(new[] { d.Host, d.Path }.Where(t => t.Length > 0).Select(Parameter.Captured)), Names.Find("exemption", j.Exemption), Parameter.Known(j.By), Parameter.Known(j.Date), Parameter.Known(j.Reason))))];
        if (judged.Count > 0)
        {
            yield return new ItemList([.. judged.Take(context.Data.Limits.Rows)]);
        }
    }

    static IEnumerable<Block> More(ReportContext context, int count, int shown)
    {
        if (count > shown)
        {
            yield return new Paragraph(FactForms.DeviceMore.Of(context.Whole, Parameter.Number(shown), Parameter.Number(count)));
        }
    }

    static Fact Found(List<ReportedDevice> rows) => FactForms.DeviceInvented.Of(
        Evidence.Of(Id(rows[0]), rows.Skip(1).Select(Id)), Parameter.Known(rows[0].What), Parameter.List(rows.SelectMany(r => r.Forms).Distinct().Select(ReportContext.Form)), Parameter.Host(rows[0].Host),
        ReportContext.Few([.. rows.Select(r => r.Path).Distinct().Select(Parameter.Captured)], Unit.Field), Parameter.Count(rows.Sum(r => r.Values), Unit.Value), Choice(rows[0]));

    static GridRow ReadRow(ReportContext context, List<ReportedDevice> rows)
    {
        var evidence = Evidence.Of(Id(rows[0]), rows.Skip(1).Select(Id));
        var what = context.Knowledge.Categories.ContainsKey(rows[0].What) ? Parameter.Name("category." + rows[0].What) : Parameter.Known(rows[0].What);
        return Row(evidence, Id(rows[0]), what, Names.Find("device-by", rows[0].By), Parameter.Host(rows[0].Host), Parameter.Number(rows.Sum(r => r.Values)), Choice(rows[0]));
    }

    static GridRow FileRow(ReportedDevice file) =>
        Row(Evidence.Of(Id(file)), Id(file), Parameter.Captured(file.Path), Names.Find("device-file", file.What), Changed(file), Size(file), Parameter.Number(file.SentIn.Count), Choice(file));

    static GridRow CookieRow(ReportedDevice cookie) =>
        Row(Evidence.Of(Id(cookie)), Id(cookie), Parameter.Captured(cookie.What), Parameter.Host(cookie.Host), Parameter.Number(cookie.Requests), Choice(cookie));

    static GridRow Row(Evidence evidence, EvidenceId place, params IEnumerable<Parameter> cells) => new([.. cells.Append(Parameter.Place(place)).Select(c => Fact.Of(c, evidence))]);

    /// <summary>Before or after a choice, and what was chosen where the steps say so.</summary>
    static Parameter Choice(ReportedDevice row) =>
        row.Choice == After && row.Made != Classification.NotEstablished ? Parameter.Part(FactForms.DeviceChoiceMade, Names.Find("choice", row.Choice), Names.Find("choice", row.Made)) : Names.Find("choice", row.Choice);

    static Parameter Changed(ReportedDevice file) => Names.Find("device-file", file.Change);

    static Parameter Size(ReportedDevice file) => file.Bytes is { } bytes ? Parameter.Count(bytes, Unit.Byte) : Parameter.Name(Names.NotEstablished);

    /// <summary>A file has no value whose bytes are shown: its exchange is the place.</summary>
    static EvidenceId Id(ReportedDevice row) => EvidenceId.OfExchange(row.First.Capture, row.First.Exchange, row.By == File ? "" : Masking.Show(row.First.ToString()));
}
