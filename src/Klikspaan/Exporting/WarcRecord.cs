using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Klikspaan.Exporting;

/// <summary>One record of a WARC file (ISO 28500:2017, section 6): named fields and a block.</summary>
sealed record WarcRecord
{
    /// <summary><c>warcinfo</c>, <c>request</c>, <c>response</c>, <c>metadata</c> or <c>resource</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it was observed.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>What it holds.</summary>
    public required WarcBlock Block { get; init; }

    /// <summary>The media type of the block; empty for none.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>What it is about; empty for none. What no URI may hold is percent-encoded when it is written.</summary>
    public string TargetUri { get; init; } = "";

    /// <summary>The address that the program connected to; empty for none.</summary>
    public string IpAddress { get; init; } = "";

    /// <summary>Ids of records that belong to the same exchange.</summary>
    public IReadOnlyList<string> ConcurrentTo { get; init; } = [];

    /// <summary>Further named fields, in order, such as <c>WARC-Protocol</c>, which may be there more than once.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>Its own id.</summary>
    public string Id { get; init; } = $"<urn:uuid:{Guid.NewGuid()}>";

    /// <summary>The record that begins a recording.</summary>
    public static WarcRecord Info(DateTimeOffset at, string software) => Info(at, software, ("klikspaan-recording", "1"));

    /// <summary>The record that begins a file of ours, with these fields that say what it holds.</summary>
    public static WarcRecord Info(DateTimeOffset at, string software, params IReadOnlyList<(string Name, string Value)> fields)
    {
        var text = $"software: {Clean(software)}\r\nformat: WARC File Format 1.1\r\n"
            + "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n" + string.Concat(fields.Select(f => $"{f.Name}: {Clean(f.Value)}\r\n"));
        return new() { Type = "warcinfo", Date = at, ContentType = "application/warc-fields", Block = Encoding.UTF8.GetBytes(text) };
    }

    /// <summary>A request as it was sent, or as it was rewritten.</summary>
    public static WarcRecord Request(DateTimeOffset at, string uri, WarcBlock block) =>
        new() { Type = "request", Date = at, TargetUri = uri, ContentType = "application/http; msgtype=request", Block = block };

    /// <summary>The answer to <paramref name="request"/>.</summary>
    public static WarcRecord Response(DateTimeOffset at, WarcRecord request, WarcBlock block) =>
        new() { Type = "response", Date = at, TargetUri = request.TargetUri, IpAddress = request.IpAddress, ConcurrentTo = [request.Id], ContentType = "application/http; msgtype=response", Block = block };

    /// <summary>Bytes that belong to metadata.</summary>
    public static WarcRecord Resource(DateTimeOffset at, string uri, WarcBlock block, string contentType = "application/octet-stream") =>
        new() { Type = "resource", Date = at, TargetUri = uri, ContentType = contentType, Block = block };

    /// <summary>What is known besides bytes, as JSON: <c>kind</c> and <c>at</c>, then what <paramref name="body"/> holds.</summary>
    public static WarcRecord Metadata(string kind, DateTimeOffset at, JsonObject body, params IReadOnlyList<string> concurrentTo)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            writer.WriteString("at", Time(at));
            foreach (var (name, value) in body)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return new() { Type = "metadata", Date = at, ConcurrentTo = concurrentTo, ContentType = "application/json", Block = json.ToArray() };
    }

    /// <summary>A time as all parts of a recording write it: UTC with milliseconds.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The head of the record, up to and with the empty line.</summary>
    public byte[] Head(string digest)
    {
        var head = new StringBuilder("WARC/1.1\r\n");
        void Field(string name, string value) => head.Append(name).Append(": ").Append(Clean(value)).Append("\r\n");
        void Optional(string name, string value)
        {
            if (value.Length > 0)
            {
                Field(name, value);
            }
        }

        Field("WARC-Type", Type);
        Field("WARC-Record-ID", Id);
        Field("WARC-Date", Time(Date));
        Optional("WARC-Target-URI", Uri(TargetUri));
        Optional("WARC-IP-Address", IpAddress);
        foreach (var id in ConcurrentTo)
        {
            Field("WARC-Concurrent-To", id);
        }

        foreach (var (name, value) in Fields)
        {
            Field(name, value);
        }

        Field("WARC-Block-Digest", digest);
        Optional("Content-Type", ContentType);
        Field("Content-Length", Block.Length.ToString(CultureInfo.InvariantCulture));
        return Encoding.UTF8.GetBytes(head.Append("\r\n").ToString());
    }

    static void Write(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    /// <summary>What a program chose, such as a name in a URL, may not begin a field of its own.</summary>
    static string Clean(string value) => Encode(value, c => c < ' ' || c == '\u007F');

    static string Uri(string uri) => Encode(uri, c => c is <= ' ' or >= '\u007F' or '<' or '>' or '"' or '\\' or '^' or '`' or '{' or '|' or '}');

    static string Encode(string value, Func<char, bool> mustBe)
    {
        if (!value.Any(mustBe))
        {
            return value;
        }

        var text = new StringBuilder(value.Length + 16);
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsBmp && !mustBe((char)rune.Value))
            {
                text.Append((char)rune.Value);
            }
            else if (!rune.IsBmp && !mustBe('\uFFFD'))
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var octet in Encoding.UTF8.GetBytes(rune.ToString()))
                {
                    text.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
                }
            }
        }

        return text.ToString();
    }
}
