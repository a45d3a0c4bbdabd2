namespace Klikspaan.Decoding;

/// <summary>Decompresses layers, within what an exchange may come to.</summary>
sealed class Inflater(Unfolder unfolder, ItemSink sink)
{
    /// <summary>Opens a layer that is compressed by its first bytes, or by what a header says where the format has none.</summary>
    public bool TryOpen(Layer layer, ItemPath root, string hint)
    {
        if (Compression.Sniff(layer.Bytes.Span, hint) is not { } name)
        {
            return false;
        }

        if (layer.Depth >= sink.Limits.Depth)
        {
            sink.Report(layer, root.Exact, 0, "limit", $"at most {sink.Limits.Depth} layers", "one more");
            return false;
        }

        var limits = Left();
        if (!Transforms.Find(name)!.TryDecode(layer.Bytes.Span, limits, out var bytes, out var failure) || bytes.Length == 0)
        {
            Refused(layer, root, name, failure, limits);
            return false;
        }

        sink.BytesLeft -= bytes.Length;
        layer.Structure = "compressed";
        unfolder.Open(sink.Begin(layer, 0, layer.Bytes.Length, name, bytes), root, "");
        return true;
    }

    /// <summary>
    /// Opens a websocket message whose compression the recorder left in place (RFC 7692). Nothing marks it, so its contents must have a meaning;
    /// a message that refers to one before it is not opened.
    /// </summary>
    public bool TryMessage(Layer layer, ItemPath root)
    {
        if (layer.Depth >= sink.Limits.Depth || !new MessageDeflateTransform().TryDecode(layer.Bytes.Span, Left(), out var bytes, out _) || bytes.Length == 0)
        {
            return false;
        }

        var mark = sink.Mark();
        if (!unfolder.Has(Meaning.Any, sink.Begin(layer, 0, layer.Bytes.Length, MessageDeflateTransform.Step, bytes), root))
        {
            sink.Undo(mark);
            return false;
        }

        sink.BytesLeft -= bytes.Length;
        layer.Structure = "compressed";
        return true;
    }

    Limits Left() => sink.Limits with { LayerBytes = (int)Math.Clamp(sink.BytesLeft, 1, sink.Limits.LayerBytes) };

    void Refused(Layer layer, ItemPath root, string name, Failure failure, Limits limits)
    {
        if (failure.Expected is { } expected && expected.Contains("at most", StringComparison.Ordinal))
        {
            // What was decompressed in vain counts too, or a thousand bombs would cost a thousand times the limit.
            sink.BytesLeft -= limits.LayerBytes;
            sink.Report(layer, root.Exact, failure.Offset, "limit", expected, "more");
        }
        else if (name is "gzip" or "zstd")
        {
            sink.Report(layer, root.Exact, failure.Offset, name, failure.Expected ?? name, "bytes that do not decompress");
        }
    }
}
