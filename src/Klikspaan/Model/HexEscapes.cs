namespace Klikspaan;

/// <summary>Text in which bytes are written as a backslash, an x and two hexadecimal digits, and a backslash as two of them.</summary>
static class HexEscapes
{
    const int Length = 4;

    /// <summary>The bytes; a backslash that begins no escape stands for itself.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> source)
    {
        var buffer = new byte[source.Length];
        var written = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var value = source[i];
            if (value == '\\' && source.Length - i >= Length && source[i + 1] == 'x' && char.IsAsciiHexDigit((char)source[i + 2]) && char.IsAsciiHexDigit((char)source[i + 3]))
            {
                value = (byte)((Nibble(source[i + 2]) << 4) | Nibble(source[i + 3]));
                i += Length - 1;
            }
            else if (value == '\\' && i + 1 < source.Length && source[i + 1] == '\\')
            {
                i++;
            }

            buffer[written++] = value;
        }

        return buffer[..written];
    }

    static int Nibble(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
