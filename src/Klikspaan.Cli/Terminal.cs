using Spectre.Console;

namespace Klikspaan.Cli;

/// <summary>Writes to the terminal. Captured text is cleaned of control characters first: it must not steer the terminal.</summary>
static class Terminal
{
    /// <summary>Makes control and direction characters visible.</summary>
    public static string Clean(string text) => VisibleText.Of(text);

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
            var all = pairs.ToList();
            var width = all.Max(p => p.Name.Length);
            foreach (var (name, text) in all)
            {
                shell.Out.WriteLine($"  {name.PadRight(width)}  {Clean(text)}");
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

    /// <summary>How many characters a line of the terminal holds.</summary>
    public static int Width(Shell shell) => Console(shell).Profile.Width;

    static IAnsiConsole Console(Shell shell) =>
        AnsiConsole.Create(new()
        {
            Ansi = shell.IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = shell.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(shell.Out),
        });
}
