using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Gathers for a report the digests that were undone.</summary>
static class ReportDigests
{
    /// <summary>Adds them to what was gathered.</summary>
    public static async Task<ReportData> AddAsync(ReportData data, Dossier dossier, CancellationToken cancellation)
    {
        var (rows, _, _) = await dossier.DigestsAsync(dossier.Manifest.Captures, reveal: false, cancellation).ConfigureAwait(false);
        return data with
        {
            Digests = [.. rows.Where(r => r.Explained is DigestRow.Reversible or DigestRow.Salted).Take(data.Limits.Rows).Select(Reported)],
            DigestsNotExplained = rows.Where(r => r.Explained == DigestRow.NotExplained).Select(r => r.Key.Digits).Distinct().LongCount(),
        };
    }

    static ReportedDigest Reported(DigestRow row) => new(
        row.Explained == DigestRow.Reversible ? row.Of : "", row.Explained == DigestRow.Salted ? row.Of : "", row.Form, row.By, row.Key.Field, row.Key.Host, row.Requests, [.. row.Captures], row.First);
}
