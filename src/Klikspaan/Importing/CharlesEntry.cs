using System.Text;

namespace Klikspaan.Importing;

/// <summary>Reads one transaction of a session of Charles, and keeps for each value where it stands in the file.</summary>
sealed class CharlesEntry
{
    readonly CaptureEntry entry;
    readonly CharlesMessage request, response;
    readonly HarExcerpts parts;
    JsonText? path, query;
    string state = "", method = "", scheme = "", host = "", error = "";
    DateTimeOffset? started;
    long? port, actualPort;
    bool isTunnel, isWebsocket;

    CharlesEntry(CaptureEntry entry, string capture) =>
        (this.entry, request, response, parts) = (entry, new(entry, isRequest: true), new(entry, isRequest: false), new(entry, capture));

    /// <summary>The transaction was broken off, or never came about.</summary>
    bool IsFailed => state.Length > 0 && state is not ("COMPLETE" or "SUCCESS") && !IsUnderWay;

    /// <summary>It was not at its end when the session was saved.</summary>
    bool IsUnderWay => state.StartsWith("RECEIV", StringComparison.Ordinal) || state.StartsWith("SEND", StringComparison.Ordinal) || state is "UNKNOWN";

    /// <summary>Reads an entry; null, and a problem, when it names no host.</summary>
    public static Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        var transaction = new CharlesEntry(entry, capture);
        var cursor = new JsonCursor(entry.Bytes.Span);
        transaction.Members(ref cursor);
        if (cursor.IsBroken)
        {
            problems.Add(HarEntry.Whole(entry, capture, HarEntry.BrokenAt(entry.Bytes.Span), "json", "JSON", "bytes that are not"));
            return null;
        }

        if (transaction.host.Length == 0)
        {
            problems.Add(HarEntry.Whole(entry, capture, 0, "charles", "a transaction with a host", "none"));
            return null;
        }

