using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Prints rows: as a table for a person, or as JSON, lines of JSON or CSV for a program.</summary>
static class RowPrinter
{
    /// <summary>Most rows of a table for a person, unless asked for more.</summary>
    public const int TableRows = 500;

    const int LongestCell = 200;

    /// <summary>Prints rows in a format of <c>--format</c>.</summary>
    public static async Task PrintAsync(Shell shell, List<Column> columns, IAsyncEnumerable<object?[]> rows, string format, int? limit)
    {
        switch (format)
        {
            case "json":
                await JsonAsync(shell, columns, rows);
                break;
            case "ndjson":
                await foreach (var row in rows)
                {
                    await shell.Out.WriteLineAsync(Line(shell, JsonRows.Write(columns, row)));
                }

                break;
            case "csv":
                await shell.Out.WriteLineAsync(CsvRows.Head(columns));
                await foreach (var row in rows)
                {
                    await shell.Out.WriteLineAsync(Line(shell, CsvRows.Write(row)));
                }

                break;
            default:
                await TableAsync(shell, columns, rows, limit ?? TableRows);
                break;
        }
    }

    /// <summary>A program reads what was sent, to the character; a person's terminal is not to be steered by it.</summary>
    static string Line(Shell shell, string text) => shell.IsTerminal ? Terminal.Clean(text) : text;

    static async Task JsonAsync(Shell shell, List<Column> columns, IAsyncEnumerable<object?[]> rows)
    {
        var separator = "[";
        await foreach (var row in rows)
        {
            await shell.Out.WriteLineAsync(separator);
            await shell.Out.WriteAsync(Line(shell, JsonRows.Write(columns, row)));
            separator = ",";
        }

        await shell.Out.WriteLineAsync(separator == "[" ? "[]" : "\n]");
    }

    static async Task TableAsync(Shell shell, List<Column> columns, IAsyncEnumerable<object?[]> rows, int limit)
    {
        var taken = new List<IReadOnlyList<string>>();
        var more = false;
        await foreach (var row in rows)
        {
            more = taken.Count == limit;
            if (more)
            {
                break;
            }

            taken.Add([.. row.Select(Cell)]);
        }

        Terminal.Table(shell, [.. columns.Select(c => c.Name)], [.. Enumerable.Range(0, columns.Count).Where(i => columns[i].Type == ColumnType.Number)], taken);
        if (more)
        {
            await shell.Out.WriteLineAsync($"The first {limit} rows; --limit N shows more, --format ndjson shows all.");
        }
    }

    static string Cell(object? value) => value switch
    {
        null => "",
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        IEnumerable<string> texts => string.Join(", ", texts),
        _ => Cut(value.ToString()!),
    };

    /// <summary>The start of a long text, never half a character.</summary>
    static string Cut(string text) =>
        text.Length <= LongestCell ? text : text[..(char.IsHighSurrogate(text[LongestCell - 1]) ? LongestCell - 1 : LongestCell)] + "...";
}
