using Klikspaan.Exporting;

namespace Klikspaan.Tests.Importing;

/// <summary>What an exporter left out of a request, or says was never sent.</summary>
public sealed class HarLossTests
{
    [Theory]
    [InlineData("", "! body-lost content: expected content of 50 bytes, as its header field says, found none: the exporter did not keep it")]
    [InlineData("\"bodySize\":0,\"postData\":{\"mimeType\":\"text/plain\"}", "! body-lost content: expected content of 50 bytes, as its header field says, found none: the exporter did not keep it")]
    [InlineData("\"postData\":{\"text\":\"short\"}", "content: short|! body-lost content: expected content of 50 bytes, as its header field says, found 5 bytes")]
    [InlineData("\"postData\":{\"text\":\"c2hvcnQ=\",\"encoding\":\"base64\"}", "content: short |base64|! body-lost content: expected content of 50 bytes, as its header field says, found 5 bytes")]
    [InlineData("\"bodySize\":50,\"postData\":{\"text\":\"short\"}", "content: short|! body-lost content: expected content of 50 bytes, found 5 bytes")]
    [InlineData("\"_requestBodyStatus\":\"discarded:too-large\"", "! body-lost content: expected content of 50 bytes, as its header field says, found none: the exporter did not keep it|! body-lost content: expected the content, found the exporter's mark that it was discarded")]
    [InlineData("\"postData\":{\"params\":[{\"name\":\"a\",\"value\":\"1\"}]}", "content:/a 1")]
    [InlineData("\"postData\":{\"text\":\"01234567890123456789012345678901234567890123456789\"}", "content: 01234567890123456789012345678901234567890123456789")]
    [InlineData("\"postData\":{\"text\":\"01234567890123456789012345678901234567890123456789 and more\"}", "content: 01234567890123456789012345678901234567890123456789 and more")]
    public async Task Content_that_is_shorter_than_its_header_field_says_is_told(string request, string expected) => Assert.Equal(
        $"path: /p|header:/content-length 50|{expected}",
        (await Hars.PartsAsync("\"headers\":[{\"name\":\"Content-Length\",\"value\":\"50\"}]" + (request.Length > 0 ? "," + request : ""))).Replace("\n", "|", StringComparison.Ordinal));

