using System.Buffers;

namespace Klikspaan.Decoding;

/// <summary>Names and values as HTML forms and queries send them (WHATWG URL section 5.1).</summary>
/// <param name="isKnown">Whether a protocol file says that it is a form, so that any text is read as one.</param>
sealed class FormStructure(bool isKnown = false) : IStructure
{
    static readonly SearchValues<byte> Refused = SearchValues.Create([.. Enumerable.Range(0, 33).Select(i => (byte)i), .. "\"<>{}\\^`|"u8, .. Enumerable.Range(127, 129).Select(i => (byte)i)]);
    static readonly SearchValues<byte> NameBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-[]%~$:*!@+,;"u8);

    /// <inheritdoc/>
    public string Name => "form";

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        if (isKnown ? !Text.IsPrintable(layer.Bytes.Span, lineBreaks: true) : !Looks(layer.Bytes.Span))
        {
            return false;
        }

        Read(layer, root, sink);
        return true;
    }

    /// <summary>Reads bytes that are known to be a query or a form.</summary>
    public static void Read(Layer layer, ItemPath root, ItemSink sink) => Read(layer, root, sink, 0, layer.Bytes.Length);

    /// <summary>Reads a part of a layer that is known to be a form.</summary>
    public static void Read(Layer layer, ItemPath root, ItemSink sink, int start, int length)
    {
        var bytes = layer.Bytes.Span[..(start + length)];
        while (start < bytes.Length && !sink.IsFull)
        {
            var pair = bytes[start..].IndexOf((byte)'&');
            pair = pair < 0 ? bytes.Length - start : pair;
            Pair(layer, root, sink, start, pair);
            start += pair + 1;
        }

        if (start < bytes.Length)
        {
            sink.Add(layer, root, start, bytes.Length - start, opaque: true);
        }
    }

    static void Pair(Layer layer, ItemPath root, ItemSink sink, int start, int length)
    {
        var pair = layer.Bytes.Span.Slice(start, length);
        var equals = pair.IndexOf((byte)'=');
        if (equals < 0)
        {
            sink.Add(layer, root, start, length, Step(pair));
            return;
        }

        var name = pair[..equals];
        var path = root.Member(Step(name).Length == 0 ? name : PercentTransform.Decode(name, plusIsSpace: true));
        sink.Add(layer, path, start + equals + 1, length - equals - 1, Step(pair[(equals + 1)..]));
    }

    static string Step(ReadOnlySpan<byte> value) => value.IndexOfAny((byte)'%', (byte)'+') >= 0 ? "form" : "";

    /// <summary>Whether bytes look like a form.</summary>
    internal static bool Looks(ReadOnlySpan<byte> bytes)
    {
        var equals = bytes.IndexOf((byte)'=');
        if (equals <= 0 || bytes[..equals].ContainsAnyExcept(NameBytes) || bytes.ContainsAny(Refused))
        {
            return false;
        }

        // "Zm9v==" is base64, not a name with an empty value.
        return bytes.Contains((byte)'&') || !bytes[equals..].TrimEnd((byte)'=').IsEmpty;
    }
}
