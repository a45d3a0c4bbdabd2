using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public class HarBoundsTests
{
    const int Long = (1 << 20) + 1;

    [Theory]
    [InlineData("\"comment\":\"{0}\"")]
    [InlineData("\"{0}\":{{\"a\":1}}")]
    [InlineData("\"response\":{{\"content\":{{\"text\":\"{0}\",\"size\":3}}}}")]
    [InlineData("\"response\":{{\"a\":[\"{0}\",\"{0}\",\"{0}\"]}}")]
    public async Task A_long_string_outside_the_request_is_left_out_without_a_problem(string member)
    {
        var har = Hars.Of(Hars.Entry(more: string.Format(null, member, new string('x', Long)) + ",\"request\":{\"method\":\"PUT\"}"), Hars.Entry());

        foreach (var (exchanges, problems) in await EachWayAsync(har, Limits.Default))
        {
            Assert.Equal([("PUT", "host.example"), ("POST", "host.example")], exchanges.Select(e => (e.Method, e.Host)));
            Assert.Empty(problems);
            Assert.All(exchanges, e => Assert.Equal("/p", Cut(har, e.Excerpts[0])));
        }
    }

    [Fact]
    public async Task What_follows_a_string_that_was_left_out_has_its_place_in_the_file()
    {
        var har = Hars.Of($$$"""{"a":"\\\"{{{new string('x', Long)}}}","request":{"url":"https://a.example/one","headers":[{"name":"X","value":"two"}]},"b":"{{{new string('\\', 2 * Long)}}}","_webSocketMessages":[{"type":"send","data":"three"}]}""");

        foreach (var (exchanges, problems) in await EachWayAsync(har, Limits.Default))
        {
            Assert.Equal(["/one", "two", "three"], exchanges.Single().Excerpts.Select(e => Cut(har, e)));
            Assert.Empty(problems);
        }
    }

    [Fact]
    public async Task A_broken_entry_is_told_at_its_place_in_the_file()
    {
        var har = Hars.Of($$"""{"a":"{{new string('x', Long)}}","b":?}""");

        foreach (var (_, problems) in await EachWayAsync(har, Limits.Default))
        {
            Assert.Equal(("json", (long)har.IndexOf('?', StringComparison.Ordinal)), (problems.Single().Kind, problems.Single().Where.Offset));
        }
    }

    [Fact]
    public async Task A_long_string_of_the_request_is_read_while_the_entry_has_room()
    {
        var har = Hars.Of(Hars.Entry($"\"postData\":{{\"text\":\"{new string('x', Long)}\"}}"));

        foreach (var (exchanges, problems) in await EachWayAsync(har, Limits.Default))
        {
            Assert.Equal(Long, exchanges.Single().Excerpts[^1].Bytes.Length);
            Assert.Empty(problems);
        }
    }

    [Theory]
    [InlineData("\"postData\":{{\"text\":\"{0}\"}},\"headers\":[{{\"name\":\"A\",\"value\":\"b\"}}]", MessagePart.Content)]
    [InlineData("\"headers\":[{{\"name\":\"Long\",\"value\":\"{0}\"}},{{\"name\":\"A\",\"value\":\"b\"}}]", MessagePart.Header)]
    [InlineData("\"headers\":[{{\"name\":\"A\",\"value\":\"b\"}}],\"postData\":{{\"params\":[{{\"name\":\"Long\",\"value\":{{\"in\":\"{0}\"}}}}]}}", MessagePart.Content)]
    public async Task A_string_of_the_request_that_is_too_long_is_a_problem_and_the_rest_is_read(string request, MessagePart part)
    {
        var har = Hars.Of(Hars.Entry(string.Format(null, request, new string('x', Long))), Hars.Entry());

        foreach (var (exchanges, problems) in await EachWayAsync(har, Limits.Default with { EntryBytes = 1 << 20 }))
        {
            var problem = Assert.Single(problems);
            var place = har.Substring((int)problem.Where.Offset, (int)problem.Where.Length);
            Assert.Equal((2, "limit", part), (exchanges.Count, problem.Kind, problem.Where.Part));
            Assert.Equal(("xx", Long), (place.Trim("{}:\"in".ToCharArray())[..2], place.Count(c => c == 'x')));
            Assert.Equal(place.Length, exchanges[0].BytesUnread);
            Assert.Equal(exchanges[0].Excerpts.Sum(e => e.Bytes.Length) + place.Length + (part == MessagePart.Header ? 5 : request.Contains("params", StringComparison.Ordinal) ? 5 : 1), exchanges[0].BytesOut);
            Assert.Contains(exchanges[0].Excerpts, e => e.Path == "/a" && Cut(har, e) == "b");
        }
    }

    [Fact]
    public async Task An_entry_that_is_too_large_without_its_long_strings_is_a_problem()
    {
        var har = Hars.Of(Hars.Entry(more: $"\"a\":[{string.Join(',', Enumerable.Repeat("\"" + new string('x', 1000) + "\"", 1100))}]"), Hars.Entry());

        foreach (var (exchanges, problems) in await EachWayAsync(har, Limits.Default with { EntryBytes = 1 << 20 }))
        {
            Assert.Equal((2, "limit"), (exchanges.Single().Number, problems.Single().Kind));
        }
    }

    [Fact]
    public async Task What_nothing_reads_is_left_out_and_each_place_behind_it_stays_right()
    {
        var longs = string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"{new string('x', 4097 + (i % 13))}\""));
        var har = Hars.Of($"{{\"a\":[{longs}],\"request\":{{\"url\":\"https://a.example/\",\"headers\":[{{\"name\":\"B\",\"value\":\"first\"}}]}},\"response\":{{\"content\":{{\"text\":{longs.Split(',')[7]}}},\"headers\":[{longs}]}},\"_webSocketMessages\":[{{\"type\":\"send\",\"data\":\"last\"}}]}}");

        foreach (var (exchanges, problems) in await EachWayAsync(har, Limits.Default with { EntryBytes = 1 << 20 }))
        {
            Assert.Empty(problems);
            Assert.Equal(["/", "first", "last"], exchanges.Single().Excerpts.Select(e => Cut(har, e)));
        }
    }

    [Theory]
    [InlineData("request")]
    [InlineData("\\u0072equest")]
    [InlineData("\\u0072\\u0065\\u0071\\u0075\\u0065\\u0073\\u0074")]
    public async Task A_request_is_kept_however_its_name_is_written(string name)
    {
        var har = Hars.Of($"{{\"{name}\":{{\"url\":\"https://a.example/\",\"postData\":{{\"text\":\"{new string('x', 5000)}\"}}}}}}");

        foreach (var (exchanges, problems) in await EachWayAsync(har, Limits.Default))
        {
            Assert.Empty(problems);
            Assert.Equal(5000, exchanges.Single().Excerpts[^1].Bytes.Length);
        }
    }

    [Fact]
    public async Task Memory_does_not_grow_with_a_string_of_two_gigabytes()
    {
        var kinds = new List<string>();
        var allocated = await AllocatedAsync(new Endless("{\"log\":{\"entries\":[{\"request\":{\"url\":\"https://a.example/\"},\"response\":{\"content\":{\"text\":\"", 2L << 30, (byte)'x', "\"}}}]}}"), kinds);
        Assert.Equal(["Exchange a.example"], kinds);
        Assert.InRange(allocated, 0, 16 << 20);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_a_body_of_the_request()
    {
        var kinds = new List<string>();
        var allocated = await AllocatedAsync(new Endless("{\"log\":{\"entries\":[{\"request\":{\"url\":\"https://a.example/\",\"postData\":{\"text\":\"", 200L << 20, (byte)'x', "\"}}}]}}"), kinds);
        Assert.Equal(["Exchange a.example limit"], kinds);
        Assert.InRange(allocated, 0, 96 << 20);
    }

    [Theory]
    [InlineData((byte)'[')]
    [InlineData((byte)' ')]
    public async Task Memory_does_not_grow_with_what_is_no_string(byte filling)
    {
        var kinds = new List<string>();
        var allocated = await AllocatedAsync(new Endless("{\"log\":{\"entries\":[{\"request\":", 100L << 20, filling, "}]}}"), kinds);
        Assert.Equal(["Broken"], kinds);
        Assert.InRange(allocated, 0, 96 << 20);
    }

    [Fact]
    public async Task A_key_of_ten_megabytes_is_passed_over()
    {
        var kinds = new List<string>();
        _ = await AllocatedAsync(new Endless("{\"log\":{\"entries\":[{\"request\":{\"url\":\"https://a.example/\",\"", 10_000_000, (byte)'k', "\":1}}]}}"), kinds);
        Assert.Equal(["Exchange a.example"], kinds);
    }

    [Fact]
    public async Task A_million_tiny_entries_are_each_a_problem()
    {
        var kinds = new List<string>();
        var list = Encode.Utf8("{\"log\":{\"entries\":[" + string.Join(',', Enumerable.Repeat("{}", 1_000_000)) + "]}}");
        var allocated = await AllocatedAsync(new MemoryStream(list), kinds);
        Assert.Equal(1_000_000, kinds.Count(k => k == "Exchange har"));
        Assert.InRange(allocated, 0, 2000L * kinds.Count);
    }

    /// <summary>Splits the archive in blocks of several sizes, and reads its entries.</summary>
    static async Task<List<(List<Exchange> Exchanges, List<Problem> Problems)>> EachWayAsync(string har, Limits limits)
    {
        var ways = new List<(List<Exchange>, List<Problem>)>();
        foreach (var sizes in new int[][] { [1 << 20], [63], [4099, 1, 64], [1 << 18], [(1 << 20) - 7, 3] })
        {
            var (exchanges, problems) = (new List<Exchange>(), new List<Problem>());
            var reader = new HarReader();
            await foreach (var entry in reader.SplitAsync(new Dripping(Encode.Utf8(har), sizes), limits, TestContext.Current.CancellationToken))
            {
                problems.AddRange(entry.Fault is { } fault ? [new(new("", entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), fault.Kind, fault.Expected, fault.Found)] : []);
                exchanges.AddRange(entry.Kind == EntryKind.Exchange && reader.Read(entry, "", problems) is { } exchange ? [exchange] : []);
            }

            ways.Add((exchanges, [.. problems, .. exchanges.SelectMany(e => e.Problems)]));
        }

        return ways;
    }

    /// <summary>How many bytes were allocated, all by this thread for nothing waits; adds what each entry was.</summary>
    static async Task<long> AllocatedAsync(Stream stream, List<string> kinds)
    {
        var reader = new HarReader();
        var before = GC.GetAllocatedBytesForCurrentThread();
        await foreach (var entry in reader.SplitAsync(stream, Limits.Default, TestContext.Current.CancellationToken))
        {
            var problems = new List<Problem>();
            var exchange = entry.Kind == EntryKind.Exchange ? reader.Read(entry, "", problems) : null;
            kinds.Add(string.Join(' ', [entry.Kind.ToString(), .. exchange is null ? Array.Empty<string>() : [exchange.Host], .. problems.Concat(exchange?.Problems ?? []).Select(p => p.Kind)]));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    static string Cut(string har, Excerpt excerpt) => har.Substring((int)excerpt.Offset, (int)excerpt.Length);

    /// <summary>A beginning, the same byte as often as wanted, and an end.</summary>
    sealed class Endless(string head, long count, byte filling, string tail) : Stream
    {
        long at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var (text, from) = at < head.Length ? (head, at) : (tail, at - head.Length - count);
            var take = from >= 0 ? (int)Math.Min(buffer.Length, text.Length - from) : (int)Math.Min(buffer.Length, -from);
            var part = buffer[..take];
            part.Fill(filling);
            if (from >= 0)
            {
                Encode.Utf8(text.Substring((int)from, take)).CopyTo(part);
            }

            at += take;
            return take;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
