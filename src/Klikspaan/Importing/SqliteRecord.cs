using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>The columns of a row: a head with the type of each, then their values (https://www.sqlite.org/fileformat2.html section 2.1).</summary>
/// <param name="bytes">The row, put together.</param>
/// <param name="pieces">Where its bytes stand in the file.</param>
sealed class SqliteRecord(ReadOnlyMemory<byte> bytes, IReadOnlyList<SqlitePiece> pieces)
{
    /// <summary>Most columns that a table can have.</summary>
    const int MostColumns = 32_767;

    /// <summary>Length of a value of each type below 12.</summary>
    static readonly int[] Lengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];
    readonly List<(long Type, int TypeAt, int Start, int Length)> columns = [];

    /// <summary>Where in the row each piece begins.</summary>
    readonly long[] starts = Starts(pieces);

    /// <summary>A row without columns.</summary>
    public static SqliteRecord None { get; } = new(default, []);

    /// <summary>How many bytes it has.</summary>
    public int Length => bytes.Length;

    /// <summary>How many columns there are.</summary>
    public int Count => columns.Count;

    /// <summary>Finds the columns; false when the head does not fit the row. What was found before stays.</summary>
    public bool Read()
    {
        var span = bytes.Span;
        var at = SqliteNumbers.Varint(span, out var end);
        if (at == 0 || end < at || end > span.Length)
        {
            return false;
        }

        var start = (int)end;
        while (at < end && columns.Count < MostColumns)
        {
            var size = SqliteNumbers.Varint(span[at..(int)end], out var type);
            var length = type < 0 || type is 10 or 11 ? -1 : type < 12 ? Lengths[type] : (type - 12) / 2;
            if (size == 0 || length < 0 || length > span.Length - start)
            {
                return false;
            }

            columns.Add((type, at, start, (int)length));
            at += size;
            start += (int)length;
        }

        return at == end;
    }

    /// <summary>Whether a column has no value; one that is not there has none (columns can be added to a table later).</summary>
    public bool IsNull(int column) => column < 0 || column >= columns.Count || columns[column].Type == 0;

    /// <summary>The whole number in a column; null when there is something else.</summary>
    public long? Integer(int column) =>
        IsNull(column) ? null
        : columns[column] is { Type: 8 or 9 } constant ? constant.Type - 8
        : columns[column] is { Type: < 7 } number && SqliteNumbers.TryInteger(bytes.Span.Slice(number.Start, number.Length), out var value) ? value : null;

    /// <summary>The text in a column; empty when there is something else.</summary>
    public string Text(int column) => IsText(column) ? Encoding.UTF8.GetString(bytes.Span.Slice(columns[column].Start, columns[column].Length)) : "";

    /// <summary>The text in a column of a file whose text is written this way (1 for UTF-8, 2 and 3 for UTF-16); empty when there is something else.</summary>
    public string Text(int column, uint encoding) => IsText(column) ? Decoded(encoding).GetString(bytes.Span.Slice(columns[column].Start, columns[column].Length)) : "";

    /// <summary>What stands in a column: text as UTF-8, a whole number in digits, other bytes as they are; empty for no value and for a fraction.</summary>
    public ReadOnlyMemory<byte> Content(int column, uint encoding)
    {
        if (IsNull(column) || columns[column].Type == 7)
        {
            return default;
        }

        return columns[column].Type < 10 ? Integer(column) is { } number ? Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)) : default
            : IsText(column) && encoding != 1 ? Encoding.UTF8.GetBytes(Text(column, encoding))
            : bytes.Slice(columns[column].Start, columns[column].Length);
    }

    static Encoding Decoded(uint encoding) => encoding switch { 2 => Encoding.Unicode, 3 => Encoding.BigEndianUnicode, _ => Encoding.UTF8 };

    /// <summary>The value of a column as a piece of the file; null when it has none, or stands too far apart.</summary>
    public Excerpt? Value(int column, MessagePart part, string path)
    {
        if (IsNull(column))
        {
            return null;
        }

        var (type, typeAt, start, length) = columns[column];
        if (type is 8 or 9)
        {
            return Cut(part, path, typeAt, 1, "sqlite-constant", new[] { (byte)('0' + type - 8) });
        }

        return type < 7 && Integer(column) is { } number
            ? Cut(part, path, start, length, "sqlite-int", Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)))
            : Cut(part, path, start, length, "", bytes.Slice(start, length));
    }

    static long[] Starts(IReadOnlyList<SqlitePiece> pieces)
    {
        var starts = new long[pieces.Count];
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] = starts[i - 1] + pieces[i - 1].Length;
        }

        return starts;
    }

    bool IsText(int column) => !IsNull(column) && columns[column].Type >= 13 && columns[column].Type % 2 == 1;

    /// <summary>What stands at these places of the row, in one piece of the file or in several.</summary>
    Excerpt? Cut(MessagePart part, string path, int start, int length, string steps, ReadOnlyMemory<byte> value)
    {
        var found = new List<SqlitePiece>();
        var at = Array.BinarySearch(starts, start);
        for (var i = Math.Max(0, at < 0 ? ~at - 1 : at); i < starts.Length && (found.Count == 0 || starts[i] < (long)start + length); i++)
        {
            var from = Math.Max(start, starts[i]);
            found.Add(new(pieces[i].Offset + from - starts[i], (int)(Math.Min((long)start + length, starts[i] + pieces[i].Length) - from)));
        }

        if (found.Count == 1)
        {
            return new(part, path, found[0].Offset, found[0].Length, steps, value);
        }

        var first = found.Min(p => p.Offset);
        var whole = found.Max(p => p.Offset + p.Length) - first;
        var cuts = string.Create(CultureInfo.InvariantCulture, $"[{string.Join(',', found.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Offset - first}+{p.Length}")))}]");
        return whole > int.MaxValue ? null : new(part, path, first, whole, steps.Length > 0 ? $"{cuts}|{steps}" : cuts, value);
    }
}