    [Theory]
    [InlineData("captures/har/ferguson.chrome-har-0.12.har", "15210")]
    [InlineData("captures/har/aftonbladet.webpagetest-1.1.har", "2,1715")]
    [InlineData("captures/har/nytimes.webpagetest-1.1.har", "")]
    [InlineData("captures/har/verizon.chrome-har-0.2.har", "")]
    public async Task Content_that_real_exporters_dropped_is_told(string file, string sizes)
    {
        var lines = await Hars.ReadAsync(await File.ReadAllBytesAsync(Repository.InCorpus(file), TestContext.Current.CancellationToken));

        Assert.Equal(
            sizes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => $"! body-lost content: expected content of {s} bytes, as its header field says, found none: the exporter did not keep it"),
            lines.Problems().Where(p => p.Contains("as its header field says", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"name\":\"Content-Encoding\",\"value\":\"gzip\"", "short")]
    [InlineData("\"name\":\"Transfer-Encoding\",\"value\":\"chunked\"", "short")]
    [InlineData("\"name\":\"a\",\"value\":\"b\"", "--b\\n\\nx\\n--b--\\n")]
    public async Task Content_that_was_encoded_or_whose_line_ends_were_shortened_is_not_told_as_lost(string field, string text)
    {
        var lines = await Hars.PartsAsync($"\"headers\":[{{\"name\":\"content-length\",\"value\":\"{(text == "short" ? 50 : 17)}\"}},{{{field}}}],\"postData\":{{\"text\":\"{text}\"}}");

        Assert.DoesNotContain("body-lost", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_explain_no_more_bytes_than_there_are() =>
        Assert.Contains("found 13 bytes", await Hars.PartsAsync("\"headers\":[{\"name\":\"content-length\",\"value\":\"18\"}],\"postData\":{\"text\":\"--b\\n\\nx\\n--b--\\n\"}"), StringComparison.Ordinal);

    [Fact]
    public async Task A_file_in_a_form_has_its_name_and_type_which_come_back_and_are_searched()
    {
        var har = Hars.Of(Hars.Entry("""
            "postData":{"params":[{"name":"a/b","fileName":"letter_jan@example.nl.pdf","contentType":"application/pdf","value":"hi"},{"name":"f","fileName":"only.txt"},{"name":"f","value":"1","contentType":""},{"name":"f","value":"2","contentType":"text/plain"}]}
            """.Trim()));
        string[] expected =
        [
            "  path: /p", "  content:/a~1b hi", "  content:/a~1b/filename letter_jan@example.nl.pdf", "  content:/a~1b/content-type application/pdf", "  content:/f/filename only.txt", "  content:/f 1", "  content:/f 2", "  content:/f/content-type text/plain",
            "! body-lost content: expected a value of each parameter, found 1 without one, such as a file",
        ];

        var observed = await Facts.ObserveAsync(Encode.Utf8(har), [new("mail", "jan@example.nl", "email")]);
        using var archive = new MemoryStream();
        using var writer = new HarWriter(archive, Facts.Capture, "test");
        writer.Add(observed.Single(o => o.Exchange is not null).Exchange!);
        writer.Finish();

        Assert.Equal(expected, (await Hars.ReadAsync(Encode.Utf8(har))).Skip(1));
        Assert.Equal(expected, (await Hars.ReadAsync(archive.ToArray())).Skip(1));
        Assert.Equal("/a~1b/filename", Assert.Single(observed.SelectMany(o => o.Hits)).Where.Path);
    }

    [Theory]
    [InlineData("https://host.example/p", "\"_fromCache\":\"disk\"", "", "not-sent")]
    [InlineData("https://host.example/p", "\"_fromCache\":\"memory\"", "", "not-sent")]
    [InlineData("https://host.example/p", "\"_fromCache\":null", "", "")]
    [InlineData("https://host.example/p", "\"_fromCache\":false", "", "")]
    [InlineData("https://host.example/p", "\"_fromCache\":\"disk\"", ",\"_transferSize\":120", "")]
    [InlineData("https://host.example/p", "\"_fetchType\":\"Memory Cache\"", "", "not-sent")]
    [InlineData("https://host.example/p", "\"_fetchType\":\"Network Load\"", "", "")]
    [InlineData("https://host.example/p", "\"a\":1", ",\"_fetchedViaServiceWorker\":true,\"_serviceWorkerResponseSource\":\"cache-storage\"", "not-sent")]
    [InlineData("https://host.example/p", "\"a\":1", ",\"_fetchedViaServiceWorker\":true,\"_serviceWorkerResponseSource\":\"network\"", "")]
    [InlineData("https://host.example/p", "\"a\":1", ",\"_fetchedViaServiceWorker\":true", "")]
    [InlineData("data:image/png;base64,AAAA", "\"a\":1", "", "not-sent")]
    [InlineData("blob:https://host.example/1", "\"a\":1", "", "not-sent")]
    [InlineData("about:blank", "\"a\":1", "", "not-sent")]
    [InlineData("chrome-extension://abc/x.js", "\"a\":1", "", "not-sent")]
    [InlineData("moz-extension://abc/x.js", "\"a\":1", "", "not-sent")]
    [InlineData("wss://host.example/p", "\"a\":1", "", "")]
    [InlineData("data:80/p", "\"a\":1", "", "")]
    public async Task A_request_that_was_answered_without_the_network_is_none_that_was_sent(string url, string more, string response, string kind)
    {
        var har = Hars.Of($$$"""{"request":{"method":"GET","url":"{{{url}}}","headers":[{"name":"cookie","value":"a=b"}]},"response":{"status":200{{{response}}}},{{{more}}}}""");
        var line = (await Hars.ReadAsync(Encode.Utf8(har))).Exchanges().Single();

        Assert.EndsWith(kind.Length > 0 ? " out 0 " + kind : "", line, StringComparison.Ordinal);
        Assert.Equal(kind.Length == 0, !line.Contains("not-sent", StringComparison.Ordinal) && !line.Contains(" out 0", StringComparison.Ordinal));
        await PipelineTests.PlacesAsync(Encode.Utf8(har));
    }

    /// <summary>Who is under investigation may have written the file: a mark does not take away what was posted.</summary>
    [Theory]
    [InlineData("POST", "\"_fromCache\":\"disk\"", "")]
    [InlineData("POST", "\"a\":1", ",\"_fetchedViaServiceWorker\":true,\"_serviceWorkerResponseSource\":\"cache-storage\"")]
    [InlineData("DELETE", "\"_fetchType\":\"Disk Cache\"", "")]
    public async Task What_no_cache_answers_counts_as_sent_whatever_its_marks_say(string method, string more, string response)
    {
        var lines = await Hars.ReadAsync(Encode.Utf8(Hars.Of($$$"""{"request":{"method":"{{{method}}}","url":"https://host.example/p?q"},"response":{"status":200{{{response}}}},{{{more}}}}""")));

        Assert.Equal($"1  {method} https://host.example/p 200 in  out 3", Assert.Single(lines.Exchanges()));
    }

    [Theory]
    [InlineData(0, "net::ERR_BLOCKED_BY_CLIENT", true)]
    [InlineData(0, "net::ERR_NAME_NOT_RESOLVED", true)]
    [InlineData(0, "net::ERR_ABORTED", false)]
    [InlineData(0, "net::ERR_CONNECTION_RESET", false)]
    [InlineData(0, "BLOCKED_BY_CLIENT", false)]
    [InlineData(200, "net::ERR_BLOCKED_BY_CLIENT", false)]
    public async Task Only_an_error_before_anything_was_sent_makes_an_attempt_of_a_request(int status, string error, bool isAttempt)
    {
        var lines = await Hars.ReadAsync(Encode.Utf8(Hars.Of($$$"""{"request":{"method":"GET","url":"https://host.example/p?q"},"response":{"status":{{{status}}},"_error":"{{{error}}}"}}""")));

        Assert.Equal(isAttempt ? ["1   https://host.example  in  out 0 attempt"] : [$"1  GET https://host.example/p {(status > 0 ? status : "")} in  out 3", "  path: /p", "  query: q"], lines);
    }

    [Fact]
    public async Task What_was_not_sent_is_counted_apart_and_is_no_disclosure_and_no_find()
    {
        using var place = new Workplace();
        place.Write("a.har", Hars.Of("""{"request":{"method":"GET","url":"https://cache.example/?m=jan@example.nl"},"response":{"status":200},"_fromCache":"disk"}""", """{"request":{"method":"GET","url":"https://sent.example/?m=1"},"response":{"status":200}}"""));
        var run = await place.DoAsync("import", "a.har");
        var recipients = await place.DoAsync("show", "recipients", "--format", "csv");
        var exchanges = await place.DoAsync("show", "exchanges", "--format", "csv", "--columns", "kind,host,bytes_out");

        Assert.Equal(0, run.Code);
        Assert.StartsWith("a.har: 1 request; 1 request of which the capture says that nothing was sent, such as those answered from a cache, kept as ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("cache.example", recipients.Out, StringComparison.Ordinal);
        foreach (var (language, said) in ((string, string)[])[("en", "Of 1 request the capture itself says that nothing was sent"), ("nl", "Van 1 verzoek zegt de opname zelf dat er niets is verzonden")])
        {
            Assert.Contains(said, (await place.DoAsync("report", "--lang", language, "--to", "md", "--output", "-")).Out, StringComparison.Ordinal);
        }

        Assert.Equal(["kind,host,bytes_out", "not-sent,cache.example,0", "http,sent.example,4"], exchanges.Lines);
    }
}
