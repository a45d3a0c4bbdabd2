using System.IO.Compression;
using System.Text;
using Klikspaan.Replying;

namespace Klikspaan.Tests.Replying;

/// <summary>What is read of each form of reply. All replies are synthetic.</summary>
public sealed class ReplyFormTests
{
    [Fact]
    public void An_object_in_a_list_is_a_record_with_what_stands_in_objects_within_it()
    {
        Assert.Equal(
            ["/list/*/name=Opened /list/*/data/time=2026-01-02T03:04:05Z", "/list/*/name=a\"b /list/*/n=12", "/user=jan /tags/*=x /tags/*=y"],
            Replies.Of("""{"user":"jan","list":[{"name":"Opened","data":{"time":"2026-01-02T03:04:05Z"}},{"name":"a\"b","n":12,"no":null,"yes":true}],"tags":["x","y"]}"""));
    }

    [Fact]
    public void A_name_that_can_identify_is_a_value_too() => Assert.Equal(["=jan@example.nl /jan@example.nl=x"], Replies.Of("""{"jan@example.nl":"x"}"""));

    [Fact]
    public void A_broken_line_of_several_is_read_as_text_and_told_and_the_next_is_read()
    {
        var (records, sink, _) = Replies.Read(Encoding.UTF8.GetBytes("{\"a\":1}\n{\"b\":nothing,\"c\":2}\n{\"d\":3}\n"));

        Assert.Equal(["/a=1", "=nothing,\"c\":2}", "/d=3"], records);
        Assert.Equal(("json", 13L, 0L), (sink.Problems.Single().Kind, sink.Problems[0].Where.Offset, sink.Unread));
    }

    [Fact]
    public void Of_one_that_breaks_off_the_rest_is_read_as_text_and_told()
    {
        var (records, sink, _) = Replies.Read(Encoding.UTF8.GetBytes("{\"list\":[{\"a\":\"one\"},\n{\"b\":\"two\" oops\n \"c\":\"three\"}"));

        Assert.Equal(["/list/*/a=one", "/list/*/b=two", "=oops", "=\"c\":\"three\"}"], records);
        Assert.Equal("json", sink.Problems.Single().Kind);
    }

    [Theory]
    [InlineData("id,name\n1,\"a, \"\"b\"\"\nc\"\n2,\n")]
    [InlineData("id;name\r\n1;\"a, \"\"b\"\"\nc\"\r\n2;\r\n")]
    [InlineData("\uFEFFid\tname\n1\t\"a, \"\"b\"\"\nc\"\n2\t")]
    public void A_table_has_rows_with_the_names_of_its_first(string table) => Assert.Equal(["=id =name", "/id=1 /name=a, \"b\"\nc", "/id=2"], Replies.Of(table));

    [Fact]
    public void A_quotation_mark_that_is_not_closed_does_not_hide_the_rest()
    {
        var (records, sink, _) = Replies.Read(Encoding.UTF8.GetBytes("a,b\n1,\"open\n" + string.Concat(Enumerable.Repeat("2,x\n", 20_000))), limits: new() { RowBytes = 1 << 16 });

        Assert.Contains("=1,\"open", records);
        Assert.Equal(20_002, records.Count);
        Assert.Equal("csv", sink.Problems.Single().Kind);
    }

    [Fact]
    public void Of_xml_an_element_is_a_record_with_its_attributes_and_elements_without_elements()
    {
        Assert.Equal(
            ["/r/e/name=Opened /r/e/at=2026-01-02T03:04:05Z", "/r/e/a=x & y /r/e/b=z", "/r/who/id=1 /r/who=jan /r=<raw & all>"],
            Replies.Of("<r><e><name>Opened</name><at>2026-01-02T03:04:05Z</at></e><e a='x &amp; y' b=\"z\"/><who id='1'>jan</who><![CDATA[<raw & all>]]></r>"));
    }

    [Fact]
    public void An_entity_that_a_document_declares_is_put_in_nowhere_and_told()
    {
        const string Bomb = "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><r><x>&b;&c;</x><y>z</y></r>";
        var (records, sink, _) = Replies.Read(Encoding.UTF8.GetBytes(Bomb));

        Assert.Equal(["/r/x=&b;&c; /r/y=z"], records.Where(r => r.StartsWith("/r", StringComparison.Ordinal)));
        Assert.Equal("xml", sink.Problems.Single().Kind);
        Assert.DoesNotContain(records, r => r.Contains("root:", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_html_a_row_is_a_record_and_what_is_not_closed_hides_nothing()
    {
        Assert.Equal(
            ["/html/table/tr/th=Event /html/table/tr/th=When", "/html/table/tr/td/b=Opened /html/table/tr/td=2026-01-02", "/html/ul/li=one", "/html/ul/li=two", "/html/p=a /html/p=< /html/p=b & c", "/html/script=if (a<b) x"],
            Replies.Of("<html><table><tr><th>Event<th>When<tr><td><b>Opened</b><br></td><td>2026-01-02</td></tr></table><ul><li>one<li>two</ul><p>a < b &amp; c</p><script>if (a<b) x</script></html>"));
    }

    [Fact]
    public void Text_is_read_line_by_line_and_in_utf_16_too()
    {
        Assert.Equal(["=Dear tester,", "=your id is x."], Replies.Of("Dear tester,\r\n\r\n  your id is x.\r\n"));
        Assert.Equal(["=id =name", "/id=1 /name=é"], Replies.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("id,name\n1,é\n")]).Records);
    }

    [Fact]
    public void The_files_of_an_archive_and_of_archives_in_it_are_read_where_they_stand()
    {
        var inner = Replies.Zip(("deep/b.json", Encoding.UTF8.GetBytes("{\"b\":\"two\"}")));
        var (records, sink, files) = Replies.Read(Replies.Zip(("a/a.csv", Encoding.UTF8.GetBytes("x,y\n1,\"2\"\"\"\n")), ("inner.zip", inner), ("empty/", []), ("n.json", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"c\":3}")])));

        Assert.Equal(["=x =y", "/x=1 /y=2\"", "/b=two", "/c=3"], records);
        Assert.Equal((0L, 5), (sink.ProblemCount, files));
        Assert.Equal(["=x =y", "/x=1"], Replies.Read(Replies.Zip(CompressionLevel.NoCompression, ("a.csv", Encoding.UTF8.GetBytes("x,y\n1,\n")))).Records);
    }

    [Theory]
    [InlineData("[2026-01-02] a line of a log\nanother\n", ReplyForm.Text)]
    [InlineData("{not json}", ReplyForm.Text)]
    [InlineData("[1, 2]", ReplyForm.Json)]
    [InlineData("  {\"a\":1}", ReplyForm.Json)]
    [InlineData("<!DOCTYPE html><p>", ReplyForm.Html)]
    [InlineData("<a/>", ReplyForm.Xml)]
    [InlineData("a;b\nc;d", ReplyForm.Csv)]
    [InlineData("%PDF-1.7", ReplyForm.Pdf)]
    [InlineData("a\0b", ReplyForm.Binary)]
    [InlineData("", ReplyForm.Empty)]
    public void A_form_is_known_by_what_a_file_holds(string text, ReplyForm form) => Assert.Equal(form, ReplyForms.Of(Encoding.UTF8.GetBytes(text), "any.txt"));
}
