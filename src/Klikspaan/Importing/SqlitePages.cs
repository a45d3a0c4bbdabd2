using System.Collections;

namespace Klikspaan.Importing;

/// <summary>
/// The pages of a SQLite file. In a sound file each page has one place in one table, so each is given once: the work is bounded by the file, whatever
/// pages point to each other.
/// </summary>
sealed class SqlitePages
{
    readonly ReadAgain file;
    readonly BitArray taken;
    readonly byte[] overflow;

    SqlitePages(ReadAgain file, SqliteHeader header) =>
        (this.file, Header, taken, overflow) = (file, header, new((int)Math.Min(int.MaxValue - 1, file.Length / header.PageBytes) + 1), new byte[header.PageBytes]);

    /// <summary>What the file says of itself.</summary>
    public SqliteHeader Header { get; }

    /// <summary>What was lost.</summary>
    public Losses Losses { get; } = new();

    /// <summary>How many pages were asked for that are not there.</summary>
    public long Missing { get; private set; }

    /// <summary>How long the file is.</summary>
    public long Length => file.Length;

    /// <summary>Opens a file; null when it has no such header.</summary>
    public static SqlitePages? Open(ReadAgain file)
    {
        var head = new byte[SqliteHeader.Length];
        return SqliteHeader.Read(head.AsSpan(0, file.Read(0, head))) is { } header ? new(file, header) : null;
    }

    /// <summary>Where a page begins.</summary>
    public long Place(long number) => (number - 1) * Header.PageBytes;

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

        if (number >= taken.Length)
        {
            Missing++;
            return false;
        }

        if (taken[(int)number])
        {
            Losses.Add("sqlite", "a page that stands in one place of one table", FormattableString.Invariant($"page {number}, which was met before"), Place(number), Header.PageBytes);
            return false;
        }

        taken[(int)number] = true;
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
}
