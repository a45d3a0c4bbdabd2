namespace Klikspaan.Recording.Receiving;

/// <summary>Cuts the bytes that a program sends on one connection into requests, beside the server that answers them.</summary>
/// <remarks>
/// Bytes come from the server's read loop, requests are taken by its handlers: every member may be called from any thread.
/// Where the framer and a server could see different requests in the same bytes it stops, and says why (<see cref="Unframed"/>).
/// </remarks>
/// <param name="space">Where requests are kept, and where it is counted what all connections hold together.</param>
abstract class RequestFramer(SpoolSpace space) : IDisposable
{
    /// <summary>Most requests that may wait to be taken.</summary>
    public const int MostWaiting = 16_384;

    /// <summary>Most bytes of header fields that one connection may hold in memory.</summary>
    public const int MostHeld = 32 << 20;

    const int MostUnframed = 64 << 10;

    // A connection that holds no more than this goes on when others have taken all memory.
    const int AlwaysHeld = 64 << 10;
    const int RequestItself = 512;

    readonly Lock gate = new();
    readonly SortedDictionary<int, RecordedRequest> waiting = [];
    readonly MemoryStream rest = new();
    string? reason;
    long restSeen;
    int charged;
    bool isOver, isDisposed;

    /// <summary><c>http/1.1</c> or <c>h2</c>.</summary>
    public abstract string Protocol { get; }

    /// <summary>What could not be cut into requests; null while all could.</summary>
    public UnframedBytes? Unframed
    {
        get
        {
            lock (gate)
            {
                return reason is null || (restSeen == 0 && !IsFull) ? null : new(reason, Protocol, rest.ToArray(), restSeen);
            }
        }
    }

    /// <summary>What came beside requests and says more than the protocol needs; null for nothing.</summary>
    public UnframedBytes? Beside
    {
        get
        {
            lock (gate)
            {
                return ReadBeside();
            }
        }
    }

    /// <summary>Whether there was no memory left for what this connection sends: no more of it can be taken.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Bytes of header fields held by requests that wait.</summary>
    protected int Held { get; private set; }

    /// <summary>Where requests are kept.</summary>
    protected SpoolSpace Space => space;

    /// <summary>Memory held by what is not yet a request that waits.</summary>
    protected abstract int HeldOpen { get; }

    /// <summary>Takes the next bytes of the connection.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            while (bytes.Length > 0 && !isOver)
            {
                bytes = bytes[(reason is null ? Frame(bytes) : KeepRest(bytes))..];
                Charge();
            }
        }
    }

    /// <summary>The connection ended: what is open is closed as incomplete.</summary>
    public void Complete()
    {
        lock (gate)
        {
            if (!isOver && reason is null)
            {
                End();
            }

            isOver = true;
            Charge();
        }
    }

    /// <summary>What follows is not HTTP any more: a tunnel was opened, or the protocol was changed.</summary>
    public void Stop(string because)
    {
        lock (gate)
        {
            if (!isOver && reason is null)
            {
                Fail(because);
            }
        }
    }

    /// <summary>A request that has ended, once; null when it has not ended, was taken before, or could not be cut out.</summary>
    /// <param name="number">HTTP/1.1: the how-manieth request on the connection, from 1. HTTP/2: the stream.</param>
    public RecordedRequest? TryTake(int number)
    {
        lock (gate)
        {
            if (waiting.Remove(number, out var request))
            {
                Held -= request.Held;
                Charge();
            }

            return request;
        }
    }

    /// <summary>Takes the head of a request that does not end by itself, since it asks for a tunnel; null when there is none.</summary>
    public RecordedRequest? TryTakeHead(int number)
    {
        lock (gate)
        {
            return isOver || reason is not null ? null : Head(number);
        }
    }

    /// <summary>Takes all requests that have ended and were never taken, in order of number.</summary>
    public IReadOnlyList<RecordedRequest> Remaining()
    {
        lock (gate)
        {
            RecordedRequest[] left = [.. waiting.Values];
            waiting.Clear();
            Held = 0;
            Charge();
            return left;
        }
    }

    /// <summary>Gives memory and disk of all requests that were not taken back.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isOver = isDisposed = true;
            Discard();
            foreach (var request in waiting.Values)
            {
                request.Dispose();
            }

            waiting.Clear();
            rest.Dispose();
            Charge();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Takes some of the bytes and says how many; the result may not depend on how many are offered.</summary>
    protected abstract int Frame(ReadOnlySpan<byte> bytes);

    /// <summary>The connection ended where it was not broken.</summary>
    protected abstract void End();

    /// <summary>The head of an open request, when it can be told apart from what follows.</summary>
    protected virtual RecordedRequest? Head(int number) => null;

    /// <summary>What came beside requests.</summary>
    protected virtual UnframedBytes? ReadBeside() => null;

    /// <summary>Ends open requests as incomplete; returns the octets that belong to no request.</summary>
    protected abstract ReadOnlySpan<byte> Abandon(string because);

    /// <summary>Disposes open requests.</summary>
    protected abstract void Discard();

    /// <summary>From here on nothing is cut out any more.</summary>
    protected void Fail(string because)
    {
        if (reason is null)
        {
            reason = because;
            KeepRest(Abandon(because));
        }
    }

    /// <summary>A request has ended.</summary>
    protected void Offer(RecordedRequest request)
    {
        waiting.Add(request.Number, request);
        Held += request.Held;
        if (waiting.Count >= MostWaiting || Held > MostHeld)
        {
            Fail("too many requests wait for an answer");
        }
    }

    /// <summary>Counts what this connection holds by now; there the framing ends when all connections hold too much.</summary>
    void Charge()
    {
        var now = isDisposed ? 0 : Held + (waiting.Count * RequestItself) + rest.Capacity + HeldOpen;
        var change = now - charged;
        charged = now;
        if (change != 0 && !space.Hold(change) && change > 0 && now > AlwaysHeld && !isOver && reason is null)
        {
            IsFull = true;
            Fail($"all connections together hold more than {space.TotalHeld} bytes of heads and header fields");
            Charge();
        }
    }

    int KeepRest(ReadOnlySpan<byte> bytes)
    {
        restSeen += bytes.Length;
        rest.Write(bytes[..(int)Math.Min(bytes.Length, MostUnframed - rest.Length)]);
        return bytes.Length;
    }
}
