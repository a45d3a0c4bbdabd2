using System.Buffers;
using System.Globalization;
using System.Text;
using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>The parts of a request as excerpts of the archive, what they weigh, and what is wrong with them.</summary>
sealed class HarExcerpts(CaptureEntry entry, string capture)
{
    const int UsualExcerpts = 16, MostMessages = 100_000, HalfLength = 6;
    readonly List<Excerpt> excerpts = new(UsualExcerpts);
    readonly List<Problem> problems = [];
    long bytesOut, bytesUnread;

    /// <summary>The parts, in the order in which they were added.</summary>
    public IReadOnlyList<Excerpt> Excerpts => excerpts;

    /// <summary>What could not be made out.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Bytes that went out.</summary>
    public long BytesOut => bytesOut;

    /// <summary>How many of them were not kept.</summary>
    public long BytesUnread => bytesUnread;

    /// <summary>Adds the path and the query of the URL.</summary>
    public void Url(JsonText url, ReadOnlyMemory<byte> bytes, CapturedUrl address)
    {
        if (!IsLeftOut(MessagePart.Path, "", url))
        {
            TellHalf(MessagePart.Path, "", url, bytes);
        }

        Part(MessagePart.Path, url, bytes, address.Path);
        Part(MessagePart.Query, url, bytes, address.Query);
    }

    /// <summary>Adds a part that is the whole of a text.</summary>
    public void Whole(MessagePart part, JsonText from)
    {
        if (!IsLeftOut(part, "", from))
        {
            var bytes = from.Unescape(entry.Scratch);
            TellHalf(part, "", from, bytes);
            Part(part, from, bytes, 0..bytes.Length);
        }
    }

    void Part(MessagePart part, JsonText from, ReadOnlyMemory<byte> bytes, Range range)
    {
        var (offset, length) = range.GetOffsetAndLength(bytes.Length);
        if (length == 0)
        {
            return;
        }

        bytesOut += length;
        excerpts.Add(from.IsEscaped
            ? new(part, "", from.Offset, from.Raw.Length, $"json-string|[{offset}+{length}]", bytes.Slice(offset, length))
            : new(part, "", from.Offset + offset, length, "", bytes.Slice(offset, length)));
    }

    /// <summary>Adds a field with its name.</summary>
    public void Add(MessagePart part, string path, HarName name, JsonText named, JsonText from)
    {
        Named(part, named, name);
        Value(part, path, from);
    }

    /// <summary>Counts a name.</summary>
    public void Named(MessagePart part, JsonText named, HarName name)
    {
        _ = IsLeftOut(part, "", named);
        bytesOut += name.Length;
    }

    /// <summary>Adds a value whose name was counted before.</summary>
    public void Value(MessagePart part, string path, JsonText from)
    {
        if (IsLeftOut(part, path, from))
        {
            return;
        }

        var bytes = from.Unescape(entry.Scratch);
        TellHalf(part, path, from, bytes);
        bytesOut += bytes.Length;
        excerpts.Add(new(part, path, from.Offset, from.Raw.Length, from.Steps, bytes));
    }

    /// <summary>Says of text that half a surrogate pair stands in it, for which UTF-8 has no form: what was sent is not known.</summary>
    bool TellHalf(MessagePart part, string path, JsonText from, ReadOnlyMemory<byte> text)
    {
        if (!from.IsEscaped || text.Span.IndexOf("\uFFFD"u8) < 0 || JsonEscapes.HalfIn(from.Raw.Span) is not (>= 0 and var at))
        {
            return false;
        }

        problems.Add(new(new(capture, entry.Number, part, path, from.Offset + at, HalfLength, ""), "surrogate", "pairs of surrogates", "half of one, for which there are no bytes; it was read as U+FFFD"));
        return true;
    }

    /// <summary>Says of a piece of the request that it was too large to be kept: it went out, and was not read.</summary>
    bool IsLeftOut(MessagePart part, string path, JsonText from)
    {
        if (from.LeftOut == 0)
        {
            return false;
        }

        bytesOut += from.LeftOut;
        bytesUnread += from.LeftOut;
        problems.Add(At(part, path, from, "limit", "a piece of the request that fits in what is kept of an entry", $"{from.LeftOut} bytes, which were not read"));
        return true;
    }

    /// <summary>Adds content, or a message; null when it was too large to be kept.</summary>
    public Excerpt? Body(MessagePart part, string path, JsonText from, string encoding, long size = -1, bool isEncoded = false)
    {
        if (IsLeftOut(part, path, from))
        {
            return null;
        }

        var bytes = from.Unescape(entry.Scratch);
        var steps = from.Steps;
        var isHalf = TellHalf(part, path, from, bytes);
        if (encoding == "base64")
        {
            if (Decoded(bytes) is { } decoded)
            {
                (bytes, steps) = (decoded, Layer.Join(steps, "base64"));
            }
            else
            {
                problems.Add(At(part, path, from, "base64", "base64, as the archive says", "other text"));
            }
        }
        else if (part == MessagePart.Content)
        {
            (bytes, steps) = isHalf ? (bytes, steps) : Text(from, bytes, steps, size, isEncoded);
        }

        bytesOut += bytes.Length;
        var excerpt = new Excerpt(part, path, from.Offset, from.Raw.Length, steps, bytes);
        excerpts.Add(excerpt);
        return excerpt;
    }

