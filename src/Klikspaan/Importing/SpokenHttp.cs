using System.Text;

namespace Klikspaan.Importing;

/// <summary>HTTP/1.1 (RFC 9112): requests, each with the answer that has its turn.</summary>
sealed class SpokenHttp : ISpoken
{
    const int MostWaiting = 1_000, MostLater = 64 << 10;
    readonly TcpTalk talk;
    readonly (string Host, int Port)? authority;
    readonly HttpCutter requests, answers;
    readonly Queue<(PacketEntry Entry, string Method)> waiting = new();
    readonly List<EntryFault> notes = [];
    readonly List<(ReadOnlyMemory<byte> Bytes, long At)> later = [];
    ISpoken? inner;
    DateTimeOffset? began;
    long from, unread;
    int laterBytes;
    bool isHolding, isInner, isLost, hasNoAnswers;

    /// <summary>Begins with the first request.</summary>
    public SpokenHttp(TcpTalk talk, (string Host, int Port)? authority)
    {
        (this.talk, this.authority) = (talk, authority);
        requests = new(isRequest: true, talk.MostKept) { Room = talk.Ask };
        answers = new(isRequest: false, talk.MostKept) { Room = talk.Ask, Asked = () => waiting.TryPeek(out var first) ? first.Method : requests.Method };
    }

