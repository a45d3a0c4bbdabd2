using System.Numerics;
using System.Runtime.Intrinsics;

namespace Klikspaan.Classifying;

/// <summary>Finds runs of at least eight hexadecimal digits in a window of bytes.</summary>
static class HexRuns
{
    /// <summary>How many bytes are looked at together.</summary>
    public const int Window = 64;

    /// <summary>Where the first run of eight begins that stands in the window as a whole; -1 when there is none.</summary>
    public static int First(ReadOnlySpan<byte> window)
    {
        var runs = Digits(Vector256.Create(window[..32])) | ((ulong)Digits(Vector256.Create(window.Slice(32, 32))) << 32);

        // A bit stays where one stands also 1, then 2 and 3, then 4 to 7 places further on.
        runs &= runs >> 1;
        runs &= runs >> 2;
        runs &= runs >> 4;
        return runs == 0 ? -1 : BitOperations.TrailingZeroCount(runs);
    }

    static uint Digits(Vector256<byte> bytes)
    {
        var isDigit = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var isLetter = Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)6));
        return (isDigit | isLetter).ExtractMostSignificantBits();
    }
}
