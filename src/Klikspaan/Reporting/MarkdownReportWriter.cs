using System.Globalization;
using System.Text;

namespace Klikspaan.Reporting;

/// <summary>Writes Markdown (CommonMark with tables). Captured text is escaped: it makes no link, no heading, no HTML.</summary>
sealed class MarkdownReportWriter : IReportWriter
{
    /// <inheritdoc/>
    public string Format => "md";

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        output.Write($"# {Text(report, report.Title)}\n\n");
        var numbers = new HeadingNumbers();
        foreach (var block in report.Blocks)
        {
            Write(report, block, numbers, output);
        }
    }

    static void Write(Report report, Block block, HeadingNumbers numbers, TextWriter output)
    {
        string Say(Sentence sentence) => Text(report, sentence) + Places(sentence);
        switch (block)
        {
            case Heading heading:
                output.Write($"{new string('#', heading.Level)} {$"{numbers.Next(heading.Level)} ".TrimStart()}{Text(report, heading.Text)}\n\n");
                break;
            case Paragraph paragraph:
                output.Write((paragraph.IsNotice ? "> " : "") + string.Join(' ', paragraph.Sentences.Select(Say)) + "\n\n");
                break;
            case Finding finding:
                output.Write($"{Say(finding.Statement)}\\\n{Text(report, finding.SmallPrint)}\n\n");
                break;
            case ItemList list:
                output.Write(string.Concat(list.Items.Select(i => $"- {Say(i)}\n")) + "\n");
                break;
            case OpenQuestion question:
                output.Write($"**{Text(report, question.Question)}**{Places(question.Question)} {Say(question.Why)}\n\n");
                break;
            case Grid grid:
                Write(report, grid, output);
                break;
            case Figure figure:
                output.Write($"{Text(report, figure.Title)}: {Say(figure.Description)}\n\n");
                Write(report, figure.Behind, output);
                break;
            case Beside beside:
                foreach (var inner in beside.Left.Concat(beside.Right))
                {
                    Write(report, inner, numbers, output);
                }

                break;
            case ByteDump dump:
                Write(report, dump, output);
                break;
        }
    }

    static void Write(Report report, Grid grid, TextWriter output)
    {
        output.Write($"{Text(report, grid.Caption)}\n\n");
        output.Write($"| {string.Join(" | ", grid.Columns.Select(c => Escape(report.Book.Text(c.Head))))} |\n");
        output.Write($"|{string.Concat(grid.Columns.Select(c => c.IsNumber ? "---:|" : "---|"))}\n");
        foreach (var row in grid.Rows)
        {
            output.Write($"| {string.Join(" | ", row.Cells.Select(c => Text(report, c)))} |\n");
        }

        output.Write('\n');
    }

    static void Write(Report report, ByteDump dump, TextWriter output)
    {
        output.Write($"{Text(report, dump.Caption)}\n\n");
        foreach (var line in dump.Lines)
        {
            output.Write("    " + (line.Omitted > 0
                ? report.Book.Text(FactForms.Omitted.Of(dump.Caption.Evidence, Parameter.Count(line.Omitted, Unit.Byte)))
                : Bytes(line)) + "\n");
        }

        output.Write('\n');
    }

    static string Bytes(ByteLine line)
    {
        var (hex, text) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < line.Bytes.Length; i++)
        {
            var (b, isMasked) = (line.Bytes.Span[i], line.Marks[i] == ByteLine.Masked);
            hex.Append(isMasked ? "·· " : string.Create(CultureInfo.InvariantCulture, $"{b:x2} "));
            text.Append(isMasked ? '·' : b is >= 0x20 and < 0x7F ? (char)b : '.');
        }

        return string.Create(CultureInfo.InvariantCulture, $"{line.Offset:x6}  {hex.ToString().PadRight(3 * ByteLine.Width)} {text}");
    }

    static string Places(Sentence sentence)
    {
        const int most = 3;
        return sentence is Fact { Evidence.Ids: var ids }
            ? $" \\[{string.Join(", ", ids.Take(most).Select(i => Escape(Phrasebook.Short(i))))}{(ids.Count > most ? string.Create(CultureInfo.InvariantCulture, $" +{ids.Count - most}") : "")}\\]"
            : "";
    }

    static string Text(Report report, Sentence sentence) => Escape(report.Book.Text(sentence));

    /// <summary>Every mark of Markdown and HTML, wherever it stands (CommonMark, section 2.4).</summary>
    static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isMark = c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '&' or '~' or '#' or '!' or '$'
                || (c is '-' or '+' or '=' && i == 0) || (c is '.' or ')' && i > 0 && char.IsAsciiDigit(text[i - 1]) && text[..i].All(char.IsAsciiDigit))
                || (c == ':' && i + 2 < text.Length && text[i + 1] == '/' && text[i + 2] == '/') || (c == '.' && i >= 3 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase)) || c == '@';
            if (isMark)
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
