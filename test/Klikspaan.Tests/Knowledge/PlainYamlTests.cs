using System.Text;
using FsCheck.Xunit;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Knowledge;

public sealed class PlainYamlTests
{
    static readonly List<string> Ours = [.. Facts.Files.Where(f => f.Path.EndsWith(".yaml", StringComparison.Ordinal) && !f.Path.EndsWith(".verified.yaml", StringComparison.Ordinal)).Select(f => Encoding.UTF8.GetString(f.Bytes.Span))];

    /// <summary>Otherwise each command would take its time again.</summary>
    [Fact]
    public void All_files_of_ours_are_plain_and_read_as_the_whole_parser_reads_them()
    {
        Assert.True(Ours.Count > 60);
        Assert.All(Ours, text =>
        {
            Assert.NotNull(PlainYaml.Read(text));
            Same(text);
        });
    }

    [Theory]
    [InlineData("a: b")]
    [InlineData("a: b\n\n  # remark\n\nc: d # remark\n")]
    [InlineData("a:\n  b: c\n  d:\n    - e\n    - f: g\n      h: i\n    - [j, 'k', \"l\"]\n")]
    [InlineData("a:\n- b\n- c: d\n  e: f\ng: h")]
    [InlineData("a:\nb:   # remark\nc: ''\nd: \"\"\ne: ~\nf: null")]
    [InlineData("a: {}\nb: []\nc: { d: e,  f: [ g, { h: i } ] }  # remark")]
    [InlineData("a: [b,\n    c,\n\n  d]\ne: {f: g,\n  h:\n   i\n  }")]
    [InlineData("a: http://b:1/c#d, e] } [ f - ? g   \nc: d")]
    [InlineData("a: [content:/b/*/c, x#y, d e]")]
    [InlineData("a: ' # : , b '\nc: \" # : , ' d \"")]
    [InlineData("1.2-x_Y: é € ½ ")]
    [InlineData("a:\n  b:\n    c: d\n  e: f\ng: h\n   \n")]
    [InlineData("a:\n  - b:\n    - c\n    - d\n  - e:\n      f: g\n")]
    [InlineData("a:\n  - b:\n  - c:")]
    [InlineData("'a, b': c\n\"d: e\":\n  - \"f\": g\n    h: {'i': j}\n  - \"k\"")]
    public void What_is_plain_is_read_as_the_whole_parser_reads_it(string text)
    {
        Assert.NotNull(PlainYaml.Read(text));
        Same(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# remark")]
    [InlineData("- a")]
    [InlineData("a")]
    [InlineData("  a: b")]
    [InlineData("---\na: b")]
    [InlineData("a: b\n...")]
    [InlineData("%YAML 1.2\n---\na: b")]
    [InlineData("a: b\na: c")]
    [InlineData("a: {b: c, b: d}")]
    [InlineData("a: b\n  c")]
    [InlineData("a:\n  b")]
    [InlineData("a: b: c")]
    [InlineData("a: b:")]
    [InlineData("a : b")]
    [InlineData("'a' : b")]
    [InlineData("':")]
    [InlineData("a:\n  - \": b")]
    [InlineData("a: '")]
    [InlineData("'a''b': c")]
    [InlineData("\"a\\n\": b")]
    [InlineData("a: [b, # remark\n  c]")]
    [InlineData("? a\n: b")]
    [InlineData("a:\tb")]
    [InlineData("a: b\r\nc: d")]
    [InlineData("a: b\u2028c: d")]
    [InlineData("a: \U0001F600")]
    [InlineData("a: &x b")]
    [InlineData("a: *x")]
    [InlineData("a: !t b")]
    [InlineData("a: |\n  b")]
    [InlineData("a: >\n  b")]
    [InlineData("a: @b")]
    [InlineData("a: - b")]
    [InlineData("a: 'b''c'")]
    [InlineData("a: \"b\\n\"")]
    [InlineData("a: \"b\n  c\"")]
    [InlineData("a: \"b\" c")]
    [InlineData("a: \"b\"#c")]
    [InlineData("a: [b]c")]
    [InlineData("a: [b")]
    [InlineData("a: [b}")]
    [InlineData("a: [b, ]")]
    [InlineData("a: [b,c]")]
    [InlineData("a: [b: c]")]
    [InlineData("a: {b}")]
    [InlineData("a: {b: }")]
    [InlineData("a: {b: c: d}")]
    [InlineData("a: [b\n]")]
    [InlineData("a: [b\n  c]")]
    [InlineData("a:\n  - b\n c: d")]
    [InlineData("a:\n    b: c\n  d: e")]
    [InlineData("a:\n  - b\n  c: d")]
    [InlineData("a: b\n- c")]
    [InlineData("a:\n  -\n    b: c")]
    [InlineData("a:\n  - - b")]
    public void What_is_not_plain_is_left_to_the_whole_parser(string text) => Assert.Null(PlainYaml.Read(text));

    [Fact]
    public void What_is_nested_too_deep_is_left_to_the_whole_parser()
    {
        Assert.NotNull(PlainYaml.Read("a: " + new string('[', 23) + new string(']', 23)));
        Assert.Null(PlainYaml.Read("a: " + new string('[', 24) + new string(']', 24)));
        Assert.Null(PlainYaml.Read("a: " + new string('[', 200_000)));
        Assert.Null(PlainYaml.Read(string.Concat(Enumerable.Range(0, 10_000).Select(i => new string(' ', i) + "a:\n"))));
        Assert.Null(PlainYaml.Read("a:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => new string(' ', 2 * i) + "- a:\n"))));
    }

    [Fact]
    public void Many_keys_are_held_against_each_other()
    {
        var keys = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"k{i}: v\n"));

        Assert.Equal(100_000, PlainYaml.Read(keys)!.Keys.Count);
        Assert.Null(PlainYaml.Read(keys + "k7: v"));
    }

    [Property(MaxTest = 150000)]
    public void Any_text_that_is_read_is_read_as_the_whole_parser_reads_it(byte[] choices)
    {
        const string Signs = "ab:- \n  {}[],#'\"\n-.~ :,/é?*&!|>";
        Same("a: " + string.Concat(choices.Select(c => Signs[c % Signs.Length])));
    }

    [Property(MaxTest = 1500)]
    public void Our_files_with_something_changed_are_read_as_the_whole_parser_reads_them(ushort file, ushort line, ushort place, byte sign, byte removed)
    {
        const string Signs = ":- \n{}[],#'\"&*!|>a?%@é\t\r~";
        var lines = Ours[file % Ours.Count].Split('\n');
        var from = line % lines.Length;
        var text = string.Join('\n', lines.Skip(from / 2).SkipWhile(l => l.StartsWith(' ') || l.StartsWith('-')).Take(40));
        var at = place % (text.Length + 1);
        Same(text[..at] + Signs[sign % Signs.Length] + text[Math.Min(text.Length, at + (removed % 4))..]);
    }

    /// <summary>Where the quick reader gives an answer, it is that of the whole parser, with the same places.</summary>
    static void Same(string text)
    {
        if (PlainYaml.Read(text) is { } plain)
        {
            Assert.Equal(Text(YamlFile.Tree(text)), Text(plain));
        }
    }

    static string Text(YamlNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    static void Append(StringBuilder text, YamlNode? node)
    {
        text.AppendLine(node is null ? "nothing" : $"{node.Line}:{node.Column} {node.Kind} '{node.Text}' {node.IsTagged} {node.Keys.Count} {node.Items.Count}");
        foreach (var part in node?.Keys.Concat(node.Items) ?? [])
        {
            Append(text, part);
        }
    }
}
