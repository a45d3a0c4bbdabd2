using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>The captures of a dossier, and what is known of how they were made.</summary>
static class CaptureTable
{
    public static Table Table { get; } = new(
        "captures",
        "The evidence files, and what is known of how they were made.",
        [
            Text("capture", "First 12 hex digits of the SHA-256."),
            Text("file", "Where it stands in the dossier."),
            Text("sha256", "SHA-256 of the file."),
            Number("bytes", "Size of the file."),
            Text("format", "Format of the capture."),
            Text("source", "Name of the file where it came from."),
            Text("imported_at", "When it was taken in."),
            Text("tool", "Version of this program that took it in."),
            Text("knowledge", "Version of the knowledge folder then."),
            Number("exchanges", "Exchanges that were read."),
            Number("problems", "Problems that were stored."),
            Text("remark", "What is particular, such as a cut-off import; empty when nothing is."),
            .. CaptureMeta.Questions.Select(q => Text(q.Key, $"{q.Question}, as a person said; 'not established' when nobody did.")),
            .. CaptureMeta.Recorded.Select(r => Text(r.Key, $"{r.Meaning}; 'not established' for what was not recorded by this program.")),
            Text("clock_offset_by", "By what clock_offset is known: 'said by a person', or 'measured by marker' (the clock of the capture less that of the tester)."),
            Number("clock_within_ms", "How far a clock can be from that, in milliseconds: steps are widened by it. Two seconds are taken for the tester's hand, not measured."),
            Number("markers_sent", "Markers that the tester sent in the scenario."),
            Number("markers_found", "Those that the capture shows."),
            Text("scenario_kind", "use, or baseline: of an idle device, without the product; 'not established' where no file of scenarios/ tells of it."),
        ],
        (source, _) => Stream(source.Captures.Select(c => Row(source.Dossier, c.Capture, c.Index))));

    static object?[] Row(Dossier dossier, ManifestEntry capture, CaptureIndex index)
    {
        var clock = dossier.ClockOf(capture);
        string Of(string key) => key == CaptureMeta.ClockOffset && clock.Source == ClockSource.Marker ? clock.Text : Or(capture.Meta.GetValueOrDefault(key, ""));
        return
        [
            Locator.Short(capture.Sha256), capture.File, capture.Sha256, capture.Bytes, Or(capture.Format), capture.Source, Time(capture.At), capture.Tool,
            capture.Knowledge, (long)index.Counts().Exchanges, (long)index.Counts().Problems, capture.Remark,
            .. CaptureMeta.Questions.Select(q => q.Key).Concat(CaptureMeta.Recorded.Select(r => r.Key)).Select(Of),
            clock.SourceName, (long)clock.Within.TotalMilliseconds, (long)clock.Sent, (long)clock.Found, dossier.KindOf(capture),
        ];
    }
}
