namespace Klikspaan;

/// <summary>Text between quotation marks in which each of its own is written twice (RFC 4180 section 2).</summary>
static class DoubledQuotes
{
    /// <summary>The text, in which each pair has become one.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> source)
    {
        var buffer = new byte[source.Length];
        var written = 0;
        for (var i = 0; i < source.Length; i++)
        {
            buffer[written++] = source[i];
            i += source[i] == '"' && i + 1 < source.Length && source[i + 1] == '"' ? 1 : 0;
        }

        return buffer[..written];
    }
}
