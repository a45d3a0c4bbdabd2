using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class HarReaderTests
{
    static readonly string Small = Hars.Of(
        Hars.Entry("""
            "headers":[{"name":"X-A","value":"1 \" { ] \\"}],"postData":{"text":"{\"a\":[\"\u00e9\"]}"}
            """),
        Hars.Entry(url: "http://two.example/?q=%7B"),
        Hars.Entry("""
            "cookies":[{"name":"c","value":"d"}]
            """));

    static readonly string[] Odd =
    [
        Small,
        "\uFEFF" + Small,
        Small + "\n\n",
        Small + "x",
        Small[..^20],
        Small.Replace("},\n{", "}\n7 {", StringComparison.Ordinal),
        """{"log":{"entries":[{"request":{"url":"https://a.example/"}}],"browser":{"name":"b]}\""},"pages":[{"x":["[{"]}]}}""",
        """{"log":{"entries":[{"x":1},{"request":{"url":"https://a.example/"}}],"entries":[{"request":{"url":"https://b.example/"}}]}}""",
        """{"log":{"entries":[[{"request":{"url":"https://a.example/"}}]]}}""",
        """{"entries":[{"request":{"url":"https://a.example/"}}]}""",
        """[{"log":{}}]""",
        "}{",
        "\"",
    ];

    /// <summary>How many entries each archive of the corpus holds, counted with another JSON reader; and its problems.</summary>
    public static TheoryData<string, int, string[]> Archives => new()
    {
        { "captures/har/aftonbladet.webpagetest-1.1.har", 175, [] },
        { "captures/har/assa.ga-universal.har", 127, [] },
        { "captures/har/broken-json.har", 0, ["! frame entry 0 @22+0: expected JSON, found bytes that are not; entries may be missing"] },
        { "captures/har/charles-4.6.3.har", 1, [] },
        { "captures/har/cnn-firebug-1.1.har", 145, [] },
        { "captures/har/ferguson.chrome-har-0.12.har", 174, [] },
        { "captures/har/fiddler-2.3-no-pages.har", 87, [] },
        { "captures/har/ie11-network-inspector-1.1.har", 25, [] },
        { "captures/har/missing-pageref.har", 0, ["! har whole: expected a request with a url, found none", "! har whole: expected a request with a url, found none"] },
        { "captures/har/mitmproxy-event-stream.har", 2, [] },
        { "captures/har/mitmproxy-websocket.har", 3, [] },
        { "captures/har/mytoys.redirect.har", 50, [] },
        { "captures/har/no-title.har", 4, [] },
        { "captures/har/not-valid.har", 0, ["! frame entry 0 @0+0: expected a list log.entries, found none"] },
        { "captures/har/nytimes.webpagetest-1.1.har", 328, [] },
        { "captures/har/safari-webkit.har", 19, [] },
        { "captures/har/sitespeed.http2-firefox-1.1.har", 10, [] },
        { "captures/har/verizon.chrome-har-0.2.har", 169, [] },
        { "captures/har/with-bom.har", 1, [] },
        { "suites/har/har-not-json.har", 0, ["! frame entry 0 @110+0: expected JSON, found bytes that are not; entries may be missing"] },
        { "suites/mitmproxy-har/postdata.har", 1, [] },
        { "trackhar/android_first-run.har", 16, [] },
    };

    public static TheoryData<string, string> Expected => new()
    {
        { "captures/har/charles-4.6.3.har", "charles" },
        { "suites/mitmproxy-har/postdata.har", "postdata" },
        { "captures/har/with-bom.har", "with-bom" },
        { "captures/har/safari-webkit.har", "safari" },
    };

    [Theory]
    [InlineData("""{"log":{""", true)]
    [InlineData("\uFEFF \r\n\t{ \n \"log\" : 1", true)]
    [InlineData("""{"logs":{""", false)]
    [InlineData("""{"creator":{},"log":{""", false)]
    [InlineData("""[{"log":{""", false)]
    [InlineData("\uFEFF", false)]
    [InlineData("{", false)]
    [InlineData("", false)]
    public void An_archive_is_recognised_by_how_it_starts(string head, bool expected)
    {
        Assert.Equal(expected, new HarReader().Recognises(Encode.Utf8(head)));
        Assert.Equal(expected, CaptureReaders.Recognise(Encode.Utf8(head)) is HarReader);
    }

    [Fact]
    public async Task An_archive_gives_its_exchanges_in_order() => Assert.Equal(
        """
        1 2026-01-02T03:04:05 POST https://host.example/p 204 in 0 out 26
          path: /p
          header:/x-a 1 " { ] \ |json-string
          content: {"a":["\u00e9"]} |json-string
        2 2026-01-02T03:04:05 POST http://two.example/ 204 in 0 out 6
          path: /
          query: q=%7B
        3 2026-01-02T03:04:05 POST https://host.example/p 204 in 0 out 4
          path: /p
          cookie:/c d
        """,
        string.Join('\n', await ReadAsync(Small)).Replace("é", "\\u00e9", StringComparison.Ordinal));

    [Fact]
    public async Task A_byte_order_mark_changes_only_the_offsets()
    {
        Assert.Equal(await ReadAsync(Small), await ReadAsync("\uFEFF" + Small));
        Assert.Equal(
            (await SplitAsync(Small)).Select(e => e.Offset + 3),
            (await SplitAsync("\uFEFF" + Small)).Select(e => e.Offset));
    }

    [Fact]
    public async Task The_tool_is_told_apart_from_the_exchanges()
    {
        var entries = await SplitAsync("""{"log":{"creator":{"name":"c"},"browser":{"name":"b"},"pages":[{"creator":{}}],"entries":[]}}""");

        Assert.Equal(
            ["0 Tool {\"name\":\"c\"}", "0 Tool {\"name\":\"b\"}"],
            entries.Select(e => $"{e.Number} {e.Kind} {Encoding.UTF8.GetString(e.Bytes.Span)}"));
    }

    [Property(MaxTest = 60)]
    public async Task Any_chunks_give_the_same_exchanges(byte[] sizes)
    {
        var steps = sizes.Select(s => s + 1).DefaultIfEmpty(1).ToList();
        foreach (var text in Odd)
        {
            var bytes = Encode.Utf8(text);

            Assert.Equal(await Hars.ReadAsync(bytes), await Hars.ReadAsync(new Dripping(bytes, steps), bytes));
        }
    }

    [Fact]
    public async Task An_archive_larger_than_the_blocks_it_is_read_in_is_read_whole()
    {
        var filler = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i}\\n"));
        var har = Hars.Of([.. Enumerable.Range(0, 9).Select(i => Hars.Entry($"\"postData\":{{\"text\":\"{filler}{i}\"}}"))]);

        var lines = await ReadAsync(har);

        Assert.True(har.Length > 3 << 20);
        Assert.Equal(9, lines.Exchanges().Count);
        Assert.Equal("012345678", string.Concat(lines.Where(l => l.StartsWith("  content:", StringComparison.Ordinal)).Select(l => l.Split(" |")[0][^1])));
        Assert.Empty(lines.Problems());
    }

    [Fact]
    public async Task A_cut_at_any_length_gives_the_exchanges_before_it_and_one_problem()
    {
        var whole = await ReadAsync(Small);
        var bytes = Encode.Utf8(Small);
        var entries = (await SplitAsync(Small)).Where(e => e.Kind == EntryKind.Exchange).ToList();
        for (var length = 0; length < bytes.Length; length++)
        {
            var lines = await Hars.ReadAsync(bytes[..length]);
            var before = entries.Count(e => e.Offset + e.Length <= length);
            var open = entries.Find(e => e.Offset < length && length < e.Offset + e.Length);

            Assert.Equal(whole.TakeWhile(l => !l.StartsWith($"{before + 1} ", StringComparison.Ordinal)), lines[..^1]);
            Assert.Equal(
                open is null
                    ? IsInTool(length) is { } tool ? $"! cut entry 0 @{tool}+{length - tool}: expected the rest of the entry, found the end of the file" : $"! cut entry 0 @{length}+0: expected the end of the archive, found the end of the file"
                    : $"! cut entry {open.Number} @{open.Offset}+{length - open.Offset}: expected the rest of the entry, found the end of the file",
                lines[^1]);
        }
    }

    [Fact]
    public async Task A_cut_in_what_describes_the_tool_is_not_laid_on_an_entry()
    {
        const string Cut = """{"log":{"entries":[{"request":{"url":"https://a.example/"}}],"browser":{"name":""";

        Assert.Equal("! cut entry 0 @71+8: expected the rest of the entry, found the end of the file", (await ReadAsync(Cut)).Problems().Single());
    }

    [Property(MaxTest = 300)]
    public async Task Any_bytes_are_read_without_throwing(byte[] bytes)
    {
        await Hars.ReadAsync(bytes);
        await Hars.ReadAsync([.. """{"log":{"entries":["""u8, .. bytes]);
        await Hars.ReadAsync([.. """{"log":{"entries":[{"request":{"url":" """u8, .. bytes, .. "\"}}]}}"u8]);
    }

    [Property(MaxTest = 300)]
    public async Task Any_damage_never_throws_and_no_entry_is_lost_without_a_problem(int at, byte damage, int second)
    {
        var bytes = Encode.Utf8(Small);
        bytes[(at & int.MaxValue) % bytes.Length] ^= damage;
        bytes[(second & int.MaxValue) % bytes.Length] ^= (byte)(second >> 8);

        var lines = await Hars.ReadAsync(bytes);

        Assert.True(lines.Exchanges().Count == 3 || lines.Problems().Count > 0, Encoding.Latin1.GetString(bytes));
    }

    [Property(MaxTest = 300)]
    public async Task Any_JSON_signs_in_an_entry_never_throw(byte[] choices)
    {
        string[] signs = ["{", "}", "[", "]", "\"", ":", ",", "\\", "1", "null", "\"url\":", "\"name\":", "\"value\":", "\"headers\":[{", "\"postData\":{", "\"text\":\"\\u00e9", "\"request\":{"];
        var text = string.Concat(choices.Select(c => signs[c % signs.Length]));
        await ReadAsync(Hars.Of(Hars.Entry(text)));
        await ReadAsync(Hars.Of(text));
        await ReadAsync("""{"log":{"entries":[{"request":""" + text);
    }

    [Fact]
    public async Task Content_in_base64_is_decoded() => Assert.Equal(
        """
        path: /p
        content: 0001FF |base64
        """,
        await Hars.PartsAsync("\"postData\":{\"text\":\"AAH/\",\"encoding\":\"base64\"}"));

    [Fact]
    public async Task Content_in_base64_with_escapes_and_line_breaks_is_decoded() => Assert.Equal(
        """
        path: /p
        content: 0001FF |json-string|base64
        """,
        await Hars.PartsAsync("\"postData\":{\"encoding\":\"base64\",\"text\":\"AA\\r\\nH\\/\\n\"}"));

    [Fact]
    public async Task Content_that_is_not_the_base64_it_is_said_to_be_is_kept_as_it_stands() => Assert.Equal(
        """
        path: /p
        content: no base64!
        ! base64 content: expected base64, as the archive says, found other text
        """,
        await Hars.PartsAsync("\"postData\":{\"text\":\"no base64!\",\"encoding\":\"base64\"}"));

    [Fact]
    public async Task Raw_content_goes_before_the_text_of_the_exporter() => Assert.Equal(
        """
        path: /p
        content: 0001FF |base64
        """,
        await Hars.PartsAsync("\"postData\":{\"text\":\"\\u0000\\u0001\\uFFFD\"},\"_content\":{\"text\":\"AAH/\",\"encoding\":\"base64\"}"));

    [Theory]
    [InlineData("discarded:too-large")]
    [InlineData("discarded:not-decodable")]
    public async Task Content_that_was_discarded_is_a_problem(string status) => Assert.Equal(
        """
        path: /p
        ! body-lost content: expected the content, found the exporter's mark that it was discarded
        """,
        await Hars.PartsAsync($"\"_requestBodyStatus\":\"{status}\""));

    [Theory]
    [InlineData("a\\ud83d", true)]
    [InlineData("\\udE00b", true)]
    [InlineData("\\ud83d\\ud83d\\ude00", true)]
    [InlineData("\\ud83d\\ude00\\\\ud83d", false)]
    [InlineData("\\ufffd", false)]
    [InlineData("\\ud83d\\ude00\\ufffd", false)]
    public async Task Half_a_surrogate_pair_is_told_wherever_it_stands(string text, bool isHalf)
    {
        var har = Encode.Utf8(Hars.Of(Hars.Entry(
            $"\"headers\":[{{\"name\":\"x\",\"value\":\"{text}\"}}],\"postData\":{{\"text\":\"{text}\"}}", "https://host.example/" + text, $"\"_webSocketMessages\":[{{\"type\":\"send\",\"opcode\":1,\"data\":\"{text}\"}}]")));
        var problems = (await Facts.ObserveAsync(har)).SelectMany(o => o.Problems).Where(p => p.Kind == "surrogate").ToList();

        Assert.Equal(isHalf ? [MessagePart.Path, MessagePart.Header, MessagePart.Content, MessagePart.Message] : [], problems.Select(p => p.Where.Part));
        Assert.All(problems, p => Assert.StartsWith("\\ud", Encoding.UTF8.GetString(har.AsSpan((int)p.Where.Offset, (int)p.Where.Length)).ToLowerInvariant(), StringComparison.Ordinal));
        Assert.All(problems, p => Assert.Equal("half of one, for which there are no bytes; it was read as U+FFFD", p.Found));
    }

    [Theory]
    [InlineData("\\uFFFD\\u0001", "json-string")]
    [InlineData("\uFFFD\u007f", "")]
    public async Task Content_whose_bytes_the_exporter_replaced_is_a_problem(string text, string steps) => Assert.Equal(
        $"""
        path: /p
        content: {(steps.Length > 0 ? "\uFFFD\u0001 |" + steps : text)}
        ! body-lost content: expected the bytes of the content, found U+FFFD, where the exporter replaced bytes that are not UTF-8
        """,
        await Hars.PartsAsync($"\"bodySize\":1,\"postData\":{{\"text\":\"{text}\"}}"));

    [Theory]
    [InlineData("\"bodySize\":7,\"postData\":{\"text\":\"short\"}", "short", "content of 7 bytes", "5 bytes")]
    [InlineData("\"postData\":{\"text\":\"short\"},\"bodySize\":6", "short", "content of 6 bytes", "5 bytes")]
    [InlineData("\"bodySize\":7,\"postData\":{\"text\":\"\"}", null, "content of 7 bytes", "none: the exporter did not keep it")]
    [InlineData("\"bodySize\":7", null, "content of 7 bytes", "none: the exporter did not keep it")]
    public async Task Content_shorter_than_it_was_is_a_problem(string request, string? content, string expected, string found) => Assert.Equal(
        $"path: /p\n{(content is null ? "" : $"content: {content}\n")}! body-lost content: expected {expected}, found {found}",
        await Hars.PartsAsync(request));

    [Theory]
    [InlineData("\"bodySize\":5,\"postData\":{\"text\":\"exact\"}")]
    [InlineData("\"bodySize\":3,\"postData\":{\"text\":\"longer\"}")]
    [InlineData("\"bodySize\":-1,\"postData\":{\"text\":\"exact\"}")]
    [InlineData("\"bodySize\":0")]
    [InlineData("\"bodySize\":\"7\"")]
    [InlineData("\"bodySize\":99,\"headers\":[{\"name\":\"Content-Encoding\",\"value\":\"gzip\"}],\"postData\":{\"text\":\"was compressed\"}")]
    public async Task Content_as_long_as_it_should_be_or_of_unknown_length_is_no_problem(string request) =>
        Assert.Empty((await ReadAsync(Hars.Of(Hars.Entry(request)))).Problems());

    [Fact]
    public async Task Bytes_that_were_written_as_characters_are_found_by_their_number()
    {
        Assert.Equal(
            """
            path: /p
            content: 1F8B0800FF |json-string|latin1
            """,
            await Hars.PartsAsync("\"bodySize\":5,\"postData\":{\"text\":\"\\u001f\\u008b\\b\\u0000\\u00ff\"}"));
        Assert.Equal(
            """
            path: /p
            content: café
            """,
            await Hars.PartsAsync("\"bodySize\":5,\"postData\":{\"text\":\"café\"}"));
        Assert.Equal(
            """
            path: /p
            content: caf€
            """,
            await Hars.PartsAsync("\"bodySize\":4,\"postData\":{\"text\":\"caf€\"}"));
    }

    [Fact]
    public async Task Parameters_stand_for_content_that_was_not_kept_as_text()
    {
        Assert.Equal(
            """
            path: /p
            content:/a~1b 1
            content:/c é |json-string
            ! body-lost content: expected a value of each parameter, found 1 without one, such as a file
            """,
            await Hars.PartsAsync("\"postData\":{\"params\":[{\"name\":\"a/b\",\"value\":\"1\"},{\"name\":\"c\",\"value\":\"\\u00e9\"},{\"name\":\"no value\"}],\"text\":\"\"}"));
        Assert.Equal(
            """
            path: /p
            content: a=1
            """,
            await Hars.PartsAsync("\"postData\":{\"params\":[{\"name\":\"a\",\"value\":\"1\"}],\"text\":\"a=1\"}"));
    }

    [Fact]
    public async Task A_value_that_is_no_string_is_kept_as_it_stands()
    {
        Assert.Equal(
            """
            path: /p
            header:/content-length 17
            content:/current {"uid" : [1, "x"]}
            content:/on true
            """,
            await Hars.PartsAsync("\"headers\":[{\"name\":\"Content-Length\",\"value\":17 }],\"postData\":{\"params\":[{\"value\":{\"uid\" : [1, \"x\"]},\"name\":\"current\"},{\"name\":\"on\",\"value\":true}]}"));
        Assert.Equal(
            """
            path: /p
            content: {"a":1}
            """,
            await Hars.PartsAsync("\"postData\":{\"text\":{\"a\":1}}"));
    }

    [Fact]
    public async Task Cookies_are_taken_from_the_list_only_where_no_header_has_them()
    {
        Assert.Equal(
            """
            path: /p
            cookie:/a~0b 1
            cookie:/c 2
            """,
            await Hars.PartsAsync("\"cookies\":[{\"name\":\"a~b\",\"value\":\"1\"},{\"name\":\"c\",\"value\":\"2\"}]"));
        Assert.Equal(
            """
            path: /p
            cookie: a~b=1; c=2
            """,
            await Hars.PartsAsync("\"headers\":[{\"name\":\"COOKIE\",\"value\":\"a~b=1; c=2\"}],\"cookies\":[{\"name\":\"a~b\",\"value\":\"1\"}]"));
    }

    [Fact]
    public async Task Pseudo_fields_of_HTTP_2_repeat_the_request_line_and_are_counted_once()
    {
        var lines = await ReadAsync(Hars.Of(Hars.Entry("\"headers\":[{\"name\":\":path\",\"value\":\"/p\"},{\"name\":\":authority\",\"value\":\"host.example\"},{\"name\":\"Accept\",\"value\":\"*/*\"}]")));

        Assert.Equal(["1 2026-01-02T03:04:05 POST https://host.example/p 204 in 0 out 11", "  path: /p", "  header:/accept */*"], lines);
    }

    [Fact]
    public async Task Messages_that_were_sent_are_read_and_those_received_are_not() => Assert.Equal(
        """
        path: /p
        message:/0 first
        message:/1 0001FF |base64
        message:/2 third
        message:/3 not base64
        ! base64 message: expected base64, as the archive says, found other text
        """,
        await Hars.PartsAsync("", more:
            """
            "_webSocketMessages":[{"type":"send","opcode":1,"data":"first"},{"type":"receive","opcode":1,"data":"no"},{"type":"send","opcode":2,"data":"AAH/"},
            {"data":"third","type":"request"},{"data":"no type"},7,{"type":"send","opcode":2,"data":"not base64"},{"type":"send"}]
            """));

    [Theory]
    [InlineData("https://host.example/p?q=1#f", "https://host.example/p", "/p", "q=1")]
    [InlineData("HTTPS://User:pass@HOST.Example.:8443/p", "https://host.example:8443/p", "/p", null)]
    [InlineData("https://[2001:DB8::1]:8443/p", "https://2001:db8::1:8443/p", "/p", null)]
    [InlineData("https://[2001:db8::1]?q", "https://2001:db8::1", null, "q")]
    [InlineData("https://host.example:/p", "https://host.example/p", "/p", null)]
    [InlineData("https://a@b@host.example", "https://host.example", null, null)]
    [InlineData("https://host.example?a=b/c?d", "https://host.example", null, "a=b/c?d")]
    [InlineData("https://host.example/p#a?b", "https://host.example/p", "/p", null)]
    [InlineData("wss://host.example/p?", "wss://host.example/p", "/p", null)]
    [InlineData("host.example:443", "://host.example:443", null, null)]
    [InlineData("host.example/p?u=https://other.example/x", "://host.example/p", "/p", "u=https://other.example/x")]
    [InlineData("/p?u=https://other.example/x", ":///p", "/p", "u=https://other.example/x")]
    [InlineData("data:image/png;base64,AAAA", ":///png;base64,AAAA", "/png;base64,AAAA", null)]
    [InlineData("about:blank", "://", null, null)]
    [InlineData("", "://", null, null)]
    public async Task A_URL_is_taken_apart(string url, string expected, string? path, string? query)
    {
        var lines = await ReadAsync(Hars.Of(Hars.Entry(url: url)));

        var isLocal = url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("about:", StringComparison.Ordinal);
        Assert.Equal($"1 2026-01-02T03:04:05 POST {expected} 204 in 0 out {(isLocal ? "0 not-sent" : path?.Length + query?.Length ?? path?.Length ?? query?.Length ?? 0)}", lines[0]);
        Assert.Equal([.. path is null ? Array.Empty<string>() : [$"  path: {path}"], .. query is null ? Array.Empty<string>() : [$"  query: {query}"]], lines[1..]);
    }

    [Fact]
    public async Task An_escaped_URL_is_cut_after_it_was_unescaped() => Assert.Equal(
        """
        path: /p/é |json-string|[20+5]
        query: q="1" |json-string|[26+5]
        """,
        await Hars.PartsAsync("", "https:\\/\\/host.example\\/p\\/\\u00e9?q=\\\"1\\\""));

    [Fact]
    public async Task An_entry_that_is_too_large_is_a_problem_and_the_next_is_read()
    {
        var small = Hars.Entry();
        var large = Hars.Entry($"\"postData\":{{\"text\":\"{new string('x', 200)}\"}}");
        var har = Encode.Utf8(Hars.Of(large, small));
        var limits = Limits.Default with { EntryBytes = small.Length };

        foreach (var step in new[] { 1, 7, 1 << 20 })
        {
            var lines = await Hars.ReadAsync(new Dripping(har, [step]), har, limits);

            Assert.Equal($"! limit entry 1 @75+{large.Length}: expected at most {small.Length} bytes, found an entry of {large.Length} bytes", lines[0]);
            Assert.Equal("2 2026-01-02T03:04:05 POST https://host.example/p 204 in 0 out 2", lines[1]);
            Assert.Equal(3, lines.Count);
        }

        Assert.Equal(2, (await Hars.ReadAsync(har, Limits.Default with { EntryBytes = small.Length - 1 })).Problems().Count);
    }

    [Theory]
    [InlineData("7,{0},{1}", 2, 75)]
    [InlineData("{0},\"text\",{1}", 2, 224)]
    [InlineData("{0},[{1}],{1}", 2, 224)]
    [InlineData("{0} x {1}", 2, 224)]
    [InlineData("{0},{1},null", 2, 373)]
    public async Task What_is_no_entry_between_entries_is_a_problem_and_the_entries_are_read(string list, int exchanges, int at)
    {
        var lines = await ReadAsync(Hars.Of(list.Replace("{0}", Hars.Entry(), StringComparison.Ordinal).Replace("{1}", Hars.Entry(), StringComparison.Ordinal)));

        Assert.Equal(exchanges, lines.Exchanges().Count);
        Assert.Equal([$"! frame entry 0 @{at}+0: expected an entry, or a comma between entries, found something else"], lines.Problems());
    }

    [Theory]
    [InlineData("""{"log":{"version":"1.2"}}""", "! frame entry 0 @0+0: expected a list log.entries, found none")]
    [InlineData("""{"log":{"entries":{}}}""", "! frame entry 0 @0+0: expected a list log.entries, found none")]
    [InlineData("""{"log":{"x":{"entries":[]}}}""", "! frame entry 0 @0+0: expected a list log.entries, found none")]
    [InlineData("""{"log":{"entries":[]}} {}""", "! frame entry 0 @23+0: expected the end of the file after the archive, found more bytes, which were not read")]
    [InlineData("""{"log":{"entries":[] x}}""", "! frame entry 0 @21+0: expected JSON, found bytes that are not; entries may be missing")]
    [InlineData("""{"log":{"entries":[{}, {}],"pages":[] x}}""", "! frame entry 0 @38+0: expected JSON, found bytes that are not; entries may be missing")]
    [InlineData("""{"log":{"version":1.2.3,"entries":[]}}""", "! frame entry 0 @18+0: expected JSON, found bytes that are not; entries may be missing")]
    [InlineData("""{"log":{"entries":[{}],"b":x,"entries":[{}]}}""", "! frame entry 0 @27+0: expected JSON, found bytes that are not; entries may be missing")]
    [InlineData("""{"log":{"entries":[{}],"b":1,"entries":[{}] x}}""", "! frame entry 0 @44+0: expected JSON, found bytes that are not; entries may be missing")]
    [InlineData("""{"log":{"entries":[]]}""", "! frame entry 0 @20+0: expected JSON, found bytes that are not; entries may be missing")]
    [InlineData("", "! cut entry 0 @0+0: expected the end of the archive, found the end of the file")]
    [InlineData("no archive", "! cut entry 0 @10+0: expected the end of the archive, found the end of the file")]
    public async Task A_broken_frame_is_a_problem_with_its_place(string har, string expected) =>
        Assert.Equal([expected], (await ReadAsync(har)).Where(l => !l.StartsWith("! har", StringComparison.Ordinal)));

    [Fact]
    public async Task A_frame_too_large_to_be_checked_is_a_problem() => Assert.Equal(
        ["! limit entry 0 @0+0: expected at most 16777216 bytes around the entries, found more, which were not checked; entries may be missing"],
        await ReadAsync($$"""{"log":{"comment":"{{new string('x', 16 << 20)}}","entries":[]} }"""));

    [Fact]
    public async Task An_archive_without_entries_is_whole() => Assert.Empty(await ReadAsync("""{"log":{"entries":[]}}""" + "\r\n\t "));

    [Theory]
    [InlineData("{}", "! har whole: expected a request with a url, found none")]
    [InlineData("""{"request":{"url":null}}""", "! har whole: expected a request with a url, found none")]
    [InlineData("""{"request":"text"}""", "! har whole: expected a request with a url, found none")]
    [InlineData("""{"request":{"url":"https://a.example/",}}""", "! json whole: expected JSON, found bytes that are not")]
    [InlineData("""{"request":{"url":"\x"}}""", "! json whole: expected JSON, found bytes that are not")]
    public async Task An_entry_that_cannot_be_read_is_a_problem_and_the_next_is_read(string entry, string expected)
    {
        var lines = await ReadAsync(Hars.Of(entry, Hars.Entry()));

        Assert.Equal(expected, lines[0]);
        Assert.StartsWith("2 ", Assert.Single(lines.Exchanges()), StringComparison.Ordinal);
        Assert.Single(lines.Problems());
    }

    [Fact]
    public async Task The_place_of_bad_JSON_in_an_entry_is_told()
    {
        var problems = new List<Problem>();
        var entry = (await SplitAsync(Hars.Of("""{"request":{"url":1,,}}"""))).Single(e => e.Kind == EntryKind.Exchange);

        Assert.Null(new HarReader().Read(entry, Facts.Capture, problems));
        Assert.Equal((75 + 20, 23 - 20, 1), (problems.Single().Where.Offset, problems[0].Where.Length, problems[0].Where.Exchange));
    }

    [Fact]
    public async Task Of_a_member_that_stands_there_twice_lists_grow_and_texts_are_replaced() => Assert.Equal(
        """
        path: /second
        header:/a 1
        header:/a 2
        content: two
        """,
        await Hars.PartsAsync(
            "\"headers\":[{\"name\":\"A\",\"value\":\"1\"}],\"headers\":[{\"name\":\"A\",\"value\":\"0\",\"value\":\"2\"}],\"postData\":{\"text\":\"one\"},\"postData\":{\"text\":\"two\"},\"url\":\"https://host.example/second\",\"url\":7"));

    [Theory]
    [InlineData("\"status\":200,\"content\":{\"size\":5}", "200 in 5")]
    [InlineData("\"status\":0,\"content\":{\"size\":-1}", " in ")]
    [InlineData("\"status\":1000", " in ")]
    [InlineData("\"status\":4294967496", " in ")]
    [InlineData("\"status\":\"200\",\"content\":[]", " in ")]
    public async Task The_response_is_told_as_far_as_it_is_known(string response, string expected)
    {
        var lines = await ReadAsync(Hars.Of($$$"""{"startedDateTime":"yesterday","request":{"url":"https://a.example"},"response":{{{{response}}}}}"""));

        Assert.Equal($"1   https://a.example {expected} out 0", lines[0]);
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public async Task Every_archive_of_the_corpus_is_read(string file, int exchanges, string[] problems)
    {
        var lines = await Hars.ReadAsync(await File.ReadAllBytesAsync(Repository.InCorpus(file), TestContext.Current.CancellationToken));

        Assert.Equal(exchanges, lines.Exchanges().Count);
        Assert.Equal(problems, lines.Problems().Where(p => !p.StartsWith("! body-lost", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task Mitmproxy_reads_the_same_requests(string file, string name)
    {
        var har = await File.ReadAllBytesAsync(Repository.InCorpus(file), TestContext.Current.CancellationToken);
        using var flows = JsonDocument.Parse(await File.ReadAllBytesAsync(Repository.InCorpus("suites", "mitmproxy-har", $"{name}.expected.json"), TestContext.Current.CancellationToken));
        var expected = flows.RootElement.EnumerateArray().Select(f => Describe(f.GetProperty("request"))).ToList();
        var entries = (await SplitAsync(har)).Where(e => e.Kind == EntryKind.Exchange);

        Assert.Equal(expected, entries.Select(e => Describe(new HarReader().Read(e, Facts.Capture, [])!)));
    }

    static string Describe(JsonElement request)
    {
        var fields = request.GetProperty("headers").EnumerateArray().Select(h => (Name: h[0].GetString()!, Value: h[1].GetString()!));
        return Describe(request.GetProperty("method").GetString()!, request.GetProperty("host").GetString()!, request.GetProperty("path").GetString()!, fields, request.GetProperty("contentHash").GetString()!);
    }

    static string Describe(Exchange exchange)
    {
        var query = exchange.Excerpts.FirstOrDefault(e => e.Part == MessagePart.Query);
        var content = exchange.Excerpts.FirstOrDefault(e => e.Part == MessagePart.Content);
        var fields = exchange.Excerpts.Where(e => e.Part is MessagePart.Header or MessagePart.Cookie)
            .Select(e => (e.Part == MessagePart.Cookie ? "cookie" : e.Path[1..], Encoding.UTF8.GetString(e.Bytes.Span)));
        return Describe(
            exchange.Method, exchange.Host, exchange.Path + (query is null ? "" : "?" + Encoding.UTF8.GetString(query.Bytes.Span)), fields,
            Convert.ToHexStringLower(SHA256.HashData(content is null ? [] : content.Bytes.Span)));
    }

    /// <summary>Without pseudo fields, and without the length that mitmproxy makes up where there was none.</summary>
    static string Describe(string method, string host, string path, IEnumerable<(string Name, string Value)> fields, string digest) =>
        string.Join('\n', fields.Select(f => $"{f.Name.ToLowerInvariant()}: {f.Value}").Where(f => f[0] != ':' && f != "content-length: 0").Prepend($"{method} {host} {path}").Append(digest));

    static int? IsInTool(int length) => Small.IndexOf("{\"name\"", StringComparison.Ordinal) is var start && start < length && length <= Small.IndexOf('}', StringComparison.Ordinal) ? start : null;

    static Task<List<string>> ReadAsync(string har) => Hars.ReadAsync(Encode.Utf8(har));

    static Task<List<CaptureEntry>> SplitAsync(string har) => SplitAsync(Encode.Utf8(har));

    static async Task<List<CaptureEntry>> SplitAsync(byte[] har)
    {
        var entries = new List<CaptureEntry>();
        await foreach (var entry in new HarReader().SplitAsync(new MemoryStream(har), Limits.Default, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
