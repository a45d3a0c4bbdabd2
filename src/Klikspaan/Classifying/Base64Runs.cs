using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Klikspaan.Classifying;

/// <summary>Finds runs of at least 22 digits of base64 or base64url, as many as the shortest digest has, in a window of bytes.</summary>
static class Base64Runs
{
    static readonly bool[] Digits = [.. Enumerable.Range(0, 256).Select(b => char.IsAsciiLetterOrDigit((char)b) || "+/-_".Contains((char)b, StringComparison.Ordinal))];

    /// <summary>Whether a byte is a digit of either alphabet.</summary>
    public static bool IsDigit(byte b) => Digits[b];

    /// <summary>Where the first run of 22 begins that stands in the window, of 64 bytes at most, as a whole; -1 when there is none.</summary>
    public static int First(scoped ReadOnlySpan<byte> window)
    {
        Span<byte> room = stackalloc byte[64];
        if (window.Length < room.Length)
        {
            room.Clear();
            window.CopyTo(room);
            window = room;
        }

        var runs = Bits(Vector256.Create(window[..32])) | ((ulong)Bits(Vector256.Create(window.Slice(32, 32))) << 32);

        // A bit stays where one stands also 1, then 2 and 3, and so on up to 21 places further on.
        runs &= runs >> 1;
        runs &= runs >> 2;
        runs &= runs >> 4;
        runs &= runs >> 8;
        runs &= runs >> 6;
        return runs == 0 ? -1 : BitOperations.TrailingZeroCount(runs);
    }

    /// <summary>Decodes digits of either alphabet without their padding.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> digits, Span<byte> bytes, out int written)
    {
        Span<byte> text = stackalloc byte[88];
        digits.CopyTo(text);
        text = text[..digits.Length];
        text.Replace((byte)'+', (byte)'-');
        text.Replace((byte)'/', (byte)'_');
        return Base64Url.DecodeFromUtf8(text, bytes, out _, out written) == OperationStatus.Done;
    }

    static uint Bits(Vector256<byte> bytes)
    {
        var isNumber = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var isLetter = Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var isOther = Vector256.Equals(bytes, Vector256.Create((byte)'+')) | Vector256.Equals(bytes, Vector256.Create((byte)'/'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'-')) | Vector256.Equals(bytes, Vector256.Create((byte)'_'));
        return (isNumber | isLetter | isOther).ExtractMostSignificantBits();
    }
}
