namespace Klikspaan.Importing;

/// <summary>HTTP/1.1 (RFC 9112): requests, each with the answer that has its turn.</summary>
sealed class SpokenHttp : ISpoken
{
    const int MostWaiting = 1_000;
    readonly TcpTalk talk;
    readonly (string Host, int Port)? authority;
    readonly HttpCutter requests, answers;
    readonly Queue<(PacketEntry Entry, string Method, string UpgradeTo)> waiting = new();
    readonly RequestEntries entries;
    readonly HeldBytes later;
    ISpoken? inner;
    long unread;
    bool isHolding, isInner, isLost, hasNoAnswers;

    /// <summary>Begins with the first request.</summary>
    public SpokenHttp(TcpTalk talk, (string Host, int Port)? authority)
    {
        (this.talk, this.authority, later, entries) = (talk, authority, new(talk), new(talk, authority));
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
                if (!later.Add(bytes, at))
                {
                    Go();
                }

                return;
            }

            if (isLost && !HttpStartLine.IsRequest(bytes.Span))
            {
                unread += bytes.Length;
                return;
            }

            isLost = false;
            if (!requests.HasBegun)
            {
                entries.Begin(at);
            }

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
            entries.Missing(count);
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

    /// <summary>A request is whole.</summary>
    void Complete()
    {
        var (entry, method, to) = (entries.Entry(requests, isIncomplete: false), requests.Method, requests.UpgradeTo);
        var isUpgrade = requests.IsUpgrade;
        var target = method == "CONNECT" ? HttpStartLine.Authority(requests.Kept.Span) : null;
        requests.Begin();
        waiting.Enqueue((entry, method, to));
        if (target is { } tunnel)
        {
            inner = new Opening(talk, tunnel);
        }

        isHolding = isUpgrade && !hasNoAnswers;
        while (waiting.Count > MostWaiting)
        {
            hasNoAnswers = true;
            Add(waiting.Dequeue().Entry);
        }
    }

    /// <summary>An answer is whole, or all that came of it.</summary>
    void Answer()
    {
        var (status, length, isUpgrade, upgradeTo) = (answers.Status, answers.ContentLength, answers.IsUpgrade, answers.UpgradeTo);
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
        else if (isUpgrade && IsWebsocket(upgradeTo.Length > 0 ? upgradeTo : first.UpgradeTo))
        {
            inner = new SpokenWebsocket(talk, entry);
            Go();
        }
        else if (isUpgrade)
        {
            // HTTP/2 begins with words of its own (RFC 7540 section 3.2), and others show what they are too.
            Add(entry);
            inner = new Opening(talk, authority, isTold: true);
            Go();
        }
        else
        {
            Add(entry);
            Go();
        }
    }

    /// <summary>Whether a connection changes over to a websocket (RFC 6455 section 4.2.2); one that does not say to what is taken for one.</summary>
    static bool IsWebsocket(string to) => to is "" or "websocket";

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
            else if (HttpStartLine.Authority(entry.Block.Span) is { } to)
            {
                talk.Add(talk.Entry(ExchangeKind.Attempt, "tcp").To(to) with { At = entry.At, Status = entry.Status });
            }
        }
    }

    /// <summary>Goes on with what was held until it was known what it is.</summary>
    void Go()
    {
        isHolding = false;
        foreach (var (bytes, at) in later.Take())
        {
            Sent(bytes, at);
        }
    }

    /// <summary>A request is broken off.</summary>
    void Break(long missing)
    {
        if (missing > 0)
        {
            entries.Missing(missing);
        }

        isLost = missing > 0;
        if (requests.HasBegun)
        {
            var isRead = requests.HasHead || HttpStartLine.IsRequest(requests.Kept.Span.TrimStart("\r\n"u8));
            var entry = entries.Entry(requests, isIncomplete: true);
            waiting.Enqueue((isRead ? entry : entry with { What = ExchangeKind.NotHttp, Scheme = "tcp", Notes = [.. entry.Notes, new("incomplete", "a request", "its beginning")] }, requests.Method, ""));
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
        inner.Sent(kept, entries.From);
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
