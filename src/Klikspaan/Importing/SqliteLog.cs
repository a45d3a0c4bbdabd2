using System.Buffers.Binary;

namespace Klikspaan.Importing;

/// <summary>
/// The log of a SQLite file's last changes (<c>-wal</c>, https://www.sqlite.org/fileformat2.html section 4): pages as transactions left them, one after the other. What holds is what
/// SQLite itself would read: all up to the last frame that ends a transaction, of those whose checksums follow from each other from the header on.
/// </summary>
sealed class SqliteLog
{
    /// <summary>Most pages whose places are held.</summary>
    public const int MostPages = 1 << 20;
    const int HeadBytes = 32, FrameHeadBytes = 24, SummedOfFrame = 8;
    const uint Magic = 0x377F0682, Version = 3_007_000;
    readonly Dictionary<uint, long> places = [];
    readonly ReadAgain file;
    readonly long start, end;
    readonly int pageBytes;

    SqliteLog(ReadAgain file, long start, long length, int pageBytes) => (this.file, this.start, end, this.pageBytes) = (file, start, start + length, pageBytes);

    /// <summary>How many pages the database has after the last transaction; 0 when there is none in the log.</summary>
    public uint Pages { get; private set; }

    /// <summary>What of the log was not read, and why; null when that is nothing but what earlier logs left behind it.</summary>
    public CaptureEntry? Fault { get; private set; }

    int FrameBytes => FrameHeadBytes + pageBytes;

    /// <summary>Reads a log.</summary>
    /// <param name="file">What it stands in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="pageBytes">Size of a page of its database.</param>
    /// <param name="isCut">Whether its end is known to be missing: then that is not told again.</param>
    /// <param name="most">Most pages whose places are held.</param>
    public static SqliteLog Read(ReadAgain file, long start, long length, int pageBytes, bool isCut, int most = MostPages)
    {
        var log = new SqliteLog(file, start, length, pageBytes);
        log.Read(isCut, most);
        return log;
    }

    /// <summary>Where the newest state of a page stands; null when the log has none.</summary>
    public long? Find(long number) => number is > 0 and <= uint.MaxValue && places.TryGetValue((uint)number, out var place) ? place : null;

    /// <summary>How many pages of these numbers it has.</summary>
    public long Count(long after, long last) => places.Keys.Count(n => n > after && n <= last);

    void Read(bool isCut, int most)
    {
        var head = new byte[HeadBytes];
        if (!TryRead(start, head))
        {
            Tell(isCut, "cut", start, end - start, "the header of a log", "the end of the log, so none of its changes was read");
            return;
        }

        var magic = Number(head, 0);
        var sum = new Checksum(magic % 2 == 1);
        sum.Add(head.AsSpan(0, HeadBytes - 8));
        if (magic - (magic % 2) != Magic || Number(head, 4) != Version || !sum.Is(head.AsSpan(HeadBytes - 8)))
        {
            Tell(false, "wal", start, HeadBytes, "the header of a log, and its checksum", "something else, so none of its changes was read");
        }
        else if (Number(head, 8) != pageBytes)
        {
            Tell(false, "wal", start + 8, 4, FormattableString.Invariant($"a log of pages of {pageBytes} bytes, as its database has"), FormattableString.Invariant($"{Number(head, 8)}, so none of its changes was read"));
        }
        else if (Frames(sum, head.AsSpan(16, 8).ToArray(), isCut) is var last && last > 0 && !Hold(last, most))
        {
            (Pages, Fault) = (0, null);
            places.Clear();
            Tell(false, "limit", start, end - start, FormattableString.Invariant($"a log of at most {most} pages"), "more, so none of its changes was read");
        }
    }

