using System.Globalization;

namespace Klikspaan;

/// <summary>
/// A form in which a planted value was found, taken apart: <c>sha256 of md5 in base64 (joined by #, lower case), first 16 digits inside hex</c>.
/// </summary>
/// <param name="Name">The encoding or the digest: <c>raw</c>, <c>base64</c>, <c>sha256</c>.</param>
/// <param name="Of">The digest of which it is the digest; empty for none.</param>
/// <param name="As">How a digest was written: <c>base64</c>, <c>bytes</c>; empty for hexadecimal digits.</param>
/// <param name="Spellings">How the value was spelled before; none for as it was planted.</param>
/// <param name="Digits">How many hexadecimal digits of a digest there were; 0 for all.</param>
/// <param name="Inside">The digits in which the sender had packed what it stands in; empty for none.</param>
public sealed record WrittenForm(string Name, string Of, string As, IReadOnlyList<string> Spellings, int Digits, string Inside)
{
    const string InsideMark = " inside ", OfMark = " of ", First = ", first ", DigitsMark = " digits";

    /// <summary>A checksum, which is found only in a field that says that it holds one.</summary>
    public const string Checksum = "crc32";

    /// <summary>The digests that are looked up, by name, and how their standard writes it.</summary>
    public static IReadOnlyDictionary<string, string> Digests { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["md5"] = "MD5",
        ["sha1"] = "SHA-1",
        ["sha224"] = "SHA-224",
        ["sha256"] = "SHA-256",
        ["sha384"] = "SHA-384",
        ["sha512"] = "SHA-512",
        ["sha3-224"] = "SHA3-224",
        ["sha3-256"] = "SHA3-256",
        ["sha3-384"] = "SHA3-384",
        ["sha3-512"] = "SHA3-512",
        ["keccak-256"] = "Keccak-256",
        ["blake2b-512"] = "BLAKE2b-512",
        ["blake2b-256"] = "BLAKE2b-256",
        ["blake2b-384"] = "BLAKE2b-384",
        ["blake2b-160"] = "BLAKE2b-160",
        ["blake2b-128"] = "BLAKE2b-128",
        ["blake2s-256"] = "BLAKE2s-256",
        ["blake2s-128"] = "BLAKE2s-128",
        ["blake3"] = "BLAKE3",
        ["ripemd160"] = "RIPEMD-160",
        ["murmur3-128"] = "MurmurHash3 x64-128",
        ["murmur3-32"] = "MurmurHash3 x86-32",
        [Checksum] = "CRC-32",
    };

    /// <summary>Whether it was a digest, from which the value cannot be read.</summary>
    public bool IsDigest => Digests.ContainsKey(Name);

    /// <summary>Takes a form apart.</summary>
    public static WrittenForm Parse(string form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var (text, inside) = Cut(form, form.LastIndexOf(InsideMark, StringComparison.Ordinal), InsideMark);
        var digits = 0;
        var at = text.LastIndexOf(First, StringComparison.Ordinal);
        if (at >= 0 && text.EndsWith(DigitsMark, StringComparison.Ordinal) && int.TryParse(text.AsSpan()[(at + First.Length)..^DigitsMark.Length], NumberStyles.None, CultureInfo.InvariantCulture, out digits))
        {
            text = text[..at];
        }

        IReadOnlyList<string> spellings = [];
        at = text.IndexOf(" (", StringComparison.Ordinal);
        if (at >= 0 && text.EndsWith(')'))
        {
            (text, spellings) = (text[..at], text[(at + 2)..^1].Split(", "));
        }

        var written = "";
        foreach (var (mark, name) in Writings)
        {
            if (text.EndsWith(mark, StringComparison.Ordinal))
            {
                (text, written) = (text[..^mark.Length], name);
                break;
            }
        }

        (text, var of) = Cut(text, text.IndexOf(OfMark, StringComparison.Ordinal), OfMark);
        return new(text, of, written, spellings, digits, inside);
    }

    /// <summary>How digests are written other than in hexadecimal digits.</summary>
    internal static IReadOnlyList<(string Mark, string Name)> Writings { get; } = [(" in base64", "base64"), (" as bytes", "bytes")];

    /// <summary>The name of a digest of a digest.</summary>
    internal static string Nested(string outer, string inner) => outer + OfMark + inner;

    /// <summary>The name of a digest of which only the first digits are there.</summary>
    internal static string CutTo(string form, int digits) => string.Create(CultureInfo.InvariantCulture, $"{form}{First}{digits}{DigitsMark}");

    static (string Left, string Right) Cut(string text, int at, string mark) => at < 0 ? (text, "") : (text[..at], text[(at + mark.Length)..]);
}