    /// <summary>What was written in base64; null when it is something else.</summary>
    static ReadOnlyMemory<byte>? Decoded(ReadOnlyMemory<byte> text)
    {
        var decoded = new byte[System.Buffers.Text.Base64.GetMaxDecodedFromUtf8Length(text.Length)];

        // Null as it stands would become an empty piece of memory.
        return System.Buffers.Text.Base64.DecodeFromUtf8(text.Span, decoded, out _, out var written) == OperationStatus.Done ? decoded.AsMemory(0, written) : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>Adds the messages of a websocket whose frames (RFC 6455), as they were sent, stand here in base64.</summary>
    public void Frames(JsonText from)
    {
        if (IsLeftOut(MessagePart.Message, "", from))
        {
            return;
        }

        if (Decoded(from.Unescape(entry.Scratch)) is not { } frames)
        {
            Unread(from, "base64", "frames of a websocket in base64", "other text", from.Length);
            return;
        }

        var steps = Layer.Join(from.Steps, "base64");
        for (int at = 0, count = 0; at < frames.Length;)
        {
            if (count == MostMessages || WebsocketFrames.Message(frames.Span[at..]) is not { IsBroken: false } message)
            {
                Unread(from, count == MostMessages ? "limit" : "websocket", count == MostMessages ? "messages that fit in what may be kept" : "frames of a websocket up to the end", "something else: what the websocket sent from there was not read", frames.Length - at);
                return;
            }

            if (message.IsData)
            {
                var cut = string.Create(CultureInfo.InvariantCulture, $"[{at}+{message.Length}]");
                excerpts.Add(new(MessagePart.Message, "/" + count.ToString(CultureInfo.InvariantCulture), from.Offset, from.Raw.Length, Layer.Join(Layer.Join(steps, cut), WebsocketFrames.Step), message.Payload));
                bytesOut += message.Payload.Length;
                count++;
            }

            at += message.Length;
        }
    }

    void Unread(JsonText from, string kind, string expected, string found, long count)
    {
        bytesOut += count;
        bytesUnread += count;
        problems.Add(At(MessagePart.Message, "", from, kind, expected, found));
    }

    /// <summary>Content that was kept as text: says where its bytes were lost, and undoes "one character a byte".</summary>
    (ReadOnlyMemory<byte> Bytes, string Steps) Text(
        JsonText from, ReadOnlyMemory<byte> bytes, string steps, long size, bool isEncoded)
    {
        if (bytes.Span.IndexOf("\uFFFD"u8) >= 0)
        {
            problems.Add(At(MessagePart.Content, "", from, "body-lost", "the bytes of the content", "U+FFFD, where the exporter replaced bytes that are not UTF-8"));
            return (bytes, steps);
        }

        if (size > 0 && bytes.Length > size && Latin1(bytes.Span, (int)size) is { } latin1 && IsBinaryOrUtf8(latin1))
        {
            return (latin1, Layer.Join(steps, "latin1"));
        }

        if (bytes.Length < size && !isEncoded)
        {
            problems.Add(At(MessagePart.Content, "", from, "body-lost", $"content of {size} bytes", $"{bytes.Length} bytes"));
        }

        return (bytes, steps);
    }

    /// <summary>
    /// Some exporters give the size in characters, so a fitting size is not enough: the bytes must also make more sense
    /// than the text, as UTF-8 or as binary.
    /// </summary>
    static bool IsBinaryOrUtf8(ReadOnlySpan<byte> latin1) =>
        System.Text.Unicode.Utf8.IsValid(latin1) || latin1.ContainsAnyInRange((byte)0, (byte)8) || latin1.ContainsAnyInRange((byte)14, (byte)31);

    /// <summary>The bytes whose characters the text holds, when it is of this many characters that are all of one byte.</summary>
    static byte[]? Latin1(ReadOnlySpan<byte> utf8, int size)
    {
        if (utf8.ContainsAnyInRange((byte)0xC4, (byte)0xFF) || Encoding.UTF8.GetCharCount(utf8) != size)
        {
            return null;
        }

        var bytes = new byte[size];
        return TryLatin1(utf8, bytes) ? bytes : null;
    }

    static bool TryLatin1(ReadOnlySpan<byte> utf8, Span<byte> bytes)
    {
        var i = 0;
        foreach (ref var target in bytes)
        {
            var isPair = utf8[i] is 0xC2 or 0xC3 && i + 1 < utf8.Length && (utf8[i + 1] & 0xC0) == 0x80;
            if (!isPair && utf8[i] > 0x7F)
            {
                return false;
            }

            target = isPair ? (byte)((utf8[i] << 6) | (utf8[i + 1] & 0x3F)) : utf8[i];
            i += isPair ? 2 : 1;
        }

        return i == utf8.Length;
    }

    /// <summary>Says that content is not in the archive.</summary>
    public void Lost(string expected, string found) => Tell("body-lost", MessagePart.Content, expected, found);

    /// <summary>Says what is wrong with a part, or with the exchange.</summary>
    public void Tell(string kind, MessagePart part, string expected, string found) =>
        problems.Add(new(new(capture, entry.Number, part, "", entry.Offset, entry.Length, ""), kind, expected, found));

    Problem At(MessagePart part, string path, JsonText from, string kind, string expected, string found) =>
        new(new(capture, entry.Number, part, path, from.Offset, from.Length, ""), kind, expected, found);
}
