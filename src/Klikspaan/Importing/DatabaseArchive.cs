using System.Text;

namespace Klikspaan.Importing;

/// <summary>
/// A database and the log of its last changes as one capture: a TAR archive of both, byte for byte ("ustar Interchange Format" of POSIX.1-2017, pax). The names in it are our own
/// and nothing else is said in it, so that the same two files always give the same archive.
/// </summary>
/// <param name="DatabaseBytes">How long the database is.</param>
/// <param name="LogBytes">How long its log is.</param>
readonly record struct DatabaseArchive(long DatabaseBytes, long LogBytes)
{
    /// <summary>Names of the two files.</summary>
    public const string Database = "database.db", Log = "database.db-wal";

    /// <summary>Archives are made of blocks of this length: before each file one that says what it is.</summary>
    public const int Block = 512;

    /// <summary>What eleven octal digits can say.</summary>
    public const long MostBytes = (1L << 33) - 1;
    const int SizeAt = 124, SizeDigits = 11, SumAt = 148, KindAt = 156, MagicAt = 257;

    /// <summary>Where the database begins.</summary>
    public static long DatabaseAt => Block;

    /// <summary>Where the log begins.</summary>
    public long LogAt => DatabaseAt + Padded(DatabaseBytes) + Block;

    /// <summary>How long the archive is: it ends in two blocks of zeros.</summary>
    public long Length => LogAt + Padded(LogBytes) + (2 * Block);

    /// <summary>How long a file is with what fills its last block.</summary>
    public static long Padded(long length) => (length + Block - 1) / Block * Block;

    /// <summary>The block that stands before a file.</summary>
    public static byte[] Head(string name, long length)
    {
        var block = new byte[Block];
        void Write(int at, string text) => Encoding.ASCII.GetBytes(text, block.AsSpan(at));
        Write(0, name);
        foreach (var (at, digits, number) in new[] { (100, 7, 0x1A4L), (108, 7, 0), (116, 7, 0), (SizeAt, SizeDigits, length), (136, 11, 0) })
        {
            Write(at, Octal(number, digits));
        }

        block[KindAt] = (byte)'0';
        Write(MagicAt, "ustar\000");
        block.AsSpan(SumAt, 8).Fill((byte)' ');
        Write(SumAt, Octal(block.Sum(b => b), 6) + "\0");
        return block;
    }

    /// <summary>Whether a file that starts with these bytes is such an archive.</summary>
    public static bool IsOne(ReadOnlySpan<byte> head) => Size(head, Database) is not null;

    /// <summary>Reads it; null when the file is none. A log that is not there, or not whole, is shorter than it was, with a fault.</summary>
    public static (DatabaseArchive Archive, CaptureEntry? Fault)? Read(ReadAgain file)
    {
        var block = new byte[Block];
        if (Size(block.AsSpan(0, file.Read(0, block)), Database) is not { } size)
        {
            return null;
        }

        CaptureEntry Fault(string kind, long offset, long length, string expected, string found) => new(0, offset, length, default, EntryKind.Broken, new(kind, expected, found));
        var database = new DatabaseArchive(Math.Min(size, file.Length - Block), 0);
        var logAt = new DatabaseArchive(size, 0).LogAt;
        if (file.Length < logAt)
        {
            return (database, Fault("cut", file.Length, 0, "a database and the log of its last changes", "the end of the file, so none of these changes was read"));
        }

        if (Size(block.AsSpan(0, file.Read(logAt - Block, block)), Log) is not { } logSize)
        {
            return (database, Fault("frame", logAt - Block, Block, "the head of a log", "something else, so none of the last changes was read"));
        }

        var whole = new DatabaseArchive(size, logSize);
        var read = whole with { LogBytes = Math.Min(logSize, file.Length - logAt) };
        return file.Length < whole.Length ? (read, Fault("cut", file.Length, 0, "a database and the log of its last changes", "the end of the file, so changes may be missing"))
            : file.Length > whole.Length ? (read, Fault("frame", whole.Length, file.Length - whole.Length, "the end of an archive", "more bytes, which were not read"))
            : (read, null);
    }

    static string Octal(long number, int digits) => Convert.ToString(number, 8).PadLeft(digits, '0');

    /// <summary>The size in the block before a file; null when it is not to the byte what would be written for it.</summary>
    static long? Size(ReadOnlySpan<byte> block, string name)
    {
        if (block.Length < Block)
        {
            return null;
        }

        long size = 0;
        foreach (var digit in block.Slice(SizeAt, SizeDigits))
        {
            size = (size * 8) + digit - '0';
        }

        return size is >= 0 and <= MostBytes && block[..Block].SequenceEqual(Head(name, size)) ? size : null;
    }
}
