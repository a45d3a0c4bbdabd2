using System.Net;
using System.Security.Cryptography;
using System.Text;
using static Klikspaan.Bench.Generating.Encoders;

namespace Klikspaan.Bench.Generating;

/// <summary>Every form in which a value is planted: a row each. Written without a look at what the product does, so that the two prove each other.</summary>
static class Forms
{
    const int ShortestLiteral = 6;

    /// <summary>Encodings, from which the value can be had back.</summary>
    static readonly Form[] Encodings =
    [
        new("raw", (text, _) => text),
        new("url", (_, bytes) => Percent(bytes, "%20", "X2")),
        new("url, plus", (_, bytes) => Percent(bytes, "+", "X2")),
        new("url, small digits", (_, bytes) => Percent(bytes, "%20", "x2")),
        new("url twice", (_, bytes) => Percent(Ascii(Percent(bytes, "%20", "X2")), "%20", "X2")),
        new("json", (text, _) => Json(text, "x4")),
        new("json, large digits", (text, _) => Json(text, "X4")),
        new("json twice", (text, _) => Json(Json(text, "x4"), "x4")),
        new("html", (text, _) => WebUtility.HtmlEncode(text)),
        new("hex", (_, bytes) => Hex(bytes)),
        new("hex, large digits", (_, bytes) => Hex(bytes).ToUpperInvariant()),
        new("base64", (_, bytes) => Base64(bytes)),
        new("base64url", (_, bytes) => Base64Url(bytes)),
        new("base64 in a longer one, 0", (_, bytes) => Base64Core(bytes, 0)) { Lead = 0 },
        new("base64 in a longer one, 1", (_, bytes) => Base64Core(bytes, 1)) { Lead = 1 },
        new("base64 in a longer one, 2", (_, bytes) => Base64Core(bytes, 2)) { Lead = 2 },
        new("utf-16", (text, _) => text) { IsBinary = true },
        new("utf-16 in base64", (text, _) => Base64(Encoding.Unicode.GetBytes(text))),
        new("utf-16 in hex", (text, _) => Hex(Encoding.Unicode.GetBytes(text))),
        new("base32", (_, bytes) => Base32(bytes)),
        new("rot13", (text, _) => Rot13(text)),
        new("reversed", (text, _) => new string([.. text.Reverse()])),
    ];

#pragma warning disable CA5350, CA5351 // Weak digests are what software sends.
    /// <summary>Digests, each written in hex (large, small, cut) and base64.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], byte[]> Hash)> Digests { get; } =
    [
        ("md5", MD5.HashData),
        ("sha1", SHA1.HashData),
        ("sha256", SHA256.HashData),
        ("sha384", SHA384.HashData),
        ("sha512", SHA512.HashData),
        ("sha256 of md5", value => SHA256.HashData(Ascii(Hex(MD5.HashData(value))))),
        ("sha256, salted", value => SHA256.HashData([.. "2026-salt:"u8, .. value])),
    ];
#pragma warning restore CA5350, CA5351

    /// <summary>Those that the product does not claim to find yet: shown, and not judged. A row that it learns is taken out here.</summary>
    public static IReadOnlySet<string> NotClaimed { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "sha256, salted", "sha256, salted, large digits", "sha256, salted in base64", "sha256, salted in base64url", "sha256, salted, first 16", "sha256, salted, first 12", "sha256, salted, first 8",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Form> All { get; } = [.. Encodings, .. Digests.SelectMany(d => Written(d.Name, d.Hash))];

    /// <summary>Each form of a value in each of its spellings; what two forms write alike counts as the first.</summary>
    public static IReadOnlyList<Spelled> Of(Planted planted)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. from form in All
               from spelling in Spellings.Of(planted)
               let literal = form.Encode(spelling.Text, Encoding.UTF8.GetBytes(spelling.Text))
               where literal.Length >= ShortestLiteral && (form.IsBinary || seen.Add(literal))
               select new Spelled(planted, form, spelling.Name, spelling.Text, literal),
        ];
    }

    static IEnumerable<Form> Written(string name, Func<byte[], byte[]> hash) =>
    [
        new(name, (_, bytes) => Hex(hash(bytes))),
        new(name + ", large digits", (_, bytes) => Hex(hash(bytes)).ToUpperInvariant()),
        new(name + " in base64", (_, bytes) => Base64(hash(bytes))),
        new(name + " in base64url", (_, bytes) => Base64Url(hash(bytes))),
        new(name + ", first 16", (_, bytes) => Hex(hash(bytes))[..16]) { IsCut = true },
        new(name + ", first 12", (_, bytes) => Hex(hash(bytes))[..12]) { IsCut = true },
        new(name + ", first 8", (_, bytes) => Hex(hash(bytes))[..8]) { IsCut = true },
    ];
}