    /// <summary>How many frames hold: up to the last that ends a transaction.</summary>
    long Frames(Checksum sum, ReadOnlySpan<byte> salts, bool isCut)
    {
        var frame = new byte[FrameBytes];
        long count = 0, holds = 0;
        for (; TryRead(Place(count), frame) && Follows(frame, salts, sum); count++)
        {
            if (Number(frame, 4) is > 0 and var pages)
            {
                (holds, Pages) = (count + 1, pages);
            }
        }

        var (from, left) = (Place(holds), end - Place(holds));
        if (Place(count) + FrameBytes > end)
        {
            var isWhole = Place(count) == end;
            Tell(isCut || (isWhole && holds == count), isWhole ? "wal" : "cut", from, left, isWhole ? "a log that ends with a transaction" : "a log of whole frames", Lost(count - holds, isWhole ? "changes of one that was not finished" : "the end of the log"));
        }
        else if (IsOfEarlier(frame, salts) && !IsMet(count + 1, salts))
        {
            // What is left of an earlier log, which this one is written over from its start.
            Tell(holds == count, "wal", from, Place(count) - from, "a log that ends with a transaction", Lost(count - holds, "changes of one that was not finished"));
        }
        else
        {
            Tell(false, "wal", Place(count), end - Place(count), "a frame whose checksum follows from those before it", Lost(count - holds, "another one: nothing from here on was read"));
        }

        return holds;
    }

    static string Lost(long frames, string found) =>
        frames == 0 ? found : FormattableString.Invariant($"{found}; {frames} frames since the last transaction that was finished were not read");

    /// <summary>Whether a frame is the next one of this log.</summary>
    static bool Follows(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> salts, Checksum sum)
    {
        if (Number(frame, 0) == 0 || !frame.Slice(8, 8).SequenceEqual(salts))
        {
            return false;
        }

        sum.Add(frame[..SummedOfFrame]);
        sum.Add(frame[FrameHeadBytes..]);
        return sum.Is(frame[16..FrameHeadBytes]);
    }

    /// <summary>Whether a frame can be left of an earlier log: each log has two other salts than the one before (section 4.3). A frame with one of them was changed, and one without any was never written.</summary>
    static bool IsOfEarlier(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> salts) =>
        Number(frame, 8) != Number(salts, 0) && Number(frame, 12) != Number(salts, 4) && (Number(frame, 8) | Number(frame, 12)) != 0;

    /// <summary>Whether a frame of this log stands behind one that is not: then that one was changed.</summary>
    bool IsMet(long from, ReadOnlySpan<byte> salts)
    {
        var head = new byte[FrameHeadBytes];
        for (var i = from; Place(i) + FrameBytes <= end && TryRead(Place(i), head); i++)
        {
            if (head.AsSpan(8, 8).SequenceEqual(salts))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Holds the place of each page as the last of these frames left it; false when there are too many.</summary>
    bool Hold(long frames, int most)
    {
        var head = new byte[4];
        for (long i = 0; i < frames && TryRead(Place(i), head); i++)
        {
            places[Number(head, 0)] = Place(i) + FrameHeadBytes;
            if (places.Count > most)
            {
                return false;
            }
        }

        return true;
    }

    long Place(long frame) => start + HeadBytes + (frame * FrameBytes);

    bool TryRead(long offset, Span<byte> bytes) => offset + bytes.Length <= end && file.Read(offset, bytes) == bytes.Length;

    void Tell(bool isTold, string kind, long offset, long length, string expected, string found) =>
        Fault = isTold ? null : new(0, offset, length, default, EntryKind.Broken, new(kind, expected, found));

    static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    /// <summary>The sums over a log so far (section 4.2): over numbers of four bytes, in the order of bytes that its header tells.</summary>
    sealed class Checksum(bool isBigEndian)
    {
        uint first, second;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                first += Word(bytes) + second;
                second += Word(bytes[4..]) + first;
            }
        }

        /// <summary>Whether these are the sums as they are written down: always with the highest byte first.</summary>
        public bool Is(ReadOnlySpan<byte> written) => Number(written, 0) == first && Number(written, 4) == second;

        uint Word(ReadOnlySpan<byte> bytes) => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
