using FsCheck.Xunit;

namespace Klikspaan.Tests.Importing;

public sealed class WarcRequestTests
{
    const string Chunked = "POST /p HTTP/1.1\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n";

    [Theory]
    [InlineData("GET /a%20b?q=1&r HTTP/1.1\r\n\r\n", "path: /a%20b|query: q=1&r", 11)]
    [InlineData("GET / HTTP/1.1\n\n", "path: /", 1)]
    [InlineData("\r\n\r\nGET / HTTP/1.1\r\n\r\n", "path: /", 1)]
    [InlineData("GET /p with space?q=a b HTTP/1.1\r\n\r\n", "path: /p with space|query: q=a b", 18)]
    [InlineData("GET /p\r\n\r\n", "path: /p", 2)]
    [InlineData("GET http://other.example:81/p?q HTTP/1.1\r\n\r\n", "path: /p|query: q", 3)]
    [InlineData("GET /p?u=http://other.example/ HTTP/1.1\r\n\r\n", "path: /p|query: u=http://other.example/", 25)]
    [InlineData("OPTIONS * HTTP/1.1\r\n\r\n", "", 0)]
    [InlineData("CONNECT host.example:443 HTTP/1.1\r\n\r\n", "", 0)]
    [InlineData("GET / HTTP/1.1\r\nA:\r\nB : 1\r\nC:\t2 \t\r\n\r\n", "path: /|header:/a|header:/b 1|header:/c 2", 6)]
    [InlineData("GET / HTTP/1.1\r\nA/~: 1\r\n\r\n", "path: /|header:/a~1~0 1", 5)]
    [InlineData("GET / HTTP/1.1\r\nX: 1\r\n  2\r\n\t3\r\n\r\n", "path: /|header:/x 1\r\n  2\r\n\t3", 12)]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n", "path: /|header:/ no colon", 9)]
    [InlineData("GET / HTTP/1.1\r\nCOOKIE: a=b\r\ncookie: c=d\r\n\r\n", "path: /|cookie: a=b|cookie: c=d", 19)]
    [InlineData("POST / HTTP/1.1\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n", "path: /|content: GET /smuggled HTTP/1.1\r\n\r\n", 27)]
    [InlineData("POST / HTTP/1.1\r\nX-A: 1", "path: /|header:/x-a 1|! http whole: expected an empty line after the head, found none", 5)]
    [InlineData("POST / HTTP/1.1", "path: /|! http whole: expected an empty line after the head, found none", 1)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc", "path: /|header:/content-length 5|content: abc|! body-lost content: expected content of 5 bytes, found 3 bytes", 19)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nabc", "path: /|header:/content-length 2|content: abc", 19)]
    public async Task A_request_is_read_as_it_was_sent(string request, string expected, int bytesOut)
    {
        var lines = await ReadAsync(request);

        Assert.EndsWith($" out {bytesOut} by 12:/usr/bin/program:program+-x", lines[0], StringComparison.Ordinal);
        Assert.Equal(expected, string.Join('|', lines[1..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData(" GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001")]
    public async Task What_has_no_request_line_is_a_problem(string request) =>
        Assert.Equal(["! http whole: expected a request line, found something else"], await ReadAsync(request));

    [Fact]
    public async Task Chunks_are_put_together_and_extensions_and_trailers_are_not_lost() => Assert.Equal(
        """
        path: /p
        header:/transfer-encoding gzip, Chunked
        content: abcde |chunked
        header:/chunk-extension/0 x="y"
        header:/x-trailer v
        """,
        string.Join('\n', (await RawAsync(Chunked + "3;x=\"y\"\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: v\r\n\r\n"))[1..].Select(l => System.Text.RegularExpressions.Regex.Replace(l.Trim(), @" ?\|gzip\|\[\d+\+\d+\]", "").Replace("abcde|", "abcde |", StringComparison.Ordinal))));

    [Fact]
    public async Task Bytes_out_are_those_of_the_content_without_the_framing_of_chunks() =>
        Assert.EndsWith($" out {2 + 17 + 13 + 5 + 5 + 9 + 1} by 12:/usr/bin/program:program+-x", (await ReadAsync(Chunked + "3;x=\"y\"\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: v\r\n\r\n"))[0], StringComparison.Ordinal);

    [Fact]
    public async Task Broken_chunks_are_kept_as_they_are_and_told() =>
        Assert.Equal(
            ["  content: 3\r\nabc\r\nx", "! chunked content: expected the rest of the chunked coding, found something else"],
            (await RawAsync(Chunked + "3\r\nabc\r\nx")).Select(WarcReaderTests.Short).ToList()[^2..]);

    [Fact]
    public async Task What_HTTP_2_did_not_send_is_not_taken_for_sent()
    {
        var h2 = "POST /p HTTP/2\r\ncontent-type: application/grpc\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\ngrpc-status: 0\r\n\r\n";
        var lines = await RawAsync(h2, fields: [("WARC-Protocol", "h2"), ("Klikspaan-Rewritten", "h2")]);

        Assert.Equal(
            ["  path: /p", "  header:/content-type application/grpc", "  content: abc", "  header:/grpc-status 0"],
            lines[1..].Select(WarcReaderTests.Short));
        Assert.EndsWith(" out 45 by 12:/usr/bin/program:program+-x", lines[0], StringComparison.Ordinal);
        Assert.Contains("  header:/transfer-encoding chunked", (await RawAsync(h2)).Select(WarcReaderTests.Short));
    }

    [Fact]
    public async Task A_request_that_broke_off_is_one_problem()
    {
        foreach (var request in new[] { "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", "POST / HTTP/1.1\r\nX", Chunked + "5\r\nabc" })
        {
            Assert.Equal(
                "! incomplete whole: expected the whole request, found a connection that ended before it",
                Assert.Single((await RawAsync(request, """{"incomplete":true,"sender":null}""")).Problems()));
        }
    }

    [Fact]
    public async Task A_truncated_record_is_a_problem() => Assert.Equal(
        ["! body-lost content: expected the whole request, found the record's mark that it was truncated"],
        (await Warcs.ReadAsync(Warcs.Plain("request", "WARC-Truncated: length\r\nWARC-Target-URI: http://a.example/\r\n", "GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\n"))).Problems());

    [Fact]
    public async Task A_request_of_another_protocol_is_a_problem() => Assert.Equal(
        ["! http whole: expected a request of HTTP, found a record that says that it is of another protocol"],
        await Warcs.ReadAsync([.. "WARC/1.0\r\nWARC-Type: request\r\nContent-Type: text/dns\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"u8]));

    [Fact]
    public async Task Very_many_fields_and_extensions_are_bounded_and_told()
    {
        var fields = await RawAsync("GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("a:b\r\n", 20_000)) + "\r\n");
        var extensions = await RawAsync(Chunked + string.Concat(Enumerable.Repeat("1;e\r\nx\r\n", 2000)) + "0\r\n\r\n");

        Assert.Equal(10_000, fields.Count(l => l.StartsWith("  header", StringComparison.Ordinal)));
        Assert.Equal(["! limit header: expected at most 10000 header fields, found that many; the last may be several"], fields.Problems());
        Assert.Equal(1001, extensions.Count(l => l.StartsWith("  header", StringComparison.Ordinal)));
        Assert.Equal(["! limit content: expected at most 1000 chunk extensions, found 2000"], extensions.Problems());
    }

    [Property(MaxTest = 300)]
    public async Task Any_request_gives_bytes_that_are_in_the_file(byte[] bytes)
    {
        foreach (var request in new byte[][] { bytes, [.. "GET / HTTP/1.1\r\n"u8, .. bytes], [.. Encode.Utf8(Chunked), .. bytes], [.. Encode.Utf8(Chunked), .. Encode.Chunked([1, .. bytes])] })
        {
            // Each excerpt is compared with what its place leads to.
            Assert.NotEmpty(await Warcs.ReadAsync(Warcs.Recording(Warcs.Exchange(request))));
        }
    }

    static async Task<List<string>> ReadAsync(string request) =>
        [.. (await RawAsync(request)).Select(l => WarcReaderTests.Short(l).Trim(' '))];

    static Task<List<string>> RawAsync(string request, string metadata = "", (string, string)[]? fields = null) =>
        Warcs.ReadAsync(Warcs.Recording(Warcs.Exchange(request, metadata: metadata, fields: fields)));
}
