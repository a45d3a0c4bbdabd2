using System.Buffers.Binary;

namespace Klikspaan.Tests.Recording;

/// <summary>Questions about names, as bytes.</summary>
static class DnsQuestions
{
    public static byte[] Of(string name, ushort type, byte[]? additional = null, ushort flags = 0x0100, ushort questions = 1, ushort @class = 1) =>
    [
        0x12, 0x34, .. Two(flags), .. Two(questions), 0, 0, 0, 0, .. Two((ushort)(additional is null ? 0 : 1)),
        .. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(l => (byte[])[(byte)l.Length, .. Encode.Utf8(l)]), 0,
        .. Two(type), .. Two(@class), .. additional ?? [],
    ];

    /// <summary>EDNS of a version, with or without the wish for signatures.</summary>
    public static byte[] Extension(byte version = 0, bool signatures = false) => [0, 0, 41, 4, 208, 0, version, (byte)(signatures ? 0x80 : 0), 0, 0, 0];

    public static byte[] Two(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
