using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Klikspaan;

/// <summary>What text and attributes of XML stand for (XML 1.0 sections 2.11, 3.3.3 and 4.1).</summary>
static class XmlText
{
    const int LongestReference = 64;
    static readonly SearchValues<byte> InText = SearchValues.Create("&<\r"u8);
    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    static readonly SearchValues<byte> InAttribute = SearchValues.Create("&\t\r\n"u8);

    /// <summary>Decodes all of <paramref name="source"/>; false with the place of what is no predefined entity, character or CDATA section.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, bool isAttribute, out byte[] decoded, out int bad)
    {
        // What stands for a character is never shorter than the character.
        var room = new byte[source.Length];
        var written = 0;
        var isDone = TryDecode(source, isAttribute, room, ref written, out bad);
        decoded = !isDone ? [] : written == room.Length ? room : room[..written];
        return isDone;
    }

    static bool TryDecode(ReadOnlySpan<byte> source, bool isAttribute, Span<byte> target, ref int written, out int bad)
    {
        for (bad = 0; bad < source.Length;)
        {
            var rest = source[bad..];
            var plain = rest.IndexOfAny(isAttribute ? InAttribute : InText);
            plain = plain < 0 ? rest.Length : plain;
            rest[..plain].CopyTo(target[written..]);
            written += plain;
            bad += plain;
            rest = rest[plain..];
            if (rest.IsEmpty)
            {
                break;
            }

            switch (rest[0])
            {
                case (byte)'&' when TryReference(rest, out var rune, out var length):
                    written += rune.EncodeToUtf8(target[written..]);
                    bad += length;
                    break;
                case (byte)'<' when rest.StartsWith("<![CDATA["u8) && rest.IndexOf("]]>"u8) is > 0 and var end:
                    Lines(rest[9..end], target, ref written);
                    bad += end + 3;
                    break;
                case (byte)'&' or (byte)'<':
                    return false;
                default:
                    target[written++] = isAttribute ? (byte)' ' : (byte)'\n';
                    bad += rest.StartsWith("\r\n"u8) ? 2 : 1;
                    break;
            }
        }

        return true;
    }

    /// <summary>Copies what is taken as it is, but for its line breaks.</summary>
    static void Lines(ReadOnlySpan<byte> source, Span<byte> target, ref int written)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[written++] = source[i] == '\r' ? (byte)'\n' : source[i];
            i += source[i] == '\r' && i + 1 < source.Length && source[i + 1] == '\n' ? 1 : 0;
        }
    }

    static bool TryReference(ReadOnlySpan<byte> source, out Rune rune, out int length)
    {
        length = source[..Math.Min(source.Length, LongestReference)].IndexOf((byte)';') + 1;
        rune = default;
        if (length < 3)
        {
            return false;
        }

        var name = source[1..(length - 1)];
        if (name[0] == '#')
        {
            return TryNumber(name[1..], out rune);
        }

        rune = new(name switch
        {
            [(byte)'l', (byte)'t'] => '<',
            [(byte)'g', (byte)'t'] => '>',
            _ when name.SequenceEqual("amp"u8) => '&',
            _ when name.SequenceEqual("apos"u8) => '\'',
            _ when name.SequenceEqual("quot"u8) => '"',
            _ => '\0',
        });
        return rune.Value > 0;
    }

    static bool TryNumber(ReadOnlySpan<byte> digits, out Rune rune)
    {
        var isHex = digits.StartsWith("x"u8);
        digits = isHex ? digits[1..] : digits;
        rune = default;
        return !digits.IsEmpty && !digits.ContainsAnyExcept(Hex)
            && Utf8Parser.TryParse(digits.TrimStart((byte)'0'), out uint value, out var consumed, isHex ? 'x' : default) && consumed == digits.TrimStart((byte)'0').Length
            && value is >= ' ' or '\t' or '\n' or '\r' && value is not (0xFFFE or 0xFFFF) && Rune.TryCreate(value, out rune);
    }
}
