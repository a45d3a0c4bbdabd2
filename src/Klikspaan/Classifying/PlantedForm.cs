using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Klikspaan.Classifying;

/// <summary>One way in which a planted value can be written down.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Encode">From the value's bytes to the forms to look for.</param>
sealed record PlainForm(string Name, Func<byte[], IEnumerable<FormPattern>> Encode);

/// <summary>The forms that are scanned for, by encoding; digests are looked up (<see cref="PlantedDigests"/>).</summary>
static class PlantedForms
{
    /// <summary>Forms that are scanned for.</summary>
    public static IReadOnlyList<PlainForm> Plain { get; } =
    [
        new("raw", v => [new(v)]),
        new("url", v => [new(Url(v, "%20", upper: true)), new(Url(v, "+", upper: true)), new(Url(v, "%20", upper: false)), new(Url(v, "%20", upper: true, OfComponents)), new(Url(v, "%20", upper: true, OfAddresses))]),
        new("base64", v => Base64(v)),
        new("hex", v => Hex(v)),
        new("base32", v => Base32(v)),
        new("url-twice", v => [new(Url(Url(v, "%20", upper: true), "%20", upper: true)), new(Url(Url(v, "+", upper: true), "%20", upper: true))]),
        new("json", v => Json(v).SelectMany(once => (FormPattern[])[new(once), .. Json(once).Select(twice => new FormPattern(twice))])),
        new("html", v => Html(v)),
        new("quoted-printable", v => [new(QuotedPrintable(v))]),
        new("utf-7", v => [new(Utf7(v))]),
        new("rot13", v => [new(Rot13(v))]),
        new("reversed", v => [new(Reversed(v))]),
        new("utf-16", v => [new(Utf16(v)), new(Encoding.BigEndianUnicode.GetBytes(Text(v)))]),
        new("utf-16-base64", v => Base64(Utf16(v))),
        new("utf-16-hex", v => Hex(Utf16(v))),
    ];

