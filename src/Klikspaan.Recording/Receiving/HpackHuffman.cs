using System.Buffers;

namespace Klikspaan.Recording.Receiving;

/// <summary>The Huffman code of HPACK (RFC 7541, section 5.2 and appendix B).</summary>
/// <remarks>The code is canonical: codes of one length follow each other in the order of their symbols, so lengths are enough.</remarks>
static class HpackHuffman
{
    const int EndOfString = 256;
    const int Longest = 30;

    /// <summary>Symbols in the order of their codes.</summary>
    static readonly short[] Symbols = [.. Enumerable.Range(0, 257).OrderBy(s => Lengths[s]).ThenBy(s => s).Select(s => (short)s)];

    /// <summary>How many codes there are of each length.</summary>
    static readonly int[] Counts = [.. Enumerable.Range(0, Longest + 1).Select(length => Lengths.Count((byte)length))];

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

    /// <summary>Decodes a string; false when it is not one.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> output)
    {
        // No code is shorter than five bits.
        var text = output.GetSpan((encoded.Length * 8 / 5) + 1);
        var written = 0;
        var code = new Code();
        foreach (var octet in encoded)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var symbol = code.Next((octet >> bit) & 1);
                if (symbol == EndOfString)
                {
                    return false;
                }

                if (symbol >= 0)
                {
                    text[written++] = (byte)symbol;
                    code = new();
                }
            }
        }

        output.Advance(written);
        // What is left is padding: at most seven bits, the first ones of the end of a string, which are all ones.
        return code.Length < 8 && code.Value == (1 << code.Length) - 1;
    }

    /// <summary>A code that is being read, bit by bit.</summary>
    struct Code
    {
        int first;
        int index;

        public int Value { get; private set; }

        public int Length { get; private set; }

        /// <summary>The symbol that this bit completes; -1 when more bits are needed.</summary>
        public int Next(int bit)
        {
            Value = (Value << 1) | bit;
            Length++;
            first <<= 1;
            if (Value - first < Counts[Length])
            {
                return Symbols[index + Value - first];
            }

            index += Counts[Length];
            first += Counts[Length];
            return -1;
        }
    }
}
