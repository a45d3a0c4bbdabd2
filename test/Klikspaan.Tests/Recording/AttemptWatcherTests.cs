using System.Globalization;
using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>Real datagrams, and connections to where nothing listens.</summary>
public sealed class AttemptWatcherTests
{
    [Fact]
    public async Task Datagrams_are_seen_with_the_first_of_each_destination_and_counted()
    {
        var seen = await RunAsync(bare: false, """
            four = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            for i in range(3):
                four.sendto(b'quic' * 300, ('1.2.3.4', 443))
            four.sendto(b'', ('1.2.3.4', 123))
            four.sendto(b'm' * 65507, ('224.0.0.251', 5353))
            six = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
            six.sendto(b'six', ('2a00::1', 443))
            six.sendto(b'x' * 65527, ('2a00::2', 444))
            four.sendto(b'own', ('127.0.0.1', 999)); six.sendto(b'own', ('::1', 999))
            """);

        Assert.Equal(
            ["udp 1.2.3.4:123 1 0", "udp 1.2.3.4:443 3 3600", "udp 224.0.0.251:5353 1 65507", "udp [2a00::1]:443 1 3", "udp [2a00::2]:444 1 65527"],
            Counts(seen));
        Assert.Equal(5, seen.Of("attempt").Count);
        var quic = Assert.Single(seen.Of("attempt"), a => a.Text("destination") == "1.2.3.4:443");
        Assert.Equal(("1200", "71756963717569637175696371756963"), (quic.Text("length"), quic.Text("content")));
        Assert.All(seen.Of("attempt"), a => Assert.EndsWith("send.py", a.Command()));
    }

    [Fact]
    public async Task Connections_to_where_nothing_listens_are_counted_when_nothing_redirects_them()
    {
        var seen = await RunAsync(bare: true, """
            for host, port, times in (('93.184.216.34', 4317, 3), ('2606:2800::1', 443, 1), ('127.0.0.1', 4444, 1), ('93.184.216.34', 8081, 1)):
                for i in range(times):
                    try:
                        socket.create_connection((host, port), 5)
                    except ConnectionRefusedError:
                        pass
            """);

        Assert.Equal(["tcp 93.184.216.34:4317 3 0", "tcp [2606:2800::1]:443 1 0"], Counts(seen));
        Assert.Equal("93.184.216.34:8081", Assert.Single(seen.Of("tcp")).Text("destination"));
    }

    [Fact]
    public async Task A_connection_that_is_redirected_is_no_attempt_and_keeps_its_destination()
    {
        var seen = await RunAsync(bare: false, """
            for host, port in (('93.184.216.34', 4317), ('2606:2800::1', 443), ('127.0.0.1', 8081)):
                socket.create_connection((host, port), 5).recv(1)
            """);

        Assert.Empty(Counts(seen));
        Assert.Equal(["93.184.216.34:4317", "[2606:2800::1]:443", "127.0.0.1:8081"], seen.Of("tcp").Select(t => t.Text("destination")));
    }

    [Fact]
    public async Task A_flood_is_counted_without_growing()
    {
        var seen = await RunAsync(bare: false, """
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            for i in range(3000):
                s.sendto(b'flood', ('10.%d.%d.1' % (i // 250, i % 250), 7))
                if i % 50 == 0: time.sleep(0.01)
            """);

        var counts = seen.Of("count");
        var end = seen.Of("end")[0];
        Assert.Equal(1001, counts.Count);
        Assert.Null(counts[^1].Text("destination"));
        Assert.Equal(1000, seen.Of("attempt").Count);
        Assert.Equal(3000, counts.Sum(c => c.GetProperty("count").GetInt64()) + end.GetProperty("missed").GetInt64());
    }

    [Fact]
    public async Task Of_a_repeated_program_each_datagram_is_counted_in_one_record()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", """
            import socket, time
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            for i in range(3): s.sendto(b'0123456789', ('10.0.0.5', 5555)); s.sendto(b'no question', ('10.0.0.6', 53))
            time.sleep(.5)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["-q", "--repeat", "2", "--", "python3", "p.py"]);

        string[] To(string address) => [.. recorded.Of("datagrams").Where(d => d.GetProperty("destination").GetProperty("address").GetString() == address).Select(d => $"{d.GetProperty("count")} {d.GetProperty("bytes")}")];
        Assert.Equal(["1 10", "2 20", "3 30"], To("10.0.0.5"));
        Assert.Equal(["1 11", "2 22", "3 33"], To("10.0.0.6"));
    }

    static IEnumerable<string> Counts(IReadOnlyList<JsonElement> seen) =>
        seen.Of("count").Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Text("transport")} {c.Text("destination")} {c.Text("count")} {c.Text("bytes")}"));

    static async Task<IReadOnlyList<JsonElement>> RunAsync(bool bare, string lines)
    {
        using var place = new Workplace();
        place.Write("send.py", "import socket, time\n" + lines + "\ntime.sleep(0.5)\n");
        return await (bare ? Sinkhole.RunBareAsync(place, "python3 send.py") : Sinkhole.RunAsync(place, "python3 send.py"));
    }
}
