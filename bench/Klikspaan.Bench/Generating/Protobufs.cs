using System.Text;

namespace Klikspaan.Bench.Generating;

/// <summary>Fields of protocol buffers (protobuf.dev, "Encoding").</summary>
static class Protobufs
{
    public static byte[] Number(int field, int value) => [.. Varint((uint)field << 3), .. Varint((uint)value)];

    public static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public static byte[] Bytes(int field, byte[] value) => [.. Varint((uint)field << 3 | 2), .. Varint((uint)value.Length), .. value];

    static List<byte> Varint(uint value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
