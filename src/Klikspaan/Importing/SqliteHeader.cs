using System.Buffers.Binary;

namespace Klikspaan.Importing;

/// <summary>The first hundred bytes of a SQLite file (https://www.sqlite.org/fileformat2.html section 1.3).</summary>
/// <param name="PageBytes">Size of a page.</param>
/// <param name="Usable">How much of a page is used.</param>
/// <param name="Pages">How many pages the file says that it has; 0 when what it says does not hold.</param>
/// <param name="Encoding">1 for text in UTF-8; 2 and 3 for UTF-16.</param>
/// <param name="HasLog">Whether its last changes can stand in a file of their own beside it (<c>-wal</c>).</param>
readonly record struct SqliteHeader(int PageBytes, int Usable, uint Pages, uint Encoding, bool HasLog)
{
    /// <summary>How long it is.</summary>
    public const int Length = 100;

    /// <summary>What every such file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Reads it; null when it is none.</summary>
    public static SqliteHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || !bytes.StartsWith(Magic))
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]);
        var page = size == 1 ? 1 << 16 : size;
        var usable = page - bytes[20];
        if (page < 512 || (page & (page - 1)) != 0 || usable < 480)
        {
            return null;
        }

        // Old programs left the number of pages as it was: it holds when both counts of changes are equal (section 1.3.7).
        var holds = bytes[24..28].SequenceEqual(bytes[92..96]);
        return new(page, usable, holds ? BinaryPrimitives.ReadUInt32BigEndian(bytes[28..]) : 0, BinaryPrimitives.ReadUInt32BigEndian(bytes[56..]), bytes[19] == 2);
    }
}
