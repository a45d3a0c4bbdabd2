using System.Text;

namespace Klikspaan.Importing;

/// <summary>The parts of a request as excerpts of the archive, what they weigh, and what is wrong with them.</summary>
sealed class HarExcerpts(CaptureEntry entry, string capture)
{
    const int UsualExcerpts = 16;
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
        _ = IsLeftOut(MessagePart.Path, "", url);
        Part(MessagePart.Path, url, bytes, address.Path);
        Part(MessagePart.Query, url, bytes, address.Query);
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
        _ = IsLeftOut(part, "", named);
        bytesOut += name.Length;
        if (IsLeftOut(part, path, from))
        {
            return;
        }

        var bytes = from.Unescape(entry.Scratch);
        bytesOut += bytes.Length;
        excerpts.Add(new(part, path, from.Offset, from.Raw.Length, from.Steps, bytes));
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

    /// <summary>Adds content, or a message.</summary>
    public void Body(MessagePart part, string path, JsonText from, string encoding, long size = -1, bool isEncoded = false)
    {
        if (IsLeftOut(part, path, from))
        {
            return;
        }

        var bytes = from.Unescape(entry.Scratch);
        var steps = from.Steps;
        if (encoding == "base64")
        {
            var decoded = new byte[System.Buffers.Text.Base64.GetMaxDecodedFromUtf8Length(bytes.Length)];
            if (System.Buffers.Text.Base64.DecodeFromUtf8(bytes.Span, decoded, out _, out var written) == System.Buffers.OperationStatus.Done)
            {
                (bytes, steps) = (decoded.AsMemory(0, written), Layer.Join(steps, "base64"));
            }
            else
            {
                problems.Add(At(part, path, from, "base64", "base64, as the archive says", "other text"));
            }
        }
        else if (part == MessagePart.Content)
        {
            (bytes, steps) = Text(from, bytes, steps, size, isEncoded);
        }

        bytesOut += bytes.Length;
        excerpts.Add(new(part, path, from.Offset, from.Raw.Length, steps, bytes));
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
    public void Lost(string expected, string found) => problems.Add(
        new(new(capture, entry.Number, MessagePart.Content, "", entry.Offset, entry.Length, ""), "body-lost", expected, found));

    Problem At(MessagePart part, string path, JsonText from, string kind, string expected, string found) =>
        new(new(capture, entry.Number, part, path, from.Offset, from.Length, ""), kind, expected, found);
}
