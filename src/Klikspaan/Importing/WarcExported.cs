using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>
/// What the metadata of an exchange says that was written again from another capture (docs/recording-format.md): facts, parts that have no place in octets, and what was
/// wrong with it there. A member of another type than expected is as if it were not there.
/// </summary>
sealed class WarcExported
{
    const int MostProblems = 1000, MostParts = 120_000, LongestWords = 500;
    static readonly string[] Known = ["started_at", "method", "scheme", "host", "port", "path", "status", "bytes_in", "bytes_out", "bytes_not_read"];
    const long MostBytes = 1L << 40;
    readonly ArchivedRecord record;
    readonly CaptureEntry view;
    readonly Dictionary<string, JsonText> facts = new(StringComparer.Ordinal);
    readonly List<Excerpt> parts = [];
    readonly List<Problem> problems = [];
    readonly string capture;
    readonly int number;
    bool isExported, isTooMuch;

    WarcExported(ArchivedRecord record, ReadOnlyMemory<byte> json, int number, string capture) =>
        (this.record, view, this.number, this.capture) = (record, new(number, 0, json.Length, json, EntryKind.Exchange), number, capture);

    /// <summary>Reads a block; null when it is of no such exchange.</summary>
    public static WarcExported? Read(ArchivedRecord record, ReadOnlyMemory<byte> json, int number, string capture)
    {
        var read = new WarcExported(record, json, number, capture);
        var cursor = new JsonCursor(json.Span);
        for (var isIn = cursor.Object(); isIn && cursor.NextMember();)
        {
            read.Member(ref cursor);
        }

        return read.isExported && !cursor.IsBroken ? read : null;
    }

