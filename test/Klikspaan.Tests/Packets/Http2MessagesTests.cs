using System.Text;
using FsCheck.Xunit;
using Klikspaan.Packets;
using Klikspaan.Tests.Recording;

namespace Klikspaan.Tests.Packets;

public sealed class Http2MessagesTests
{
    static readonly byte[] Start = [.. Http2Frame.Preface, .. Hpack.Settings];

    static readonly (char, string, string)[] Post = [('n', ":method", "POST"), ('n', ":path", "/collect?id=1"), ('k', ":authority", "host.example"), ('h', "x-key", "value")];

    /// <summary>Two requests whose frames are interleaved, with padding, priority, a continuation, trailers, an unknown frame and a reset.</summary>
    static readonly byte[] Requests =
    [
        .. Start,
        .. Frame(1, 0x0, 1, Hpack.Encode(Post).AsSpan(0, 20)), .. Frame(9, 0x4, 1, Hpack.Encode(Post).AsSpan(20)),
        .. Frame(0xEE, 0, 0, "grease"u8),
        .. Frame(1, 0x2C, 3, [2, 0, 0, 0, 0, 16, .. Hpack.Encode(('n', ":method", "PUT")), 0xBE, 0, 0]),
        .. Frame(0, 0x8, 1, [3, .. "first "u8, 0, 0, 0]), .. Frame(0, 0, 3, "third "u8), .. Frame(0, 0, 1, "second"u8),
        .. Frame(1, 0x5, 1, Hpack.Encode(('n', "trailer", "x"))),
        .. Frame(0, 0x1, 3, "fourth"u8),
        .. Frame(1, 0x4, 5, [0x82]), .. Frame(3, 0, 5, [0, 0, 0, 8]),
    ];

    static readonly string[] RequestLines =
    [
        "1 :method: POST, :path: /collect?id=1, :authority: host.example, x-key: value | first second | trailer: x | ",
        "3 :method: PUT, x-key: value | third fourth |  | ",
        "5 :method: GET |  |  | its sender took it back (error code 8)",
    ];

    static readonly byte[] Responses =
    [
        .. Hpack.Settings,
        .. Frame(1, 4, 1, Hpack.Encode(('n', ":status", "103"), ('k', "link", "</a>"))),
        .. Frame(5, 4, 1, [0, 0, 0, 2, 0x82, 0xBE]),
        .. Frame(1, 4, 3, [0x8D]), .. Frame(1, 4, 1, [0x88, 0xBE]), .. Frame(0, 1, 3, "no"u8), .. Frame(0, 1, 1, "yes"u8),
        .. Frame(1, 5, 2, [0x89]),
    ];

    static readonly string[] ResponseLines =
    [
        "2 :method: GET, link: </a> |  |  | ", "3 :status: 404 | no |  | ", "1 :status: 200, link: </a> | yes |  | ", "2 :status: 204 |  |  | ",
    ];

    [Fact]
    public void Requests_are_read_and_every_byte_stands_where_it_is_said_to()
    {
        var (reader, messages) = Read(Requests, true);

        Assert.Equal(RequestLines, messages.Select(Line));
        Assert.Empty(reader.Problems);
        Assert.Equal((0, 6L, 0L, true), (reader.Open, reader.BytesUnknown, reader.BytesUnread, reader.IsHttp2));
        Assert.All(messages, m => AssertPlaces(Requests, m));
        Assert.Equal([new BytePlace(Find(Requests, "first "), 6), new BytePlace(Find(Requests, "second"), 6)], messages[0].Pieces);
        Assert.Equal((Start.Length, Requests.Length), ((int)messages[0].Offset, Find(Requests, "fourth") + 6 + 10 + 13));
        Assert.Equal(Find(Requests, "fourth") + 6, messages[1].End);
        Assert.True(messages[0].Fields[1].Value.Place.Length == 13 || !messages[0].Fields[1].Value.Place.IsWhole);
    }

