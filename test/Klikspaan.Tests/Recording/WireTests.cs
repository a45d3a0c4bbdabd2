using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>What goes over the wire, byte for byte, through the whole program: one recording of a client that speaks in many ways.</summary>
public sealed class WireTests : IClassFixture<WireTests.Speaker>
{
    /// <summary>Octets that a server would merge, reorder and drop.</summary>
    const string Odd =
        "POST /odd?b=2&a=1 HTTP/1.1\r\nhOsT: {0}\r\nX-Twice: first\r\nAccept: */*\r\nx-tWICE:  second \r\nX-Empty:\r\nTransfer-Encoding: chunked\r\nTrailer: X-Last\r\n\r\n"
        + "5;name=\"va;lue\";flag\r\nhello\r\n00006\r\n world\r\n0;end\r\nX-Last: bye\r\nx-lAST: again\r\n\r\n";

    const string Script = """
        import json, socket, ssl, sys, time, threading
        out = {}
        def plain(host, port=80):
            return socket.create_connection((host, port), 10)
        def tls(host, port=443, alpn=None, **more):
            c = ssl.create_default_context()
            if alpn: c.set_alpn_protocols(alpn)
            if 'top' in more: c.maximum_version = more['top']
            s = c.wrap_socket(plain(host, port), server_hostname=more.get('name', host))
            return s
        def talk(s, data, wait=3):
            s.sendall(data); s.settimeout(wait); got = b''
            try:
                while True:
                    more = s.recv(65536)
                    if not more: break
                    got += more
                    if b'\r\n\r\n' in got and (b'ontent-Length: 2' in got or b'ontent-Length: 0' in got) and len(got.split(b'\r\n\r\n',1)[1]) >= (2 if b'Length: 2' in got else 0): break
            except (socket.timeout, ConnectionError): pass
            return got.decode('latin1')
        odd = ODD
        out['plain'] = talk(plain('plain.example'), odd.replace('{0}', 'plain.example').encode())
        out['tls'] = talk(tls('secret.example', alpn=['http/1.1']), odd.replace('{0}', 'secret.example').encode())
        s = plain('pipeline.example')
        s.sendall(b'GET /1 HTTP/1.1\r\nHost: pipeline.example\r\n\r\nPOST /2 HTTP/1.1\r\nHost: pipeline.example\r\nContent-Length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\nHost: pipeline.example\r\nConnection: close\r\n\r\n')
        got = b''
        while True:
            more = s.recv(65536)
            if not more: break
            got += more
        out['pipeline'] = got.decode('latin1')
        out['http10'] = talk(plain('old.example'), b'GET /ten HTTP/1.0\r\nHost: old.example\r\n\r\n')
        out['head'] = talk(plain('head.example'), b'HEAD /h HTTP/1.1\r\nHost: head.example\r\nConnection: close\r\n\r\n')
        s = plain('expect.example')
        out['expect'] = talk(s, b'POST /e HTTP/1.1\r\nHost: expect.example\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n', 1)
        out['expected'] = talk(s, b'body')
        out['preflight'] = talk(plain('cors.example'), b'OPTIONS /c HTTP/1.1\r\nHost: cors.example\r\nOrigin: null\r\nAccess-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: x-a, x-b\r\nConnection: close\r\n\r\n')
        out['websocket'] = talk(plain('socket.example'), b'GET /ws HTTP/1.1\r\nHost: socket.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n')
        out['metadata'] = talk(plain('169.254.169.254'), b'GET /latest HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n')
        out['badhost'] = talk(plain('badhost.example'), b'GET /bad HTTP/1.1\r\nHost: a b\r\nX-Secret: kept-all-the-same\r\n\r\n')
        out['twolengths'] = talk(plain('smuggle.example'), b'POST /s HTTP/1.1\r\nHost: smuggle.example\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\nabcdefghi')
        s = plain('proxy.example', 3128)
        out['connect'] = talk(s, b'CONNECT inner.example:443 HTTP/1.1\r\nHost: inner.example:443\r\nProxy-Authorization: Basic bWU6bWU=\r\n\r\n', 1)
        s = ssl.create_default_context().wrap_socket(s, server_hostname='inner.example')
        out['inner'] = talk(s, b'GET /inner HTTP/1.1\r\nHost: inner.example\r\n\r\n')
        c = ssl.create_default_context()
        s = c.wrap_socket(plain('203.0.113.7', 8443), server_hostname='203.0.113.7')
        out['address'] = talk(s, b'GET /ip HTTP/1.1\r\nHost: 203.0.113.7:8443\r\n\r\n')
        s = tls('alpn.example', alpn=['spdy/9'])
        out['alpn'] = str(s.selected_alpn_protocol()); talk(s, b'GET /alpn HTTP/1.1\r\nHost: alpn.example\r\n\r\n')
        s = tls('twelve.example', top=ssl.TLSVersion.TLSv1_2)
        out['version'] = s.version(); talk(s, b'GET /12 HTTP/1.1\r\nHost: twelve.example\r\n\r\n')
        s = tls('silent.example'); s.close()
        for n, v in (('refused12', ssl.TLSVersion.TLSv1_2), ('refused13', ssl.TLSVersion.TLSv1_3)):
            c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
            c.minimum_version = c.maximum_version = v
            try: c.wrap_socket(plain(n + '.example', 443), server_hostname=n + '.example').recv(1); out[n] = 'accepted'
            except ssl.SSLError as e: out[n] = e.reason
        s = plain('other.example', 5555); s.sendall(b'\x00\x01\x02NOT HTTP' + bytes(70000)); time.sleep(.3); s.close()
        s = plain('first.example', 25); time.sleep(.3); s.close()
        s = plain('reset.example'); s.sendall(b'POST /r HTTP/1.1\r\nHost: reset.example\r\nContent-Length: 100\r\n\r\nhalf of it')
        time.sleep(.2); s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\x01\0\0\0\0\0\0\0'); s.close()
        own = socket.socket(); own.bind(('127.0.0.1', 0)); own.listen(1)
        def serve():
            a, _ = own.accept(); a.sendall(b'my own server'); a.close()
        threading.Thread(target=serve, daemon=True).start()
        out['own'] = plain('127.0.0.1', own.getsockname()[1]).recv(100).decode()
        print(json.dumps(out))
        """;

