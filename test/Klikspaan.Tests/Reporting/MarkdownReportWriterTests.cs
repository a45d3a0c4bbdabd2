using FsCheck.Xunit;
using Klikspaan.Reporting;

namespace Klikspaan.Tests.Reporting;

/// <summary>What was captured makes no mark-up: no link, heading, cell, HTML or image.</summary>
public sealed class MarkdownReportWriterTests
{
    const string Marks = "\\`*_[]<>|&~#!$";

    [Theory]
    [InlineData("[text](https://evil.example)")]
    [InlineData("![image](https://evil.example/x.png)")]
    [InlineData("<https://evil.example> <b>bold</b> <!-- --> &copy;")]
    [InlineData("a | b | c")]
    [InlineData("# heading ## heading")]
    [InlineData("\n# heading\n\n    code\n")]
    [InlineData("`code` ```fence``` ~~~fence~~~")]
    [InlineData("*em* **strong** _em_ __strong__ ~~gone~~ $x$")]
    [InlineData("> quote")]
    [InlineData("[ref]: https://evil.example")]
    [InlineData("\\[escaped\\](x) \\")]
    [InlineData("| --- |")]
    [InlineData("a@evil.example")]
    public void Each_mark_in_captured_text_is_escaped(string text)
    {
        var fact = BlockTests.Fact("before " + text + " after");
        var written = BlockTests.Write(
            "md", new Heading(3, "", fact), new Paragraph(fact), new ItemList([fact]), new Finding(fact, fact), new OpenQuestion(fact, fact), new Grid(fact, [new(Phrases.ColumnHost)], [new([fact])]));

        Assert.Empty(Bare(written.Split('\n')));
        Assert.Equal(9, written.Split("before ").Length - 1);
        Assert.Equal(9, Unescaped(written).Split("before " + VisibleText.Of(text) + " after").Length - 1);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("see http://evil.example")]
    [InlineData("ftp://evil.example")]
    [InlineData("www.evil.example WWW.evil.example")]
    public void An_address_is_not_made_a_link(string text)
    {
        var written = BlockTests.Write("md", new Paragraph(BlockTests.Fact(text)));

        Assert.DoesNotMatch(@"(?<!\\)://", written);
        Assert.DoesNotContain("www.", written, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("- item")]
    [InlineData("+ item")]
    [InlineData("1. item")]
    [InlineData("12) item")]
    [InlineData("=== ")]
    [InlineData("--- ")]
    public void Captured_text_that_begins_a_line_begins_no_list_and_no_heading(string text)
    {
        var line = BlockTests.Write("md", new Paragraph(BlockTests.Fact(text))).Split('\n')[2];

        Assert.Matches(@"^(\d+)?\\[-+=.)]", line);
    }

    [Fact]
    public void Bytes_stand_in_an_indented_block_each_on_a_line()
    {
        var bytes = Encode.Utf8("`<b>|\n# x\n[a](b)");
        var written = BlockTests.Write("md", new ByteDump(BlockTests.Fact("c"), ByteLines.Of(bytes, new int[bytes.Length], new HashSet<int>(), new HashSet<int>(), 10), new HashSet<int>()));
        var lines = written.TrimEnd('\n').Split('\n');

        Assert.Equal("", lines[^2]);
        Assert.Equal("    000000  60 3c 62 3e 7c 0a 23 20 78 0a 5b 61 5d 28 62 29  `<b>|.# x.[a](b)", lines[^1]);
    }

    [Property]
    public bool No_text_makes_more_lines_or_cells_or_bare_marks(string text) =>
        text is null || BlockTests.Write("md", new Grid(BlockTests.Fact("c"), [new(Phrases.ColumnHost), new(Phrases.ColumnHost)], [new([BlockTests.Fact(text), BlockTests.Fact("last")])])).TrimEnd('\n').Split('\n') is var lines
            && lines.Length == 7 && lines[^1].EndsWith(" | last |", StringComparison.Ordinal) && !Bare([lines[^1][2..^9]]).Any();

    /// <summary>Marks that stand without a backslash, besides those that the writer itself puts at the beginning of a line and around cells.</summary>
    static IEnumerable<string> Bare(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(l => l is not ("|---|" or "| Host |")))
        {
            var own = line.TrimStart('#');
            own = own.StartsWith("| ", StringComparison.Ordinal) ? own[2..^2] : own.StartsWith("**", StringComparison.Ordinal) ? own[2..].Replace("** \\[", " \\[", StringComparison.Ordinal) : own;
            for (var i = 0; i < own.Length; i++)
            {
                if (own[i] == '\\')
                {
                    i++;
                }
                else if (Marks.Contains(own[i], StringComparison.Ordinal))
                {
                    yield return $"{own[i]} in {line}";
                }
            }
        }
    }

    static string Unescaped(string text)
    {
        var plain = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] == '\\' && i + 1 < text.Length && text[i + 1] != '\n' ? text[++i] : text[i]);
        }

        return plain.ToString();
    }
}
