using System.Text;

namespace Klikspaan.Decoding;

/// <summary>Multipart content (RFC 2046 section 5.1), recognised by its first delimiter line.</summary>
sealed class MultipartStructure : IStructure
{
    /// <inheritdoc/>
    public string Name => "multipart";

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        var bytes = layer.Bytes.Span;
        var line = bytes.IndexOf("\r\n"u8);
        if (!bytes.StartsWith("--"u8) || line is < 3 or > 72 || bytes[(line + 2)..].IndexOf(bytes[..line]) < 0)
        {
            return false;
        }

        var delimiter = Encoding.Latin1.GetBytes("\r\n" + Encoding.Latin1.GetString(bytes[..line]));
        var start = line + 2;
        for (var number = 0; !sink.IsFull; number++)
        {
            var length = bytes[start..].IndexOf(delimiter);
            if (length < 0)
            {
                Rest(layer, root, sink, start);
                sink.Report(layer, root.Exact, start, "multipart", "a closing delimiter", "the end");
                return true;
            }

            Section(layer, root, sink, start, length, number);
            start += length + delimiter.Length;
            if (bytes[start..].StartsWith("--"u8))
            {
                start += 2;
                break;
            }

            start = Math.Min(start + 2, bytes.Length);
        }

        Rest(layer, root, sink, start);
        return true;
    }

    /// <summary>What follows the end, or was not read: no reader of multipart content looks there.</summary>
    static void Rest(Layer layer, ItemPath root, ItemSink sink, int start)
    {
        if (!layer.Bytes.Span[start..].Trim("\r\n"u8).IsEmpty)
        {
            sink.Add(layer, root, start, layer.Bytes.Length - start, opaque: true);
        }
    }

    static void Section(Layer layer, ItemPath root, ItemSink sink, int start, int length, int number)
    {
        var section = layer.Bytes.Span.Slice(start, length);
        var head = section.StartsWith("\r\n"u8) ? 0 : section.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            sink.Add(layer, root.Element(number), start, length, opaque: true);
            sink.Report(layer, root.Exact, start, "multipart", "an empty line after the part's header fields", "none");
            return;
        }

        var path = root.Member(FieldName(section[..head]) is { Length: > 0 } name ? name : $"part-{number}");
        for (var at = 0; at < head;)
        {
            var end = section[at..head].IndexOf("\r\n"u8);
            end = end < 0 ? head : at + end;
            var colon = section[at..end].IndexOf((byte)':');
            if (colon > 0)
            {
                var value = at + colon + 1;
                value += section[value..end].Length - section[value..end].TrimStart((byte)' ').Length;
                sink.Add(layer, path.Member(Encoding.UTF8.GetString(section.Slice(at, colon)).ToLowerInvariant()), start + value, end - value);
            }

            at = end + 2;
        }

        var content = head + (head == 0 ? 2 : 4);
        sink.Add(layer, path, start + content, length - content, opaque: !Text.IsPrintable(section[content..], lineBreaks: true));
    }

    static string FieldName(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf(" name=\""u8);
        if (at < 0)
        {
            return "";
        }

        var rest = head[(at + 7)..];
        var end = rest.IndexOf((byte)'"');
        return end < 0 ? "" : Encoding.UTF8.GetString(rest[..end]);
    }
}
