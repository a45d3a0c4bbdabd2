namespace Klikspaan.Decoding;

/// <summary>The pairs of a cookie header field (RFC 6265 section 4.2.1).</summary>
static class CookiePairs
{
    /// <summary>Adds the value of each pair; one without a name stands for itself.</summary>
    public static void Read(Layer layer, ItemPath root, ItemSink sink)
    {
        var bytes = layer.Bytes.Span;
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes[start..].IndexOf((byte)';');
            length = length < 0 ? bytes.Length - start : length;
            var pair = bytes.Slice(start, length);
            var lead = pair.Length - pair.TrimStart((byte)' ').Length;
            var equals = pair.IndexOf((byte)'=');
            var name = equals < 0 ? default : pair[lead..Math.Max(lead, equals)];
            var from = equals < 0 ? lead : equals + 1;
            if (length > from)
            {
                sink.Add(layer, name.Length > 0 ? root.Member(name) : root, start + from, length - from, pair[from..].Contains((byte)'%') ? "percent" : "");
            }

            start += length + 1;
        }
    }
}
