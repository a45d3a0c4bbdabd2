using System.Buffers;
using System.Text;

namespace Klikspaan.Replying;

/// <summary>
/// Cuts XML and HTML into records: what stands directly in one element, its attributes and its elements without elements; of HTML what stands in a row, an item of a list or a paragraph.
/// No entity is known but the predefined ones, nothing that a document names is fetched.
/// </summary>
/// <param name="feed">The file.</param>
/// <param name="part">What it is of the reply.</param>
/// <param name="sink">Takes the records.</param>
/// <param name="isHtml">Whether it is HTML, in which elements need no end.</param>
sealed class MarkupCutter(ReplyFeed feed, ReplyPart part, ReplySink sink, bool isHtml)
{
    const int LongestName = 100, LongestPath = 2000;
    static readonly SearchValues<byte> EndOfName = SearchValues.Create(" \t\r\n/>="u8);
    static readonly SearchValues<byte> Between = SearchValues.Create(" \t\r\n/>"u8), EndOfValue = SearchValues.Create(" \t\r\n>"u8);
    static readonly string[] Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    static readonly string[] Blocks = ["tr", "li", "p", "div", "section", "article", "table", "ul", "ol", "dl", "pre", "body", "head", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];
    static readonly string[] Holders = ["table", "ul", "ol", "dl"];
    static readonly string[] Raw = ["script", "style"];

    readonly List<Element> open = [new("", "")];
    int beyond, held;
    bool isTold;

