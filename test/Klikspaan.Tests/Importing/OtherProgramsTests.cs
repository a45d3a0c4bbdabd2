using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Klikspaan.Exporting;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Other programs read what we write, and we read what they write.</summary>
public sealed class OtherProgramsTests
{
    [Fact]
    public async Task Warcio_reads_every_record_that_we_write_with_its_digest()
    {
        using var place = new Workplace();
        var records = new List<WarcRecord[]> { new[] { WarcRecord.Info(Warcs.At, "test") } };
        records.AddRange(WarcReaderTests.Records().Select(r => new[] { r }));
        records.Add([WarcRecord.Resource(Warcs.At, "tcp://host.example:1", new byte[3 << 20])]);
        place.Write("w.warc.gz", Warcs.Write(records));

        var run = await NodeAsync(place, "read-warc.mjs", place.Path("w.warc.gz"));

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(records.Count, run.Lines.Length);
        foreach (var (line, record) in run.Lines.Zip(records.Select(r => r[0])))
        {
            var read = JsonNode.Parse(line)!;
            Assert.Equal((record.Type, record.TargetUri, WarcRecord.Time(record.Date)), ((string)read["type"]!, (string)read["uri"]!, (string)read["date"]!));
            Assert.Equal((record.Block.Length, record.Block.Length, true), ((long)read["length"]!, (long)read["read"]!, (bool)read["isDigest"]!));
            Assert.Equal(record.ConcurrentTo, read["concurrentTo"]!.AsArray().Select(n => (string)n!));
        }
    }

    [Fact]
    public async Task Warcio_reads_every_record_that_we_export_with_its_digest()
    {
        using var place = new Workplace();
        using var archive = new MemoryStream();
        var writer = new WarcArchiveWriter(archive, Facts.Capture, Warcs.At, "test");
        var kinds = Enum.GetValues<ExchangeKind>();
        foreach (var kind in kinds)
        {
            writer.Add(new() { Number = (int)kind + 1, Offset = 0, Length = 1, Kind = kind, Method = "POST", Scheme = "http", Host = "host.example", Path = "/a b", Status = 200, Excerpts = [new(MessagePart.Path, "", 0, 1, "", Encode.Utf8("/a b")), new(MessagePart.Content, "", 0, 1, "", new byte[] { 0, 0xFF })] });
        }

        writer.Finish();
        place.Write("w.warc.gz", archive.ToArray());
        var run = await NodeAsync(place, "read-warc.mjs", place.Path("w.warc.gz"));

        Assert.Equal((0, ""), (run.Code, run.Error));
        var read = run.Lines.Select(l => JsonNode.Parse(l)!).ToList();
        Assert.All(read, r => Assert.True((bool)r["isDigest"]!));
        Assert.Equal(["warcinfo", "request", "response", "metadata", .. kinds.Skip(1).SelectMany(_ => new[] { "resource", "metadata" }), "metadata"], read.Select(r => (string)r["type"]!));
        Assert.Equal("http://host.example/a%20b", (string)read[1]["uri"]!);
    }

    [Theory]
    [InlineData("gzip", ".warc.gz")]
    [InlineData("plain", ".warc")]
    public async Task What_warcio_writes_is_read(string compression, string extension)
    {
        using var place = new Workplace();
        var run = await NodeAsync(place, "write-warc.mjs", place.Path("w"), compression);
        Assert.Equal((0, ""), (run.Code, run.Error));
        var warc = await File.ReadAllBytesAsync(place.Path("w"), TestContext.Current.CancellationToken);

        Assert.Equal(extension, CaptureReaders.Recognise(warc)!.ExtensionFor(warc));
        Assert.Equal(
            Enumerable.Range(1, 3).SelectMany(i => new[]
            {
                $"{i} 2026-01-02T03:04:05 POST https://host.example:8443/p/{i} 200 in {i * 1000} out {4 + 3 + 9 + 9 + 12}",
                $"  path: /p/{i}", $"  query: q={i}", "  header:/accept */*", $"  header:/x-number {i}", $"  content: {{\"number\":{i}}}",
            }),
            (await Warcs.ReadAsync(warc)).Select(WarcReaderTests.Short));
        await PipelineTests.PlacesAsync(warc);
    }

    [Theory]
    [InlineData(".warc.gz")]
    [InlineData(".warc", "--no-warc-compression")]
    public async Task What_wget_writes_is_read(string extension, params string[] options)
    {
        Assert.SkipUnless(IsThere("wget"), "wget is not here");
        using var place = new Workplace();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var answering = AnswerAsync(listener, 2);

        var run = await place.RunCommandAsync("wget", ["--quiet", "--no-proxy", "--warc-file=w", .. options, "--post-data=a=1&b=2", "--user-agent=tester", $"http://127.0.0.1:{port}/one?x=y", $"http://127.0.0.1:{port}/two"]);
        await answering;

        Assert.Equal(0, run.Code);
        var warc = await File.ReadAllBytesAsync(place.Path("w" + extension), TestContext.Current.CancellationToken);
        var lines = await Warcs.ReadAsync(warc);
        Assert.Equal(extension, CaptureReaders.Recognise(warc)!.ExtensionFor(warc));
        Assert.Empty(lines.Problems());
        Assert.Equal([$"POST http://127.0.0.1:{port}/one 200 in 4", $"POST http://127.0.0.1:{port}/two 200 in 4"], lines.Exchanges().Select(l => l[(l.IndexOf("POST", StringComparison.Ordinal))..l.IndexOf(" out", StringComparison.Ordinal)]));
        Assert.Contains("  query: x=y", lines.Select(WarcReaderTests.Short));
        Assert.Equal(2, lines.Select(WarcReaderTests.Short).Count(l => l == "  header:/user-agent tester"));
        Assert.Equal(2, lines.Select(WarcReaderTests.Short).Count(l => l == "  content: a=1&b=2"));
        await PipelineTests.PlacesAsync(warc);
    }

    static async Task AnswerAsync(TcpListener listener, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            var request = "";
            var buffer = new byte[4096];
            while (!request.EndsWith("a=1&b=2", StringComparison.Ordinal) && await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
            {
                request += System.Text.Encoding.Latin1.GetString(buffer, 0, read);
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody"u8.ToArray(), TestContext.Current.CancellationToken);
        }
    }

    static Task<Workplace.Run> NodeAsync(Workplace place, string script, params string[] arguments)
    {
        Assert.SkipUnless(IsThere("node") && Directory.Exists(Repository.Path("test", "tools", "node_modules", "warcio")), "node, or warcio in test/tools (npm ci), is not here");
        return place.RunCommandAsync("node", [Repository.Path("test", "tools", script), .. arguments]);
    }

    static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, program)));
}
