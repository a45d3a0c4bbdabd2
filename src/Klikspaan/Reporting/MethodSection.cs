using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>How the evidence was made and read, with which versions, and how to check it.</summary>
static class MethodSection
{
    public static IEnumerable<Block> Of(ReportContext context)
    {
        var data = context.Data;
        yield return new Heading(2, "method", new Wording(Phrases.Method));
        yield return new Paragraph(new Wording(Phrases.MethodRecording));
        foreach (var mode in data.Captures.Select(c => c.Mode).Distinct())
        {
            yield return new Paragraph(new Wording(SummarySection.ModeText(mode)));
        }

        yield return new Paragraph(new Wording(Phrases.MethodDecoding));
        yield return new Paragraph(new Wording(Phrases.MethodEvidence), new Wording(Phrases.MethodLocator));
        yield return new Heading(3, "captures", new Wording(Phrases.Captures));
        foreach (var capture in data.Captures.Take(data.Limits.Rows))
        {
            yield return new Heading(4, EvidenceId.OfCapture(capture.Sha256).Anchor, FactForms.CaptureHead.Of(Evidence.Of(EvidenceId.OfCapture(capture.Sha256)), Parameter.Captured(Locator.Short(capture.Sha256))));
            yield return Capture(capture);
        }

        foreach (var block in MoreCaptures(context))
        {
            yield return block;
        }

        yield return new Heading(3, "manifest", new Wording(Phrases.Versions));
        yield return new ItemList([
            FactForms.VersionTool.Of(Evidence.Of(EvidenceId.Manifest), Parameter.Known(data.Tool)),
            FactForms.VersionKnowledge.Of(Evidence.Of(EvidenceId.Manifest), Parameter.Known(context.Knowledge.Version), Parameter.Known(context.Knowledge.Digest)),
            FactForms.VersionManifest.Of(Evidence.Of(EvidenceId.Manifest), data.ManifestSeal.Length > 0 ? Parameter.Known(data.ManifestSeal) : Parameter.Name(Names.Nothing)),
        ]);
        yield return new Paragraph(new Wording(Phrases.MethodCheck));
        foreach (var block in Sources(context).Concat(Rules(context)))
        {
            yield return block;
        }
    }

    /// <summary>That captures are left out; nothing when each is listed.</summary>
    public static IEnumerable<Block> MoreCaptures(ReportContext context)
    {
        if (context.Data.Captures.Count > context.Data.Limits.Rows)
        {
            yield return new Paragraph(FactForms.CapturesMore.Of(context.Whole, Parameter.Count(context.Data.Captures.Count - context.Data.Limits.Rows, Unit.Capture)));
        }
    }

    static Grid Capture(ReportedCapture capture)
    {
        var evidence = Evidence.Of(EvidenceId.OfCapture(capture.Sha256));
        GridRow Row(Sentence what, Parameter value) => new([what, Fact.Of(value, evidence)]);
        return new(
            FactForms.CaptureCaption.Of(evidence, Parameter.Captured(Locator.Short(capture.Sha256))),
            [new(Phrases.ColumnWhat), new(Phrases.ColumnValue)],
            [
                Row(new Wording(Phrases.RowSha), Parameter.Known(capture.Sha256)),
                Row(new Wording(Phrases.RowFile), Parameter.Known(capture.File)),
                Row(new Wording(Phrases.RowSource), Parameter.Captured(capture.Source)),
                Row(new Wording(Phrases.RowFormat), capture.Format.Length > 0 ? Parameter.Known(capture.Format) : Parameter.Name(Names.NotEstablished)),
                Row(new Wording(Phrases.RowSize), Parameter.Count(capture.Bytes, Unit.Byte)),
                Row(new Wording(Phrases.RowTaken), Parameter.Time(capture.At)),
                Row(new Wording(Phrases.RowTakenBy), Parameter.Known(capture.Tool)),
                .. Names.Meta.Select(m => Row(Fact.Of(Parameter.Name("meta." + m), evidence), ReportContext.Meta(capture, m))),
                .. capture.Steps.Select(s => Row(FactForms.StepRow.Of(evidence, Parameter.Known(s.Name)), Step(s))),
                Row(new Wording(Phrases.RowRemark), capture.Remark.Length > 0 ? Parameter.Captured(capture.Remark) : Parameter.Name(Names.Nothing)),
            ]);
    }

