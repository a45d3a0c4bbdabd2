using System.Text;
using System.Xml;
using FsCheck.Xunit;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class XmlStructureTests
{
    const string Signs = "<>/=\"'&;#x![]-?CDATA ab:1\n\u00e9";

    static readonly XmlStructure Structure = new();

    static readonly string[] Texts =
    [
        "text", " a text\r\nin lines\r", "caf\u00e9 \U0001F600", "&lt;&gt;&amp;&apos;&quot;", "a &#233;&#x1F600; b", "<![CDATA[<raw> & ]] more]]>", "before<![CDATA[within\r\n]]>behind",
        "<![CDATA[one]]><![CDATA[two]]>", "]] > ]", "{\"a\":1}",
    ];

    static readonly string[] Names = ["event", "name", "a.b-c_d", "_x", "\u00e9l\u00e9ment"];

    [Fact]
    public void Elements_and_attributes_become_values() => Reads(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<event id='7' note=\"a &amp; b\">\n  <name language=\"nl\">Jan &lt;Jansen&gt;</name>\n  <name>Piet</name>\n  <empty/><none></none>\n  <data><![CDATA[<raw>]]></data>\n</event>\n",
        """
        content:/event/0/@id = 7 [xml]
        content:/event/0/@note = a & b [xml|xml-attribute]
        content:/event/0/name/0/@language = nl [xml]
        content:/event/0/name = Jan <Jansen> [xml|xml-text]
        content:/event/0/name = Piet [xml]
        content:/event/0/empty =  [xml]
        content:/event/0/none =  [xml]
        content:/event/0/data = <raw> [xml|xml-text]
        """);

    [Fact]
    public void A_closing_tag_that_is_of_another_element_ends_the_reading()
    {
        Assert.Equal("xml", Assert.Single(Sent.Content("<?xml version=\"1.0\"?><a><b>one</a></b>").Decode().Problems).Kind);
        Assert.DoesNotContain("[xml", Sent.Content("<a><b>one</c></a>").Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_of_one_name_have_positions() => Assert.Equal(
        [("/l/*/e/*/v", "/l/0/e/0/v"), ("/l/*/f/*/v", "/l/0/f/0/v"), ("/l/*/e/*/v", "/l/0/e/1/v")],
        StructureRead.Read(Structure, "<l><e><v>1</v></e><f><v>2</v></f><e><v>3</v></e></l>"u8.ToArray()).Items.Select(i => (i.Shape, i.Path)));

    [Fact]
    public void Nothing_that_was_sent_vanishes() => Reads(
        "<?xml version='1.0'?><!DOCTYPE e SYSTEM \"x>y\" [ <!ENTITY n \"]>\"> <!-- ]> --> <?p ]> ?> ]><!-- one --><e>mixed <b>bold</b> text<!-- two --><?target some data?></e><?end?>",
        """
        content: ? 40 bytes [xml]
        content:/#comment =  one  [xml]
        content:/e = mixed  [xml]
        content:/e/0/b = bold [xml]
        content:/e =  text [xml]
        content:/e/0/#comment =  two  [xml]
        content:/e/0/?target = some data [xml]
        content:/?end =  [xml]
        """);

    [Fact]
    public void An_entity_that_is_not_predefined_leaves_the_value_unread() => Reads(
        "<?xml version=\"1.0\"?><!DOCTYPE e [<!ENTITY n \"v\">]><e a=\"&n;\"><f>x &n; y</f><g>&#0;</g><h>a & b</h><i>&amp;</i></e>",
        """
        content: ? 15 bytes [xml]
        content:/e/0/@a ? 3 bytes [xml]
        content:/e/0/f ? 7 bytes [xml]
        content:/e/0/g ? 4 bytes [xml]
        content:/e/0/h ? 5 bytes [xml]
        content:/e/0/i = & [xml|xml-text]
        ! xml content:/e/0/@a [57+58]: expected a predefined entity or a character, found another
        ! xml content:/e/0/f [67+48]: expected a predefined entity or a character, found another
        ! xml content:/e/0/g [79+36]: expected a predefined entity or a character, found another
        ! xml content:/e/0/h [92+23]: expected a predefined entity or a character, found another
        """);

    [Theory]
    [InlineData("<html><body>text</body></html>")]
    [InlineData("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body>text</body></html>")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE HTML><p>text</p>")]
    [InlineData("<!DOCTYPE html><html><body>text</body></html>")]
    [InlineData("<HTML><p>text<br></HTML>")]
    [InlineData("<p>one<br>two</p>")]
    [InlineData("<p>one</p><p>two</p>")]
    [InlineData("<p>one</p> and more")]
    [InlineData("<div><img src=\"x\">text</div>")]
    [InlineData("<div hidden>text</div>")]
    [InlineData("<div>one&nbsp;two</div")]
    [InlineData("<p>one")]
    [InlineData("<3 hearts</3>")]
    [InlineData("<a></b>")]
    [InlineData("<a><b></a></b></a>")]
    [InlineData("<e a=1>text</e>")]
    [InlineData("<e a=\"1\"b=\"2\">text</e>")]
    [InlineData("<e>&nosuch</e")]
    [InlineData("< e>text</e>")]
    [InlineData("a < b and c > d")]
    [InlineData("<>text</>")]
    [InlineData("<?xml version=\"1.0\"?>")]
    [InlineData("<e>\u0001</e>")]
    public void What_is_no_XML_or_a_page_is_text(string text) => Assert.False(StructureRead.Read(Structure, Encode.Utf8(text)).IsRead);

    [Theory]
    [InlineData("\uFEFF<e>text</e>")]
    [InlineData(" \r\n<e>text</e >\n")]
    [InlineData("<e a='text'/>")]
    [InlineData("<e\na = \"text\"\t/>")]
    public void XML_needs_no_declaration(string text) => Assert.Equal("text", Assert.Single(StructureRead.Values(Structure, Encode.Utf8(text))).Value);

    [Fact]
    public void XML_that_was_cut_keeps_what_was_read_and_reports_one_problem()
    {
        var whole = Encode.Utf8("<?xml version=\"1.0\"?><e id='7'><n l=\"nl\">J&amp;n</n><n>Pi\u00e9t</n><!-- c --><m><![CDATA[x]]></m></e>");
        var all = StructureRead.Values(Structure, whole);
        for (var length = 30; length < whole.Length; length++)
        {
            var (isRead, items, problems) = StructureRead.Read(Structure, whole[..length]);
            var values = items.Where(i => !i.IsOpaque).Select(i => (i.Path, Encoding.UTF8.GetString(i.Value.Span))).ToList();

            Assert.True(isRead);
            Assert.Equal(all[..values.Count], values);
            Assert.Equal(("xml", "XML"), (Assert.Single(problems).Kind, problems[0].Expected));
            Sent.Content(whole[..length]).Decode();
        }
    }

    [Fact]
    public void Elements_nested_too_deep_are_a_problem()
    {
        static byte[] Nested(int levels) => Encode.Utf8(string.Concat(Enumerable.Repeat("<e>", levels)) + "x" + string.Concat(Enumerable.Repeat("</e>", levels)));

        Assert.Empty(StructureRead.Read(Structure, Nested(4), Limits.Default with { Nesting = 4 }).Problems);
        Assert.Equal("at most 4 levels", Assert.Single(StructureRead.Read(Structure, Nested(5), Limits.Default with { Nesting = 4 }).Problems).Expected);
        Assert.Single(StructureRead.Read(Structure, Nested(200_000)).Problems);
    }

    [Fact]
    public void Too_many_values_are_a_problem()
    {
        var (_, items, problems) = StructureRead.Read(Structure, "<l><e>1</e><e>2</e><e>3</e></l>"u8.ToArray(), Limits.Default with { Leaves = 2 });

        Assert.Equal([false, false, true], items.Select(i => i.IsOpaque));
        Assert.Equal(("limit", "at most 2 values"), (Assert.Single(problems).Kind, problems[0].Expected));
    }

    [Fact]
    public void XML_in_base64_is_opened_and_what_stands_in_it_too() => Reads(
        $$"""{"p":"{{Convert.ToBase64String("<event><name>{\"a\":\"planted\"}</name></event>"u8)}}"}""",
        """
        content:/p > [json]
        content:/p/event/0/name > [json|base64|xml]
        content:/p/event/0/name/a = planted [json|base64|xml|json]
        """);

    [Property(MaxTest = 500)]
    public void The_XML_reader_of_the_runtime_reads_the_same(byte[] choices, bool isDeclared)
    {
        var xml = (isDeclared ? "<?xml version=\"1.0\"?>" : "") + Document(new(choices));

        Assert.Equal(Expected(xml), [.. StructureRead.Values(Structure, Encode.Utf8(xml)).Select(v => (v.Path.Split('/')[^1], v.Value)).Where(v => !string.IsNullOrWhiteSpace(v.Value))]);
    }

    [Property(MaxTest = 500)]
    public void Damaged_XML_is_read_or_refused(byte[] choices, uint at, byte sign, bool isDeclared)
    {
        var xml = (isDeclared ? "<?xml version=\"1.0\"?>" : "") + Document(new(choices));
        var place = (int)(at % (uint)xml.Length);
        var damaged = Encode.Utf8(xml[..place] + Signs[sign % Signs.Length] + xml[(place + (sign % 2))..]);

        StructureRead.Read(Structure, damaged);
        StructureRead.Read(Structure, damaged, Limits.Default with { Leaves = 3, Nesting = 2, Problems = 1 });
        Sent.Content(damaged).Decode();
    }

    [Property(MaxTest = 1000)]
    public void Any_signs_are_read_or_refused(byte[] choices)
    {
        var signs = string.Concat(choices.Select(c => Signs[c % Signs.Length]));

        StructureRead.Read(Structure, Encode.Utf8("<?xml " + signs));
        StructureRead.Read(Structure, Encode.Utf8($"<?xml version=\"1.0\"?><a><!DOCTYPE {signs}"));
        StructureRead.Read(Structure, Encode.Utf8($"<?xml version=\"1.0\"?><!DOCTYPE a [{signs}]><a>b</a>"));
        StructureRead.Read(Structure, Encode.Utf8($"<a>{signs}</a>"));
        StructureRead.Read(Structure, [.. "<?xml ?><a>"u8, .. choices, .. "</a>"u8]);
    }

    static string Document(Queue<byte> choices)
    {
        var built = new StringBuilder();
        Element(choices, built, 0);
        return built.ToString();
    }

    static void Element(Queue<byte> choices, StringBuilder built, int level)
    {
        var name = Names[Next(choices) % Names.Length];
        built.Append('<').Append(name);
        for (var i = Next(choices) % 3; i > 0; i--)
        {
            var value = Texts[Next(choices) % Texts.Length];
            built.Append($" at{i} = '{(value.Contains('<') ? "a\tb\r\nc" : value.Replace("'", "\"", StringComparison.Ordinal))}'");
        }

        if (choices.Count == 0)
        {
            built.Append(" />");
            return;
        }

        built.Append("\n>");
        for (var i = Next(choices) % 5; i > 0; i--)
        {
            var choice = Next(choices);
            switch (choice % 6)
            {
                case 0 or 1 when level < 10:
                    Element(choices, built, level + 1);
                    break;
                case 2:
                    built.Append("<!-- a - comment -->");
                    break;
                case 3:
                    built.Append("<?target some ? data?>");
                    break;
                case 4:
                    built.Append("\n  ");
                    break;
                default:
                    built.Append(Texts[choice / 6 % Texts.Length]);
                    break;
            }
        }

        built.Append("</").Append(name).Append(" >");
    }

    static int Next(Queue<byte> choices) => choices.TryDequeue(out var next) ? next : 0;

    static List<(string Name, string Value)> Expected(string xml)
    {
        var result = new List<(string, string)>();
        var names = new Stack<string>();
        var text = new StringBuilder();
        using var reader = XmlReader.Create(new StringReader(xml), new() { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                text.Append(reader.Value);
                continue;
            }

            Flush();
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var (name, isEmpty) = (reader.Name, reader.IsEmptyElement);
                    while (reader.MoveToNextAttribute())
                    {
                        Add("@" + reader.Name, reader.Value);
                    }

                    if (!isEmpty)
                    {
                        names.Push(name);
                    }

                    break;
                case XmlNodeType.EndElement:
                    names.Pop();
                    break;
                case XmlNodeType.Comment:
                    Add("#comment", reader.Value);
                    break;
                case XmlNodeType.ProcessingInstruction:
                    Add("?" + reader.Name, reader.Value);
                    break;
            }
        }

        return result;

        void Add(string name, string value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                result.Add((name, value));
            }
        }

        void Flush()
        {
            if (text.Length > 0 && names.Count > 0)
            {
                Add(names.Peek(), text.ToString());
            }

            text.Clear();
        }
    }

    static void Reads(string xml, string expected) => Assert.Equal(expected, Sent.Content(xml).Read());
}
