using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>A request as octets (RFC 9112): its parts as excerpts of the file.</summary>
/// <param name="number">Number of its entry.</param>
/// <param name="block">The octets.</param>
/// <param name="place">Where a piece of them stands in the file, and the steps that lead from there.</param>
/// <param name="capture">SHA-256 of the capture.</param>
sealed class RequestOctets(int number, ReadOnlyMemory<byte> block, Func<int, int, (long Offset, long Length, string Steps)> place, string capture)
{
    const int MostExtensions = 1000;
    readonly List<Excerpt> excerpts = [];
    readonly List<Problem> problems = [];

    /// <summary>Whether the capture says that the request ended before it was whole.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>Whether the last field was put there by the recorder, for the trailers.</summary>
    public bool IsRewritten { get; init; }

    /// <summary>Whether the capture says that it does not hold all of the request.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>How long the request is in the capture, when that is more than may be read and the octets are only its beginning.</summary>
    public long? WholeLength { get; init; }

    /// <summary>The request target, as sent.</summary>
    public ReadOnlyMemory<byte> Target { get; private set; }

    /// <summary>The value of the host field; empty when there is none.</summary>
    public string HostField { get; private set; } = "";

    /// <summary>The method.</summary>
    public string Method { get; private set; } = "";

    /// <summary>The path of the request target.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The parts that carry values.</summary>
    public IReadOnlyList<Excerpt> Excerpts => excerpts;

    /// <summary>What could not be made out.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Bytes that went out.</summary>
    public long BytesOut { get; private set; }

    /// <summary>How many of them stand in the capture beyond what may be read of it: of a request that is too large, all but its head.</summary>
    public long BytesUnread { get; private set; }

    /// <summary>Takes the request apart; false when it has no request line.</summary>
    public bool Read()
    {
        var text = block.Span;
        var from = text.Length - text.TrimStart("\r\n"u8).Length;
        var end = text[from..].IndexOf((byte)'\n');
        end = end < 0 ? text.Length : from + end;
        if (!RequestLine(from, text[from..end].TrimEnd("\r"u8).Length))
        {
            return false;
        }

        var fields = new List<FieldLine>();
        var body = FieldLines.Read(text, Math.Min(end + 1, text.Length), fields);
        if (IsIncomplete)
        {
            Problem("incomplete", MessagePart.Whole, 0, block.Length, "the whole request", "a connection that ended before it");
        }
        else if (body < 0 && WholeLength is null)
        {
            Problem("http", MessagePart.Whole, 0, block.Length, "an empty line after the head", "none");
        }

        if (fields.Count == FieldLines.Most)
        {
            Problem("limit", MessagePart.Header, fields[^1].NameAt, fields[^1].NameLength, $"at most {FieldLines.Most} header fields", "that many; the last may be several");
        }

        var isChunked = fields.FindLast(f => Is(f, "transfer-encoding")) is { NameLength: > 0 } coding && Ends(coding.Value(text), "chunked");
        if (IsRewritten && isChunked && Is(fields[^1], "transfer-encoding"))
        {
            // Not sent: it was put there for the trailers.
            fields.RemoveAt(fields.Count - 1);
        }

        Fields(fields);
        if (body < 0 && !text.EndsWith("\n"u8) && fields.Count > 0 && Is(fields[^1], "host"))
        {
            // A line that was cut can name another host.
            HostField = "";
        }

        if (WholeLength is { } whole)
        {
            BytesUnread = whole - (body < 0 ? text.Length : body);
            BytesOut += BytesUnread;
            return true;
        }

        if (body >= 0 && body < text.Length)
        {
            Content(body, isChunked);
        }

        Lost(fields, body < 0 ? 0 : text.Length - body, isChunked);
        return true;
    }

    bool RequestLine(int at, int length)
    {
        var line = block.Span.Slice(at, length);
        var space = line.IndexOf((byte)' ');
        if (space <= 0)
        {
            return false;
        }

        var last = line.LastIndexOf((byte)' ');
        var stop = last > space && line[(last + 1)..].StartsWith("HTTP/"u8) ? last : line.Length;
        Method = Encoding.Latin1.GetString(line[..space]);
        var start = space + 1;
        var target = line[start..stop];
        start += target.Length - target.TrimStart((byte)' ').Length;
        target = target.Trim((byte)' ');
        Target = block.Slice(at + start, target.Length);
        if (Method == "CONNECT")
        {
            // The authority form (RFC 9112 section 3.2.3) has no path.
            return true;
        }

        var url = CapturedUrl.Parse(target);
        Path = Encoding.UTF8.GetString(target[url.Path]);
        Add(MessagePart.Path, "", at + start + url.Path.Start.Value, target[url.Path].Length);
        Add(MessagePart.Query, "", at + start + url.Query.Start.Value, target[url.Query].Length);
        return true;
    }

