namespace Klikspaan.Decoding;

/// <summary>Percent-encoding (RFC 3986 section 2.1); a <c>%</c> that starts no pair of digits stands for itself.</summary>
public sealed class PercentTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "percent";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        failure = default;
        decoded = Decode(source, plusIsSpace: false);
        return true;
    }

    internal static byte[] Decode(ReadOnlySpan<byte> source, bool plusIsSpace)
    {
        var buffer = new byte[source.Length];
        var written = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var value = source[i];
            if (value == '%' && i + 2 < source.Length && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]))
            {
                value = (byte)((Nibble(source[i + 1]) << 4) | Nibble(source[i + 2]));
                i += 2;
            }
            else if (value == '+' && plusIsSpace)
            {
                value = (byte)' ';
            }

            buffer[written++] = value;
        }

        return buffer[..written];
    }

    /// <summary>
    /// Whether all of it is a part of an address that was encoded, and not an address with such a part: what separates parts would be encoded too.
    /// JSON may have been encoded as an address.
    /// </summary>
    internal static bool IsComponent(ReadOnlySpan<byte> value)
    {
        var at = value.IndexOf((byte)'%');
        if (at < 0 || (value.ContainsAny("/?&="u8) && !value.StartsWith("%7B"u8) && !value.StartsWith("%5B"u8) && !value.StartsWith("%7b"u8) && !value.StartsWith("%5b"u8)))
        {
            return false;
        }

        for (var rest = value[at..]; at >= 0; at = rest.IndexOf((byte)'%'), rest = at < 0 ? rest : rest[at..])
        {
            if (rest.Length < 3 || !char.IsAsciiHexDigit((char)rest[1]) || !char.IsAsciiHexDigit((char)rest[2]))
            {
                return false;
            }

            rest = rest[3..];
        }

        return true;
    }

    /// <summary>The number that a hexadecimal digit stands for.</summary>
    internal static int Nibble(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
