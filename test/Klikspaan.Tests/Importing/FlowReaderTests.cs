using System.Text;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class FlowReaderTests
{
    static readonly (string, object?)[] Opened = [("request", Flows.Request(("method", "GET"u8.ToArray()), ("content", Array.Empty<byte>()))), ("response", Flows.Response([], 101))];

    static readonly byte[][] Small =
    [
        Flows.Http(null, ("response", Flows.Response("{}"u8.ToArray())), ("server_conn", null), ("client_conn", null)),
        Flows.Record("http", [.. Opened, ("websocket", Flows.Messages(Flows.Message(true, "one"), Flows.Message(false, "in"))), ("server_conn", null), ("client_conn", null)]),
        Flows.Record("tcp", ("messages", new object?[] { Flows.Piece(false, "in"), Flows.Piece(true, "out") }), ("client_conn", null)),
    ];

    static readonly byte[] Three = [.. Small.SelectMany(r => r)];

    [Fact]
    public async Task Every_kind_of_flow_is_read_as_far_as_it_was_sent() => Assert.Equal(
        """
        1 2026-01-02T03:04:05 POST https://host.example/p 204 in 2 out 63
          path: /p
          query: q=1
          header:/host host.example
          cookie: c=d; e=f
          header:/x-empty 
          header:/a~1~0 1
          content: {"a":1}
          header:/x-trailer v
        2 2026-01-02T03:04:05 GET https://host.example/p 101 in 0 out 27
          path: /p
          query: q=1
          header:/host host.example
          message:/0 one
          message:/1 two
        3 2026-01-02T03:04:07  tcp://sni.example:8443  in  out 6 not-http
          message:/0 out
          message:/1 put
        ! not-http whole: expected HTTP, found 6 bytes of another protocol, of which 6 were kept
        4 2026-01-02T03:04:07  udp://sni.example:8443  in  out 8 datagrams
          message:/0 datagram
        5 2026-01-02T03:04:05  tcp://sni.example:8443  in  out 0 attempt
        6 2026-01-02T03:04:05  tls://sni.example:8443  in  out 0 tls-failure
          name: sni.example
        ! tls-failure whole: expected a TLS handshake that is completed, found one that was not: contacted, contents not seen
        7 2026-01-02T03:04:05  ://name.example  in  out 0 dns
          name: Name.Example.
        """,
        string.Join('\n', await Flows.ReadAsync(
        [
            .. Flows.Http([("headers", Flows.Fields(("Host", "host.example"), (":path", "/p"), ("Cookie", "c=d; e=f"), ("X-Empty", ""), ("a/~", "1"))), ("trailers", Flows.Fields(("X-Trailer", "v")))], ("response", Flows.Response("{}"u8.ToArray()))),
            .. Flows.Record("http", [.. Opened, ("websocket", Flows.Messages(Flows.Message(false, "in"), Flows.Message(true, "one"), Flows.Message(true, "two")))]),
            .. Flows.Record("tcp", ("messages", new object?[] { Flows.Piece(true, "out"), Flows.Piece(false, "in"), Flows.Piece(true, "put") })),
            .. Flows.Record("udp", ("messages", new object?[] { Flows.Piece(true, "datagram") })),
            .. Flows.Record("tcp", ("messages", new object?[] { Flows.Piece(false, "banner") }), ("timestamp_created", Flows.At)),
            .. Flows.Record("tcp", ("messages", Array.Empty<object?>()), ("error", new (string, object?)[] { ("msg", "no trust") }), ("client_conn", new (string, object?)[] { ("tls", true), ("sni", "sni.example"), ("timestamp_start", Flows.At) })),
            .. Flows.Record("dns", ("request", new (string, object?)[] { ("questions", new object?[] { new (string, object?)[] { ("name", "Name.Example."), ("type", 1) } }), ("timestamp", Flows.At) })),
        ])).Replace("2026-01-02T03:04:07  tcp://sni.example:8443  in  out 0", "2026-01-02T03:04:05  tcp://sni.example:8443  in  out 0", StringComparison.Ordinal));

    [Theory]
    [InlineData("2:9:websocket;0:~}", true)]
    [InlineData("2926:4:type;4:http;", true)]
    [InlineData("1827:5:error,0:~", true)]
    [InlineData("123456789012:7:version;2:21#", true)]
    [InlineData("1234567890123:7:version;2:21#", false)]
    [InlineData("9:4:type", false)]
    [InlineData("9:4:typed;", false)]
    [InlineData("9:4:name;", false)]
    [InlineData("9:3:abc,", false)]
    [InlineData("x:4:type;", false)]
    [InlineData(":4:type;", false)]
    [InlineData("{\"log\"", false)]
    [InlineData("", false)]
    public void A_file_is_recognised_by_the_first_name_of_its_first_record(string head, bool expected) =>
        Assert.Equal(expected, CaptureReaders.Recognise(Encode.Utf8(head)) is FlowReader);

    [Fact]
    public async Task A_cut_at_any_length_gives_what_stands_before_it_and_one_problem()
    {
        var whole = (await Flows.ReadAsync(Three)).Where(l => l[0] != '!').ToList();
        int[] borders = [0, Small[0].Length, Small[0].Length + Small[1].Length];
        for (var length = Three.Length - 1; length >= 0; length--)
        {
            var lines = await Flows.ReadAsync(Three[..length]);

            Assert.Equal(whole.Take(lines.Count(l => l[0] != '!')), lines.Where(l => l[0] != '!'));
            Assert.Equal(borders.Count(b => b > 0 && b <= length), lines.Exchanges().Count);
            var problem = borders.Contains(length) ? [] : new[] { $"! cut entry {borders.Count(b => b <= length)} @{borders.Last(b => b <= length)}+{length - borders.Last(b => b <= length)}: expected the rest of the record, found the end of the file" };
            Assert.Equal(problem, lines.Problems());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(0x20)]
    [InlineData(0x80)]
    public async Task Any_byte_may_be_wrong_and_the_records_around_it_are_read(int mask)
    {
        var whole = await Flows.ReadAsync(Three);
        var (first, last) = (whole.TakeWhile(l => !l.StartsWith("2 ", StringComparison.Ordinal)), whole.SkipWhile(l => !l.StartsWith("3 ", StringComparison.Ordinal)));
        var lost = new List<int>();
        for (var i = Small[0].Length; i < Small[0].Length + Small[1].Length; i++)
        {
            var bytes = Three.ToArray();
            bytes[i] ^= (byte)mask;
            var lines = await Flows.ReadAsync(bytes);

            Assert.Equal(first, lines.Take(first.Count()));
            var isLast = lines.Select(l => l[0] == '!' ? l : l[1..]).TakeLast(last.Count()).SequenceEqual(last.Select(l => l[0] == '!' ? l : l[1..]));
            Assert.True(isLast || lines.Any(l => l.StartsWith("! frame", StringComparison.Ordinal) || l.StartsWith("! cut", StringComparison.Ordinal)), $"{i}: {string.Join('\n', lines)}");
            lost.AddRange(isLast ? [] : [i - Small[0].Length]);
        }

        // A wrong length of the record or of one of its values is made good by the others; what is left is that the record begins with none.
        Assert.True(lost.TrueForAll(at => at <= 4), string.Join(' ', lost));
    }

    [Theory]
    [InlineData(-700)]
    [InlineData(-7)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(1_000_000_000)]
    public async Task A_record_of_another_length_than_it_says_is_read_and_told(long off)
    {
        var body = Flows.Http(null, ("response", Flows.Response(new byte[500])))[..^1];
        body = body[(body.AsSpan().IndexOf((byte)':') + 1)..];
        var lines = await Flows.ReadAsync([.. Flows.Tagged('}', body, body.Length + off), .. Small[2]]);

        Assert.Equal(["1 2026-01-02T03:04:05 POST https://host.example/p 204 in 500 out 28", "2 2026-01-02T03:04:07  tcp://server.example:8443  in  out 3 not-http"], lines.Exchanges());
        Assert.Equal("! frame whole: expected a record that ends where it says, found one that ends where its values end", lines.Problems()[0]);
    }

    [Fact]
    public async Task A_value_of_another_length_than_it_says_costs_its_record_only()
    {
        foreach (var length in new long[] { 0, 1, 2, 6, 8, 100, 100_000, 999_999_999_999 })
        {
            var wrong = Flows.Http([("content", new Flows.Ready(Flows.Tagged(',', "{\"a\":1}"u8.ToArray(), length)))], ("response", null));
            var lines = await Flows.ReadAsync([.. Small[0], .. wrong, .. Small[2]]);

            Assert.Equal(2, lines.Exchanges().Count(l => l[0] is '1' or '3'));
            Assert.Contains(lines.Problems(), p => p.StartsWith("! tnetstring", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Behind_what_is_no_record_nothing_is_looked_for()
    {
        var lines = await Flows.ReadAsync([.. Small[0], .. "junk"u8, .. Small[2]]);

        Assert.Single(lines.Exchanges());
        Assert.Equal([$"! frame entry 2 @{Small[0].Length}+0: expected the length of a record, and a colon, found something else; what follows was not read"], lines.Problems());
    }

    [Property(MaxTest = 40)]
    public async Task Any_chunks_give_the_same_exchanges(byte[] sizes)
    {
        var steps = sizes.Select(s => s + 1).DefaultIfEmpty(1).ToList();
        byte[] large = [.. Flows.Http(null, ("response", Flows.Response(new byte[100_000]))), .. Three];
        foreach (var file in new[] { Three, large, Three[..^9], [.. Three[..90], .. Three[91..]] })
        {
            Assert.Equal(await Flows.ReadAsync(file), await Hars.ReadAsync(new Dripping(file, steps), file, null, new FlowReader()));
        }
    }

    [Property(MaxTest = 300)]
    public async Task Any_bytes_are_read_or_a_problem(byte[] bytes)
    {
        const string Letters = "0123456789::::;,#^!~]}{tref";
        byte[] likely = [.. bytes.Select(b => (byte)Letters[b % Letters.Length])];
        foreach (var file in new byte[][] { bytes, likely, Flows.Tagged('}', likely), Flows.Record("http", ("request", new Flows.Ready(Flows.Tagged('}', likely)))), Flows.Http([("headers", new Flows.Ready(Flows.Tagged(']', likely)))]), Flows.Record("tcp", ("messages", new Flows.Ready(Flows.Tagged(']', likely)))) })
        {
            // Each excerpt is compared with what its place leads to.
            Assert.True((await Flows.ReadAsync(file)).Count > 0 || file.Length == 0);
        }
    }

    [Fact]
    public async Task What_nothing_reads_is_left_out_and_each_place_behind_it_stays_right()
    {
        var file = Flows.Record(
            "http", ("error", "e" + new string('x', 9000)), ("response", Flows.Response(new byte[300_000])),
            ("websocket", Flows.Messages(Flows.Message(false, new string('y', 100_000)), Flows.Message(true, "sent"), Flows.Message(false, new string('z', 65)))),
            ("metadata", new (string, object?)[] { ("long", new byte[5000]) }), ("request", Flows.Request(("trailers", Flows.Fields(("last", "one"))))));
        byte[] two = [.. file, .. Small[0]];
        var limits = Limits.Default with { EntryBytes = 1 << 15 };

        Assert.Equal(["  message:/0 sent", "  header:/last one"], (await Flows.ReadAsync(two, limits)).Where(l => l.Contains("message:", StringComparison.Ordinal) || l.Contains("last", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Reverse());
        Assert.Empty((await Flows.ReadAsync(two, limits)).Problems());
        Assert.Equal(await Flows.ReadAsync(two), await Flows.ReadAsync(two, limits));
        Assert.Equal(await Flows.ReadAsync(two), await Hars.ReadAsync(new Dripping(two, [7, 1, 4000]), two, limits, new FlowReader()));
        Assert.StartsWith("1 2026-01-02T03:04:05 POST https://host.example/p 204 in 300000 ", (await Flows.ReadAsync(two))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_stays_what_it_is_while_the_next_is_cut()
    {
        var large = Flows.Record("http", ("response", Flows.Response(new byte[300_000])), ("request", Flows.Request()));
        var small = Flows.Record("http", ("response", Flows.Response(new byte[3000])), ("request", Flows.Request(("content", new byte[3000]))));
        byte[] file = [.. small, .. large, .. small, .. large];
        var reader = new FlowReader();
        var entries = new List<CaptureEntry>();
        await foreach (var entry in reader.SplitAsync(new MemoryStream(file), Limits.Default, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        var problems = new List<Problem>();

        // Other cores read entries while the one that cuts goes on.
        Assert.Equal(4, entries.Count(e => reader.Read(e, Facts.Capture, problems) is not null));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("path")]
    public async Task A_piece_of_the_request_that_is_too_long_went_out_and_is_told(string name)
    {
        var limits = Limits.Default with { EntryBytes = 1 << 16 };
        byte[] file = [.. Flows.Http([(name, Encoding.ASCII.GetBytes(new string('/', 60_000)))]), .. Small[2]];
        var lines = await Flows.ReadAsync(file, limits);

        Assert.Equal($"! limit {name}: expected a piece of the request that fits in what is kept of an entry, found 60000 bytes, which were not read", lines.Problems()[0]);
        Assert.Equal(2, lines.Exchanges().Count);
        Assert.EndsWith(name == "content" ? $" out {60_000 + 2 + 3 + 4 + 12}" : $" out {60_000 + 7 + 4 + 12}", lines.Exchanges()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_left_out_is_counted_as_not_read_and_has_its_place()
    {
        byte[] file = Flows.Http([("content", new byte[60_000])]);
        var entry = new FlowReader().SplitAsync(new MemoryStream(file), new() { EntryBytes = 1 << 16 }, TestContext.Current.CancellationToken).ToBlockingEnumerable(TestContext.Current.CancellationToken).Single();
        var exchange = new FlowReader().Read(entry, Facts.Capture, [])!;

        Assert.Equal(60_000, exchange.BytesUnread);
        Assert.Equal(new byte[60_000], file[(int)exchange.Problems[0].Where.Offset..(int)(exchange.Problems[0].Where.Offset + exchange.Problems[0].Where.Length)]);
    }

    [Fact]
    public async Task A_record_with_more_than_is_kept_is_a_problem_and_the_next_is_read()
    {
        var lines = await Flows.ReadAsync([.. Flows.Http(null, ("server_conn", Enumerable.Range(0, 8).Select(i => ($"m{i}", (object?)new byte[3000])).ToArray())), .. Small[2]], new() { EntryBytes = 1 << 14 });

        Assert.StartsWith("! limit entry 1 @0+", lines[0], StringComparison.Ordinal);
        Assert.Equal("2 2026-01-02T03:04:07  tcp://server.example:8443  in  out 3 not-http", lines[1]);
    }

    [Fact]
    public async Task Very_many_fields_and_messages_are_bounded_and_counted()
    {
        var fields = await Flows.ReadAsync(Flows.Http([("headers", Flows.Fields([.. Enumerable.Repeat(("a", "b"), 10_002)]))]));
        var messages = await Flows.ReadAsync(Flows.Record("tcp", ("messages", new Flows.Ready(Flows.Tagged(']', [.. Enumerable.Repeat(Flows.Value(Flows.Piece(true, "x")), 100_003).SelectMany(b => b)])))));

        Assert.Equal(10_000, fields.Count(l => l.StartsWith("  header", StringComparison.Ordinal)));
        Assert.Equal(["! limit header: expected at most 10000 header fields, found more, which were not read"], fields.Problems());
        Assert.EndsWith($" out {2 + 3 + 7 + 20_004}", fields[0], StringComparison.Ordinal);
        Assert.Equal(100_000, messages.Count(l => l.StartsWith("  message", StringComparison.Ordinal)));
        Assert.EndsWith(" out 100003 not-http", messages[0], StringComparison.Ordinal);
        Assert.Equal(["! limit message: expected at most 100000 messages, found more, which were not read", "! not-http whole: expected HTTP, found 100003 bytes of another protocol, of which 100000 were kept"], messages.Problems());
    }
}
