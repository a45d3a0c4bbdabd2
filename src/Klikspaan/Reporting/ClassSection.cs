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

        var functional = classes.Where(c => c.IsWithinFunctional).ToList();
        if (functional.Count > 0)
        {
            yield return new Heading(3, "", new Wording(Phrases.ClassesWithinFunctional));
        }

        foreach (var found in functional.Take(MostFindings))
        {
            yield return context.Finding(Within(found), found.Captures, Id(found), "decrypted");
        }

        if (functional.Count > MostFindings)
        {
            yield return new Paragraph(FactForms.ClassesMore.Of(context.Whole, Parameter.Number(MostFindings), Parameter.Number(functional.Count)));
        }

        if (Needed(classes).ToList() is { Count: > 0 } needed)
        {
            yield return new Heading(3, "", new Wording(Phrases.ClassesNeeded));
            yield return new Paragraph(new Wording(Phrases.ClassesNeededIntro));
            yield return new ItemList([.. needed.Take(context.Data.Limits.Rows)]);
        }

        if (Judged(context).ToList() is { Count: > 0 } judged)
        {
            yield return new Heading(3, "", new Wording(Phrases.ClassesJudged));
            yield return new ItemList([.. judged.Take(context.Data.Limits.Rows)]);
        }
    }

    static EvidenceId Id(ReportedClass row) => EvidenceId.OfExchange(row.First.Capture, row.First.Exchange, Masking.Show(row.First.ToString()));

    /// <summary>Each statement of a tester on which a class rests.</summary>
    static IEnumerable<Fact> Needed(IReadOnlyList<ReportedClass> classes)
    {
        foreach (var group in classes.Where(c => c.Observed.Need is not null).GroupBy(c => c.Observed.Need!))
        {
            var (need, rows) = (group.Key, group.ToList());
            Parameter[] said =
            [
                Parameter.Known(need.Step), Parameter.Captured(need.Host + need.Path), Parameter.Count(rows.Sum(r => r.Values), Unit.Value), Parameter.Known(need.For), Parameter.Known(need.Place),
                need.By.Length > 0 ? Parameter.Known(need.By) : Parameter.Name(Names.NotSaid), need.Date.Length > 0 ? Parameter.Known(need.Date) : Parameter.Name(Names.NotSaid),
            ];
            var evidence = Evidence.Of(Id(rows[0]), rows.Skip(1).Take(MostFindings).Select(Id));
            yield return need.Sealed.Length > 0 ? FactForms.ClassNeeded.Of(evidence, [.. said, Parameter.Known(need.Sealed)]) : FactForms.ClassNeededLate.Of(evidence, said);
        }
    }

    static Fact Within(ReportedClass found)
    {
        if (found.IsWithinFunctional)
        {
            return (found.IsWithinNeeded ? FactForms.ClassWithinNeeded : FactForms.ClassWithinField).Of(
                Evidence.Of(Id(found)), Parameter.Captured(found.Path), Parameter.Host(found.Host), Parameter.Count(found.Values, Unit.Value), Parameter.Count(found.Exchanges, Unit.Request),
                Names.Find("class-basis", found.Observed.Basis));
        }

        var (form, name) = found.Event.Length > 0 ? (FactForms.ClassWithinEvent, (Parameter[])[Parameter.Captured(found.Event)]) : (FactForms.ClassWithin, []);
        return form.Of(
            Evidence.Of(Id(found)),
            [Parameter.Captured(found.Path), .. name, Parameter.Host(found.Host), Parameter.Count(found.Values, Unit.Value), Parameter.Count(found.Exchanges, Unit.Request), Names.Find("class-basis", found.Observed.Basis)]);
    }

    /// <summary>Each judgement once, with how many values it is about; and those that are about none.</summary>
    static IEnumerable<Fact> Judged(ReportContext context)
    {
        foreach (var group in context.Data.Classes.SelectMany(c => c.Judgements.Select(j => (Row: c, Judgement: j))).GroupBy(j => j.Judgement.Place))
        {
            var rows = group.Select(g => g.Row).ToList();
            var evidence = Evidence.Of(Id(rows[0]), rows.Skip(1).Take(MostFindings).Select(Id));
            var judgement = group.First().Judgement;
            yield return FactForms.ClassJudged.Of(
                evidence, About(judgement), Decided(judgement), Parameter.Known(judgement.By), Parameter.Known(judgement.Date), Parameter.Known(judgement.Reason),
                Parameter.Count(rows.Sum(r => r.Values), Unit.Value), Parameter.List(rows.Select(r => r.Observed.Class.Name()).Distinct().Select(c => Names.Find("class", c))));
            if (group.Any(g => g.Judgement.IsContradicted))
            {
                yield return FactForms.ClassContradicted.Of(evidence, About(judgement));
            }

            foreach (var machine in group.Where(g => g.Judgement.Machine.Length > 0).GroupBy(g => (g.Judgement.Machine, Now: g.Row.Observed.Class.Name())))
            {
                yield return FactForms.ClassChanged.Of(evidence, Names.Find("class", machine.Key.Machine), Names.Find("class", machine.Key.Now));
            }
        }

        foreach (var idle in context.Data.IdleJudgements)
        {
            yield return FactForms.ClassIdle.Of(Evidence.Of(EvidenceId.Manifest), About(idle), Decided(idle), Parameter.Known(idle.By), Parameter.Known(idle.Date));
        }
    }

    static Parameter About(ReportedJudgement judgement) => Parameter.List(judgement.About.Where(a => a.Length > 0).Select(Parameter.Known));

    static Parameter Decided(ReportedJudgement judgement) => Parameter.List(new[] { judgement.Class, judgement.Storage }.Where(t => t.Length > 0).Select(t => Names.Find("class", t)).Concat(judgement.List.Length > 0 ? [Names.Find("list", judgement.List)] : []));

    /// <summary>How many values of which class, by what that is known.</summary>
    static Grid Counts(ReportContext context) => new(
        FactForms.ClassesCaption.Of(context.Whole, Parameter.Count(context.Data.Classes.Sum(c => c.Values), Unit.Value)),
        [new(Phrases.ColumnClass), new(Phrases.ColumnBasis), new(Phrases.ColumnValues, IsNumber: true), new(Phrases.ColumnHost), new(Phrases.ColumnEvidence)],
        [
            .. context.Data.Classes.GroupBy(c => (c.Observed.Class, c.Observed.Basis)).OrderBy(g => Array.IndexOf(Order, g.Key.Class)).ThenByDescending(g => g.Sum(c => c.Values))
                .ThenBy(g => g.Key.Basis, StringComparer.Ordinal).Take(context.Data.Limits.Rows).Select(g => Row(g.Key.Class, [.. g])),
        ]);

    static GridRow Row(DataClass dataClass, List<ReportedClass> rows)
    {
        var evidence = Evidence.Of(Id(rows[0]), rows.Skip(1).Select(Id));
        return new([
            Fact.Of(Names.Find("class", dataClass.Name()), evidence), Fact.Of(Names.Find("class-basis", rows[0].Observed.Basis), evidence), Fact.Of(Parameter.Number(rows.Sum(r => r.Values)), evidence),
            Fact.Of(ReportContext.Few([.. rows.Select(r => r.Host).Distinct().Select(Parameter.Host)], Unit.Host), evidence), Fact.Of(Parameter.Place(Id(rows[0])), evidence),
        ]);
    }
}
