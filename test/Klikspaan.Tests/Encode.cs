using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Tests;

/// <summary>The other way round: what a sender does to a value before it goes out.</summary>
static class Encode
{
    public static byte[] Gzip(byte[] bytes) => Compress(bytes, s => new GZipStream(s, CompressionLevel.Optimal));

    /// <summary>In chunks of a few bytes, with an extension and a trailer.</summary>
    public static byte[] Chunked(byte[] bytes) =>
        [.. bytes.Chunk(7).SelectMany((c, i) => (byte[])[.. Utf8($"{c.Length:x}{(i == 0 ? ";a=\"b\"" : "")}\r\n"), .. c, .. "\r\n"u8]), .. "0\r\nX-Trailer: 1\r\n\r\n"u8];

    public static byte[] Zlib(byte[] bytes) => Compress(bytes, s => new ZLibStream(s, CompressionLevel.Optimal));

    public static byte[] Deflate(byte[] bytes) => Compress(bytes, s => new DeflateStream(s, CompressionLevel.Optimal));

    public static byte[] Brotli(byte[] bytes) => Compress(bytes, s => new BrotliStream(s, CompressionLevel.Fastest));

    public static byte[] Zstd(byte[] bytes) => Compress(bytes, s => new ZstdSharp.CompressionStream(s));

    public static byte[] Base64(byte[] bytes) => Utf8(Convert.ToBase64String(bytes));

    public static byte[] Base64Url(byte[] bytes) => Utf8(Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'));

    public static byte[] Hex(byte[] bytes) => Utf8(Convert.ToHexStringLower(bytes));

    /// <summary>In capitals, with padding.</summary>
    public static byte[] Base32(byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        var digits = bits.PadRight((bits.Length + 4) / 5 * 5, '0').Chunk(5).Select(d => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Convert.ToInt32(new string(d), 2)]);
        return Utf8(string.Concat(digits).PadRight((bytes.Length + 4) / 5 * 8, '='));
    }

    public static byte[] Base58(byte[] bytes)
    {
        var number = new System.Numerics.BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var digits = new StringBuilder();
        for (; number > 0; number /= 58)
        {
            digits.Insert(0, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[(int)(number % 58)]);
        }

        return Utf8(new string('1', bytes.TakeWhile(b => b == 0).Count()) + digits);
    }

    /// <summary>What need not be quoted is not; a line goes on after each fortieth byte.</summary>
    public static byte[] QuotedPrintable(byte[] bytes) =>
        [.. bytes.SelectMany((b, i) => Utf8((b is >= 32 and < 127 and not (byte)'=' ? ((char)b).ToString() : $"={b:X2}") + (i % 40 == 39 ? "=\r\n" : "")))];

    /// <summary>A string of JavaScript in single quotation marks, without them.</summary>
    public static byte[] JsString(byte[] bytes) =>
        [.. bytes.SelectMany(b => b switch { (byte)'\'' => @"\'"u8.ToArray(), (byte)'\\' => @"\\"u8.ToArray(), < 32 => Utf8($"\\x{b:x2}"), _ => [b] })];

    /// <summary>Two frames of a message, of which the second is masked.</summary>
    public static byte[] WebsocketFrames(byte[] bytes)
    {
        var (first, second) = (bytes[..(bytes.Length / 3)], bytes[(bytes.Length / 3)..]);
        return [2, 126, (byte)(first.Length >> 8), (byte)first.Length, .. first, 0x80, 254, (byte)(second.Length >> 8), (byte)second.Length, 1, 2, 3, 4, .. second.Select((b, i) => (byte)(b ^ ((i & 3) + 1)))];
    }

    /// <summary>As Zeek writes text in columns: what is not printable, or a backslash, in hexadecimal.</summary>
    public static byte[] HexEscapes(byte[] bytes) => [.. bytes.SelectMany(b => b is < 32 or > 126 or (byte)'\\' ? Utf8($"\\x{b:x2}") : [b])];

    /// <summary>As a websocket message is compressed: flushed, and the four bytes of that left out.</summary>
    public static byte[] MessageDeflate(byte[] bytes)
    {
        using var output = new MemoryStream();
        using var stream = new DeflateStream(output, CompressionLevel.Optimal);
        stream.Write(bytes);
        stream.Flush();
        return bytes.Length == 0 ? [0] : output.ToArray()[..^4];
    }

    public static byte[] Utf16(string text, bool isBigEndian = false) => (isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetBytes(text);

    /// <summary>Every byte as a pair of digits.</summary>
    public static byte[] Percent(byte[] bytes) => Utf8(string.Concat(bytes.Select(b => $"%{b:X2}")));

    /// <summary>What a browser makes of a field of a form.</summary>
    public static byte[] Form(byte[] bytes) =>
        Utf8(string.Concat(bytes.Select(b => b == ' ' ? "+" : char.IsAsciiLetterOrDigit((char)b) ? ((char)b).ToString() : $"%{b:x2}")));

    public static byte[] Latin1(byte[] bytes) => Utf8(Encoding.Latin1.GetString(bytes));

    /// <summary>Text or the value of an attribute of XML.</summary>
    public static byte[] Xml(byte[] bytes) => [.. bytes.SelectMany(b => b is (byte)'&' or (byte)'<' ? Utf8(b == '&' ? "&amp;" : "&lt;") : b is 9 or 10 or 13 ? Utf8($"&#{b};") : [b])];

    /// <summary>A field of CSV without its quotation marks.</summary>
    public static byte[] CsvQuoted(byte[] bytes) => [.. bytes.SelectMany(b => b == '"' ? "\"\""u8.ToArray() : [b])];

    /// <summary>A JSON string without its quotes; only what must be escaped is.</summary>
    public static byte[] JsonString(byte[] bytes) =>
        [.. bytes.SelectMany(b => b switch { (byte)'"' => "\\\""u8.ToArray(), (byte)'\\' => @"\\"u8.ToArray(), < 32 => Utf8($"\\u{b:x4}"), _ => [b] })];

    public static string Json(string text) => JsonSerializer.Serialize(text);

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    /// <summary>A field of a protobuf message: tag, and for wire type 2 the length.</summary>
    public static byte[] Field(int number, int wireType, params byte[] payload) =>
        [.. Varint(((ulong)number << 3) | (uint)wireType), .. wireType == 2 ? Varint((ulong)payload.Length) : [], .. payload];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    static byte[] Compress(byte[] bytes, Func<Stream, Stream> open)
    {
        using var output = new MemoryStream();
        using (var stream = open(output))
        {
            stream.Write(bytes);
        }

        return output.ToArray();
    }
}
