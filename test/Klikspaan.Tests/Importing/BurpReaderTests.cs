using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class BurpReaderTests
{
    const string First = "1 2026-01-02T04:04:05 POST https://host.example/p%20q 204 in 8 out 58";

    static readonly string[] Parts = ["  path: /p%20q", "  query: a=1&b", "  header:/host host.example", "  cookie: c=d", "  header:/content-length 7", "  content: {\"a\":1}"];

    [Theory]
    [InlineData("<items burpVersion=\"1\">", true)]
    [InlineData("\uFEFF <?xml version='1.0'?><!-- it's --><!DOCTYPE items [<!ELEMENT items (item*)>]>\n<items exportTime='x' burpVersion='1'>", true)]
    [InlineData("<items>", false)]
    [InlineData("<items other=\"burpVersion\">", false)]
    [InlineData("<items burpVersion>", false)]
    [InlineData("<a><items burpVersion=\"1\">", false)]
    [InlineData("text<items burpVersion=\"1\">", false)]
    [InlineData("<!DOCTYPE items [<items burpVersion=\"1\">", false)]
    [InlineData("<!-- <items burpVersion=\"1\"> -->", false)]
    [InlineData("</items burpVersion=\"1\">", false)]
    [InlineData("<items burpVersion=\"1\"", false)]
    [InlineData("{\"log\":1}", false)]
    [InlineData("", false)]
    public void An_export_is_recognised_by_its_root_element(string text, bool expected)
    {
        Assert.Equal(expected, new BurpReader().Recognises(Encode.Utf8(text)));
        Assert.Equal(expected, CaptureReaders.Recognise(Encode.Utf8(text)) is BurpReader);
    }

    [Theory]
    [InlineData("&xxe;", "https://other.example/", "other.example", "! xml whole: expected text of XML without references but those of XML itself, found something else, which was not read")]
    [InlineData("&xxe;", "&xxe;", "", "! xml whole: expected text of XML without references but those of XML itself, found something else, which was not read|! xml whole: expected text of XML without references but those of XML itself, found something else, which was not read|! burp whole: expected a host to which the request went, found none: it is not established")]
    [InlineData("", "", "", "! burp whole: expected a host to which the request went, found none: it is not established")]
    [InlineData("a&amp;b.example", "", "a&b.example", "")]
    public async Task A_host_that_cannot_be_read_is_told(string host, string url, string expected, string problems)
    {
        var item = Burps.Item().Replace("host.example</host>", host + "</host>", StringComparison.Ordinal).Replace("<![CDATA[https://host.example/p%20q?a=1&b]]>", url, StringComparison.Ordinal);
        var lines = await Burps.ReadAsync(Burps.Of(item));

        Assert.Contains($" POST https://{expected}/p%20q ", Assert.Single(lines.Exchanges()), StringComparison.Ordinal);
        Assert.Equal(problems.Split('|', StringSplitOptions.RemoveEmptyEntries), lines.Problems());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task Requests_in_base64_and_as_they_were_are_read_however_the_bytes_come(int size)
    {
        var export = Burps.Of(Burps.Item(), Burps.Plain());
        var lines = await Hars.ReadAsync(new Dripping(export, [size, 1, size + 3]), export, null, new BurpReader());

        Assert.Equal([First, .. Parts, "2" + First[1..], .. Parts], lines.Select(l => l.Split(" |")[0]));
        Assert.Equal("  content: {\"a\":1} |base64|[82+7]", lines[6]);
        Assert.Equal("  content: {\"a\":1}", lines[13]);
    }

    [Theory]
    [InlineData("<request>GET /a&amp;b HTTP/1.1&#13;\n&#13;\n</request>", "path: /a&b |xml-text|[4+4]")]
    [InlineData("<request base64=\"true\">R0VUIC9hIEhUVFAvMS4x\nDQoNCg==</request>", "path: /a |base64|[4+2]")]
    [InlineData("<request  base64 = 'true' ><![CDATA[R0VUIC9hIEhU]]><![CDATA[VFAvMS4xDQoNCg==]]></request >", "path: /a |xml-text|base64|[4+2]")]
    [InlineData("<request><![CDATA[GET /]]]]><![CDATA[>a HTTP/1.1\n\n]]></request>", "path: /]]>a |xml-text|[4+5]")]
    [InlineData("<request><![CDATA[GET /x HTTP/1.1\r\n\r\nGET </request></item><item>]]></request>", "path: /x|content: GET </request></item><item>")]
    [InlineData("<request>GET /x HTTP/1.1\n\n</request><other><request>GET /y HTTP/1.1\n\n</request></other>", "! xml whole: expected the end of the element, found another tag|path: /x")]
    public async Task A_request_is_read_in_each_form_that_XML_has_for_text(string request, string expected)
    {
        var lines = await Burps.ReadAsync(Burps.Of(Burps.With(request), Burps.Item()));

        Assert.Equal(expected, string.Join('|', lines.Where(l => l[0] == '!').Concat(lines[1..lines.IndexOf("2" + First[1..])].Where(l => l[0] != '!')).Select(l => l.Trim())));
    }

    [Theory]
    [InlineData("<request></request>", "burp whole: expected a request, found none: nothing shows that it was sent")]
    [InlineData("<request/>", "burp whole: expected a request, found none: nothing shows that it was sent")]
    [InlineData("", "burp whole: expected a request, found none: nothing shows that it was sent")]
    [InlineData("<request base64=\"true\"><![CDATA[R0V*]]></request>", "base64 whole: expected base64, as the export says, found something else")]
    [InlineData("<request>GET /&who; HTTP/1.1</request>", "xml whole: expected text of XML, found something else")]
    [InlineData("<request><![CDATA[nothing]]></request>", "http whole: expected a request line, found something else")]
    public async Task What_holds_no_request_is_a_problem_and_the_next_item_is_read(string request, string expected)
    {
        var lines = await Burps.ReadAsync(Burps.Of(Burps.With(request), Burps.Item()));

        Assert.Equal(["! " + expected, "2" + First[1..]], lines.Where(l => l[0] != ' '));
    }

    [Theory]
    [InlineData("<item>", "<item><item>", "! xml whole: expected the end of the item, found another item|! burp whole: expected a request, found none: nothing shows that it was sent|2|3")]
    [InlineData("</item>", "", "! xml whole: expected the end of the item, found another item|1|2")]
    [InlineData("</comment>", "", "! xml whole: expected the end of the element that began here, found the end of the item|1|2")]
    [InlineData("</port>", "</sort>", "! xml whole: expected the end of the element, found another tag|1|2")]
    [InlineData("</time>", "</request>", "! xml whole: expected the end of the element, found another tag|1|2")]
    [InlineData("<port>", "text<port>", "! xml whole: expected an element, found text|1|2")]
    [InlineData("<port>", "< port>", "! xml whole: expected an element, found 1 bytes that are no tag|1|2")]
    [InlineData("<port>", "<port <port>", "! xml whole: expected an element, found 6 bytes that are no tag|1|2")]
    [InlineData("<port>", "<![CDATA[x]]><port>", "! xml whole: expected an element, found a CDATA section|1|2")]
    [InlineData("<port>", "<!-- <port> --><?any <port> ?><port>", "1|2")]
    [InlineData("</port>", "</port></more>", "! xml whole: expected an element, or the end of the item, found the end of another element|1|2")]
    [InlineData("<comment>", "<request></request><comment>", "! xml whole: expected one element of a name, found another|1|2")]
    [InlineData("</items>", "</items> more", "1|2|! frame entry 0 @*+0: expected the end of the file after the export, found something else, which was not read")]
    [InlineData("<item>", "<other><item>", "1|2|! frame entry 0 @*+0: expected an item, found something else, which was not read")]
    public async Task Where_the_XML_is_not_sound_a_problem_says_so_and_the_other_items_are_read(string from, string to, string expected)
    {
        var text = Encoding.UTF8.GetString(Burps.Of(Burps.Item(), Burps.Item()));
        var at = text.IndexOf(from, StringComparison.Ordinal);
        var lines = await Burps.ReadAsync(Encode.Utf8(text[..at] + to + text[(at + from.Length)..]));

        var told = lines.Where(l => l[0] != ' ').Select(l => l[0] == '!' ? System.Text.RegularExpressions.Regex.Replace(l, "@[0-9]+", "@*") : l.Split(' ')[0]).ToList();
        Assert.Equal(expected.Split('|').Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_cut_anywhere_gives_the_items_before_the_cut_and_one_problem()
    {
        var export = Burps.Of(Burps.Item(), Burps.Plain(), Burps.Item());
        var whole = await Burps.ReadAsync(export);
        var end = export.AsSpan().IndexOf("</items>"u8) + "</items>".Length;
        for (var length = 0; length < end; length++)
        {
            var lines = await Burps.ReadAsync(export[..length]);

            var problem = Assert.Single(lines.Problems());
            Assert.StartsWith("! cut ", problem, StringComparison.Ordinal);
            Assert.Equal(whole.Take(lines.Count - 1), lines[..^1]);
        }
    }

    [Fact]
    public async Task A_byte_changed_anywhere_throws_nothing_and_what_is_lost_is_told()
    {
        var export = Burps.Of(Burps.Item(), Burps.Plain());
        for (var at = 0; at < export.Length; at++)
        {
            foreach (var change in (byte[])[0x01, 0x20, 0x80])
            {
                var changed = export.ToArray();
                changed[at] ^= change;
                var lines = await Burps.ReadAsync(changed);

                Assert.InRange(lines.Exchanges().Count, 0, 2);
                Assert.True(lines.Exchanges().Count == 2 || lines.Problems().Count > 0, $"{at} {change}: {string.Join('\n', lines)}");
            }
        }
    }

    [Fact]
    public async Task Of_a_request_that_is_too_large_the_head_is_read_and_the_rest_counted_and_the_next_is_read()
    {
        var large = "POST /large HTTP/1.1\r\nX-A: 1\r\n\r\n" + new string('x', 300_000);
        var export = Burps.Of(Burps.Item(large), Burps.Plain(large), Burps.Item());
        var lines = await Burps.ReadAsync(export, new() { EntryBytes = 200_000 });
        var counted = new List<(long, long)>();
        await foreach (var entry in new BurpReader().SplitAsync(new MemoryStream(export), new() { EntryBytes = 200_000 }, TestContext.Current.CancellationToken))
        {
            var exchange = new BurpReader().Read(entry, Facts.Capture, [])!;
            counted.Add((exchange.BytesOut, exchange.BytesUnread));
        }

        Assert.Equal(3, lines.Exchanges().Count);
        Assert.Equal(2, lines.Problems().Count(p => p.StartsWith("! limit whole: expected a request that fits in what is kept of an entry, found ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(l => l.StartsWith("  header:/x-a 1", StringComparison.Ordinal)));
        Assert.Equal([(300_011, 300_001), (300_010, 300_000), (58, 0)], counted);
    }

    [Fact]
    public async Task A_response_of_any_size_costs_nothing_and_a_tag_without_an_end_neither()
    {
        var export = Burps.Of(Burps.With($"<request>{Burps.Post.Replace("&", "&amp;", StringComparison.Ordinal)}</request><response>{new string('x', 3_000_000)}</response>"), Burps.Item(more: "<" + new string('x', 100_000)));
        var lines = await Burps.ReadAsync(export, new() { EntryBytes = 2000 });

        Assert.Equal(2, lines.Exchanges().Count);
        Assert.Equal(2, lines.Problems().Count);
    }

    [Fact]
    public async Task Bytes_that_the_exporter_lost_are_told()
    {
        var lines = await Burps.ReadAsync(Burps.Of(
            Burps.Plain("POST / HTTP/1.1\r\n\r\n\uFFFD"), Burps.With("<request><![CDATA[POST / HTTP/1.1\r\n\r\n]]><![CDATA[a\r\nb]]></request>"), Burps.Plain("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc")));

        Assert.Equal(
            [
                "! body-lost whole: expected the bytes of the request, found U+FFFD, where the exporter replaced bytes that are not UTF-8",
                "! body-lost whole: expected line ends as they were sent, found text of XML, in which each is one line feed",
                "! body-lost content: expected content of 5 bytes, found 3 bytes",
            ],
            lines.Problems());
    }

    [Theory]
    [InlineData("Sun Feb 19 20:42:20 EST 2017", "2017-02-20T01:42:20Z")]
    [InlineData("Sun Feb 5 20:42:20 CEST 2017", "2017-02-05T18:42:20Z")]
    [InlineData("Sun Feb 19 20:42:20 GMT+05:30 2017", "2017-02-19T15:12:20Z")]
    [InlineData("Sun Feb 19 20:42:20 GMT-01:00 2017", "2017-02-19T21:42:20Z")]
    [InlineData("Sun Feb 19 20:42:20 UTC 2017", "2017-02-19T20:42:20Z")]
    [InlineData("Sun Feb 19 20:42:20 CST 2017", null)]
    [InlineData("Sun Feb 19 20:42:20 GMT+99:00 2017", null)]
    [InlineData("Sun Feb 30 20:42:20 UTC 2017", null)]
    [InlineData("Mon Jan 01 00:00:00 CET 0001", null)]
    [InlineData("Fri Dec 31 23:59:59 EST 9999", null)]
    [InlineData("", null)]
    public async Task A_time_is_read_where_its_zone_means_one_offset(string text, string? expected)
    {
        var export = Burps.Of(Burps.With("<request>GET / HTTP/1.1\n\n</request>", time: text));
        await foreach (var entry in new BurpReader().SplitAsync(new MemoryStream(export), Limits.Default, TestContext.Current.CancellationToken))
        {
            Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), new BurpReader().Read(entry, Facts.Capture, [])!.StartedAt);
        }
    }

    [Theory]
    [InlineData("<port>443</port>", "<port>8443</port>", "https://host.example:8443/p%20q")]
    [InlineData("<port>443</port>", "<port>70000</port>", "https://host.example/p%20q")]
    [InlineData("<protocol>https</protocol>", "", "https://host.example/p%20q")]
    [InlineData("<protocol>https</protocol>", "<protocol>HTTP</protocol>", "http://host.example:443/p%20q")]
    [InlineData("<host ip=\"198.18.0.1\">host.example</host>", "<host ip=\"198.18.0.1\">HOST.other.</host>", "https://host.other/p%20q")]
    [InlineData("<host ip=\"198.18.0.1\">host.example</host>", "", "https://host.example/p%20q")]
    public async Task Host_port_and_scheme_are_those_of_the_item_or_else_of_its_address(string from, string to, string expected)
    {
        var lines = await Burps.ReadAsync(Burps.Of(Burps.Item().Replace(from, to, StringComparison.Ordinal)));

        Assert.Equal(First.Replace("https://host.example/p%20q", expected, StringComparison.Ordinal), lines[0]);
    }

    [Property(MaxTest = 200)]
    public void Any_bytes_are_read_or_a_problem_and_each_value_stands_where_it_says(NonNull<byte[]> bytes)
    {
        string[] words = ["<item>", "</item>", "<request>", "</request>", "<![CDATA[", "]]>", "GET / HTTP/1.1\r\n\r\n", "&amp;", "&", "<", ">", "\"", "<!--", "-->", "</items>", "R0VU", "<request base64=\"true\">", "\r\n"];
        var export = Encode.Utf8("<items burpVersion=\"1\">" + string.Concat(bytes.Get.Select(b => words[b % words.Length])));
        var whole = Burps.ReadAsync(export).GetAwaiter().GetResult();

        Assert.Equal(whole, Hars.ReadAsync(new Dripping(export, [3, 1, 2]), export, null, new BurpReader()).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task Each_value_of_an_export_is_found_where_its_locator_leads() => await PipelineTests.PlacesAsync(Burps.Of(Burps.Item(), Burps.Plain()));

    [Fact]
    public async Task The_export_of_the_corpus_is_read()
    {
        var export = await File.ReadAllBytesAsync(Repository.InCorpus("captures", "burp", "burp-1.7.17-export.xml"), TestContext.Current.CancellationToken);
        var lines = await Burps.ReadAsync(export);

        Assert.IsType<BurpReader>(CaptureReaders.Recognise(export.AsSpan(0, CaptureReaders.HeadBytes)));
        Assert.Equal((15, 0), (lines.Exchanges().Count, lines.Problems().Count));
        Assert.Equal("1 2017-02-19T20:42:20 GET https://connect.facebook.net/en_US/all.js 200 in 197050 out 252", lines[0]);
        Assert.Equal(5169, lines.Exchanges().Sum(l => int.Parse(l.Split(' ')[^1], CultureInfo.InvariantCulture)));
        await PipelineTests.PlacesAsync(export);
    }
}
