using System.Buffers.Binary;

namespace Klikspaan.Tests.Decoding;

sealed class CborWriter : HeadWriter
{
    public override byte[] Map(int count) => Head(5, (ulong)count);

    public override byte[] Array(int count) => Head(4, (ulong)count);

    public override byte[] Text(string text) => [.. Head(3, (ulong)Encode.Utf8(text).Length), .. Encode.Utf8(text)];

    public override byte[] Int(long number) => number < 0 ? Head(1, (ulong)(-1 - number)) : Head(0, (ulong)number);

    public override byte[] Float(double number)
    {
        var bytes = new byte[9];
        bytes[0] = 0xFB;
        BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(1), number);
        return bytes;
    }

    public override byte[] Bool(bool value) => [value ? (byte)0xF5 : (byte)0xF4];

    public static byte[] Head(int major, ulong argument)
    {
        var (info, width) = argument switch { < 24 => ((int)argument, 0), <= byte.MaxValue => (24, 1), <= ushort.MaxValue => (25, 2), <= uint.MaxValue => (26, 4), _ => (27, 8) };
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, argument);
        return [(byte)((major << 5) | info), .. bytes[(8 - width)..]];
    }
}
