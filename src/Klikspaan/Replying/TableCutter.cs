using System.Buffers;
using System.Text;

namespace Klikspaan.Replying;

/// <summary>Cuts a table of text (RFC 4180) into its rows, each of which is a record; the first row gives the fields their names.</summary>
/// <param name="feed">The file.</param>
/// <param name="part">What it is of the reply.</param>
/// <param name="sink">Takes the rows.</param>
/// <param name="separator">What stands between two cells.</param>
sealed class TableCutter(ReplyFeed feed, ReplyPart part, ReplySink sink, byte separator)
{
    const int MostColumns = 10_000, LongestName = 200;
    readonly SearchValues<byte> ends = SearchValues.Create([separator, (byte)'\r', (byte)'\n']);
    readonly List<(int Offset, int Length, bool IsQuoted)> cells = [];
    List<string>? names;

    /// <summary>What separates the cells of a table that begins so: a comma, semicolon, tab or bar that the first two lines have as often; null where it is no table.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="isNamed">Whether its name ends as that of a table, so that one line is enough.</param>
    public static byte? Separator(ReadOnlySpan<byte> head, bool isNamed)
    {
        var first = Line(head, out var rest);
        var second = Line(rest, out _);
        var best = 0;
        byte? separator = null;
        foreach (var candidate in ",;\t|"u8)
        {
            int one = Count(first, candidate), other = Count(second, candidate);
            if (one > best && (one == other || (isNamed && (second.IsEmpty || other > 0))))
            {
                (best, separator) = (one, candidate);
            }
        }

        return separator ?? (isNamed && !first.IsEmpty ? (byte)',' : null);
    }

    /// <summary>Cuts from where the feed is to the end of the file.</summary>
    public void Cut()
    {
        while (true)
        {
            int length;
            while ((length = Row()) < 0 && feed.Fill(sink.Limits.RowBytes))
            {
            }

            if (feed.Rest.IsEmpty)
            {
                return;
            }

            if (length < 0)
            {
                sink.Report(part.Fault(sink.Reply, feed.Position, feed.Rest.Length, "csv", $"rows of at most {sink.Limits.RowBytes} bytes", "a row without an end, such as one with a quotation mark that is not closed: the rest is read as lines"));
                LineCutter.Cut(feed, part, sink);
                return;
            }

            Give();
            feed.Take(length);
        }
    }

    static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        var end = text.IndexOf((byte)'\n');
        rest = end < 0 ? default : text[(end + 1)..];
        return end < 0 ? text : text[..end];
    }

    /// <summary>How often a separator stands outside of quotation marks.</summary>
    static int Count(ReadOnlySpan<byte> line, byte separator)
    {
        var (count, isQuoted) = (0, false);
        foreach (var b in line)
        {
            isQuoted ^= b == '"';
            count += b == separator && !isQuoted ? 1 : 0;
        }

        return count;
    }

    /// <summary>Finds the cells of the row that begins here, and gives its length with its end; -1 where more bytes are needed to know.</summary>
    int Row()
    {
        cells.Clear();
        var text = feed.Rest;
        var at = 0;
        while (true)
        {
            var start = at;
            var isQuoted = at < text.Length && text[at] == '"';
            if (isQuoted && (at = Closed(text, at)) < 0)
            {
                return -1;
            }

            var (from, to) = isQuoted ? (start + 1, at - 1) : (start, start);
            var plain = text[at..].IndexOfAny(ends);
            if (plain < 0 && !feed.IsEnd)
            {
                return -1;
            }

            at += plain < 0 ? text.Length - at : plain;
            if (isQuoted && at != to + 1)
            {
                // What stands behind the second quotation mark makes it a cell like any other.
                (isQuoted, from) = (false, start);
            }

            Add(from, isQuoted ? to - from : at - from, isQuoted);
            if (at >= text.Length)
            {
                return text.Length;
            }

            if (text[at++] != separator)
            {
                at += at < text.Length && text[at - 1] == '\r' && text[at] == '\n' ? 1 : 0;
                return at;
            }
        }
    }

    void Add(int offset, int length, bool isQuoted)
    {
        if (cells.Count < MostColumns && length > 0)
        {
            cells.Add((offset, length, isQuoted));
        }
        else if (cells.Count < MostColumns)
        {
            cells.Add((offset, 0, false));
        }
        else
        {
            // A row of more cells than any table has is searched all the same: what is beyond is one cell.
            var (first, _, _) = cells[^1];
            cells[^1] = (first, offset + length - first, false);
        }
    }

    /// <summary>Where the cell ends behind its second quotation mark; -1 where it is not to be seen.</summary>
    int Closed(ReadOnlySpan<byte> text, int at)
    {
        for (at++; ;)
        {
            var mark = text[at..].IndexOf((byte)'"');
            if (mark < 0)
            {
                return -1;
            }

            at += mark + 1;
            if (at >= text.Length)
            {
                return feed.IsEnd ? at : -1;
            }

            if (text[at] != '"')
            {
                return at;
            }

            at++;
        }
    }

    void Give()
    {
        var values = new List<ReplyValue>(cells.Count);
        var isHead = names is null;
        names ??= [];
        for (var i = 0; i < cells.Count; i++)
        {
            var (offset, length, isQuoted) = cells[i];
            var raw = feed.Rest.Slice(offset, length);
            var step = isQuoted && raw.Contains((byte)'"') ? "csv-quoted" : "";
            var bytes = step.Length > 0 && CsvQuotes.TryUndouble(raw, sink.Limits.RowBytes, out var text, out _) ? text : raw.ToArray();
            if (isHead)
            {
                names.Add(Pointer(bytes));
            }

            if (length > 0)
            {
                var (from, size, steps) = part.Place(feed.Position + offset, length, step);
                values.Add(new(!isHead && i < names.Count ? names[i] : "", from, size, steps, bytes));
            }
        }

        sink.Take(new(part, values));
    }

    /// <summary>A name as a step of a JSON Pointer.</summary>
    public static string Pointer(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? "" : "/" + Encoding.UTF8.GetString(name[..Math.Min(name.Length, LongestName)]).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
