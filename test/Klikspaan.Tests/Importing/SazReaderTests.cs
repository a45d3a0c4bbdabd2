using System.IO.Compression;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class SazReaderTests
{
    const string First = "1 2026-01-02T03:04:05 POST https://host.example/p%20q 204 in 8 out 58 by 12:program:";

    static readonly string[] Parts = ["  path: /p%20q", "  query: a=1&b", "  header:/host host.example", "  cookie: c=d", "  header:/content-length 7", "  content: {\"a\":1}"];

    /// <summary>How a file can stand in an archive.</summary>
    static readonly Dictionary<string, Func<SazFile, SazFile>> Forms = new()
    {
        ["deflated"] = f => f,
        ["stored"] = f => f with { IsStored = true },
        ["deflated, descriptor"] = f => f with { Descriptor = 16 },
        ["deflated, descriptor without signature"] = f => f with { Descriptor = 12 },
        ["deflated, large descriptor"] = f => f with { Descriptor = 24 },
        ["deflated, large descriptor without signature"] = f => f with { Descriptor = 20 },
        ["stored, descriptor"] = f => f with { IsStored = true, Descriptor = 16 },
        ["stored, large descriptor"] = f => f with { IsStored = true, Descriptor = 24 },
        ["large"] = f => f with { IsLarge = true },
        ["large, stored"] = f => f with { IsLarge = true, IsStored = true },
        ["other slashes"] = f => f with { Name = f.Name.Replace('/', '\\') },
        ["a way up"] = f => f with { Name = "../../" + f.Name },
        ["other extra fields"] = f => f with { Extra = [0x75, 0x70, 2, 0, 1, 2, 9] },
    };

    public static TheoryData<string> FormNames => new(Forms.Keys);

    [Theory]
    [InlineData("raw/1_c.txt", true)]
    [InlineData("raw\\0001_s.txt", true)]
    [InlineData("other/raw/1_m.xml", true)]
    [InlineData("raw/", false)]
    [InlineData("raw/c.txt", false)]
    [InlineData("raw/_c.txt", false)]
    [InlineData("raw/1_.txt", false)]
    [InlineData("raw/1_cc.txt", false)]
    [InlineData("raw/x1_c.txt", false)]
    [InlineData("1_c.txt", false)]
    [InlineData("draw/1_c.txt", false)]
    [InlineData("raw/1234567890123456789_c.txt", false)]
    [InlineData("[Content_Types].xml", false)]
    public void An_archive_is_recognised_by_a_file_of_a_session(string name, bool expected)
    {
        var archive = Sazs.Of(Sazs.File("[Content_Types].xml", "<Types />"), Sazs.File(name, Sazs.Post));

        Assert.Equal(expected, new SazReader().Recognises(archive));
        Assert.Equal(expected, CaptureReaders.Recognise(archive) is SazReader);
        Assert.False(new SazReader().Recognises([0, .. archive]));
        for (var length = 0; length < archive.Length; length++)
        {
            _ = new SazReader().Recognises(archive.AsSpan(0, length));
        }
    }

    [Theory]
    [InlineData("raw/../../../tmp/evil_c.txt")]
    [InlineData("/etc/evil")]
    [InlineData("raw/notes.txt")]
    public async Task A_file_with_another_name_is_told_and_leads_nowhere(string name)
    {
        var lines = await Sazs.ReadAsync(Sazs.Of([.. Sazs.Session(1), Sazs.File(name, Sazs.Post), Sazs.File("_index.htm", "<html>")]));

        Assert.Single(lines.Exchanges());
        Assert.EndsWith("expected a file of a session, by its name in the folder raw, found a file with another name; it was not read", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4096)]
    public async Task A_session_is_read_however_the_bytes_come(int size)
    {
        foreach (var form in Forms.Values)
        {
            var archive = Sazs.Of([Sazs.File("raw/", "") with { IsStored = true }, .. Sazs.Session(1).Select(form), .. Sazs.Session(2).Select(form), Sazs.File("_index.htm", "<html>"), Sazs.File("[Content_Types].xml", "<Types />")]);
            var lines = await Hars.ReadAsync(new Dripping(archive, [size, 1, size + 5]), archive, null, new SazReader());

            Assert.Equal([First, .. Parts, "2" + First[1..], .. Parts], lines.Select(l => l.Split(" |")[0]));
        }
    }

    [Theory]
    [MemberData(nameof(FormNames))]
    public async Task Each_value_leads_back_through_the_compressed_bytes(string form)
    {
        var archive = Sazs.Of(Sazs.Session(1).Select(Forms[form]));
        var lines = await Sazs.ReadAsync(archive);

        Assert.Equal("  content: {\"a\":1}" + (form.Contains("stored", StringComparison.Ordinal) ? "" : " |deflate|[102+7]"), lines[6]);
        await PipelineTests.PlacesAsync(archive);
    }

    [Fact]
    public async Task The_files_of_a_session_may_stand_apart_and_in_any_order()
    {
        List<SazFile> files = [.. Sazs.Session(1), .. Sazs.Session(2), .. Sazs.Session(3)];
        var expected = (await Sazs.ReadAsync(Sazs.Of(files))).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, (await Sazs.ReadAsync(Sazs.Of(files.OrderBy(f => f.Name[^5])))).Order(StringComparer.Ordinal));
        Assert.Equal(expected, (await Sazs.ReadAsync(Sazs.Of(files.OrderByDescending(f => f.Name[^5])))).Order(StringComparer.Ordinal));
        Assert.Equal(expected, (await Sazs.ReadAsync(Sazs.Of(files.AsEnumerable().Reverse()))).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET /p HTTP/1.1\r\nHost: host.example:8080\r\n\r\n", "1  GET ://host.example:8080/p  in  out 23")]
    [InlineData("GET https://host.example:8443/p HTTP/1.1\r\nHost: other\r\n\r\n", "1  GET https://host.example:8443/p  in  out 11")]
    [InlineData("GET http://[::1]:80/p HTTP/1.1\r\n\r\n", "1  GET http://::1/p  in  out 2")]
    [InlineData("GET /p HTTP/1.1\r\nHost: [::1]:81\r\n\r\n", "1  GET ://::1:81/p  in  out 14")]
    public async Task Without_metadata_and_answer_what_the_request_says_is_known(string request, string expected) =>
        Assert.Equal(expected, (await Sazs.ReadAsync(Sazs.Of(Sazs.File("raw/1_c.txt", request))))[0]);

    [Theory]
    [InlineData("0", "http")]
    [InlineData("1", "https")]
    [InlineData("81", "https")]
    [InlineData("no number", "http")]
    public async Task The_metadata_tell_whether_a_request_that_names_no_scheme_went_through_TLS(string flags, string expected) =>
        Assert.StartsWith($"1 2026-01-02T03:04:05 GET {expected}://host.example/p 204", (await Sazs.ReadAsync(Sazs.Of(Sazs.Session(1, "GET /p HTTP/1.1\r\nHost: host.example\r\n\r\n", Sazs.Metadata(flags)))))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("x-processinfo", "program:12", "12:program:")]
    [InlineData("x-processinfo", "a &amp; b:7", "7:a & b:")]
    [InlineData("x-processinfo", "program", ":program:")]
    [InlineData("x-processinfo", ":5", "5::")]
    [InlineData("x-other", "program:12", "")]
    public async Task The_process_is_the_one_that_the_archive_names(string name, string value, string expected)
    {
        var metadata = Sazs.Metadata(more: $"<!-- <SessionFlag N='x-processinfo' V='comment:1'/> --><SessionFlag N='{name}' V='{value}'/>");

        Assert.Equal(expected.Length > 0 ? "by " + expected : "58", (await Sazs.ReadAsync(Sazs.Of(Sazs.Session(1, metadata: metadata))))[0].Split(expected.Length > 0 ? "out 58 " : "out ")[1]);
    }

    [Fact]
    public async Task When_the_request_began_is_not_known_the_time_is_that_of_the_connection() =>
        Assert.StartsWith("1 2026-01-02T01:00:00 ", (await Sazs.ReadAsync(Sazs.Of(Sazs.Session(1, metadata: Sazs.Metadata(begun: "0001-01-01T00:00:00")))))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("1000", "<TunnelInfo BytesEgress=\"1444\" BytesIngress=\"99\" />", "HTTP/1.1 200 Established\r\n\r\nwritten by the recorder", "1 2026-01-02T03:04:05  tcp://host.example:443  in 99 out 0 not-http|! not-http whole: expected HTTP, found 1444 bytes through a tunnel that was not decrypted, of which 0 were kept")]
    [InlineData("0", "", "HTTP/1.1 200 Established\r\n\r\n", "1 2026-01-02T03:04:05  tcp://host.example:443  in  out 0 not-http|! not-http whole: expected HTTP, found bytes, of which the number is not established, through a tunnel that was not decrypted, of which 0 were kept")]
    [InlineData("2000", "", "HTTP/1.1 200 Established\r\n\r\n", "1 2026-01-02T03:04:05  tcp://host.example:443  in  out 0 not-http|! not-http whole: expected HTTP, found a tunnel that was to be decrypted, and no request to its host")]
    [InlineData("1000", "", "HTTP/1.1 502 Bad Gateway\r\n\r\n", "1 2026-01-02T03:04:05  tcp://host.example:443  in  out 0 attempt")]
    [InlineData("2000", "", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "1 2026-01-02T03:04:05  tcp://host.example:443  in  out 0 attempt")]
    public async Task Of_a_tunnel_nothing_is_claimed_to_be_known_but_where_it_led_and_how_much_went_through(string flags, string more, string answer, string expected)
    {
        var archive = Sazs.Of(Sazs.Session(1, "CONNECT host.example:443 HTTP/1.1\r\nHost: host.example:443\r\nUser-Agent: x\r\n\r\nwritten by the recorder", Sazs.Metadata(flags, more), answer));

        Assert.Equal(expected, string.Join('|', await Sazs.ReadAsync(archive)));
        await PipelineTests.PlacesAsync(archive);
    }

    [Fact]
    public async Task A_tunnel_of_which_the_requests_are_sessions_of_their_own_is_none()
    {
        const string Connect = "CONNECT HOST.example:443 HTTP/1.1\r\n\r\n", Other = "CONNECT other.example:443 HTTP/1.1\r\n\r\n", Established = "HTTP/1.1 200 Established\r\n\r\n";
        var lines = await Sazs.ReadAsync(Sazs.Of(
            [.. Sazs.Session(1, Connect, Sazs.Metadata("2000"), Established), .. Sazs.Session(2, Other, Sazs.Metadata("2000"), Established), .. Sazs.Session(3), .. Sazs.Session(4, Connect, Sazs.Metadata("2000"), Established)]));

        Assert.Equal([First, "2 2026-01-02T03:04:05  tcp://other.example:443  in  out 0 not-http by 12:program:"], lines.Exchanges());
        Assert.Single(lines.Problems());
    }

    [Theory]
    [InlineData(1, 8, "", 0)]
    [InlineData(1, 8, "", 16)]
    [InlineData(0x41, 8, "", 0)]
    [InlineData(1, 99, "0199070002004145030800", 0)]
    [InlineData(0, 8, "0199070002004145030800", 0)]
    [InlineData(1, 99, "0199070002004145030800", 24)]
    public async Task A_file_that_needs_a_password_is_refused_and_the_others_are_read(int flags, int method, string extra, int descriptor)
    {
        SazFile Encrypt(SazFile file) => file with { Flags = flags, Method = method, Extra = Convert.FromHexString(extra), Descriptor = descriptor, Packed = Enumerable.Repeat((byte)0xA5, 60).ToArray() };
        var lines = await Sazs.ReadAsync(Sazs.Of([.. Sazs.Session(1).Select(Encrypt), .. Sazs.Session(2), .. Sazs.Session(3)[..1], .. Sazs.Session(3)[1..].Select(Encrypt)]));

        Assert.Equal(["2" + First[1..], "3  POST https://host.example/p%20q  in  out 58"], lines.Exchanges());
        Assert.Equal(3, lines.Problems().Count);
        Assert.All(lines.Problems(), p => Assert.EndsWith("expected a file that is not encrypted, found one that needs a password", p, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_cut_anywhere_gives_the_sessions_before_the_cut_and_one_problem()
    {
        foreach (var form in Forms.Where(f => f.Key is "deflated" or "stored, descriptor" or "deflated, descriptor").Select(f => f.Value))
        {
            var archive = Sazs.Of([.. Sazs.Session(1).Select(form), .. Sazs.Session(2).Select(form), .. Sazs.Session(3).Select(form)]);
            for (var length = 0; length < archive.Length; length++)
            {
                var lines = await Sazs.ReadAsync(archive[..length]);

                Assert.StartsWith("! cut ", Assert.Single(lines.Problems()), StringComparison.Ordinal);
                Assert.Equal(Enumerable.Range(1, lines.Exchanges().Count).Select(i => $"{i} "), lines.Exchanges().Select(l => l[..2]));
                Assert.Equal(Enumerable.Repeat(Parts, lines.Exchanges().Count).SelectMany(p => p), lines.Where(l => l[0] == ' ').Select(l => l.Split(" |")[0]));
            }
        }
    }

    [Fact]
    public async Task A_byte_changed_anywhere_throws_nothing_and_what_is_lost_is_told()
    {
        foreach (var form in Forms.Where(f => f.Key is "deflated" or "stored, descriptor" or "deflated, descriptor" or "large").Select(f => f.Value))
        {
            var archive = Sazs.Of([.. Sazs.Session(1).Select(form), .. Sazs.Session(2).Select(form)]);
            for (var at = 0; at < archive.Length; at++)
            {
                var changed = archive.ToArray();
                changed[at] ^= (byte)(1 << (at % 8));
                var lines = await Sazs.ReadAsync(changed);

                Assert.InRange(lines.Exchanges().Count, 0, 3);
                Assert.True(lines.Exchanges().Count >= 2 || lines.Problems().Count > 0, $"{at}: {string.Join('\n', lines)}");
                Assert.True(lines.Problems().Count > 0 || lines.Count(l => l.StartsWith("  content: {\"a\":1}", StringComparison.Ordinal)) == 2, $"{at}: {string.Join('\n', lines)}");
            }
        }
    }

    [Theory]
    [InlineData("deflated", "limit")]
    [InlineData("stored", "limit")]
    [InlineData("deflated, descriptor", "limit")]
    [InlineData("stored, descriptor", "limit")]
    public async Task Of_a_request_that_is_too_large_the_head_is_read_and_the_rest_counted_and_the_next_is_read(string form, string kind)
    {
        var random = new byte[400_000];
        new Random(1).NextBytes(random);
        byte[] request = [.. "POST https://host.example/large HTTP/1.1\r\nX-A: 1\r\n\r\n"u8, .. random];
        var archive = Sazs.Of([Forms[form](new("raw/1_c.txt", request)), .. Sazs.Session(2)]);
        var lines = await Sazs.ReadAsync(archive, new() { EntryBytes = 300_000 });

        Assert.StartsWith("1  POST https://host.example/large  in  out 400010", lines.Exchanges().Single(l => l[0] == '1'), StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("  header:/x-a 1", StringComparison.Ordinal));
        Assert.Contains("2" + First[1..], lines);
        Assert.StartsWith($"! {kind} whole: expected at most 300000 bytes, ", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public async Task A_bomb_is_not_opened_beyond_the_limit(int descriptor)
    {
        byte[] bomb = [.. "POST https://host.example/bomb HTTP/1.1\r\n\r\n"u8, .. new byte[50_000_000]];
        SazFile[] files = [new("raw/1_c.txt", bomb) { Descriptor = descriptor }, new("raw/1_m.xml", bomb) { Descriptor = descriptor }, new("raw/1_s.txt", bomb) { Descriptor = descriptor }, .. Sazs.Session(2)];
        var archive = Sazs.Of(files);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await foreach (var entry in new SazReader().SplitAsync(new MemoryStream(archive), new() { LayerBytes = 100_000 }, TestContext.Current.CancellationToken))
        {
            _ = new SazReader().Read(entry, Facts.Capture, []);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        var lines = await Sazs.ReadAsync(archive, new() { LayerBytes = 100_000 });
        Assert.Equal(["1  POST https://host.example/bomb  in  out 50000005", "2" + First[1..]], lines.Exchanges());
        Assert.Equal(["limit", "xml"], lines.Problems().Select(p => p.Split(' ')[1]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(10u)]
    [InlineData(1000u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0xFFFFFFFFu)]
    public async Task A_size_that_is_a_lie_is_a_problem_and_never_room(uint lie)
    {
        var archive = Sazs.Of([Sazs.Session(1)[0] with { Lie = lie }, .. Sazs.Session(1)[1..], .. Sazs.Session(2)]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lines = await Sazs.ReadAsync(archive);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        Assert.NotEmpty(lines.Problems());
        Assert.True(lie > 900 || lines.Contains("2" + First[1..]), string.Join('\n', lines));
    }

    [Fact]
    public async Task What_stands_between_files_or_after_them_and_what_the_directory_does_not_fit_is_told()
    {
        List<SazFile> files = [.. Sazs.Session(1), .. Sazs.Session(2)];
        var archive = Sazs.Of(files);
        var second = archive.AsSpan().IndexOf("raw/02_c"u8) - 30;

        Assert.Equal(["! frame entry 0 @*: expected the end of the file after the archive, found more bytes, which were not read"], Placeless(await Sazs.ReadAsync([.. archive, 0])));
        Assert.Equal(["! frame entry 0 @*: expected the 5 files that the directory lists, found 6"], Placeless(await Sazs.ReadAsync(Sazs.Of(files, "", left: 1))));
        Assert.Equal(
            ["! frame entry 0 @*: expected a file of the archive, or its directory, found 8 bytes that are none, and were not read", "! frame entry 0 @*: expected the 6 files that the directory lists, found as many, but others"],
            Placeless(await Sazs.ReadAsync([.. archive[..second], .. "PK and P"u8, .. archive[second..]])));
        Assert.Equal(
            ["! saz entry 3 @*: expected the request of the session, found none"], Placeless(await Sazs.ReadAsync(Sazs.Of([.. files, .. Sazs.Session(3)[1..]]))));
    }

    [Fact]
    public async Task Bytes_within_a_file_that_look_like_another_do_not_go_unnoticed()
    {
        var forged = Sazs.Of([Sazs.Session(7)[0] with { IsStored = true }], "");
        byte[] answer = [.. Encode.Utf8("HTTP/1.1 200 OK\r\n\r\n"), .. forged[..^22]];
        var stored = await Sazs.ReadAsync(Sazs.Of([.. Sazs.Session(1)[..2], new SazFile("raw/01_s.txt", answer) { IsStored = true }]));
        var deflated = await Sazs.ReadAsync(Sazs.Of([.. Sazs.Session(1)[..2], new SazFile("raw/01_s.txt", answer) { Descriptor = 16 }]));

        // What begins like a descriptor of what stands before it.
        byte[] start = Encode.Utf8("HTTP/1.1 200 OK\r\n\r\n");
        var inner = Sazs.Of([new SazFile("x", start) { IsStored = true, Descriptor = 16 }], "");
        byte[] trap = [.. inner.AsSpan(31, start.Length + 16), .. forged.AsSpan(0, forged.AsSpan().IndexOf("PK\u0001\u0002"u8))];
        var described = await Sazs.ReadAsync(Sazs.Of([.. Sazs.Session(1)[..2], new SazFile("raw/01_s.txt", trap) { IsStored = true, Descriptor = 16 }]));

        Assert.Equal((1, 0), (stored.Exchanges().Count, stored.Problems().Count));
        Assert.Equal((1, 0), (deflated.Exchanges().Count, deflated.Problems().Count));
        Assert.Contains(described.Problems(), p => p.Contains("files that the directory lists", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_of_a_session_that_are_not_read_are_told()
    {
        List<SazFile> files = [.. Sazs.Session(1), Sazs.File("raw/01_w.txt", "messages"), Sazs.File("raw/01_g.txt", "other"), .. Sazs.Session(2), Sazs.Session(2)[0], Sazs.File("raw/3_c.txt", Sazs.Post) with { Method = 12 }, .. Sazs.Session(4, metadata: "<html>"), .. Sazs.Session(5, request: "")];

        Assert.Equal(
            [
                "! saz whole: expected the request, the response or the metadata of a session, found websocket messages, which are not read",
                "! saz whole: expected the request, the response or the metadata of a session, found a file of another kind, which is not read",
                "! saz whole: expected one file of a kind of a session, found another",
                "! xml whole: expected metadata of a session, found something else",
                "! zip entry 4 @*: expected a file that is stored or deflated, found one that is compressed by method 12",
                "! http whole: expected a request line, found something else",
            ],
            Placeless(await Sazs.ReadAsync(Sazs.Of(files))));
    }

    [Fact]
    public async Task A_request_that_is_not_what_was_compressed_is_a_problem()
    {
        var packed = Encode.Deflate(Encode.Utf8(Sazs.Post));
        foreach (var (bytes, expected) in new (byte[] Bytes, string Expected)[]
        {
            ([.. packed, 0], "deflate that ends where the file ends"), (packed[..^3], "deflate that ends where the file ends"), ([0xFF, 0xFF], "deflate that ends where the file ends"),
            (Encode.Deflate(Encode.Utf8(Sazs.Post + "1")), "a file with the size and the checksum that the archive holds"), (Encode.Deflate(Encode.Utf8(Sazs.Post.Replace('1', '2'))), "a file with the size and the checksum that the archive holds"),
        })
        {
            var lines = await Sazs.ReadAsync(Sazs.Of([Sazs.Session(1)[0] with { Packed = bytes }, .. Sazs.Session(2)]));

            Assert.StartsWith($"! zip whole: expected {expected}, found ", Assert.Single(lines.Problems()), StringComparison.Ordinal);
            Assert.Contains("2" + First[1..], lines);
        }
    }

    [Fact]
    public async Task What_is_held_of_sessions_whose_files_stand_apart_is_bounded_and_what_that_costs_is_told()
    {
        var random = new byte[30_000];
        new Random(1).NextBytes(random);
        var files = Enumerable.Range(1, 20).SelectMany(i => Sazs.Session(i, Sazs.Post + Convert.ToBase64String(random))).OrderBy(f => f.Name[^5]);
        var lines = await Sazs.ReadAsync(Sazs.Of(files), new() { EntryBytes = 100_000 });

        Assert.Equal(20, lines.Exchanges().Count);
        Assert.InRange(lines.Exchanges().Count(l => l.Contains(" 204 ", StringComparison.Ordinal)), 1, 19);
        Assert.StartsWith("! limit entry 0 @", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_file_that_breaks_off_is_passed_over_by_the_size_behind_it()
    {
        var archive = Sazs.Of([Sazs.Session(1)[0] with { Descriptor = 16, Packed = [.. Enumerable.Repeat((byte)0xFF, 600)] }, .. Sazs.Session(2)]);
        var lines = await Sazs.ReadAsync(archive);

        Assert.Equal("! zip whole: expected deflate that ends where the file ends, found something else", Assert.Single(lines.Problems()));
        Assert.Equal(["1" + First[1..]], lines.Exchanges().Select(l => "1" + l[1..]));
        Assert.Equal(lines, await Hars.ReadAsync(new Dripping(archive, [1, 90, 3]), archive, null, new SazReader()));
    }

    [Property(MaxTest = 100)]
    public void Any_damage_is_read_or_a_problem_however_the_bytes_come(NonNull<int[]> damage)
    {
        var archive = Sazs.Of(Forms.Values.SelectMany((f, i) => Sazs.Session(i + 1).Select(f)));
        foreach (var at in damage.Get)
        {
            archive[(at * 7919 & int.MaxValue) % archive.Length] ^= (byte)(1 << (at & 7));
        }

        var whole = Sazs.ReadAsync(archive).GetAwaiter().GetResult();

        Assert.Equal(whole, Hars.ReadAsync(new Dripping(archive, [3, 1, 200]), archive, null, new SazReader()).GetAwaiter().GetResult());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_writer_of_archives_writes_is_read(bool canSeek)
    {
        using var output = new ForwardOnly(canSeek);
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Sazs.Session(1))
            {
                using var stream = zip.CreateEntry(file.Name, file.Name.EndsWith("_m.xml", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
                stream.Write(file.Bytes);
            }
        }

        Assert.Equal([First, .. Parts], (await Sazs.ReadAsync(output.ToArray())).Select(l => l.Split(" |")[0]));
    }

    [Fact]
    public async Task The_archive_of_the_corpus_is_read()
    {
        var archive = await File.ReadAllBytesAsync(Repository.InCorpus("captures", "saz", "fiddler-classic-github.saz"), TestContext.Current.CancellationToken);
        var lines = await Sazs.ReadAsync(archive);

        Assert.IsType<SazReader>(CaptureReaders.Recognise(archive.AsSpan(0, CaptureReaders.HeadBytes)));
        Assert.Equal((14, 11), (lines.Exchanges().Count, lines.Problems().Count));
        Assert.Equal(11, lines.Exchanges().Count(l => l.Contains(" out 0 not-http by 4412:chrome:", StringComparison.Ordinal)));
        Assert.Contains("14 2020-09-01T13:58:00  tcp://api.github.com:443  in 4651 out 0 not-http by 4412:chrome:", lines);
        Assert.Contains("! not-http whole: expected HTTP, found 9200 bytes through a tunnel that was not decrypted, of which 0 were kept", lines);
        Assert.StartsWith("1 2020-09-01T13:57:52 GET https://www.fiddler2.com/UpdateCheck.aspx 200 in 785 out ", lines[0], StringComparison.Ordinal);
        await PipelineTests.PlacesAsync(archive);
    }

    /// <summary>Where a writer cannot go back, it writes sizes behind what they are of.</summary>
    sealed class ForwardOnly(bool canSeek) : MemoryStream
    {
        public override bool CanSeek => canSeek;
    }

    static IEnumerable<string> Placeless(List<string> lines) => lines.Problems().Select(l => System.Text.RegularExpressions.Regex.Replace(l, "@[0-9]+\\+[0-9]+", "@*"));
}
