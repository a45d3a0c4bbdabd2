using System.Buffers;

namespace Klikspaan.Packets;

/// <summary>Text in the Huffman code of HPACK (RFC 7541, section 5.2 and appendix B).</summary>
/// <remarks>The code is canonical: codes of one length follow each other in the order of their symbols, so their lengths are enough to know them.</remarks>
static class HuffmanText
{
    /// <summary>The name of the step from the code to the text.</summary>
    public const string Step = "hpack-huffman";
    const int EndOfString = 256;
    const int Shortest = 5;
    const int Longest = 30;

    /// <summary>Symbols in the order of their codes.</summary>
    static readonly short[] Symbols = [.. Enumerable.Range(0, EndOfString + 1).OrderBy(s => Lengths[s]).ThenBy(s => s).Select(s => (short)s)];

    /// <summary>Per length: the first code beyond those of that length, at the top of 32 bits; and what is added to a code to find its symbol.</summary>
    static readonly (ulong Beyond, int ToSymbol)[] Codes = MakeCodes();

    /// <summary>Bits of the code of each octet, and of the end of a string.</summary>
    public static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    /// <summary>Most octets that so many encoded ones can give.</summary>
    public static int MostOf(int encoded) => (int)((long)encoded * 8 / Shortest);

    /// <summary>Decodes a whole text; false when it is not one: it holds the end of a string, or does not end as it must.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, out byte[] text)
    {
        var room = ArrayPool<byte>.Shared.Rent(MostOf(encoded.Length) + 1);
        var isText = TryDecode(encoded, room, out var written);
        text = isText ? room[..written] : [];
        ArrayPool<byte>.Shared.Return(room);
        return isText;
    }

    static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> text, out int written)
    {
        var (bits, count) = (0UL, 0);
        written = 0;
        foreach (var octet in encoded)
        {
            (bits, count) = ((bits << 8) | octet, count + 8);
            while (Symbol(bits, count, out var length) is var symbol && symbol >= 0)
            {
                if (symbol == EndOfString)
                {
                    return false;
                }

                text[written++] = (byte)symbol;
                count -= length;
            }

            bits &= (1UL << count) - 1;
        }

        // What is left is padding: at most seven bits, the first ones of the end of a string, which are all ones.
        return count < 8 && bits == (1UL << count) - 1;
    }

    /// <summary>The symbol that the first of so many bits are the code of; -1 when more are needed.</summary>
    static int Symbol(ulong bits, int count, out int length)
    {
        // Aligned to the top of 32 bits; what has not come yet is zero, and is not looked at.
        var window = count >= 32 ? (bits >> (count - 32)) & uint.MaxValue : (bits << (32 - count)) & uint.MaxValue;
        for (length = Shortest; length <= Math.Min(count, Longest); length++)
        {
            if (window < Codes[length].Beyond)
            {
                return Symbols[(int)(window >> (32 - length)) + Codes[length].ToSymbol];
            }
        }

        return -1;
    }

    static (ulong Beyond, int ToSymbol)[] MakeCodes()
    {
        var codes = new (ulong Beyond, int ToSymbol)[Longest + 1];
        var (code, index) = (0, 0);
        for (var length = 1; length <= Longest; length++)
        {
            code <<= 1;
            var some = Lengths.Count((byte)length);
            codes[length] = ((ulong)(code + some) << (32 - length), index - code);
            (code, index) = (code + some, index + some);
        }

        return codes;
    }
}
