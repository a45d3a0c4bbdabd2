namespace Klikspaan;

/// <summary>Whole numbers as a SQLite file holds them (https://www.sqlite.org/fileformat2.html).</summary>
static class SqliteNumbers
{
    /// <summary>Longest form of a number of variable length.</summary>
    public const int LongestVarint = 9;

    /// <summary>A whole number in two's complement, the highest byte first, of one to eight bytes (section 2.1).</summary>
    public static bool TryInteger(ReadOnlySpan<byte> bytes, out long value)
    {
        value = bytes.Length is 0 or > 8 ? 0 : (sbyte)bytes[0];
        for (var i = 1; i < bytes.Length && bytes.Length <= 8; i++)
        {
            value = (value << 8) | bytes[i];
        }

        return bytes.Length is 1 or 2 or 3 or 4 or 6 or 8;
    }

    /// <summary>A number of variable length: seven bits a byte, the highest first, of a ninth byte all eight (section 1.6).</summary>
    /// <returns>How many bytes it takes; 0 when they end before it does.</returns>
    public static int Varint(ReadOnlySpan<byte> bytes, out long value)
    {
        value = 0;
        for (var i = 0; i < bytes.Length && i < LongestVarint; i++)
        {
            if (i == LongestVarint - 1)
            {
                value = (value << 8) | bytes[i];
                return LongestVarint;
            }

            value = (value << 7) | (uint)(bytes[i] & 0x7F);
            if (bytes[i] < 0x80)
            {
                return i + 1;
            }
        }

        return 0;
    }
}