    static FormPattern[] Hex(byte[] value) => [new(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(value))), new(Encoding.ASCII.GetBytes(Convert.ToHexString(value)))];

    /// <summary>Little-endian, as it stands in the memory of most programs.</summary>
    static byte[] Utf16(byte[] value) => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(value));

    /// <summary>The digits (RFC 4648 section 6) of the value by itself, large and small, without padding.</summary>
    static FormPattern[] Base32(byte[] value)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var digits = new byte[((value.Length * 8) + 4) / 5];
        for (var i = 0; i < digits.Length; i++)
        {
            var (at, shift) = (i * 5 / 8, 11 - (i * 5 % 8));
            var pair = (value[at] << 8) | (at + 1 < value.Length ? value[at + 1] : 0);
            digits[i] = (byte)alphabet[(pair >> shift) & 31];
        }

        return [new(digits), new(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(digits).ToLowerInvariant()))];
    }

    static string Text(byte[] value) => Encoding.UTF8.GetString(value);

    // Most values need none of the escapes below: those stand as they are, and nothing is made for them.
    static readonly SearchValues<byte> AsInHtml = Characters(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '&' or '\''));
    static readonly SearchValues<byte> AsPrintable = Characters(IsPrintable);
    static readonly SearchValues<byte> AsInUtf7 = Characters(c => c is not ('+' or '\0'));

    static SearchValues<byte> Characters(Func<char, bool> isIn) => SearchValues.Create([.. Enumerable.Range(0, 128).Where(b => isIn((char)b)).Select(b => (byte)b)]);

    static FormPattern[] Html(byte[] value)
    {
        if (!value.AsSpan().ContainsAnyExcept(AsInHtml))
        {
            var same = new FormPattern(value);
            return [same, same, same, same];
        }

        return [new(Encoding.UTF8.GetBytes(WebUtility.HtmlEncode(Text(value)))), new(Escaped(value, "&#{0};")), new(Escaped(value, "&#x{0:x};")), new(Escaped(value, "&#x{0:X};"))];
    }

    static byte[] Reversed(byte[] value)
    {
        if (!Ascii.IsValid(value))
        {
            return Encoding.UTF8.GetBytes(string.Concat(Text(value).EnumerateRunes().Reverse()));
        }

        var reversed = value.ToArray();
        Array.Reverse(reversed);
        return reversed;
    }

    /// <summary>Characters outside ASCII, and those with a meaning in HTML, by their number.</summary>
    static byte[] Escaped(byte[] value, string format)
    {
        var text = new StringBuilder();
        foreach (var c in Text(value))
        {
            text.Append(char.IsAscii(c) && !char.IsControl(c) && c is not ('"' or '<' or '>' or '&' or '\'') ? c.ToString() : string.Format(CultureInfo.InvariantCulture, format, (int)c));
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>As writers of JSON escape (RFC 8259 section 7): nothing but what must be; all outside ASCII, in small or large digits; and what means something in HTML, too.</summary>
    static byte[][] Json(byte[] value)
    {
        // It escapes whatever the others do: most values have nothing of that.
        return JavaScriptEncoder.Default.FindFirstCharacterToEncodeUtf8(value) < 0 ? [value] :
        [
            JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray(),
            InAscii(value, "\\u{0:x4}"),
            InAscii(value, "\\u{0:X4}"),
            JsonEncodedText.Encode(value, JavaScriptEncoder.Default).EncodedUtf8Bytes.ToArray(),
        ];
    }

    static byte[] InAscii(byte[] value, string format) => Encoding.ASCII.GetBytes(string.Concat(
        Encoding.UTF8.GetString(JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes)
            .Select(c => char.IsAscii(c) ? c.ToString() : string.Format(CultureInfo.InvariantCulture, format, (int)c))));

    /// <summary>RFC 2045 section 6.7, without its line breaks.</summary>
    static byte[] QuotedPrintable(byte[] value)
    {
        if (!value.AsSpan().ContainsAnyExcept(AsPrintable))
        {
            return value;
        }

        var text = new StringBuilder();
        foreach (var b in value)
        {
            text.Append(IsPrintable((char)b) ? ((char)b).ToString() : $"={b:X2}");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    static bool IsPrintable(char c) => c is >= '!' and <= '~' and not '=' or ' ';

    /// <summary>RFC 2152: characters outside ASCII in base64 between a plus and a minus.</summary>
    static byte[] Utf7(byte[] value)
    {
        if (!value.AsSpan().ContainsAnyExcept(AsInUtf7))
        {
            return value;
        }

        var text = new StringBuilder();
        var shifted = new StringBuilder();
        foreach (var c in Text(value) + '\0')
        {
            if (!char.IsAscii(c))
            {
                shifted.Append(c);
                continue;
            }

            if (shifted.Length > 0)
            {
                text.Append('+').Append(Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(shifted.ToString())).TrimEnd('=')).Append('-');
                shifted.Clear();
            }

            text.Append(c == '+' ? "+-" : c == '\0' ? "" : c.ToString());
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    static byte[] Rot13(byte[] value) => Array.ConvertAll(value, b => (byte)(char.IsAsciiLetter((char)b) ? ((b & 0x1F) - 1 + 13) % 26 + 1 + (b & 0x60) : b));

    // What encodeURIComponent and encodeURI leave as it is, besides (ECMA-262, URI handling functions).
    const string OfComponents = "!*'()", OfAddresses = OfComponents + ";/?:@&=+$,#";

    static byte[] Url(byte[] value, string space, bool upper, string left = "")
    {
        var digits = upper ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
        Span<byte> text = value.Length <= 256 ? stackalloc byte[3 * value.Length] : new byte[3 * value.Length];
        var length = 0;
        foreach (var b in value)
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || "-_.~".Contains(c, StringComparison.Ordinal) || left.Contains(c, StringComparison.Ordinal))
            {
                text[length++] = b;
            }
            else if (b == ' ' && space == "+")
            {
                text[length++] = (byte)'+';
            }
            else
            {
                text[length++] = (byte)'%';
                text[length++] = digits[b >> 4];
                text[length++] = digits[b & 0xF];
            }
        }

        return length == value.Length && text[..length].SequenceEqual(value) ? value : text[..length].ToArray();
    }

    /// <summary>
    /// The digits that stay the same whatever stands before and after, at each of the three alignments, in both alphabets; and of the
    /// digits beside them, which hold the first and last bits of the value, those bits.
    /// </summary>
    static List<FormPattern> Base64(byte[] value)
    {
        var forms = new List<FormPattern>();
        for (var lead = 0; lead < 3; lead++)
        {
            var digits = Convert.ToBase64String([.. new byte[lead], .. value]).TrimEnd('=');
            var (from, to) = (lead == 0 ? 0 : lead + 1, (lead + value.Length) * 8 / 6);
            var before = lead == 0 ? default : new FormEdge(lead == 1 ? 0x0F : 0x03, digits[from - 1]);
            var after = ((lead + value.Length) * 8 % 6) switch { 2 => new FormEdge(0x30, digits[to]), 4 => new FormEdge(0x3C, digits[to]), _ => default };
            var (bytes, isOfBoth) = (Encoding.ASCII.GetBytes(digits[from..to]), digits.AsSpan()[from..to].IndexOfAny('+', '/') < 0);
            forms.Add(new(bytes, before, after));
            forms.Add(isOfBoth ? forms[^1] : new(Encoding.ASCII.GetBytes(digits[from..to].Replace('+', '-').Replace('/', '_')), before, after));
        }

        return forms;
    }
}
