using System.Buffers.Binary;
using System.Numerics;
using Klikspaan.Packets;

namespace Klikspaan.Tests.Recording;

/// <summary>Writes HTTP/2: header blocks (RFC 7541) and frames (RFC 9113).</summary>
static class Hpack
{
    public static readonly byte[] Settings = Frame(Http2Frame.Settings, 0, 0, []);

    static readonly Lazy<BigInteger[]> Codes = new(MakeCodes);

    /// <summary>How: k kept in the table, n not kept, N never kept, h and H as k and n with Huffman code.</summary>
    public static byte[] Encode(params (char How, string Name, string Value)[] fields) =>
        [.. fields.SelectMany(f => (byte[])[First(f.How), .. String(f.Name, char.ToLowerInvariant(f.How) == 'h'), .. String(f.Value, char.ToLowerInvariant(f.How) == 'h')])];

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var head = new byte[9];
        BinaryPrimitives.WriteInt32BigEndian(head, payload.Length << 8);
        (head[3], head[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), stream);
        return [.. head, .. payload];
    }

    static byte First(char how) => how switch { 'k' or 'h' => 0x40, 'N' => 0x10, _ => 0 };

    static byte[] String(string text, bool isHuffman)
    {
        var octets = Framed.Octets(text);
        var encoded = isHuffman ? Huffman(octets) : octets;
        return [.. Integer(isHuffman ? 0x80 : 0, encoded.Length), .. encoded];
    }

    static byte[] Integer(int first, int value)
    {
        if (value < 127)
        {
            return [(byte)(first | value)];
        }

        var bytes = new List<byte> { (byte)(first | 127) };
        for (value -= 127; value >= 128; value >>= 7)
        {
            bytes.Add((byte)((value & 127) | 128));
        }

        return [.. bytes, (byte)value];
    }

    static byte[] Huffman(byte[] octets)
    {
        var bits = string.Concat(octets.Select(o => Bits(Codes.Value[o], HuffmanText.Lengths[o])));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '1');
        return [.. bits.Chunk(8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    static string Bits(BigInteger code, int length) => Convert.ToString((long)code, 2).PadLeft(length, '0');

    static BigInteger[] MakeCodes()
    {
        var codes = new BigInteger[257];
        var (code, length) = (BigInteger.Zero, 0);
        foreach (var symbol in Enumerable.Range(0, 257).OrderBy(s => HuffmanText.Lengths[s]).ThenBy(s => s))
        {
            code <<= HuffmanText.Lengths[symbol] - length;
            length = HuffmanText.Lengths[symbol];
            codes[symbol] = code++;
        }

        // The last code is that of the end of a string: 30 ones (RFC 7541, appendix B).
        Assert.Equal((1 << 30) - 1, codes[256]);
        return codes;
    }
}
