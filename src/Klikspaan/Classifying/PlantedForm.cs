using System.Security.Cryptography;
using System.Text;

namespace Klikspaan.Classifying;

/// <summary>One way in which a planted value can be written down.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Encode">From the value's bytes to the forms to look for.</param>
sealed record PlainForm(string Name, Func<byte[], IEnumerable<FormPattern>> Encode);

/// <summary>A digest under which a planted value can be sent.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Hash">The digest.</param>
sealed record DigestForm(string Name, Func<byte[], byte[]> Hash);

/// <summary>The forms that are looked for, by encoding: plain ones are scanned for, digests looked up by token.</summary>
static class PlantedForms
{
    /// <summary>Forms that are scanned for.</summary>
    public static IReadOnlyList<PlainForm> Plain { get; } =
    [
        new("raw", v => [new(v)]),
        new("url", v => [new(Url(v, "%20", upper: true)), new(Url(v, "+", upper: true)), new(Url(v, "%20", upper: false))]),
        new("base64", v => Base64(v)),
        new("hex", v => Hex(v)),
        new("base32", v => [new(Base32(v))]),
        new("utf-16", v => [new(Utf16(v))]),
        new("utf-16-base64", v => Base64(Utf16(v))),
        new("utf-16-hex", v => Hex(Utf16(v))),
    ];

    /// <summary>Digests that are looked up, whole or cut to 8, 12 or 16 hexadecimal digits.</summary>
    public static IReadOnlyList<DigestForm> Digests { get; } =
    [
#pragma warning disable CA5350, CA5351 // Weak digests are what software sends; they protect nothing here.
        new("md5", MD5.HashData),
        new("sha1", SHA1.HashData),
#pragma warning restore CA5350, CA5351
        new("sha256", SHA256.HashData),
    ];

    /// <summary>The spellings of a value that programs use: as planted, in one case, and what its kind allows.</summary>
    public static IEnumerable<(string Name, string Text)> Spellings(PlantedValue planted)
    {
        var spellings = new List<(string Name, string Text)> { ("", planted.Value) };
        switch (planted.Kind)
        {
            case "mac":
                var digits = planted.Value.Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
                spellings.Add(("without separators", digits));
                spellings.Add(("with dashes", string.Join('-', digits.Chunk(2).Select(c => new string(c)))));
                break;
            case "git-remote":
                spellings.Add(("joined by #", planted.Value.Replace('/', '#')));
                spellings.Add(("with https and .git", $"https://{planted.Value}.git"));
                break;
            default:
                break;
        }

        foreach (var (name, text) in spellings.ToList())
        {
            spellings.Add((Join(name, "lower case"), text.ToLowerInvariant()));
            spellings.Add((Join(name, "upper case"), text.ToUpperInvariant()));
        }

        return spellings.DistinctBy(s => s.Text);
    }

    static string Join(string left, string right) => left.Length == 0 ? right : $"{left}, {right}";

    static FormPattern[] Hex(byte[] value) => [new(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(value))), new(Encoding.ASCII.GetBytes(Convert.ToHexString(value)))];

    /// <summary>Little-endian, as it stands in the memory of most programs.</summary>
    static byte[] Utf16(byte[] value) => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(value));

    /// <summary>The digits (RFC 4648 section 6) of the value by itself, without padding.</summary>
    static byte[] Base32(byte[] value)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var digits = new byte[((value.Length * 8) + 4) / 5];
        for (var i = 0; i < digits.Length; i++)
        {
            var (at, shift) = (i * 5 / 8, 11 - (i * 5 % 8));
            var pair = (value[at] << 8) | (at + 1 < value.Length ? value[at + 1] : 0);
            digits[i] = (byte)alphabet[(pair >> shift) & 31];
        }

        return digits;
    }

    static byte[] Url(byte[] value, string space, bool upper)
    {
        var text = new StringBuilder();
        foreach (var b in value)
        {
            var c = (char)b;
            text.Append(char.IsAsciiLetterOrDigit(c) || "-_.~".Contains(c, StringComparison.Ordinal) ? c.ToString()
                : b == ' ' ? space
                : upper ? $"%{b:X2}" : $"%{b:x2}");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
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
            forms.Add(new(Encoding.ASCII.GetBytes(digits[from..to]), before, after));
            forms.Add(new(Encoding.ASCII.GetBytes(digits[from..to].Replace('+', '-').Replace('/', '_')), before, after));
        }

        return forms;
    }
}
