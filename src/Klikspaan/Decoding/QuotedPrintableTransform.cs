namespace Klikspaan.Decoding;

/// <summary>Quoted-printable (RFC 2045 section 6.7): an equals sign and two digits for a byte, or at the end of a line that goes on.</summary>
public sealed class QuotedPrintableTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "quoted-printable";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var bytes = new byte[source.Length];
        var written = 0;
        for (var i = 0; i < source.Length;)
        {
            var length = Escape(source[i..], out var value);
            if (length == 0)
            {
                (decoded, failure) = ([], new(i, "two hexadecimal digits or the end of a line"));
                return false;
            }

            if (value is { } single)
            {
                bytes[written++] = single;
            }

            i += length;
        }

        (decoded, failure) = (bytes[..written], default);
        return true;
    }

    /// <summary>
    /// Whether somebody quoted it: each equals sign is an escape, of a byte that must be escaped. Other text may hold <c>a=34</c>.
    /// </summary>
    internal static bool Looks(ReadOnlySpan<byte> value)
    {
        for (var at = value.IndexOf((byte)'='); at >= 0;)
        {
            if (Escape(value[at..], out var escaped) == 0 || escaped is > (byte)' ' and < 127 and not (byte)'=')
            {
                return false;
            }

            var next = value[(at + 1)..].IndexOf((byte)'=');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return true;
    }

    /// <summary>Length of the byte or escape at the start, and what it stands for: nothing, of a line break that is none. 0 when it is no escape.</summary>
    static int Escape(ReadOnlySpan<byte> rest, out byte? value)
    {
        value = rest[0];
        if (rest[0] != '=')
        {
            return 1;
        }

        value = null;
        if (rest.Length > 1 && rest[1] is (byte)'\n')
        {
            return 2;
        }

        if (rest.Length < 3 || (rest[1] == '\r' && rest[2] == '\n'))
        {
            return rest.Length < 3 ? 0 : 3;
        }

        if (!char.IsAsciiHexDigit((char)rest[1]) || !char.IsAsciiHexDigit((char)rest[2]))
        {
            return 0;
        }

        value = (byte)((PercentTransform.Nibble(rest[1]) << 4) | PercentTransform.Nibble(rest[2]));
        return 3;
    }
}
