namespace Klikspaan.Packets;

/// <summary>The messages of one direction of a connection of HTTP/2 that are open, and those that have ended (RFC 9113, section 5.1).</summary>
/// <param name="isClient">Whether they are requests.</param>
/// <param name="most">How many bytes may be kept of all that are open together.</param>
/// <param name="keepsContent">Whether content is kept, and not only counted.</param>
/// <param name="problems">Where problems go.</param>
sealed class Http2Streams(bool isClient, int most, bool keepsContent, PacketProblems problems)
{
    /// <summary>Most messages that may be open at a time.</summary>
    public const int MostOpen = 1_000;

    readonly Dictionary<int, Http2Message> open = [];
    readonly HashSet<int> ignored = [];
    readonly Queue<int> ignoredInOrder = [];
    List<Http2Message> finished = [];
    long held;
    int lastStream;

    /// <summary>How many bytes the open messages take, roughly.</summary>
    public long Held => held;

    /// <summary>Where the first of the open messages begins; null when there is none.</summary>
    public long? First => open.Count == 0 ? null : open.Values.Min(m => m.Offset);

    /// <summary>How many messages have begun and not ended.</summary>
    public int Open => open.Count;

    /// <summary>Content that belongs to no message that is known.</summary>
    public long BytesUnread { get; private set; }

    /// <summary>The messages that have ended since this was asked last.</summary>
    public IReadOnlyList<Http2Message> Take() => Interlocked.Exchange(ref finished, []);

    /// <summary>Whether content on a stream is no surprise: its message is open, or known and not kept.</summary>
    public bool Knows(int stream) => open.ContainsKey(stream) || ignored.Contains(stream);

    /// <summary>The fields of a block have come: a message begins, goes on, or is promised.</summary>
    public void Fields(Http2Block block, List<HpackField> fields, long end, bool isCut)
    {
        if (block.First.Type == Http2Frame.PushPromise)
        {
            Promise(block, fields, end, isCut);
            return;
        }

        var isNew = !open.TryGetValue(block.First.Stream, out var message);
        if (isNew ? !MayBegin(block, fields, end) : !HasRoom(block, fields, end))
        {
            return;
        }

        message ??= open[block.First.Stream] = new(block.First.Stream, block.Offset);
        var before = message.Held;
        if (isNew || (!isClient && message is { Status: >= 100 and < 200, ContentLength: 0 }))
        {
            message.Begin(fields);
        }
        else
        {
            message.Trail(fields);
            if (!block.First.EndsStream)
            {
                problems.Add(new(block.Offset, "http2", "trailers that end their message", "others"));
            }
        }

        held += message.Held - before;
        message.IsCut |= isCut;
        lastStream = Math.Max(lastStream, message.Stream);
        Went(message, end, block.First.EndsStream);
    }

    void Promise(Http2Block block, List<HpackField> fields, long end, bool isCut)
    {
        if (isClient)
        {
            problems.Add(new(block.Offset, "http2", "a request", "a promise of a client"));
            return;
        }

        var message = new Http2Message(block.Promised, block.Offset) { IsPromise = true, IsCut = isCut, End = end };
        message.Begin(fields);
        finished.Add(message);
    }

    bool MayBegin(Http2Block block, List<HpackField> fields, long end)
    {
        var stream = block.First.Stream;
        if (ignored.Contains(stream))
        {
            return false;
        }

        if (isClient && (stream % 2 == 0 || stream <= lastStream))
        {
            problems.Add(new(block.Offset, "http2", "a request on a new stream", "one on a stream that has ended, or is not for requests"));
            return false;
        }

        if (open.Count >= MostOpen)
        {
            Ignore(stream);
            lastStream = Math.Max(lastStream, stream);
            problems.Add(new(block.Offset, "limit", $"at most {MostOpen} open messages", "one more, which was not kept"));
            return false;
        }

        return HasRoom(block, fields, end);
    }

    /// <summary>Whether fields may be kept; when not, what their message would become is not kept either.</summary>
    bool HasRoom(Http2Block block, List<HpackField> fields, long end)
    {
        if (held + Http2Message.Memory(fields) <= most)
        {
            return true;
        }

        problems.Add(new(block.Offset, "limit", $"open messages of at most {most} bytes", "more header fields, which were not kept"));
        lastStream = Math.Max(lastStream, block.First.Stream);
        if (open.TryGetValue(block.First.Stream, out var message))
        {
            message.IsCut = true;
            Went(message, end, block.First.EndsStream);
        }
        else
        {
            Ignore(block.First.Stream);
        }

        return false;
    }

    /// <summary>Bytes of the content of a message have come.</summary>
    public void Content(int stream, ReadOnlySpan<byte> bytes, long place)
    {
        if (!open.TryGetValue(stream, out var message))
        {
            BytesUnread += bytes.Length;
            return;
        }

        // Each piece takes a little too, so that one byte a frame is no way around the bound.
        var room = message.IsCut ? 0 : most - held - Http2Message.PieceMemory;
        var before = message.Held;
        message.Append(bytes, place, keepsContent ? (int)Math.Clamp(room, 0, bytes.Length) : 0);
        held += message.Held - before;
        if (keepsContent && room < bytes.Length && !message.IsCut)
        {
            message.IsCut = true;
            problems.Add(new(place, "limit", $"open messages of at most {most} bytes", "more content, which was not kept"));
        }
    }

    /// <summary>A frame of content has ended, and its message with it when it says so.</summary>
    public void EndContent(int stream, long end, bool isLast)
    {
        if (open.TryGetValue(stream, out var message))
        {
            Went(message, end, isLast);
        }
    }

    /// <summary>One of both sides took a stream back: what is still under way on it does not count as wrong.</summary>
    public void Reset(int stream, string because)
    {
        Ignore(stream);
        if (open.TryGetValue(stream, out var message))
        {
            Finish(message, because);
        }
    }

    /// <summary>Nothing will come any more.</summary>
    public void Abandon(string because)
    {
        foreach (var message in open.Values.OrderBy(m => m.Offset).ToList())
        {
            Finish(message, because);
        }
    }

    void Went(Http2Message message, long end, bool isLast)
    {
        message.End = end;
        if (isLast)
        {
            Finish(message, "");
        }
    }

    void Finish(Http2Message message, string broken)
    {
        message.Broken = broken;
        open.Remove(message.Stream);
        held -= message.Held;
        finished.Add(message);
    }

    void Ignore(int stream)
    {
        if (ignored.Add(stream))
        {
            ignoredInOrder.Enqueue(stream);
        }

        if (ignored.Count > MostOpen)
        {
            ignored.Remove(ignoredInOrder.Dequeue());
        }
    }
}
