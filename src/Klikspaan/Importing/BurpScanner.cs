using System.Text;

namespace Klikspaan.Importing;

/// <summary>
/// Finds the items of a Burp export and their elements, whatever the blocks in which the file comes. A document type declaration is
/// passed over, and no entity is looked up. Where a tag is missing, the next item is found by its own.
/// </summary>
sealed class BurpScanner(Limits limits)
{
    const int LongestTag = 4096;
    readonly byte[] tag = new byte[LongestTag];
    readonly Limits limits = limits;
    List<CaptureEntry> found = [];
    BurpItem? item;
    State state;
    long tagAt, strayAt = -1;
    string stray = "";
    int tagLength, seen, numbers;
    byte quote;
    bool isInSubset, isInSubsetComment;

    enum State
    {
        Text,
        Markup,
        Tag,
        Comment,
        Instruction,
        Section,
        Doctype,
    }

    /// <summary>How many bytes were taken.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the root element of an export was seen.</summary>
    public bool IsExport { get; private set; }

    /// <summary>Whether nothing but what may stand there came before it.</summary>
    public bool StartsAsExport { get; private set; }

    /// <summary>Whether the root element ended.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Takes the next bytes; the items that end in them are added to <paramref name="entries"/>.</summary>
    public void Take(ReadOnlySpan<byte> block, List<CaptureEntry> entries)
    {
        found = entries;
        for (var i = 0; i < block.Length;)
        {
            i += Skip(block[i..], Position + i);
            if (i < block.Length)
            {
                Step(block[i], Position + i);
                i++;
            }
        }

        Position += block.Length;
    }

    /// <summary>What is wrong with the file as a whole, at its end; null when nothing is.</summary>
    public CaptureEntry? Fault() =>
        item is not null ? Broken(numbers + 1, item.Offset, Position - item.Offset, "cut", "the rest of the item", "the end of the file")
        : !IsComplete ? Broken(0, Position, 0, "cut", "the end of the export", "the end of the file")
        : strayAt >= 0 ? Broken(0, strayAt, 0, "frame", stray, "something else, which was not read")
        : null;

    static CaptureEntry Broken(int number, long offset, long length, string kind, string expected, string what) =>
        new(number, offset, length, default, EntryKind.Broken, new(kind, expected, what));

    /// <summary>How many of these bytes change nothing but what is kept of an element.</summary>
    int Skip(ReadOnlySpan<byte> rest, long at)
    {
        var next = state switch
        {
            State.Text => rest.IndexOf((byte)'<'),
            State.Section when seen == 0 => rest.IndexOf((byte)']'),
            State.Comment when seen == 0 => rest.IndexOf((byte)'-'),
            State.Instruction when seen == 0 => rest.IndexOf((byte)'?'),
            _ => 0,
        };
        var length = next < 0 ? rest.Length : next;
        Keep(rest[..length], at);
        return length;
    }

    void Step(byte value, long at)
    {
        switch (state)
        {
            case State.Text:
                Begin(value, at);
                break;
            case State.Markup:
                Markup(value, at);
                break;
            case State.Tag:
                InTag(value, at);
                break;
            case State.Section:
                Until(value, (byte)']');
                break;
            case State.Comment:
                Until(value, (byte)'-');
                break;
            case State.Instruction:
                Keep([value], at);
                (state, seen) = value == '>' && seen > 0 ? (State.Text, 0) : (state, value == '?' ? 1 : 0);
                break;
            default:
                Doctype(value, at);
                break;
        }
    }

    void Begin(byte value, long at) => (state, tagAt, tagLength, tag[0], quote) = (State.Markup, at, 1, value, 0);

    /// <summary>Ends where two of a character stand before the angle bracket.</summary>
    void Until(byte value, byte mark)
    {
        Keep([value], 0);
        (state, seen) = value == '>' && seen == 2 ? (State.Text, 0) : (state, value == mark ? Math.Min(seen + 1, 2) : 0);
    }

    /// <summary>Looks what begins with these first bytes.</summary>
    void Markup(byte value, long at)
    {
        if (value == '<')
        {
            NoMarkup(at);
            Begin(value, at);
            return;
        }

        tag[tagLength++] = value;
        var start = tag.AsSpan(0, tagLength);
        if (tagLength == 2 && value != '!')
        {
            (state, seen) = value == '?' ? (State.Instruction, 0) : value == '/' || value > '@' ? (State.Tag, 0) : (State.Markup, 0);
            if (value == '?')
            {
                Keep(start, tagAt);
            }
            else if (state == State.Markup)
            {
                NoMarkup(at);
            }
        }
        else if (start.SequenceEqual("<!--"u8) || start.SequenceEqual("<![CDATA["u8))
        {
            (state, seen) = (tagLength == 4 ? State.Comment : State.Section, 0);
            if (state == State.Section && item is not { Open.Length: > 0 })
            {
                Odd(tagAt, "a CDATA section");
            }

            Keep(start, tagAt);
        }
        else if (start.SequenceEqual("<!DOCTYPE"u8) && !IsExport)
        {
            (state, isInSubset, isInSubsetComment, seen) = (State.Doctype, false, false, 0);
        }
        else if (!"<!--"u8.StartsWith(start) && !"<![CDATA["u8.StartsWith(start) && !"<!DOCTYPE"u8.StartsWith(start))
        {
            NoMarkup(at);
        }
    }

