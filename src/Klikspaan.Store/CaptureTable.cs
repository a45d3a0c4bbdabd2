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
        ],
        (source, _) => Stream(source.Captures.Select(c => Row(c.Capture, c.Index))));

    static object?[] Row(ManifestEntry capture, CaptureIndex index) =>
    [
        Locator.Short(capture.Sha256), capture.File, capture.Sha256, capture.Bytes, Or(capture.Format), capture.Source, Time(capture.At), capture.Tool,
        capture.Knowledge, (long)index.Counts().Exchanges, (long)index.Counts().Problems, capture.Remark,
        .. CaptureMeta.Questions.Select(q => q.Key).Concat(CaptureMeta.Recorded.Select(r => r.Key)).Select(k => Or(capture.Meta.GetValueOrDefault(k, ""))),
    ];
}
