using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Klikspaan.Exporting;

/// <summary>
/// Writes requests as an HTTP Archive (HAR 1.2), entry by entry. What comes back from it is equal: addresses, header fields, bytes of contents and
/// messages, status and size of the answer, and what was wrong with it. Each entry says under <c>_klikspaan</c> where its parts stand in the capture that it was made from.
/// </summary>
public sealed class HarWriter : IDisposable
{
    const string NotKnown = "unknown", Replaced = "bytes that are not UTF-8 were replaced here by U+FFFD; they stand in the capture";
    readonly Stream stream;
    readonly Utf8JsonWriter json;
    readonly string capture;

    /// <summary>Begins an archive.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="capture">SHA-256 of the capture whose requests follow.</param>
    /// <param name="version">Version of this program.</param>
    public HarWriter(Stream stream, string capture, string version)
    {
        (this.stream, this.capture) = (stream, capture);
        json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartObject("log");
        json.WriteString("version", "1.2");
        json.WriteStartObject("creator");
        json.WriteString("name", "Klikspaan");
        json.WriteString("version", version);
        json.WriteEndObject();
        json.WriteString("comment", $"Requests of the capture with SHA-256 {capture}. Names of header fields are in lower case; contents of answers, versions of HTTP and times of transfer are left out.");
        json.WriteStartArray("entries");
    }

    /// <summary>How many exchanges were not written, because an archive has no place for what they are.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Writes an exchange as an entry; what is no request is counted in <see cref="LeftOut"/>.</summary>
    public void Add(Exchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (exchange.Kind != ExchangeKind.Http)
        {
            LeftOut++;
            return;
        }

        var lost = new List<(string Part, string Path)>();
        json.WriteStartObject();
        if (exchange.StartedAt is { } time)
        {
            json.WriteString("startedDateTime", time);
        }

        json.WriteNumber("time", 0);
        Request(exchange, lost);
        Response(exchange);
        json.WriteStartObject("cache");
        json.WriteEndObject();
        json.WriteStartObject("timings");
        json.WriteNumber("send", 0);
        json.WriteNumber("wait", 0);
        json.WriteNumber("receive", 0);
        json.WriteEndObject();
        Messages(exchange);
        Evidence(exchange, lost);
        json.WriteEndObject();
        if (json.BytesPending > 1 << 16)
        {
            json.Flush();
        }
    }

    /// <summary>Ends the archive.</summary>
    public void Finish()
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    void Request(Exchange exchange, List<(string Part, string Path)> lost)
    {
        json.WriteStartObject("request");
        json.WriteString("method", exchange.Method);
        Text("url", Url(exchange), "url", "", lost);
        json.WriteString("httpVersion", NotKnown);
        Pairs("headers", exchange, e => e.Part == MessagePart.Header || (e.Part == MessagePart.Cookie && e.Path.Length == 0), e => e.Part == MessagePart.Cookie ? "cookie" : Name(e), lost);
        Pairs("cookies", exchange, e => e.Part == MessagePart.Cookie && e.Path.Length > 0, Name, lost);
        Query(exchange);
        var size = Content(exchange, lost);
        json.WriteNumber("headersSize", -1);
        json.WriteNumber("bodySize", size);
        json.WriteEndObject();
    }

