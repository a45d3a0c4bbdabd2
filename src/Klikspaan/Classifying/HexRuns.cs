using System.Numerics;
using System.Runtime.Intrinsics;

namespace Klikspaan.Classifying;

/// <summary>Finds runs of at least eight hexadecimal digits in a window of bytes.</summary>
static class HexRuns
{
    /// <summary>Fewest digits of a run.</summary>
    public const int Shortest = 8;

    /// <summary>How many bytes are looked at together.</summary>
    public const int Window = 64;

    /// <summary>A bit for each byte of a window that is a digit, that of the first byte lowest.</summary>
    public static ulong Digits(ReadOnlySpan<byte> window) => Half(Vector256.Create(window[..32])) | ((ulong)Half(Vector256.Create(window.Slice(32, 32))) << 32);

    /// <summary>Of such bits those at which a run of eight begins or goes on.</summary>
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

    static uint Half(Vector256<byte> bytes)
    {
        var isDigit = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var isLetter = Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)6));
        return (isDigit | isLetter).ExtractMostSignificantBits();
    }
}
