using System.Buffers.Binary;

namespace Klikspaan.Recording.Receiving;

/// <summary>Cuts a connection of HTTP/2 into requests (RFC 9113).</summary>
/// <param name="space">Where requests are kept.</param>
/// <remarks>What ends a connection for a server ends the framing too: from there on it would be guesswork.</remarks>
sealed class Http2Framer(SpoolSpace space) : RequestFramer(space)
{
    /// <summary>Most requests that may be open at a time.</summary>
    public const int MostOpen = 1_024;

    // Of one that is open: its place in lists, and what it has before its first field.
    const int StreamItself = 512;

    readonly SortedDictionary<int, Http2Stream> open = [];
    readonly HpackDecoder hpack = new();
    readonly Http2Headers headers = new();
    readonly Http2Beside beside = new();
    readonly byte[] head = new byte[Http2Frame.HeadLength];
    readonly byte[] resetCode = new byte[4];
    int preface;
    int headFilled;
    int left;
    int padding;
    int lastStream;
    int held;
    bool isInFrame;
    Http2Frame frame;

    public override string Protocol => "h2";

    protected override UnframedBytes? ReadBeside() =>
        beside.Seen == 0 ? null : new("frames and padding of HTTP/2 that belong to no request", Protocol, beside.First, beside.Seen);

    // A character of a field takes two bytes.
    protected override int HeldOpen => (2 * (held + hpack.Size)) + headers.Capacity + beside.Capacity + (open.Count * StreamItself);

    protected override int Frame(ReadOnlySpan<byte> bytes) =>
        preface < FirstBytes.Preface.Length ? TakePreface(bytes) : isInFrame ? TakePayload(bytes) : TakeHead(bytes);

    protected override void End()
    {
        AbandonStreams("the connection ended before the request");
        beside.End();
        if (preface < FirstBytes.Preface.Length ? preface > 0 : headFilled > 0 || headers.Stream > 0)
        {
            Fail("the connection ended within a frame");
        }
    }

    protected override RecordedRequest? Head(int number) => open.TryGetValue(number, out var stream) ? stream.TakeHead() : null;

    protected override ReadOnlySpan<byte> Abandon(string because)
    {
        AbandonStreams(because);
        beside.End();
        return preface < FirstBytes.Preface.Length ? FirstBytes.Preface[..preface]
            : headers.Stream > 0 ? headers.Take(head.AsSpan(0, headFilled))
            : head.AsSpan(0, headFilled);
    }

    protected override void Discard()
    {
        foreach (var stream in open.Values)
        {
            stream.Dispose();
        }

        open.Clear();
    }

    int TakePreface(ReadOnlySpan<byte> bytes)
    {
        var expected = FirstBytes.Preface[preface..];
        var shared = bytes.CommonPrefixLength(expected);
        preface += shared;
        if (shared < Math.Min(bytes.Length, expected.Length))
        {
            Fail("not the preface of HTTP/2");
        }

        return shared;
    }

    int TakeHead(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, head.Length - headFilled);
        bytes[..taken].CopyTo(head.AsSpan(headFilled));
        headFilled += taken;
        if (headFilled == head.Length)
        {
            frame = Http2Frame.Read(head);
            if (WhyNotExpected() is { } broken)
            {
                Fail(broken);
            }
            else
            {
                BeginFrame();
            }
        }

