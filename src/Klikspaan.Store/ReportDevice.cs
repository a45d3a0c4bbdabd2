using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Gathers for a report what was sent of the device, what was stored on it, and what people decided of that.</summary>
static class ReportDevice
{
    /// <summary>How many findings on the device a report tells in sentences, and shows the bytes of.</summary>
    public const int MostFindings = 20;

    /// <summary>Adds them to what was gathered.</summary>
    public static async Task<ReportData> AddAsync(ReportData data, Dossier dossier, CancellationToken cancellation)
    {
        var tally = await dossier.DeviceAsync(dossier.Manifest.Captures, cancellation).ConfigureAwait(false);
        return data with { Device = [.. tally.Rows.Select(r => Reported(r, dossier)), .. tally.Files.Select(f => Reported(f, tally, dossier))], DeviceLeftOut = tally.LeftOut };
    }

    static ReportedDevice Reported(DeviceRow row, Dossier dossier) => new()
    {
        IsStored = row.Key.IsStored,
        What = Masking.Show(row.Key.What),
        By = row.Key.By,
        Host = row.Key.Host,
        Path = Masking.Show(row.Key.Path),
        Forms = [.. row.Forms],
        Values = row.Values,
        Requests = row.Requests,
        Choice = row.Key.Choice,
        Made = row.Key.Made,
        Judgements = Judged(dossier.JudgeDevice(row.Key.Host, row.Key.Path)),
        Captures = [.. row.Captures],
        First = row.Place,
    };

    static ReportedDevice Reported(DeviceFile file, DeviceTally tally, Dossier dossier) => new()
    {
        IsStored = true,
        What = file.What,
        By = DeviceKey.File,
        Host = "",
        Path = Masking.Show(file.Exchange.Path),
        Values = file.Values.Count,
        Bytes = file.Exchange.LeftFile?.BytesSeen,
        Change = file.Exchange.LeftFile?.Change ?? "",
        SentIn = [.. tally.SentFrom(file).Select(p => $"{p.Host} {p.Field}")],
        Choice = file.Choice,
        Made = file.Made,
        Judgements = Judged(dossier.JudgeDevice("", file.Exchange.Path)),
        Captures = [file.Capture],
        First = file.Place,
    };

    static ReportedExemption[] Judged(IReadOnlyList<DeviceJudgement> judged) => [.. judged.Select(j => new ReportedExemption(j.Exemption, j.By, j.Date, j.Reason))];
}
