using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>What stands before the bytes of a file in a ZIP archive (APPNOTE.TXT 6.3.10, section 4.3.7).</summary>
/// <param name="Name">The name, with slashes between its folders; a name and nothing more: nothing is ever written where it says.</param>
/// <param name="Method">How the bytes are compressed: 0 not at all, 8 by deflate.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
/// <param name="HasDescriptor">Whether sizes and checksum stand after the bytes.</param>
/// <param name="Checksum">The checksum of the file.</param>
/// <param name="PackedLength">How many bytes the archive holds of it.</param>
/// <param name="Length">How many bytes these come to.</param>
sealed record ZipHead(string Name, int Method, bool IsEncrypted, bool HasDescriptor, uint Checksum, long PackedLength, long Length)
{
    /// <summary>The signature of a head.</summary>
    public const uint Signature = 0x04034B50;

    /// <summary>How long a head is at least, with its signature.</summary>
    public const int FixedLength = 30;

    const int Encrypted = 0x01, Descriptor = 0x08, StronglyEncrypted = 0x40, MethodOfEncrypted = 99;
    const int ExtraZip64 = 0x0001, ExtraEncrypted = 0x9901;

    /// <summary>How long name and extra fields are of the head that begins with these bytes.</summary>
    public static (int Name, int Extra) Variable(ReadOnlySpan<byte> head) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]), BinaryPrimitives.ReadUInt16LittleEndian(head[28..]));

    /// <summary>Reads a whole head; sizes that cannot be are given as the largest that can.</summary>
    public static ZipHead Read(ReadOnlySpan<byte> head)
    {
        var (name, _) = Variable(head);
        var extra = head[(FixedLength + name)..];
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        ulong packed = BinaryPrimitives.ReadUInt32LittleEndian(head[18..]), length = BinaryPrimitives.ReadUInt32LittleEndian(head[22..]);
        if ((packed == uint.MaxValue || length == uint.MaxValue) && Field(extra, ExtraZip64, out var large) && large.Length >= 16)
        {
            // In a head both stand there, the length first (section 4.5.3).
            (length, packed) = (BinaryPrimitives.ReadUInt64LittleEndian(large), BinaryPrimitives.ReadUInt64LittleEndian(large[8..]));
        }

        return new(
            Encoding.UTF8.GetString(head.Slice(FixedLength, name)).Replace('\\', '/'),
            method,
            (flags & (Encrypted | StronglyEncrypted)) != 0 || method == MethodOfEncrypted || Field(extra, ExtraEncrypted, out _),
            (flags & Descriptor) != 0,
            BinaryPrimitives.ReadUInt32LittleEndian(head[14..]),
            (long)Math.Min(packed, long.MaxValue),
            (long)Math.Min(length, long.MaxValue));
    }

    internal static bool Field(ReadOnlySpan<byte> extra, int wanted, out ReadOnlySpan<byte> field)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            field = extra.Slice(4, length);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == wanted)
            {
                return true;
            }

            extra = extra[(4 + length)..];
        }

        field = default;
        return false;
    }
}
