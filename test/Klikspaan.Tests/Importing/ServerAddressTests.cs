using System.Text;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>The address of the server, from each format that tells one. All captures are synthetic.</summary>
public sealed class ServerAddressTests
{
    static readonly string[] Http = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "trans_depth", "method", "host", "uri"];
    static readonly string[] Dns = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "trans_id", "query", "rejected"];

    /// <summary>Each exchange with its server: address, field, and the bytes of the file to which its place leads, where these are text.</summary>
    static async Task<List<string>> ReadAsync(byte[] file, ICaptureReader reader)
    {
        var (entries, lines) = (new List<CaptureEntry>(), new List<string>());
        await foreach (var entry in reader.SplitAsync(new MemoryStream(file), Limits.Default, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        foreach (var exchange in entries.Where(e => e.Kind == EntryKind.Exchange).Select(e => reader.Read(e, Facts.Capture, [])).OfType<Exchange>())
        {
            lines.Add(exchange.Server is { } server ? $"{exchange.Host} {server.Address} {server.Field} [{Short(file[(int)server.Offset..(int)(server.Offset + server.Length)])}]" : $"{exchange.Host} -");
        }

        return lines;
    }

    static string Short(byte[] place) => place.Length > 60 ? "..." : Encoding.UTF8.GetString(place);

    [Theory]
    [InlineData("9.9.9.1", "9.9.9.1 serverIPAddress [9.9.9.1]")]
    [InlineData("[2A00:1::0001]", "2a00:1::1 serverIPAddress [[2A00:1::0001]]")]
    [InlineData("::ffff:9.9.9.1", "9.9.9.1 serverIPAddress [::ffff:9.9.9.1]")]
    [InlineData("9\\u002e9.9.1", "9.9.9.1 serverIPAddress [9\\u002e9.9.1]")]
    [InlineData("", "-")]
    [InlineData("9", "-")]
    [InlineData("9.9.9", "-")]
    [InlineData("999.9.9.9", "-")]
    [InlineData("host.with.three.dots", "-")]
    public async Task An_archive_of_HTTP_tells_it_as_text(string address, string expected) =>
        Assert.Equal([$"host.example {expected}"], await ReadAsync(Encode.Utf8(Hars.Of(Hars.Entry(more: $"\"serverIPAddress\":\"{address}\""))), new HarReader()));

    [Fact]
    public async Task Of_flows_it_is_that_of_the_connection_unless_that_was_with_another_proxy()
    {
        static byte[] Flow(params (string, object?)[] more) => Flows.Http(members: [("server_conn", (((string, object?)[])[("address", new object?[] { "host.example", 443 }), .. more]))]);

        Assert.Equal(["host.example 9.9.9.1 server_conn peername [9.9.9.1]"], await ReadAsync(Flow(("peername", new object?[] { "9.9.9.1", 443 })), new FlowReader()));
        Assert.Equal(["host.example 9.9.9.2 server_conn ip_address [9.9.9.2]"], await ReadAsync(Flow(("ip_address", new object?[] { "9.9.9.2", 443 })), new FlowReader()));
        Assert.Equal(["host.example -"], await ReadAsync(Flow(("peername", new object?[] { "9.9.9.1", 443 }), ("via", new object?[] { "http", new object?[] { "proxy.example", 8080 } })), new FlowReader()));
        Assert.Equal(["host.example -"], await ReadAsync(Flow(), new FlowReader()));
    }

    [Fact]
    public async Task Other_archives_tell_it_in_a_field_of_their_own()
    {
        Assert.Equal(["host.example 198.18.0.1 ip of the host [host.example]"], await ReadAsync(Burps.Of(Burps.Item()), new BurpReader()));
        Assert.Equal(["host.example 198.18.0.1 x-hostIP [...]"], await ReadAsync(Sazs.Of(Sazs.Session(1, metadata: Sazs.Metadata())), new SazReader()));
        var block = "POST /p HTTP/1.1\r\nHost: host.example\r\nContent-Length: 0\r\n\r\n";
        Assert.Equal(["host.example 9.9.9.1 WARC-IP-Address [...]"], await ReadAsync(Warcs.Plain("request", "WARC-Target-URI: https://host.example/p\r\nWARC-IP-Address: 9.9.9.1\r\nContent-Type: application/http; msgtype=request\r\n", block), new WarcReader()));
    }

    [Fact]
    public async Task Of_a_log_it_is_that_of_the_server_and_of_a_look_up_none()
    {
        Assert.Equal(["host.example 9.9.9.1 id.resp_h [9.9.9.1]"], await ReadAsync(Logs.Columns("http", Http, ["1767323045.5", "C1", "192.168.1.77", "54080", "9.9.9.1", "80", "1", "GET", "host.example", "/"]), Logs.Of("zeek-tsv")));
        Assert.Equal(["host.example -"], await ReadAsync(Logs.Columns("dns", Dns, ["1767323045.5", "C1", "192.168.1.77", "54080", "9.9.9.53", "53", "udp", "1", "host.example", "F"]), Logs.Of("zeek-tsv")));
    }

    [Theory]
    [InlineData("HIER_DIRECT/9.9.9.1", "host.example 9.9.9.1 hierarchy [9.9.9.1]")]
    [InlineData("DIRECT/9.9.9.1", "host.example 9.9.9.1 hierarchy [9.9.9.1]")]
    [InlineData("FIRSTUP_PARENT/9.9.9.1", "host.example -")]
    [InlineData("HIER_DIRECT/host.example", "host.example -")]
    public async Task A_proxy_tells_it_where_it_spoke_with_the_server_itself(string way, string expected) =>
        Assert.Equal([expected], await ReadAsync(Encode.Utf8($"1767323045.500 10 192.168.1.77 TCP_MISS/200 12 GET http://host.example/p - {way} text/html\n"), Logs.Of("squid")));

    [Theory]
    [InlineData("/p", "9.9.9.1 id.resp_h [9.9.9.1]")]
    [InlineData("http://host.example/p", "-")]
    public async Task A_request_for_a_proxy_does_not_tell_it_in_a_log(string uri, string expected) =>
        Assert.Equal([$"host.example {expected}"], await ReadAsync(Logs.Columns("http", Http, ["1767323045.5", "C1", "192.168.1.77", "54080", "9.9.9.1", "80", "1", "GET", "host.example", uri]), Logs.Of("zeek-tsv")));

    [Theory]
    [InlineData("GET /p", "9.9.9.1 destination of the packets [...]")]
    [InlineData("GET http://host.example/p", "-")]
    public async Task Of_packets_it_is_where_they_went_unless_that_was_a_proxy(string line, string expected)
    {
        var request = Encode.Utf8($"{line} HTTP/1.1\r\nHost: host.example\r\n\r\n");
        var file = Packets.Pcap(
        [
            Packets.Ethernet(Packets.Internet("192.168.1.77", "9.9.9.1", 6, Packets.Segment(50000, 80, 1, 0, 2, []))), Packets.Ethernet(Packets.Internet("9.9.9.1", "192.168.1.77", 6, Packets.Segment(80, 50000, 1, 2, 0x12, []))),
            Packets.Ethernet(Packets.Internet("192.168.1.77", "9.9.9.1", 6, Packets.Segment(50000, 80, 2, 2, 0x18, request))),
        ]);

        Assert.Equal([$"host.example {expected}"], await ReadAsync(file, new PacketReader()));
    }
}