        return taken;
    }

    /// <summary>Frames that a client may not send here; a server ends the connection for each (RFC 9113, sections 5.1 and 6).</summary>
    string? WhyNotExpected() =>
        headers.Stream > 0 && (frame.Type != Http2Frame.Continuation || frame.Stream != headers.Stream) ? "a header block was interrupted"
        : frame.Type switch
        {
            Http2Frame.Data when !open.ContainsKey(frame.Stream) => "content for a request that is not open",
            Http2Frame.Data when frame.IsPadded && frame.Length == 0 => "padding without a length",
            Http2Frame.Headers when frame.Stream % 2 == 0 => "a request on a stream that a client may not open",
            Http2Frame.Headers when frame.Stream <= lastStream && !open.ContainsKey(frame.Stream) => "header fields for a request that has ended",
            Http2Frame.Headers when open.ContainsKey(frame.Stream) && !frame.EndsStream => "trailers that do not end a request",
            Http2Frame.Headers when !open.ContainsKey(frame.Stream) && open.Count >= MostOpen => $"more than {MostOpen} open requests",
            Http2Frame.Headers or Http2Frame.Continuation when headers.Octets.Length + frame.Length + head.Length > Http2Headers.Most
                => $"a header block of more than {Http2Headers.Most} bytes",
            Http2Frame.Continuation when headers.Stream == 0 => "the continuation of no header block",
            Http2Frame.Reset when frame.Stream == 0 || frame.Stream > lastStream || frame.Length != resetCode.Length => "the reset of no request",
            Http2Frame.PushPromise => "a push from a client",
            _ => null,
        };

    void BeginFrame()
    {
        (isInFrame, left, padding, headFilled) = (true, frame.Length, 0, 0);
        if (frame.Type is Http2Frame.Headers or Http2Frame.Continuation)
        {
            headers.Begin(frame, head);
        }
        else if (frame.Type is Http2Frame.Data)
        {
            // Until the length of the padding is known.
            padding = frame.IsPadded ? -1 : 0;
        }
        else if (!frame.IsOfRequest)
        {
            beside.Begin(frame, head);
        }

        EndFrameWhenWhole();
    }

    int TakePayload(ReadOnlySpan<byte> bytes)
    {
        if (padding < 0)
        {
            return TakePaddingLength(bytes[0]);
        }

        var taken = Math.Min(left, bytes.Length);
        TakePayload(bytes[..taken], frame.Length - left);
        left -= taken;
        EndFrameWhenWhole();
        return taken;
    }

    void TakePayload(ReadOnlySpan<byte> bytes, int offset)
    {
        switch (frame.Type)
        {
            case Http2Frame.Data:
                var content = Math.Clamp(left - padding, 0, bytes.Length);
                open[frame.Stream].Append(bytes[..content]);
                beside.Padding(bytes[content..]);
                break;
            case Http2Frame.Headers or Http2Frame.Continuation:
                headers.Append(bytes);
                break;
            case Http2Frame.Reset:
                bytes.CopyTo(resetCode.AsSpan(offset));
                break;
            default:
                beside.Append(bytes);
                break;
        }
    }

    int TakePaddingLength(byte length)
    {
        if (length >= left)
        {
            headFilled = head.Length;
            Fail("padding that is longer than its frame");
            return 0;
        }

        left--;
        padding = length;
        EndFrameWhenWhole();
        return 1;
    }

    void EndFrameWhenWhole()
    {
        if (left > 0)
        {
            return;
        }

        isInFrame = false;
        beside.End();
        switch (frame.Type)
        {
            case Http2Frame.Data when frame.EndsStream:
                Close(open[frame.Stream], null);
                break;
            case Http2Frame.Headers or Http2Frame.Continuation:
                EndHeaders();
                break;
            case Http2Frame.Reset when open.TryGetValue(frame.Stream, out var stream):
                Close(stream, $"the program took it back (error code {BinaryPrimitives.ReadUInt32BigEndian(resetCode)})");
                break;
        }
    }

    void EndHeaders()
    {
        if (!headers.TryEnd(frame))
        {
            Fail("padding that is longer than its frame");
        }
        else
        {
            beside.Padding(headers.Padding);
            if (frame.EndsHeaders)
            {
                ReadHeaders();
            }
        }
    }

    void ReadHeaders()
    {
        var isNew = !open.TryGetValue(headers.Stream, out var stream);
        stream ??= new(headers.Stream, Space);
        var fields = isNew ? stream.Fields : stream.Trailers;
        if (hpack.Read(headers.Block, fields) is { } broken)
        {
            fields.Clear();
            Fail(broken);
            return;
        }

        var (number, ends, size) = (headers.Stream, headers.EndsStream, fields.Sum(f => f.Size));
        headers.Clear();
        open[number] = stream;
        lastStream = Math.Max(lastStream, number);
        stream.Held += size;
        held += size;
        if (!isNew)
        {
            stream.HasMore();
        }

        if (ends)
        {
            Close(stream, null);
        }
        else if (held + Held > MostHeld)
        {
            Fail("too many header fields in open requests");
        }
    }

    void Close(Http2Stream stream, string? because)
    {
        open.Remove(stream.Number);
        held -= stream.Held;
        if (stream.IsToldWhole)
        {
            stream.Dispose();
            return;
        }

        Offer(stream.ToRequest(because));
    }

    void AbandonStreams(string because)
    {
        while (open.Count > 0)
        {
            Close(open.Values.First(), because);
        }
    }
}
