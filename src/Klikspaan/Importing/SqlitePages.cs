using System.Collections;

namespace Klikspaan.Importing;

/// <summary>
/// The pages of a SQLite file, each as the log of its last changes left it where there is one. In a sound file each page has one place in one table, so each is given once: the work
/// is bounded by the file, whatever pages point to each other.
/// </summary>
sealed class SqlitePages
{
    readonly ReadAgain file;
    readonly BitArray taken;
    readonly HashSet<long> takenOfLog = [];
    readonly byte[] overflow;

    SqlitePages(ReadAgain file, SqliteHeader header, long start, long length, SqliteLog? log)
    {
        (this.file, Header, Start, End, Log) = (file, header, start, start + length, log);
        (taken, overflow) = (new((int)Math.Min(int.MaxValue - 1, length / header.PageBytes) + 1), new byte[header.PageBytes]);
    }

    /// <summary>What the file says of itself.</summary>
    public SqliteHeader Header { get; }

    /// <summary>What was lost.</summary>
    public Losses Losses { get; } = new();

    /// <summary>How many pages were asked for that are not there.</summary>
    public long Missing { get; private set; }

    /// <summary>Where the database begins: behind the head of an archive, or at 0.</summary>
    public long Start { get; }

    /// <summary>Where the database ends.</summary>
    public long End { get; }

    /// <summary>The log of its last changes; null where it was not taken in.</summary>
    public SqliteLog? Log { get; }

    /// <summary>What is wrong with the archive in which database and log stand; null when nothing is.</summary>
    public CaptureEntry? ArchiveFault { get; private init; }

    /// <summary>Whether the file, with its log, has fewer pages than it says.</summary>
    public bool IsShort
    {
        get
        {
            var there = (End - Start) / Header.PageBytes;
            return Header.Pages > there && Header.Pages - there > (Log?.Count(there, Header.Pages) ?? 0);
        }
    }

    /// <summary>Opens a file; null when it has no such header.</summary>
    public static SqlitePages? Open(ReadAgain file)
    {
        var archive = DatabaseArchive.Read(file);
        var (start, length) = archive is { } both ? (DatabaseArchive.DatabaseAt, both.Archive.DatabaseBytes) : (0, file.Length);
        if (HeaderAt(file, start, start + length) is not { } header)
        {
            return null;
        }

        if (archive is not { } found)
        {
            return new(file, header, start, length, null);
        }

        // A log that is not there at all is told by the archive.
        var isCut = found.Fault?.Fault?.Kind == "cut" || found.Archive.LogBytes == 0;
        var log = SqliteLog.Read(file, found.Archive.LogAt, found.Archive.LogBytes, header.PageBytes, isCut);
        if (log.Find(1) is { } first)
        {
            header = HeaderAt(file, first, file.Length) is { } newest && newest.PageBytes == header.PageBytes ? newest : header;
        }

        header = log.Pages > 0 ? header with { Pages = log.Pages } : header;
        return new(file, header, start, length, log) { ArchiveFault = found.Fault };
    }

    /// <summary>Where a page begins.</summary>
    public long Place(long number) => Log?.Find(number) ?? Start + ((number - 1) * Header.PageBytes);

    /// <summary>The page with this number, from 1; null, and a loss, when it is not there or was given before.</summary>
    /// <param name="number">Which page.</param>
    /// <param name="from">Where it is named.</param>
    public byte[]? Take(long number, long from) => IsThere(number, from) ? Read(number, new byte[Header.PageBytes]) : null;

    /// <summary>The same for a page with the rest of a row: it holds until the next one is taken.</summary>
    public byte[]? TakeOverflow(long number, long from) => IsThere(number, from) ? Read(number, overflow) : null;

    bool IsThere(long number, long from)
    {
        if (number < 1 || (Header.Pages > 0 && number > Header.Pages))
        {
            Losses.Add("sqlite", "the number of a page of the file", FormattableString.Invariant($"{number}"), from, 0);
            return false;
        }

        var isOfFile = number < taken.Length;
        if (!isOfFile && Log?.Find(number) is null)
        {
            Missing++;
            return false;
        }

        if (isOfFile ? taken[(int)number] : !takenOfLog.Add(number))
        {
            Losses.Add("sqlite", "a page that stands in one place of one table", FormattableString.Invariant($"page {number}, which was met before"), Place(number), Header.PageBytes);
            return false;
        }

        if (isOfFile)
        {
            taken[(int)number] = true;
        }

        return true;
    }

    byte[]? Read(long number, byte[] page)
    {
        if (file.Read(Place(number), page) == page.Length)
        {
            return page;
        }

        Missing++;
        return null;
    }

    static SqliteHeader? HeaderAt(ReadAgain file, long offset, long end)
    {
        var head = new byte[SqliteHeader.Length];
        return SqliteHeader.Read(head.AsSpan(0, (int)Math.Clamp(end - offset, 0, file.Read(offset, head))));
    }
}
