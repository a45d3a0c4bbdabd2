using System.Globalization;
using System.Text;

namespace Klikspaan.Store;

/// <summary>Writes rows as CSV (RFC 4180); a cell that a spreadsheet would run as a formula is written as text.</summary>
public static class CsvRows
{
    /// <summary>The line of column names.</summary>
    public static string Head(IReadOnlyList<Column> columns) => string.Join(',', columns.Select(c => c.Name));

    /// <summary>One row as a line.</summary>
    public static string Write(IReadOnlyList<object?> row) => string.Join(',', row.Select(Cell));

    static string Cell(object? value) => value switch
    {
        null => "",
        long number => number.ToString(CultureInfo.InvariantCulture),
        IEnumerable<string> texts => Quote(string.Join("; ", texts)),
        _ => Quote(value.ToString() ?? ""),
    };

    /// <summary>Texts that start like a formula get an apostrophe before them, as OWASP advises against CSV injection.</summary>
    static string Quote(string text)
    {
        var safe = text.Length > 0 && text.TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '%', ..] ? "'" + text : text;
        safe = safe.Replace("\0", "\u2400", StringComparison.Ordinal);
        if (!safe.AsSpan().ContainsAny("\",\r\n'"))
        {
            return safe;
        }

        return new StringBuilder(safe.Length + 2).Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
    }
}
