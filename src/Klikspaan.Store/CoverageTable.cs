using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>How much of what went out could be read: the total first, then for each capture, product, operator and host.</summary>
static class CoverageTable
{
    const string All = "total";
    static readonly string[] Order = [All, "capture", "product", "operator", "host"];
    static readonly string[] Whole = Order[..3];

    public static Table Table { get; } = new(
        "coverage",
        "How much of what went out could be read: the total first, then for each capture, product, operator and host.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256; 'total', or 'all' where the row counts a product, operator or host in all captures."),
            Text("per", "What the row counts: total, capture, product, operator or host."),
            Text("name", "Its name: of a capture the first 12 hex digits of its SHA-256; of a product what its recorder named it."),
            Number("captures", "Captures counted."),
            Number("exchanges", "Requests that were read: of HTTP, of other protocols, and datagrams."),
            Number("decoded_exchanges", "Exchanges of which a protocol file knows the events."),
            Number("undecoded_exchanges", "Exchanges of which none does; their values are listed all the same."),
            Number("bytes_out", "Bytes that went out, as captured; the sum of the next three."),
            Number("protocol_bytes", "Bytes whose meaning a protocol file gives."),
            Number("flattened_bytes", "Bytes that became values without a protocol file."),
            Number("undecoded_bytes", "Bytes that were not opened; digests and keys that a protocol file explains are not among them."),
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
        var groups = new Dictionary<(string Per, string Name), Group>();
        foreach (var (capture, index) in source.Captures)
        {
            var name = Locator.Short(capture.Sha256);
            string[] all = [All, name, Or(capture.Meta.GetValueOrDefault("product") ?? "")];
            var whole = new Totals { Problems = index.Problems().LongCount(), Connections = index.Seal is { IsRecording: true } ? new() : null };
            for (var i = 0; i < all.Length; i++)
            {
                Find(groups, Whole[i], all[i]).Add(name, whole);
            }

            foreach (var e in index.Exchanges().Where(e => e.Sighting is null))
            {
                var one = Of(e, whole.Connections is not null);
                for (var i = 0; i < all.Length; i++)
                {
                    Find(groups, Whole[i], all[i]).Add(name, one);
                }

                if (e.IsSent)
                {
                    Find(groups, "operator", e.Operator).Add(name, one);
                    Find(groups, "host", e.Host).Add(name, one);
                }
            }
        }

        Find(groups, All, All);
        return groups.OrderBy(g => Array.IndexOf(Order, g.Key.Per)).ThenByDescending(g => g.Key.Per == "capture" ? 0 : g.Value.Totals.Out)
            .ThenBy(g => g.Key.Per == "capture" ? "" : g.Key.Name, StringComparer.Ordinal)
            .Select(g => Row(g.Key.Per, g.Key.Name, g.Value.Captures.Count, g.Value.Totals));
    }

    static Group Find(Dictionary<(string Per, string Name), Group> groups, string per, string name)
    {
        if (!groups.TryGetValue((per, name), out var group))
        {
            groups.Add((per, name), group = new());
        }

        return group;
    }

    static Totals Of(ExchangeRow e, bool isRecording) => new()
    {
        Connections = isRecording ? Connections.Of(e) : null,
        Exchanges = e.IsSent ? 1 : 0, Decoded = e.IsSent && e.Protocol.Length > 0 ? 1 : 0, Out = e.BytesOut, Protocol = e.ProtocolBytes, Flattened = e.FlattenedBytes, Opaque = e.OpaqueBytes,
    };

    static object?[] Row(string per, string name, long captures, Totals t) =>
        [per is All or "capture" ? name : "all", per, name, captures, t.Exchanges, t.Decoded, t.Exchanges - t.Decoded, t.Out, t.Protocol, t.Flattened, t.Opaque,
         t.Connections?.TlsFailures, t.Connections?.Undecrypted, t.Problems, t.Connections?.Dns, t.Connections?.Attempts, t.Connections?.NoSender];

    sealed class Group
    {
        public HashSet<string> Captures { get; } = new(StringComparer.Ordinal);

        public Totals Totals { get; private set; } = new();

        public void Add(string capture, Totals more)
        {
            Captures.Add(capture);
            Totals = Totals.Add(more);
        }
    }

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
