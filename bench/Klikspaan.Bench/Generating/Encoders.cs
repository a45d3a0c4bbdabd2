using System.Globalization;
using System.Text;

namespace Klikspaan.Bench.Generating;

/// <summary>Encodings, each spelled out here rather than taken from the product.</summary>
static class Encoders
{
    const string Base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    public static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    public static string Base64Url(byte[] bytes) => Base64(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The digits that depend on nothing but the value, when <paramref name="lead"/> bytes stand before it in its group of three.</summary>
    public static string Base64Core(byte[] bytes, int lead)
    {
        // Zeros and then ones around the value: the digits that stay alike are the value's own.
        var zeros = Base64([.. Enumerable.Repeat((byte)0, lead), .. bytes, 0, 0]);
        var ones = Base64([.. Enumerable.Repeat((byte)255, lead), .. bytes, 255, 255]);
        var from = (lead * 4 + 2) / 3;
        var to = from;
        while (to < zeros.Length && zeros[to] == ones[to])
        {
            to++;
        }

        return zeros[from..to];
    }

    /// <summary>Percent encoding of all but the unreserved characters (RFC 3986, section 2.3).</summary>
    public static string Percent(byte[] bytes, string space, string digits)
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
        {
            _ = b switch
            {
                (byte)' ' => text.Append(space),
                (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' => text.Append((char)b),
                _ when char.IsAsciiLetterOrDigit((char)b) => text.Append((char)b),
                _ => text.Append('%').Append(b.ToString(digits, CultureInfo.InvariantCulture)),
            };
        }

        return text.ToString();
    }

    /// <summary>Inside the quotes of a JSON string, all but ASCII escaped (RFC 8259, section 7).</summary>
    public static string Json(string text, string digits)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                > '~' => escaped.Append("\\u").Append(((int)c).ToString(digits, CultureInfo.InvariantCulture)),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>RFC 4648, section 6, without padding.</summary>
    public static string Base32(byte[] bytes)
    {
        var text = new StringBuilder();
        var (bits, held) = (0u, 0);
        foreach (var b in bytes)
        {
            (bits, held) = ((bits << 8 | b) & 0xFFFF, held + 8);
            for (; held >= 5; held -= 5)
            {
                text.Append(Base32Digits[(int)(bits >> (held - 5) & 31)]);
            }
        }

        return held > 0 ? text.Append(Base32Digits[(int)(bits << (5 - held) & 31)]).ToString() : text.ToString();
    }

    public static string Rot13(string text) => string.Concat(text.Select(c =>
        char.IsAsciiLetter(c) ? (char)((c & ~31) + ((c & 31) - 1 + 13) % 26 + 1) : c));
}
