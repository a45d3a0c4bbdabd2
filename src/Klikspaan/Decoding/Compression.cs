namespace Klikspaan.Decoding;

/// <summary>Tells compressed bytes by their first bytes; a header is only a hint for the two formats that do not mark themselves.</summary>
static class Compression
{
    /// <summary>The name of the transform to try; null when the bytes do not look compressed.</summary>
    public static string? Sniff(ReadOnlySpan<byte> bytes, string contentEncoding)
    {
        if (bytes.Length < 8)
        {
            return null;
        }

        if (bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8)
        {
            return "gzip";
        }

        if (bytes[..4].SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
        {
            return "zstd";
        }

        if ((bytes[0] & 0x0F) == 8 && bytes[0] >> 4 <= 7 && ((bytes[0] << 8) | bytes[1]) % 31 == 0 && !Text.IsPrintable(bytes, lineBreaks: true))
        {
            return "zlib";
        }

        return Hinted(bytes, contentEncoding);
    }

    static string? Hinted(ReadOnlySpan<byte> bytes, string contentEncoding) =>
        Text.IsPrintable(bytes, lineBreaks: true) ? null
        : contentEncoding.Contains("br", StringComparison.OrdinalIgnoreCase) ? "br"
        : contentEncoding.Contains("deflate", StringComparison.OrdinalIgnoreCase) ? "deflate"
        : null;
}
