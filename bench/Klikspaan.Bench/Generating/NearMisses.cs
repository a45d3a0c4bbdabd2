using System.Text;

namespace Klikspaan.Bench.Generating;

/// <summary>Every kind of near miss: a row each. The text is empty where the value does not lend itself.</summary>
static class NearMisses
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<NearMiss> All { get; } =
    [
        new("another value", (_, _, other) => other),
        new("digest of another value", (chance, _, other) => Encoders.Hex(Digest(chance, other))),
        new("digest of another value in base64", (chance, _, other) => Encoders.Base64(Digest(chance, other))),
        new("digest of a value with one character changed", (chance, value, _) => Encoders.Hex(Digest(chance, Changed(chance, value)))),
        new("digest cut to 10 digits", (chance, value, _) => Encoders.Hex(Digest(chance, value))[..10]),
        new("8 digits of a digest in a longer token", (chance, value, _) => $"{chance.Hex(8)}-{Encoders.Hex(Digest(chance, value))[..8]}-{chance.Hex(4)}"),
        new("12 digits of a digest in a longer word", (chance, value, _) => $"k{Encoders.Hex(Digest(chance, value))[..12]}z"),
        new("8 digits of a digest in a longer run", (chance, value, _) => Broken(chance, Digest(chance, value))),
        new("a digest from its third digit", (chance, value, _) => Encoders.Hex(Digest(chance, value))[2..]),
        new("one character changed", (chance, value, _) => Changed(chance, value)),
        new("one character changed, in base64", (chance, value, _) => Encoders.Base64(Encoding.UTF8.GetBytes(Changed(chance, value)))),
        new("one character changed, in hex", (chance, value, _) => Encoders.Hex(Encoding.UTF8.GetBytes(Changed(chance, value)))),
        new("without its last character", (_, value, _) => value[..^1] + "?"),
        new("a character put in", (chance, value, _) => value.Insert(chance.Between(2, value.Length - 2), "*")),
        new("words in another order", (_, value, _) => value.Split(' ') is { Length: > 1 } words ? string.Join(' ', words.Reverse()) : ""),
        new("words apart", (_, value, _) => value.Split(' ') is { Length: > 1 } words ? string.Join(" of ", words) : ""),
        new("the value in the answer", (_, value, _) => value) { IsAnswer = true },
    ];

    static byte[] Digest(Chance chance, string text) => chance.Of(Forms.Digests).Hash(Encoding.UTF8.GetBytes(text));

    /// <summary>The middle letter or digit becomes another one; never one that differs by case only.</summary>
    static string Changed(Chance chance, string value)
    {
        var places = Enumerable.Range(0, value.Length).Where(i => char.IsAsciiLetterOrDigit(value[i])).ToList();
        var at = chance.Of(places);
        return value[..at] + (value[at] is '8' ? '3' : char.IsAsciiDigit(value[at]) ? '8' : value[at] is 'q' or 'Q' ? 'x' : 'q') + value[(at + 1)..];
    }

    /// <summary>The first 8 digits of a digest, with one other digit before and other digits after.</summary>
    static string Broken(Chance chance, byte[] digest)
    {
        var hex = Encoders.Hex(digest);
        return $"{chance.Hex(11)}{hex[..8]}{(hex[8] == 'f' ? '0' : 'f')}{chance.Hex(12)}";
    }
}