    void InTag(byte value, long at)
    {
        if (value == '<' || tagLength == LongestTag)
        {
            NoMarkup(at);
            if (value == '<')
            {
                Begin(value, at);
            }
            else
            {
                Keep([value], at);
            }

            return;
        }

        tag[tagLength++] = value;
        if (quote != 0)
        {
            quote = value == quote ? (byte)0 : quote;
        }
        else if (value is (byte)'"' or (byte)'\'')
        {
            quote = value;
        }
        else if (value == '>')
        {
            state = State.Text;
            Tag(new(tag.AsSpan(0, tagLength)), at + 1);
        }
    }

    /// <summary>What looked like the beginning of markup is none.</summary>
    void NoMarkup(long at)
    {
        state = State.Text;
        Odd(tagAt, $"{at - tagAt} bytes that are no tag");
        Keep(tag.AsSpan(0, tagLength), tagAt);
    }

    /// <summary>Passes over a declaration: only what its end is depends on what stands in it.</summary>
    void Doctype(byte value, long at)
    {
        if (isInSubsetComment)
        {
            (isInSubsetComment, seen) = value == '>' && seen == 2 ? (false, 0) : (true, value == '-' ? Math.Min(seen + 1, 2) : 0);
        }
        else if (quote != 0)
        {
            quote = value == quote ? (byte)0 : quote;
        }
        else
        {
            // Counts how much of the beginning of a comment was seen.
            seen = value == "<!--"u8[seen] ? seen + 1 : value == '<' ? 1 : 0;
            (isInSubsetComment, seen) = seen == 4 ? (isInSubset, 0) : (false, seen);
            quote = value is (byte)'"' or (byte)'\'' ? value : quote;
            isInSubset = value == '[' || (isInSubset && value != ']');
            state = value == '>' && !isInSubset ? State.Text : state;
        }

        if (state == State.Text)
        {
            seen = 0;
        }
    }

    void Tag(XmlTag read, long end)
    {
        if (item is null)
        {
            Outside(read);
        }
        else if (read.Name.SequenceEqual("item"u8))
        {
            if (read.IsEnd)
            {
                Finish(end);
                return;
            }

            item.Flaw(tagAt, "the end of the item", "another item");
            Finish(tagAt);
            Outside(read);
        }
        else if (item.Open.Length > 0)
        {
            Within(read, item, end);
        }
        else if (read.IsEnd)
        {
            item.Flaw(tagAt, "an element, or the end of the item", "the end of another element");
        }
        else if (!read.IsEmpty)
        {
            Element(read, item, end);
        }
    }

    static void Element(XmlTag read, BurpItem within, long end)
    {
        var name = Encoding.UTF8.GetString(read.Name);
        var host = read;
        var address = name == "host" && host.Find("ip"u8) ? Encoding.UTF8.GetString(host.Value) : "";
        within.Begin(name, read.Find("base64"u8) && read.Value.SequenceEqual("true"u8), address, end);
    }

    void Within(XmlTag read, BurpItem open, long end)
    {
        if (read.IsEnd && Utf8Text.Same(read.Name, open.Open))
        {
            open.End();
            return;
        }

        open.Flaw(tagAt, "the end of the element", "another tag");
        if (!read.IsEnd && !read.IsEmpty && BurpItem.IsWanted(read.Name))
        {
            // No element stands within another: the end of the open one is missing.
            Element(read, open, end);
            return;
        }

        open.Add(tag.AsSpan(0, tagLength));
    }

    void Outside(XmlTag read)
    {
        if (!IsExport && !read.IsEnd && read.Name.SequenceEqual("items"u8) && read.Find("burpVersion"u8))
        {
            (IsExport, StartsAsExport) = (true, strayAt < 0);
        }
        else if (IsExport && !IsComplete && !read.IsEnd && read.Name.SequenceEqual("item"u8))
        {
            item = new(tagAt, limits);
            if (read.IsEmpty)
            {
                Finish(tagAt + tagLength);
            }
        }
        else if (IsExport && !IsComplete && read.IsEnd && read.Name.SequenceEqual("items"u8))
        {
            IsComplete = true;
        }
        else
        {
            Stray(tagAt);
        }
    }

    void Finish(long end)
    {
        found.Add(item!.Finish(++numbers, end));
        item = null;
    }

    /// <summary>Keeps bytes of the element that is open; between elements only white space may stand.</summary>
    void Keep(ReadOnlySpan<byte> part, long at)
    {
        if (item is { Open.Length: > 0 })
        {
            item.Add(part);
        }
        else if (state == State.Text && part.IndexOfAnyExcept("\uFEFF \t\r\n"u8) is >= 0 and var odd)
        {
            Odd(at + odd, "text");
        }
    }

    /// <summary>Something stands where only an element may.</summary>
    void Odd(long at, string what)
    {
        if (item is null)
        {
            Stray(at);
        }
        else
        {
            item.Flaw(at, "an element", what);
        }
    }

    void Stray(long at)
    {
        strayAt = strayAt < 0 ? at : strayAt;
        stray = stray.Length > 0 ? stray : IsComplete ? "the end of the file after the export" : IsExport ? "an item" : "an element items of an export";
    }
}
