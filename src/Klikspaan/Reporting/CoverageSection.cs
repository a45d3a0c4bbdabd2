namespace Klikspaan.Reporting;

/// <summary>How much of what was sent could be read, to the byte, and what could not.</summary>
static class CoverageSection
{
    public static IEnumerable<Block> Of(ReportContext context)
    {
        var captures = context.Data.Captures;
        yield return new Heading(2, "coverage", new Wording(Phrases.Coverage));
        yield return new Paragraph(new Wording(Phrases.CoverageIntro));
        if (captures.Count > 0)
        {
            var sum = captures.Aggregate(new Coverage(), (total, c) => total + c.Coverage);
            yield return new Paragraph(FactForms.Balance.Of(context.Whole, Parameter.Number(sum.Protocol), Parameter.Number(sum.Flattened), Parameter.Number(sum.Opaque), Parameter.Count(sum.Total, Unit.Byte)));
            yield return Bytes(context, sum);
            foreach (var block in MethodSection.MoreCaptures(context))
            {
                yield return block;
            }

            yield return Counts(context);
            foreach (var block in MergedSection.Of(context))
            {
                yield return block;
            }
        }

        yield return new Heading(3, "problems", new Wording(Phrases.ProblemsHead));
        if (context.Data.Problems.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.NoProblems));
        }
        else
        {
            yield return Problems(context);
        }
    }

    static Grid Bytes(ReportContext context, Coverage sum) => new(
        FactForms.CoverageCaption.Of(context.Whole, Parameter.Count(context.Data.Captures.Count, Unit.Capture)),
        [
            new(Phrases.ColumnCapture), new(Phrases.ColumnOut, IsNumber: true), new(Phrases.ColumnProtocol, IsNumber: true), new(Phrases.ColumnFlattened, IsNumber: true),
            new(Phrases.ColumnOpaque, IsNumber: true), new(Phrases.ColumnShare, IsNumber: true),
        ],
        [
            .. context.Data.Captures.Take(context.Data.Limits.Rows).Select(c => Row(Fact.Of(Parameter.Place(EvidenceId.OfCapture(c.Sha256)), Evidence.Of(EvidenceId.OfCapture(c.Sha256))), c.Coverage)),
            Row(FactForms.Total.Of(context.Whole, Parameter.Phrase(Phrases.ColumnTotal)), sum),
        ]);

    static GridRow Row(Fact head, Coverage coverage)
    {
        Sentence Cell(Parameter value) => Fact.Of(value, head.Evidence);
        return new([
            head, Cell(Parameter.Number(coverage.Total)), Cell(Parameter.Number(coverage.Protocol)), Cell(Parameter.Number(coverage.Flattened)),
            Cell(Parameter.Number(coverage.Opaque)), Cell(Parameter.Share(coverage.Opaque, coverage.Total)),
        ]);
    }

    static Grid Counts(ReportContext context)
    {
        var captures = context.Data.Captures;
        GridRow Row(Phrase what, Func<ReportedCapture, long> count) => new([new Wording(what), Fact.Of(Parameter.Number(captures.Sum(count)), context.Whole)]);
        List<GridRow> rows =
        [
            Row(Phrases.ColumnRequests, c => c.Requests), Row(Phrases.RowOthers, c => c.Others), Row(Phrases.RowDatagrams, c => c.Datagrams), Row(Phrases.RowEvents, c => c.Events),
            Row(Phrases.RowValues, c => c.Items), Row(Phrases.RowProblems, c => c.Problems),
        ];

        // What a format does not record was not counted: that is not the same as none. Other formats than our own tell of some, and never that there were none.
        var isRecording = captures.Any(c => c.IsRecording);
        foreach (var (what, count) in ((Phrase, Func<ReportedCapture, long>)[])
            [(Phrases.RowNames, c => c.Names - c.Handshakes), (Phrases.RowHandshakes, c => c.Handshakes), (Phrases.RowFiles, c => c.Files), (Phrases.RowContacts, c => c.Contacts), (Phrases.RowSenders, c => c.UnknownSenders)])
        {
            if ((isRecording && what != Phrases.RowContacts) || captures.Sum(count) > 0)
            {
                rows.Add(Row(what, count));
            }
        }

        return new(FactForms.CountsCaption.Of(context.Whole, Parameter.Count(captures.Count, Unit.Capture)), [new(Phrases.ColumnWhat), new(Phrases.ColumnCount, IsNumber: true)], rows);
    }

    static Grid Problems(ReportContext context)
    {
        var problems = context.Data.Problems;
        return new(
            FactForms.ProblemsCaption.Of(context.Whole, Parameter.Number(problems.Count), Parameter.Count(context.Data.Captures.Sum(c => c.Problems), Unit.Problem)),
            [new(Phrases.ColumnProblem), new(Phrases.ColumnExpected), new(Phrases.ColumnFound), new(Phrases.ColumnEvidence)],
            [.. problems.Select(Row)]);
    }

    static GridRow Row(ReportedProblem problem)
    {
        var id = EvidenceId.OfExchange(problem.Capture, problem.Exchange);
        var evidence = Evidence.Of(id);
        return new([
            Fact.Of(Parameter.Known(problem.Kind), evidence), Fact.Of(Parameter.Captured(problem.Expected), evidence), Fact.Of(Parameter.Captured(problem.Found), evidence), Fact.Of(Parameter.Place(id), evidence),
        ]);
    }
}
