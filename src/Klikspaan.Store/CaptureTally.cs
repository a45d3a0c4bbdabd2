using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Counts one capture.</summary>
sealed class CaptureTally
{
    readonly Dictionary<ExchangeKind, long> kinds = [];
    DateTimeOffset? first, last;
    readonly Dictionary<CauseKind, long> causes = [];
    long items, events, unknownSenders, untimed, again;
    Coverage coverage;

    public ReportedCapture Reported(Dossier dossier, ManifestEntry capture, CaptureIndex index, IReadOnlyList<ScenarioStep> steps)
    {
        long Of(params ExchangeKind[] of) => of.Sum(k => kinds.GetValueOrDefault(k));
        var problems = index.Problems().CountBy(p => p.Kind).ToDictionary();
        var isRecording = index.Seal is { IsRecording: true };
        return new()
        {
            Sha256 = capture.Sha256, File = capture.File, Source = capture.Source, Format = capture.Format, Bytes = capture.Bytes, At = capture.At,
            Tool = capture.Tool, Remark = capture.Remark, Meta = capture.Meta, IsRecording = isRecording, First = first, Last = last, Untimed = untimed,
            Requests = Of(ExchangeKind.Http), Again = again, Others = Of(ExchangeKind.NotHttp), Datagrams = Of(ExchangeKind.Datagrams),
            Names = Of(ExchangeKind.Dns, ExchangeKind.TlsFailure), Handshakes = Of(ExchangeKind.TlsFailure), Files = Of(ExchangeKind.File), Stored = Of(ExchangeKind.StoredEvent), Contacts = Of(ExchangeKind.Contact),
            VendorRecords = Of(ExchangeKind.VendorRecord), NotSent = Of(ExchangeKind.NotSent),
            UnknownSenders = isRecording ? unknownSenders : 0, Items = items, Events = events, Coverage = coverage,
            Problems = problems.Sum(p => p.Value), OtherProblems = problems.Where(p => p.Key != ExchangeKind.TlsFailure.Name()).Sum(p => p.Value), Steps = steps, Began = dossier.BeganAt(capture), IsBaseline = dossier.IsBaseline(capture), Causes = causes,
            Clock = dossier.ClockOf(capture) is { Source: not ClockSource.NotEstablished } clock ? new(clock.Source == ClockSource.Marker, clock.Ahead, clock.Within, clock.Found, clock.Sent) : null,
        };
    }

    public void Add(ExchangeRow row, CauseFinder finder)
    {
        if (row.Sighting is not null)
        {
            again++;
            return;
        }

        if (ExchangeKinds.Find(row.Kind) is { } kind)
        {
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        coverage += new Coverage(row.ProtocolBytes, row.FlattenedBytes, row.OpaqueBytes);
        (items, events) = (items + (row.IsSent ? row.Items : 0), events + (row.IsSent ? row.Events : 0));
        unknownSenders += row.IsSenderUnknown ? 1 : 0;
        if (row.IsSent)
        {
            var cause = finder.Of(row).Kind;
            causes[cause] = causes.GetValueOrDefault(cause) + 1;
            untimed += row.StartedAt is null ? 1 : 0;
            first = first is null || row.StartedAt < first ? row.StartedAt ?? first : first;
            last = last is null || row.StartedAt > last ? row.StartedAt ?? last : last;
        }
    }
}
