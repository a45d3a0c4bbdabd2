using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Decoding;

/// <summary>Text in UTF-16 (RFC 2781), with a byte order mark or without; half a surrogate pair becomes U+FFFD.</summary>
static class Utf16
{
    const int Shortest = 8;
    const int Looked = 64;
    const char Mark = '\uFEFF';

    /// <summary>Most bytes that one unit of UTF-16 becomes in UTF-8.</summary>
    public const int MostOfUnit = 3;

    /// <summary>Gives it as UTF-8, without the mark.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, bool isBigEndian, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        decoded = [];
        failure = default;
        if (source.Length % 2 != 0)
        {
            failure = new(source.Length, "another byte");
            return false;
        }

        if (source.Length / 2L * MostOfUnit > limits.LayerBytes)
        {
            failure = new(0, $"at most {limits.LayerBytes} bytes");
            return false;
        }

        var from = source.Length > 0 && Unit(source, 0, isBigEndian) == Mark ? 2 : 0;
        var bytes = new byte[(source.Length - from) / 2 * MostOfUnit];
        var written = 0;
        for (var i = from; i < source.Length;)
        {
            var unit = Unit(source, i, isBigEndian);
            var length = char.IsHighSurrogate(unit) && i + 4 <= source.Length ? 4 : 2;
            if (!(length == 4 ? Rune.TryCreate(unit, Unit(source, i + 2, isBigEndian), out var rune) : Rune.TryCreate(unit, out rune)))
            {
                (rune, length) = (Rune.ReplacementChar, 2);
            }

            written += rune.EncodeToUtf8(bytes.AsSpan(written));
            i += length;
        }

        decoded = bytes[..written];
        return true;
    }

    /// <summary>Whether bytes look like such text: by their mark, or by the high bytes of western letters, which are nought. Null when not; true for the high byte first.</summary>
    public static bool? Order(ReadOnlySpan<byte> bytes) =>
        bytes.Length < Shortest || bytes.Length % 2 != 0 ? null : Resembles(bytes, isBigEndian: false) ? false : Resembles(bytes, isBigEndian: true) ? true : null;

    static bool Resembles(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        // A mark may stand at the beginning of anything by accident, so it only makes less of the rest do.
        var first = Unit(bytes, 0, isBigEndian) == Mark ? 1 : 0;
        int units = Math.Min(bytes.Length / 2, Looked) - first, western = 0;
        for (var i = first; i < first + units; i++)
        {
            var unit = Unit(bytes, 2 * i, isBigEndian);
            if (unit is < ' ' and not ('\t' or '\r' or '\n'))
            {
                return false;
            }

            western += unit <= 0xFF ? 1 : 0;
        }

        return first > 0 ? western * 2 >= units : Unit(bytes, 0, isBigEndian) <= 0xFF && western * 8 >= units * 7;
    }

    static char Unit(ReadOnlySpan<byte> bytes, int at, bool isBigEndian) =>
        (char)(isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]));
}
