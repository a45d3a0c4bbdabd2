using System.Text.Json.Nodes;
using Klikspaan.Tests.Importing;

namespace Klikspaan.Tests.Store;

/// <summary>What a dossier shows of a recording of our own, next to captures that know less.</summary>
public sealed class RecordingTests
{
    static readonly byte[] Recording = Warcs.Recording(WarcReaderTests.Groups);

    static readonly byte[] Foreign = Warcs.Plain("request", "WARC-Target-URI: http://a.example/\r\n", "GET / HTTP/1.1\r\n\r\n");

    [Fact]
    public async Task Only_what_was_sent_counts_as_a_request()
    {
        using var place = new Workplace();
        var import = await place.DoAsync("import", place.Write("r.warc.gz", Recording));

        Assert.Equal(3, import.Code);
        Assert.Contains("r.warc.gz: 2 requests; 2 connections in which no HTTP was read, or destinations of datagrams, kept as captures/", import.Out + import.Error, StringComparison.Ordinal);
        Assert.EndsWith(".warc.gz", Assert.Single(place.Captures()), StringComparison.Ordinal);
        Assert.Equal([place.Captures()[0][..12]], Directory.GetDirectories(place.InDossier("index")).Select(Path.GetFileName));

        var recipients = await RowsAsync(place, "recipients");
        Assert.Equal(
            ["2001:db8::1", "host.example", "tcp.example", "udp.example"],
            recipients.SelectMany(r => r["hosts"]!.AsArray()).Select(h => (string)h!).Order(StringComparer.Ordinal));
        Assert.Equal(4, recipients.Sum(r => (long)r["exchanges"]!));
        Assert.Equal(4, (long)(await RowsAsync(place, "captures"))[0]["exchanges"]!);
    }

    [Fact]
    public async Task Exchanges_of_every_kind_are_shown_with_the_process_that_sent_them()
    {
        using var place = new Workplace();
        await place.DoAsync("import", place.Write("r.warc.gz", Recording));

        Assert.Equal(
            [
                "1 dns host.example not established ", "2 http host.example program 12", "3 not-http tcp.example b 7", "4 tls-failure tls.example not established ",
                "5 attempt 198.18.0.4 not established ", "6 datagrams udp.example not established ", "7 file not established not established ", "8 http 2001:db8::1 program 12",
            ],
            (await RowsAsync(place, "exchanges")).Select(e => $"{e["exchange"]} {e["kind"]} {e["host"]} {e["process"]} {e["pid"]}"));
    }

    [Fact]
    public async Task Coverage_tells_what_was_not_seen_and_is_silent_where_a_format_does_not_record_it()
    {
        using var place = new Workplace();
        await place.DoAsync("import", place.Write("a.har", Workplace.Har(Workplace.Entry())), place.Write("f.warc", Foreign));
        Assert.Equal(["1.har", "1.warc"], place.Captures().Select(c => "1" + c[12..]).Order(StringComparer.Ordinal));
        string[] keys = ["exchanges", "tls_failures", "undecrypted_connections", "dns_queries", "attempts", "senders_not_established"];
        async Task<List<string>> Coverage() => [.. (await RowsAsync(place, "coverage")).Where(r => (string)r["per"]! is "total" or "capture").Select(r => string.Join(' ', keys.Select(k => r[k]?.ToString() ?? "-")))];

        Assert.Equal(["2 - - - - -", "1 - - - - -", "1 - - - - -"], await Coverage());
        await place.DoAsync("import", place.Write("r.warc.gz", Recording));
        Assert.Equal(["6 1 2 1 1 1", "1 - - - - -", "1 - - - - -", "4 1 2 1 1 1"], await Coverage());
    }

    static async Task<List<JsonNode>> RowsAsync(Workplace place, string table) =>
        [.. JsonNode.Parse((await place.DoAsync("show", table, "--format", "json")).Out)!.AsArray().Select(n => n!)];
}
