using System.Text;

namespace Klikspaan.Importing;

/// <summary>The request of a flow of HTTP, what is known of its response, and the messages of its websocket.</summary>
sealed class FlowRequest(FlowEntry entry, FlowValues values, FlowExcerpts parts, TnetstringValue flow)
{
    readonly TnetstringValue request = values.Member(flow, "request"u8);
    readonly TnetstringValue response = values.Member(flow, "response"u8);

    /// <summary>The exchange; null when the flow has no request.</summary>
    public Exchange? Read()
    {
        if (request.Tag != '}' || (request.LeftOut > 0 && request.Length == 0))
        {
            return null;
        }

        parts.Check(Broken(request));
        var method = values.Text(request, "method"u8);
        var address = FlowAddress.OfRequest(values, entry, request, method);
        var path = method == "CONNECT" ? "" : Target();
        parts.Fields(values.Member(request, "headers"u8));
        Content();
        parts.Fields(values.Member(request, "trailers"u8));
        new FlowMessages(entry, values, parts).Read(values.Member(values.Member(flow, "websocket"u8), "messages"u8));
        Doubts(address);
        return new()
        {
            Number = entry.Number,
            Offset = entry.Offset,
            Length = entry.Length,
            StartedAt = values.Time(values.Member(request, "timestamp_start"u8)),
            Method = method,
            Scheme = address.Scheme,
            Host = address.Host,
            Port = address.Port,
            Path = path,
            Status = values.Number(values.Member(response, "status_code"u8)) is > 0 and < 1000 and var status ? status : null,
            BytesIn = values.Member(response, "content"u8) is { IsText: true } content ? content.Size : null,
        };
    }

    /// <summary>Adds path and query; a target without a slash before it (RFC 9112 section 3.2.4) has no query. Gives the path.</summary>
    string Target()
    {
        var target = values.Member(request, "path"u8);
        if (!target.IsText || target.Size == 0)
        {
            return "";
        }

        if (target.LeftOut > 0)
        {
            parts.Add(MessagePart.Path, "", target);
            return "";
        }

        var bytes = values.Bytes(target).Span;
        var url = bytes[0] == '/' ? CapturedUrl.Parse(bytes) : new("", "", null, 0..bytes.Length, bytes.Length..bytes.Length);
        foreach (var (part, range) in new[] { (MessagePart.Path, url.Path), (MessagePart.Query, url.Query) })
        {
            var (at, length) = range.GetOffsetAndLength(bytes.Length);
            if (length > 0)
            {
                parts.Add(part, "", target.At + at, length);
            }
        }

        return Encoding.UTF8.GetString(bytes[url.Path]);
    }

    void Content()
    {
        var content = values.Member(request, "content"u8);
        if (content.IsText)
        {
            if (content.Size > 0)
            {
                parts.Add(MessagePart.Content, "", content);
            }
        }
        else if (!values.Member(request, "timestamp_end"u8).IsSomething)
        {
            parts.Problem("incomplete", MessagePart.Whole, "the whole request", "a connection that ended before it");
        }
        else
        {
            parts.Problem("body-lost", MessagePart.Content, "the content", "none: the tool passed it on without keeping it");
        }
    }

    /// <summary>What makes it doubtful that the program sent this, or that it went there.</summary>
    void Doubts(FlowAddress address)
    {
        if (address.Other.Length > 0)
        {
            parts.Problem("host", MessagePart.Whole, "a request to the host that it was handed to", "one that names another host: which of them answered is not established");
        }

        if (values.Text(flow, "is_replay"u8) == "request" || values.IsTrue(request, "is_replay"u8))
        {
            parts.Problem("replayed", MessagePart.Whole, "a request of the program", "one that the tool sent again");
        }

        if (values.Member(flow, "backup"u8).IsSomething)
        {
            parts.Problem("changed", MessagePart.Whole, "the request as it was sent", "one that was changed in the tool; what it was before was not read");
        }

        if (values.Member(flow, "error"u8).IsSomething && !response.IsSomething)
        {
            parts.Problem("no-response", MessagePart.Whole, "a response", "an error that the tool wrote down: whether the request arrived is not established");
        }
    }

    TnetstringCursor Broken(TnetstringValue container)
    {
        var cursor = new TnetstringCursor(entry, container);
        while (cursor.NextMember(out _, out _))
        {
        }

        return cursor;
    }
}
