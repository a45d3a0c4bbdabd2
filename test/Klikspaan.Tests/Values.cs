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
        var found = Encoding.UTF8.GetString(bytes.Span);
        return PlantedForms.Spellings(planted).Any(spelling => IsForm(spelling.Text, form.Split(" (")[0].Split(',')[0], found));
    }

    static bool IsForm(string value, string form, string found) => form switch
    {
        "raw" => found == value,
        "url" => Uri.UnescapeDataString(found.Replace('+', ' ')) == value,
        "base64" => IsInBase64(Encode.Utf8(value), found.Replace('-', '+').Replace('_', '/')),
        "base32" => Encoding.ASCII.GetString(Encode.Base32(Encode.Utf8(value))).TrimEnd('=') == found,
        "utf-16" => Encoding.UTF8.GetString(Encode.Utf16(value)) == found,
        "utf-16-base64" => IsInBase64(Encode.Utf16(value), found.Replace('-', '+').Replace('_', '/')),
        "utf-16-hex" => Convert.ToHexString(Encode.Utf16(value)).Equals(found, StringComparison.OrdinalIgnoreCase),
        "hex" => Convert.ToHexString(Encode.Utf8(value)).Equals(found, StringComparison.OrdinalIgnoreCase),
        _ => found.Length >= 8 && Digest(form, value).StartsWith(found, StringComparison.OrdinalIgnoreCase),
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