    /// <summary>When a step was done, and what was noted of it.</summary>
    static Parameter Step(ScenarioStep step)
    {
        var time = Parameter.Part(FactForms.StepTime, Parameter.Instant(step.Start), Parameter.Instant(step.End));
        List<Parameter> notes =
        [
            .. step.IsOwnAct ? [Parameter.Name("step.own")] : Array.Empty<Parameter>(),
            .. step.Deviation.Length > 0 ? [Parameter.Part(FactForms.StepDeviation, Parameter.Known(step.Deviation))] : Array.Empty<Parameter>(),
            .. step.Remark.Length > 0 ? [Parameter.Part(FactForms.StepRemark, Parameter.Known(step.Remark))] : Array.Empty<Parameter>(),
        ];
        return notes.Count == 0 ? time : Parameter.Part(FactForms.StepDone, time, Parameter.List(notes));
    }

    static IEnumerable<Block> Sources(ReportContext context)
    {
        var used = context.Data.Recipients.SelectMany(r => r.OperatorSources.Select(s => s.Source).Append(r.KeySource)).Where(s => s.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        if (used.Count == 0)
        {
            yield break;
        }

        yield return new Heading(3, "sources", new Wording(Phrases.Sources));
        yield return new Paragraph(new Wording(Phrases.SourcesLanguage));
        yield return new Grid(
            FactForms.SourcesCaption.Of(Evidence.Of(EvidenceId.OfSource(used[0]), used.Skip(1).Select(EvidenceId.OfSource)), Parameter.Number(used.Count)),
            [new(Phrases.ColumnSource), new(Phrases.ColumnDate), new(Phrases.ColumnAddress), new(Phrases.ColumnSays)],
            [.. used.Select(s => Row(context, s))]);
    }

    static GridRow Row(ReportContext context, string reference)
    {
        var evidence = Evidence.Of(EvidenceId.OfSource(reference));
        return new(
            [
                Fact.Of(Parameter.Known(reference), evidence), Fact.Of(context.Date(reference), evidence), Fact.Of(context.Address(reference), evidence),
                Fact.Of(context.Source(reference) is { } source ? Parameter.Quoted(source.Says) : Parameter.Name(Names.NotEstablished), evidence),
            ],
            EvidenceId.OfSource(reference).Anchor);
    }

    static IEnumerable<Block> Rules(ReportContext context)
    {
        var used = context.Data.Exchanges.SelectMany(e => e.Items).Where(i => i.Rule.Length > 0 && i.Category != Classification.NoValue).GroupBy(i => i.Rule)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Take(context.Data.Limits.Rows).ToList();
        if (used.Count == 0)
        {
            yield break;
        }

        yield return new Heading(3, "rules", new Wording(Phrases.Rules));
        yield return new Paragraph(new Wording(Phrases.RulesLanguage));
        yield return new Grid(
            FactForms.RulesCaption.Of(context.Whole, Parameter.Number(used.Count)),
            [new(Phrases.ColumnRule), new(Phrases.ColumnCategory), new(Phrases.ColumnReason), new(Phrases.ColumnState)],
            [.. used.Select(g => Rule(context, g.Key, g.First()))]);
    }

    static GridRow Rule(ReportContext context, string rule, ReportedItem item)
    {
        var evidence = Evidence.Of(EvidenceId.OfSource(rule));
        return new([
            Fact.Of(Parameter.Known(rule), evidence), Fact.Of(RecipientSection.Category(context, item.Category), evidence), Fact.Of(Parameter.Quoted(item.Reason), evidence),
            Fact.Of(context.Knowledge.StateOf(rule).Name() is { Length: > 0 } state ? Names.Find("state", state) : Parameter.Name(Names.ByProtocolFile), evidence),
        ]);
    }
}
