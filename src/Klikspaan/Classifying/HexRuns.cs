using System.Numerics;

namespace Klikspaan.Classifying;

/// <summary>Finds runs of at least eight hexadecimal digits in a window of bytes.</summary>
static class HexRuns
{
    /// <summary>Fewest digits of a run.</summary>
    public const int Shortest = 8;

    /// <summary>Of the bits of a window, one for each digit, those at which a run of eight begins or goes on.</summary>
    public static ulong Runs(ulong digits)
    {
        // A bit stays where one stands also 1, then 2 and 3, then 4 to 7 places further on.
        digits &= digits >> 1;
        digits &= digits >> 2;
        return digits & (digits >> 4);
    }

    /// <summary>How many digits stand one after the other from a place in a window on, as far as its bits go.</summary>
    public static int LengthAt(ulong digits, int at) => BitOperations.TrailingZeroCount(~(digits >> at));

    /// <summary>How many digits a window ends with.</summary>
    public static int LengthAtEnd(ulong digits) => BitOperations.LeadingZeroCount(~digits);

    /// <summary>Whether a byte is a digit.</summary>
    public static bool IsDigit(byte b) => char.IsAsciiHexDigit((char)b);

    /// <summary>What a byte that is a digit stands for.</summary>
    public static int Value(byte digit) => (digit & 0xF) + (9 * (digit >> 6));

    /// <summary>What up to sixteen digits stand for.</summary>
    public static ulong Value(ReadOnlySpan<byte> digits)
    {
        ulong value = 0;
        foreach (var digit in digits)
        {
            value = (value << 4) | (uint)Value(digit);
        }

        return value;
    }

    /// <summary>Whether the run stands by itself: no letter, digit, or joint of a longer identifier touches it.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text, int start, int end) =>
        (start == 0 || !IsJoint(text[start - 1])) && (end == text.Length || !IsJoint(text[end]));

    static bool IsJoint(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'+' or >= 0x80;
}