    void Query(Exchange exchange)
    {
        json.WriteStartArray("queryString");
        foreach (var query in exchange.Excerpts.Where(e => e.Part == MessagePart.Query))
        {
            foreach (var pair in Encoding.UTF8.GetString(query.Bytes.Span).Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                Pair(Unescape(equals < 0 ? pair : pair[..equals]), Encoding.UTF8.GetBytes(equals < 0 ? "" : Unescape(pair[(equals + 1)..])));
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Bytes that are UTF-8 stand as text; what a reader might take for a loss, and all else, in base64.</summary>
    long Content(Exchange exchange, List<(string Part, string Path)> lost)
    {
        var type = exchange.Excerpts.FirstOrDefault(e => e is { Part: MessagePart.Header, Path: "/content-type" })?.Bytes ?? default;
        if (exchange.Excerpts.FirstOrDefault(e => e is { Part: MessagePart.Content, Path: "" }) is { } body)
        {
            json.WriteStartObject("postData");
            Text("mimeType", type.Span, "header", "/content-type", lost);
            if (Utf8.IsValid(body.Bytes.Span) && body.Bytes.Span.IndexOf("\uFFFD"u8) < 0)
            {
                json.WriteString("text", body.Bytes.Span);
            }
            else
            {
                json.WriteBase64String("text", body.Bytes.Span);
                json.WriteString("encoding", "base64");
            }

            json.WriteEndObject();
            return body.Bytes.Length;
        }

        if (exchange.Excerpts.Any(e => e.Part == MessagePart.Content))
        {
            json.WriteStartObject("postData");
            Text("mimeType", type.Span, "header", "/content-type", lost);
            Parameters(exchange, lost);
            json.WriteEndObject();
            return -1;
        }

        return 0;
    }

    /// <summary>The name and the type of a file stand with its parameter, as they came.</summary>
    void Parameters(Exchange exchange, List<(string Part, string Path)> lost)
    {
        string[] members = ["value", "fileName", "contentType"];
        var (name, last) = ("", members.Length);
        json.WriteStartArray("params");
        foreach (var part in exchange.Excerpts.Where(e => e.Part == MessagePart.Content))
        {
            var path = part.Path.Split('/');
            var member = path is [_, _, "filename"] ? 1 : path is [_, _, "content-type"] ? 2 : 0;
            if (last == members.Length || member <= last || path[1] != name)
            {
                if (last < members.Length)
                {
                    json.WriteEndObject();
                }

                json.WriteStartObject();
                json.WriteString("name", Unescaped(path[1]));
            }

            (name, last) = (path[1], member);
            Lost(part.Bytes.Span, part.Part.Name(), part.Path, lost);
            json.WriteString(members[member], Encoding.UTF8.GetString(part.Bytes.Span));
        }

        if (last < members.Length)
        {
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void Response(Exchange exchange)
    {
        json.WriteStartObject("response");
        json.WriteNumber("status", exchange.Status ?? 0);
        json.WriteString("statusText", "");
        json.WriteString("httpVersion", NotKnown);
        json.WriteStartArray("headers");
        json.WriteEndArray();
        json.WriteStartArray("cookies");
        json.WriteEndArray();
        json.WriteStartObject("content");
        json.WriteNumber("size", exchange.BytesIn ?? -1);
        json.WriteString("mimeType", NotKnown);
        json.WriteEndObject();
        json.WriteString("redirectURL", "");
        json.WriteNumber("headersSize", -1);
        json.WriteNumber("bodySize", -1);
        json.WriteEndObject();
    }

    void Messages(Exchange exchange)
    {
        var messages = exchange.Excerpts.Where(e => e.Part == MessagePart.Message).ToList();
        if (messages.Count == 0)
        {
            return;
        }

        json.WriteStartArray("_webSocketMessages");
        foreach (var message in messages)
        {
            var isText = Utf8.IsValid(message.Bytes.Span);
            json.WriteStartObject();
            json.WriteString("type", "send");
            json.WriteNumber("opcode", isText ? 1 : 2);
            if (isText)
            {
                json.WriteString("data", message.Bytes.Span);
            }
            else
            {
                json.WriteBase64String("data", message.Bytes.Span);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void Evidence(Exchange exchange, List<(string Part, string Path)> lost)
    {
        json.WriteStartObject("_klikspaan");
        json.WriteString("locator", new Locator(capture, exchange.Number, MessagePart.Whole, "", exchange.Offset, exchange.Length, "").ToString());
        json.WriteStartArray("parts");
        foreach (var part in exchange.Excerpts)
        {
            json.WriteStringValue(new Locator(capture, exchange.Number, part.Part, part.Path, part.Offset, part.Length, part.Steps).ToString());
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in exchange.Problems.Select(p => p.ToString()).Concat(lost.Select(l => $"{l.Part}{(l.Path.Length > 0 ? ":" + l.Path : "")}: {Replaced}")))
        {
            json.WriteStringValue(problem);
        }

        json.WriteEndArray();
        json.WriteStartArray("marks");
        foreach (var problem in exchange.Problems)
        {
            Mark(problem.Where.Part.Name(), problem.Kind, problem.Expected, problem.Found);
        }

        foreach (var (part, path) in lost)
        {
            Mark(part, "body-lost", $"the bytes{(path.Length > 0 ? " of " + path : "")}", Replaced);
        }

        json.WriteEndArray();
        if (exchange.Sender is { } sender)
        {
            json.WriteString("process", sender.Executable);
            json.WritePropertyName("pid");
            if (sender.Pid is { } pid)
            {
                json.WriteNumberValue(pid);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndObject();
    }

    /// <summary>A problem with its kind, so that a reader of this file tells it again.</summary>
    void Mark(string part, string kind, string expected, string found)
    {
        json.WriteStartObject();
        json.WriteString("part", part);
        json.WriteString("kind", kind);
        json.WriteString("expected", expected);
        json.WriteString("found", found);
        json.WriteEndObject();
    }

    void Pairs(string name, Exchange exchange, Func<Excerpt, bool> isOne, Func<Excerpt, string> nameOf, List<(string Part, string Path)> lost)
    {
        json.WriteStartArray(name);
        foreach (var part in exchange.Excerpts)
        {
            if (isOne(part))
            {
                Lost(part.Bytes.Span, part.Part.Name(), part.Path, lost);
                Pair(nameOf(part), part.Bytes.Span);
            }
        }

        json.WriteEndArray();
    }

    void Pair(string name, ReadOnlySpan<byte> value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("value", Encoding.UTF8.GetString(value));
        json.WriteEndObject();
    }

    void Text(string name, ReadOnlySpan<byte> value, string part, string path, List<(string Part, string Path)> lost)
    {
        Lost(value, part, path, lost);
        json.WriteString(name, Encoding.UTF8.GetString(value));
    }

    /// <summary>An archive holds text only: what is none outside of contents and messages is changed, which is said.</summary>
    static void Lost(ReadOnlySpan<byte> bytes, string part, string path, List<(string Part, string Path)> lost)
    {
        if (!Utf8.IsValid(bytes))
        {
            lost.Add((part, path));
        }
    }

    static byte[] Url(Exchange exchange)
    {
        var url = new List<byte>();
        if (exchange.Scheme.Length > 0)
        {
            url.AddRange(Encoding.UTF8.GetBytes(exchange.Scheme + "://"));
        }

        url.AddRange(Encoding.UTF8.GetBytes(exchange.Host.Contains(':', StringComparison.Ordinal) ? $"[{exchange.Host}]" : exchange.Host));
        if (exchange.Port is { } port)
        {
            url.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $":{port}")));
        }

        var path = exchange.Excerpts.FirstOrDefault(e => e.Part == MessagePart.Path);
        url.AddRange(path is null ? Encoding.UTF8.GetBytes(exchange.Path) : path.Bytes.Span);
        if (exchange.Excerpts.FirstOrDefault(e => e.Part == MessagePart.Query) is { } query)
        {
            url.Add((byte)'?');
            url.AddRange(query.Bytes.Span);
        }

        return [.. url];
    }

    /// <summary>The name that the pointer of a field has.</summary>
    static string Name(Excerpt part) => Unescaped(part.Path[1..]);

    static string Unescaped(string step) => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