    /// <summary>The exchange of which the octets of the request, if any, were read before.</summary>
    public Exchange Finish(Exchange known)
    {
        // What stands here of a sort takes the place of all of that sort in the octets.
        var replaced = parts.Select(p => p.Part).ToHashSet();
        var excerpts = known.Excerpts.Where(e => !replaced.Contains(e.Part)).Concat(parts).ToList();
        var unread = Number("bytes_not_read") is > 0 and <= MostBytes and var left ? left : 0;
        var sent = excerpts.Where(e => e.Part is not (MessagePart.Name or MessagePart.Record)).Sum(e => e.Bytes.Length + NameLength(e)) + unread;
        var isSent = known.Kind.IsSent();

        return known with
        {
            StartedAt = DateTimeOffset.TryParse(Text("started_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            Method = Text("method"),
            Scheme = Text("scheme"),
            Host = Text("host").ToLowerInvariant(),
            Port = Number("port") is >= 0 and <= ushort.MaxValue and var port ? (int)port : null,
            Path = Text("path"),
            Status = Number("status") is > 0 and < 1000 and var status ? (int)status : null,
            BytesIn = Number("bytes_in") is >= 0 and var size ? size : null,
            Excerpts = excerpts,
            BytesUnread = isSent ? unread : 0,
            BytesOut = !isSent ? 0 : Number("bytes_out") is <= MostBytes and var count && count >= sent ? count : sent,
            Problems = problems,
        };
    }

    void Member(ref JsonCursor cursor)
    {
        if (cursor.Is("exchange"u8))
        {
            for (var isIn = isExported = cursor.Object(); isIn && cursor.NextMember();)
            {
                var name = cursor.Name(32);
                if (cursor.Any(view) is { } value && Known.Contains(name))
                {
                    facts[name] = value;
                }
            }
        }
        else if (cursor.Is("parts"u8) && cursor.List())
        {
            while (cursor.NextObject())
            {
                Part(ref cursor);
            }
        }
        else if (cursor.Is("problems"u8) && cursor.List())
        {
            while (cursor.NextObject())
            {
                Problem(ref cursor);
            }
        }
        else if (!cursor.Is("parts"u8) && !cursor.Is("problems"u8))
        {
            cursor.Skip();
        }
    }

    void Part(ref JsonCursor cursor)
    {
        string part = "", path = "";
        JsonText? text = null;
        var isBase64 = false;
        while (cursor.NextMember())
        {
            if (cursor.Is("part"u8))
            {
                part = cursor.Text(view);
            }
            else if (cursor.Is("path"u8))
            {
                path = cursor.Text(view);
            }
            else if (cursor.Is("text"u8) || cursor.Is("base64"u8))
            {
                isBase64 = cursor.Is("base64"u8);
                text = cursor.String(view);
            }
            else
            {
                cursor.Skip();
            }
        }

        if (parts.Count == MostParts)
        {
            if (!isTooMuch)
            {
                problems.Add(new(new(capture, number, MessagePart.Whole, "", record.Offset, record.Length, ""), "limit", $"at most {MostParts} parts", "more, which were not read"));
            }

            isTooMuch = true;
        }
        else if (MessageParts.Find(part) is { } sort && sort != MessagePart.Whole && text is { } value && (path.Length == 0 || path[0] == '/'))
        {
            Add(sort, path, value, isBase64);
        }
    }

    void Add(MessagePart part, string path, JsonText text, bool isBase64)
    {
        var (offset, length, steps) = record.Place((int)text.Offset, (int)text.Length);
        var bytes = text.Unescape();
        steps = Layer.Join(steps, text.Steps);
        if (isBase64)
        {
            var decoded = new byte[System.Buffers.Text.Base64.GetMaxDecodedFromUtf8Length(bytes.Length)];
            if (System.Buffers.Text.Base64.DecodeFromUtf8(bytes.Span, decoded, out _, out var written) != System.Buffers.OperationStatus.Done)
            {
                problems.Add(new(new(capture, number, part, path, offset, length, steps), "base64", "base64, as the record says", "other text"));
                return;
            }

            (bytes, steps) = (decoded.AsMemory(0, written), Layer.Join(steps, "base64"));
        }

        parts.Add(new(part, path, offset, length, steps, bytes));
    }

    void Problem(ref JsonCursor cursor)
    {
        string part = "", kind = "", expected = "", found = "";
        while (cursor.NextMember())
        {
            if (cursor.Is("part"u8))
            {
                part = cursor.Text(view);
            }
            else if (cursor.Is("kind"u8))
            {
                kind = Words(cursor.String(view));
            }
            else if (cursor.Is("expected"u8))
            {
                expected = Words(cursor.String(view));
            }
            else if (cursor.Is("found"u8))
            {
                found = Words(cursor.String(view));
            }
            else
            {
                cursor.Skip();
            }
        }

        if (problems.Count < MostProblems && kind.Length > 0)
        {
            problems.Add(new(new(capture, number, MessageParts.Find(part) ?? MessagePart.Whole, "", record.Offset, record.Length, ""), kind, expected, found));
        }
    }

    static string Words(JsonText? text) => text is { Length: <= LongestWords } words ? words.ToString() : "";

    string Text(string name) => facts.TryGetValue(name, out var value) && IsString(value) ? value.ToString() : "";

    long? Number(string name) =>
        facts.TryGetValue(name, out var value) && !IsString(value) && long.TryParse(value.Raw.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>What stands before a member's value is a quotation mark only where it is a string.</summary>
    bool IsString(JsonText value) => view.Bytes.Span[(int)value.Offset - 1] == '"';

    /// <summary>The name of a field or parameter was sent too; that of a chunk extension stands in its value.</summary>
    static int NameLength(Excerpt excerpt) => excerpt.Part switch
    {
        MessagePart.Cookie when excerpt.Path.Length == 0 => "cookie".Length,
        MessagePart.Header or MessagePart.Cookie or MessagePart.Content when excerpt.Path.LastIndexOf('/') == 0 =>
            System.Text.Encoding.UTF8.GetByteCount(excerpt.Path.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) - 1,
        _ => 0,
    };
}
