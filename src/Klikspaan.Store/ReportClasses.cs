using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Gathers for a report the classes of data, and what people decided of them.</summary>
static class ReportClasses
{
    /// <summary>Adds them to what was gathered.</summary>
    public static async Task<ReportData> AddAsync(ReportData data, Dossier dossier, CancellationToken cancellation)
    {
        var tally = await dossier.ClassesAsync(dossier.Manifest.Captures, cancellation).ConfigureAwait(false);
        return data with { Classes = [.. tally.Rows.Select(r => Reported(r, dossier))] };
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
            IsWithinDiagnostic = row.IsWithinDiagnostic,
            Values = row.Values,
            Exchanges = row.Exchanges,
            Judgements = [.. judged.Judgements.Select(j => new ReportedJudgement(j.Class?.Name() ?? j.Storage, j.By, j.Date, j.Reason, judged.Changed.Contains(j) ? j.Machine : ""))],
            Storage = judged.Storage,
            Captures = [.. row.Captures],
            First = row.First,
        };
    }
}
