using System.Text.Json;
using FsCheck.Xunit;
using Klikspaan.Exporting;

namespace Klikspaan.Tests.Exporting;

public sealed class HarWriterTests
{
    public static TheoryData<string> Captures => [.. Repository.Recordings(), .. OfCorpus()];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task What_goes_out_comes_back_equal(string file)
    {
        var before = await ReadAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        using var archive = new MemoryStream();
        using var writer = new HarWriter(archive, Facts.Capture, "test");
        before.ForEach(writer.Add);
        writer.Finish();

        var after = await ReadAsync(archive.ToArray());

        var requests = before.Where(e => e.Kind == ExchangeKind.Http).ToList();
        Assert.Equal(before.Count - requests.Count, writer.LeftOut);
        Assert.Equal(requests.Select(Describe), after.Select(Describe));
        Assert.Equal(requests.Select(e => string.Join('|', e.Problems.Select(p => $"{p.Where.Part} {p.Kind} {p.Expected} {p.Found}"))), after.Select(e => string.Join('|', e.Problems.Where(p => !p.Found.StartsWith("bytes that are not UTF-8 were replaced here", StringComparison.Ordinal)).Select(p => $"{p.Where.Part} {p.Kind} {p.Expected} {p.Found}"))));
    }

    [Property(MaxTest = 500)]
    public bool Any_bytes_of_content_and_messages_come_back(byte[] content, byte[] message, string value)
    {
        var text = new string([.. (value ?? "").Where(c => !char.IsSurrogate(c))]);
        var exchange = new Exchange
        {
            Number = 1, Offset = 0, Length = 1, Method = "POST", Scheme = "https", Host = "2001:db8::1", Port = 8443, Path = "/a b",
            Excerpts =
            [
                new(MessagePart.Path, "", 0, 4, "", Encode.Utf8("/a b")), new(MessagePart.Query, "", 0, 3, "", Encode.Utf8("q=1&&=x&+%ZZ")),
                new(MessagePart.Header, "/x~1y~0", 0, 0, "", Encode.Utf8(text)), new(MessagePart.Cookie, "", 0, 0, "", Encode.Utf8("a=b")),
                new(MessagePart.Content, "", 0, content.Length, "", content), new(MessagePart.Message, "/0", 0, message.Length, "", message),
            ],
        };
        using var archive = new MemoryStream();
        using var writer = new HarWriter(archive, Facts.Capture, "test");
        writer.Add(exchange);
        writer.Finish();

        var back = Assert.Single(ReadAsync(archive.ToArray()).GetAwaiter().GetResult());

        // Content of no bytes is none.
        var expected = exchange with { Excerpts = [.. exchange.Excerpts.Where(e => e.Part != MessagePart.Content || !e.Bytes.IsEmpty)] };
        Assert.Equal(Describe(expected), Describe(back));
        Assert.Empty(back.Problems);
        return true;
    }