    readonly Speaker speaker;

    public WireTests(Speaker speaker)
    {
        this.speaker = speaker;
        Assert.SkipWhen(speaker.Missing is not null, speaker.Missing ?? "");
    }

    [Theory]
    [InlineData("http://plain.example/odd?b=2&a=1", "plain.example")]
    [InlineData("https://secret.example/odd?b=2&a=1", "secret.example")]
    public void Fields_in_odd_case_twice_and_unordered_chunk_extensions_and_trailers_are_kept_byte_for_byte(string uri, string host)
    {
        var (request, metadata, response) = speaker.Recorded.Exchange(uri);

        Assert.Equal(Odd.Replace("{0}", host, StringComparison.Ordinal), request.Text);
        Assert.Matches("^HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ndate: [A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\ncontent-length: 2\r\n\r\n{}$", response.Text);
        Assert.Equal(host == "secret.example" ? ["http/1.1", "tls/1.3"] : ["http/1.1"], request.Fields["WARC-Protocol"]);
        Assert.False(metadata.GetProperty("incomplete").GetBoolean());
        Assert.StartsWith("python3", Path.GetFileName(metadata.GetProperty("sender").GetProperty("executable").GetString()!), StringComparison.Ordinal);
        Assert.Equal("script.py", metadata.GetProperty("sender").GetProperty("command_line")[1].GetString());
    }

    [Fact]
    public void Requests_that_are_sent_without_waiting_are_each_kept_whole()
    {
        Assert.Equal("GET /1 HTTP/1.1\r\nHost: pipeline.example\r\n\r\n", speaker.Recorded.Exchange("http://pipeline.example/1").Request.Text);
        Assert.EndsWith("\r\n\r\nabc", speaker.Recorded.Exchange("http://pipeline.example/2").Request.Text, StringComparison.Ordinal);
        Assert.StartsWith("GET /3 ", speaker.Recorded.Exchange("http://pipeline.example/3").Request.Text, StringComparison.Ordinal);
        Assert.Equal(3, speaker.Heard("pipeline").Split("HTTP/1.1 200 OK").Length - 1);
    }

