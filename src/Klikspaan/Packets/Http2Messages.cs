using System.Buffers;
using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>
/// Reads one direction of a connection of HTTP/2 (RFC 9113): requests of a client, or responses and promises of a server. Places count from the beginning of
/// that direction, as the caller counts it. What ends a connection for its receiver ends the reading too: what was finished stays, from there on it would be guesswork.
/// </summary>
sealed class Http2Messages
{
    const int MostSettings = 16 << 10;

    readonly PacketProblems problems;
    readonly Http2Streams streams;
    readonly HpackDecoder hpack = new();
    readonly Http2Block block = new();
    readonly bool isClient;
    readonly byte[] head = new byte[Http2Frame.HeadLength];
    readonly ArrayBufferWriter<byte> payload = new();
    List<(int Stream, uint Code)> resets = [];
    long at = -1;
    long frameAt;
    long bytesUnread;
    int preface;
    int headFilled;
    int left;
    int padding;
    bool isInFrame;
    bool hasFrames;
    Http2Frame frame;

    /// <summary>Begins with nothing read.</summary>
    /// <param name="isClient">Whether these are the bytes of the client.</param>
    /// <param name="limits">How many bytes are kept of all messages that are open together, and so of each; and how many problems.</param>
    /// <param name="keepsContent">Whether content is kept, and not only counted.</param>
    public Http2Messages(bool isClient, Limits limits, bool keepsContent = true)
    {
        this.isClient = isClient;
        problems = new(limits.Problems);
        streams = new(isClient, limits.EntryBytes, keepsContent, problems);
    }

    /// <summary>Whether it cannot be read on; why is the last problem.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether the connection began as one of HTTP/2 does.</summary>
    public bool IsHttp2 => hasFrames;

    /// <summary>How many bytes the open messages take, roughly.</summary>
    public long Held => streams.Held;

    /// <summary>From where on places are still wanted: of open messages, and of the frame that is coming in.</summary>
    public long From => Math.Min(streams.First ?? long.MaxValue, Math.Min(block.IsOpen ? block.Offset : long.MaxValue, isInFrame || headFilled > 0 ? frameAt : at));

    /// <summary>How many messages have begun and not ended.</summary>
    public int Open => streams.Open;

    /// <summary>How large the sender lets the table of the other direction be, when it said so: for <see cref="Announce"/> there.</summary>
    public long? TableSize { get; private set; }

    /// <summary>Bytes that were not read, and content that belongs to no message that is known.</summary>
    public long BytesUnread => bytesUnread + streams.BytesUnread;

    /// <summary>Bytes of frames of types that are not of RFC 9113; a receiver ignores them (section 4.1).</summary>
    public long BytesUnknown { get; private set; }

    /// <summary>What could not be read, as far as a list may be long.</summary>
    public IReadOnlyList<PacketProblem> Problems => problems.Kept;

    /// <summary>How many problems there were besides those.</summary>
    public int ProblemsLeftOut => problems.LeftOut;

    /// <summary>The messages that have ended since this was asked last, in the order of their ends.</summary>
    public IReadOnlyList<Http2Message> Take() => streams.Take();

    /// <summary>The streams that this side took back since this was asked last: for <see cref="Reset"/> of the other direction.</summary>
    public IReadOnlyList<(int Stream, uint Code)> TakeResets() => Interlocked.Exchange(ref resets, []);

    /// <summary>The other side said how large this direction's table may be.</summary>
    public void Announce(long tableSize) => hpack.Announce(tableSize);

    /// <summary>The other side took a stream back: its message has no end, and what is still under way does not count as wrong.</summary>
    public void Reset(int stream, uint code) => streams.Reset(stream, $"the other side took it back (error code {code})");

    /// <summary>The next bytes of this direction; those that were given before are passed over, those that are missing are a gap.</summary>
    /// <remarks>Nothing of <paramref name="bytes"/> is kept, only copies.</remarks>
    public void Add(ReadOnlyMemory<byte> bytes, long streamOffset)
    {
        at = at < 0 ? streamOffset : at;
        if (streamOffset > at && !IsLost)
        {
            Gap(at, streamOffset - at);
        }

        var span = bytes.Span[(int)Math.Clamp(at - streamOffset, 0, bytes.Length)..];
        while (!span.IsEmpty && !IsLost)
        {
            var taken = isClient && preface < Http2Frame.Preface.Length ? Preface(span) : isInFrame ? Payload(span) : Head(span);
            at += taken;
            span = span[taken..];
            if (isInFrame && left == 0 && !IsLost)
            {
                EndFrame();
            }
        }

        bytesUnread += span.Length;
        at = Math.Max(at, streamOffset + bytes.Length);
    }

    /// <summary>Bytes of this direction are missing in the capture.</summary>
    public void Gap(long streamOffset, long length) => Lose(new(streamOffset, "gap", "all bytes of the connection", $"{length} bytes missing"));

    /// <summary>No more can be kept: it is not read on.</summary>
    public void Refuse() => Lose(new(at, "limit", "open messages that fit in what may be kept of all connections", "more of them"));

    /// <summary>The connection has ended, or its capture.</summary>
    public void End()
    {
        if (!IsLost && (isInFrame || headFilled > 0 || block.IsOpen || (isClient && preface is > 0 and < 24)))
        {
            problems.Add(new(at, "cut", "the rest of a frame", "the end of the connection"), isLast: true);
        }

        streams.Abandon("the connection ended before");
        IsLost = true;
    }

    int Preface(ReadOnlySpan<byte> bytes)
    {
        var expected = Http2Frame.Preface[preface..];
        var shared = bytes.CommonPrefixLength(expected);
        if (shared < Math.Min(bytes.Length, expected.Length))
        {
            Lose(new(at + shared, "not-http2", "the preface of HTTP/2", "something else"));
        }

        preface += shared;
        return shared;
    }

