using System.Buffers.Binary;

namespace Klikspaan.Tests.Importing;

/// <summary>Writes SQLite files (https://www.sqlite.org/fileformat2.html): tables of a page, or of pages below one, and rows that go on elsewhere.</summary>
sealed class SqliteFile(int pageBytes, bool isReversed = false)
{
    readonly List<byte[]> pages = [new byte[pageBytes]];
    readonly List<object?[]> schema = [];

    /// <summary>2 for a file whose last changes can stand beside it.</summary>
    public byte Version { get; init; } = 1;

    /// <summary>How text is written.</summary>
    public uint Encoding { get; init; } = 1;

    /// <summary>A table that keeps its rows in an index, which is empty.</summary>
    public SqliteFile Index(string sql)
    {
        var root = New();
        pages[root - 1][0] = 10;
        var name = sql.Split(' ', '(')[2];
        schema.Add(["table", name, name, (long)root, sql]);
        return this;
    }

    public SqliteFile Table(string sql, params IReadOnlyList<object?[]> rows)
    {
        var root = New();
        Tree(root, [.. rows.Select((r, i) => Cell(i + 1, Record(r)))]);
        var name = sql.Split(' ', '(')[2];
        schema.Add(["table", name, name, (long)root, sql]);
        return this;
    }

    public byte[] Bytes()
    {
        Tree(1, [.. schema.Select((r, i) => Cell(i + 1, Record(r)))]);
        var head = pages[0].AsSpan();
        "SQLite format 3\0"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt16BigEndian(head[16..], (ushort)(pageBytes == 65536 ? 1 : pageBytes));
        (head[18], head[19], head[20], head[21], head[22], head[23]) = (Version, Version, 0, 64, 32, 32);
        foreach (var (at, value) in new[] { (24, 7u), (28, (uint)pages.Count), (40, 1u), (44, 4u), (56, Encoding), (92, 7u), (96, 3_040_001u) })
        {
            BinaryPrimitives.WriteUInt32BigEndian(head[at..], value);
        }

        return [.. pages.SelectMany(p => p)];
    }

    /// <summary>Leaves with these cells; the root is the only one, or names them.</summary>
    void Tree(int root, List<(long Id, byte[] Bytes)> cells)
    {
        List<List<(long Id, byte[] Bytes)>> leaves = [[]];
        foreach (var cell in cells)
        {
            var room = pageBytes - 8 - leaves[^1].Sum(c => c.Bytes.Length + 2) - (root == 1 && leaves.Count == 1 ? 100 : 0);
            if (cell.Bytes.Length + 2 > room)
            {
                leaves.Add([]);
            }

            leaves[^1].Add(cell);
        }

        if (leaves.Count == 1)
        {
            Fill(root, 13, leaves[0].ConvertAll(c => c.Bytes), 0);
            return;
        }

        var below = leaves.ConvertAll(leaf => (Page: Written(13, leaf.ConvertAll(c => c.Bytes), 0), Last: leaf.Count > 0 ? leaf[^1].Id : 0));
        for (var most = (pageBytes - 112) / 16; below.Count > most;)
        {
            below = below.Chunk(most).Select(c => (Written(5, Named(c), (uint)c[^1].Page), c[^1].Last)).ToList();
        }

        Fill(root, 5, Named([.. below]), (uint)below[^1].Page);
    }

    static List<byte[]> Named((int Page, long Last)[] below) => [.. below[..^1].Select(b => (byte[])[.. BigEndian((uint)b.Page), .. Varint(b.Last)])];

    int Written(byte type, List<byte[]> cells, uint last)
    {
        var page = New();
        Fill(page, type, cells, last);
        return page;
    }

    void Fill(int number, byte type, List<byte[]> cells, uint last)
    {
        var page = pages[number - 1].AsSpan();
        var head = number == 1 ? 100 : 0;
        var end = pageBytes;
        page[head] = type;
        BinaryPrimitives.WriteUInt16BigEndian(page[(head + 3)..], (ushort)cells.Count);
        for (var i = 0; i < cells.Count; i++)
        {
            end -= cells[i].Length;
            cells[i].CopyTo(page[end..]);
            BinaryPrimitives.WriteUInt16BigEndian(page[(head + (type == 13 ? 8 : 12) + (2 * i))..], (ushort)end);
        }

        BinaryPrimitives.WriteUInt16BigEndian(page[(head + 5)..], (ushort)(end & 0xFFFF));
        if (type == 5)
        {
            BinaryPrimitives.WriteUInt32BigEndian(page[(head + 8)..], last);
        }
    }

    (long Id, byte[] Bytes) Cell(long id, byte[] record)
    {
        var (most, least) = (pageBytes - 35, ((pageBytes - 12) * 32 / 255) - 23);
        var local = record.Length;
        if (local > most)
        {
            local = least + ((record.Length - least) % (pageBytes - 4));
            local = local > most ? least : local;
        }

        byte[] head = [.. Varint(record.Length), .. Varint(id)];
        if (local == record.Length)
        {
            return (id, [.. head, .. record]);
        }

        var parts = record[local..].Chunk(pageBytes - 4).ToList();
        var numbers = parts.ConvertAll(_ => New());
        if (isReversed)
        {
            numbers.Reverse();
        }

        for (var i = 0; i < parts.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(pages[numbers[i] - 1], i + 1 < parts.Count ? (uint)numbers[i + 1] : 0);
            parts[i].CopyTo(pages[numbers[i] - 1], 4);
        }

        return (id, [.. head, .. record[..local], .. BigEndian((uint)numbers[0])]);
    }

    int New()
    {
        pages.Add(new byte[pageBytes]);
        return pages.Count;
    }

    byte[] Said(string text) => Encoding switch { 2 => System.Text.Encoding.Unicode.GetBytes(text), 3 => System.Text.Encoding.BigEndianUnicode.GetBytes(text), _ => Encode.Utf8(text) };

    byte[] Record(object?[] row)
    {
        var types = row.SelectMany(v => Varint(v switch
        {
            null => 0,
            0L => 8,
            1L => 9,
            long n => Width(n) switch { 6 => 5, 8 => 6, var w => w },
            double => 7,
            string s => 13 + (2 * Said(s).Length),
            byte[] b => 12 + (2 * b.Length),
            _ => throw new ArgumentException($"{v}"),
        })).ToList();
        return [.. Varint(types.Count + 1), .. types, .. row.SelectMany(v => v switch
        {
            long n and not (0 or 1) => BigEndian(n)[^Width(n)..],
            double d => BigEndian(BitConverter.DoubleToInt64Bits(d)),
            string s => Said(s),
            byte[] b => b,
            _ => (byte[])[],
        })];
    }

    static int Width(long n) => new[] { 1, 2, 3, 4, 6 }.FirstOrDefault(w => n >= -(1L << ((8 * w) - 1)) && n < 1L << ((8 * w) - 1), 8);

    static byte[] BigEndian(long n)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, n);
        return bytes;
    }

    static byte[] BigEndian(uint n) => BigEndian((long)n)[4..];

    static byte[] Varint(long value)
    {
        List<byte> bytes = [(byte)(value & 0x7F)];
        for (value >>= 7; value > 0; value >>= 7)
        {
            bytes.Insert(0, (byte)((value & 0x7F) | 0x80));
        }

        return [.. bytes];
    }
}
