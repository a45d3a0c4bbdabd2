using System.Globalization;
using System.Text;

namespace Klikspaan;

/// <summary>Escapes in JSON strings (RFC 8259 section 7).</summary>
static class JsonEscapes
{
    /// <summary>The UTF-8 text of a string's contents, which a JSON reader accepted.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> source) =>
        TryUnescape(source, out var text, out var bad) ? text : throw new ArgumentException($"no JSON string: byte {bad}", nameof(source));

    /// <summary>The UTF-8 text of a string's contents; false with the place of the first escape that is none.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> source, out byte[] text, out int bad)
    {
        var buffer = new byte[source.Length];
        var written = 0;
        for (var i = 0; i < source.Length;)
        {
            var plain = source[i..].IndexOf((byte)'\\');
            plain = plain < 0 ? source.Length - i : plain;
            source.Slice(i, plain).CopyTo(buffer.AsSpan(written));
            written += plain;
            i += plain;
            if (i < source.Length && !TryEscape(source, ref i, buffer, ref written))
            {
                text = [];
                bad = i;
                return false;
            }
        }

        bad = -1;
        text = written == buffer.Length ? buffer : buffer[..written];
        return true;
    }

    static bool TryEscape(ReadOnlySpan<byte> source, ref int i, byte[] buffer, ref int written)
    {
        if (i + 1 >= source.Length)
        {
            return false;
        }

        var code = source[i + 1];
        if (code == 'u')
        {
            return TryUnicode(source, ref i, buffer, ref written);
        }

        var at = "\"\\/bfnrt"u8.IndexOf(code);
        if (at < 0)
        {
            return false;
        }

        buffer[written++] = "\"\\/\b\f\n\r\t"u8[at];
        i += 2;
        return true;
    }

    static bool TryUnicode(ReadOnlySpan<byte> source, ref int i, byte[] buffer, ref int written)
    {
        if (!TryUnit(source, i, out var unit))
        {
            return false;
        }

        i += 6;
        Rune rune;
        if (char.IsHighSurrogate(unit) && TryUnit(source, i, out var low) && char.IsLowSurrogate(low))
        {
            rune = new Rune(unit, low);
            i += 6;
        }
        else if (!Rune.TryCreate(unit, out rune))
        {
            rune = Rune.ReplacementChar;
        }

        written += rune.EncodeToUtf8(buffer.AsSpan(written));
        return true;
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
}
