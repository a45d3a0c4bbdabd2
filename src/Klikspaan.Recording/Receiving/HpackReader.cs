using System.Text;

namespace Klikspaan.Recording.Receiving;

/// <summary>Reads the integers and strings of HPACK (RFC 7541, section 5).</summary>
ref struct HpackReader(ReadOnlySpan<byte> block)
{
    const int MostInteger = 1 << 28;

    readonly ReadOnlySpan<byte> block = block;
    int position;

    /// <summary>Whether all octets are read.</summary>
    public readonly bool IsAtEnd => position >= block.Length;

    /// <summary>The next octet, which is not taken yet.</summary>
    public readonly byte Peek => block[position];

    /// <summary>An integer that begins in the last bits of the next octet (section 5.1).</summary>
    public bool TryReadInteger(int prefix, out int value)
    {
        value = 0;
        if (IsAtEnd)
        {
            return false;
        }

        var most = (1 << prefix) - 1;
        value = block[position++] & most;
        if (value < most)
        {
            return true;
        }

        for (var shift = 0; shift <= 28 && !IsAtEnd; shift += 7)
        {
            var octet = block[position++];
            var sum = value + ((long)(octet & 0x7F) << shift);
            if (sum > MostInteger)
            {
                return false;
            }

            value = (int)sum;
            if (octet < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A string, with or without Huffman code (section 5.2).</summary>
    public bool TryReadString(out string text)
    {
        text = "";
        var isHuffman = !IsAtEnd && (Peek & 0x80) != 0;
        if (!TryReadInteger(7, out var length) || length > block.Length - position)
        {
            return false;
        }

        var octets = block.Slice(position, length);
        position += length;
        if (!isHuffman)
        {
            text = Encoding.Latin1.GetString(octets);
            return true;
        }

        var isDecoded = Packets.HuffmanText.TryDecode(octets, out var decoded);
        text = Encoding.Latin1.GetString(decoded);
        return isDecoded;
    }
}
