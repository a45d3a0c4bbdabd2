namespace Klikspaan.Decoding;

/// <summary>Forms, one to a line: how some senders put several events into one request.</summary>
sealed class FormLinesStructure : IStructure
{
    /// <inheritdoc/>
    public string Name => "form-lines";

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        if (!Looks(layer.Bytes.Span))
        {
            return false;
        }

        var bytes = layer.Bytes.Span;
        for (int start = 0, line = 0; start < bytes.Length; line++)
        {
            var length = LengthOf(bytes[start..], out var withBreak);
            FormStructure.Read(layer, root.Element(line), sink, start, length);
            start += withBreak;
        }

        return true;
    }

    /// <summary>Whether there are two lines or more, and each is a form.</summary>
    static bool Looks(ReadOnlySpan<byte> bytes)
    {
        var lines = 0;
        for (; !bytes.IsEmpty; lines++)
        {
            var length = LengthOf(bytes, out var withBreak);
            if (!FormStructure.Looks(bytes[..length]))
            {
                return false;
            }

            bytes = bytes[withBreak..];
        }

        return lines > 1;
    }

    static int LengthOf(ReadOnlySpan<byte> rest, out int withBreak)
    {
        var end = rest.IndexOf((byte)'\n');
        withBreak = end < 0 ? rest.Length : end + 1;
        var length = end < 0 ? rest.Length : end;
        return length > 0 && rest[length - 1] == '\r' ? length - 1 : length;
    }
}
