using System.Buffers.Binary;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Writes logs of the last changes of SQLite files (https://www.sqlite.org/fileformat2.html section 4).</summary>
sealed class SqliteLogFile
{
    readonly List<byte> bytes = [];
    readonly int pageBytes;
    readonly bool isBigEndian;
    readonly byte[] salts;
    uint first, second;

    public SqliteLogFile(int pageBytes, bool isBigEndian = false, ulong salts = 0x0102030405060708)
    {
        (this.pageBytes, this.isBigEndian, this.salts) = (pageBytes, isBigEndian, new byte[8]);
        BinaryPrimitives.WriteUInt64BigEndian(this.salts, salts);
        byte[] head = [.. Number(isBigEndian ? 0x377F0683u : 0x377F0682u), .. Number(3_007_000), .. Number((uint)pageBytes), .. Number(1), .. this.salts];
        Sum(head);
        bytes.AddRange([.. head, .. Number(first), .. Number(second)]);
    }

    /// <summary>How many frames there are.</summary>
    public int Frames => (bytes.Count - 32) / (24 + pageBytes);

    /// <summary>Adds a page; with a number of pages of the database it ends a transaction.</summary>
    public SqliteLogFile Frame(uint number, ReadOnlySpan<byte> page, uint pages = 0)
    {
        byte[] head = [.. Number(number), .. Number(pages)];
        Sum(head);
        Sum(page);
        bytes.AddRange([.. head, .. salts, .. Number(first), .. Number(second), .. page]);
        return this;
    }

    /// <summary>Adds the pages that a transaction changed.</summary>
    public SqliteLogFile Transaction(byte[] before, byte[] after, bool isFinished = true)
    {
        var count = after.Length / pageBytes;
        var changed = Enumerable.Range(0, count).Where(i => (i + 1) * pageBytes > before.Length || !before.AsSpan(i * pageBytes, pageBytes).SequenceEqual(after.AsSpan(i * pageBytes, pageBytes))).ToList();
        foreach (var page in changed)
        {
            Frame((uint)page + 1, after.AsSpan(page * pageBytes, pageBytes), isFinished && page == changed[^1] ? (uint)count : 0);
        }

        return this;
    }

    public byte[] Bytes() => [.. bytes];

    /// <summary>A database and its log as one capture.</summary>
    public static byte[] Archive(byte[] database, byte[] log) =>
    [
        .. DatabaseArchive.Head("database.db", database.Length), .. database, .. new byte[-database.Length & 511],
        .. DatabaseArchive.Head("database.db-wal", log.Length), .. log, .. new byte[-log.Length & 511], .. new byte[1024],
    ];

    void Sum(ReadOnlySpan<byte> words)
    {
        for (; words.Length >= 8; words = words[8..])
        {
            first += Word(words) + second;
            second += Word(words[4..]) + first;
        }
    }

    uint Word(ReadOnlySpan<byte> word) => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(word) : BinaryPrimitives.ReadUInt32LittleEndian(word);

    static byte[] Number(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
