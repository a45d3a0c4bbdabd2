using System.Text;

namespace Klikspaan.Decoding;

/// <summary>The contents of a string as JavaScript writes it (ECMA-262 section 12.9.4): more escapes than JSON has.</summary>
public sealed class JsStringTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "js-string";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var buffer = new byte[source.Length];
        var written = 0;
        for (var i = 0; i < source.Length;)
        {
            var length = 1;
            if (source[i] != '\\')
            {
                buffer[written++] = source[i];
            }
            else if ((length = Escape(source[i..], buffer.AsSpan(written), out var made)) > 0)
            {
                written += made;
            }
            else
            {
                (decoded, failure) = ([], new(i, "an escape"));
                return false;
            }

            i += length;
        }

        (decoded, failure) = (buffer[..written], default);
        return true;
    }

    /// <summary>Length of the escape at the start, and how many bytes it makes; 0 when it is none.</summary>
    internal static int Escape(ReadOnlySpan<byte> rest, Span<byte> target, out int made)
    {
        made = 0;
        if (rest.Length < 2)
        {
            return 0;
        }

        switch (rest[1])
        {
            case (byte)'\n':
                return 2;
            case (byte)'\r':
                return rest.Length > 2 && rest[2] == '\n' ? 3 : 2;
            case (byte)'x':
                return Digits(rest, 2, 2) is { } value ? Put(new Rune(value), 4, target, out made) : 0;
            case (byte)'u' when rest.Length > 3 && rest[2] == '{':
                return Braced(rest, target, out made);
            case (byte)'u':
                return Unicode(rest, target, out made);
            case (byte)'v' or (byte)'0':
                return Put(new Rune(rest[1] == 'v' ? '\v' : '\0'), 2, target, out made);
            case >= (byte)'1' and <= (byte)'9':
                return 0;
            default:
                target[made++] = JsonEscapes.Short(rest[1]) is > 0 and var letter ? letter : rest[1];
                return 2;
        }
    }

    static int Unicode(ReadOnlySpan<byte> rest, Span<byte> target, out int made)
    {
        made = 0;
        if (Digits(rest, 2, 4) is not { } unit)
        {
            return 0;
        }

        if (char.IsHighSurrogate((char)unit) && rest.Length >= 12 && rest[6] == '\\' && rest[7] == 'u' && Digits(rest, 8, 4) is { } low && char.IsLowSurrogate((char)low))
        {
            return Put(new Rune((char)unit, (char)low), 12, target, out made);
        }

        return Put(Rune.TryCreate(unit, out var rune) ? rune : Rune.ReplacementChar, 6, target, out made);
    }

    static int Braced(ReadOnlySpan<byte> rest, Span<byte> target, out int made)
    {
        made = 0;
        var digits = rest[3..].IndexOf((byte)'}');
        return digits is > 0 and <= 6 && Digits(rest, 3, digits) is { } value && Rune.TryCreate(value, out var rune) ? Put(rune, digits + 4, target, out made) : 0;
    }

    /// <summary>The number in so many hexadecimal digits; null when they are not there.</summary>
    static int? Digits(ReadOnlySpan<byte> rest, int from, int count)
    {
        if (rest.Length < from + count)
        {
            return null;
        }

        var value = 0;
        foreach (var digit in rest.Slice(from, count))
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return null;
            }

            value = (value << 4) | PercentTransform.Nibble(digit);
        }

        return value;
    }

    static int Put(Rune rune, int length, Span<byte> target, out int made)
    {
        made = rune.EncodeToUtf8(target);
        return length;
    }
}
