using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Klikspaan.Exporting;

/// <summary>
/// Writes exchanges as a WARC file (ISO 28500:2017), each record a gzip member: the request in octets, its answer as far as that is known, and what HTTP cannot hold
/// as metadata. What comes back from it is equal. Each record says under <c>Klikspaan-Locator</c> where its exchange stands in the capture that it was made from.
/// </summary>
public sealed class WarcArchiveWriter
{
    /// <summary>The field of the first record that says that the file is made of exchanges, and with which version of <c>docs/recording-format.md</c>.</summary>
    const string Mark = "klikspaan-export";
    readonly Stream stream;
    readonly string capture;
    readonly DateTimeOffset at;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="capture">SHA-256 of the capture whose exchanges follow.</param>
    /// <param name="at">When that was taken in: the date of records about which no time is known.</param>
    /// <param name="version">Version of this program.</param>
    public WarcArchiveWriter(Stream stream, string capture, DateTimeOffset at, string version)
    {
        (this.stream, this.capture, this.at) = (stream, capture, at);
        WarcMembers.Write([WarcRecord.Info(at, version, (Mark, "1"), ("klikspaan-capture", capture), ("description", Description)) with { Id = Id(0, "warcinfo") }], stream);
    }

    /// <summary>How many exchanges were written.</summary>
    public int Written { get; private set; }

    static string Description => "Exchanges of another capture, written again by what was read of them: names of header fields are in lower case, the version of HTTP is not established, of answers nothing is kept but the status and the size.";

    /// <summary>Writes an exchange of any kind.</summary>
    public void Add(Exchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var octets = WarcOctets.Of(exchange);
        var records = new List<WarcRecord>();
        if (octets.Request is { } request)
        {
            records.Add(Placed(WarcRecord.Request(Time(exchange), Uri(exchange), request) with { Fields = exchange.BytesUnread > 0 ? [("WARC-Truncated", "length")] : [] }, exchange));
            if (exchange.Status is { } status)
            {
                var head = Encoding.ASCII.GetBytes(FormattableString.Invariant($"HTTP/1.1 {status} \r\n\r\n"));
                records.Add(Placed(WarcRecord.Response(Time(exchange), records[0], head) with { Fields = [("WARC-Truncated", "unspecified")] }, exchange));
            }
        }
        else if (octets.Bytes is { } bytes)
        {
            records.Add(Placed(WarcRecord.Resource(Time(exchange), Uri(exchange), bytes), exchange));
        }

        var kind = octets.Request is null ? exchange.Kind.Name() : "exchange";
        records.Add(Placed(WarcRecord.Metadata(kind, Time(exchange), Body(exchange, octets.Rest), [.. records.Take(1).Select(r => r.Id)]), exchange));
        WarcMembers.Write(records, stream);
        Written++;
    }

    /// <summary>Ends the file.</summary>
    public void Finish() => WarcMembers.Write([WarcRecord.Metadata("end", at, new() { ["exchanges"] = Written }) with { Id = Id(0, "end") }], stream);

    JsonObject Body(Exchange exchange, IReadOnlyList<Excerpt> rest) => new()
    {
        ["sender"] = exchange.Sender is not { } sender ? null : new JsonObject { ["pid"] = sender.Pid, ["executable"] = sender.Executable, ["command_line"] = List(sender.CommandLine) },
        ["exchange"] = new JsonObject
        {
            ["started_at"] = exchange.StartedAt?.ToString("O", CultureInfo.InvariantCulture), ["method"] = exchange.Method, ["scheme"] = exchange.Scheme, ["host"] = exchange.Host, ["port"] = exchange.Port,
            ["path"] = exchange.Path, ["status"] = exchange.Status, ["bytes_in"] = exchange.BytesIn, ["bytes_out"] = exchange.BytesOut, ["bytes_not_read"] = exchange.BytesUnread,
        },
        ["parts"] = new JsonArray([.. rest.Select(p => (JsonNode)Part(p))]),
        ["problems"] = new JsonArray([.. exchange.Problems.Select(p => (JsonNode)new JsonObject { ["part"] = p.Where.Part.Name(), ["kind"] = p.Kind, ["expected"] = p.Expected, ["found"] = p.Found, ["locator"] = Placed(p.Where).ToString() })]),
        ["locators"] = List(exchange.Excerpts.Select(p => new Locator(capture, exchange.Number, p.Part, p.Path, p.Offset, p.Length, p.Steps).ToString())),
    };

    static JsonObject Part(Excerpt part)
    {
        var isText = Utf8.IsValid(part.Bytes.Span);
        return new() { ["part"] = part.Part.Name(), ["path"] = part.Path, [isText ? "text" : "base64"] = isText ? Encoding.UTF8.GetString(part.Bytes.Span) : Convert.ToBase64String(part.Bytes.Span) };
    }

    Locator Placed(Locator where) => where with { Capture = capture };

    WarcRecord Placed(WarcRecord record, Exchange exchange) => record with
    {
        Id = Id(exchange.Number, record.Type),
        Fields =
        [
            .. record.Fields,
            ("Klikspaan-Locator", new Locator(capture, exchange.Number, MessagePart.Whole, "", exchange.Offset, exchange.Length, "").ToString()),
            .. exchange.StartedAt is null ? [("Klikspaan-Date", "not-established")] : Array.Empty<(string, string)>(),
        ],
    };

    DateTimeOffset Time(Exchange exchange) => exchange.StartedAt ?? at;

    /// <summary>The same exchange of the same capture has the same id, so that the same file comes out each time (RFC 9562, version 8).</summary>
    string Id(int number, string type)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{capture}#{number} {type}"))).AsSpan(0, 16);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return $"<urn:uuid:{new Guid(digest, bigEndian: true)}>";
    }

    static string Uri(Exchange exchange)
    {
        if (exchange.Scheme.Length == 0 || exchange.Host.Length == 0)
        {
            return FormattableString.Invariant($"urn:klikspaan:{exchange.Kind.Name()}:{exchange.Number}");
        }

        var query = exchange.Excerpts.FirstOrDefault(e => e.Part == MessagePart.Query) is { } asked ? "?" + Encoding.UTF8.GetString(asked.Bytes.Span) : "";
        return WarcOctets.Origin(exchange) + exchange.Path + query;
    }

    static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)JsonValue.Create(t))]);
}