    [Theory]
    [InlineData("http10", "HTTP/1.1 200 OK\r\n")]
    [InlineData("head", "HTTP/1.1 200 OK\r\n")]
    [InlineData("expect", "HTTP/1.1 100 Continue\r\n")]
    [InlineData("expected", "HTTP/1.1 200 OK\r\n")]
    [InlineData("preflight", "HTTP/1.1 204 No Content\r\n")]
    [InlineData("websocket", "HTTP/1.1 503 Service Unavailable\r\n")]
    [InlineData("metadata", "HTTP/1.1 404 Not Found\r\n")]
    [InlineData("connect", "HTTP/1.1 200 Connection established\r\n")]
    [InlineData("inner", "HTTP/1.1 200 OK\r\n")]
    [InlineData("address", "HTTP/1.1 200 OK\r\n")]
    public void A_program_hears_what_lets_it_go_on(string name, string start) => Assert.StartsWith(start, speaker.Heard(name), StringComparison.Ordinal);

    [Fact]
    public void A_preflight_gets_what_it_asked_for()
    {
        Assert.Contains("Access-Control-Allow-Origin: null\r\n", speaker.Heard("preflight"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Access-Control-Allow-Headers: x-a, x-b\r\n", speaker.Heard("preflight"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(": *", speaker.Heard("preflight"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_server_refuses_is_kept_all_the_same()
    {
        var text = string.Concat(speaker.Recorded.Records.Where(r => r.Type is "request" or "resource").Select(r => r.Text));

        Assert.Contains("X-Secret: kept-all-the-same\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 4\r\nContent-Length: 9\r\n\r\nabcdefghi", text, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\nhalf of it", text, StringComparison.Ordinal);
        var (_, metadata, _) = speaker.Recorded.Exchange("http://reset.example/r");
        Assert.True(metadata.GetProperty("incomplete").GetBoolean());
    }

    [Fact]
    public void A_tunnel_through_a_proxy_of_the_programs_own_is_followed()
    {
        var connect = speaker.Recorded.Records.Single(r => r.Type == "request" && r.Text.StartsWith("CONNECT ", StringComparison.Ordinal));
        Assert.Contains("Proxy-Authorization: Basic bWU6bWU=\r\n", connect.Text, StringComparison.Ordinal);

        var (request, metadata, _) = speaker.Recorded.Exchange("https://inner.example/inner");
        Assert.StartsWith("GET /inner ", request.Text, StringComparison.Ordinal);
        Assert.Equal(3128, metadata.GetProperty("destination").GetProperty("port").GetInt32());
    }

    [Fact]
    public void Addresses_old_versions_and_unknown_protocols_are_met()
    {
        var (_, address, _) = speaker.Recorded.Exchange("https://203.0.113.7:8443/ip");
        Assert.Equal(JsonValueKind.Null, address.GetProperty("tls").GetProperty("sni").ValueKind);
        Assert.Equal("None", speaker.Heard("alpn"));
        Assert.Equal("TLSv1.2", speaker.Heard("version"));
        Assert.Equal(["http/1.1", "tls/1.2"], speaker.Recorded.Exchange("https://twelve.example/12").Request.Fields["WARC-Protocol"]);
        Assert.Equal("my own server", speaker.Heard("own"));
    }

    [Theory]
    [InlineData("refused12.example", "unknown ca")]
    [InlineData("refused13.example", "unknown ca")]
    [InlineData("silent.example", "the program ended the connection after the handshake and sent nothing")]
    public void A_handshake_that_is_not_completed_is_a_finding_with_its_reason_and_sender(string name, string reason)
    {
        var failure = Assert.Single(speaker.Recorded.Metadata("tls-failure"), f => f.GetProperty("sni").GetString() == name);

        Assert.Matches(reason, failure.GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Object, failure.GetProperty("sender").ValueKind);
        Assert.Equal(name, failure.GetProperty("destination").GetProperty("name").GetString());
    }

    [Fact]
    public void Of_what_is_not_HTTP_the_first_bytes_are_kept()
    {
        var resource = Assert.Single(speaker.Recorded.Records, r => r.Uri == "tcp://other.example:5555");
        Assert.Equal(64 << 10, resource.Block.Length);
        Assert.StartsWith("\0\u0001\u0002NOT HTTP", resource.Text, StringComparison.Ordinal);
        var metadata = speaker.Recorded.Metadata("not-http").Single(m => m.GetProperty("destination").GetProperty("name").GetString() == "other.example");
        Assert.Equal((70011, 64 << 10), (metadata.GetProperty("bytes_seen").GetInt32(), metadata.GetProperty("bytes_kept").GetInt32()));

        var first = speaker.Recorded.Metadata("not-http").Single(m => m.GetProperty("destination").GetProperty("name").GetString() == "first.example");
        Assert.Equal("the program connected and waited for the other side to speak first", first.GetProperty("reason").GetString());
    }

    [Fact]
    public void The_summary_counts_the_connections_that_ended_unseen_and_does_not_say_who_ended_them()
    {
        var failed = speaker.Recorded.Metadata("tls-failure").Count();

        Assert.InRange(failed, 2, 100);
        Assert.Contains($" {failed} handshakes that were not completed", speaker.Recorded.Run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_metadata_record_meets_the_published_schema()
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(Repository.Path("docs", "schema", "recording.schema.json"), TestContext.Current.CancellationToken);

        Assert.All(speaker.Recorded.Records.Where(r => r.Type == "metadata"), r => Assert.Empty(schema.Validate(r.Text)));
        Assert.Equal(
            ["dns", "end", "exchange", "not-http", "run", "tls-failure"],
            speaker.Recorded.Records.Where(r => r.Type == "metadata").Select(r => r.Json.GetProperty("kind").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("end", speaker.Recorded.Records[^1].Json.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task The_recording_reads_the_same_in_another_dossier()
    {
        var place = speaker.Recorded.Place;
        var file = Directory.GetFiles(place.Path("klikspaan-dossier", "captures")).Single();
        await place.RunAsync("-d", "other", "import", file);
        foreach (var table in new[] { "exchanges", "items", "problems", "coverage" })
        {
            var here = await place.RunAsync("-d", "klikspaan-dossier", "show", table, "--format", "ndjson");
            var there = await place.RunAsync("-d", "other", "show", table, "--format", "ndjson");

            Assert.True(here.Lines.Length > 1, table);
            Assert.Equal(here.Lines, there.Lines);
        }
    }

    [Fact]
    public async Task The_exit_code_says_that_connections_were_not_understood()
    {
        Assert.Equal(3, speaker.Recorded.Run.Code);
        var coverage = await speaker.Recorded.Place.RunAsync("-d", "klikspaan-dossier", "show", "coverage", "--format", "json");
        using var json = JsonDocument.Parse(coverage.Out);
        Assert.Equal(3, json.RootElement[0].GetProperty("tls_failures").GetInt32());
        Assert.True(json.RootElement[0].GetProperty("undecrypted_connections").GetInt32() >= 5);
        Assert.Equal(0, json.RootElement[0].GetProperty("senders_not_established").GetInt32());
    }

    /// <summary>The one recording that all tests here look at.</summary>
    public sealed class Speaker : IAsyncLifetime
    {
        Dictionary<string, string> heard = [];

        /// <summary>Why it could not be made; null when it could.</summary>
        public string? Missing { get; private set; }

        internal RecordedRun Recorded { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Missing = await Klikspaan.Recording.Isolating.NamespaceEntry.RefusalAsync(TestContext.Current.CancellationToken)
                ?? (Klikspaan.Recording.Isolating.SystemTool.Find("nft") is null ? "nft is not installed" : File.Exists("/usr/bin/python3") || Klikspaan.Recording.Isolating.SystemTool.Find("python3") is not null ? null : "python3 is not installed");
            if (Missing is null)
            {
                var place = new Workplace();
                Recorded = await RecordedRun.PythonAsync(place, Script.Replace("ODD", Facts.Json(Odd), StringComparison.Ordinal));
                var line = Recorded.Run.Lines.First(l => l.StartsWith("{\"plain\"", StringComparison.Ordinal));
                heard = JsonSerializer.Deserialize<Dictionary<string, string>>(line)!;
            }
        }

        public ValueTask DisposeAsync()
        {
            Recorded?.Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>What the client heard.</summary>
        public string Heard(string name) => heard[name];
    }
}
