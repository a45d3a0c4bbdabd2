using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>A connection (RFC 9293): tells the two sides apart, and what is spoken by how it begins.</summary>
sealed class TcpTalk : Talk
{
    readonly TcpSide client, server;
    readonly string opened;
    readonly Opening spoken;
    bool isClosed, isReset;

    /// <summary>A connection of which this is the first packet.</summary>
    public TcpTalk(Talks all, Segment first)
        : base(all, first)
    {
        Flow = IsFromClient(first) ? first.Flow : first.Flow.Reverse();
        opened = first.Opened;
        spoken = new(this, null);
        client = new(all, spoken.Sent, (count, at) => spoken.Lost(count, at, isSent: true));
        server = new(all, spoken.Received, (count, at) => spoken.Lost(count, at, isSent: false)) { IsPlaced = false };
    }

    /// <summary>Whether a packet opens another connection between the same ports.</summary>
    public bool IsOther(in Segment segment) => (segment.Flow == Flow ? client : server).Stream.IsOther(segment);

    /// <summary>Where the client's bytes stand.</summary>
    public StreamPlaces Places => client.Places!;

    /// <summary>Whether it was broken off.</summary>
    public bool IsReset => isReset;

    /// <summary>Whether any packet of the client was captured.</summary>
    public bool IsClientSeen { get; private set; }

    /// <summary>Whether it was encrypted, and another program opened it and wrote down what was in it.</summary>
    public bool IsOpened => opened.Length > 0;

    /// <summary>How many bytes the client sent, those that were not captured too.</summary>
    public long BytesSent => client.Stream.Furthest;

    /// <summary>How many bytes came back.</summary>
    public long BytesReceived => server.Stream.Furthest;

    /// <summary>Most bytes that may be kept of one exchange.</summary>
    public int MostKept => All.Limits.EntryBytes;

    /// <summary>When the client's bytes at hand were captured.</summary>
    public DateTimeOffset? Now => client.Now;

    /// <summary>Whether an export says that it is HTTP/2, of which the beginning may be missing.</summary>
    public bool IsHttp2 => opened == "http2";

    /// <summary>From here on bytes are only counted.</summary>
    public void Ignore(bool sent, bool received)
    {
        client.Stream.IsWanted &= !sent;
        client.IsPlaced &= !sent;
        server.Stream.IsWanted &= !received;
    }

    /// <summary>An entry about this connection.</summary>
    public PacketEntry Entry(ExchangeKind kind, string scheme) => new(0, Offset, End - Offset)
    {
        What = kind,
        At = At,
        Scheme = scheme,
        Host = Flow.Destination.ToString(),
        Port = Flow.DestinationPort,
        Flow = Flow,
    };

    /// <summary>Adds an entry.</summary>
    public void Add(PacketEntry entry) => All.Add(entry);

    /// <summary>Takes room for bytes that are kept, as far as there is any.</summary>
    public int Ask(int bytes)
    {
        var given = Math.Clamp(bytes, 0, All.Room);
        All.Room -= given;
        return given;
    }

    /// <summary>The bounds.</summary>
    public Limits Limits => All.Limits;

    /// <summary>Takes room, or gives it back, for what was kept already; gives how much is left, which may be less than none.</summary>
    public long Owe(long bytes)
    {
        All.Room -= (int)bytes;
        return All.Room;
    }

    /// <summary>Gives it back.</summary>
    public void Release(int bytes) => All.Room += bytes;

    /// <inheritdoc/>
    public override void Finish()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        var before = client.Stream.HeldBytes + server.Stream.HeldBytes;
        client.Stream.Finish();
        server.Stream.Finish();
        All.Held -= before - client.Stream.HeldBytes - server.Stream.HeldBytes;
        spoken.Finish();
        client.Finish();
        server.Finish();
        All.Repeats.Add(Flow, client.Repeated, isSent: true);
        All.Repeats.Add(Flow, server.Repeated, isSent: false);
    }

    /// <inheritdoc/>
    protected override void Hear(in Segment segment)
    {
        if (isClosed)
        {
            return;
        }

        var isSent = segment.Flow == Flow;
        IsClientSeen |= isSent;
        var (side, other) = isSent ? (client, server) : (server, client);
        var before = side.Stream.HeldBytes + other.Stream.HeldBytes;
        side.Take(segment);
        if (segment.Acknowledged is { } number)
        {
            other.Stream.Acknowledge(number);
        }

        while (side.Stream.HeldBytes > 0 && All.Held + side.Stream.HeldBytes + other.Stream.HeldBytes - before > Talks.MostHeld)
        {
            side.Stream.Skip();
        }

        All.Held += side.Stream.HeldBytes + other.Stream.HeldBytes - before;
        isReset |= (segment.Flags & SegmentFlags.Reset) != 0;
        if (isReset || (client.Stream.IsFinished && server.Stream.IsFinished && client.Stream.HeldBytes + server.Stream.HeldBytes == 0))
        {
            Finish();
        }
    }

    static bool IsFromClient(in Segment first)
    {
        if ((first.Flags & SegmentFlags.Synchronize) != 0)
        {
            return first.Acknowledged is null;
        }

        var start = first.Payload.Span;
        return !start.StartsWith("HTTP/1."u8) && first.Flow.SourcePort >= first.Flow.DestinationPort;
    }
}
