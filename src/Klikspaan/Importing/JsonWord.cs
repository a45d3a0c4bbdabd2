using System.Runtime.Intrinsics;

namespace Klikspaan.Importing;

/// <summary>Sixty-four bytes of JSON, as a bit for each: where it has quotation marks, backslashes and brackets.</summary>
readonly record struct JsonWord(ulong Quotes, ulong Backslashes, ulong Brackets)
{
    /// <summary>How many bytes are in one.</summary>
    public const int Size = 64;

    const ulong Odd = 0xAAAA_AAAA_AAAA_AAAA;

    /// <summary>Reads the first bytes.</summary>
    public static JsonWord Read(ReadOnlySpan<byte> bytes)
    {
        var low = Vector256.Create(bytes[..32]);
        var high = Vector256.Create(bytes.Slice(32, 32));
        return new(Equal(low, high, (byte)'"'), Equal(low, high, (byte)'\\'), Brackets32(low) | ((ulong)Brackets32(high) << 32));
    }

    /// <summary>Reads the first bytes, without their brackets, and tells which are control characters.</summary>
    public static JsonWord ReadText(ReadOnlySpan<byte> bytes, out ulong controls)
    {
        var low = Vector256.Create(bytes[..32]);
        var high = Vector256.Create(bytes.Slice(32, 32));
        controls = Vector256.LessThan(low, Vector256.Create((byte)' ')).ExtractMostSignificantBits()
            | ((ulong)Vector256.LessThan(high, Vector256.Create((byte)' ')).ExtractMostSignificantBits() << 32);
        return new(Equal(low, high, (byte)'"'), Equal(low, high, (byte)'\\'), 0);
    }

    /// <summary>The bytes that a backslash among these escapes; <paramref name="isCut"/> tells whether the last is a backslash that escapes what follows.</summary>
    public ulong Escaped(out bool isCut)
    {
        var carried = false;
        var marks = (this with { Quotes = ulong.MaxValue }).Marks(ref carried);
        isCut = carried;
        return ~marks;
    }

    /// <summary>
    /// The quotation marks that no backslash escapes. <paramref name="isEscaped"/> tells whether the first byte is escaped,
    /// and then whether the byte behind these is. Of backslashes in a row each second one is escaped: adding carries through
    /// a row (https://github.com/simdjson/simdjson).
    /// </summary>
    public ulong Marks(ref bool isEscaped)
    {
        var carried = isEscaped ? 1UL : 0;
        if (Backslashes == 0)
        {
            isEscaped = false;
            return Quotes & ~carried;
        }

        var starts = Backslashes & ~carried;
        var ends = (((starts << 1) | Odd) - starts) ^ Odd;
        isEscaped = (ends & Backslashes) >> 63 != 0;
        return Quotes & ~(ends ^ (Backslashes | carried));
    }

    /// <summary>The bytes within strings, of each its opening mark and not its closing one.</summary>
    public static ulong Inside(ulong marks, bool isInString)
    {
        for (var shift = 1; shift < 64; shift <<= 1)
        {
            marks ^= marks << shift;
        }

        return isInString ? ~marks : marks;
    }

    static ulong Equal(Vector256<byte> low, Vector256<byte> high, byte value) =>
        Vector256.Equals(low, Vector256.Create(value)).ExtractMostSignificantBits()
        | ((ulong)Vector256.Equals(high, Vector256.Create(value)).ExtractMostSignificantBits() << 32);

    /// <summary>One bit tells round from square, so two comparisons find all four.</summary>
    static uint Brackets32(Vector256<byte> bytes)
    {
        var curly = bytes | Vector256.Create((byte)0x20);
        return (Vector256.Equals(curly, Vector256.Create((byte)'{')) | Vector256.Equals(curly, Vector256.Create((byte)'}'))).ExtractMostSignificantBits();
    }
}
