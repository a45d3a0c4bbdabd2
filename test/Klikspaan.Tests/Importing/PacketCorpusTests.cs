using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Captures of packets that other programs made, and what tshark reads in them.</summary>
public sealed class PacketCorpusTests
{
    /// <summary>The files, how many requests, contacts without contents and look-ups each holds.</summary>
    public static TheoryData<string, int, int, int> Files => new()
    {
        { "pcap/dns-mdns.pcap", 0, 1, 158 },
        { "pcap/http2-brotli.pcapng", 0, 1, 0 },
        { "pcap/http2-data-reassembly.pcap", 0, 1, 0 },
        { "pcap/quic-with-secrets.pcapng", 0, 2, 0 },
        { "pcap/tls12-chacha20poly1305.pcap", 0, 7, 0 },
        { "pcap/tls12-dsb.pcapng", 0, 2, 0 },
        { "pcap/tls13-rfc8446.pcap", 0, 2, 0 },
        { "pcap-apps/android.pcap", 4, 22, 23 },
        { "pcap-apps/dns_doh.pcap", 0, 1, 0 },
        { "pcap-apps/doq_adguard.pcapng", 0, 1, 0 },
        { "pcap-apps/teams.pcap", 0, 39, 23 },
        { "pcap-apps/zoom.pcap", 0, 12, 7 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_file_of_the_corpus_is_read_and_the_names_in_it_are_those_that_tshark_finds(string name, int requests, int contacts, int lookups)
    {
        Assert.SkipWhen(Repository.Corpus is null, "there is no corpus here");
        var path = Path.Combine(Repository.Corpus!, "captures", name);
        var file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var lines = await Packets.ReadAsync(file);
        var told = lines.Exchanges();

        Assert.IsType<PacketReader>(CaptureReaders.Recognise(file));
        Assert.Equal((requests, contacts, lookups), (told.Count(l => l.Contains(" http://", StringComparison.Ordinal)), told.Count(l => l.EndsWith(" contact", StringComparison.Ordinal) || l.EndsWith(" tls-failure", StringComparison.Ordinal)), told.Count(l => l.EndsWith(" dns", StringComparison.Ordinal))));
        await PipelineTests.PlacesAsync(file);

        var names = await TsharkAsync(path, "tls.handshake.type == 1", "udp.stream", "tcp.stream", "tls.handshake.extensions_server_name");
        var hellos = names.Where(n => n[2].Length > 0).DistinctBy(n => n[0] + "/" + n[1]).Select(n => n[2].ToLowerInvariant());
        Assert.Equal(hellos.Order(StringComparer.Ordinal), Names(lines, "tls", "quic").Order(StringComparer.Ordinal));
        var asked = await TsharkAsync(path, "dns.flags.response == 0 && !icmp", "dns.qry.name");
        Assert.Equal(asked.Select(n => n[0].ToLowerInvariant()).Order(StringComparer.Ordinal), told.Where(l => l.EndsWith(" dns", StringComparison.Ordinal)).Select(l => l.Split("://")[1].Split("  in ")[0]).Order(StringComparer.Ordinal));
    }

    /// <summary>The names by which handshakes asked for their server.</summary>
    static IEnumerable<string> Names(List<string> lines, params string[] schemes) =>
        lines.Zip(lines.Skip(1)).Where(p => schemes.Any(s => p.First.Contains($" {s}://", StringComparison.Ordinal)) && p.Second.StartsWith("  name: ", StringComparison.Ordinal)).Select(p => p.Second["  name: ".Length..].Split(" |")[0].ToLowerInvariant());

    static async Task<List<string[]>> TsharkAsync(string path, string filter, params string[] fields)
    {
        using var place = new Workplace();
        try
        {
            var run = await place.RunCommandAsync("tshark", ["-r", path, "-Y", filter, "-T", "fields", "-E", "occurrence=f", .. fields.SelectMany(f => new[] { "-e", f })]);
            Assert.Equal(0, run.Code);
            return [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t'))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("tshark is not installed");
            throw;
        }
    }
}
