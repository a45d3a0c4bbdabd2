using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>The values of a whole database, each put together where it stands on several pages, with its table, row and column.</summary>
static class SqliteValues
{
    /// <summary>Most bytes of a row.</summary>
    const int MostBytes = 1 << 20;

    /// <summary>Goes through all tables; nothing where the bytes are no database.</summary>
    /// <param name="bytes">What was kept of the file.</param>
    /// <param name="most">Most values.</param>
    public static SqliteContents Read(ReadOnlyMemory<byte> bytes, int most)
    {
        if (!bytes.Span.StartsWith(SqliteHeader.Magic) || SqlitePages.Open(ReadAgain.Of(new MemoryStream(bytes.ToArray()))) is not { } pages)
        {
            return new([], IsWhole: false, []);
        }

        var found = new List<SqliteValue>();
        var indexed = new List<string>();
        var isWhole = true;
        foreach (var (name, table) in SqliteTable.All(pages))
        {
            var tree = new SqliteTree(pages, MostBytes);
            foreach (var row in tree.Rows(table.Root))
            {
                isWhole &= row.Fault is null;
                for (var column = 0; column < row.Record.Count; column++)
                {
                    if (found.Count == most)
                    {
                        return new(found, IsWhole: false, indexed);
                    }

                    if (row.Record.Content(column, pages.Header.Encoding) is { IsEmpty: false } value)
                    {
                        found.Add(new(value, name, row.RowId, column < table.Columns.Count ? table.Columns[column] : ""));
                    }
                }
            }

            if (tree.IsIndex)
            {
                indexed.Add(name);
            }
        }

        return new(found, isWhole && pages.Missing == 0 && !pages.IsShort && indexed.Count == 0 && !pages.Losses.Entries().Any(), indexed);
    }
}

/// <summary>What was read of a database.</summary>
/// <param name="Values">The values, in order of tables and rows.</param>
/// <param name="IsWhole">Whether all of it was read; never of tables that keep their rows in an index.</param>
/// <param name="Indexed">Names of the tables that keep their rows in an index (WITHOUT ROWID), of which nothing was read.</param>
sealed record SqliteContents(IReadOnlyList<SqliteValue> Values, bool IsWhole, IReadOnlyList<string> Indexed);

/// <summary>A value of a database.</summary>
/// <param name="Bytes">The value: text as UTF-8, whatever the database has.</param>
/// <param name="Table">Name of the table.</param>
/// <param name="Row">Number of the row in it.</param>
/// <param name="Column">Name of the column; empty where the table does not tell.</param>
readonly record struct SqliteValue(ReadOnlyMemory<byte> Bytes, string Table, long Row, string Column)
{
    /// <summary>Where it stands, in words.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"table {Table}, row {Row}{(Column.Length > 0 ? $", column {Column}" : "")}");
}
