namespace Klikspaan.Recording.Receiving;

/// <summary>Cuts a connection of HTTP/1.1 into requests, each with all its octets (RFC 9112).</summary>
/// <param name="space">Where requests are kept.</param>
sealed class Http1Framer(SpoolSpace space) : RequestFramer(space)
{
    Http1Head head = new();
    Http1Body? body;
    RequestSpool? spool;
    int number;

    public override string Protocol => "http/1.1";

    // The server holds the line that is not whole a second time.
    protected override int HeldOpen => 2 * (head.Capacity + (body?.Capacity ?? 0));

    protected override int Frame(ReadOnlySpan<byte> bytes) => body is null ? FrameHead(bytes) : FrameBody(bytes, body);

    protected override void End()
    {
        if (body is null && !head.Octets.IsEmpty)
        {
            Fail("the connection ended in the head of a request");
        }
        else if (body is { } open)
        {
            // These octets were sent in this request, though the line that they begin was never ended.
            spool!.Write(open.Pending);
            Close("the connection ended in the body");
        }
    }

    protected override ReadOnlySpan<byte> Abandon(string because)
    {
        var pending = body is null ? head.Octets : body.Pending;
        if (body is not null)
        {
            Close(because);
        }

        head = new();

        return pending;
    }

    protected override void Discard() => spool?.Dispose();

    int FrameHead(ReadOnlySpan<byte> bytes)
    {
        if (head.LastBecause is { } because)
        {
            head = new();
            Fail(because);
            return 0;
        }

        var taken = head.Append(bytes);
        if (head.Broken is { } broken)
        {
            Fail(broken);
        }
        else if (head.IsWhole)
        {
            spool = new(Space);
            spool.Write(head.Octets);
            body = new(spool, head.BodyLength);
            CloseWhenWhole(body);
        }

        return taken;
    }

    int FrameBody(ReadOnlySpan<byte> bytes, Http1Body open)
    {
        var taken = open.Append(bytes);
        if (open.Broken is { } broken)
        {
            Fail(broken);
        }
        else
        {
            CloseWhenWhole(open);
        }

        return taken;
    }

    void CloseWhenWhole(Http1Body open)
    {
        if (open.IsWhole)
        {
            Close(null);
        }
    }

    void Close(string? because)
    {
        var request = new RecordedRequest([], spool!, [])
        {
            Protocol = Protocol,
            Number = ++number,
            Method = head.Method,
            Target = head.Target,
            Authority = head.Host ?? "",
            EndedBecause = because,
        };
        var last = head.LastBecause;
        (head, body, spool) = (new Http1Head { LastBecause = last }, null, null);
        Offer(request);
    }
}
