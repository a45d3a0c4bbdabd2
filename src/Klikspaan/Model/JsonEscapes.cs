using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Klikspaan;

/// <summary>Escapes in JSON strings (RFC 8259 section 7).</summary>
static class JsonEscapes
{
    const int LargestScratch = 1 << 20;
    static readonly byte[] ShortEscapes = Table();

    /// <summary>The byte for which an escape of one letter stands; 0 when it is none.</summary>
    public static byte Short(byte letter) => ShortEscapes[letter];

    /// <summary>The UTF-8 text of a string's contents, which a JSON reader accepted.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> source) =>
        TryUnescape(source, out var text, out var bad) ? text : throw new ArgumentException($"no JSON string: byte {bad}", nameof(source));

    /// <summary>The UTF-8 text of a string's contents; false with the place of the first escape that is none.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> source, out byte[] text, out int bad)
    {
        // A pool keeps what it lent, so it lends nothing large.
        var scratch = source.Length <= LargestScratch ? ArrayPool<byte>.Shared.Rent(source.Length) : new byte[source.Length];
        var done = TryUnescape(source, scratch, out var written, out bad);
        text = done ? scratch.Length == written ? scratch : scratch[..written] : [];
        if (source.Length <= LargestScratch)
        {
            text = text == scratch ? [.. text] : text;
            ArrayPool<byte>.Shared.Return(scratch);
        }

        return done;
    }

    /// <summary>
    /// Writes the UTF-8 text of a string's contents, which is never longer than they are; false with the place of the first
    /// escape that is none, or of what no longer fits.
    /// </summary>
    public static bool TryUnescape(ReadOnlySpan<byte> source, Span<byte> target, out int written, out int bad)
    {
        written = 0;
        var i = 0;
        while (TryPlain(source, ref i, target, ref written) && i < source.Length && TryEscape(source, ref i, target, ref written))
        {
        }

        bad = i < source.Length ? i : -1;
        return bad < 0;
    }

    /// <summary>Copies up to the next backslash; false when there is no room.</summary>
    static bool TryPlain(ReadOnlySpan<byte> source, ref int i, Span<byte> target, ref int written)
    {
        while (i <= source.Length - Vector256<byte>.Count && written <= target.Length - Vector256<byte>.Count)
        {
            // All are written, and those from the backslash on are written over: a copy of as many as needed takes longer.
            var bytes = Vector256.Create(source.Slice(i, Vector256<byte>.Count));
            bytes.CopyTo(target[written..]);
            var slashes = Vector256.Equals(bytes, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
            var plain = Math.Min(BitOperations.TrailingZeroCount(slashes), Vector256<byte>.Count);
            i += plain;
            written += plain;
            if (slashes != 0)
            {
                return true;
            }
        }

        var rest = source[i..].IndexOf((byte)'\\') is >= 0 and var slash ? slash : source.Length - i;
        if (!source.Slice(i, rest).TryCopyTo(target[written..]))
        {
            return false;
        }

        i += rest;
        written += rest;
        return true;
    }

    static bool TryEscape(ReadOnlySpan<byte> source, ref int i, Span<byte> target, ref int written)
    {
        if (i + 1 >= source.Length)
        {
            return false;
        }

        var code = source[i + 1];
        if (code == 'u')
        {
            return TryUnicode(source, ref i, target, ref written);
        }

        var letter = Short(code);
        if (letter == 0 || written >= target.Length)
        {
            return false;
        }

        target[written++] = letter;
        i += 2;
        return true;
    }

    static bool TryUnicode(ReadOnlySpan<byte> source, ref int i, Span<byte> target, ref int written)
    {
        if (!TryUnit(source, i, out var unit))
        {
            return false;
        }

        var length = 6;
        Rune rune;
        if (char.IsHighSurrogate(unit) && TryUnit(source, i + 6, out var low) && char.IsLowSurrogate(low))
        {
            rune = new Rune(unit, low);
            length = 12;
        }
        else if (!Rune.TryCreate(unit, out rune))
        {
            rune = Rune.ReplacementChar;
        }

        if (!rune.TryEncodeToUtf8(target[written..], out var bytes))
        {
            return false;
        }

        i += length;
        written += bytes;
        return true;
    }

    /// <summary>Where the first half of a surrogate pair stands that has no other half; -1 where there is none.</summary>
    public static int HalfIn(ReadOnlySpan<byte> source)
    {
        for (var i = source.IndexOf((byte)'\\'); i >= 0 && i < source.Length; i++)
        {
            if (source[i] != '\\')
            {
                continue;
            }

            if (TryUnit(source, i, out var unit) && char.IsSurrogate(unit))
            {
                if (!char.IsHighSurrogate(unit) || !TryUnit(source, i + 6, out var low) || !char.IsLowSurrogate(low))
                {
                    return i;
                }

                i += 11;
                continue;
            }

            i++;
        }

        return -1;
    }

    static bool TryUnit(ReadOnlySpan<byte> source, int at, out char unit)
    {
        unit = default;
        if (at + 6 > source.Length || source[at] != '\\' || source[at + 1] != 'u'
            || !ushort.TryParse(source.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        unit = (char)value;
        return true;
    }

    static byte[] Table()
    {
        var table = new byte[256];
        for (var i = 0; i < 8; i++)
        {
            table["\"\\/bfnrt"u8[i]] = "\"\\/\b\f\n\r\t"u8[i];
        }

        return table;
    }
}
