using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FsCheck.Xunit;
using Klikspaan.Recording.Receiving;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using static Klikspaan.Tests.Recording.Framed;

namespace Klikspaan.Tests.Recording;

public sealed class TeeingInputTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    const string Odd = "POST /a?b=1 HTTP/1.1\r\nzEBRA: 1\r\nHOST: h.example\r\nx-Same: b\r\nAccept: */*\r\nX-SAME:  a \r\nTransfer-Encoding: CHUNKED\r\n\r\n3;ext=\"v\"\r\nabc\r\n2\r\nde\r\n0;last\r\nX-Trailer: t\r\n\r\n";
    const string Get = "GET /next HTTP/1.1\r\nhost: h\r\n\r\n";
    const string Last = "GET /last HTTP/1.1\r\nhost: h\r\ncONNECTION: close\r\n\r\n";

    [Property(MaxTest = 200)]
    public async Task Each_byte_is_shown_once_whatever_the_server_consumes_and_examines((byte[] Written, byte Consumed, byte Examined)[] turns)
    {
        var pipe = new Pipe();
        using var framer = new Http2Framer(Space);
        var tee = new TeeingInput(pipe.Reader, framer);
        var written = new List<byte>();
        foreach (var turn in turns.Where(t => t.Written.Length > 0))
        {
            // No preface begins with this octet, so the framer keeps all that it is shown.
            byte[] bytes = [0, .. turn.Written];
            written.AddRange(bytes);
            await pipe.Writer.WriteAsync(bytes);
            var result = turn.Examined % 2 == 0 ? await tee.ReadAsync() : tee.TryRead(out var read) ? read : default;
            var consumed = turn.Consumed % (result.Buffer.Length + 1);
            var start = result.Buffer.GetPosition(consumed);
            if (result.Buffer.Length > 0)
            {
                // Not all is examined, so that the next read does not wait.
                tee.AdvanceTo(start, consumed == result.Buffer.Length ? start : result.Buffer.GetPosition(result.Buffer.Length - 1));
            }
        }

        await pipe.Writer.CompleteAsync();
        await tee.ReadAsync();

        Assert.Equal(written, (framer.Unframed?.First.ToArray() ?? []).AsEnumerable());
        Assert.Equal(written.Count, framer.Unframed?.Seen ?? 0);
    }

    [Theory]
    [InlineData]
    [InlineData(1)]
    [InlineData(7, 40)]
    public async Task Requests_to_a_real_server_are_kept_octet_for_octet(params int[] sizes)
    {
        await using var server = await TeedServer.StartAsync(HttpProtocols.Http1);
        var answer = await server.SendAsync(Octets(Odd + Get + "\r\n" + Odd + Last), sizes);

        Assert.Equal(4, answer.Split("HTTP/1.1 200").Length - 1);
        Assert.Equal([Odd, Get, "\r\n" + Odd, Last], server.All.Select(a => a.Block));
        Assert.Equal("abcde", Encoding.UTF8.GetString(server.All.First().Body));
        var ended = server.Connections.Take(Cancellation);
        Assert.Null(ended.Unframed);
        Assert.Empty(ended.Remaining);
    }

    [Fact]
    public async Task A_request_that_the_server_refuses_is_not_lost()
    {
        await using var server = await TeedServer.StartAsync(HttpProtocols.Http1);
        const string NoHost = "GET /refused HTTP/1.1\r\n\r\n";

        Assert.StartsWith("HTTP/1.1 400", await server.SendAsync(Octets(NoHost)), StringComparison.Ordinal);

        Assert.Empty(server.All);
        Assert.Equal([NoHost], server.Connections.Take(Cancellation).Remaining);
    }

    [Fact]
    public async Task A_large_body_is_kept_without_memory()
    {
        await using var server = await TeedServer.StartAsync(HttpProtocols.Http1);
        var body = new byte[20_000_000];
        new Random(1).NextBytes(body);

        await server.SendAsync([.. Octets($"PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]);

        Assert.Equal($"PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n" + Encoding.Latin1.GetString(body), Assert.Single(server.All).Block);
    }

    /// <summary>The framer and the server read the same bytes: whatever is sent, a request that both saw is the same request.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_request_is_given_the_bytes_of_another(int seed)
    {
        await using var server = await TeedServer.StartAsync(HttpProtocols.Http1);
        server.Patience = TimeSpan.FromMilliseconds(50);
        var random = new Random(seed);
        var (same, unframed) = (0, 0);
        for (var turn = 0; turn < 400; turn++)
        {
            var sent = Smuggling.Make(random);
            server.All.Clear();
            await server.SendAsync(Octets(sent));
            server.Connections.Take(Cancellation);
            foreach (var answered in server.All)
            {
                var shown = sent.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n\n", StringComparison.Ordinal);
                if (answered.Block is null)
                {
                    unframed++;
                    Assert.True(answered.Unframed is not null, $"not given, and no reason:\n{shown}");
                    continue;
                }

                same++;
                Assert.True(answered.Path == answered.Target && Smuggling.Content(answered.Block) == Encoding.Latin1.GetString(answered.Body),
                    $"the server saw {answered.Method} {answered.Path} [{Encoding.Latin1.GetString(answered.Body)}]\nof\n{shown}");
            }
        }

        Assert.True(same > 200 && unframed > 0, $"{same} the same, {unframed} unframed");
    }

    [Fact]
    public async Task A_client_with_prior_knowledge_of_HTTP_2_is_read()
    {
        await using var server = await TeedServer.StartAsync(HttpProtocols.Http2);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var turn = 0; turn < 3; turn++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{server.Port}/p?q={turn}") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new StringContent(new string('x', 100_000)) };
            request.Headers.Add("x-zebra", "striped");
            request.Headers.Add("x-alpha", $"{turn}");
            (await client.SendAsync(request, Cancellation)).Dispose();
        }

        Assert.Equal(3, server.All.Count);
        Assert.All(server.All.Select((a, i) => (a.Block, i)), a => Assert.Equal(
            $"POST /p?q={a.i} HTTP/2\r\nx-zebra: striped\r\nx-alpha: {a.i}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 100000\r\n\r\n{new string('x', 100_000)}",
            a.Block));
    }

    [Fact]
    public async Task Curl_with_prior_knowledge_of_HTTP_2_is_read()
    {
        await using var server = await TeedServer.StartAsync(HttpProtocols.Http2);

        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}/c");
        string[] plain = ["--noproxy", "*", "-sS", "--http2-prior-knowledge", "-A", "", url];
        await RunAsync("curl", [.. plain, "-H", "Zed: 1", "-H", "accept: a", "-H", "Zed: 2", "-H", "content-type:", "--data-binary", "hello"]);
        await RunAsync("curl", [.. plain, "-H", "Zed: 1"]);

        Assert.Equal(
            ["POST /c HTTP/2\r\nzed: 1\r\naccept: a\r\nzed: 2\r\ncontent-length: 5\r\n\r\nhello", "GET /c HTTP/2\r\naccept: */*\r\nzed: 1\r\n\r\n"],
            server.All.Select(a => a.Block));
        var ended = server.Connections.Take(Cancellation);
        Assert.Null(ended.Unframed);
        Assert.Null(ended.Beside);
    }

    [Fact]
    public async Task A_client_that_sends_trailers_over_HTTP_2_is_read()
    {
        await using var server = await TeedServer.StartAsync(HttpProtocols.Http2);
        const string Script = """
            const session = require('http2').connect('http://127.0.0.1:' + process.argv[1]);
            let left = 20;
            for (let i = 0; i < 20; i++) {
              const request = session.request({ ':method': 'POST', ':path': '/t' + i, 'x-b': 'value-' + i, 'x-a': 'same', 'te': 'trailers' }, { waitForTrailers: true });
              request.on('wantTrailers', () => request.sendTrailers({ 'grpc-status': '0', 'x-i': String(i) }));
              request.on('close', () => { if (--left === 0) session.close(); });
              request.resume();
              request.write('part 1 of ' + i + '.');
              setTimeout(() => request.end('part 2'), 5);
            }
            """;

        await RunAsync("node", "-e", Script, server.Port.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(
            Enumerable.Range(0, 20).Select(i => $"POST /t{i} HTTP/2\r\nx-b: value-{i}\r\nx-a: same\r\nte: trailers\r\ntransfer-encoding: chunked\r\n\r\n{(i < 10 ? "12" : "13")}\r\npart 1 of {i}.part 2\r\n0\r\ngrpc-status: 0\r\nx-i: {i}\r\n\r\n").Order(StringComparer.Ordinal),
            server.All.Select(a => a.Block).Order(StringComparer.Ordinal));
        Assert.Null(server.Connections.Take(Cancellation).Beside);
    }

    [Fact]
    public async Task Frames_made_by_hand_are_read_by_the_server_and_the_framer_alike()
    {
        await using var server = await TeedServer.StartAsync(HttpProtocols.Http2);
        byte[] Block(string path) => Hpack.Encode(('k', ":method", "POST"), ('h', ":path", path), ('n', ":scheme", "http"), ('k', ":authority", "h"), ('H', "b", "2"), ('h', "a", "1"));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, Cancellation);
        await socket.SendAsync((byte[])
        [
            .. FirstBytes.Preface, .. Hpack.Settings,
            .. Hpack.Frame(Http2Frame.Headers, 0, 1, Block("/1").AsSpan(0, 7)), .. Hpack.Frame(Http2Frame.Continuation, 4, 1, Block("/1").AsSpan(7)),
            .. Hpack.Frame(Http2Frame.Headers, 4 | 8 | 32, 3, [2, 0, 0, 0, 0, 9, .. Block("/3"), 0, 0]),
            .. Hpack.Frame(Http2Frame.Data, 8, 3, "\u0002th\0\0"u8), .. Hpack.Frame(Http2Frame.Data, 1, 1, "one"u8), .. Hpack.Frame(Http2Frame.Data, 0, 3, "ree"u8),
            .. Hpack.Frame(Http2Frame.Headers, 5, 3, Hpack.Encode(('h', "grpc-status", "0"))),
        ], Cancellation);
        while (server.All.Count < 2)
        {
            await Task.Delay(5, Cancellation);
        }

        Assert.Equal(
            [
                "POST /1 HTTP/2\r\nb: 2\r\na: 1\r\n\r\none",
                "POST /3 HTTP/2\r\nb: 2\r\na: 1\r\ntransfer-encoding: chunked\r\n\r\n5\r\nthree\r\n0\r\ngrpc-status: 0\r\n\r\n",
            ],
            server.All.Select(a => a.Block).Order(StringComparer.Ordinal));
        Assert.Equal(["one", "three"], server.All.Select(a => Encoding.UTF8.GetString(a.Body)).Order(StringComparer.Ordinal));
    }

    static async Task RunAsync(string program, params string[] arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
            return;
        }

        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            await output;
            Assert.True(process.ExitCode == 0, errors);
        }
    }
}
