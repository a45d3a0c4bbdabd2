using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>The requests, one a row; of a recording also look-ups, failed handshakes and the like.</summary>
static class ExchangeTable
{
    public static Table Table { get; } = new(
        "exchanges",
        "The requests, one a row; of a recording also what was observed besides; of a log the contacts of which it tells.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Number("exchange", "Number within the capture, from 1."),
            Text("started_at", "When it was sent, UTC, by the clock of the recorder."),
            Text("method", "Request method."),
            Text("scheme", "Scheme of the URL."),
            Text("host", "Host name or address that it was addressed to; of a look-up the name."),
            Number("port", "Port, when the URL gives one."),
            Text("path", "Path of the request target; tokens are masked."),
            Number("status", "Status code of the response."),
            Number("bytes_out", "Bytes of path, query, header fields, content and messages, as captured; none of a contact in a log."),
            Number("bytes_in", "Bytes of response content, as the capture says; of a log those that it counted."),
            Text("protocol", "Protocol file that knows it."),
            Number("events", "Events in it."),
            Number("items", "Values in it."),
            Number("protocol_bytes", "Bytes whose meaning a protocol file gives."),
            Number("flattened_bytes", "Bytes that became values without a protocol file."),
            Number("opaque_bytes", "Bytes that were not opened."),
            Number("planted", "Planted values found, counted by place and form."),
            Number("problems", "Problems in it."),
            Texts("decode", "How its content was opened, outermost layer first."),
            Text("operator", "Who operates the host by the cited source: a legal entity, or a group where the source names no company."),
            Text("on_behalf_of", "In whose published software the key in the traffic was found; says nothing of a role in law."),
            Number("offset", "Where the entry starts in the capture file."),
            Number("length", "Length of the entry in the capture file."),
            Text("kind", "What it was: http, not-http, datagrams; or what was observed besides: dns, tls-failure, attempt, file; stored-event; contact, of which the contents were not seen, such as one that was encrypted or that only a log tells of; not-sent, of which the capture itself says that it was not."),
            Text("process", "File name of the program that was seen to hold the socket, the oldest process where several did; of a log the app that it names."),
            Number("pid", "Number of its process while it was recorded; null when not established."),
            Text("same_as", "The same request in an earlier capture, as capture#exchange, where it counts; empty when there is none."),
            Text("cause", CauseFinder.About),
        ],
        (source, _) => Stream(source.Captures.SelectMany(c => Rows(c.Capture, c.Index, source.Dossier.CausesOf(c.Capture)))));

    static IEnumerable<object?[]> Rows(ManifestEntry capture, CaptureIndex index, CauseFinder causes) => index.Exchanges().Select(e => Row(capture, e, causes.Of(e)));

    static object?[] Row(ManifestEntry capture, ExchangeRow e, Cause cause) =>
    [
        Locator.Short(capture.Sha256), (long)e.Exchange, Time(e.StartedAt), Or(e.Method), Or(e.Scheme), Or(e.Host), (long?)e.Port, e.Path, (long?)e.Status, e.BytesOut,
        e.BytesIn, Or(e.Protocol), (long)e.Events, (long)e.Items, e.ProtocolBytes, e.FlattenedBytes, e.OpaqueBytes, (long)e.Planted, (long)e.Problems, e.Decode,
        e.Operator, e.OnBehalfOf, e.Offset, e.Length, e.Kind, Or(e.Process), (long?)e.Pid, SameAs(e.Sighting), cause.ToString(),
    ];
}