        return transaction.isTunnel || transaction.method == "CONNECT" ? transaction.Tunnel() : transaction.Http();
    }

    void Members(ref JsonCursor cursor)
    {
        for (var isIn = cursor.Object(); isIn && cursor.NextMember();)
        {
            Member(ref cursor);
        }
    }

    void Member(ref JsonCursor cursor)
    {
        if (cursor.Is("request"u8))
        {
            request.Read(ref cursor);
        }
        else if (cursor.Is("response"u8))
        {
            response.Read(ref cursor);
        }
        else if (cursor.Is("path"u8))
        {
            path = cursor.String(entry);
        }
        else if (cursor.Is("query"u8))
        {
            query = cursor.String(entry);
        }
        else if (cursor.Is("actualPort"u8))
        {
            actualPort = cursor.Number();
        }
        else if (cursor.Is("port"u8))
        {
            port = cursor.Number();
        }
        else if (cursor.Is("tunnel"u8))
        {
            isTunnel = cursor.IsTrue();
        }
        else if (cursor.Is("webSocket"u8))
        {
            isWebsocket = cursor.IsTrue();
        }
        else if (cursor.Is("times"u8))
        {
            Times(ref cursor);
        }
        else
        {
            Word(ref cursor);
        }
    }

    void Word(ref JsonCursor cursor)
    {
        if (cursor.Is("status"u8))
        {
            state = cursor.Text(entry);
        }
        else if (cursor.Is("method"u8))
        {
            method = cursor.Text(entry);
        }
        else if (cursor.Is("scheme"u8))
        {
            scheme = cursor.Text(entry).ToLowerInvariant();
        }
        else if (cursor.Is("host"u8))
        {
            host = Host(cursor.Text(entry));
        }
        else if (cursor.Is("errorMessage"u8))
        {
            error = cursor.Text(entry);
        }
        else
        {
            cursor.Skip();
        }
    }

    void Times(ref JsonCursor cursor)
    {
        for (var isIn = cursor.Object(); isIn && cursor.NextMember();)
        {
            if (cursor.Is("start"u8))
            {
                started = HarEntry.Time(cursor.Text(entry)) ?? started;
            }
            else if (cursor.Is("requestBegin"u8))
            {
                var begun = HarEntry.Time(cursor.Text(entry));
                started ??= begun;
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    /// <summary>A name or an address; that of version 6 may stand without brackets.</summary>
    static string Host(string text)
    {
        var isBare = text.Contains(':', StringComparison.Ordinal) && !text.StartsWith('[') && text.IndexOf(':', StringComparison.Ordinal) != text.LastIndexOf(':');
        return CapturedUrl.Parse(Encoding.UTF8.GetBytes("any://" + (isBare ? $"[{text}]" : text))).Host;
    }

    Exchange New(string of) => new()
    {
        Number = entry.Number,
        Offset = entry.Offset,
        Length = entry.Length,
        StartedAt = started,
        Scheme = of,
        Host = host,
        Port = (actualPort ?? port) is > 0 and <= ushort.MaxValue and var number && (of, number) is not (("https" or "wss", 443) or ("http" or "ws", 80)) ? (int)number : null,
    };

    /// <summary>
    /// Of a tunnel that was not decrypted nothing is read: what stands for its contents is encrypted, and its header fields went to the proxy alone. When it failed
    /// the tool writes an answer that never came, so the state decides.
    /// </summary>
    Exchange Tunnel()
    {
        if (IsFailed && error.Contains("handshake", StringComparison.OrdinalIgnoreCase))
        {
            parts.Tell("tls-failure", MessagePart.Whole, "a TLS handshake that is completed", "one that was not: contacted, contents not seen");
            return New("tls") with { Kind = ExchangeKind.TlsFailure, Problems = parts.Problems };
        }

        if (request.Size is not > 0 && (IsFailed || response.Status is < 200 or >= 300))
        {
            return New("tcp") with { Kind = ExchangeKind.Attempt };
        }

        var bytes = request.Size is > 0 and var count ? FormattableString.Invariant($"{count} bytes") : "bytes, of which the number is not established,";
        parts.Tell("not-http", MessagePart.Whole, "HTTP", $"{bytes} through a tunnel that was not decrypted, of which none was read");
        return New("tcp") with { Kind = ExchangeKind.NotHttp, BytesIn = response.Size, Problems = parts.Problems };
    }

    Exchange Http()
    {
        if (path is { } target)
        {
            parts.Whole(MessagePart.Path, target);
        }

        if (query is { } asked)
        {
            parts.Whole(MessagePart.Query, asked);
        }

        var isChunked = false;
        foreach (var (name, _) in request.Fields)
        {
            isChunked |= HarName.Of(name).Key == "transfer-encoding";
        }

        HarFields.Add(request.Fields, parts);
        if (request.Fields.Count == 0 && (!request.IsThere || request.HeadSize > 0))
        {
            parts.Tell("head-lost", MessagePart.Header, request.HeadSize > 0 ? FormattableString.Invariant($"a head of {request.HeadSize} bytes") : "a request", "none: the exporter did not keep it");
        }

        CharlesContent.Add(request, isChunked, isWebsocket, parts);
        var status = IsFailed && !response.HasHead ? null : response.Status;
        Doubts(status);
        return New(scheme) with
        {
            Method = method,
            Path = path?.ToString() ?? "",
            Status = status,
            BytesIn = status is null ? null : response.Size,
            Excerpts = parts.Excerpts,
            BytesOut = parts.BytesOut,
            BytesUnread = parts.BytesUnread,
            Problems = parts.Problems,
        };
    }

    void Doubts(int? status)
    {
        if (IsUnderWay && state.Contains("REQUEST", StringComparison.Ordinal) && state.StartsWith("RECEIVING", StringComparison.Ordinal))
        {
            parts.Tell("incomplete", MessagePart.Whole, "the whole request", "one that was still coming in when the session was saved");
        }

        if (IsFailed && status is null)
        {
            parts.Tell("no-response", MessagePart.Whole, "a response", "an error that the tool wrote down: whether the request arrived is not established");
        }
    }
}
