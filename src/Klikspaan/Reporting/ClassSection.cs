namespace Klikspaan.Reporting;

/// <summary>Content, functional and diagnostic data, as far as they were observed; content within diagnostic data; what people decided.</summary>
static class ClassSection
{
    const int MostFindings = 20;
    static readonly DataClass[] Order = [DataClass.Content, DataClass.Functional, DataClass.Diagnostic, DataClass.NotEstablished];

    public static IEnumerable<Block> Of(ReportContext context)
    {
        var classes = context.Data.Classes;
        yield return new Heading(2, "classes", new Wording(Phrases.Classes));
        yield return new Paragraph(new Wording(Phrases.ClassesIntro));
        if (classes.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.ClassesNone));
            yield break;
        }

        yield return Counts(context);
        var within = classes.Where(c => c.IsWithinDiagnostic && c.Observed.Class == DataClass.Content).ToList();
        yield return new Heading(3, "", new Wording(Phrases.ClassesWithin));
        if (within.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.ClassesWithinNone));
        }

        foreach (var found in within.Take(MostFindings))
        {
            yield return context.Finding(Within(found), found.Captures, Id(found), "decrypted");
        }

        if (within.Count > MostFindings)
        {
            yield return new Paragraph(FactForms.ClassesMore.Of(context.Whole, Parameter.Number(MostFindings), Parameter.Number(within.Count)));
        }

        if (classes.Where(c => c.Judgements.Count > 0).SelectMany(Judged).ToList() is { Count: > 0 } judged)
        {
            yield return new Heading(3, "", new Wording(Phrases.ClassesJudged));
            yield return new ItemList([.. judged.Take(context.Data.Limits.Rows)]);
        }
    }

    static EvidenceId Id(ReportedClass row) => EvidenceId.OfExchange(row.First.Capture, row.First.Exchange, Masking.Show(row.First.ToString()));

    static Fact Within(ReportedClass found)
    {
        var (form, name) = found.Event.Length > 0 ? (FactForms.ClassWithinEvent, (Parameter[])[Parameter.Captured(found.Event)]) : (FactForms.ClassWithin, []);
        return form.Of(
            Evidence.Of(Id(found)),
            [Parameter.Captured(found.Path), .. name, Parameter.Host(found.Host), Parameter.Count(found.Values, Unit.Value), Parameter.Count(found.Exchanges, Unit.Request), Names.Find("class-basis", found.Observed.Basis)]);
    }

    static IEnumerable<Fact> Judged(ReportedClass row)
    {
        var evidence = Evidence.Of(Id(row));
        var about = Parameter.List([Parameter.Host(row.Host), .. new[] { row.Event, row.Path }.Where(t => t.Length > 0).Select(Parameter.Captured)]);
        foreach (var judgement in row.Judgements)
        {
            yield return FactForms.ClassJudged.Of(
                evidence, about, Names.Find("class", judgement.Class), Parameter.Known(judgement.By), Parameter.Known(judgement.Date), Parameter.Known(judgement.Reason), Names.Find("class", row.Observed.Class.Name()));
            if (judgement.Machine.Length > 0)
            {
                yield return FactForms.ClassChanged.Of(evidence, Names.Find("class", judgement.Machine), Names.Find("class", row.Observed.Class.Name()));
            }
        }
    }

    /// <summary>How many values of which class, by what that is known.</summary>
    static Grid Counts(ReportContext context) => new(
        FactForms.ClassesCaption.Of(context.Whole, Parameter.Count(context.Data.Classes.Sum(c => c.Values), Unit.Value)),
        [new(Phrases.ColumnClass), new(Phrases.ColumnBasis), new(Phrases.ColumnValues, IsNumber: true), new(Phrases.ColumnHost), new(Phrases.ColumnEvidence)],
        [
            .. context.Data.Classes.GroupBy(c => (c.Observed.Class, c.Observed.Basis, Why: c.Observed.Class == DataClass.NotEstablished ? c.Observed.Reason : "")).OrderBy(g => Array.IndexOf(Order, g.Key.Class)).ThenByDescending(g => g.Sum(c => c.Values))
                .ThenBy(g => g.Key.Basis, StringComparer.Ordinal).ThenBy(g => g.Key.Why, StringComparer.Ordinal).Take(context.Data.Limits.Rows).Select(g => Row(g.Key.Class, g.Key.Why, [.. g])),
        ]);

    static GridRow Row(DataClass dataClass, string why, List<ReportedClass> rows)
    {
        var evidence = Evidence.Of(Id(rows[0]), rows.Skip(1).Select(Id));
        return new([
            Fact.Of(Names.Find("class", dataClass.Name()), evidence), Fact.Of(why.Length > 0 ? Parameter.Quoted(why) : Names.Find("class-basis", rows[0].Observed.Basis), evidence), Fact.Of(Parameter.Number(rows.Sum(r => r.Values)), evidence),
            Fact.Of(ReportContext.Few([.. rows.Select(r => r.Host).Distinct().Select(Parameter.Host)], Unit.Host), evidence), Fact.Of(Parameter.Place(Id(rows[0])), evidence),
        ]);
    }
}