    [Fact]
    public void Responses_interim_ones_and_promises_are_read()
    {
        var (reader, messages) = Read(Responses, false);

        Assert.Equal(ResponseLines, messages.Select(Line));
        Assert.Empty(reader.Problems);
        Assert.Equal([true, false, false, false], messages.Select(m => m.IsPromise));
        Assert.Equal([null, 404, 200, 204], messages.Select(m => m.Status));
        Assert.Equal([103], messages[2].Interim);
        Assert.Equal([0L, 2, 3, 0], messages.Select(m => m.ContentLength));
        Assert.All(messages, m => AssertPlaces(Responses, m));
    }

    [Property(MaxTest = 200)]
    public void Any_pieces_give_the_same(byte[] sizes)
    {
        foreach (var (bytes, isClient, lines) in new[] { (Requests, true, RequestLines), (Responses, false, ResponseLines) })
        {
            var (reader, messages, at, i) = (new Http2Messages(isClient, Limits.Default), new List<Http2Message>(), 0, 0);
            while (at < bytes.Length)
            {
                var size = Math.Min(bytes.Length - at, sizes.Length == 0 ? 1 : 1 + sizes[i++ % sizes.Length]);
                // Some bytes come twice.
                var from = Math.Max(0, at - (size % 3));
                reader.Add(bytes.AsMemory(from, at + size - from), from);
                messages.AddRange(reader.Take());
                at += size;
            }

            reader.End();
            Assert.Equal(lines, messages.Select(Line));
            Assert.Empty(reader.Problems);
            Assert.All(messages, m => AssertPlaces(bytes, m));
        }
    }

