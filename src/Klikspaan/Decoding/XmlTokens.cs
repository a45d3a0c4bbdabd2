namespace Klikspaan.Decoding;

/// <summary>
/// Reads one XML document in UTF-8, token by token, and says where in the bytes each stands. No document type definition is read, no
/// entity is expanded; names that no grammar would allow are let pass, tags that do not match are not.
/// </summary>
/// <param name="xml">The bytes.</param>
/// <param name="maxDepth">Most elements inside each other.</param>
ref struct XmlTokens(ReadOnlySpan<byte> xml, int maxDepth)
{
    readonly ReadOnlySpan<byte> text = xml;
    readonly List<(int Start, int Length)> open = [];
    bool isInTag, hasRoot;
    int nameStart, nameLength;

    /// <summary>Where the value of the token stands.</summary>
    public int Start { get; private set; }

    /// <summary>How long it is.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the value is another than its bytes.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>Where the last sound token ended.</summary>
    public int Consumed { get; private set; }

    /// <summary>Whether reading stopped at what is no XML.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether reading stopped at an element too many.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>Where the name of the token stands.</summary>
    public readonly int NameStart => nameStart;

    /// <summary>The name of an element, attribute, instruction or document type.</summary>
    public readonly ReadOnlySpan<byte> Name => text.Slice(nameStart, nameLength);

    /// <summary>The bytes of the value.</summary>
    public readonly ReadOnlySpan<byte> Value => text.Slice(Start, Length);

    /// <summary>Moves to the next token; <see cref="XmlToken.None"/> at the end and at what is no XML.</summary>
    public XmlToken Read()
    {
        if (IsBroken)
        {
            return XmlToken.None;
        }

        if (isInTag)
        {
            var next = SkipWhite(Consumed);
            if (next >= text.Length || text[next] is not ((byte)'>' or (byte)'/'))
            {
                return Attribute(next);
            }

            isInTag = false;
            if (text[next] == '/')
            {
                return next + 1 < text.Length && text[next + 1] == '>' ? Close(next, next + 2) : Break();
            }

            Consumed = next + 1;
        }

        return Content();
    }

    XmlToken Content()
    {
        while (SkipWhite(Consumed) is var at && at < text.Length)
        {
            var rest = text[at..];
            if (rest[0] != '<' || rest.StartsWith("<![CDATA["u8))
            {
                return open.Count > 0 ? Run() : Break();
            }

            if (!rest.StartsWith("<?xml"u8) || rest.Length < 6 || !IsWhite(rest[5]))
            {
                return Markup(at, rest);
            }

            // The declaration says nothing that the bytes do not.
            var end = rest.IndexOf("?>"u8);
            if (hasRoot || end < 0)
            {
                return Break();
            }

            Consumed = at + end + 2;
        }

        IsBroken = open.Count > 0 || !hasRoot;
        return XmlToken.None;
    }

    XmlToken Markup(int at, ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("<!--"u8))
        {
            var end = rest[4..].IndexOf("-->"u8);
            return end < 0 ? Break() : Take(XmlToken.Comment, at + 4, end, at + 4 + end + 3);
        }

        if (rest.StartsWith("<?"u8))
        {
            var end = rest.IndexOf("?>"u8);
            if (end < 0 || !TryName(at + 2))
            {
                return Break();
            }

            var data = Math.Min(SkipWhite(nameStart + nameLength), at + end);
            return Take(XmlToken.Instruction, data, at + end - data, at + end + 2);
        }

        if (rest.StartsWith("<!DOCTYPE"u8))
        {
            return hasRoot ? Break() : Doctype(at);
        }

        return rest.StartsWith("</"u8) ? End(at) : Element(at);
    }

    XmlToken Element(int at)
    {
        if ((open.Count == 0 && hasRoot) || !TryName(at + 1))
        {
            return Break();
        }

        if (open.Count == maxDepth)
        {
            IsTooDeep = true;
            return Break();
        }

        open.Add((nameStart, nameLength));
        isInTag = hasRoot = true;
        return Take(XmlToken.Start, nameStart, 0, nameStart + nameLength);
    }

    XmlToken Attribute(int at)
    {
        if (at == Consumed || !TryName(at))
        {
            return Break();
        }

        var equals = SkipWhite(nameStart + nameLength);
        var quote = equals < text.Length && text[equals] == '=' ? SkipWhite(equals + 1) : text.Length;
        if (quote >= text.Length || text[quote] is not ((byte)'"' or (byte)'\''))
        {
            return Break();
        }

        var length = text[(quote + 1)..].IndexOfAny(text[quote], (byte)'<');
        if (length < 0 || text[quote + 1 + length] == '<')
        {
            return Break();
        }

        IsEscaped = text.Slice(quote + 1, length).IndexOfAny("&\t\r\n"u8) >= 0;
        return Take(XmlToken.Attribute, quote + 1, length, quote + 1 + length + 1);
    }

    XmlToken End(int at)
    {
        if (open.Count == 0 || !TryName(at + 2) || !Name.SequenceEqual(text.Slice(open[^1].Start, open[^1].Length)))
        {
            return Break();
        }

        var end = SkipWhite(nameStart + nameLength);
        return end < text.Length && text[end] == '>' ? Close(at, end + 1) : Break();
    }

    XmlToken Close(int at, int end)
    {
        open.RemoveAt(open.Count - 1);
        return Take(XmlToken.End, at, 0, end);
    }

    /// <summary>Text up to the next markup that is no CDATA section.</summary>
    XmlToken Run()
    {
        IsEscaped = false;
        var at = Consumed;
        while (true)
        {
            var next = text[at..].IndexOf((byte)'<');
            if (next < 0)
            {
                return Break();
            }

            at += next;
            if (!text[at..].StartsWith("<![CDATA["u8))
            {
                break;
            }

            IsEscaped = true;
            var end = text[at..].IndexOf("]]>"u8);
            if (end < 0)
            {
                return Break();
            }

            at += end + 3;
        }

        IsEscaped |= text[Consumed..at].IndexOfAny((byte)'&', (byte)'\r') >= 0;
        return Take(XmlToken.Text, Consumed, at - Consumed, at);
    }

    /// <summary>Passes over a document type declaration: only what its end is depends on what stands in it.</summary>
    XmlToken Doctype(int at)
    {
        if (!TryName(SkipWhite(at + "<!DOCTYPE".Length)))
        {
            return Break();
        }

        var (subset, subsetEnd) = (0, 0);
        for (var i = nameStart + nameLength; i < text.Length; i++)
        {
            var isInSubset = subset > 0 && subsetEnd == 0;
            var skipped = text[i] switch
            {
                (byte)'"' or (byte)'\'' => Past(i, text.Slice(i, 1), 1),
                (byte)'<' when isInSubset && text[i..].StartsWith("<!--"u8) => Past(i, "-->"u8, 4),
                (byte)'<' when isInSubset && text[i..].StartsWith("<?"u8) => Past(i, "?>"u8, 2),
                (byte)'>' when !isInSubset => 0,
                _ => i + 1,
            };
            if (skipped < 0)
            {
                break;
            }

            if (skipped == 0)
            {
                return Take(XmlToken.Doctype, subset, subsetEnd - subset, i + 1);
            }

            subset = text[i] == '[' && subset == 0 ? i + 1 : subset;
            subsetEnd = text[i] == ']' && isInSubset ? i : subsetEnd;
            i = skipped - 1;
        }

        return Break();
    }

    readonly int Past(int from, ReadOnlySpan<byte> end, int least)
    {
        var length = text[(from + least)..].IndexOf(end);
        return length < 0 ? -1 : from + least + length + end.Length;
    }

    bool TryName(int from)
    {
        var length = NameLength(text[Math.Min(from, text.Length)..]);
        (nameStart, nameLength) = (length > 0 ? from : 0, length);
        return length > 0;
    }

    /// <summary>How long the name is with which the bytes begin.</summary>
    public static int NameLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length && (IsNameStart(bytes[length]) || (length > 0 && IsNameRest(bytes[length]))))
        {
            length++;
        }

        return length;
    }

    static bool IsNameRest(byte value) => value is (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9');

    static bool IsNameStart(byte value) => char.IsAsciiLetter((char)value) || value is (byte)'_' or (byte)':' or >= 0x80;

    internal static bool IsWhite(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    readonly int SkipWhite(int from)
    {
        while (from < text.Length && IsWhite(text[from]))
        {
            from++;
        }

        return from;
    }

    XmlToken Take(XmlToken token, int start, int length, int end)
    {
        (Start, Length, Consumed) = (start, length, end);
        return token;
    }

    XmlToken Break()
    {
        IsBroken = true;
        return XmlToken.None;
    }
}
