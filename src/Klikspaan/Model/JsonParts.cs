using System.Numerics;
using System.Runtime.Intrinsics;

namespace Klikspaan;

/// <summary>The smallest parts of JSON (RFC 8259): how far each reaches in bytes that may be anything.</summary>
static class JsonParts
{
    /// <summary>Place of the next quotation mark, backslash or control character from <paramref name="from"/> on; the end when there is none.</summary>
    public static int Special(ReadOnlySpan<byte> text, int from)
    {
        var i = from;
        for (; i <= text.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var bytes = Vector256.Create(text.Slice(i, Vector256<byte>.Count));
            var special = Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.Equals(bytes & Vector256.Create((byte)0xE0), Vector256<byte>.Zero);
            if (special.ExtractMostSignificantBits() is var found and not 0)
            {
                return i + BitOperations.TrailingZeroCount(found);
            }
        }

        while (i < text.Length && text[i] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
        {
            i++;
        }

        return i;
    }

    /// <summary>Length of the escape that begins with the backslash at the start; 0 when it is none.</summary>
    public static int Escape(ReadOnlySpan<byte> rest)
    {
        if (rest.Length > 1 && JsonEscapes.Short(rest[1]) != 0)
        {
            return 2;
        }

        var isUnicode = rest.Length >= 6 && rest[1] == 'u' && char.IsAsciiHexDigit((char)rest[2]) && char.IsAsciiHexDigit((char)rest[3])
            && char.IsAsciiHexDigit((char)rest[4]) && char.IsAsciiHexDigit((char)rest[5]);
        return isUnicode ? 6 : 0;
    }

    /// <summary>Length of the number, <c>true</c>, <c>false</c> or <c>null</c> at the start; 0 when there is none.</summary>
    public static int Scalar(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("true"u8) || rest.StartsWith("null"u8) ? 4 : rest.StartsWith("false"u8) ? 5 : Number(rest);

    /// <summary>Length of the number at the start (section 6); 0 when there is none.</summary>
    static int Number(ReadOnlySpan<byte> rest)
    {
        var i = rest.Length > 0 && rest[0] == '-' ? 1 : 0;
        var whole = i < rest.Length && rest[i] == '0' ? 1 : Digits(rest, i);
        i += whole;
        var isSound = whole > 0;
        if (isSound && i < rest.Length && rest[i] == '.')
        {
            var fraction = Digits(rest, i + 1);
            isSound = fraction > 0;
            i += 1 + fraction;
        }

        if (isSound && i < rest.Length && (rest[i] | 0x20) == 'e')
        {
            i += i + 1 < rest.Length && rest[i + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            var exponent = Digits(rest, i);
            isSound = exponent > 0;
            i += exponent;
        }

        return isSound ? i : 0;
    }

    static int Digits(ReadOnlySpan<byte> rest, int from)
    {
        var i = from;
        while (i < rest.Length && char.IsAsciiDigit((char)rest[i]))
        {
            i++;
        }

        return i - from;
    }
}
