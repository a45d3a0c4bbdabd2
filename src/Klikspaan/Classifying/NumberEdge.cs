using System.Buffers;
using System.Globalization;

namespace Klikspaan.Classifying;

/// <summary>What may not touch a value of digits alone, which then would be a part of a longer number: a digit, and beside few digits a hexadecimal one.</summary>
/// <param name="Unit">How many bytes a character has where it stands; 0 where nothing is asked.</param>
/// <param name="IsHex">Whether these are written in hexadecimal digits.</param>
/// <param name="IsShort">Whether hexadecimal digits may not touch it either.</param>
/// <param name="Before">Whether it begins with a digit.</param>
/// <param name="After">Whether it ends with a digit.</param>
readonly record struct NumberEdge(int Unit, bool IsHex, bool IsShort, bool Before, bool After)
{
    const int FewDigits = 9;
    static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789 -./()+");
    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>What a spelling asks for in a form; nothing where it is no number.</summary>
    public static NumberEdge Of(string text, string form)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        if (digits == 0 || text.AsSpan().ContainsAnyExcept(OfNumbers))
        {
            return default;
        }

        var (unit, isHex) = form switch { "utf-16" => (2, false), "hex" => (2, true), "utf-16-hex" => (4, true), "base64" or "utf-16-base64" or "base32" => (0, false), _ => (1, false) };
        return unit == 0 ? default : new(unit, isHex, digits <= FewDigits, char.IsAsciiDigit(text[0]), char.IsAsciiDigit(text[^1]));
    }

    /// <summary>Whether what stands from <paramref name="start"/> to <paramref name="end"/> is no part of a longer number.</summary>
    public bool Fits(ReadOnlySpan<byte> text, int start, int end) => Unit == 0
        || ((!Before || start < Unit || !Touches(text.Slice(start - Unit, Unit)) || IsEscape(text[..start])) && (!After || end + Unit > text.Length || !Touches(text.Slice(end, Unit))));

    bool Touches(ReadOnlySpan<byte> unit)
    {
        var (first, second) = IsHex ? (Read(unit[..2]), Unit == 4 ? Read(unit[2..]) : (byte)0) : (unit[0], Unit == 2 ? unit[1] : (byte)0);
        var one = (char)(second == 0 ? first : first == 0 ? second : (byte)0);
        return char.IsAsciiDigit(one) || (IsShort && char.IsAsciiHexDigit(one));
    }

    static byte Read(ReadOnlySpan<byte> digits) => byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : (byte)0;

    /// <summary>Whether the digits before it are those of a percent-encoded character, once or twice, or of an escape of JSON.</summary>
    static bool IsEscape(ReadOnlySpan<byte> before) =>
        (before.Length >= 3 && before[^3] == '%' && IsHexes(before[^2..]))
        || (before.Length >= 5 && before[^5..].StartsWith("%25"u8) && IsHexes(before[^2..]))
        || (before.Length >= 6 && before[^6..].StartsWith("\\u"u8) && IsHexes(before[^4..]));

    static bool IsHexes(ReadOnlySpan<byte> digits) => !digits.ContainsAnyExcept(Hex);
}
