namespace Klikspaan.Decoding;

/// <summary>
/// XML (1.0) in UTF-8. The text of an element stands at its name, what is within it below its position among those of that name, also where
/// it is the only one: <c>/event/0/name</c>, <c>/event/0/name/0/@language</c>. Without an XML declaration it must be well-formed, and end with the
/// tag that it begins with; a page of HTML is not taken for it.
/// </summary>
sealed class XmlStructure : IStructure
{
    /// <inheritdoc/>
    public string Name => "xml";

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        if (!Looks(layer.Bytes.Span, out var start, out var isDeclared))
        {
            return false;
        }

        var mark = sink.Mark();
        var walk = new Walk(layer, root, sink);
        if (walk.TryAll(start, isDeclared) && (sink.Items.Count > mark.Items || walk.IsLimited))
        {
            return true;
        }

        sink.Undo(mark);
        return false;
    }

    /// <summary>Whether it begins like XML, and without a declaration also ends like it.</summary>
    internal static bool Looks(ReadOnlySpan<byte> bytes, out int start, out bool isDeclared)
    {
        start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (start < bytes.Length && XmlTokens.IsWhite(bytes[start]))
        {
            start++;
        }

        var rest = bytes[start..];
        isDeclared = rest.Length > 6 && rest.StartsWith("<?xml"u8) && XmlTokens.IsWhite(rest[5]);
        if (isDeclared || rest.IsEmpty || rest[0] != '<')
        {
            return isDeclared;
        }

        var name = rest.Slice(1, XmlTokens.NameLength(rest[1..]));
        var end = rest.LastIndexOf((byte)'<');
        var tag = rest[end..].TrimEnd(" \t\r\n"u8);
        var isWhole = end == 0
            ? tag.EndsWith("/>"u8)
            : tag.Length > 2 && tag[1] == '/' && tag[2..].StartsWith(name) && tag[(2 + name.Length)..].TrimStart(" \t\r\n"u8).SequenceEqual(">"u8);
        return !name.IsEmpty && isWhole && Text.IsPrintable(rest, lineBreaks: true);
    }

    sealed class Walk(Layer layer, ItemPath root, ItemSink sink)
    {
        readonly List<(ItemPath Own, ItemPath Within, bool HasContent)> open = [];
        readonly Dictionary<ItemPath, int> counts = [];

        public bool IsLimited { get; private set; }

        ItemPath Within => open.Count > 0 ? open[^1].Within : root;

        /// <summary>Reads to the end or to where it breaks off; false when it is no XML after all.</summary>
        public bool TryAll(int start, bool isDeclared)
        {
            var xml = new XmlTokens(layer.Bytes.Span[start..], sink.Limits.Nesting);
            while (!sink.IsFull && xml.Read() is var token and not XmlToken.None)
            {
                if (token is XmlToken.Doctype or XmlToken.Start && open.Count == 0 && IsPage(xml.Name))
                {
                    return false;
                }

                Take(token, ref xml, start);
            }

            IsLimited = sink.IsFull || xml.IsTooDeep;
            if (!xml.IsBroken && !IsLimited)
            {
                return true;
            }

            Rest(start + xml.Consumed, sink.IsFull ? sink.Allowed : xml.IsTooDeep ? $"at most {sink.Limits.Nesting} levels" : "XML");
            return isDeclared || IsLimited;
        }

        static bool IsPage(ReadOnlySpan<byte> name) => System.Text.Ascii.EqualsIgnoreCase(name, "html"u8);

        void Rest(int at, string expected)
        {
            var rest = layer.Bytes.Length - at;
            if (rest > 0)
            {
                sink.Add(layer, root, at, rest, opaque: true);
            }

            sink.Report(
                layer, Within.Exact, at, IsLimited ? "limit" : "xml", expected,
                rest == 0 ? "the end" : IsLimited ? $"{rest} bytes that were not read" : $"{rest} bytes that are not");
        }

        void Take(XmlToken token, ref XmlTokens xml, int origin)
        {
            switch (token)
            {
                case XmlToken.Start:
                    Fill();
                    Open(Within.Member(xml.Name));
                    break;
                case XmlToken.Attribute:
                    Fill();
                    Value(Within.Member(Marked('@', xml.Name)), ref xml, origin, "xml-attribute");
                    break;
                case XmlToken.Text:
                    Fill();
                    Value(open[^1].Own, ref xml, origin, "xml-text");
                    break;
                case XmlToken.End:
                    if (!open[^1].HasContent)
                    {
                        sink.Add(layer, open[^1].Own, origin + xml.Start, 0);
                    }

                    open.RemoveAt(open.Count - 1);
                    break;
                case XmlToken.Doctype when xml.Length > 0:
                    sink.Add(layer, root, origin + xml.Start, xml.Length, opaque: true);
                    break;
                case XmlToken.Comment:
                    Fill();
                    sink.Add(layer, Within.Member("#comment"u8), origin + xml.Start, xml.Length);
                    break;
                case XmlToken.Instruction:
                    Fill();
                    sink.Add(layer, Within.Member(Marked('?', xml.Name)), origin + xml.Start, xml.Length);
                    break;
            }
        }

        void Open(ItemPath own)
        {
            var position = counts.GetValueOrDefault(own);
            counts[own] = position + 1;
            sink.Count(own);
            open.Add((own, own.Element(position), false));
        }

        /// <summary>The element that is open has something in it.</summary>
        void Fill()
        {
            if (open.Count > 0)
            {
                open[^1] = open[^1] with { HasContent = true };
            }
        }

        void Value(ItemPath path, ref XmlTokens xml, int origin, string step)
        {
            var at = origin + xml.Start;
            if (!xml.IsEscaped || XmlText.TryDecode(xml.Value, step == "xml-attribute", out _, out var bad))
            {
                sink.Add(layer, path, at, xml.Length, xml.IsEscaped ? step : "");
                return;
            }

            sink.Add(layer, path, at, xml.Length, opaque: true);
            sink.Report(layer, path.Exact, at + bad, "xml", "a predefined entity or a character", "another");
        }

        /// <summary>A name behind the sign that tells it from the name of an element.</summary>
        static ReadOnlySpan<byte> Marked(char sign, ReadOnlySpan<byte> name)
        {
            var marked = new byte[name.Length + 1];
            marked[0] = (byte)sign;
            name.CopyTo(marked.AsSpan(1));
            return marked;
        }
    }
}
