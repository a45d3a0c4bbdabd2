namespace Klikspaan.Importing;

/// <summary>A table of a SQLite file, as its <c>CREATE TABLE</c> describes it.</summary>
/// <param name="Root">The page where its tree begins.</param>
/// <param name="Columns">Names of its columns, in order.</param>
sealed record SqliteTable(long Root, IReadOnlyList<string> Columns)
{
    /// <summary>Most bytes of a row that describes a table, or is looked up in one.</summary>
    public const int MostBytes = 64 << 10;
    const int MostTables = 100;
    static readonly string[] Constraints = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

    /// <summary>Position of a column; -1 when there is none of this name.</summary>
    public int Find(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Equals(column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The tables of a file by name (https://www.sqlite.org/schematab.html); the first of each name.</summary>
    public static Dictionary<string, SqliteTable> All(SqlitePages pages)
    {
        var tables = new Dictionary<string, SqliteTable>(StringComparer.OrdinalIgnoreCase);
        var encoding = pages.Header.Encoding;
        foreach (var row in new SqliteTree(pages, MostBytes).Rows(1))
        {
            if (row.Fault is { } fault)
            {
                pages.Losses.Add(fault.Kind, fault.Expected + " that describes a table", fault.Found, row.Offset, row.Length);
            }
            else if (row.Record.Text(0, encoding) != "table" || row.Record.Integer(3) is not { } root)
            {
                continue;
            }
            else if (tables.Count == MostTables)
            {
                pages.Losses.Add("limit", FormattableString.Invariant($"at most {MostTables} tables"), "more, which were not looked at", row.Offset, row.Length);
            }
            else
            {
                tables.TryAdd(row.Record.Text(1, encoding), new(root, ColumnsOf(row.Record.Text(4, encoding))));
            }
        }

        return tables;
    }

    /// <summary>The names of the columns in the text that made the table: the first word of each definition between the outer brackets.</summary>
    public static IReadOnlyList<string> ColumnsOf(string sql)
    {
        var columns = new List<string>();
        var at = sql.IndexOf('(', StringComparison.Ordinal) + 1;
        var isFirst = true;
        for (var depth = 1; at > 0 && at < sql.Length && depth > 0;)
        {
            var next = sql[at];
            if (isFirst && !char.IsWhiteSpace(next) && next is not ('(' or ')' or ','))
            {
                var (name, end) = Name(sql, at);
                if (sql[at] is '"' or '`' or '[' or '\'' || !Constraints.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    columns.Add(name);
                }

                (isFirst, at) = (false, end);
                continue;
            }

            isFirst = next == ',' && depth == 1 ? true : isFirst;
            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            at = next is '"' or '`' or '\'' ? Name(sql, at).End : at + 1;
        }

        return columns;
    }

    /// <summary>The word or quoted name that begins here, and where it ends.</summary>
    static (string Name, int End) Name(string sql, int at)
    {
        var close = sql[at] switch { '[' => ']', '"' or '`' or '\'' => sql[at], _ => '\0' };
        var end = at + 1;
        if (close == '\0')
        {
            while (end < sql.Length && !char.IsWhiteSpace(sql[end]) && sql[end] is not ('(' or ')' or ','))
            {
                end++;
            }

            return (sql[at..end], end);
        }

        while (end < sql.Length && (sql[end] != close || (close != ']' && end + 1 < sql.Length && sql[end + 1] == close)))
        {
            end += sql[end] == close ? 2 : 1;
        }

        end = Math.Min(end, sql.Length);
        return (sql[(at + 1)..end].Replace(new string(close, 2), close.ToString(), StringComparison.Ordinal), Math.Min(end + 1, sql.Length));
    }
}
