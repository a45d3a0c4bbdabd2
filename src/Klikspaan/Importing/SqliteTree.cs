using System.Buffers.Binary;

namespace Klikspaan.Importing;

/// <summary>The rows of a table, in the order of their numbers: a tree of pages (https://www.sqlite.org/fileformat2.html section 1.6).</summary>
/// <param name="pages">The pages of the file.</param>
/// <param name="most">Most bytes of a row.</param>
sealed class SqliteTree(SqlitePages pages, int most)
{
    /// <summary>Deeper than a tree of the largest file that there can be.</summary>
    const int MostLevels = 40;
    const byte Leaf = 13, IndexInterior = 2, IndexLeaf = 10;

    /// <summary>What a page begins with whose cells name other pages.</summary>
    public const byte Interior = 5;

    /// <summary>Whether the tree that was gone through is that of an index, in which a table made WITHOUT ROWID keeps its rows: none of them was read.</summary>
    public bool IsIndex { get; private set; }

    /// <summary>Goes through the table whose tree begins at this page.</summary>
    public IEnumerable<SqliteCell> Rows(long root)
    {
        var open = new Stack<Node>();
        Open(root, 0, open);
        while (open.TryPeek(out var node))
        {
            if (node.Next > node.Cells)
            {
                open.Pop();
            }
            else if (node.IsLeaf)
            {
                if (node.Next < node.Cells && Row(node) is { } row)
                {
                    yield return row;
                }

                node.Next++;
            }
            else
            {
                var at = node.Next < node.Cells ? node.Pointer(node.Next) : node.Head + 8;
                node.Next++;
                if (at + 4 > pages.Header.Usable)
                {
                    Broken(node, "a cell within its page");
                }
                else
                {
                    Open(BinaryPrimitives.ReadUInt32BigEndian(node.Page.AsSpan(at)), node.Place + at, open);
                }
            }
        }
    }

    void Open(long number, long from, Stack<Node> open)
    {
        if (pages.Take(number, from) is not { } page)
        {
            return;
        }

        var node = new Node(page, pages.Place(number), number == 1 ? SqliteHeader.Length : 0);
        if (!node.IsLeaf && page[node.Head] != Interior)
        {
            IsIndex |= open.Count == 0 && page[node.Head] is (IndexInterior or IndexLeaf);
            Broken(node, "a page of a table");
        }
        else if (open.Count >= MostLevels)
        {
            Broken(node, FormattableString.Invariant($"at most {MostLevels} pages above each other"));
        }
        else if (node.Cells > (pages.Header.Usable - node.Pointers) / 2)
        {
            Broken(node, "as many cells as a page has room for");
        }
        else
        {
            open.Push(node);
        }
    }

    void Broken(Node node, string expected) =>
        pages.Losses.Add("sqlite", expected, "something else, so rows may be missing", node.Place, node.Page.Length);

    /// <summary>The next row of a leaf; null, and a loss, when it does not stand within its page or where the file was cut.</summary>
    SqliteCell? Row(Node node)
    {
        var usable = pages.Header.Usable;
        var at = node.Pointer(node.Next);
        var cell = at < usable ? node.Page.AsSpan(at, usable - at) : default;
        var head = SqliteNumbers.Varint(cell, out var size);
        var more = head == 0 ? 0 : SqliteNumbers.Varint(cell[head..], out _);
        if (at < node.Pointers || more == 0 || size < 0)
        {
            Broken(node, "a cell within its page");
            return null;
        }

        _ = SqliteNumbers.Varint(cell[head..], out var id);
        var local = Local(size, usable);
        var spills = local < size;
        head += more;
        if (head + local + (spills ? 4 : 0) > cell.Length)
        {
            Broken(node, "a cell within its page");
            return null;
        }

        var (offset, length) = (node.Place + at, head + local + (spills ? 4 : 0));
        if (size > most)
        {
            return new(id, offset, length, SqliteRecord.None, new("limit", $"a row of at most {most} bytes", $"{size} bytes"));
        }

        var pieces = new List<SqlitePiece> { new(offset + head, local) };
        // A copy: who keeps a row is not to keep its page.
        ReadOnlyMemory<byte> bytes = spills ? default : node.Page.AsSpan(at + head, local).ToArray();
        if (spills && !Spilled(node, at + head, (int)size, local, pieces, out bytes, out var isCut))
        {
            return isCut ? null : new(id, offset, length, SqliteRecord.None, new("sqlite", "the rest of a row on pages of its own", "something else"));
        }

        var record = new SqliteRecord(bytes, pieces);
        return record.Read() ? new(id, offset, length, record) : new(id, offset, length, record, new("sqlite", "a row whose head fits its values", "another head"));
    }

    /// <summary>How much of a row stands in its cell (section 1.6, "B-tree Cell Format").</summary>
    static int Local(long size, int usable)
    {
        if (size <= usable - 35)
        {
            return (int)size;
        }

        var least = ((usable - 12) * 32 / 255) - 23;
        var fitting = least + (int)((size - least) % (usable - 4));
        return fitting <= usable - 35 ? fitting : least;
    }

    /// <summary>Puts a row together of what stands in its cell and on further pages; a page that is not there is told as what was cut off.</summary>
    bool Spilled(Node node, int at, int size, int local, List<SqlitePiece> pieces, out ReadOnlyMemory<byte> row, out bool isCut)
    {
        // Room grows with what was read, never with what the row says.
        var bytes = new MemoryStream();
        bytes.Write(node.Page, at, local);
        (row, isCut) = (default, false);
        var from = node.Place + at + local;
        long next = BinaryPrimitives.ReadUInt32BigEndian(node.Page.AsSpan(at + local));
        while (bytes.Length < size)
        {
            var missing = pages.Missing;
            if (pages.TakeOverflow(next, from) is not { } page)
            {
                isCut = pages.Missing > missing;
                return false;
            }

            var take = (int)Math.Min(pages.Header.Usable - 4, size - bytes.Length);
            from = pages.Place(next);
            pieces.Add(new(from + 4, take));
            bytes.Write(page, 4, take);
            next = BinaryPrimitives.ReadUInt32BigEndian(page);
        }

        row = bytes.GetBuffer().AsMemory(0, size);
        return true;
    }

    /// <summary>A page of the tree, and how far it was gone through.</summary>
    sealed class Node(byte[] page, long place, int head)
    {
        public byte[] Page => page;

        public long Place => place;

        public int Head => head;

        public bool IsLeaf => page[head] == Leaf;

        public int Cells { get; } = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(head + 3));

        /// <summary>Where the places of its cells stand.</summary>
        public int Pointers => head + (IsLeaf ? 8 : 12);

        public int Next { get; set; }

        public int Pointer(int cell) => BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(Pointers + (2 * cell)));
    }
}