    int Head(ReadOnlySpan<byte> bytes)
    {
        frameAt = headFilled == 0 ? at : frameAt;
        var taken = Math.Min(bytes.Length, head.Length - headFilled);
        bytes[..taken].CopyTo(head.AsSpan(headFilled));
        headFilled += taken;
        if (headFilled == head.Length)
        {
            frame = Http2Frame.Read(head);
            headFilled = 0;
            if (Refusal() is var (expected, found))
            {
                Lose(new(frameAt, hasFrames ? "http2" : "not-http2", expected, found));
            }
            else
            {
                BeginFrame();
            }
        }

        return taken;
    }

    /// <summary>What ends a connection (RFC 9113, sections 3.4, 4.3, 5.4.1 and 6).</summary>
    (string Expected, string Found)? Refusal() => frame switch
    {
        _ when !hasFrames && (frame.Type != Http2Frame.Settings || frame.EndsStream) => ("settings as the first frame", $"a frame of type {frame.Type}"),
        _ when block.IsOpen && (frame.Type != Http2Frame.Continuation || frame.Stream != block.First.Stream) => ("the rest of a header block", $"a frame of type {frame.Type}"),
        { Type: Http2Frame.Continuation } when !block.IsOpen => ("a frame that begins something", "the continuation of no header block"),
        { IsOfBlock: true } or { Type: Http2Frame.Data } when frame.Stream == 0 => ("the number of a stream", "0"),
        { IsOfBlock: true } when (block.IsOpen ? block.Length : 0) + frame.Length > Http2Block.Most => ($"a header block of at most {Http2Block.Most} bytes", "a longer one"),
        { Type: Http2Frame.Settings } when frame.Stream != 0 || frame.Length % 6 != 0 || frame.Length > MostSettings => ("settings of the connection", $"a frame of {frame.Length} bytes"),
        { Type: Http2Frame.Data, IsPadded: true, Length: 0 } => ("the length of the padding", "an empty frame"),
        { Type: Http2Frame.Reset } when frame.Stream == 0 || frame.Length != 4 => ("the reset of a stream", $"a frame of {frame.Length} bytes"),
        _ => null,
    };

    void BeginFrame()
    {
        (isInFrame, hasFrames, left) = (true, true, frame.Length);
        payload.ResetWrittenCount();
        // Of padded content, until its first byte has come.
        padding = frame is { Type: Http2Frame.Data, IsPadded: true } ? -1 : 0;
        BytesUnknown += frame.Type > Http2Frame.Continuation ? frame.Length : 0;
        if (frame.IsOfBlock && !block.IsOpen)
        {
            block.Begin(frame, frameAt);
        }
        else if (frame.Type == Http2Frame.Data && !streams.Knows(frame.Stream))
        {
            problems.Add(new(frameAt, "http2", "the content of an open message", "that of one that is not open"));
        }
    }

    int Payload(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(left, bytes.Length);
        if (padding < 0)
        {
            taken = 1;
            padding = Math.Min((int)bytes[0], left - 1);
            if (padding < bytes[0])
            {
                problems.Add(new(at, "http2", "padding within its frame", "longer padding"));
            }
        }
        else if (frame.Type == Http2Frame.Data)
        {
            streams.Content(frame.Stream, bytes[..Math.Clamp(left - padding, 0, taken)], at);
        }
        else if (frame.IsOfBlock || frame.Type is Http2Frame.Settings or Http2Frame.Reset)
        {
            payload.Write(bytes[..taken]);
        }

        left -= taken;
        return taken;
    }

    void EndFrame()
    {
        isInFrame = false;
        switch (frame.Type)
        {
            case Http2Frame.Data:
                streams.EndContent(frame.Stream, at, frame.EndsStream);
                break;
            case Http2Frame.Settings when !frame.EndsStream:
                Settings(payload.WrittenSpan);
                break;
            case Http2Frame.Reset:
                var code = BinaryPrimitives.ReadUInt32BigEndian(payload.WrittenSpan);
                resets.Add((frame.Stream, code));
                streams.Reset(frame.Stream, $"its sender took it back (error code {code})");
                break;
            case Http2Frame.Headers or Http2Frame.PushPromise or Http2Frame.Continuation:
                Block();
                break;
        }
    }

    void Block()
    {
        var fields = new List<HpackField>();
        PacketProblem? problem = null;
        if (!block.TryAdd(frame, payload.WrittenSpan, frameAt + Http2Frame.HeadLength))
        {
            Lose(new(frameAt, "http2", "padding within its frame", "longer padding"));
        }
        else if (!frame.EndsHeaders)
        {
            // CONTINUATION frames follow.
        }
        else if (!block.TryRead(hpack, fields, out problem))
        {
            Lose(problem!.Value);
        }
        else
        {
            if (problem is { } limit)
            {
                problems.Add(limit);
            }

            streams.Fields(block, fields, at, problem is not null);
        }
    }

    void Settings(ReadOnlySpan<byte> settings)
    {
        for (; settings.Length >= 6; settings = settings[6..])
        {
            // Section 6.5.2: SETTINGS_HEADER_TABLE_SIZE.
            TableSize = BinaryPrimitives.ReadUInt16BigEndian(settings) == 1 ? BinaryPrimitives.ReadUInt32BigEndian(settings[2..]) : TableSize;
        }
    }

    void Lose(PacketProblem problem)
    {
        if (!IsLost)
        {
            problems.Add(problem, isLast: true);
            streams.Abandon("the connection could not be read on");
            IsLost = true;
        }
    }
}
