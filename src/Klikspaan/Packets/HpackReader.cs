namespace Klikspaan.Packets;

/// <summary>Reads the whole numbers and texts of a header block (RFC 7541, section 5).</summary>
ref struct HpackReader(ReadOnlySpan<byte> block)
{
    const int MostNumber = 1 << 28;

    readonly ReadOnlySpan<byte> block = block;

    /// <summary>Where the next octet stands.</summary>
    public int At { get; private set; }

    /// <summary>Whether all octets are read.</summary>
    public readonly bool IsAtEnd => At >= block.Length;

    /// <summary>The next octet, which is not taken yet.</summary>
    public readonly byte Next => block[At];

    /// <summary>A number that begins in the last bits of the next octet (section 5.1).</summary>
    public bool TryNumber(int bits, out int number)
    {
        number = 0;
        if (IsAtEnd)
        {
            return false;
        }

        var most = (1 << bits) - 1;
        number = block[At++] & most;
        if (number < most)
        {
            return true;
        }

        for (var shift = 0; shift <= 28 && !IsAtEnd; shift += 7)
        {
            var octet = block[At++];
            var sum = number + ((long)(octet & 0x7F) << shift);
            if (sum > MostNumber)
            {
                return false;
            }

            number = (int)sum;
            if (octet < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A text (section 5.2), where it stands without its length, and whether it is in the Huffman code.</summary>
    public bool TryText(out byte[] text, out int at, out int length, out bool isHuffman)
    {
        text = [];
        isHuffman = !IsAtEnd && (Next & 0x80) != 0;
        var isThere = TryNumber(7, out length) && length <= block.Length - At;
        at = At;
        if (!isThere)
        {
            return false;
        }

        var octets = block.Slice(At, length);
        At += length;
        if (isHuffman)
        {
            return HuffmanText.TryDecode(octets, out text);
        }

        text = octets.ToArray();
        return true;
    }
}
