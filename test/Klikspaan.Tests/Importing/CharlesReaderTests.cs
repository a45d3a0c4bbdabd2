using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class CharlesReaderTests
{
    const string First = "1 2026-01-02T04:04:05 POST https://host.example/p%20q 204 in 8 out 36", Decoded = "! body-lost content: expected the content as it was sent, found what came of it when the exporter undid its encoding: its values are there, its bytes are not",
        Charset = "! body-lost content: expected the bytes of the content, found its text in UTF-8, in which the exporter wrote what was in another character set";

    static readonly string[] Parts = ["  path: /p%20q", "  query: a=1&b", "  header:/host host.example", "  cookie: c=d"];
    static readonly string[] Problems = ["! cut ", "! json ", "! charles ", "! frame "];

    [Theory]
    [InlineData("""[{"status":"COMPLETE","method":"GET","protocolVersion":"HTTP/1.1","scheme":"http","host":"a","path":"/"}]""", true)]
    [InlineData("\uFEFF \n[ {\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"a\",\"actualPort\":80,\"request\":{\"a\":[1,2", true)]
    [InlineData("""[{"method":"CONNECT","scheme":"https","host":"a","tunnel":true,"request":{}}]""", true)]
    [InlineData("""[{"method":"GET","protocolVersion":"HTTP/1.1","scheme":"http","host":"a","path":"/","query":"cut off here""", true)]
    [InlineData("""[{"method":"GET","scheme":"http","host":"a","path":"/"}]""", false)]
    [InlineData("""[{"method":"GET","protocolVersion":"HTTP/1.1","scheme":"http","path":"/"}]""", false)]
    [InlineData("""[{"method":"GET","protocolVersion":"HTTP/1.1","scheme":"http","host":"a"}]""", false)]
    [InlineData("""{"method":"GET","protocolVersion":"HTTP/1.1","scheme":"http","host":"a","path":"/"}""", false)]
    [InlineData("""[[{"method":"GET","protocolVersion":"HTTP/1.1","scheme":"http","host":"a","path":"/"}]]""", false)]
    [InlineData("""[{"a":{"method":"GET","protocolVersion":"HTTP/1.1","scheme":"http","host":"a","path":"/"}}]""", false)]
    [InlineData("[]", false)]
    [InlineData("[1,2]", false)]
    [InlineData("", false)]
    public void A_session_is_recognised_by_the_members_of_its_first_transaction(string text, bool expected)
    {
        Assert.Equal(expected, new CharlesReader().Recognises(Encode.Utf8(text)));
        Assert.Equal(expected, CaptureReaders.Recognise(Encode.Utf8(text)) is CharlesReader);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4096)]
    public async Task Transactions_are_read_however_the_bytes_come(int size)
    {
        var session = Charles.Of(Charles.Transaction(), Charles.Tunnel(), Charles.Transaction(Charles.Text("{\"a\":1}", "\"charset\":\"UTF-8\"")));
        var lines = await Hars.ReadAsync(new Dripping(session, [size, 1, size + 3]), session, null, new CharlesReader());

        Assert.Equal(
            [
                First, .. Parts,
                "2 2026-01-02T03:04:05  tcp://host.example:443  in 99 out 0 not-http",
                "! not-http whole: expected HTTP, found 1444 bytes through a tunnel that was not decrypted, of which none was read",
                "3" + First[1..^2] + "43", .. Parts, "  content: {\"a\":1} |json-string",
            ],
            lines);
        Assert.IsType<CharlesReader>(CaptureReaders.Recognise(session));
        await PipelineTests.PlacesAsync(session);
    }

    public static TheoryData<string, string, string> Contents => new()
    {
        { Charles.Text("abc"), "", "content: abc" },
        { Charles.Text("abc"), "\"sizes\":{\"body\":3}", "content: abc" },
        { Charles.Text("abc"), "\"sizes\":{\"body\":5}", "content: abc|! body-lost content: expected content of 5 bytes, found 3 bytes" },
        { Charles.Text("abc"), "\"sizes\":{\"body\":5},\"header\":{\"headers\":[{\"name\":\"Transfer-Encoding\",\"value\":\"chunked\"}]}", "content: abc" },
        { Charles.Text("{\"a\":1}"), "\"contentEncoding\":\"gzip\",\"sizes\":{\"body\":27}", "content: {\"a\":1} |json-string|" + Decoded },
        { Charles.Text("abc"), "\"contentEncoding\":\"identity\"", "content: abc" },
        { Charles.Text("abc", "\"decoded\":true"), "", "content: abc|" + Decoded },
        { Charles.Text("abc", "\"decoded\":false"), "", "content: abc" },
        { "{\"text\":\"é\",\"charset\":\"ISO-8859-1\"}", "\"sizes\":{\"body\":1}", "content: é|" + Charset },
        { "{\"text\":\"é\"}", "\"charset\":\"windows-1252\"", "content: é|" + Charset },
        { "{\"text\":\"e\"}", "\"charset\":\"windows-1252\"", "content: e" },
        { "{\"text\":\"é\"}", "\"charset\":\"utf-8\",\"sizes\":{\"body\":2}", "content: é" },
        { "{\"text\":\"€\"}", "\"sizes\":{\"body\":1}", "content: €|" + Charset },
        { "{\"text\":\"Ã©\"}", "\"charset\":\"ISO-8859-1\",\"sizes\":{\"body\":2}", "content: é |latin1" },
        { "{\"text\":\"\uFFFD\"}", "\"charset\":\"utf-8\"", "content: \uFFFD|! body-lost content: expected the bytes of the content, found U+FFFD, where the exporter replaced bytes that are not UTF-8" },
        { Charles.Encoded([0, 1, 2]), "\"sizes\":{\"body\":3}", "content: 000102 |base64" },
        { Charles.Encoded([0, 1, 2], ""), "", "content: 000102 |base64" },
        { Charles.Encoded([0, 1, 2], "\"encoding\":\"BASE64\""), "", "content: 000102 |base64" },
        { Charles.Encoded([0, 1, 2]), "\"sizes\":{\"body\":4}", "content: 000102 |base64|! body-lost content: expected content of 4 bytes, found 3 bytes" },
        { Charles.Encoded([0, 1, 2], "\"encoding\":\"base64\",\"decoded\":true"), "\"sizes\":{\"body\":4}", "content: 000102 |base64|" + Decoded },
        { "{\"encoding\":\"hex\",\"encoded\":\"0001\"}", "", "content: 0001|! encoding content: expected content in base64, found another encoding, which was not undone" },
        { "{\"encoding\":\"base64\",\"encoded\":\"AA*\"}", "", "content: AA*|! base64 content: expected base64, as the archive says, found other text" },
        { "{\"encoding\":\"base64\",\"encoded\":\"AAE\\u0043\"}", "", "content: 000102 |json-string|base64" },
        { "null", "\"sizes\":{\"body\":9}", "! body-lost content: expected content of 9 bytes, found none: the exporter did not keep it" },
        { "{}", "\"sizes\":{\"body\":9}", "! body-lost content: expected content of 9 bytes, found none: the exporter did not keep it" },
        { "{\"text\":\"\"}", "\"sizes\":{\"body\":9}", "! body-lost content: expected content of 9 bytes, found none: the exporter did not keep it" },
        { "{\"text\":\"\"}", "", "" },
        { "{\"text\":{\"a\":1}}", "", "content: {\"a\":1}" },
        { "[]", "", "" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Content_is_read_as_it_stands_and_what_was_done_to_it_is_told(string body, string request, string expected)
    {
        // What is given stands behind what is usual, and so takes its place.
        var transaction = Charles.Transaction(body, request);

        Assert.Equal(expected, await Charles.PartsAsync(transaction));
        await PipelineTests.PlacesAsync(Charles.Of(transaction));
    }

    [Fact]
    public async Task Content_that_is_still_compressed_is_opened_by_its_bytes()
    {
        var gzip = Encode.Gzip(Encode.Utf8("{\"mail\":\"jan@example.nl\"}"));
        var observation = Assert.Single(await Facts.ObserveAsync(Charles.Of(Charles.Transaction(Charles.Encoded(gzip), $"\"contentEncoding\":\"gzip\",\"sizes\":{{\"body\":{gzip.Length}}}"))));

        Assert.Empty(observation.Problems);
        Assert.Contains(observation.Decoded!.Items, i => i.Path.ToString() == "/mail" && Encoding.UTF8.GetString(i.Value.Span) == "jan@example.nl");
    }

    [Theory]
    [InlineData("COMPLETE", "", "204")]
    [InlineData("SUCCESS", "", "204")]
    [InlineData("COMPLETE", "null", "")]
    [InlineData("RECEIVING_RESPONSE_BODY", "", "204")]
    [InlineData("RECEIVING_REQUEST_BODY", "null", "|! incomplete whole: expected the whole request, found one that was still coming in when the session was saved")]
    [InlineData("EXCEPTION", "{\"status\":200,\"sizes\":{\"headers\":0,\"body\":0}}", "|! no-response whole: expected a response, found an error that the tool wrote down: whether the request arrived is not established")]
    [InlineData("EXCEPTION", "null", "|! no-response whole: expected a response, found an error that the tool wrote down: whether the request arrived is not established")]
    [InlineData("FAILED", "{\"status\":500,\"header\":{\"headers\":[{\"name\":\"A\",\"value\":\"b\"}]}}", "500")]
    [InlineData("FAILED", "{\"status\":500,\"header\":{\"firstLine\":\"HTTP/1.1 500 X\"}}", "500")]
    public async Task The_status_is_that_of_an_answer_that_came(string state, string response, string expected)
    {
        var lines = await Charles.ReadAsync(Charles.Of(Charles.Transaction(state: state, response: response)));

        Assert.Equal(expected, string.Join('|', [lines[0].Split(" in ")[0].Split("q ")[1], .. lines.Problems()]));
    }

    [Theory]
    [InlineData("COMPLETE", "", "{\"body\":5}", "", "tcp://host.example:443  in 99 out 0 not-http|! not-http whole: expected HTTP, found 5 bytes through a tunnel that was not decrypted, of which none was read")]
    [InlineData("COMPLETE", "", "{}", "", "tcp://host.example:443  in 99 out 0 not-http|! not-http whole: expected HTTP, found bytes, of which the number is not established, through a tunnel that was not decrypted, of which none was read")]
    [InlineData("COMPLETE", "\"tunnel\":false", "{\"body\":5}", "", "tcp://host.example:443  in 99 out 0 not-http|! not-http whole: expected HTTP, found 5 bytes through a tunnel that was not decrypted, of which none was read")]
    [InlineData("COMPLETE", "", "{}", "{\"status\":502}", "tcp://host.example:443  in  out 0 attempt")]
    [InlineData("EXCEPTION", "\"errorMessage\":\"No route to host\"", "{\"body\":0}", "", "tcp://host.example:443  in  out 0 attempt")]
    [InlineData("EXCEPTION", "\"errorMessage\":\"Connection reset\"", "{\"body\":7}", "", "tcp://host.example:443  in 99 out 0 not-http|! not-http whole: expected HTTP, found 7 bytes through a tunnel that was not decrypted, of which none was read")]
    [InlineData("EXCEPTION", "\"errorMessage\":\"SSL handshake with client failed: unknown CA\"", "{}", "", "tls://host.example:443  in  out 0 tls-failure|! tls-failure whole: expected a TLS handshake that is completed, found one that was not: contacted, contents not seen")]
    [InlineData("COMPLETE", "\"errorMessage\":\"handshake\"", "{\"body\":5}", "", "tcp://host.example:443  in 99 out 0 not-http|! not-http whole: expected HTTP, found 5 bytes through a tunnel that was not decrypted, of which none was read")]
    public async Task Of_a_tunnel_nothing_is_claimed_to_be_known_but_where_it_led_and_how_much_went_through(string state, string more, string sizes, string response, string expected)
    {
        var session = Charles.Of(Charles.Tunnel(state, more, sizes, response));

        Assert.Equal("1 2026-01-02T03:04:05  " + expected, string.Join('|', await Charles.ReadAsync(session)));
        await PipelineTests.PlacesAsync(session);
    }

    [Theory]
    [InlineData("\"actualPort\":8443", "https://host.example:8443/p%20q")]
    [InlineData("\"actualPort\":null,\"port\":8443", "https://host.example:8443/p%20q")]
    [InlineData("\"port\":8443", "https://host.example/p%20q")]
    [InlineData("\"actualPort\":70000", "https://host.example/p%20q")]
    [InlineData("\"actualPort\":-1", "https://host.example/p%20q")]
    [InlineData("\"scheme\":\"HTTP\"", "http://host.example:443/p%20q")]
    [InlineData("\"scheme\":null", "://host.example:443/p%20q")]
    [InlineData("\"host\":\"2001:DB8::1\"", "https://2001:db8::1/p%20q")]
    [InlineData("\"host\":\"[::1]\"", "https://::1/p%20q")]
    [InlineData("\"host\":\"other.example.\"", "https://other.example/p%20q")]
    [InlineData("\"path\":null", "https://host.example")]
    [InlineData("\"path\":\"\\/x\"", "https://host.example/x")]
    public async Task Host_port_and_scheme_are_those_of_the_transaction(string more, string expected) =>
        Assert.Equal(expected, (await Charles.ReadAsync(Charles.Of(Charles.Transaction(more: more))))[0].Split(' ')[3]);

    [Theory]
    [InlineData("\"start\":null,\"requestBegin\":\"2026-01-02T04:04:06+01:00\"", "2026-01-02T04:04:06")]
    [InlineData("\"start\":\"yesterday\",\"requestBegin\":\"2026-01-02T04:04:06+01:00\"", "2026-01-02T04:04:06")]
    [InlineData("\"requestBegin\":\"2026-01-02T04:04:06+01:00\",\"start\":\"2026-01-02T04:04:05Z\"", "2026-01-02T04:04:05")]
    [InlineData("\"start\":5", "")]
    public async Task The_time_is_that_of_the_start_or_else_of_the_request(string times, string expected)
    {
        var transaction = Charles.Transaction();
        var at = transaction.IndexOf("\"start\"", StringComparison.Ordinal);

        Assert.Equal(expected, (await Charles.ReadAsync(Charles.Of(transaction[..at] + times + transaction[transaction.IndexOf('}', at)..])))[0].Split(' ')[1]);
    }

    [Fact]
    public async Task Without_a_time_none_is_established()
    {
        var session = Encode.Utf8("""[{"method":"GET","scheme":"http","host":"a","actualPort":80,"path":"/"}]""");

        Assert.Equal(["1  GET http://a/  in  out 1", "  path: /", "! head-lost header: expected a request, found none: the exporter did not keep it"], await Charles.ReadAsync(session));
    }

    [Fact]
    public async Task A_head_that_was_not_kept_is_told()
    {
        var lines = await Charles.ReadAsync(Charles.Of(Charles.Transaction().Replace(Charles.Fields, "[]", StringComparison.Ordinal)));

        Assert.Equal(["! head-lost header: expected a head of 80 bytes, found none: the exporter did not keep it"], lines.Problems());
    }

    [Fact]
    public async Task Messages_of_a_websocket_are_cut_out_of_its_frames_and_lead_back_to_the_literal()
    {
        byte[] frames = [.. Charles.Frame(0x81, "{\"a\":1}"), .. Charles.Frame(0x89, "ping"), .. Charles.Frame(1, "mail="), .. Charles.Frame(0x80, "jan@example.nl")];
        var session = Charles.Of(Charles.Transaction(Charles.Encoded(frames), more: "\"webSocket\":true"), Charles.Transaction());
        var lines = await Charles.ReadAsync(session);

        Assert.Equal([First[..^2] + "62", .. Parts, "  message:/0 {\"a\":1} |base64|[0+13]|websocket-frames", "  message:/1 mail=jan@example.nl |base64|[23+31]|websocket-frames", "2" + First[1..], .. Parts], lines);
        await PipelineTests.PlacesAsync(session);
    }

    [Theory]
    [InlineData("{\"encoding\":\"base64\",\"encoded\":\"A*\"}", "! base64 message: expected frames of a websocket in base64, found other text", 2)]
    [InlineData("{\"encoding\":\"base64\",\"encoded\":\"gwBBQg==\"}", "! websocket message: expected frames of a websocket up to the end, found something else: what the websocket sent from there was not read", 4)]
    [InlineData("{\"encoding\":\"base64\",\"encoded\":\"gQFhgQVh\"}", "message:/0 a |base64|[0+3]|websocket-frames|! websocket message: expected frames of a websocket up to the end, found something else: what the websocket sent from there was not read", 3)]
    [InlineData("{\"text\":\"abc\"}", "message:/0 abc|! websocket message: expected frames of a websocket in base64, found text, which is taken for one message", 0)]
    public async Task What_is_no_frame_of_a_websocket_is_counted_and_told(string body, string expected, long unread)
    {
        var transaction = Charles.Transaction(body, more: "\"webSocket\":true");
        Assert.Equal(expected, await Charles.PartsAsync(transaction));
        await PipelineTests.PlacesAsync(Charles.Of(transaction));
        await foreach (var entry in new CharlesReader().SplitAsync(new MemoryStream(Charles.Of(transaction)), Limits.Default, TestContext.Current.CancellationToken))
        {
            Assert.Equal(unread, new CharlesReader().Read(entry, Facts.Capture, [])!.BytesUnread);
        }
    }

    [Fact]
    public async Task A_file_cut_anywhere_gives_the_transactions_before_the_cut_and_one_problem()
    {
        var session = Charles.Of(Charles.Transaction(Charles.Text("{\"a\":[1,\"]\"]}")), Charles.Tunnel(), Charles.Transaction(Charles.Encoded([0, 1, 2])));
        var whole = await Charles.ReadAsync(session);
        for (var length = 0; length < session.Length - 2; length++)
        {
            var lines = await Charles.ReadAsync(session[..length]);

            Assert.StartsWith("! cut ", lines[^1], StringComparison.Ordinal);
            Assert.Equal(whole.Take(lines.Count - 1), lines[..^1]);
        }
    }

    [Fact]
    public async Task A_byte_changed_anywhere_throws_nothing_and_a_transaction_that_is_lost_is_told()
    {
        var session = Charles.Of(Charles.Transaction(Charles.Text("{\"a\":1}")), Charles.Tunnel(), Charles.Transaction(Charles.Encoded(Charles.Frame(0x81, "a")), more: "\"webSocket\":true"));
        for (var at = 0; at < session.Length; at++)
        {
            foreach (var change in (byte[])[0x01, 0x20, 0x80])
            {
                var changed = session.ToArray();
                changed[at] ^= change;
                var lines = await Charles.ReadAsync(changed);

                Assert.InRange(lines.Exchanges().Count, 0, 3);
                Assert.True(lines.Exchanges().Count == 3 || lines.Problems().Exists(p => Problems.Any(k => p.StartsWith(k, StringComparison.Ordinal))), $"{at} {change}: {string.Join('\n', lines)}");
            }
        }
    }

    [Theory]
    [InlineData("{}", "! charles whole: expected a transaction with a host, found none")]
    [InlineData("{\"host\":\"\"}", "! charles whole: expected a transaction with a host, found none")]
    [InlineData("{\"host\":\"a\",?}", "! json whole: expected JSON, found bytes that are not")]
    public async Task What_is_no_transaction_is_a_problem_and_the_next_is_read(string odd, string expected)
    {
        var lines = await Charles.ReadAsync(Charles.Of(Charles.Transaction(), odd, Charles.Transaction()));

        Assert.Equal([First, .. Parts, expected, "3" + First[1..], .. Parts], lines);
    }

    [Theory]
    [InlineData("[1,", "]", "an entry, or a comma between entries")]
    [InlineData("[null,", "]", "an entry, or a comma between entries")]
    [InlineData("[\"log\",", "]", "an entry, or a comma between entries")]
    [InlineData("[[],", "]", "an entry, or a comma between entries")]
    [InlineData("[", "] more", "the end of the file after the list")]
    [InlineData("[", "][]", "the end of the file after the list")]
    public async Task Something_else_in_the_list_or_behind_it_is_told(string before, string after, string expected)
    {
        var lines = await Charles.ReadAsync(Encode.Utf8(before + Charles.Transaction() + after));

        Assert.Equal(First, lines[0]);
        Assert.Contains(expected, Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brackets_without_end_are_a_problem_and_the_next_transaction_is_read()
    {
        var deep = Charles.Transaction(more: $"\"x\":{new string('[', 100_000)}{new string(']', 100_000)}");
        var lines = await Charles.ReadAsync(Charles.Of(Charles.Transaction(), deep, Charles.Transaction()));

        Assert.Equal(2, lines.Exchanges().Count);
        Assert.StartsWith("! json ", Assert.Single(lines.Problems()), StringComparison.Ordinal);
        Assert.All(["[", "[[[", "[{\"a\":"], t => Assert.False(new CharlesReader().Recognises(Encode.Utf8(t + new string('[', 60_000)))));
    }

    [Fact]
    public async Task An_answer_of_any_size_costs_nothing_and_a_request_that_is_too_large_is_told()
    {
        var (large, limits) = (new string('x', 3 << 20), new Limits { EntryBytes = 2 << 20 });
        var session = Charles.Of(
            Charles.Transaction(response: Charles.Answer(Charles.Text(large))), Charles.Transaction(Charles.Text(large), "\"sizes\":{\"body\":3145728}"), Charles.Transaction(more: $"\"ssl\":[{string.Join(',', Enumerable.Repeat("1", 2 << 20))}]"), Charles.Transaction());
        var lines = await Charles.ReadAsync(session, limits);

        Assert.Equal(["1", "2", "4"], lines.Exchanges().Select(l => l.Split(' ')[0]));
        Assert.EndsWith(" out 3145764", lines.Exchanges()[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Problems().Count);
        Assert.StartsWith("! limit content: expected a piece of the request that fits in what is kept of an entry, found 3145728 bytes, which were not read", lines.Problems()[0], StringComparison.Ordinal);
        Assert.StartsWith("! limit entry 3 ", lines.Problems()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_strings_outside_the_request_do_not_count_to_the_size_of_a_transaction()
    {
        var large = Facts.Json(new string('x', 900_000));
        var session = Charles.Of(Charles.Transaction(response: $$"""{"status":204,"sizes":{"body":8},"header":{"firstLine":"x","headers":[{"name":"A","value":{{large}}}]},"notes":[{{large}},{{large}}]}"""), Charles.Transaction());

        Assert.Equal([First, .. Parts, "2" + First[1..], .. Parts], await Charles.ReadAsync(session, new Limits { EntryBytes = 2 << 20 }));
    }

    [Fact]
    public async Task All_transactions_can_be_cut_first_and_read_afterwards()
    {
        var session = Charles.Of(Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? Charles.Tunnel() : Charles.Transaction(Charles.Text($"{{\"n\":{i},\"x\":\"{new string('x', i * 40)}\"}}"))));
        var reader = new CharlesReader();
        var (entries, now, later) = (new List<CaptureEntry>(), new List<string>(), new List<string>());
        await foreach (var entry in reader.SplitAsync(new Dripping(session, [7, 10_000]), Limits.Default, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
            now.Add(Told(reader.Read(entry, Facts.Capture, [])!));
        }

        later.AddRange(entries.Select(e => Told(reader.Read(e, Facts.Capture, [])!)));
        Assert.Equal(300, later.Count);
        Assert.Equal(now, later);
    }

    [Fact]
    public async Task The_number_of_workers_never_changes_the_result()
    {
        var session = Charles.Of(Enumerable.Range(0, 400).Select(i => i % 7 == 3 ? "{}" : i % 5 == 0 ? Charles.Tunnel() : Charles.Transaction(Charles.Text($"{{\"n\":{i},\"mail\":\"jan@example.nl\",\"x\":\"{new string('x', (400 - i) * 30)}\"}}"))));
        var one = (await Facts.ObserveAsync(session)).Select(Told).ToList();

        Assert.Equal(400, one.Count);
        Assert.Equal(one, (await Facts.ObserveAsync(session, workers: 2)).Select(Told));
    }

    [Property(MaxTest = 200)]
    public void Any_words_of_the_format_are_read_or_a_problem_and_each_value_stands_where_it_says(NonNull<byte[]> bytes)
    {
        string[] words = ["{", "}", "[", "]", ",", ":", "\"", "\\", "\"host\":\"a\"", "\"request\":", "\"body\":{\"text\":\"x\"}", "\"header\":{\"headers\":[", "{\"name\":\"n\",\"value\":\"v\"}", "\"tunnel\":true", "\"webSocket\":true", "\"encoded\":\"gQFh\"", "null", "1", "\"path\":\"/\""];
        var session = Encode.Utf8("[" + string.Concat(bytes.Get.Select(b => words[b % words.Length])));
        var whole = Charles.ReadAsync(session).GetAwaiter().GetResult();

        Assert.Equal(whole, Hars.ReadAsync(new Dripping(session, [3, 1, 2]), session, null, new CharlesReader()).GetAwaiter().GetResult());
    }

    static string Told(Observation observation) => string.Join('|', [
        observation.Exchange is { } exchange ? Told(exchange) : "", .. observation.Problems.Select(p => p.ToString()), .. observation.Decoded?.Items.Select(i => $"{i.Locate(Facts.Capture, 1)} {Encoding.UTF8.GetString(i.Value.Span)}") ?? []]);

    static string Told(Exchange exchange) => string.Join('|', [
        $"{exchange.Number} {exchange.Kind} {exchange.Host} {exchange.BytesOut} {exchange.Status}",
        .. exchange.Excerpts.Select(e => $"{e.Part} {e.Path} {e.Offset} {e.Steps} {Encoding.UTF8.GetString(e.Bytes.Span)}"), .. exchange.Problems.Select(p => p.ToString())]);
}