    [Fact]
    public void A_cut_anywhere_gives_what_was_finished_and_at_most_one_problem()
    {
        foreach (var (bytes, isClient, lines) in new[] { (Requests, true, RequestLines), (Responses, false, ResponseLines) })
        {
            for (var length = 0; length < bytes.Length; length++)
            {
                var (reader, messages) = Read(bytes[..length], isClient);
                Assert.Equal(lines.Take(messages.Count(IsWhole)), messages.Where(IsWhole).Select(Line));
                Assert.True(reader.Problems.Count == 0 || (reader.Problems.Count == 1 && reader.Problems[0] is { Kind: "cut" } p && p.Offset == length), $"{length}");
                Assert.All(messages, m => AssertPlaces(bytes, m));
            }
        }

        static bool IsWhole(Http2Message message) => !message.Broken.StartsWith("the connection", StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_bit_never_throws_and_every_place_stays_true()
    {
        foreach (var (original, isClient) in new[] { (Requests, true), (Responses, false) })
        {
            for (var i = 0; i < original.Length * 8; i++)
            {
                var bytes = original.ToArray();
                bytes[i / 8] ^= (byte)(1 << (i % 8));
                Assert.All(Read(bytes, isClient).Messages, m => AssertPlaces(bytes, m));
            }
        }
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_never_throw(byte[] bytes)
    {
        foreach (var (all, isClient) in new (byte[], bool)[] { (bytes, true), (bytes, false), ([.. Start, .. bytes], true), ([.. Start, .. Frame(1, 4, 1, bytes)], true), ([.. Hpack.Settings, .. Frame(5, 12, 1, bytes)], false) })
        {
            Assert.All(Read(all, isClient).Messages, m => AssertPlaces(all, m));
        }
    }

    /// <summary>RFC 9113: what ends a connection, and where.</summary>
    [Theory]
    [InlineData("000000000000000000", true, "not-http2", "other content before the preface")]
    [InlineData("P000001060000000000", true, "not-http2", "no settings first")]
    [InlineData("000000040100000000", false, "not-http2", "a confirmation first")]
    [InlineData("S000000090400000001", true, "http2", "the continuation of nothing")]
    [InlineData("S00000101000000000182000000000000000001", true, "http2", "content within a header block")]
    [InlineData("S00000101000000000182000000090400000003", true, "http2", "the continuation of another block")]
    [InlineData("S00000101050000000082", true, "http2", "fields of no stream")]
    [InlineData("S00000001080000000001", true, "http2", "a padded block without the length of its padding")]
    [InlineData("S000000010d0000000001", true, "http2", "a padded block that is empty")]
    [InlineData("S000001010500000001be", true, "hpack", "an index of nothing")]
    [InlineData("S040001010500000001", true, "http2", "a block that is too long")]
    [InlineData("S000005040000000000", true, "http2", "settings of an odd length")]
    [InlineData("S000003030000000001", true, "http2", "a reset of an odd length")]
    [InlineData("S000000000800000001", true, "http2", "padded content that is empty")]
    public void What_ends_a_connection_is_told_with_its_place(string hex, bool isClient, string kind, string because)
    {
        byte[] bytes = hex[0] switch { 'S' => [.. Start, .. Hex(hex)], 'P' => [.. Http2Frame.Preface, .. Hex(hex)], _ => Hex("_" + hex) };
        var reader = new Http2Messages(isClient, Limits.Default);
        reader.Add(bytes, 0);
        reader.Add("more"u8.ToArray(), bytes.Length);

        Assert.True(reader.IsLost, because);
        Assert.Equal(kind, Assert.Single(reader.Problems).Kind);
        Assert.InRange(reader.BytesUnread, 4, 4 + bytes.Length);
        Assert.Equal(hex[0] == 'S', reader.IsHttp2);

        static byte[] Hex(string text) => Convert.FromHexString(text[1..]);
    }

    [Fact]
    public void What_is_wrong_with_one_stream_does_not_end_the_connection()
    {
        byte[] bytes =
        [
            .. Start, .. Frame(0, 0, 7, "lost"u8), .. Frame(1, 5, 2, [0x82]), .. Frame(1, 5, 3, [0x82]), .. Frame(1, 5, 1, Hpack.Encode(('k', "a", "b"))),
            .. Frame(1, 4, 5, [0x82]), .. Frame(1, 4, 5, [0x83]), .. Frame(0, 9, 5, [9, 1]), .. Frame(5, 4, 5, [0, 0, 0, 2, 0x82]), .. Frame(1, 5, 7, [0xBE]),
        ];
        var (reader, messages) = Read(bytes, true);

        Assert.Equal(["3 :method: GET |  |  | ", "5 :method: GET |  | :method: POST | ", "7 a: b |  |  | "], messages.Select(Line));
        Assert.Equal(
            ["that of one that is not open", "one on a stream that has ended, or is not for requests", "one on a stream that has ended, or is not for requests", "others", "longer padding", "a promise of a client"],
            reader.Problems.Select(p => p.Found));
        Assert.Equal(4, reader.BytesUnread);
    }

    [Fact]
    public void After_a_gap_what_was_finished_stays()
    {
        var reader = new Http2Messages(true, Limits.Default);
        var half = Find(Requests, "second") + 6;
        reader.Add(Requests.AsMemory(0, half), 1000);
        reader.Add(Requests.AsMemory(half + 3), 1000 + half + 3);
        reader.End();

        Assert.Equal(["the connection could not be read on", "the connection could not be read on"], reader.Take().Select(m => m.Broken));
        Assert.Equal(new PacketProblem(1000 + half, "gap", "all bytes of the connection", "3 bytes missing"), Assert.Single(reader.Problems));
        Assert.Equal(Requests.Length - half - 3, reader.BytesUnread);
    }

    [Fact]
    public void More_open_messages_than_may_be_are_read_for_the_table_and_not_kept()
    {
        byte[] bytes = [.. Start, .. Enumerable.Range(0, 1003).SelectMany(i => Frame(1, 4, (2 * i) + 1, Hpack.Encode(('k', "n", $"{i}")))), .. Frame(0, 1, 2005, "lost"u8), .. Frame(0, 1, 1, []), .. Frame(1, 5, 2007, [0xBE])];
        var (reader, messages) = Read(bytes, true);

        Assert.Equal(["1 n: 0 |  |  | ", "2007 n: 1002 |  |  | "], messages.Where(m => m.Broken.Length == 0).Select(Line));
        Assert.Equal(1001, messages.Count);
        Assert.Equal(["limit", "limit", "limit"], reader.Problems.Select(p => p.Kind));
        Assert.Equal(4, reader.BytesUnread);
    }

    [Fact]
    public void Bytes_of_all_open_messages_are_bounded_and_the_rest_is_counted()
    {
        byte[] bytes = [.. Start, .. Frame(1, 4, 1, [0x82]), .. Frame(1, 4, 3, [0x82]), .. Frame(0, 0, 1, new byte[3000]), .. Frame(0, 0, 3, new byte[3000]), .. Frame(0, 0, 3, new byte[3000]), .. Frame(0, 1, 1, [1]), .. Frame(0, 1, 3, [1])];
        var reader = new Http2Messages(true, new() { EntryBytes = 5000 });
        reader.Add(bytes, 0);
        var messages = reader.Take();

        Assert.Equal([(3001L, 3000, true), (6001L, 5000 - 3000 - (2 * (42 + 128)) - (2 * 16), true)], messages.Select(m => (m.ContentLength, m.Content.Length, m.IsCut)));
        Assert.Equal(["limit", "limit"], reader.Problems.Select(p => p.Kind));
        Assert.Equal(0, reader.Open);
    }

    [Fact]
    public void What_has_ended_no_longer_counts_for_what_may_be_kept()
    {
        byte[] bytes = [.. Start, .. Enumerable.Range(0, 10).SelectMany(i => (byte[])[.. Frame(1, 4, (2 * i) + 1, [0x82]), .. Frame(0, 1, (2 * i) + 1, new byte[3000])])];
        var reader = new Http2Messages(true, new() { EntryBytes = 5000 });
        reader.Add(bytes, 0);

        Assert.Equal(Enumerable.Repeat((3000, false), 10), reader.Take().Select(m => (m.Content.Length, m.IsCut)));
        Assert.Empty(reader.Problems);
    }

    [Fact]
    public void Fields_of_open_messages_are_bounded_and_problems_too()
    {
        byte[] large = [.. Enumerable.Repeat((byte)0xBE, 50)];
        byte[] bytes = [.. Start, .. Frame(1, 4, 1, Hpack.Encode(('k', "a", new string('x', 1000)))), .. Enumerable.Range(1, 20).SelectMany(i => Frame(1, 4, (2 * i) + 1, large))];
        var reader = new Http2Messages(true, new() { EntryBytes = 70_000, Problems = 5 });
        reader.Add(bytes, 0);

        Assert.Equal((2, 5, 14), (reader.Open, reader.Problems.Count, reader.ProblemsLeftOut));
    }

    [Fact]
    public void Content_can_be_counted_only()
    {
        var reader = new Http2Messages(false, Limits.Default, keepsContent: false);
        reader.Add(Responses, 0);

        Assert.Equal([(0L, 0), (2, 0), (3, 0), (0, 0)], reader.Take().Select(m => (m.ContentLength, m.Content.Length)));
        Assert.Empty(reader.Problems);
    }

    [Fact]
    public void What_the_other_direction_says_is_heeded()
    {
        byte[] settings = [.. Hpack.Frame(4, 0, 0, [0, 3, 0, 0, 0, 9, 0, 1, 0, 2, 0, 0])];
        var (client, server) = (new Http2Messages(true, Limits.Default), new Http2Messages(false, Limits.Default));
        client.Add(new byte[][] { Http2Frame.Preface.ToArray(), settings, Frame(3, 0, 1, [0, 0, 0, 8]) }.SelectMany(b => b).ToArray(), 0);
        server.Add(new byte[][] { Hpack.Settings, Frame(1, 4, 1, [0x88]), Frame(0, 0, 1, "some"u8) }.SelectMany(b => b).ToArray(), 0);
        Assert.Equal(131_072, client.TableSize);
        server.Announce(client.TableSize!.Value);
        Assert.All(client.TakeResets(), r => server.Reset(r.Stream, r.Code));
        Assert.Empty(client.TakeResets());
        server.Add(new byte[][] { Frame(0, 0, 1, "more"u8), Frame(1, 5, 3, [0x3F, 0xE1, 0xFF, 0x07, 0x88]) }.SelectMany(b => b).ToArray(), Hpack.Settings.Length + 10 + 13);

        Assert.Equal(["1 :status: 200 | some |  | the other side took it back (error code 8)", "3 :status: 200 |  |  | "], server.Take().Select(Line));
        Assert.Empty(server.Problems);
        Assert.Equal(4, server.BytesUnread);
    }

    [Theory]
    [InlineData("pcap/http2-brotli.pcapng")]
    [InlineData("pcap/http2-data-reassembly.pcap")]
    public async Task Another_program_reads_the_same_fields_in_captures(string file)
    {
        var expected = (await Tshark.FieldsAsync(file, "http2.header", "http2.header.name", "http2.header.value")).SelectMany(p => p[0].Zip(p[1], (n, v) => $"{n}: {v}"));
        var (client, server) = (new List<byte>(), new List<byte>());
        foreach (var line in (await Tshark.RunAsync(file, "-q", "-z", "follow,tls,raw,0")).Split('\n').Where(l => l.Trim().Length > 0 && l.Trim().All(char.IsAsciiHexDigitLower)))
        {
            (line[0] == '\t' ? server : client).AddRange(Convert.FromHexString(line.Trim()));
        }

        var (requests, responses) = (Read([.. client], true), Read([.. server], false));
        Assert.NotEmpty(requests.Messages);
        Assert.Equal(expected.Order(StringComparer.Ordinal), requests.Messages.Concat(responses.Messages).SelectMany(m => m.Fields.Concat(m.Trailers)).Select(HpackDecoderTests.Line).Order(StringComparer.Ordinal));
        Assert.Empty(requests.Reader.Problems.Concat(responses.Reader.Problems));
        Assert.All(requests.Messages, m => AssertPlaces([.. client], m));
        Assert.All(responses.Messages, m => AssertPlaces([.. server], m));
        Assert.All(responses.Messages.Where(m => m.Text("content-length"u8).Length > 0), m => Assert.Equal(m.Text("content-length"u8), $"{m.ContentLength}"));
    }

    static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload) => Hpack.Frame(type, flags, stream, payload);

    static int Find(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encode.Utf8(text));

    static (Http2Messages Reader, IReadOnlyList<Http2Message> Messages) Read(byte[] bytes, bool isClient)
    {
        var reader = new Http2Messages(isClient, Limits.Default);
        reader.Add(bytes, 0);
        reader.End();
        return (reader, reader.Take());
    }

    static string Line(Http2Message message) =>
        $"{message.Stream} {Fields(message.Fields)} | {Encoding.Latin1.GetString(message.Content.Span)} | {Fields(message.Trailers)} | {message.Broken}";

    static string Fields(IReadOnlyList<HpackField> fields) => string.Join(", ", fields.Select(HpackDecoderTests.Line));

    static void AssertPlaces(byte[] sent, Http2Message message)
    {
        Assert.All(message.Fields.Concat(message.Trailers).Where(f => f.Name.Place.IsWhole && f.Value.Place.IsWhole), f => HpackDecoderTests.AssertPlaces(sent, f));
        Assert.Equal(message.Content.ToArray(), message.Pieces.SelectMany(p => sent.Skip((int)p.Offset).Take(p.Length)).ToArray());
    }
}
