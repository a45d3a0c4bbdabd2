using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using Klikspaan.Exporting;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class WarcReaderTests
{
    const string Post = "POST /p?q=1 HTTP/1.1\r\nHost: host.example\r\nx-a:1\r\nX-A:  2 \r\nCookie: c=d; e=f\r\nContent-Length: 7\r\n\r\n{\"a\":1}";

    /// <summary>Every kind of record that a recording holds.</summary>
    internal static readonly WarcRecord[][] Groups =
    [
        Warcs.Other("dns", """{"destination":null,"sender":null,"name":"Host.Example.","type":"A","answer":"198.18.0.1","resolver":"127.0.0.53","transport":"udp"}"""),
        Warcs.Exchange(Post),
        Warcs.Other("output", """{"bytes_seen":4,"bytes_kept":4}""", "urn:klikspaan:stderr", "oops"),
        Warcs.Other("not-http", """{"connection":2,"destination":{"address":"198.18.0.2","port":9000,"name":"tcp.example"},"sender":{"pid":7,"executable":"/bin/b","command_line":["b"]},"bytes_seen":70000,"bytes_kept":6,"tls":null,"reason":"no request line"}""", "tcp://tcp.example:9000", "binary"),
        Warcs.Other("tls-failure", """{"connection":3,"destination":{"address":"198.18.0.3","port":443,"name":"dns.example"},"sender":null,"sni":"tls.example","alpn":["h2"],"reason":"alert"}"""),
        Warcs.Other("attempt", """{"destination":{"address":"198.18.0.4","port":25,"name":null},"sender":null,"transport":"tcp","count":3}"""),
        Warcs.Other("datagrams", """{"destination":{"address":"198.18.0.5","port":443,"name":"udp.example"},"sender":null,"count":2,"bytes":9}""", "udp://udp.example:443", "datagram"),
        Warcs.Other("file", """{"path":"/home/u/.cache/x.trn","bytes_seen":3,"bytes_kept":3,"change":"created"}""", "file:///home/u/.cache/x.trn", "xyz"),
        Warcs.Exchange("GET /second HTTP/1.1\r\n\r\n", "http://[2001:db8::1]:8080/second"),
    ];

    static readonly byte[] Recording = Warcs.Recording(Groups);

    static readonly byte[] Foreign =
    [
        .. Warcs.Plain("warcinfo", "WARC-Record-ID: <urn:i>\r\n", "software: other\r\n"),
        .. Warcs.Plain("response", "WARC-Record-ID: <urn:a>\r\nWARC-Target-URI: <http://a.example/x>\r\n", "HTTP/1.1 200 OK\r\n\r\nbody"),
        .. Warcs.Plain("request", "WARC-Record-ID: <urn:b>\r\nWARC-Concurrent-To: <urn:a>\r\nWARC-Target-URI: <http://a.example/x>\r\n", "GET /x HTTP/1.1\nUser-Agent: other\n folded\n\n"),
        .. Warcs.Plain("response", "WARC-Record-ID: <urn:c>\r\nWARC-Target-URI: http://alone.example/\r\n", "HTTP/1.1 200 OK\r\n\r\nbody"),
        .. Warcs.Plain("metadata", "WARC-Record-ID: <urn:d>\r\nWARC-Concurrent-To: <urn:c>\r\n", "{\"kind\":\"dns\",\"name\":\"no.example\"}"),
        .. Warcs.Plain("request", "WARC-Record-ID: <urn:e>\r\nWARC-Target-URI: http://b.example/y\r\n", "GET http://b.example/y?z HTTP/1.0\r\n\r\n"),
    ];

    static readonly string[] ForeignLines =
    [
        "1 2026-01-02T03:04:05 GET http://a.example/x 200 in 4 out 25", "  path: /x", "  header:/user-agent other\n folded",
        "2 2026-01-02T03:04:05 GET http://b.example/y  in  out 3", "  path: /y", "  query: z",
    ];

    [Fact]
    public async Task A_recording_gives_everything_that_was_observed_in_order() => Assert.Equal(
        """
        1 2026-01-02T03:04:05  ://host.example  in  out 0 dns
          name: Host.Example.
        2 2026-01-02T03:04:05 POST https://host.example/p 204 in 2 out 65 by 12:/usr/bin/program:program+-x
          path: /p
          query: q=1
          header:/host host.example
          header:/x-a 1
          header:/x-a 2
          cookie: c=d; e=f
          header:/content-length 7
          content: {"a":1}
        3 2026-01-02T03:04:05  tcp://tcp.example:9000  in  out 6 not-http by 7:/bin/b:b
          content: binary
        ! not-http whole: expected HTTP, found 70000 bytes of another protocol, of which 6 were kept
        4 2026-01-02T03:04:05  tls://tls.example:443  in  out 0 tls-failure
          name: tls.example
        ! tls-failure whole: expected a TLS handshake that is completed, found one that was not: contacted, contents not seen
        5 2026-01-02T03:04:05  tcp://198.18.0.4:25  in  out 0 attempt
        6 2026-01-02T03:04:05  udp://udp.example:443  in  out 8 datagrams
          content: datagram
        7 2026-01-02T03:04:05  ://  in  out 0 file
        8 2026-01-02T03:04:05 GET http://2001:db8::1:8080/second 204 in 2 out 7 by 12:/usr/bin/program:program+-x
          path: /second
        """,
        string.Join('\n', (await Warcs.ReadAsync(Recording)).Select(Short)).Replace("/home/u/.cache/x.trn", "", StringComparison.Ordinal));

    [Fact]
    public async Task Requests_of_other_programs_are_read_in_whatever_order_they_stand_and_nothing_else()
    {
        Assert.Equal(ForeignLines, (await Warcs.ReadAsync(Foreign)).Select(Short));
        Assert.Equal(ForeignLines, (await Warcs.ReadAsync(Compress(Foreign))).Select(Short));
    }

    [Fact]
    public async Task The_places_in_a_compressed_file_lead_through_the_member_and_in_another_one_they_do_not()
    {
        Assert.Equal("  path: /p |gzip|[524+2]", (await Warcs.ReadAsync(Recording)).First(l => l.Contains("path: /p", StringComparison.Ordinal)).Replace(Offset(Recording), "524", StringComparison.Ordinal));
        Assert.Equal("  path: /x", (await Warcs.ReadAsync(Foreign))[1]);
    }

    [Theory]
    [InlineData("WARC/1.1\r\n", true)]
    [InlineData("WARC/1.0\n", true)]
    [InlineData("WARC/2.0\r\n", false)]
    [InlineData(" WARC/1.1", false)]
    [InlineData("", false)]
    public void A_file_is_recognised_by_how_it_starts_compressed_or_not(string head, bool expected)
    {
        Assert.Equal(expected, CaptureReaders.Recognise(Encode.Utf8(head)) is WarcReader);
        Assert.Equal(expected, CaptureReaders.Recognise(Encode.Gzip(Encode.Utf8(head))) is WarcReader);
        Assert.Equal(".warc", new WarcReader().ExtensionFor(Encode.Utf8("WARC/1.1")));
        Assert.Equal(".warc.gz", new WarcReader().ExtensionFor(Encode.Gzip(Encode.Utf8("WARC/1.1"))));
    }

    [Fact]
    public void Only_the_head_of_a_file_is_needed_to_recognise_it() =>
        Assert.True(new WarcReader().Recognises(Warcs.Member([.. "WARC/1.1\r\n"u8, .. RandomNumberGenerator.GetBytes(500_000)]).AsSpan(0, CaptureReaders.HeadBytes)));

    [Property(MaxTest = 200)]
    public void Any_bytes_are_recognised_or_not(byte[] bytes)
    {
        Assert.False(new WarcReader().Recognises(bytes));
        Assert.False(new WarcReader().Recognises([0x1F, 0x8B, 8, 0, .. bytes]));
    }

    [Property(MaxTest = 30)]
    public async Task Any_chunks_give_the_same_exchanges(byte[] sizes)
    {
        var steps = sizes.Select(s => s + 1).DefaultIfEmpty(1).ToList();
        foreach (var warc in new[] { Recording, Foreign, Compress(Foreign), Recording[..^30], [.. Recording[..700], .. Recording[701..]] })
        {
            Assert.Equal(await Warcs.ReadAsync(warc), await Hars.ReadAsync(new Dripping(warc, steps), warc, null, new WarcReader()));
        }
    }

    [Fact]
    public async Task A_cut_at_any_length_gives_what_stands_before_it_and_one_problem()
    {
        foreach (var warc in new[] { Recording, Foreign, Compress(Foreign) })
        {
            var whole = (await Warcs.ReadAsync(warc)).Where(l => l[0] != '!').Select(Bare).ToList();
            for (var length = warc.Length - 1; length >= 0; length--)
            {
                var lines = await Warcs.ReadAsync(warc[..length]);
                var cuts = lines.Count(l => l.StartsWith("! cut", StringComparison.Ordinal));
                var isBetween = warc != Recording && cuts == 0 && Borders(warc).Contains(length);

                Assert.True(isBetween || (cuts == 1 && lines[^1].StartsWith("! cut", StringComparison.Ordinal)), $"cut at {length} of {warc.Length}: {string.Join('\n', lines)}");
                Assert.Equal(lines.Where(l => l[0] != '!').Select(Bare), whole.Take(lines.Count(l => l[0] != '!')));
                Assert.DoesNotContain(lines, l => l.StartsWith("! ", StringComparison.Ordinal) && l.Split(' ')[1] is not ("cut" or "not-http" or "tls-failure"));
            }
        }
    }

    [Property(MaxTest = 300)]
    public async Task Any_bytes_never_throw(byte[] bytes)
    {
        foreach (var warc in new byte[][] { bytes, [0x1F, 0x8B, 8, 0, .. bytes], Encode.Gzip(bytes), [.. "WARC/1.1\r\n"u8, .. bytes], Encode.Gzip([.. "WARC/1.1\r\nContent-Length: 3\r\n\r\n"u8, .. bytes]) })
        {
            var lines = await Warcs.ReadAsync(warc);
            Assert.All(lines, l => Assert.StartsWith("! ", l, StringComparison.Ordinal));
        }
    }

    [Property(MaxTest = 300)]
    public async Task Damage_never_throws_and_never_goes_unnoticed(int at, byte damage)
    {
        foreach (var warc in new[] { Recording, Compress(Foreign) })
        {
            // Of a gzip header only the first three bytes and the flags matter.
            var bytes = warc.ToArray();
            bytes[(at & int.MaxValue) % bytes.Length] ^= damage;
            var (before, after) = (await Warcs.ReadAsync(warc), await Warcs.ReadAsync(bytes));

            Assert.True(before.SequenceEqual(after) || after.Exists(l => l[0] == '!' && !before.Contains(l)) || IsSilent(warc, (at & int.MaxValue) % warc.Length), $"{damage} at {(at & int.MaxValue) % warc.Length} after {Borders(warc).Append(0).Where(b => b <= (at & int.MaxValue) % warc.Length).Max()}");
        }
    }

    [Fact]
    public Task Every_place_in_a_recording_leads_to_its_value() => PipelineTests.PlacesAsync(Recording);

    [Property(MaxTest = 100)]
    public Task After_damage_every_place_still_leads_to_its_value(int at, byte damage)
    {
        var bytes = Recording.ToArray();
        bytes[(at & int.MaxValue) % bytes.Length] ^= damage;
        return PipelineTests.PlacesAsync(bytes);
    }

    /// <summary>The end of a member is found to the byte, whatever is in it and however it was compressed.</summary>
    [Property(MaxTest = 60)]
    public async Task The_border_between_members_is_found_exactly(int[] seeds)
    {
        var random = new Random(seeds.Length == 0 ? 0 : seeds[0]);
        var members = Enumerable.Range(0, 6).Select(i =>
        {
            var body = new byte[random.Next(4) switch { 0 => random.Next(10), 1 => random.Next(600), 2 => random.Next(40_000), _ => random.Next(200_000) }];
            if (random.Next(2) == 0)
            {
                random.NextBytes(body);
            }

            // What looks like the beginning of a member, inside of one.
            "\u001F\u008B\u0008\0\0\0\0\0\0\u0003"u8[..Math.Min(10, body.Length)].CopyTo(body);
            byte[] block = [.. Encode.Utf8($"POST /{i} HTTP/1.1\r\n\r\n"), .. body];
            byte[] record = [.. Encode.Utf8($"WARC/1.1\r\nWARC-Type: request\r\nWARC-Target-URI: http://h/{i}\r\nContent-Length: {block.Length}\r\n\r\n"), .. block, .. "\r\n\r\n"u8];
            return (Bytes: Warcs.Member(record, (CompressionLevel)random.Next(4)), Body: body);
        }).ToList();

        var at = 0L;
        var entries = await SplitAsync([.. members.SelectMany(m => m.Bytes)]);
        Assert.Equal(members.Count, entries.Count);
        foreach (var (entry, member) in entries.Zip(members))
        {
            Assert.Equal((at, member.Bytes.Length), (entry.Offset, entry.Length));
            at += entry.Length;
            var content = new WarcReader().Read(entry, Facts.Capture, [])!.Excerpts.SingleOrDefault(e => e.Part == MessagePart.Content);
            Assert.Equal(member.Body, content?.Bytes.ToArray() ?? []);
        }
    }

    [Fact]
    public async Task A_member_may_have_every_field_that_the_format_knows()
    {
        var member = Warcs.Member(Warcs.Plain("request", "WARC-Target-URI: http://a.example/\r\n", "GET / HTTP/1.1\r\n\r\n"));
        byte[] header = [.. member[..3], 0x1D, .. member[4..10], 3, 0, 1, 2, 0, .. "name\0comment\0"u8];
        byte[] whole = [.. header, .. member[10..]];

        Assert.Equal(["1 2026-01-02T03:04:05 GET http://a.example/  in  out 1", "  path: / |gzip|[151+1]"], (await Warcs.ReadAsync([.. whole])).Select(l => l.Replace(Offset(whole, "GET "), "151", StringComparison.Ordinal)));
        for (var length = 1; length < whole.Length; length++)
        {
            Assert.StartsWith("! cut", Assert.Single(await Warcs.ReadAsync(whole[..length])), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_no_record_between_records_is_one_problem_and_the_next_is_read()
    {
        var record = Warcs.Plain("request", "WARC-Target-URI: http://a.example/\r\n", "GET / HTTP/1.1\r\n\r\n");
        var member = Warcs.Member(record);
        byte[] stray = [.. "stray \u001F\n"u8, 0x1F, 0x8B, 8, 0, 1, 2, 3, .. Encode.Gzip([0]), .. member[..60], .. "WARC/1.\n"u8];

        var compressed = await Warcs.ReadAsync([.. member, .. stray, .. member]);
        var plain = await Warcs.ReadAsync([.. record, .. stray, .. record]);

        foreach (var (lines, at) in new[] { (compressed, member.Length), (plain, record.Length) })
        {
            Assert.Equal($"! frame entry 0 @{at}+{stray.Length}: expected a WARC record, found {stray.Length} bytes that are none, and were not read", Assert.Single(lines.Problems()));
            Assert.Equal(["1", "2"], lines.Exchanges().Select(l => l[..1]));
        }
    }

    [Fact]
    public async Task Damage_in_one_member_costs_that_record_and_no_other()
    {
        var record = Warcs.Plain("request", "WARC-Target-URI: http://a.example/\r\n", "GET / HTTP/1.1\r\n\r\n");
        var member = Warcs.Member(record);
        for (var at = 0; at < member.Length; at++)
        {
            byte[] damaged = [.. member];
            damaged[at] ^= 0x10;
            var lines = await Warcs.ReadAsync([.. member, .. damaged, .. member]);

            Assert.True(lines.Exchanges().Count is 2 or 3, $"at {at}: {string.Join('\n', lines)}");
            Assert.True(lines.Exchanges().Count == 3 || lines.Problems().Count == 1, $"at {at}: {string.Join('\n', lines)}");
            Assert.True(lines.Exchanges().Count == 2 || IsSilent(member, at), $"at {at}: {string.Join('\n', lines)}");
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(19)]
    [InlineData(5000)]
    public async Task A_length_that_is_not_true_is_a_problem_and_a_later_record_is_read(int lie)
    {
        var good = Warcs.Plain("request", "WARC-Target-URI: http://a.example/\r\n", "GET / HTTP/1.1\r\n\r\n");
        var liar = Warcs.Plain("request", "WARC-Target-URI: http://liar.example/\r\n", "GET / HTTP/1.1\r\n\r\n", lie);
        byte[][] after = [.. Enumerable.Repeat(good, 60)];

        var compressed = await Warcs.ReadAsync([.. Warcs.Member(liar), .. Warcs.Member(good)]);
        var plain = await Warcs.ReadAsync([.. liar, .. after.SelectMany(b => b)]);

        Assert.Equal([$"! length entry 0 @0+{Warcs.Member(liar).Length}: expected a block of {lie} bytes, as the record says, found 22 bytes after the head"], compressed.Problems());
        Assert.Single(compressed.Exchanges());
        Assert.NotEmpty(plain.Problems());
        Assert.InRange(plain.Exchanges().Count, 1, 60);
        Assert.DoesNotContain(plain.Concat(compressed), l => l.Contains("liar.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_request_that_is_too_large_the_head_is_read_and_the_rest_counted_and_the_next_is_read()
    {
        var random = new byte[3000];
        new Random(1).NextBytes(random);
        var (small, large) = (Warcs.Exchange("GET / HTTP/1.1\r\n\r\n"), Warcs.Exchange([.. "POST /large?q HTTP/1.1\r\nX-A: 1\r\n\r\n"u8, .. random]));
        var warc = Warcs.Recording(large, small);
        var limits = Limits.Default with { EntryBytes = 2000 };

        foreach (var step in new[] { 1, 7, 1 << 20 })
        {
            var lines = await Hars.ReadAsync(new Dripping(warc, [step]), warc, limits, new WarcReader());

            Assert.Equal("1 2026-01-02T03:04:05 POST https://host.example/large 204 in 2 out 3011 by 12:/usr/bin/program:program+-x", lines[0]);
            Assert.Equal(["  path: /large", "  query: q", "  header:/x-a 1"], lines[1..4].Select(l => l.Split(" |")[0]));
            Assert.StartsWith("! limit whole: expected at most 2000 bytes, and 67108864 without compression, found a record of ", lines[4], StringComparison.Ordinal);
            Assert.StartsWith("2 ", lines[5], StringComparison.Ordinal);
            Assert.Single(lines.Problems());
        }
    }

    [Fact]
    public async Task A_large_answer_does_not_cost_the_request()
    {
        var (request, _, metadata) = Warcs.Exchange("GET / HTTP/1.1\r\n\r\n") switch { var g => (g[0], g[1], g[2]) };
        var answer = WarcRecord.Response(Warcs.At, request, (byte[])[.. "HTTP/1.1 200 OK\r\n\r\n"u8, .. RandomNumberGenerator.GetBytes(100_000)]);

        var lines = await Warcs.ReadAsync(Warcs.Recording([request, answer, metadata]), Limits.Default with { EntryBytes = 5000, LayerBytes = 5000 });

        Assert.Equal("1 2026-01-02T03:04:05 GET https://host.example/ 200 in 100000 out 1 by 12:/usr/bin/program:program+-x", lines[0]);
        Assert.Empty(lines.Problems());
    }

    [Fact]
    public async Task A_bomb_is_a_limit_and_takes_no_memory()
    {
        var bomb = Warcs.Exchange([.. "POST / HTTP/1.1\r\n\r\n"u8, .. new byte[100 << 20]]);
        var warc = Warcs.Recording(bomb, Warcs.Exchange("GET / HTTP/1.1\r\n\r\n"));
        var reader = new WarcReader();
        var (exchanges, problems) = (new List<Exchange>(), new List<Problem>());
        var before = GC.GetAllocatedBytesForCurrentThread();

        await foreach (var entry in reader.SplitAsync(new MemoryStream(warc), Limits.Default, TestContext.Current.CancellationToken))
        {
            if (entry.Kind == EntryKind.Exchange && reader.Read(entry, "", problems) is { } exchange)
            {
                exchanges.Add(exchange);
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.Equal([((100L << 20) + 1, 100L << 20), (1, 0)], exchanges.Select(e => (e.BytesOut, e.BytesUnread)));
        Assert.Equal("limit", Assert.Single(problems).Kind);
    }

    [Fact]
    public async Task Beginnings_of_members_within_each_other_do_not_make_the_work_endless()
    {
        // Each one is a header and a stored block that spans the rest, and none comes to an end.
        byte[] one = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0, 0xFF, 0xFF, 0, 0, .. "WARC/1.1\r\n"u8];
        byte[] warc = [.. Enumerable.Range(0, 40_000).SelectMany(_ => one)];
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.NotEmpty((await Warcs.ReadAsync(warc, Limits.Default with { EntryBytes = 1 << 20 })).Problems());
        Assert.NotEmpty((await Warcs.ReadAsync([.. Enumerable.Range(0, 100_000).SelectMany(_ => "WARC/1.:\n"u8.ToArray())], Limits.Default with { EntryBytes = 1 << 20 })).Problems());
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task A_recording_without_an_end_was_cut_off_and_a_file_of_another_program_was_not()
    {
        var open = Warcs.Write([WarcRecord.Info(Warcs.At, "test")], [Warcs.Run], Warcs.Exchange(Post));

        Assert.Equal([$"! cut entry 0 @{open.Length}+0: expected a record of kind end, found the end of the file"], (await Warcs.ReadAsync(open)).Problems());
        Assert.Empty((await Warcs.ReadAsync(Foreign)).Problems());
    }

    [Fact]
    public async Task Only_a_recording_of_our_own_says_what_was_not_observed()
    {
        Assert.Equal([EntryKind.Recording], (await SplitAsync(Recording)).Select(e => e.Kind).Distinct().Except([EntryKind.Tool, EntryKind.Exchange]));
        Assert.Equal([EntryKind.Tool, EntryKind.Exchange], (await SplitAsync(Foreign)).Select(e => e.Kind).Distinct());
    }

    [Theory]
    [InlineData("""{"x":1}""", "none")]
    [InlineData("""{"kind":7}""", "none")]
    [InlineData("""[1]""", "none")]
    [InlineData("""{"x":[{}],"kind":"of the future"}""", "another")]
    public async Task Metadata_of_an_unknown_kind_is_a_problem(string json, string found)
    {
        var record = WarcRecord.Metadata("end", Warcs.At, []) with { Block = Encode.Utf8(json) };

        Assert.Equal($"! kind entry 0: expected metadata of a kind that this version knows, found {found}", System.Text.RegularExpressions.Regex.Replace(Assert.Single(await Warcs.ReadAsync(Warcs.Recording([record]))), @" @\d+\+\d+", ""));
    }

    [Theory]
    [InlineData("""{"kind":"dns","name":"a.example" """, "! json whole: expected metadata as JSON, found something else")]
    [InlineData("""{"kind":"dns","name":["\ud800"],"at":5,"destination":[],"sender":"x"}""", "1 2026-01-02T03:04:05  ://  in  out 0 dns")]
    [InlineData("""{"kind":"dns","name":"\ud800","destination":{"port":99999999},"sender":{"pid":-1,"executable":"\ud800","command_line":"a b"}}""", "1 2026-01-02T03:04:05  ://  in  out 0 dns by ::a b")]
    public async Task Metadata_of_other_types_is_read_as_far_as_it_goes(string json, string expected)
    {
        var record = WarcRecord.Metadata("end", Warcs.At, []) with { Block = Encode.Utf8(json) };

        // Half a character is no text, and is not put in another's place.
        Assert.Equal([expected], (await Warcs.ReadAsync(Warcs.Recording([record]))).Where(l => !l.StartsWith("  name: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_digest_that_is_not_of_the_block_is_a_problem()
    {
        var digest = SHA256.HashData("GET / HTTP/1.1\r\n\r\n"u8);
        static string Record(string value) => $"WARC-Target-URI: http://a.example/\r\nWARC-Block-Digest: {value}\r\n";
        async Task<int> Problems(string value) => (await Warcs.ReadAsync(Warcs.Plain("request", Record(value), "GET / HTTP/1.1\r\n\r\n"))).Problems().Count;

        Assert.Equal(0, await Problems("sha256:" + Convert.ToHexString(digest)));
        Assert.Equal(1, await Problems("sha256:" + Convert.ToHexString(digest[1..])));
        Assert.Equal(0, await Problems("sha1:AAAA"));

        // RFC 4648 section 10, and what the tools of the archives write.
        Assert.Equal(1, await Problems("sha256:MZXW6YTBOI======"));
        Assert.Equal(0, await Problems("sha256:" + Base32(digest)));
    }

    /// <summary>The records of the recording that these tests read.</summary>
    internal static IEnumerable<WarcRecord> Records() => [Warcs.Run, .. Groups.SelectMany(g => g), Warcs.End];

    internal static string Short(string line) => line[0] == ' ' ? line.Split(" |")[0] : line;

    /// <summary>Without status, size and sender, which stand in later records than the request.</summary>
    static string Bare(string line) => char.IsAsciiDigit(line[0]) ? System.Text.RegularExpressions.Regex.Replace(line, " \\d* in \\d* out", "").Split(" by ")[0] : line;

    static string Base32(byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        return string.Concat(bits.Chunk(5).Select(c => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Convert.ToInt32(new string(c).PadRight(5, '0'), 2)]));
    }

    static async Task<List<CaptureEntry>> SplitAsync(byte[] warc)
    {
        var entries = new List<CaptureEntry>();
        await foreach (var entry in new WarcReader().SplitAsync(new MemoryStream(warc), Limits.Default, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Where the records of a file that is not compressed, or of one that is, end.</summary>
    static HashSet<int> Borders(byte[] warc)
    {
        var borders = new HashSet<int>();
        var mark = warc[0] == 'W' ? "WARC/1.0"u8.ToArray() : [0x1F, 0x8B, 8];
        for (var at = 1; at < warc.Length; at++)
        {
            if (warc.AsSpan(at).StartsWith(mark))
            {
                borders.Add(at);
            }
        }

        return borders;
    }

    /// <summary>Whether the byte is one of a gzip header that says nothing: time, system, extra flags.</summary>
    static bool IsSilent(byte[] warc, int at) => Borders(warc).Append(0).Any(b => at - b is > 3 and < 10);

    /// <summary>Where the path stands in the first member that holds a request with it.</summary>
    static string Offset(byte[] warc, string line = "POST ")
    {
        foreach (var from in Borders(warc).Append(0).Order())
        {
            using var gzip = new GZipStream(new MemoryStream(warc[from..]), CompressionMode.Decompress);
            var text = Encoding.Latin1.GetString(new BinaryReader(gzip).ReadBytes(1 << 20));
            var end = text.IndexOf("\r\n\r\nWARC/", StringComparison.Ordinal);
            var at = text[..(end < 0 ? text.Length : end)].IndexOf(line, StringComparison.Ordinal);
            if (at >= 0)
            {
                return (at + line.Length).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        throw new ArgumentException("no such request", nameof(warc));
    }

    static byte[] Compress(byte[] plain)
    {
        var from = Borders(plain).Append(0).Append(plain.Length).Order().ToList();
        return [.. from.Zip(from.Skip(1)).SelectMany(p => Warcs.Member(plain[p.First..p.Second]))];
    }
}
