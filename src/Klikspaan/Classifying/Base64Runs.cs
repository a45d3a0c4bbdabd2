using System.Buffers;
using System.Buffers.Text;

namespace Klikspaan.Classifying;

/// <summary>Finds runs of at least 22 digits of base64 or base64url, as many as the shortest digest has, in a window of bytes.</summary>
static class Base64Runs
{
    static readonly SearchValues<byte> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);
    static readonly SearchValues<byte> Joins = SearchValues.Create("+/-_"u8);
    static readonly byte[] Sextets = [.. Enumerable.Range(0, 256).Select(b => (byte)Math.Max(0, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".IndexOf((char)b switch { '-' => '+', '_' => '/', var c => c }, StringComparison.Ordinal)))];

    /// <summary>Where a run ends of which the digits before <paramref name="from"/> are known.</summary>
    public static int EndOf(ReadOnlySpan<byte> text, int from) => text[from..].IndexOfAnyExcept(Digits) is >= 0 and var more ? from + more : text.Length;

    /// <summary>Whether a digit can also join two words.</summary>
    public static bool IsJoin(byte b) => Joins.Contains(b);

    /// <summary>Behind the next digit that can join two words, from <paramref name="at"/> on; the end when there is none.</summary>
    public static int AfterJoin(ReadOnlySpan<byte> text, int at, int end) => text[at..end].IndexOfAny(Joins) is >= 0 and var more ? at + more + 1 : end;

    /// <summary>The first eight bytes that digits stand for; there are eleven at least.</summary>
    public static ulong First8(ReadOnlySpan<byte> digits)
    {
        ulong first = 0;
        foreach (var digit in digits[..10])
        {
            first = (first << 6) | Sextets[digit];
        }

        return (first << 4) | (uint)(Sextets[digits[10]] >> 2);
    }

    /// <summary>Whether the last two bits of eleven digits, which are no part of the eight bytes, are nought, as encoders write them.</summary>
    public static bool EndsWithNoughts(ReadOnlySpan<byte> digits) => (Sextets[digits[10]] & 3) == 0;

    /// <summary>Fewest digits of a run.</summary>
    public const int Shortest = 22;

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

    /// <summary>Of the bits of a window, one for each digit, those at which a run begins or goes on.</summary>
    public static ulong Runs(ulong runs)
    {
        // A bit stays where one stands also 1, then 2 and 3, and so on up to 21 places further on.
        runs &= runs >> 1;
        runs &= runs >> 2;
        runs &= runs >> 4;
        runs &= runs >> 8;
        return runs & (runs >> 6);
    }
}
