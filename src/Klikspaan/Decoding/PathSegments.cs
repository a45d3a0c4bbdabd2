namespace Klikspaan.Decoding;

/// <summary>The segments of the path of a URL (RFC 3986 section 3.3), by their position.</summary>
static class PathSegments
{
    /// <summary>Adds each segment that is not empty.</summary>
    public static void Read(Layer layer, ItemPath root, ItemSink sink)
    {
        var bytes = layer.Bytes.Span;
        var number = 0;
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes[start..].IndexOf((byte)'/');
            length = length < 0 ? bytes.Length - start : length;
            if (length > 0)
            {
                var path = root.Member(number);
                sink.Add(layer, path, start, length, bytes.Slice(start, length).Contains((byte)'%') ? "percent" : "");
                number++;
            }

            start += length + 1;
        }
    }
}