    /// <inheritdoc/>
    public void Sent(ReadOnlyMemory<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            if (inner is not null)
            {
                inner.Sent(bytes, at);
                return;
            }

            if (isHolding)
            {
                Hold(bytes, at);
                return;
            }

            if (isLost && !HttpCutter.IsRequest(bytes.Span))
            {
                unread += bytes.Length;
                return;
            }

            isLost = false;
            (from, began) = requests.HasBegun ? (from, began) : (at, talk.Now);
            var taken = requests.Take(bytes.Span);
            (bytes, at) = (bytes[taken..], at + taken);
            if (requests.IsDone)
            {
                Complete();
            }
            else if (requests.IsBroken)
            {
                Other(bytes, at);
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Received(ReadOnlyMemory<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            if (isInner)
            {
                inner?.Received(bytes, at);
                return;
            }

            if (hasNoAnswers)
            {
                return;
            }

            var taken = answers.Take(bytes.Span);
            (bytes, at) = (bytes[taken..], at + taken);
            if (answers.IsDone)
            {
                Answer();
            }
            else if (answers.IsBroken)
            {
                Deafen();
            }
        }
    }

    /// <inheritdoc/>
    public void Lost(long count, long at, bool isSent)
    {
        if (inner is not null && (isSent || isInner))
        {
            inner.Lost(count, at, isSent);
        }
        else if (!isSent)
        {
            // Whose answer comes next is not known any more.
            if (!answers.Skip(count))
            {
                Deafen();
            }
        }
        else if (requests.Skip(count))
        {
            notes.Add(Spoken.Missing(count));
            if (requests.IsDone)
            {
                Complete();
            }
        }
        else
        {
            Break(count);
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        Go();
        answers.End();
        if (answers.HasHead && !hasNoAnswers && !isInner)
        {
            Answer();
        }

        Deafen();
        Break(0);
        while (waiting.TryDequeue(out var left))
        {
            if (left.Method == "CONNECT" && inner is Opening)
            {
                // What is spoken in the tunnel tells of it.
                talk.Release(left.Entry.Block.Length);
            }
            else
            {
                Add(left.Entry);
            }
        }

        if (unread > 0)
        {
            talk.Add(talk.Entry(ExchangeKind.NotHttp, "tcp").To(authority) with { BlockLength = unread, Notes = [new("packets-lost", "requests", $"{unread} bytes behind packets that were not captured, of which it is not known where a request begins")] });
        }

        inner?.Finish();
    }

    string Scheme => talk.IsOpened ? "https" : "http";

    /// <summary>A request is whole.</summary>
    void Complete()
    {
        var (entry, method) = (Entry(isIncomplete: false), requests.Method);
        var isUpgrade = requests.IsUpgrade;
        var target = method == "CONNECT" ? Authority(requests.Kept.Span) : null;
        requests.Begin();
        waiting.Enqueue((entry, method));
        if (target is { } to)
        {
            inner = new Opening(talk, to);
        }

        isHolding = isUpgrade && !hasNoAnswers;
        while (waiting.Count > MostWaiting)
        {
            hasNoAnswers = true;
            Add(waiting.Dequeue().Entry);
        }
    }

    PacketEntry Entry(bool isIncomplete)
    {
        var places = talk.Places.Copy(from, from + requests.Length);
        talk.Places.Forget(from + requests.Length);
        var (offset, length) = places.Span();
        var entry = new PacketEntry(0, offset, length)
        {
            What = ExchangeKind.Http,
            At = began,
            Scheme = Scheme,
            Host = authority?.Host ?? talk.Flow.Destination.ToString(),
            Port = authority?.Port ?? talk.Flow.DestinationPort,
            Block = requests.Kept,
            BlockAt = from,
            BlockLength = requests.Length,
            Places = places,
            IsIncomplete = isIncomplete,
            Notes = [.. notes],
        };
        notes.Clear();
        return entry;
    }

    /// <summary>An answer is whole, or all that came of it.</summary>
    void Answer()
    {
        var (status, length, isUpgrade) = (answers.Status, answers.ContentLength, answers.IsUpgrade);
        talk.Release(answers.Kept.Length);
        answers.Begin();
        if (status is >= 100 and < 200 && !isUpgrade)
        {
            return;
        }

        isInner = isUpgrade;
        if (!waiting.TryDequeue(out var first))
        {
            // It came before its request was whole, or belongs to one before the capture.
            hasNoAnswers = true;
            return;
        }

        var entry = first.Entry with { Status = status, BytesIn = length };
        if (first.Method == "CONNECT")
        {
            Tunnel(entry, isUpgrade);
        }
        else if (isUpgrade)
        {
            inner = new SpokenWebsocket(talk, entry);
            Go();
        }
        else
        {
            Add(entry);
            Go();
        }
    }

    /// <summary>A tunnel that is opened says nothing itself: what is spoken in it does. One that is refused was tried.</summary>
    void Tunnel(PacketEntry entry, bool isOpen)
    {
        talk.Release(entry.Block.Length);
        if (!isOpen)
        {
            var early = inner as Opening;
            inner = null;
            if (early is { HasBegun: true })
            {
                // It was sent before the answer came.
                early.Finish();
            }
            else if (Authority(entry.Block.Span) is { } to)
            {
                talk.Add(talk.Entry(ExchangeKind.Attempt, "tcp").To(to) with { At = entry.At, Status = entry.Status });
            }
        }
    }

    /// <summary>Where a tunnel is to lead: the second word of the line.</summary>
    static (string Host, int Port)? Authority(ReadOnlySpan<byte> request)
    {
        var line = request[..Math.Max(0, request.IndexOf((byte)'\n'))];
        var word = line[(line.IndexOf((byte)' ') + 1)..];
        var url = CapturedUrl.Parse(Encoding.UTF8.GetBytes("any://" + Encoding.UTF8.GetString(word[..Math.Max(0, word.IndexOf((byte)' '))])));
        return url.Host.Length > 0 ? (url.Host, url.Port ?? 443) : null;
    }

    void Hold(ReadOnlyMemory<byte> bytes, long at)
    {
        laterBytes += talk.Ask(bytes.Length);
        later.Add((bytes.ToArray(), at));
        if (laterBytes > MostLater || laterBytes < later.Sum(l => l.Bytes.Length))
        {
            Go();
        }
    }

    /// <summary>Goes on with what was held until it was known what it is.</summary>
    void Go()
    {
        isHolding = false;
        var held = later.ToList();
        later.Clear();
        talk.Release(laterBytes);
        laterBytes = 0;
        foreach (var (bytes, at) in held)
        {
            Sent(bytes, at);
        }
    }

    /// <summary>A request is broken off.</summary>
    void Break(long missing)
    {
        if (missing > 0)
        {
            notes.Add(Spoken.Missing(missing));
        }

        isLost = missing > 0;
        if (requests.HasBegun)
        {
            var isRead = requests.HasHead || requests.Kept.Span.Contains((byte)'\n');
            var entry = Entry(isIncomplete: true);
            waiting.Enqueue((isRead ? entry : entry with { What = ExchangeKind.NotHttp, Scheme = "tcp", Notes = [.. entry.Notes, new("incomplete", "a request", "its beginning")] }, requests.Method));
            requests.Begin();
            hasNoAnswers = true;
        }
    }

    /// <summary>Whose answer comes next is not known, or does not matter any more.</summary>
    void Deafen()
    {
        hasNoAnswers = true;
        talk.Release(answers.Kept.Length);
        answers.Begin();
    }

    /// <summary>What looked like a request is none.</summary>
    void Other(ReadOnlyMemory<byte> rest, long at)
    {
        var kept = requests.Kept;
        inner = new SpokenOther(talk, authority);
        talk.Release(kept.Length);
        requests.Begin();
        isInner = true;
        inner.Sent(kept, from);
        if (!rest.IsEmpty)
        {
            inner.Sent(rest, at);
        }
    }

    void Add(PacketEntry entry)
    {
        talk.Release(entry.Block.Length);
        talk.Add(entry);
    }
}