    void Fields(List<FieldLine> fields, int shift = 0)
    {
        foreach (var field in fields)
        {
            var name = Encoding.UTF8.GetString(block.Span.Slice(shift + field.NameAt, field.NameLength)).ToLowerInvariant();
            var isCookie = name == "cookie";
            HostField = name == "host" && HostField.Length == 0 ? Encoding.UTF8.GetString(block.Span.Slice(shift + field.ValueAt, field.ValueLength)) : HostField;
            BytesOut += field.NameLength;
            Add(isCookie ? MessagePart.Cookie : MessagePart.Header, isCookie ? "" : "/" + Pointer(name), shift + field.ValueAt, field.ValueLength, isKept: true);
        }
    }

    void Content(int at, bool isChunked)
    {
        var body = block[at..];
        if (!isChunked)
        {
            Add(MessagePart.Content, "", at, body.Length);
            return;
        }

        var coding = ChunkedCoding.Read(body.Span, body.Length);
        if (coding.FailedAt >= 0)
        {
            Add(MessagePart.Content, "", at, body.Length);
            if (!IsIncomplete)
            {
                Problem("chunked", MessagePart.Content, at + coding.FailedAt, body.Length - coding.FailedAt, coding.Expected, "something else");
            }

            return;
        }

        if (coding.Content.Length > 0)
        {
            var (offset, length, steps) = place(at, body.Length);
            BytesOut += coding.Content.Length;
            excerpts.Add(new(MessagePart.Content, "", offset, length, Layer.Join(steps, "chunked"), coding.Content));
        }

        for (var i = 0; i < Math.Min(coding.Extensions.Count, MostExtensions); i++)
        {
            Add(MessagePart.Header, "/chunk-extension/" + i.ToString(CultureInfo.InvariantCulture), at + coding.Extensions[i].Offset, coding.Extensions[i].Length);
        }

        if (coding.Extensions.Count > MostExtensions)
        {
            Problem("limit", MessagePart.Content, at, body.Length, $"at most {MostExtensions} chunk extensions", $"{coding.Extensions.Count}");
        }

        var trailers = new List<FieldLine>();
        _ = FieldLines.Read(body.Span, coding.Trailers, trailers);
        Fields(trailers, at);
    }

    /// <summary>What the capture itself shows to be missing.</summary>
    void Lost(List<FieldLine> fields, int found, bool isChunked)
    {
        var text = block.Span;
        if (IsTruncated)
        {
            Problem("body-lost", MessagePart.Content, 0, block.Length, "the whole request", "the record's mark that it was truncated");
        }
        else if (!isChunked && !IsIncomplete && fields.Find(f => Is(f, "content-length")) is { NameLength: > 0 } field
            && long.TryParse(Encoding.Latin1.GetString(field.Value(text)), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > found)
        {
            Problem("body-lost", MessagePart.Content, 0, block.Length, $"content of {length} bytes", $"{found} bytes");
        }
    }

    bool Is(FieldLine field, string name) => Encoding.Latin1.GetString(field.Name(block.Span)).Equals(name, StringComparison.OrdinalIgnoreCase);

    static bool Ends(ReadOnlySpan<byte> value, string token) => Encoding.Latin1.GetString(value).EndsWith(token, StringComparison.OrdinalIgnoreCase);

    static string Pointer(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    void Add(MessagePart part, string path, int at, int length, bool isKept = false)
    {
        if (length > 0 || isKept)
        {
            var (offset, size, steps) = place(at, length);
            BytesOut += length;
            excerpts.Add(new(part, path, offset, size, steps, block.Slice(at, length)));
        }
    }

    void Problem(string kind, MessagePart part, int at, int length, string expected, string found)
    {
        var (offset, size, steps) = place(at, length);
        problems.Add(new(new(capture, number, part, "", offset, size, steps), kind, expected, found));
    }
}
