using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>How much of what went out could be read: the total first, then each capture.</summary>
static class CoverageTable
{
    public static Table Table { get; } = new(
        "coverage",
        "How much of what went out could be read: the total first, then each capture.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256, or 'total'."),
            Number("captures", "Captures counted."),
            Number("exchanges", "Requests that were read: of HTTP, of other protocols, and datagrams."),
            Number("decoded_exchanges", "Exchanges of which a protocol file knows the events."),
            Number("undecoded_exchanges", "Exchanges of which none does; their values are listed all the same."),
            Number("bytes_out", "Bytes that went out, as captured; the sum of the next three."),
            Number("protocol_bytes", "Bytes whose meaning a protocol file gives."),
            Number("flattened_bytes", "Bytes that became values without a protocol file."),
            Number("undecoded_bytes", "Bytes that were not opened."),
            Number("tls_failures", "Handshakes that failed; this format does not record them when null."),
            Number("undecrypted_connections", "Connections whose contents were not seen or not understood: failed handshakes, and other protocols than HTTP; this format does not record them when null."),
            Number("problems", "Problems that were stored."),
            Number("dns_queries", "Names that were looked up; this format does not record them when null."),
            Number("attempts", "Addresses that were tried in vain; this format does not record them when null."),
            Number("senders_not_established", "Requests and connections whose sending process is not established; datagrams are not counted; this format does not record it when null."),
        ],
        (source, _) => Stream(Rows(source)));

    static IEnumerable<object?[]> Rows(TableSource source)
    {
        var captures = source.Captures.Select(c => Sum(c.Capture, c.Index)).ToList();
        var total = captures.Aggregate(new Totals(), (sum, c) => sum.Add(c.Totals));
        yield return Row("total", captures.Count, total);
        foreach (var (name, totals) in captures)
        {
            yield return Row(name, 1, totals);
        }
    }

    static (string Name, Totals Totals) Sum(ManifestEntry capture, CaptureIndex index)
    {
        var totals = new Totals { Problems = index.Problems().LongCount(), Connections = index.Seal is { IsRecording: true } ? new() : null };
        foreach (var e in index.Exchanges())
        {
            totals = totals.Add(new()
            {
                Connections = totals.Connections is null ? null : Connections.Of(e),
                Exchanges = e.IsSent ? 1 : 0, Decoded = e.Protocol.Length > 0 ? 1 : 0, Out = e.BytesOut, Protocol = e.ProtocolBytes, Flattened = e.FlattenedBytes, Opaque = e.OpaqueBytes,
            });
        }

        return (Locator.Short(capture.Sha256), totals);
    }

    static object?[] Row(string name, long captures, Totals t) =>
        [name, captures, t.Exchanges, t.Decoded, t.Exchanges - t.Decoded, t.Out, t.Protocol, t.Flattened, t.Opaque,
         t.Connections?.TlsFailures, t.Connections?.Undecrypted, t.Problems, t.Connections?.Dns, t.Connections?.Attempts, t.Connections?.NoSender];

    sealed record Totals
    {
        public long Exchanges { get; init; }

        public long Decoded { get; init; }

        public long Out { get; init; }

        public long Protocol { get; init; }

        public long Flattened { get; init; }

        public long Opaque { get; init; }

        public long Problems { get; init; }

        /// <summary>Null for a format that does not record them.</summary>
        public Connections? Connections { get; init; }

        public Totals Add(Totals other) => new()
        {
            Exchanges = Exchanges + other.Exchanges, Decoded = Decoded + other.Decoded, Out = Out + other.Out, Protocol = Protocol + other.Protocol,
            Flattened = Flattened + other.Flattened, Opaque = Opaque + other.Opaque, Problems = Problems + other.Problems,
            Connections = Connections is null ? other.Connections : Connections.Add(other.Connections),
        };
    }

    /// <summary>What only a recording of our own lists.</summary>
    sealed record Connections(long TlsFailures = 0, long Undecrypted = 0, long Dns = 0, long Attempts = 0, long NoSender = 0)
    {
        public static Connections Of(ExchangeRow e)
        {
            var kind = ExchangeKinds.Find(e.Kind);
            static long One(bool holds) => holds ? 1 : 0;
            return new(
                One(kind == ExchangeKind.TlsFailure), One(kind is ExchangeKind.TlsFailure or ExchangeKind.NotHttp),
                One(kind == ExchangeKind.Dns), One(kind == ExchangeKind.Attempt), One(e.IsSenderUnknown));
        }

        public Connections Add(Connections? other) => other is null ? this : new(
            TlsFailures + other.TlsFailures, Undecrypted + other.Undecrypted, Dns + other.Dns, Attempts + other.Attempts, NoSender + other.NoSender);
    }
}
