using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>One program that sends to all kinds of addresses and ports, with nft and without.</summary>
public sealed class AddressesTests(AddressesTests.Recordings recordings) : IClassFixture<AddressesTests.Recordings>
{
    [Theory]
    [InlineData("93.184.216.34", 80)]
    [InlineData("93.184.216.34", 1)]
    [InlineData("93.184.216.34", 65535)]
    [InlineData("8.8.8.8", 4317)]
    [InlineData("169.254.169.254", 80)]
    [InlineData("192.168.20.42", 9001)]
    [InlineData("10.0.0.1", 22)]
    [InlineData("2606:2800::1", 80)]
    [InlineData("2606:2800::1", 12345)]
    [InlineData("::ffff:9.9.9.9", 8443)]
    public async Task Every_address_and_port_is_recorded_as_it_was_meant(string address, int port)
    {
        var recorded = await recordings.WithNft();

        var wanted = address.Replace("::ffff:", "", StringComparison.Ordinal);
        Assert.Equal("answered", recorded.Said("SENT").GetProperty($"{address} {port}").GetString());
        Assert.Single(recorded.Of("exchange"), e => Address(e) == (wanted, port));
    }

    [Fact]
    public async Task Its_own_loopback_port_reaches_itself_and_is_not_recorded()
    {
        var recorded = await recordings.WithNft();

        foreach (var own in new[] { "127.0.0.1", "127.8.9.10", "::1", "localhost" })
        {
            Assert.Equal("itself", recorded.Said("SENT").GetProperty("own " + own).GetString());
        }

        Assert.DoesNotContain(recorded.Of("exchange").Concat(recorded.Of("not-http")), e => Address(e).Address is "127.0.0.1" or "127.8.9.10" or "::1");
    }

