using System.Buffers;

namespace Klikspaan.Decoding;

/// <summary>Digits in which bytes can be written, apart from base64: what a value must look like before it is worth a try.</summary>
static class Digits
{
    // Shorter ones come out as letters now and then by accident: of eight bytes of a span's number one in three thousand, of twelve one in a hundred thousand.
    const int ShortestHex = 24, ShortestBase32 = 16, ShortestBase58 = 22;

    /// <summary>Longest text that is decoded from base58.</summary>
    public const int LongestBase58 = 1024;

    static readonly SearchValues<byte> Base32 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"u8);
    static readonly SearchValues<byte> Base58 = SearchValues.Create(Base58Transform.Alphabet);
    static readonly SearchValues<byte> Letters = SearchValues.Create("abcdefABCDEF"u8);

    /// <summary>Whether it can be bytes in hex; a long number is none.</summary>
    public static bool MayBeHex(ReadOnlySpan<byte> value) => value.Length >= ShortestHex && value.Length % 2 == 0 && value.ContainsAny(Letters) && Text.IsHex(value);

    /// <summary>Whether the bytes that the first digits give can begin a text: those of a digest mostly cannot.</summary>
    public static bool MayBeTextInHex(ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[8];
        return Convert.FromHexString(value[..(2 * head.Length)], head, out _, out _) != OperationStatus.Done || Text.MayBegin(head);
    }

    /// <summary>Whether it can be bytes in base32, as encoders write it: in capitals.</summary>
    public static bool MayBeBase32(ReadOnlySpan<byte> value) => value.Length >= ShortestBase32 && !value.TrimEnd((byte)'=').ContainsAnyExcept(Base32);

    /// <summary>Whether it can be bytes in base58; a long one is not, as what decodes it takes time with the square of its length.</summary>
    public static bool MayBeBase58(ReadOnlySpan<byte> value) => value.Length is >= ShortestBase58 and <= LongestBase58 && !value.ContainsAnyExcept(Base58);
}
