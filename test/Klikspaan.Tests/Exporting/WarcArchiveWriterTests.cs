using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Klikspaan.Exporting;
using Klikspaan.Importing;
using Klikspaan.Tests.Importing;

namespace Klikspaan.Tests.Exporting;

public sealed class WarcArchiveWriterTests
{
    const int Largest = 4 << 20;
    static readonly DateTimeOffset At = new(2026, 11, 30, 1, 2, 3, TimeSpan.Zero);

    public static TheoryData<string> Captures => [.. Repository.Recordings(), .. OfCorpus()];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task What_goes_out_comes_back_equal(string file)
    {
        var before = await ReadAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        var archive = Write(before);

        var observations = await Facts.ObserveAsync(archive);

        Assert.Equal(before.Select(Describe), Exchanges(observations).Select(Describe));
        Assert.DoesNotContain(observations, o => o.Exchange is null && (o.Problems.Count > 0 || o.IsRecording));
    }

    [Property(MaxTest = 500)]
    public bool Any_bytes_of_any_part_come_back(byte[] content, byte[] message, string value, string path, bool isChunked)
    {
        var text = Encode.Utf8(value ?? "");
        var exchange = new Exchange
        {
            Number = 1, Offset = 0, Length = 1, Method = "POST", Scheme = "https", Host = "2001:db8::1", Port = 8443, Path = "/" + Encoding.UTF8.GetString(Encode.Utf8(path ?? "")), Status = 204, BytesIn = 12,
            StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)).AddTicks(1234567),
            Excerpts =
            [
                new(MessagePart.Path, "", 0, 4, "", Encode.Utf8("/" + path)), new(MessagePart.Query, "", 0, 3, "", text),
                new(MessagePart.Header, "/x", 0, 0, "", text), .. isChunked ? [new Excerpt(MessagePart.Header, "/transfer-encoding", 0, 0, "", Encode.Utf8("chunked"))] : Array.Empty<Excerpt>(),
                new(MessagePart.Cookie, "", 0, 0, "", Encode.Utf8("a=b")), new(MessagePart.Content, "", 0, content.Length, "", content), new(MessagePart.Message, "/0", 0, message.Length, "", message),
            ],
        };
        exchange = exchange with { BytesOut = exchange.Excerpts.Sum(e => (long)e.Bytes.Length) + 7 + (isChunked ? 17 : 0) };

        var observation = Assert.Single(Facts.ObserveAsync(Write([exchange])).GetAwaiter().GetResult(), o => o.Exchange is not null);

        Assert.Equal(Describe(exchange), Describe(observation.Exchange!));
        Assert.Equal(exchange.BytesOut, observation.Decoded!.Coverage.Total);
        return true;
    }

    public static TheoryData<string, Excerpt[]> Odd => new()
    {
        { "", [Of(MessagePart.Path, "", "/a"), Of(MessagePart.Content, "", "x")] },
        { "G T", [Of(MessagePart.Path, "", "/a")] },
        { "CONNECT", [Of(MessagePart.Path, "", "/a"), Of(MessagePart.Query, "", "b")] },
        { "GET", [] },
        { "GET", [Of(MessagePart.Query, "", "b")] },
        { "GET", [Of(MessagePart.Path, "", "no-slash"), Of(MessagePart.Query, "", "b")] },
        { "GET", [Of(MessagePart.Path, "", "/a?b#c"), Of(MessagePart.Query, "", "d#e")] },
        { "GET", [Of(MessagePart.Path, "", "/a HTTP/1.0"), Of(MessagePart.Query, "", " b ")] },
        { "GET", [Of(MessagePart.Path, "", "/a\r\nx: y")] },
        { "POST", [Of(MessagePart.Content, "/name", "1"), Of(MessagePart.Content, "/na~1me", "2")] },
        { "POST", [Of(MessagePart.Content, "", "1"), Of(MessagePart.Content, "", "2")] },
        { "POST", [Of(MessagePart.Header, "/a b", "1"), Of(MessagePart.Header, "/c", "2"), Of(MessagePart.Header, "/", "3")] },
        { "POST", [Of(MessagePart.Header, "/c", "1"), Of(MessagePart.Header, "/c", " 2"), Of(MessagePart.Header, "/c", "a\r\nb")] },
        { "POST", [Of(MessagePart.Header, "/transfer-encoding", "gzip, Chunked"), Of(MessagePart.Header, "/chunk-extension/0", "a=b"), Of(MessagePart.Content, "", "x")] },
        { "POST", [Of(MessagePart.Header, "/content-length", "99"), Of(MessagePart.Content, "", "x")] },
        { "POST", [Of(MessagePart.Cookie, "/a", "b"), Of(MessagePart.Cookie, "", "c=d")] },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task What_octets_cannot_hold_comes_back_from_the_metadata(string method, Excerpt[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        foreach (var kind in Enum.GetValues<ExchangeKind>())
        {
            var exchange = new Exchange
            {
                Number = 1, Offset = 7, Length = 9, Kind = kind, Method = method, Host = "host.example", Path = "/p", Status = 200, Excerpts = parts, Sender = new(null, "/bin/a", ["a", "é"]),
                BytesOut = kind.IsSent() ? 1000 : 0, BytesUnread = kind.IsSent() ? 500 : 0, Problems = [new(new("", 1, MessagePart.Content, "", 0, 0, ""), "body-lost", "this", "that")],
            };
            var archive = Write([exchange]);
            var back = Assert.Single(Exchanges(await Facts.ObserveAsync(archive)));

            Assert.Equal(Describe(exchange), Describe(back));
            await PipelineTests.PlacesAsync(archive);
        }
    }

    [Fact]
    public void The_same_exchanges_give_the_same_bytes_and_each_record_leads_back_to_the_capture()
    {
        var exchange = new Exchange
        {
            Number = 7, Offset = 100, Length = 50, Method = "GET", Scheme = "http", Host = "host.example", Path = "/", Status = 204, BytesIn = 5, Sender = new(42, "/usr/bin/program", []),
            Excerpts = [new(MessagePart.Path, "", 104, 1, "", Encode.Utf8("/")), new(MessagePart.Header, "/x-bytes", 110, 2, "json-string", new byte[] { 0xFF, 0x41 })],
        };
        var archive = Write([exchange, new() { Number = 8, Offset = 150, Length = 9, Kind = ExchangeKind.Dns, Host = "host.example", Excerpts = [Of(MessagePart.Name, "", "Host.Example")] }]);
        var records = Members(archive);

        Assert.Equal(archive, Write([exchange, new() { Number = 8, Offset = 150, Length = 9, Kind = ExchangeKind.Dns, Host = "host.example", Excerpts = [Of(MessagePart.Name, "", "Host.Example")] }]));
        Assert.Equal(["warcinfo", "request", "response", "metadata", "metadata", "metadata"], records.Select(r => Encoding.Latin1.GetString(r).Split("WARC-Type: ")[1].Split("\r\n")[0]));
        Assert.All(records[1..4], r => Assert.Contains("\r\nKlikspaan-Locator: aaaaaaaaaaaa#7 whole: @100+50\r\n", Encoding.Latin1.GetString(r), StringComparison.Ordinal));
        Assert.All(records[1..5], r => Assert.Contains("\r\nWARC-Date: 2026-11-30T01:02:03.000Z\r\n", Encoding.Latin1.GetString(r), StringComparison.Ordinal));
        Assert.All(records[1..5], r => Assert.Contains("\r\nKlikspaan-Date: not-established\r\n", Encoding.Latin1.GetString(r), StringComparison.Ordinal));
        Assert.Contains("klikspaan-capture: " + Facts.Capture, Encoding.Latin1.GetString(records[0]), StringComparison.Ordinal);
        Assert.Contains("\r\nWARC-Truncated: unspecified\r\n", Encoding.Latin1.GetString(records[2]), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nGET / HTTP/1.1\r\nx-bytes: \u00FFA\r\n\r\n\r\n\r\n", Encoding.Latin1.GetString(records[1]), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(records[3]).Split("\r\n\r\n")[1]);
        Assert.Equal(["aaaaaaaaaaaa#7 path: @104+1", "aaaaaaaaaaaa#7 header:/x-bytes @110+2 |json-string"], json.RootElement.GetProperty("locators").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(0, json.RootElement.GetProperty("parts").GetArrayLength());
    }

    [Fact]
    public async Task What_is_not_in_a_file_that_was_cut_is_told()
    {
        var archive = Write([new() { Number = 1, Offset = 0, Length = 1, Method = "GET", Scheme = "http", Host = "a", Path = "/", Excerpts = [Of(MessagePart.Path, "", "/")] }]);
        var end = Members(archive).Count;
        var cut = archive.AsSpan().LastIndexOf((byte[])[0x1F, 0x8B, 8]);

        Assert.Equal(4, end);
        Assert.Contains(await Facts.ObserveAsync(archive[..cut]), o => o.Problems.Any(p => p.Kind == "cut"));
        Assert.DoesNotContain(await Facts.ObserveAsync(archive), o => o.Problems.Count > 0);
    }

    [Theory]
    [InlineData("""{"kind":"exchange","exchange":1}""")]
    [InlineData("""{"kind":"dns","exchange":{}}""")]
    [InlineData("""{"kind":"http","exchange":{"method":5,"port":"80","status":-1,"host":null,"bytes_out":9223372036854775807,"bytes_not_read":-4},"parts":[1,{},{"part":"other","text":"x"},{"part":"whole","text":"x"},{"part":"content","path":"no","text":"x"},{"part":"message","path":"/0","base64":"*"}],"problems":{}}""")]
    [InlineData("""{"kind":"stored-event","exchange":{"started_at":"never"},"parts":{},"problems":[{"kind":""},{"part":"?","kind":"a","expected":"b","found":"c"}]}""")]
    [InlineData("""{"kind":"no-kind","exchange":{"method":"\ud800"}}""")]
    public async Task What_metadata_of_an_export_say_wrongly_is_left_out_or_told(string json)
    {
        var archive = Encoding.Latin1.GetString([.. Warcs.Plain("warcinfo", "", "klikspaan-export: 1\r\n"), .. Warcs.Plain("metadata", "Content-Type: application/json\r\n", json), .. Warcs.Plain("metadata", "", """{"kind":"end"}""")]);

        await PipelineTests.PlacesAsync(Encoding.Latin1.GetBytes(archive));
    }

    static Excerpt Of(MessagePart part, string path, string text) => new(part, path, 0, 1, "", Encode.Utf8(text));

    static byte[] Write(IEnumerable<Exchange> exchanges)
    {
        using var archive = new MemoryStream();
        var writer = new WarcArchiveWriter(archive, Facts.Capture, At, "test");
        foreach (var exchange in exchanges)
        {
            writer.Add(exchange);
        }

        writer.Finish();
        return archive.ToArray();
    }

    static List<byte[]> Members(byte[] archive)
    {
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress))
        {
            gzip.CopyTo(whole);
        }

        return [.. Encoding.Latin1.GetString(whole.ToArray()).Split("WARC/1.1\r\n").Skip(1).Select(Encoding.Latin1.GetBytes)];
    }

    static IEnumerable<string> OfCorpus() => Repository.Corpus is null ? [] : ((string[])["recordings", "captures"])
        .SelectMany(f => Directory.GetFiles(Path.Combine(Repository.Corpus, f), "*", SearchOption.AllDirectories))
        .Where(f => new FileInfo(f).Length <= Largest && IsCapture(f)).Order(StringComparer.Ordinal);

    static bool IsCapture(string file)
    {
        using var stream = File.OpenRead(file);
        var head = new byte[CaptureReaders.HeadBytes];
        return CaptureReaders.Recognise(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false))) is not null;
    }

    static async Task<List<Exchange>> ReadAsync(byte[] capture) => Exchanges(await Facts.ObserveAsync(capture));

    static List<Exchange> Exchanges(List<Observation> observations) => [.. observations.Where(o => o.Exchange is not null).Select(o => o.Exchange!)];

    static string Describe(Exchange e) =>
        $"{e.Kind} {e.Method} {e.Scheme} {e.Host} {e.Port} {e.Path} {e.Status} {e.BytesIn} {e.BytesOut} {e.BytesUnread} {e.StartedAt:O} {e.Sender?.Pid} {e.Sender?.Executable} {string.Join('+', e.Sender?.CommandLine ?? [])}\n"
        + string.Concat(e.Problems.Select(p => $"{p.Where.Part} {p.Kind} {p.Expected} {p.Found}\n"))
        + string.Concat(Enum.GetValues<MessagePart>().SelectMany(p => e.Excerpts.Where(x => x.Part == p)).Select(x => $"{x.Part} {x.Path} {Convert.ToHexString(x.Bytes.Span)}\n"));
}
