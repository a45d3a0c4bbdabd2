using System.Text.Json;
using Klikspaan.Recording.Naming;

namespace Klikspaan.Tests.Recording;

/// <summary>The responder at work in namespaces, asked by real programs.</summary>
public sealed class DnsResponderTests
{
    const string Ask = """
        import json, os, socket, struct, sys, time
        def question(name, type=1):
            return struct.pack('>HHHHHH', 0x1234, 0x100, 1, 0, 0, 0) + b''.join(bytes([len(l)]) + l.encode() for l in name.split('.')) + b'\0' + struct.pack('>HH', type, 1)
        def say(**what):
            os.write(1, (json.dumps(dict(what, kind='answer')) + '\n').encode())
        def socket_to(resolver, kind):
            s = socket.socket(socket.AF_INET6 if ':' in resolver else socket.AF_INET, kind)
            s.settimeout(10)
            return s
        def udp(resolver, name, type=1, connect=True):
            s = socket_to(resolver, socket.SOCK_DGRAM)
            if connect:
                s.connect((resolver, 53)); s.send(question(name, type)); answer, source = s.recv(999), s.getpeername()
            else:
                s.sendto(question(name, type), (resolver, 53)); answer, source = s.recvfrom(999)
            say(hex=answer.hex(), source=source[0])
        def tcp(resolver, *names):
            s = socket_to(resolver, socket.SOCK_STREAM)
            s.connect((resolver, 53))
            for name in names:
                m = question(name)
                s.sendall(struct.pack('>H', len(m)) + m)
                length = struct.unpack('>H', s.recv(2))[0]
                say(hex=s.recv(length, socket.MSG_WAITALL).hex(), source=s.getpeername()[0])

        """;

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("127.0.0.53")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("::1")]
    public async Task Any_resolver_answers_from_its_own_address_by_datagram_and_by_connection(string resolver)
    {
        var seen = await RunAsync($"""
            udp('{resolver}', 'Host.Example')
            udp('{resolver}', 'host.example', 28, False)
            udp('{resolver}', 'host.example', 1, False)
            tcp('{resolver}', 'host.example', 'other.example')
            """);

        var address = "04c6120001";
        Assert.Equal([address, "010001", address, address, "04c6120002"], seen.Of("answer").Zip([10, 6, 10, 10, 10], (a, n) => a.Text("hex")![^n..]).Select(h => h == "1c0001" ? "010001" : h));
        Assert.All(seen.Of("answer"), a => Assert.Equal(resolver, a.Text("source")));
        var shown = resolver.Contains(':') ? $"[{resolver}]:53" : $"{resolver}:53";
        Assert.Equal(
            ["host.example A 198.18.0.1 Udp", "host.example AAAA NODATA Udp", "host.example A 198.18.0.1 Udp", "host.example A 198.18.0.1 Tcp", "other.example A 198.18.0.2 Tcp"],
            seen.Of("dns").Select(d => $"{d.Text("name")} {d.Text("type")} {d.Text("answer")} {d.Text("transport")}"));
        Assert.All(seen.Of("dns"), d => Assert.Equal(shown, d.Text("resolver")));
        Assert.All(seen.Of("dns"), d => Assert.EndsWith("ask.py", d.Command()));
        Assert.Equal("0", seen.Of("end")[0].Text("unanswered"));
    }

    [Fact]
    public async Task The_systems_own_look_up_works_and_each_name_leads_to_its_connection()
    {
        var seen = await RunAsync(
            """
            for name in ('a.example', 'b.example'):
                s = socket.create_connection((name, 443), 10)
                s.recv(1)
            """,
            "echo nameserver 9.9.9.9 > r; mount --bind r /etc/resolv.conf");

        Assert.Equal(["a.example", "b.example"], seen.Of("tcp").Select(t => t.Text("name")));
        Assert.Equal(["198.18.0.1:443", "198.18.0.2:443"], seen.Of("tcp").Select(t => t.Text("destination")));
        Assert.All(seen.Of("dns"), d => Assert.Equal("9.9.9.9:53", d.Text("resolver")));
    }

    [Fact]
    public async Task Garbage_is_reported_as_it_is_and_does_not_stop_the_answers()
    {
        var seen = await RunAsync("""
            s = socket_to('8.8.8.8', socket.SOCK_DGRAM)
            for n in (0, 1, 11, 12, 300, 65507):
                s.sendto(b'\x16' * n, ('8.8.8.8', 53))
            s = socket_to('8.8.8.8', socket.SOCK_STREAM)
            s.connect(('8.8.8.8', 53)); s.sendall(b'GET / HTTP/1.1\r\n\r\n'); s.shutdown(socket.SHUT_WR); s.recv(9)
            udp('8.8.8.8', 'after.example')
            """);

        Assert.EndsWith("04c6120001", Assert.Single(seen.Of("answer")).Text("hex"));
        var bad = seen.Of("dns").Where(d => d.Text("name") is null).ToList();
        Assert.Equal([0, 1, 11, 12, 300, 65507], bad.Where(d => d.Text("transport") == "Udp").Select(d => (d.Text("message")?.Length ?? 0) / 2).Order());
        Assert.Equal(["NOTIMP", "none"], bad.Select(d => d.Text("answer")!).Distinct().Order(StringComparer.Ordinal));
        var cut = Assert.Single(bad, d => d.Text("transport") == "Tcp");
        Assert.Equal("GET / HTTP/1.1\r\n\r\n", System.Text.Encoding.ASCII.GetString(Convert.FromHexString(cut.Text("message")!)));
    }

    [Fact]
    public async Task Two_thousand_questions_at_once_are_all_answered_and_reported()
    {
        var seen = await RunAsync("""
            sockets = [socket_to('8.8.8.8', socket.SOCK_DGRAM) for i in range(200)]
            answered = 0
            for round in range(10):
                for i, s in enumerate(sockets):
                    s.sendto(question('n%d-%d.example' % (round, i)), ('8.8.8.8', 53))
                for s in sockets:
                    answered += len(s.recv(999)) > 12
            say(hex=str(answered))
            """);

        Assert.Equal("2000", Assert.Single(seen.Of("answer")).Text("hex"));
        Assert.Equal(2000, seen.Of("dns").Select(d => d.Text("answer")).Distinct().Count());
        Assert.All(seen.Of("dns"), d => Assert.EndsWith("ask.py", d.Command()));
    }

    [Fact]
    public async Task A_report_that_fails_is_not_taken_for_a_connection_that_ended()
    {
        await using var responder = DnsResponder.Start(new(new()), _ => throw new IOException("the disk is full"), TimeProvider.System, port: 0);
        using var stream = new MemoryStream();
        var question = DnsQuestions.Of("host.example", 1);
        stream.Write([.. DnsQuestions.Two((ushort)question.Length), .. question]);
        stream.Position = 0;
        var end = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 53);
        await responder.ServeTcpAsync(stream, end, end, TestContext.Current.CancellationToken);

        Assert.Equal("the disk is full", (await Assert.ThrowsAsync<IOException>(() => responder.Completion)).Message);
    }

    static async Task<IReadOnlyList<JsonElement>> RunAsync(string lines, string before = ":")
    {
        using var place = new Workplace();
        place.Write("ask.py", Ask + lines);
        return await Sinkhole.RunAsync(place, $"{before}; exec python3 ask.py");
    }
}