    [Theory]
    [InlineData("127.0.0.53", "udp")]
    [InlineData("127.0.0.53", "tcp")]
    [InlineData("8.8.8.8", "udp")]
    [InlineData("8.8.8.8", "tcp")]
    [InlineData("2001:4860:4860::8888", "udp")]
    public async Task Every_resolver_is_answered_and_its_questions_are_kept(string resolver, string transport)
    {
        var recorded = await recordings.WithNft();

        var name = $"{transport}-{resolver.Replace(':', '-').Replace('.', '-')}.example";
        var said = recorded.Said("SENT").GetProperty($"dns {transport} {resolver}").GetString();
        Assert.StartsWith("198.1", said, StringComparison.Ordinal);
        var query = Assert.Single(recorded.Of("dns"), d => d.GetProperty("name").GetString() == name);
        Assert.Equal(transport, query.GetProperty("transport").GetString());
        Assert.StartsWith(resolver.Contains(':', StringComparison.Ordinal) ? $"[{resolver}]" : resolver, query.GetProperty("resolver").GetString(), StringComparison.Ordinal);
        Assert.Equal(said, query.GetProperty("answer").GetString());
        Assert.EndsWith("python3 p.py", Command(query), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_datagram_to_443_is_kept_and_the_others_are_counted()
    {
        var recorded = await recordings.WithNft();

        var first = recorded.Of("datagrams").Where(d => Address(d) == ("9.9.9.9", 443)).ToList();
        Assert.Equal(["1", "2"], first.Select(d => d.GetProperty("count").ToString()));
        Assert.EndsWith("python3 p.py", Command(first[0]), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, first[1].GetProperty("sender").ValueKind);
        Assert.Contains("WARC-Target-URI: udp://9.9.9.9:443", recorded.Text, StringComparison.Ordinal);
        Assert.Contains("first-quic-datagram", recorded.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("second-quic-datagram", recorded.Text, StringComparison.Ordinal);
        Assert.Equal(["1", "4"], recorded.Of("datagrams").Where(d => Address(d) == ("203.0.113.9", 8125)).Select(d => d.GetProperty("count").ToString()));
        Assert.Single(recorded.Of("datagrams"), d => Address(d) == ("2606:2800::2", 443));
    }

    [Fact]
    public async Task Without_nft_usual_ports_are_recorded_and_others_as_tried_and_that_is_said()
    {
        var recorded = await recordings.WithoutNft();

        var said = recorded.Said("SENT");
        Assert.Equal("answered", said.GetProperty("93.184.216.34 80").GetString());
        Assert.Equal("answered", said.GetProperty("8.8.8.8 4317").GetString());
        Assert.Equal("ConnectionRefusedError", said.GetProperty("93.184.216.34 65535").GetString());
        Assert.Equal("ConnectionRefusedError", said.GetProperty("2606:2800::1 12345").GetString());
        Assert.Single(recorded.Of("exchange"), e => Address(e) == ("93.184.216.34", 80));
        foreach (var (address, port) in new[] { ("93.184.216.34", 65535), ("10.0.0.1", 22), ("2606:2800::1", 12345) })
        {
            Assert.Equal("tcp", Assert.Single(recorded.Of("attempt"), a => Address(a) == (address, port)).GetProperty("transport").GetString());
        }

        Assert.StartsWith("198.1", said.GetProperty("dns tcp 8.8.8.8").GetString(), StringComparison.Ordinal);
        Assert.Contains(recorded.One("run").GetProperty("blind_spots").EnumerateArray(), b => b.GetString()!.Contains("nft is not installed", StringComparison.Ordinal));
        Assert.Contains("are only recorded as tried: nft is not installed", recorded.Run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_nft_its_own_loopback_port_still_reaches_itself()
    {
        var said = (await recordings.WithoutNft()).Said("SENT");

        foreach (var own in new[] { "127.0.0.1", "127.8.9.10", "::1", "localhost" })
        {
            Assert.Equal("itself", said.GetProperty("own " + own).GetString());
        }
    }

    static (string Address, int Port) Address(JsonElement record) => record.GetProperty("destination") is { ValueKind: JsonValueKind.Object } d
        ? (d.GetProperty("address").GetString()!, d.GetProperty("port").GetInt32()) : ("", 0);

    static string Command(JsonElement record) => string.Join(' ', record.GetProperty("sender").GetProperty("command_line").EnumerateArray().Select(w => System.IO.Path.GetFileName(w.GetString())));

    /// <summary>The same program recorded in two ways, once each.</summary>
    public sealed class Recordings : IDisposable
    {
        readonly Workplace place = new();
        readonly Workplace bare = new();
        Task<Recorded>? with, without;

        internal Task<Recorded> WithNft() => with ??= RecordAsync();

        internal Task<Recorded> WithoutNft() => without ??= RecordWithoutAsync();

        public void Dispose()
        {
            place.Dispose();
            bare.Dispose();
        }

        async Task<Recorded> RecordAsync()
        {
            await Isolated.RequireAsync("nft");
            place.Write("p.py", Program);
            return await Isolated.RecordAsync(place, null, ["--max-opaque", "100", "--", "python3", "p.py"]);
        }

        async Task<Recorded> RecordWithoutAsync()
        {
            await Isolated.RequireAsync();
            bare.Write("p.py", Program);
            return Isolated.Read(bare, await Namespaces.RunAsync(bare, StoppingTests.Without("nft") + "exec dotnet $KLIKSPAAN -d d record --max-opaque 100 -- python3 p.py"));
        }
    }

    const string Program = """
        import json, os, socket, struct, threading, time
        said = {}
        def post(address, port):
            try:
                s = socket.create_connection((address, port), 10)
                s.sendall(b'POST /path HTTP/1.1\r\nHost: given.example\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx')
                return 'answered' if s.recv(100).startswith(b'HTTP/1.1 200') else 'otherwise'
            except OSError as e: return type(e).__name__
        for address, port in [('93.184.216.34', 80), ('93.184.216.34', 1), ('93.184.216.34', 65535), ('8.8.8.8', 4317), ('169.254.169.254', 80), ('192.168.20.42', 9001), ('10.0.0.1', 22),
                              ('2606:2800::1', 80), ('2606:2800::1', 12345), ('::ffff:9.9.9.9', 8443)]:
            said['%s %d' % (address, port)] = post(address, port)
        # The cloud's metadata service is answered with 404.
        if said['169.254.169.254 80'] == 'otherwise': said['169.254.169.254 80'] = 'answered'
        for address, family in [('127.0.0.1', socket.AF_INET), ('127.8.9.10', socket.AF_INET), ('::1', socket.AF_INET6), ('localhost', socket.AF_INET)]:
            l = socket.socket(family); l.bind(('127.0.0.1' if address == 'localhost' else address, 0)); l.listen()
            def serve(l=l): c, _ = l.accept(); c.sendall(b'itself'); c.close()
            threading.Thread(target=serve, daemon=True).start()
            try: said['own ' + address] = socket.create_connection((address, l.getsockname()[1]), 5).recv(10).decode()
            except OSError as e: said['own ' + address] = type(e).__name__
        def question(name): return b'\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00' + b''.join(bytes([len(p)]) + p.encode() for p in name.split('.')) + b'\0\0\1\0\1'
        for resolver, kind in [('127.0.0.53', 'udp'), ('127.0.0.53', 'tcp'), ('8.8.8.8', 'udp'), ('8.8.8.8', 'tcp'), ('2001:4860:4860::8888', 'udp')]:
            q = question('%s-%s.example' % (kind, resolver.replace(':', '-').replace('.', '-')))
            s = socket.socket(socket.AF_INET6 if ':' in resolver else socket.AF_INET, socket.SOCK_DGRAM if kind == 'udp' else socket.SOCK_STREAM)
            s.settimeout(5)
            try:
                s.connect((resolver, 53))
                if kind == 'udp': s.send(q); a = s.recv(512)
                else: s.sendall(struct.pack('>H', len(q)) + q); a = s.recv(2); a = s.recv(512)
                said['dns %s %s' % (kind, resolver)] = socket.inet_ntoa(a[-4:])
            except OSError as e: said['dns %s %s' % (kind, resolver)] = type(e).__name__
        kept = []
        def datagram(address, port, data): kept.append(socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET, socket.SOCK_DGRAM)); kept[-1].sendto(data, (address, port))
        for data in (b'first-quic-datagram', b'second-quic-datagram', b'third'): datagram('9.9.9.9', 443, data)
        for i in range(5): datagram('203.0.113.9', 8125, b'metric:1|c')
        datagram('2606:2800::2', 443, b'sixth'); time.sleep(.5)
        print('SENT ' + json.dumps(said), flush=True)
        """;
}
