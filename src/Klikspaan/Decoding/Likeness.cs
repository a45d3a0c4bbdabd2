namespace Klikspaan.Decoding;

/// <summary>Says what bytes that were not opened look like: by the mark that they begin with, by their digits, or by how evenly they are spread.</summary>
public static class Likeness
{
    const int Looked = 4096;

    // Of 4,096 random bytes the entropy is 7.95 bits; fewer cannot reach it, so below this number nothing is said.
    const int FewestForEntropy = 256;
    const double Random = 0.97;

    // How files begin: PNG (RFC 2083), JPEG (ITU T.81), GIF89a, RIFF, PDF (ISO 32000), ZIP (APPNOTE 4.3.7), gzip (RFC 1952), zstd (RFC 8878),
    // SQLite 3 (file format section 1.3), WebAssembly (core specification 5.5.16), WOFF2 (W3C), ELF, a TLS record (RFC 8446 section 5.1).
    static readonly (byte[] Begins, string Name)[] Marks =
    [
        ([0x89, .. "PNG"u8], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([.. "GIF8"u8], "a GIF picture"),
        ([.. "RIFF"u8], "a RIFF file (picture or sound)"),
        ([.. "%PDF-"u8], "a PDF document"),
        ([.. "PK\u0003\u0004"u8], "a ZIP archive"),
        ([0x1F, 0x8B], "gzip that does not decompress"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd that does not decompress"),
        ([.. "SQLite format 3"u8], "an SQLite database"),
        ([0, .. "asm"u8], "a WebAssembly module"),
        ([.. "wOF"u8], "a font"),
        ([0x7F, .. "ELF"u8], "a program"),
        ([0x16, 0x03], "a TLS record"),
    ];

    /// <summary>What the bytes look like, in words; that nothing is known is said too.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        foreach (var (begins, name) in Marks)
        {
            if (bytes.StartsWith(begins))
            {
                return name;
            }
        }

        var bits = Entropy(bytes[..Math.Min(bytes.Length, Looked)]);
        return bytes.IsEmpty ? "nothing"
            : Text.IsHex(bytes) ? "hex digits of bytes that have no known form"
            : Text.IsBase64(bytes) ? "base64 of bytes that have no known form"
            : Text.IsPrintable(bytes, lineBreaks: true) ? "text"
            : bytes.Length < FewestForEntropy ? "binary, too short to tell"
            : bits >= Random * Most(bytes.Length) ? "encrypted, compressed or random bytes"
            : "binary of a form that is not known";
    }

    /// <summary>Bits for each byte, 0 to 8, by how often each occurs.</summary>
    static double Entropy(ReadOnlySpan<byte> bytes)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (var value in bytes)
        {
            counts[value]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            bits -= count == 0 ? 0 : (double)count / bytes.Length * Math.Log2((double)count / bytes.Length);
        }

        return bits;
    }

    /// <summary>What random bytes of this length come to: a bit less than 8, the more so the fewer they are (Miller's correction).</summary>
    static double Most(int length) => 8 - (255 / (2 * Math.Log(2) * Math.Min(length, Looked)));
}
