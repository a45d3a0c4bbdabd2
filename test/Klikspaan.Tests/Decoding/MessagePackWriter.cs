using System.Buffers.Binary;

namespace Klikspaan.Tests.Decoding;

sealed class MessagePackWriter : HeadWriter
{
    public override byte[] Map(int count) => count < 16 ? [(byte)(0x80 | count)] : [0xDF, .. Big((ulong)count, 4)];

    public override byte[] Array(int count) => count < 16 ? [(byte)(0x90 | count)] : [0xDC, .. Big((ulong)count, 2)];

    public override byte[] Text(string text) => [.. TextHead((ulong)Encode.Utf8(text).Length), .. Encode.Utf8(text)];

    public override byte[] Int(long number) => number switch
    {
        >= -32 and < 128 => [(byte)number],
        >= sbyte.MinValue and < 0 => [0xD0, (byte)number],
        >= short.MinValue and < 0 => [0xD1, .. Big((ulong)number, 2)],
        >= int.MinValue and < 0 => [0xD2, .. Big((ulong)number, 4)],
        < 0 => [0xD3, .. Big((ulong)number, 8)],
        <= byte.MaxValue => [0xCC, (byte)number],
        <= ushort.MaxValue => [0xCD, .. Big((ulong)number, 2)],
        <= uint.MaxValue => [0xCE, .. Big((ulong)number, 4)],
        _ => [0xCF, .. Big((ulong)number, 8)],
    };

    public override byte[] Float(double number) => [0xCB, .. Big(BitConverter.DoubleToUInt64Bits(number), 8)];

    public override byte[] Bool(bool value) => [value ? (byte)0xC3 : (byte)0xC2];

    static byte[] TextHead(ulong length) => length switch
    {
        < 32 => [(byte)(0xA0 | length)],
        <= byte.MaxValue => [0xD9, (byte)length],
        <= ushort.MaxValue => [0xDA, .. Big(length, 2)],
        _ => [0xDB, .. Big(length, 4)],
    };

    static byte[] Big(ulong number, int width)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes[(8 - width)..];
    }
}