    [Fact]
    public void An_entry_leads_back_to_the_capture_and_says_what_an_archive_cannot_hold()
    {
        var exchange = new Exchange
        {
            Number = 7, Offset = 100, Length = 50, Method = "GET", Scheme = "http", Host = "host.example", Path = "/",
            Sender = new(42, "/usr/bin/program", []),
            Excerpts = [new(MessagePart.Path, "", 104, 1, "", Encode.Utf8("/")), new(MessagePart.Header, "/x-bytes", 110, 2, "json-string", new byte[] { 0xFF, 0x41 })],
        };
        using var archive = new MemoryStream();
        using var writer = new HarWriter(archive, Facts.Capture, "test");
        writer.Add(exchange);
        writer.Add(new() { Number = 8, Offset = 150, Length = 9, Kind = ExchangeKind.Dns, Host = "host.example" });
        writer.Finish();

        using var json = JsonDocument.Parse(archive.ToArray());
        var evidence = json.RootElement.GetProperty("log").GetProperty("entries")[0].GetProperty("_klikspaan");

        Assert.Equal(1, writer.LeftOut);
        Assert.Equal("aaaaaaaaaaaa#7 whole: @100+50", evidence.GetProperty("locator").GetString());
        Assert.Equal(["aaaaaaaaaaaa#7 path: @104+1", "aaaaaaaaaaaa#7 header:/x-bytes @110+2 |json-string"], evidence.GetProperty("parts").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(["header:/x-bytes: bytes that are not UTF-8 were replaced here by U+FFFD; they stand in the capture"], evidence.GetProperty("problems").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(("/usr/bin/program", 42), (evidence.GetProperty("process").GetString(), evidence.GetProperty("pid").GetInt32()));
        Assert.False(json.RootElement.GetProperty("log").GetProperty("entries")[0].TryGetProperty("startedDateTime", out _));
    }

    [Fact]
    public async Task What_was_wrong_with_an_exchange_comes_back_too_also_the_second_time()
    {
        Problem Told(MessagePart part, string kind) => new(new(Facts.Capture, 1, part, "", 3, 4, ""), kind, "this", "th\u00E9 \"other\"");
        var exchange = new Exchange
        {
            Number = 1, Offset = 0, Length = 1, Method = "GET", Scheme = "https", Host = "h.example", Path = "/",
            Excerpts = [new(MessagePart.Path, "", 0, 1, "", Encode.Utf8("/")), new(MessagePart.Header, "/x", 0, 1, "", new byte[] { 0xFF })],
            Problems = [Told(MessagePart.Whole, "incomplete"), Told(MessagePart.Whole, "packets-lost"), Told(MessagePart.Content, "body-lost")],
        };
        var once = Assert.Single(await ReadAsync(Written(exchange)));
        var twice = Assert.Single(await ReadAsync(Written(once)));

        Assert.Equal(["whole incomplete this th\u00E9 \"other\"", "whole packets-lost this th\u00E9 \"other\"", "content body-lost this th\u00E9 \"other\"", "header body-lost the bytes of /x bytes that are not UTF-8 were replaced here by U+FFFD; they stand in the capture"], Marks(once));
        Assert.Equal(Marks(once), Marks(twice));
        Assert.All(once.Problems, p => Assert.Equal((once.Offset, once.Length), (p.Where.Offset, p.Where.Length)));

        static IEnumerable<string> Marks(Exchange e) => e.Problems.Select(p => $"{p.Where.Part.Name()} {p.Kind} {p.Expected} {p.Found}");
    }

    [Theory]
    [InlineData("{\"problems\":[\"a: expected b, found c\",7]}", "exported an exchange of which nothing was told in the capture that it comes from: a: expected b, found c|exported an exchange of which nothing was told in the capture that it comes from: ")]
    [InlineData("{\"problems\":[\"a\"],\"marks\":[]}", "")]
    [InlineData("{\"marks\":[{\"kind\":\"k\",\"part\":\"nosuch\"},{\"found\":\"without a kind\"},7]}", "k : ")]
    [InlineData("{\"marks\":7,\"problems\":{}}", "")]
    [InlineData("7", "")]
    public async Task What_is_said_of_problems_in_another_form_is_told_as_far_as_it_goes(string said, string expected)
    {
        var har = Encode.Utf8("{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\"},\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"https://h.example/\"},\"_klikspaan\":" + said + "}]}}");

        Assert.Equal(expected, string.Join('|', Assert.Single(await ReadAsync(har)).Problems.Select(p => $"{p.Kind} {(p.Kind == "exported" ? p.Expected : "")}: {p.Found}")));
    }

    static byte[] Written(Exchange exchange)
    {
        using var archive = new MemoryStream();
        using var writer = new HarWriter(archive, Facts.Capture, "test");
        writer.Add(exchange);
        writer.Finish();
        return archive.ToArray();
    }

    static IEnumerable<string> OfCorpus() =>
        Repository.Corpus is null ? [] : ((string[])["recordings", Path.Combine("captures", "har")]).SelectMany(f => Directory.GetFiles(Path.Combine(Repository.Corpus, f), "*.har")).Order(StringComparer.Ordinal);

    static async Task<List<Exchange>> ReadAsync(byte[] capture) => [.. (await Facts.ObserveAsync(capture)).Where(o => o.Exchange is not null).Select(o => o.Exchange!)];

    static string Describe(Exchange e) =>
        $"{e.Method} {e.Scheme} {e.Host} {e.Port} {e.Path} {e.Status} {e.BytesIn} {e.StartedAt:O}\n"
        + string.Concat(Enum.GetValues<MessagePart>().SelectMany(p => e.Excerpts.Where(x => x.Part == p)).Select(x => $"{x.Part} {x.Path} {Convert.ToHexString(x.Bytes.Span)}\n"));
}
