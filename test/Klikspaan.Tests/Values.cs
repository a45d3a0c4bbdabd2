using System.Security.Cryptography;
using System.Text;
using Klikspaan.Classifying;

namespace Klikspaan.Tests;

/// <summary>Planted values, and their forms written down anew: what the search says is held against this.</summary>
static class Values
{
    /// <summary>Whether these bytes are the value in the form of that name.</summary>
    public static bool IsForm(PlantedValue planted, string form, ReadOnlyMemory<byte> bytes)
    {
        var written = WrittenForm.Parse(form);
        var found = Encoding.UTF8.GetString(bytes.Span);
        return Spelling.Of(planted).Concat(Spelling.Parts(planted)).Concat(Spelling.InBytes(planted)).Any(s => written.IsDigest
            ? Texts(s).Any(text => Digests(written, text).Any(d => IsWritten(written, d, found, bytes.Span)))
            : IsForm(Encoding.UTF8.GetString(s.Bytes), written.Name, found));
    }

    static IEnumerable<byte[]> Texts(Spelling spelling) => [spelling.Bytes, Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(spelling.Bytes))];

    static IEnumerable<byte[]> Digests(WrittenForm form, byte[] text) =>
        new PlantedDigests().Of(text).Where(d => (d.Name, d.Of) == (form.Name, form.Of)).Select(d => d.Digest);

    static bool IsWritten(WrittenForm form, byte[] digest, string found, ReadOnlySpan<byte> bytes) => form.As switch
    {
        "base64" => Convert.ToBase64String(form.Digits > 0 ? digest[..(form.Digits / 2)] : digest).TrimEnd('=') == found.Replace('-', '+').Replace('_', '/'),
        "bytes" => bytes.SequenceEqual(digest),
        _ => found.Length >= 8 && (form.Digits > 0 ? found.Length == form.Digits : found.Length == digest.Length * 2) && Convert.ToHexStringLower(digest).StartsWith(found, StringComparison.OrdinalIgnoreCase),
    };

    static bool IsForm(string value, string form, string found) => form switch
    {
        "raw" => found == value,
        "url" => Uri.UnescapeDataString(found.Replace('+', ' ')) == value,
        "base64" => IsInBase64(Encode.Utf8(value), found.Replace('-', '+').Replace('_', '/')),
        "base32" => Encoding.ASCII.GetString(Encode.Base32(Encode.Utf8(value))).TrimEnd('=').Equals(found, StringComparison.OrdinalIgnoreCase),
        "utf-16" => new[] { Encode.Utf16(value), Encoding.BigEndianUnicode.GetBytes(value) }.Any(b => Encoding.UTF8.GetString(b) == found),
        "utf-16-base64" => IsInBase64(Encode.Utf16(value), found.Replace('-', '+').Replace('_', '/')),
        "utf-16-hex" => Convert.ToHexString(Encode.Utf16(value)).Equals(found, StringComparison.OrdinalIgnoreCase),
        "hex" => Convert.ToHexString(Encode.Utf8(value)).Equals(found, StringComparison.OrdinalIgnoreCase),
        "url-twice" => Uri.UnescapeDataString(Uri.UnescapeDataString(found)).Replace('+', ' ') == value,
        "json" => System.Text.RegularExpressions.Regex.Unescape(found.Replace("\\\\", "\\", StringComparison.Ordinal)) == value,
        "html" => System.Net.WebUtility.HtmlDecode(found) == value,
        "quoted-printable" => Uri.UnescapeDataString(found.Replace('=', '%')) == value,
        "utf-7" => found.Replace("+AOk-", "é", StringComparison.Ordinal) == value,
        "rot13" => string.Concat(found.Select(c => char.IsAsciiLetter(c) ? (char)(((c & 0x1F) + 12) % 26 + 1 + (c & 0x60)) : c)) == value,
        "reversed" => string.Concat(found.Reverse()) == value,
        _ => false,
    };

    /// <summary>The digest of a text in lower-case hex.</summary>
    public static string Digest(string name, string value) => Convert.ToHexStringLower(name switch
    {
#pragma warning disable CA5350, CA5351 // Weak digests are what software sends.
        "md5" => MD5.HashData(Encode.Utf8(value)),
        "sha1" => SHA1.HashData(Encode.Utf8(value)),
#pragma warning restore CA5350, CA5351
        _ => SHA256.HashData(Encode.Utf8(value)),
    });

    static bool IsInBase64(byte[] value, string found) =>
        found.Length * 3 / 4 >= value.Length - 2
        && Enumerable.Range(0, 3).Any(lead => Convert.ToBase64String([.. new byte[lead], .. value]).Contains(found, StringComparison.Ordinal));
}
