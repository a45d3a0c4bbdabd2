using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>The request of a HAR entry: its parts as excerpts of the file, and what the exporter had lost of them.</summary>
sealed class HarRequest(CaptureEntry entry, string capture)
{
    readonly List<(JsonText Name, JsonText Value)> headers = [];
    readonly List<(JsonText Name, JsonText Value)> cookies = [];
    readonly List<(JsonText Name, JsonText Value)> parameters = [];
    readonly List<(JsonText Data, bool IsBinary)> messages = [];
    readonly List<Excerpt> excerpts = [];
    readonly List<Problem> problems = [];
    JsonText? name, value, text, rawText;
    string method = "", bodyStatus = "", encoding = "", rawEncoding = "";
    long bodySize = -1, bytesOut;
    int parametersLost;

    /// <summary>The URL; null until it was read.</summary>
    public JsonText? Url { get; private set; }

    /// <summary>Reads the member of the request at which the reader stands.</summary>
    public void Member(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("url"u8))
        {
            Url = Json.String(ref reader, entry) ?? Url;
        }
        else if (reader.ValueTextEquals("method"u8))
        {
            method = Json.Text(ref reader, entry);
        }
        else if (reader.ValueTextEquals("headers"u8))
        {
            Pairs(ref reader, headers);
        }
        else if (reader.ValueTextEquals("cookies"u8))
        {
            Pairs(ref reader, cookies);
        }
        else if (reader.ValueTextEquals("postData"u8))
        {
            Json.Object(ref reader, PostData);
        }
        else if (reader.ValueTextEquals("_content"u8))
        {
            Json.Object(ref reader, RawContent);
        }
        else if (reader.ValueTextEquals("_requestBodyStatus"u8))
        {
            bodyStatus = Json.Text(ref reader, entry);
        }
        else if (reader.ValueTextEquals("bodySize"u8))
        {
            bodySize = Json.Number(ref reader) ?? -1;
        }
        else
        {
            reader.Skip();
        }
    }

    /// <summary>Reads the websocket messages; those that were received are passed over.</summary>
    public void Messages(ref Utf8JsonReader reader)
    {
        var type = "";
        var opcode = 1L;
        JsonText? data = null;
        Json.Objects(
            ref reader,
            () => (type, opcode, data) = ("", 1, null),
            (ref Utf8JsonReader r) =>
            {
                if (r.ValueTextEquals("type"u8))
                {
                    type = Json.Text(ref r, entry);
                }
                else if (r.ValueTextEquals("opcode"u8))
                {
                    opcode = Json.Number(ref r) ?? 1;
                }
                else if (r.ValueTextEquals("data"u8))
                {
                    data = Json.Any(ref r, entry);
                }
                else
                {
                    r.Skip();
                }
            },
            () =>
            {
                if (data is { } sent && type is "send" or "request")
                {
                    messages.Add((sent, opcode == 2));
                }
            });
    }

    /// <summary>Makes the exchange of all that was read.</summary>
    public Exchange Finish(DateTimeOffset? started, int? status, long? bytesIn)
    {
        var url = Url!.Value;
        var bytes = url.Unescape();
        var parts = CapturedUrl.Parse(bytes.Span);
        Part(MessagePart.Path, url, bytes, parts.Path);
        Part(MessagePart.Query, url, bytes, parts.Query);
        HeaderFields();
        Content();
        for (var i = 0; i < messages.Count; i++)
        {
            Body(MessagePart.Message, "/" + i.ToString(CultureInfo.InvariantCulture), messages[i].Data, messages[i].IsBinary ? "base64" : "");
        }

        return new()
        {
            Number = entry.Number,
            Offset = entry.Offset,
            Length = entry.Length,
            StartedAt = started,
            Method = method,
            Scheme = parts.Scheme,
            Host = parts.Host,
            Port = parts.Port,
            Path = Encoding.UTF8.GetString(bytes.Span[parts.Path]),
            Status = status,
            BytesIn = bytesIn,
            Excerpts = excerpts,
            BytesOut = bytesOut,
            Problems = problems,
        };
    }

    void Pairs(ref Utf8JsonReader reader, List<(JsonText Name, JsonText Value)> pairs) => Json.Objects(
        ref reader,
        () => (name, value) = (null, null),
        (ref Utf8JsonReader r) =>
        {
            if (r.ValueTextEquals("name"u8))
            {
                name = Json.String(ref r, entry);
            }
            else if (r.ValueTextEquals("value"u8))
            {
                value = Json.Any(ref r, entry);
            }
            else
            {
                r.Skip();
            }
        },
        () =>
        {
            if (name is { } n && value is { } v)
            {
                pairs.Add((n, v));
            }
            else if (pairs == parameters)
            {
                parametersLost++;
            }
        });

    void PostData(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("text"u8))
        {
            text = Json.Any(ref reader, entry) ?? text;
        }
        else if (reader.ValueTextEquals("encoding"u8))
        {
            encoding = Json.Text(ref reader, entry);
        }
        else if (reader.ValueTextEquals("params"u8))
        {
            Pairs(ref reader, parameters);
        }
        else
        {
            reader.Skip();
        }
    }

    void RawContent(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("text"u8))
        {
            rawText = Json.String(ref reader, entry);
        }
        else if (reader.ValueTextEquals("encoding"u8))
        {
            rawEncoding = Json.Text(ref reader, entry);
        }
        else
        {
            reader.Skip();
        }
    }

    void Part(MessagePart part, JsonText from, ReadOnlyMemory<byte> bytes, Range range)
    {
        var (offset, length) = range.GetOffsetAndLength(bytes.Length);
        if (length == 0)
        {
            return;
        }

        bytesOut += length;
        excerpts.Add(from.IsEscaped
            ? new(part, "", from.Offset, from.Raw.Length, $"json-string|[{offset}+{length}]", bytes.Slice(offset, length))
            : new(part, "", from.Offset + offset, length, "", bytes.Slice(offset, length)));
    }

    void HeaderFields()
    {
        var hasCookie = false;
        foreach (var (field, fieldValue) in headers)
        {
            var key = field.ToString().ToLowerInvariant();
            if (key.StartsWith(':'))
            {
                // HTTP/2 repeats the request line as pseudo fields; it is counted once.
                continue;
            }

            var isCookie = key == "cookie";
            hasCookie |= isCookie;
            bytesOut += field.Unescape().Length;
            Add(isCookie ? MessagePart.Cookie : MessagePart.Header, isCookie ? "" : "/" + Pointer(key), fieldValue);
        }

        foreach (var (cookie, cookieValue) in hasCookie ? [] : cookies)
        {
            bytesOut += cookie.Unescape().Length;
            Add(MessagePart.Cookie, "/" + Pointer(cookie.ToString()), cookieValue);
        }
    }

    static string Pointer(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    void Add(MessagePart part, string path, JsonText from)
    {
        var bytes = from.Unescape();
        bytesOut += bytes.Length;
        excerpts.Add(new(part, path, from.Offset, from.Raw.Length, from.Steps, bytes));
    }

    void Content()
    {
        if (rawText is { } raw)
        {
            Body(MessagePart.Content, "", raw, rawEncoding);
        }
        else if (text is { Raw.Length: > 0 } body)
        {
            Body(MessagePart.Content, "", body, encoding);
        }
        else if (parameters.Count + parametersLost > 0)
        {
            if (parametersLost > 0)
            {
                Lost("a value of each parameter", $"{parametersLost} without one, such as a file");
            }

            foreach (var (parameter, parameterValue) in parameters)
            {
                bytesOut += parameter.Unescape().Length;
                Add(MessagePart.Content, "/" + Pointer(parameter.ToString()), parameterValue);
            }
        }
        else if (bodySize > 0)
        {
            Lost($"content of {bodySize} bytes", "none: the exporter did not keep it");
        }

        if (bodyStatus.StartsWith("discarded", StringComparison.Ordinal))
        {
            Lost("the content", "the exporter's mark that it was discarded");
        }
    }

    void Body(MessagePart part, string path, JsonText from, string bodyEncoding)
    {
        var bytes = from.Unescape();
        var steps = from.Steps;
        if (bodyEncoding == "base64")
        {
            var decoded = new byte[bytes.Length];
            if (System.Buffers.Text.Base64.DecodeFromUtf8(bytes.Span, decoded, out _, out var written) == System.Buffers.OperationStatus.Done)
            {
                (bytes, steps) = (decoded.AsMemory(0, written), Layer.Join(steps, "base64"));
            }
            else
            {
                problems.Add(At(part, path, from, "base64", "base64, as the archive says", "other text"));
            }
        }
        else if (part == MessagePart.Content)
        {
            (bytes, steps) = Text(from, bytes, steps);
        }

        bytesOut += bytes.Length;
        excerpts.Add(new(part, path, from.Offset, from.Raw.Length, steps, bytes));
    }

    /// <summary>Content that was kept as text: says where its bytes were lost, and undoes "one character a byte".</summary>
    (ReadOnlyMemory<byte> Bytes, string Steps) Text(JsonText from, ReadOnlyMemory<byte> bytes, string steps)
    {
        if (bytes.Span.IndexOf("\uFFFD"u8) >= 0)
        {
            problems.Add(At(MessagePart.Content, "", from, "body-lost", "the bytes of the content", "U+FFFD, where the exporter replaced bytes that are not UTF-8"));
            return (bytes, steps);
        }

        if (bodySize > 0 && bytes.Length != bodySize && Latin1(bytes.Span) is { } latin1 && latin1.Length == bodySize && IsBinaryOrUtf8(latin1))
        {
            return (latin1, Layer.Join(steps, "latin1"));
        }

        if (bytes.Length < bodySize && !headers.Exists(h => h.Name.ToString().Equals("content-encoding", StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add(At(MessagePart.Content, "", from, "body-lost", $"content of {bodySize} bytes", $"{bytes.Length} bytes"));
        }

        return (bytes, steps);
    }

    /// <summary>
    /// Some exporters give the size in characters, so a fitting size is not enough: the bytes must also make more sense
    /// than the text, as UTF-8 or as binary.
    /// </summary>
    static bool IsBinaryOrUtf8(ReadOnlySpan<byte> latin1) =>
        System.Text.Unicode.Utf8.IsValid(latin1) || latin1.ContainsAnyInRange((byte)0, (byte)8) || latin1.ContainsAnyInRange((byte)14, (byte)31);

    static byte[]? Latin1(ReadOnlySpan<byte> utf8)
    {
        var characters = Encoding.UTF8.GetString(utf8);
        return characters.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF') ? null : Encoding.Latin1.GetBytes(characters);
    }

    void Lost(string expected, string found) => problems.Add(
        new(new(capture, entry.Number, MessagePart.Content, "", entry.Offset, entry.Length, ""), "body-lost", expected, found));

    Problem At(MessagePart part, string path, JsonText from, string kind, string expected, string found) =>
        new(new(capture, entry.Number, part, path, from.Offset, from.Raw.Length, ""), kind, expected, found);
}
