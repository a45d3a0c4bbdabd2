using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>The parts of a flow that carry values as excerpts of the file, what they weigh, and what is wrong with them.</summary>
sealed class FlowExcerpts(FlowEntry entry, string capture)
{
    /// <summary>Most header fields of one request, and most messages of one flow, that are told apart.</summary>
    const int MostFields = 10_000, MostMessages = 100_000;
    readonly List<Excerpt> excerpts = new(16);
    readonly List<Problem> problems = [];
    int fields, messages;

    /// <summary>The parts, in the order in which they were added.</summary>
    public IReadOnlyList<Excerpt> Excerpts => excerpts;

    /// <summary>What could not be made out.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Bytes that went out.</summary>
    public long BytesOut { get; private set; }

    /// <summary>How many of them were not read.</summary>
    public long BytesUnread { get; private set; }

    /// <summary>Adds a piece that is read as it stands there.</summary>
    public void Add(MessagePart part, string path, int at, int length, bool isCounted = true)
    {
        BytesOut += isCounted ? length : 0;
        excerpts.Add(new(part, path, entry.Place(at), length, "", entry.Bytes.Slice(at, length)));
    }

    /// <summary>Adds a value; one that was too large to be kept went out, and was not read.</summary>
    public void Add(MessagePart part, string path, TnetstringValue value)
    {
        if (value.LeftOut == 0)
        {
            Add(part, path, value.At, value.Length);
        }
        else
        {
            Unread(part, path, value, "a piece of the request that fits in what is kept of an entry", $"{value.Size} bytes, which were not read");
        }
    }

    /// <summary>Adds the fields of a head, or of trailers.</summary>
    public void Fields(TnetstringValue list)
    {
        if (list.LeftOut > 0)
        {
            Unread(MessagePart.Header, "", list, "header fields that fit in what is kept of an entry", $"{list.Size} bytes of them, which were not read");
            return;
        }

        var cursor = new TnetstringCursor(entry, list);
        while (cursor.Next(out var pair))
        {
            if (fields++ == MostFields)
            {
                Problem("limit", MessagePart.Header, pair, $"at most {MostFields} header fields", "more, which were not read");
            }

            Field(pair);
        }

        Check(cursor, MessagePart.Header);
    }

    void Field(TnetstringValue pair)
    {
        var cursor = new TnetstringCursor(entry, pair);
        if (pair.Tag != ']' || !cursor.Next(out var name) || !name.IsText || !cursor.Next(out var value) || !value.IsText)
        {
            Problem("flow", MessagePart.Header, pair, "a header field: a name and a value", "something else");
            return;
        }

        var key = Encoding.UTF8.GetString(entry.Bytes.Span.Slice(name.At, name.Length)).ToLowerInvariant();
        if (key.StartsWith(':'))
        {
            // HTTP/2 repeats the request line as pseudo fields; it is counted once.
            return;
        }

        BytesOut += name.Length;
        if (fields > MostFields)
        {
            BytesUnread += name.Length + value.Size;
            BytesOut += value.Size;
            return;
        }

        var isCookie = key == "cookie";
        Add(isCookie ? MessagePart.Cookie : MessagePart.Header, isCookie ? "" : "/" + key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal), value);
    }

    /// <summary>Adds a message.</summary>
    public void Message(TnetstringValue content)
    {
        if (messages == MostMessages)
        {
            Problem("limit", MessagePart.Message, content, $"at most {MostMessages} messages", "more, which were not read");
        }

        if (messages < MostMessages)
        {
            Add(MessagePart.Message, "/" + messages.ToString(CultureInfo.InvariantCulture), content);
        }
        else
        {
            BytesOut += content.Size;
            BytesUnread += content.Size;
        }

        messages++;
    }

    /// <summary>Says where a list, or names and values, could not be gone through to the end.</summary>
    public void Check(TnetstringCursor cursor, MessagePart part = MessagePart.Whole)
    {
        if (cursor.BrokenAt >= 0)
        {
            Problem("tnetstring", part, new(0, cursor.BrokenAt, 0, 0, 0), "a value: its length, its bytes and its tag", "something else");
        }
    }

    /// <summary>Says what is wrong with the record.</summary>
    public void Problem(string kind, MessagePart part, string expected, string found) =>
        problems.Add(new(new(capture, entry.Number, part, "", entry.Offset, entry.Length, ""), kind, expected, found));

    /// <summary>Says what is wrong with a value.</summary>
    public void Problem(string kind, MessagePart part, TnetstringValue value, string expected, string found, string path = "") =>
        problems.Add(new(new(capture, entry.Number, part, path, entry.Place(value.At), value.Size, ""), kind, expected, found));

    void Unread(MessagePart part, string path, TnetstringValue value, string expected, string found)
    {
        BytesOut += value.Size;
        BytesUnread += value.Size;
        Problem("limit", part, value, expected, found, path);
    }
}
