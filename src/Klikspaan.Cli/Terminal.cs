using System.Text;
using Spectre.Console;

namespace Klikspaan.Cli;

/// <summary>Writes to the terminal. Captured text is cleaned of control characters first: it must not steer the terminal.</summary>
static class Terminal
{
    /// <summary>Makes control and direction characters visible.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(IsControl))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            clean.Append(!IsControl(c) ? c : c < 0x20 ? (char)(0x2400 + c) : '\uFFFD');
        }

        return clean.ToString();
    }

    /// <summary>Prints a table; wide cells are broken on a terminal and kept whole when piped.</summary>
    public static void Table(Shell shell, IReadOnlyList<string> columns, IReadOnlyCollection<int> numbers, IEnumerable<IReadOnlyList<string>> rows)
    {
        IEnumerable<IReadOnlyList<string>> clean = rows.Select(r => r.Select(Clean).ToList());
        if (!shell.IsTerminal)
        {
            Plain(shell.Out, numbers, [columns, .. clean]);
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        for (var i = 0; i < columns.Count; i++)
        {
            var column = new TableColumn(new Text(columns[i], new Style(decoration: Decoration.Bold)));
            column = columns[i].EndsWith("host", StringComparison.Ordinal) ? column.NoWrap() : column;
            table.AddColumn(numbers.Contains(i) ? column.RightAligned() : column);
        }

        foreach (var row in clean)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        Console(shell).Write(table);
    }

    /// <summary>Columns side by side with a space between.</summary>
    static void Plain(TextWriter output, IReadOnlyCollection<int> numbers, List<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(i => rows.Max(r => r[i].Length)).ToList();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, i) => numbers.Contains(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            output.WriteLine(string.Join(' ', cells).TrimEnd());
        }

        output.WriteLine();
    }

    /// <summary>Prints text that is broken between words on a terminal; piped, a line stays a line.</summary>
    public static void Line(Shell shell, string text)
    {
        if (shell.IsTerminal)
        {
            Console(shell).Write(new Text(Clean(text) + "\n"));
        }
        else
        {
            shell.Out.WriteLine(Clean(text));
        }
    }

    /// <summary>Prints names with what belongs to them, the names aligned.</summary>
    public static void Pairs(Shell shell, IEnumerable<(string Name, string Text)> pairs)
    {
        if (!shell.IsTerminal)
        {
            foreach (var (name, text) in pairs)
            {
                shell.Out.WriteLine($"  {name,-16} {Clean(text)}");
            }

            return;
        }

        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 1, 0)).AddColumn();
        foreach (var (name, text) in pairs)
        {
            grid.AddRow(new Text(name), new Text(Clean(text)));
        }

        Console(shell).Write(grid);
    }

    /// <summary>Prints a heading.</summary>
    public static void Heading(Shell shell, string text) =>
        Console(shell).Write(new Text(text + "\n", new Style(decoration: Decoration.Bold)));

    static IAnsiConsole Console(Shell shell) =>
        AnsiConsole.Create(new()
        {
            Ansi = shell.IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = shell.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(shell.Out),
        });

    static bool IsControl(char c) =>
        char.IsControl(c) || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
