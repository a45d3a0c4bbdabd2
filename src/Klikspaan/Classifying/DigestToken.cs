using System.Buffers;
using System.Buffers.Text;

namespace Klikspaan.Classifying;

/// <summary>A value with the form of a digest: hexadecimal digits or base64, whole or cut to its first digits.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="IsWhole">Whether it is as long as a digest in common use; else it can be one that was cut.</param>
public sealed record DigestToken(byte[] Bytes, bool IsWhole)
{
    /// <summary>Fewest hexadecimal digits of what is taken for a digest that was cut.</summary>
    public const int FewestDigits = 12;

    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    static readonly SearchValues<byte> Letters = SearchValues.Create("abcdefABCDEF"u8);

    /// <summary>Reads a value; null when it has not that form.</summary>
    public static DigestToken? Of(ReadOnlySpan<byte> value)
    {
        if (value.Length < FewestDigits || value.Length > 128)
        {
            return null;
        }

        if (!value.ContainsAnyExcept(Hex))
        {
            // Numerals alone are a number; one digit again and again is nothing.
            return value.Length % 2 != 0 || !value.ContainsAny(Letters) || !value.ContainsAnyExcept(value[0]) ? null
                : new(Convert.FromHexString(System.Text.Encoding.ASCII.GetString(value)), IsWholeLength(value.Length / 2));
        }

        Span<byte> digits = stackalloc byte[((value.Length + 3) / 4 * 4) + 4];
        Span<byte> bytes = stackalloc byte[128];
        var length = 0;
        foreach (var b in value)
        {
            digits[length++] = b switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', _ => b };
        }

        while (length % 4 != 0)
        {
            digits[length++] = (byte)'=';
        }

        return value.Length >= 22 && Base64.DecodeFromUtf8(digits[..length], bytes, out _, out var written) == OperationStatus.Done && IsWholeLength(written) && IsDrawn(value)
            ? new(bytes[..written].ToArray(), true)
            : null;
    }

    /// <summary>Whether a digest in common use has this many bytes.</summary>
    internal static bool IsWholeLength(int bytes) => bytes is 16 or 20 or 28 or 32 or 48 or 64;

    /// <summary>With a numeral, or with capitals and small letters in turn as no words have them.</summary>
    static bool IsDrawn(ReadOnlySpan<byte> value)
    {
        var changes = 0;
        for (var i = 1; i < value.Length; i++)
        {
            changes += char.IsAsciiLetterUpper((char)value[i]) != char.IsAsciiLetterUpper((char)value[i - 1]) ? 1 : 0;
        }

        return value.ContainsAnyInRange((byte)'0', (byte)'9') || changes * 4 >= value.Length;
    }
}
