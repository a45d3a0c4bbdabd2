namespace Klikspaan.Decoding;

/// <summary>
/// A property list in XML: the keys of a dictionary are members, what stands in an array has its position. One that is not well-formed, or has
/// anything else in it, is left to <see cref="XmlStructure"/>.
/// </summary>
sealed class PropertyListStructure : IStructure
{
    /// <inheritdoc/>
    public string Name => "plist";

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        var bytes = layer.Bytes.Span;
        if (!XmlStructure.Looks(bytes, out var start, out _) || bytes.IndexOf("<plist"u8) < 0)
        {
            return false;
        }

        var mark = sink.Mark();
        if (new Walk(layer, root, sink, start).TryAll() && sink.Items.Count > mark.Items)
        {
            return true;
        }

        sink.Undo(mark);
        return false;
    }

    sealed class Walk(Layer layer, ItemPath root, ItemSink sink, int origin)
    {
        readonly List<(ItemPath Path, bool IsDictionary, int Count)> open = [];
        ItemPath? key;
        bool isOpen, hasValue;
        (Kind Kind, int NameStart, int NameLength, int Start, int Length, bool IsEscaped) leaf;

        enum Kind
        {
            /// <summary>No leaf is open.</summary>
            None,

            /// <summary>The key of a dictionary.</summary>
            Key,

            /// <summary>A string, number or date.</summary>
            Text,

            /// <summary>Data.</summary>
            Data,

            /// <summary>An element whose name is its value.</summary>
            Name,
        }

        public bool TryAll()
        {
            var xml = new XmlTokens(layer.Bytes.Span[origin..], sink.Limits.Nesting);
            while (xml.Read() is var token and not XmlToken.None)
            {
                if (sink.IsFull || !TryTake(token, ref xml))
                {
                    return false;
                }
            }

            return !xml.IsBroken;
        }

        bool TryTake(XmlToken token, ref XmlTokens xml)
        {
            switch (token)
            {
                case XmlToken.Start:
                    return leaf.Kind == Kind.None && TryStart(ref xml);
                case XmlToken.Attribute when isOpen && !hasValue && open.Count == 0 && leaf.Kind == Kind.None && !xml.IsEscaped:
                    sink.Add(layer, root.Member([(byte)'@', .. xml.Name]), origin + xml.Start, xml.Length);
                    return true;
                case XmlToken.Text when leaf.Kind is Kind.Key or Kind.Text or Kind.Data && leaf.Start == 0:
                    leaf = leaf with { Start = xml.Start, Length = xml.Length, IsEscaped = xml.IsEscaped };
                    return true;
                case XmlToken.End:
                    return TryEnd(ref xml);
                case XmlToken.Comment when leaf.Kind == Kind.None:
                    sink.Add(layer, (open.Count > 0 ? open[^1].Path : root).Member("#comment"u8), origin + xml.Start, xml.Length);
                    return true;
                default:
                    return token == XmlToken.Doctype && xml.Length == 0;
            }
        }

        bool TryStart(ref XmlTokens xml)
        {
            var name = xml.Name;
            if (!isOpen)
            {
                return isOpen = name.SequenceEqual("plist"u8);
            }

            var isDictionary = name.SequenceEqual("dict"u8);
            if (isDictionary || name.SequenceEqual("array"u8))
            {
                if (!TryPlace(out var path))
                {
                    return false;
                }

                sink.Count(path);
                open.Add((path, isDictionary, 0));
                return true;
            }

            var kind = name.SequenceEqual("key"u8) ? Kind.Key
                : name.SequenceEqual("data"u8) ? Kind.Data
                : name.SequenceEqual("true"u8) || name.SequenceEqual("false"u8) ? Kind.Name
                : name.SequenceEqual("string"u8) || name.SequenceEqual("integer"u8) || name.SequenceEqual("real"u8) || name.SequenceEqual("date"u8) ? Kind.Text
                : Kind.None;
            leaf = (kind, xml.NameStart, name.Length, 0, 0, false);
            return kind != Kind.None;
        }

        bool TryEnd(ref XmlTokens xml)
        {
            if (leaf.Kind != Kind.None)
            {
                var isDone = leaf.Kind == Kind.Key ? TryKey(xml.Start) : TryValue(xml.Start);
                leaf = default;
                return isDone;
            }

            if (open.Count > 0)
            {
                open.RemoveAt(open.Count - 1);
                return key is null;
            }

            return true;
        }

        bool TryKey(int end)
        {
            var name = layer.Bytes.Slice(origin + (leaf.Start > 0 ? leaf.Start : end), leaf.Length).Span;
            if (key is not null || open.Count == 0 || !open[^1].IsDictionary)
            {
                return false;
            }

            if (leaf.IsEscaped)
            {
                if (!XmlText.TryDecode(name, isAttribute: false, out var decoded, out _))
                {
                    return false;
                }

                name = decoded;
            }

            key = open[^1].Path.Member(name);
            return true;
        }

        bool TryValue(int end)
        {
            if (!TryPlace(out var path))
            {
                return false;
            }

            if (leaf.Kind == Kind.Name)
            {
                sink.Add(layer, path, origin + leaf.NameStart, leaf.NameLength);
                return true;
            }

            var at = origin + (leaf.Start > 0 ? leaf.Start : end);
            var value = layer.Bytes.Span.Slice(at, leaf.Length);
            if (leaf.Kind == Kind.Data)
            {
                return TryData(path, at, value);
            }

            if (leaf.IsEscaped && !XmlText.TryDecode(value, isAttribute: false, out _, out _))
            {
                return false;
            }

            sink.Add(layer, path, at, value.Length, leaf.IsEscaped ? "xml-text" : "");
            return true;
        }

        /// <summary>Data in one line is looked into as all base64 is; in more it is not seen to be base64, so it is decoded here.</summary>
        bool TryData(ItemPath path, int at, ReadOnlySpan<byte> value)
        {
            if (Text.IsBase64(value) || value.IsEmpty)
            {
                sink.Add(layer, path, at, value.Length);
                return true;
            }

            if (!new Base64Transform().TryDecode(value, sink.Limits, out var decoded, out _))
            {
                return false;
            }

            sink.Add(layer, path, at, value.Length, "base64", opaque: !Text.IsPrintable(decoded, lineBreaks: true));
            return true;
        }

        /// <summary>Where the value that begins stands; false when there is no place for one.</summary>
        bool TryPlace(out ItemPath path)
        {
            path = key ?? root;
            if (open.Count == 0)
            {
                var isFirst = !hasValue;
                hasValue = true;
                return isFirst;
            }

            var (within, isDictionary, count) = open[^1];
            if (isDictionary)
            {
                var isNamed = key is not null;
                key = null;
                return isNamed;
            }

            path = within.Element(count);
            open[^1] = (within, false, count + 1);
            return true;
        }
    }
}