    /// <summary>Whether a file that begins so is HTML, by the names in it.</summary>
    public static bool IsHtml(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 1024)]);
        return text.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<body", StringComparison.OrdinalIgnoreCase) || text.Contains("<table", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Cuts from where the feed is to the end of the file.</summary>
    public void Cut()
    {
        while (true)
        {
            if (feed.Rest.IsEmpty && !feed.Fill(sink.Limits.ValueBytes))
            {
                break;
            }

            if (feed.Rest[0] != '<')
            {
                Text(Until("<"u8));
            }
            else if (!Mark())
            {
                break;
            }
        }

        if (open.Count > 1 && !isHtml)
        {
            sink.Report(part.Fault(sink.Reply, feed.Position, 0, "xml", "the ends of all elements", "the end of the file"));
        }

        while (open.Count > 0)
        {
            Close();
        }
    }

    /// <summary>Reads what begins with a less-than sign; false where the rest was read as text.</summary>
    bool Mark()
    {
        feed.Ensure("<![CDATA["u8.Length);
        var rest = feed.Rest;
        if (rest.StartsWith("<!--"u8))
        {
            // A comment is part of what was answered.
            feed.Take(4);
            Text(Until("-->"u8), skip: 3);
            return true;
        }

        if (rest.StartsWith("<![CDATA["u8))
        {
            feed.Take(9);
            Text(Until("]]>"u8), skip: 3, isRaw: true);
            return true;
        }

        if (rest.StartsWith("<!"u8))
        {
            return Declaration();
        }

        if (rest.StartsWith("<?"u8))
        {
            feed.Take(2);
            Text(Until("?>"u8), skip: 2, isRaw: true);
            return true;
        }

        if (rest.Length < 2 || !(char.IsAsciiLetter((char)rest[1]) || rest[1] is (byte)'/' or (byte)'_' or >= 0x80))
        {
            // Less-than in text, as people write it.
            Text(1);
            return true;
        }

        var length = Tag();
        if (length < 0)
        {
            sink.Report(part.Fault(sink.Reply, feed.Position, feed.Rest.Length, "xml", $"tags of at most {sink.Limits.ValueBytes} bytes", "one without an end: what follows is read as text"));
            LineCutter.Cut(feed, part, sink);
            return false;
        }

        Take(length);
        return true;
    }

    bool Declaration()
    {
        var length = Tag(isDeclaration: true);
        if (length < 0)
        {
            sink.Report(part.Fault(sink.Reply, feed.Position, feed.Rest.Length, "xml", $"a declaration of at most {sink.Limits.ValueBytes} bytes", "one without an end: what follows is read as text"));
            LineCutter.Cut(feed, part, sink);
            return false;
        }

        if (feed.Rest[..length].IndexOf("<!ENTITY"u8) is >= 0 and var at)
        {
            sink.Report(part.Fault(sink.Reply, feed.Position + at, length - at, "xml", "no entity but the predefined ones", "declarations of entities: they are read as text, and none is put in where it is named"));
        }

        Text(length, isRaw: true);
        return true;
    }

    /// <summary>How long the tag is that begins here; -1 where it has no end within what may be held.</summary>
    int Tag(bool isDeclaration = false)
    {
        // Each byte is looked at once, however the file comes.
        var (at, level, quote) = (1, 0, (byte)0);
        while (true)
        {
            var rest = feed.Rest;
            for (; at < rest.Length; at++)
            {
                var b = rest[at];
                if (quote != 0)
                {
                    quote = b == quote ? (byte)0 : quote;
                }
                else if (b is (byte)'"' or (byte)'\'')
                {
                    quote = b;
                }
                else if (isDeclaration && b == '[')
                {
                    level++;
                }
                else if (isDeclaration && b == ']')
                {
                    level--;
                }
                else if (b == '>' && level <= 0)
                {
                    return at + 1;
                }
            }

            if (!feed.Fill(sink.Limits.ValueBytes))
            {
                return -1;
            }
        }
    }

    void Take(int length)
    {
        var tag = feed.Rest[..length];
        if (tag[1] == '/')
        {
            End(NameOf(tag[2..]));
            feed.Take(length);
            return;
        }

        var name = NameOf(tag[1..]);
        var isEmpty = tag[^2] == '/' || (isHtml && Void.Contains(name));
        Begin(name);
        Attributes(tag, 1 + tag[1..].IndexOfAny(EndOfName));
        feed.Take(length);
        if (isEmpty)
        {
            End(name);
        }
        else if (isHtml && Raw.Contains(name))
        {
            Text(Until(Encoding.ASCII.GetBytes("</" + name)), isRaw: true);
        }
    }

    string NameOf(ReadOnlySpan<byte> tag)
    {
        var end = tag.IndexOfAny(EndOfName);
        var name = Encoding.UTF8.GetString(tag[..Math.Min(end < 0 ? tag.Length : end, LongestName)]);
        return isHtml ? name.ToLowerInvariant() : name;
    }

    void Begin(string name)
    {
        if (open.Count > sink.Limits.Nesting)
        {
            if (!isTold)
            {
                isTold = true;
                sink.Report(part.Fault(sink.Reply, feed.Position, 1, "limit", $"elements of at most {sink.Limits.Nesting} levels", "more: what stands in them is read as part of the one around them"));
            }

            beyond++;
            return;
        }

        if (isHtml)
        {
            EndBefore(name);
        }

        var parent = open[^1];
        parent.HasElements = true;
        var step = TableCutter.Pointer(Encoding.UTF8.GetBytes(name));
        open.Add(new(name, parent.Path.Length + step.Length > LongestPath ? parent.Path : parent.Path + step));
    }

    /// <summary>Rows, cells, items and paragraphs of HTML need no end: the next one ends them, within the table or list that they are of.</summary>
    void EndBefore(string name)
    {
        string[] ended = name switch { "tr" => ["tr"], "td" or "th" => ["td", "th"], "li" => ["li"], "p" => ["p"], "dt" or "dd" => ["dt", "dd"], _ => [] };
        var at = ended.Length == 0 ? -1 : open.FindLastIndex(e => ended.Contains(e.Name) || Holders.Contains(e.Name));
        while (at > 0 && open.Count > at && !Holders.Contains(open[at].Name))
        {
            Close();
        }
    }

    void End(string name)
    {
        if (beyond > 0)
        {
            beyond--;
            return;
        }

        var at = open.FindLastIndex(e => e.Name == name);
        if (at <= 0)
        {
            return;
        }

        while (open.Count > at)
        {
            Close();
        }
    }

    /// <summary>What an element without elements says belongs to the one around it, unless it says several things by itself.</summary>
    void Close()
    {
        var element = open[^1];
        open.RemoveAt(open.Count - 1);
        var isRecord = isHtml ? Blocks.Contains(element.Name) : element.HasElements || (element.Attributes > 1 && element.Values.Count == element.Attributes);
        if (isRecord || open.Count == 0)
        {
            Flush(element);
        }
        else
        {
            open[^1].Values.AddRange(element.Values);
        }
    }

    void Flush(Element element)
    {
        held -= element.Values.Count;
        sink.Take(new(part, [.. element.Values]));
        element.Values.Clear();
        element.Attributes = 0;
    }

    void Attributes(ReadOnlySpan<byte> tag, int at)
    {
        while (at > 0 && at < tag.Length)
        {
            var skip = tag[at..].IndexOfAnyExcept(Between);
            if (skip < 0)
            {
                return;
            }

            at += skip;
            var end = tag[at..].IndexOfAny(EndOfName);
            var name = tag.Slice(at, Math.Max(0, end));
            at += Math.Max(1, end);
            var blank = tag[Math.Min(at, tag.Length)..].IndexOfAnyExcept(" \t\r\n"u8);
            var equals = end >= 0 && tag[at] == '=' ? at : end >= 0 && blank >= 0 && tag[at + blank] == '=' ? at + blank : -1;
            if (equals < 0)
            {
                continue;
            }

            at = equals + 1;
            at += Math.Max(0, tag[at..].IndexOfAnyExcept(" \t\r\n"u8));
            var quote = at < tag.Length && tag[at] is (byte)'"' or (byte)'\'' ? tag[at] : (byte)0;
            at += quote != 0 ? 1 : 0;
            var length = quote != 0 ? tag[at..].IndexOf(quote) : tag[at..].IndexOfAny(EndOfValue);
            length = length < 0 ? tag.Length - at : length;
            if (length > 0)
            {
                open[^1].Attributes++;
                Add(feed.Position + at, tag.Slice(at, length), open[^1].Path + TableCutter.Pointer(name), isAttribute: true, isRaw: false);
            }

            at += length + (quote != 0 ? 1 : 0);
        }
    }

    /// <summary>How many bytes there are before a mark, as far as may be held; all that is held where it does not come.</summary>
    int Until(ReadOnlySpan<byte> mark)
    {
        var seen = 0;
        while (true)
        {
            var at = feed.Rest[seen..].IndexOf(mark);
            if (at >= 0)
            {
                return seen + at;
            }

            seen = Math.Max(0, feed.Rest.Length - mark.Length + 1);
            if (!feed.Fill(sink.Limits.ValueBytes))
            {
                return feed.Rest.Length;
            }
        }
    }

    /// <summary>Takes so many bytes as a text, and passes over what marks its end.</summary>
    void Text(int length, int skip = 0, bool isRaw = false)
    {
        var text = feed.Rest[..length];
        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        if (start >= 0)
        {
            text = text[start..].TrimEnd(" \t\r\n"u8);
            Add(feed.Position + start, text, open[^1].Path, isAttribute: false, isRaw);
        }

        feed.Take(length);
        feed.Take(Math.Min(skip, feed.Rest.Length));
    }

    void Add(long at, ReadOnlySpan<byte> raw, string field, bool isAttribute, bool isRaw)
    {
        byte[]? text = null;
        if (!isRaw && raw.Contains((byte)'&') && !XmlText.TryDecode(raw, isAttribute, out text, out _))
        {
            text = null;
        }

        var (offset, size, steps) = part.Place(at, raw.Length, text is null ? "" : isAttribute ? "xml-attribute" : "xml-text");
        open[^1].Values.Add(new(field, offset, size, steps, text ?? raw.ToArray()));
        if (++held > sink.Limits.RecordValues)
        {
            sink.Report(part.Fault(sink.Reply, at, raw.Length, "limit", $"at most {sink.Limits.RecordValues} values of elements that are not at their end", "more: what was read of them is taken by itself"));
            open.ForEach(Flush);
        }
    }

    /// <summary>An element that is not at its end.</summary>
    sealed class Element(string name, string path)
    {
        public string Name => name;

        public string Path => path;

        public bool HasElements { get; set; }

        public int Attributes { get; set; }

        public List<ReplyValue> Values { get; } = [];
    }
}
