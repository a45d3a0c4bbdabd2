using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Tests.Decoding;

/// <summary>Writes objects one by one, and then their table.</summary>
sealed class BinaryPropertyListWriter
{
    readonly List<byte[]> objects = [];

    public int Add(params byte[] bytes)
    {
        objects.Add(bytes);
        return objects.Count - 1;
    }

    public int Ascii(string text) => Add([.. Marker(5, text.Length), .. Encoding.ASCII.GetBytes(text)]);

    public int Utf16(string text) => Add([.. Marker(6, text.Length), .. Encoding.BigEndianUnicode.GetBytes(text)]);

    public int Data(byte[] bytes) => Add([.. Marker(4, bytes.Length), .. bytes]);

    public int Array(params int[] references) => Add([.. Marker(0xA, references.Length), .. References(references)]);

    public int Dictionary(params (int Key, int Value)[] pairs) =>
        Add([.. Marker(0xD, pairs.Length), .. References(pairs.Select(p => p.Key)), .. References(pairs.Select(p => p.Value))]);

    public byte[] Document(int top)
    {
        var bytes = new List<byte>("bplist00"u8.ToArray());
        var offsets = new List<int>();
        foreach (var one in objects)
        {
            offsets.Add(bytes.Count);
            bytes.AddRange(one);
        }

        var table = bytes.Count;
        bytes.AddRange(offsets.SelectMany(o => Big(o, 4)));
        return [.. bytes, 0, 0, 0, 0, 0, 0, 4, 2, .. Big(objects.Count, 8), .. Big(top, 8), .. Big(table, 8)];
    }

    public static byte[] Big(long number, int width)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes[(8 - width)..];
    }

    static IEnumerable<byte> References(IEnumerable<int> references) => references.SelectMany(r => Big(r, 2));

    static byte[] Marker(int kind, int count) =>
        count < 15 ? [(byte)((kind << 4) | count)] : [(byte)((kind << 4) | 15), 0x12, .. Big(count, 4)];
}
