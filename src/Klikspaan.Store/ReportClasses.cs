using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Gathers for a report the classes of data, and what people decided of them.</summary>
static class ReportClasses
{
    /// <summary>Adds them to what was gathered.</summary>
    public static async Task<ReportData> AddAsync(ReportData data, Dossier dossier, CancellationToken cancellation)
    {
        var tally = await dossier.ClassesAsync(dossier.Manifest.Captures, cancellation).ConfigureAwait(false);
        return data with { Classes = [.. tally.Rows.Select(r => Reported(r, dossier))], IdleJudgements = [.. dossier.Idle(tally).Select(j => Reported(j, "", false))] };
    }

    static ReportedClass Reported(ClassRow row, Dossier dossier)
    {
        var judged = dossier.Judge(row.Key.Observed, row.Key.Host, row.Key.Protocol, row.Key.Event, row.Key.Path);
        return new()
        {
            Host = row.Key.Host,
            Event = Masking.Show(row.Key.Event),
            Path = Masking.Show(row.Key.Path),
            Observed = row.Key.Observed,
            IsWithinDiagnostic = row.Key.Within == DataClass.Diagnostic,
            IsWithinFunctional = row.Key.Within == DataClass.Functional,
            IsWithinNeeded = row.Key.Need is not null,
            Values = row.Values,
            Exchanges = row.Exchanges,
            Judgements = [.. judged.All.Select(j => Reported(j, judged.Changed.Contains(j) ? j.Machine : "", judged.Class == JudgedClass.Contradicting || judged.Storage == JudgedClass.Contradicting))],
            Captures = [.. row.Captures],
            First = row.First,
        };
    }

    static ReportedJudgement Reported(ClassJudgement judgement, string machine, bool isContradicted) => new(
        judgement.About, judgement.Class?.Name() ?? "", judgement.Storage, judgement.By, judgement.Date, judgement.Reason, machine, judgement.Place, isContradicted) { List = judgement.List };
}
