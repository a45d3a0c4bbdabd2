using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>The request of a HAR entry: its parts as excerpts of the file, and what the exporter had lost of them.</summary>
sealed class HarRequest(CaptureEntry entry, string capture)
{
    readonly List<(JsonText Name, JsonText Value)> headers = Empty(entry.Pairs);
    readonly List<(JsonText Name, JsonText Value)> cookies = [];
    readonly HarParameters parameters = new();
    readonly List<(JsonText Data, bool IsBinary)> messages = [];
    readonly HarExcerpts parts = new(entry, capture);
    JsonText? text, rawText;
    string method = "", bodyStatus = "", encoding = "", rawEncoding = "";
    long bodySize = -1;
    long? declared;
    bool isEncoded, isTold;

    static List<(JsonText Name, JsonText Value)> Empty(List<(JsonText Name, JsonText Value)>? pairs)
    {
        pairs?.Clear();
        return pairs ?? [];
    }

    /// <summary>The URL; null until it was read.</summary>
    public JsonText? Url { get; private set; }

    /// <summary>Reads the request.</summary>
    public void Read(ref JsonCursor cursor)
    {
        if (!cursor.Object())
        {
            return;
        }

        while (cursor.NextMember())
        {
            Member(ref cursor);
        }
    }

    /// <summary>Reads the websocket messages; those that were received are passed over.</summary>
    public void Messages(ref JsonCursor cursor)
    {
        if (!cursor.List())
        {
            return;
        }

        while (cursor.NextObject())
        {
            Message(ref cursor);
        }
    }

    /// <summary>Makes the exchange of all that was read.</summary>
    /// <param name="started">When it was sent.</param>
    /// <param name="status">Status of the answer.</param>
    /// <param name="bytesIn">Size of the answer.</param>
    /// <param name="wasTold">Whether the archive itself says what was wrong with it.</param>
    public Exchange Finish(DateTimeOffset? started, int? status, long? bytesIn, bool wasTold)
    {
        isTold = wasTold;
        var url = Url!.Value;
        var bytes = url.Unescape(entry.Scratch);
        var address = CapturedUrl.Parse(bytes.Span);
        parts.Url(url, bytes, address);
        HeaderFields();
        Content();
        for (var i = 0; i < messages.Count; i++)
        {
            parts.Body(MessagePart.Message, "/" + i.ToString(CultureInfo.InvariantCulture), messages[i].Data, messages[i].IsBinary ? "base64" : "");
        }

        return new()
        {
            Number = entry.Number,
            Offset = entry.Offset,
            Length = entry.Length,
            StartedAt = started,
            Method = method,
            Scheme = address.Scheme,
            Host = address.Host,
            Port = address.Port,
            Path = Encoding.UTF8.GetString(bytes.Span[address.Path]),
            Status = status,
            BytesIn = bytesIn,
            Excerpts = parts.Excerpts,
            BytesOut = parts.BytesOut,
            BytesUnread = parts.BytesUnread,
            Problems = parts.Problems,
        };
    }

    void Member(ref JsonCursor cursor)
    {
        if (cursor.Is("url"u8))
        {
            Url = cursor.String(entry) ?? Url;
        }
        else if (cursor.Is("method"u8))
        {
            method = cursor.Text(entry);
        }
        else if (cursor.Is("headers"u8))
        {
            HarFields.Read(ref cursor, entry, headers);
        }
        else if (cursor.Is("cookies"u8))
        {
            HarFields.Read(ref cursor, entry, cookies);
        }
        else if (cursor.Is("postData"u8))
        {
            PostData(ref cursor);
        }
        else if (cursor.Is("_content"u8))
        {
            RawContent(ref cursor);
        }
        else if (cursor.Is("_requestBodyStatus"u8))
        {
            bodyStatus = cursor.Text(entry);
        }
        else if (cursor.Is("bodySize"u8))
        {
            bodySize = cursor.Number() ?? -1;
        }
        else
        {
            cursor.Skip();
        }
    }

    void Message(ref JsonCursor cursor)
    {
        var type = "";
        var opcode = 1L;
        JsonText? data = null;
        while (cursor.NextMember())
        {
            if (cursor.Is("type"u8))
            {
                type = cursor.Text(entry);
            }
            else if (cursor.Is("opcode"u8))
            {
                opcode = cursor.Number() ?? 1;
            }
            else if (cursor.Is("data"u8))
            {
                data = cursor.Any(entry);
            }
            else
            {
                cursor.Skip();
            }
        }

        if (data is { } sent && type is "send" or "request")
        {
            messages.Add((sent, opcode == 2));
        }
    }

    void PostData(ref JsonCursor cursor)
    {
        if (!cursor.Object())
        {
            return;
        }

        while (cursor.NextMember())
        {
            if (cursor.Is("text"u8))
            {
                text = cursor.Any(entry) ?? text;
            }
            else if (cursor.Is("encoding"u8))
            {
                encoding = cursor.Text(entry);
            }
            else if (cursor.Is("params"u8))
            {
                parameters.Read(ref cursor, entry);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    void RawContent(ref JsonCursor cursor)
    {
        if (!cursor.Object())
        {
            return;
        }

        while (cursor.NextMember())
        {
            if (cursor.Is("text"u8))
            {
                rawText = cursor.String(entry);
            }
            else if (cursor.Is("encoding"u8))
            {
                rawEncoding = cursor.Text(entry);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    void HeaderFields()
    {
        (var hasCookie, isEncoded) = HarFields.Add(headers, parts);
        declared = HarFields.ContentLength(headers);
        foreach (var (cookie, cookieValue) in hasCookie ? [] : cookies)
        {
            var name = HarName.Of(cookie);
            parts.Add(MessagePart.Cookie, name.Path, name, cookie, cookieValue);
        }
    }

    void Content()
    {
        if (rawText is { } raw)
        {
            Body(raw, rawEncoding);
        }
        else if (text is { Length: > 0 } body)
        {
            Body(body, encoding);
        }
        else if (!parameters.IsEmpty)
        {
            parameters.Add(parts, isTold);
        }
        else if (bodySize > 0)
        {
            parts.Lost($"content of {bodySize} bytes", "none: the exporter did not keep it");
        }
        else if (declared > 0 && !isTold)
        {
            parts.Lost($"content of {declared} bytes, as its header field says", "none: the exporter did not keep it");
        }

        if (bodyStatus.StartsWith("discarded", StringComparison.Ordinal))
        {
            parts.Lost("the content", "the exporter's mark that it was discarded");
        }
    }

    void Body(JsonText from, string bodyEncoding)
    {
        var before = parts.Problems.Count;
        if (parts.Body(MessagePart.Content, "", from, bodyEncoding, bodySize, isEncoded) is { } body && declared is { } length && !isEncoded && !isTold && parts.Problems.Count == before
            && !bodyStatus.StartsWith("discarded", StringComparison.Ordinal) && body.Bytes.Length + LineFeeds(body.Bytes.Span) < length)
        {
            parts.Lost($"content of {length} bytes, as its header field says", $"{body.Bytes.Length} bytes");
        }
    }

    /// <summary>How many line feeds stand alone: an exporter that writes text may have left out the carriage return before each.</summary>
    static int LineFeeds(ReadOnlySpan<byte> text)
    {
        var (alone, at) = (0, 0);
        while (text[at..].IndexOf((byte)'\n') is >= 0 and var step)
        {
            at += step + 1;
            alone += at > 1 && text[at - 2] == '\r' ? 0 : 1;
        }

        return alone;
    }
}
