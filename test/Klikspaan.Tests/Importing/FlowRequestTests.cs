using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class FlowRequestTests
{
    [Theory]
    [InlineData("HTTP/1.1", "", "a.example", "a.example", 443, "https://a.example")]
    [InlineData("HTTP/1.1", "", "A.Example:443", "93.184.216.34", 443, "https://a.example")]
    [InlineData("HTTP/1.1", "", "a.example:8443", "10.0.0.1", 443, "https://a.example:8443")]
    [InlineData("HTTP/1.1", "", "a.example", "10.0.0.1", 8443, "https://a.example:8443")]
    [InlineData("HTTP/1.1", "b.example", "a.example", "10.0.0.1", 443, "https://a.example")]
    [InlineData("HTTP/2.0", "b.example", "a.example", "10.0.0.1", 443, "https://b.example")]
    [InlineData("HTTP/2.0", "", "a.example", "10.0.0.1", 443, "https://a.example")]
    [InlineData("HTTP/3", "b.example:444", "", "2001:db8::1", 443, "https://b.example:444")]
    [InlineData("HTTP/1.1", "", "", "2001:db8::1", 80, "https://2001:db8::1:80")]
    [InlineData("HTTP/1.1", "", "[2001:db8::2]:81", "2001:db8::1", 80, "https://2001:db8::2:81")]
    [InlineData("HTTP/1.1", "", "", "a.example.", 443, "https://a.example")]
    [InlineData("HTTP/1.1", "", "a.example/x", "a.example", 0, "https://a.example")]
    [InlineData("HTTP/1.1", "", "xn--mnchen-3ya.example", "münchen.example", 443, "https://xn--mnchen-3ya.example")]
    public async Task A_request_went_to_the_host_that_it_was_addressed_to(string version, string authority, string field, string host, int port, string expected)
    {
        var lines = await Flows.ReadAsync(Flows.Http(
            [("http_version", Encode.Utf8(version)), ("authority", Encode.Utf8(authority)), ("host", host), ("port", port), ("headers", field.Length > 0 ? Flows.Fields(("x", "y"), ("hOsT", field)) : [])]));

        Assert.StartsWith($"1 2026-01-02T03:04:05 POST {expected}/p ", lines[0], StringComparison.Ordinal);
        Assert.Empty(lines.Problems());
    }

    [Fact]
    public async Task A_request_that_names_another_host_than_it_was_handed_to_is_doubtful() => Assert.Equal(
        "path: /p|query: q=1|header:/host front.example|content: {\"a\":1}|! host whole: expected a request to the host that it was handed to, found one that names another host: which of them answered is not established",
        await Flows.PartsAsync([("headers", Flows.Fields(("Host", "front.example")))]));

    [Theory]
    [InlineData("GET", "/a%20b?q=1&r", "path: /a%20b|query: q=1&r")]
    [InlineData("GET", "/p?u=http://x.example/?y#z", "path: /p|query: u=http://x.example/?y")]
    [InlineData("GET", "//x/y", "path: //x/y")]
    [InlineData("OPTIONS", "*", "path: *")]
    [InlineData("GET", "odd?x", "path: odd?x")]
    [InlineData("GET", "", "")]
    [InlineData("CONNECT", "host.example:443", "")]
    public async Task A_target_is_taken_apart_as_it_was_sent(string method, string path, string expected) =>
        Assert.Equal(expected, await Flows.PartsAsync([("method", Encode.Utf8(method)), ("path", Encode.Utf8(path)), ("headers", Array.Empty<object?>()), ("content", Array.Empty<byte>())]));

    [Fact]
    public async Task A_request_of_CONNECT_went_to_its_authority() => Assert.Equal(
        "1 2026-01-02T03:04:05 CONNECT ://host.example:443  in  out 0",
        (await Flows.ReadAsync(Flows.Http([("method", "CONNECT"u8.ToArray()), ("scheme", Array.Empty<byte>()), ("authority", "host.example:443"u8.ToArray()), ("path", Array.Empty<byte>()), ("headers", Array.Empty<object?>()), ("content", Array.Empty<byte>())])))[0]);

    [Fact]
    public async Task Content_is_that_which_was_sent_still_compressed()
    {
        var gzip = Encode.Gzip("{\"a\":1}"u8.ToArray());
        var observation = Assert.Single(await Facts.ObserveAsync(Flows.Http([("content", gzip), ("headers", Flows.Fields(("Host", "host.example"), ("Content-Encoding", "gzip")))])));

        Assert.Equal(gzip, observation.Exchange!.Excerpts.Single(e => e.Part == MessagePart.Content).Bytes.ToArray());
        Assert.Contains("content:/a gzip|[5+1]", observation.Decoded!.Items.Select(i => i.Locate(Facts.Capture, 1)).Select(l => $"{l.Part.Name()}:{l.Path} {l.Steps}"));
    }

    [Fact]
    public async Task Content_that_was_not_kept_is_lost_and_a_request_without_an_end_is_incomplete()
    {
        Assert.EndsWith("host.example|! body-lost content: expected the content, found none: the tool passed it on without keeping it", await Flows.PartsAsync([("content", null)]), StringComparison.Ordinal);
        Assert.EndsWith("host.example|! incomplete whole: expected the whole request, found a connection that ended before it", await Flows.PartsAsync([("content", null), ("timestamp_end", null)]), StringComparison.Ordinal);
        Assert.EndsWith("content: {\"a\":1}", await Flows.PartsAsync([("timestamp_end", null)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_is_told_as_far_as_it_is_known_and_an_error_in_its_place_is_a_problem()
    {
        (string, object?) error = ("error", new (string, object?)[] { ("msg", "connection refused"), ("timestamp", Flows.At) });

        Assert.Contains(" 200 in  out ", (await Flows.ReadAsync(Flows.Http(null, ("response", Flows.Response(null, 200)), error)))[0], StringComparison.Ordinal);
        Assert.Empty((await Flows.ReadAsync(Flows.Http(null, ("response", Flows.Response(null, 200)), error))).Problems());
        Assert.Contains("/p  in  out ", (await Flows.ReadAsync(Flows.Http(null, ("response", null))))[0], StringComparison.Ordinal);
        Assert.Empty((await Flows.ReadAsync(Flows.Http(null, ("response", null)))).Problems());
        Assert.Equal(
            ["! no-response whole: expected a response, found an error that the tool wrote down: whether the request arrived is not established"],
            (await Flows.ReadAsync(Flows.Http(null, ("response", null), error))).Problems());
    }

    [Fact]
    public async Task What_a_person_did_with_the_tool_is_not_taken_for_what_the_program_sent()
    {
        (string, object?) response = ("response", Flows.Response([]));

        Assert.Equal(["! replayed whole: expected a request of the program, found one that the tool sent again"], (await Flows.ReadAsync(Flows.Http(null, response, ("is_replay", "request")))).Problems());
        Assert.Equal(["! replayed whole: expected a request of the program, found one that the tool sent again"], (await Flows.ReadAsync(Flows.Http([("is_replay", true)], response, ("version", 7)))).Problems());
        Assert.Empty((await Flows.ReadAsync(Flows.Http(null, response, ("is_replay", "response"), ("backup", null)))).Problems());
        Assert.Equal(
            ["! changed whole: expected the request as it was sent, found one that was changed in the tool; what it was before was not read"],
            (await Flows.ReadAsync(Flows.Http(null, response, ("backup", Flows.Members("http"))))).Problems());
        var injected = await Flows.ReadAsync(Flows.Http(null, response, ("websocket", Flows.Messages(Flows.Message(true, "mine", isInjected: true), Flows.Message(true, "its")))));
        Assert.Equal(["! injected message: expected a message of the program, found one that was put in with the tool; it was left out"], injected.Problems());
        Assert.Equal(["  message:/0 its"], injected.Where(l => l.Contains("message:/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("version 6")]
    [InlineData("version 0.18.2", 0, 18, 2)]
    [InlineData("version 3.0.0", 3, 0, 0)]
    [InlineData("no version", 0)]
    public async Task A_flow_of_an_older_version_is_refused_and_its_version_is_named(string found, params int[] version)
    {
        object? value = version.Length > 1 ? version.Cast<object?>().ToArray() : version.Length == 1 ? null : 6;

        Assert.Equal([$"! version whole: expected version 7 to 21 of the format, found {found}; the flow was not read"], await Flows.ReadAsync(Flows.Http(null, ("version", value))));
    }

    [Fact]
    public async Task A_flow_of_a_newer_version_is_read_and_that_it_is_newer_is_told()
    {
        var lines = await Flows.ReadAsync(Flows.Http(null, ("version", 22)));

        Assert.Single(lines.Exchanges());
        Assert.Equal(["! version whole: expected version 7 to 21 of the format, found version 22: what is new in it was not read"], lines.Problems());
    }

    [Fact]
    public async Task Until_version_11_the_messages_of_a_websocket_belong_to_the_request_that_opened_it()
    {
        var opened = Flows.Http([("method", "GET"u8.ToArray()), ("host", "93.184.216.34"u8.ToArray()), ("content", Array.Empty<byte>())], ("version", 7), ("id", "one"), ("metadata", new (string, object?)[] { ("websocket", true) }));
        byte[] Messages(string of) => Flows.Record("websocket", ("version", 11), ("metadata", new (string, object?)[] { ("websocket_handshake", of) }), ("messages", new object?[] { new object?[] { 1, true, "sent", 1767323046, false }, new object?[] { 2, false, new byte[] { 1 }, 1767323047, false } }));

        var lines = await Flows.ReadAsync([.. opened, .. Messages("one"), .. Messages("one"), .. Messages("two")]);

        Assert.Equal(
            [
                "1 2026-01-02T03:04:05 GET https://host.example/p  in  out 21", "2 2026-01-02T03:04:06  https://host.example/p  in  out 4", "3 2026-01-02T03:04:06  https://host.example/p  in  out 4",
                "4 2026-01-02T03:04:06  http://sni.example:8443  in  out 4",
            ],
            lines.Exchanges());
        Assert.Equal(3, lines.Count(l => l == "  message:/0 sent"));
        Assert.Equal(["! flow whole: expected the request that opened the websocket, before its messages, found none: it is told where the connection went"], lines.Problems());
    }

    [Theory]
    [InlineData("http", "! flow whole: expected a request, found none")]
    [InlineData("dns", "! flow whole: expected a name that was looked up, found none")]
    [InlineData("quic", "! flow whole: expected a flow of http, websocket, tcp, udp or dns, found another")]
    public async Task A_flow_without_what_makes_it_one_is_a_problem(string type, string expected) =>
        Assert.Equal([expected], await Flows.ReadAsync(Flows.Record(type)));

    [Fact]
    public async Task What_is_no_field_and_no_message_is_a_problem_and_the_next_is_read()
    {
        var lines = await Flows.ReadAsync(Flows.Http([("headers", new object?[] { 7, new object?[] { "a"u8.ToArray() }, new object?[] { "a"u8.ToArray(), "b" } })], ("websocket", Flows.Messages(7, new object?[] { 1, 2, "x" }, Flows.Message(true, "sent")))));

        Assert.Equal(4, lines.Problems().Count(p => p.StartsWith("! flow ", StringComparison.Ordinal)));
        Assert.Contains("  header:/a b", lines);
        Assert.Contains("  message:/0 sent", lines);
    }

    [Theory]
    [InlineData("^", "1767323045.25", "2026-01-02T03:04:05.2500000+00:00")]
    [InlineData("#", "1767323045", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("^", "1763884812.6686335", "2025-11-23T08:00:12.6686330+00:00")]
    [InlineData("^", "-1.5", "1969-12-31T23:59:58.5000000+00:00")]
    [InlineData("^", "1e300", null)]
    [InlineData("^", "nan", null)]
    [InlineData("^", "", null)]
    [InlineData(";", "1767323045", null)]
    public async Task A_time_is_read_to_the_microsecond(string tag, string text, string? expected)
    {
        var file = Flows.Http([("timestamp_start", new Flows.Ready(Flows.Tagged(tag[0], Encode.Utf8(text))))]);
        await foreach (var entry in new FlowReader().SplitAsync(new MemoryStream(file), Limits.Default, TestContext.Current.CancellationToken))
        {
            Assert.Equal(expected, new FlowReader().Read(entry, Facts.Capture, [])!.StartedAt?.ToString("O"));
        }
    }
}
