using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class PacketReaderTests
{
    const string Post = "POST /p%20q?a=1&b HTTP/1.1\r\nHost: host.example\r\nCookie: c=d\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
    const string Done = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";
    const string First = "1 2026-01-02T03:04:07 POST http://host.example/p%20q 200 in 4 out 58";

    static readonly string[] Parts = ["  path: /p%20q", "  query: a=1&b", "  header:/host host.example", "  cookie: c=d", "  header:/content-length 7", "  content: {\"a\":1}"];

    static List<byte[]> One(int size = 1000) => new PacketTalk().Open().Send(Post, size).Answer(Done).Close().All;

    /// <summary>Ways to frame the same packets.</summary>
    public static TheoryData<string> Frames => ["pcap", "pcap big", "pcap nano", "next", "next big", "vlan", "vlan twice", "cooked", "cooked 2", "raw", "loop", "ppp"];

    static byte[] Frame(string name, List<byte[]> packets) => name switch
    {
        "pcap" => Packets.Pcap(packets.Select(Packets.Ethernet)),
        "pcap big" => Packets.Pcap(packets.Select(Packets.Ethernet), isBig: true),
        "pcap nano" => Packets.Pcap(packets.Select(Packets.Ethernet), isNano: true),
        "next" => Packets.Next(packets.Select(Packets.Ethernet)),
        "next big" => Packets.Next(packets.Select(Packets.Ethernet), isBig: true),
        "vlan" => Packets.Pcap(packets.Select(p => (byte[])[.. new byte[12], 0x81, 0, 0, 7, 8, 0, .. p])),
        "vlan twice" => Packets.Next(packets.Select(p => (byte[])[.. new byte[12], 0x88, 0xA8, 0, 7, 0x81, 0, 0, 7, 8, 0, .. p])),
        "cooked" => Packets.Pcap(packets.Select(p => (byte[])[.. new byte[14], 8, 0, .. p]), link: 113),
        "cooked 2" => Packets.Next(packets.Select(p => (byte[])[8, 0, .. new byte[18], .. p]), link: 276),
        "raw" => Packets.Pcap(packets, link: 101),
        "loop" => Packets.Pcap(packets.Select(p => (byte[])[2, 0, 0, 0, .. p]), link: 0),
        _ => Packets.Pcap(packets.Select(p => (byte[])[.. new byte[12], 0x88, 0x64, 0x11, 0, 0, 1, 0, 0, 0, 0x21, .. p])),
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task A_request_is_read_however_its_packets_are_framed(string frame)
    {
        var file = Frame(frame, One());
        var lines = await Packets.ReadAsync(file);

        Assert.IsType<PacketReader>(CaptureReaders.Recognise(file));
        Assert.Equal([First, .. Parts], lines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(60)]
    public async Task Values_that_came_in_several_packets_are_cut_from_all_of_them_however_the_bytes_come(int size)
    {
        var file = Packets.Next(One(size).Select(Packets.Ethernet));
        var lines = await Hars.ReadAsync(new Dripping(file, [size, 1, size + 3]), file, null, new PacketReader());

        Assert.Equal([First.Split(' ')[0], .. Parts], lines.Select(l => l[0] == ' ' ? l.Split(" |")[0] : l.Split(' ')[0]));
        Assert.All(lines.Where(l => l.Contains(" |", StringComparison.Ordinal)), l => Assert.Matches(@" \|tcp\[pcapng le 1 [0-9]+\+[0-9]+\]$", l));
        Assert.Equal(lines, await Packets.ReadAsync(file));
    }

    /// <summary>The number of the first byte is near the end of the numbers, so that they begin again at zero within the request.</summary>
    [Theory]
    [InlineData("in order")]
    [InlineData("backwards")]
    [InlineData("twice")]
    [InlineData("twice, the second time otherwise")]
    [InlineData("in larger pieces again")]
    public async Task Packets_that_come_in_another_order_or_again_give_the_same_request(string how)
    {
        var packets = One(10);
        var sent = packets.Where(p => p.Length > 40 && p[15] == 10).ToList();
        List<byte[]> changed = how switch
        {
            "backwards" => [.. packets[..2], .. sent.AsEnumerable().Reverse(), .. packets[(2 + sent.Count)..]],
            "twice" => [.. packets[..2], .. sent.SelectMany(p => new[] { p, p }), .. packets[(2 + sent.Count)..]],
            "twice, the second time otherwise" => [.. packets[..2], .. sent.SelectMany(p => new[] { p, [.. p[..^1], (byte)'#'] }), .. packets[(2 + sent.Count)..]],
            "in larger pieces again" => [.. packets[..2], .. sent[1..3], .. One(1000)[2..3], .. sent, .. packets[(2 + sent.Count)..]],
            _ => packets,
        };
        var file = Packets.Pcap(changed.Select(Packets.Ethernet));
        var lines = await Packets.ReadAsync(file);

        Assert.Equal([First.Split(' ')[2], .. Parts], lines.Where(l => l[0] != '!').Select(l => l[0] == ' ' ? l.Split(" |")[0] : l.Split(' ')[2]));
        Assert.Equal(how.EndsWith("otherwise", StringComparison.Ordinal) ? ["! sent-twice"] : [], lines.Problems().Select(l => l.Split(" entry")[0]));
        await PipelineTests.PlacesAsync(file);
    }

    /// <summary>A receiver may have taken what came second: who evades a recorder sends the one to it, and the other to the service.</summary>
    [Theory]
    [InlineData("abcd again:0:aXcX efgh ijkl", "2 other bytes, from byte 49 on of what went to")]
    [InlineData("abcd again:0:abcd efgh ijkl", "")]
    [InlineData("abcd again:2:Xdef efgh ijkl", "1 other bytes, from byte 50 on of what went to")]
    [InlineData("out:4:efgh again:4:efgZ abcd out:8:ijkl", "1 other bytes, from byte 55 on of what went to")]
    [InlineData("abcd again:3:# efgh ijkl", "")]
    [InlineData("abcd efgh again:3:#e ijkl", "1 other bytes, from byte 51 on of what went to")]
    public async Task Bytes_that_come_again_and_are_others_are_told_with_their_place(string order, string found)
    {
        const string Head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\n\r\n";
        var packets = new PacketTalk(start: 999).Open().Send(Head).All;
        var (at, again) = (0, -1);
        foreach (var word in order.Split(' '))
        {
            var parts = word.Split(':');
            again = parts[0] == "again" ? packets.Count : again;
            var from = parts.Length == 3 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : at;
            packets.Add(Packets.Internet(Packets.Client, Packets.Server, 6, Packets.Segment(50_000, 80, (uint)(1000 + Head.Length + from), 7_001, Packets.Ack, Encode.Utf8(parts[^1]))));
            at += parts.Length == 3 ? 0 : parts[0].Length;
        }

        var lines = await Packets.ReadAsync(Packets.Pcap(packets.Select(Packets.Ethernet)));

        Assert.Single(lines.Exchanges());
        Assert.Contains("  content: abcdefghijkl", lines.WithoutSteps());
        var place = $"@{24 + packets.Take(again).Sum(p => 30 + p.Length)}+{30 + packets[again].Length}";
        Assert.Equal(
            found.Length == 0 ? [] : [$"! sent-twice entry 0 {place}: expected bytes that come again to be those that came first, found {found} port 80 of 198.51.100.7; those that came first were read"], lines.Problems());
    }

    [Fact]
    public async Task Bytes_that_come_again_when_the_first_are_no_longer_kept_are_told_as_not_compared()
    {
        var talk = new PacketTalk(start: 999).Open().Send("POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + new string('x', 100_000));
        byte[] Again(uint at) => Packets.Internet(Packets.Client, Packets.Server, 6, Packets.Segment(50_000, 80, 1000 + at, 7_001, Packets.Ack, Encode.Utf8(new string('y', 10))));
        var early = await Packets.ReadAsync(Packets.Pcap([.. talk.All.Select(Packets.Ethernet), Packets.Ethernet(Again(100))]));
        var late = await Packets.ReadAsync(Packets.Pcap([.. talk.All.Select(Packets.Ethernet), Packets.Ethernet(Again(60_000))]));

        Assert.EndsWith(" found 10 bytes in 1 directions of connections that came later than that, or after they counted as not captured; they were not read", Assert.Single(early.Problems()), StringComparison.Ordinal);
        Assert.Contains(" found 10 other bytes, from byte 60000 on of what went to ", Assert.Single(late.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_answer_says_otherwise_the_second_time_is_told_too_and_of_many_connections_the_first_hundred()
    {
        List<byte[]> packets = [];
        for (ushort port = 1; port <= 103; port++)
        {
            var talk = new PacketTalk(client: port, start: 999).Open().Send("GET / HTTP/1.1\r\n\r\n").Answer(Done);
            packets.AddRange([.. talk.All, [.. talk.All[^1][..^1], (byte)'#']]);
        }

        var lines = await Packets.ReadAsync(Packets.Pcap(packets.Select(Packets.Ethernet)));

        Assert.Equal(103, lines.Exchanges().Count);
        Assert.Equal(101, lines.Problems().Count);
        Assert.All(lines.Problems().Take(100), l => Assert.EndsWith(" found 1 other bytes, from byte 41 on of what came from port 80 of 198.51.100.7; those that came first were read", l, StringComparison.Ordinal));
        Assert.EndsWith(" found 3 other bytes in 3 further directions of connections; those that came first were read", lines.Problems()[100], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_that_go_back_are_told_once_by_how_much_and_how_often()
    {
        var talk = new PacketTalk().Open().Send(Post).Answer(Done).Close();
        var file = Packets.Pcap(talk.All.Select(Packets.Ethernet));
        List<int> at = [24];
        talk.All.ForEach(p => at.Add(at[^1] + 30 + p.Length));
        byte[] With(params (int Packet, uint Seconds, uint Micro)[] times)
        {
            var changed = file.ToArray();
            foreach (var (packet, seconds, micro) in times)
            {
                Packets.Word(seconds, false).CopyTo(changed, at[packet]);
                Packets.Word(micro, false).CopyTo(changed, at[packet] + 4);
            }

            return changed;
        }

        var back = await Packets.ReadAsync(With((3, 1_767_323_000, 0), (5, 1_767_323_000, 500_000)));
        var little = await Packets.ReadAsync(With((2, 1_767_323_048, 90_000)));

        Assert.Equal(
            [$"! clock-back entry 0 @{at[3]}+{at[4] - at[3]}: expected packets of which the times do not go back, found times that go back, by 48.5 seconds at most, 2 in all, of which this is the first: the order of the times is not that of what happened, or packets of several captures stand in one file"],
            back.Problems());
        Assert.Empty(little.Problems());
    }

    [Theory]
    [InlineData(Packets.Client, Packets.Server)]
    [InlineData(Packets.Client6, Packets.Server6)]
    public async Task Packets_that_were_sent_in_pieces_are_put_together(string from, string to)
    {
        var datagram = Packets.Datagram(50_000, 9_999, Encode.Utf8(new string('x', 50)));
        var segment = new PacketTalk(from: from, to: to).Open().Send(Post).Answer(Done).Close();
        var whole = segment.All[2][(from == Packets.Client ? 20 : 40)..];
        List<byte[]> packets = [.. segment.All[..2], .. Packets.Pieces(from, to, 6, whole, 32).Reverse(), .. segment.All[3..], .. Packets.Pieces(from, to, 17, datagram, 16, 2)];
        var file = Packets.Pcap(packets.Select(Packets.Ethernet));
        var lines = await Packets.ReadAsync(file);

        Assert.Equal(["1", .. Parts, "2"], lines.Select(l => l[0] == ' ' ? l.Split(" |")[0] : l.Split(' ')[0]));
        Assert.EndsWith(" out 50 datagrams", lines[^1], StringComparison.Ordinal);
        await PipelineTests.PlacesAsync(file);
    }

    [Fact]
    public async Task Pieces_that_overlap_or_are_missing_are_given_up_and_told()
    {
        var pieces = Packets.Pieces(Packets.Client, Packets.Server, 17, Packets.Datagram(1, 2, new byte[40]), 16).ToList();
        var overlapping = Packets.Internet(Packets.Client, Packets.Server, 17, new byte[16], 1, 8, true);
        string[][] read = [await Read(pieces[..1]), await Read([pieces[0], overlapping, .. pieces[1..]])];

        Assert.Equal(["! fragments entry 0 @0+76: expected all pieces of packets that were sent in pieces, found 1 packets of which some did not come, or did not fit; they were not read"], read[0].Select(l => l.Replace("@0+90", "@0+76", StringComparison.Ordinal)));
        Assert.Single(read[1], l => l.StartsWith("! fragments ", StringComparison.Ordinal));

        static async Task<string[]> Read(List<byte[]> packets) => [.. await Packets.ReadAsync(Packets.Pcap(packets.Select(Packets.Ethernet)))];
    }

    [Fact]
    public async Task Requests_on_one_connection_each_have_their_own_answer()
    {
        var talk = new PacketTalk().Open()
            .Send("GET /1 HTTP/1.1\r\n\r\nHEAD /2 HTTP/1.1\r\n\r\nPOST /3 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\nGET /4 HTTP/1.1\r\n\r\nGET /5 HTTP/1.1\r\n\r\n")
            .Answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n")
            .Answer("HTTP/1.1 202 A\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n1\r\n6\r\n0\r\n\r\nHTTP/1.1 304 N\r\nContent-Length: 9\r\n\r\nHTTP/1.0 500 E\r\n\r\nto the end").Close();
        var lines = await Packets.ReadAsync(Packets.Pcap(talk.All.Select(Packets.Ethernet)));

        Assert.Equal(["GET /1 200 in 3", "HEAD /2 201 in 0", "POST /3 202 in 6", "GET /4 304 in 0", "GET /5 500 in 10"], lines.Exchanges().Select(l => l.Split(' ')).Select(w => $"{w[2]} {w[3][^2..]} {w[4]} in {w[6]}"));
        Assert.Contains("  content: abc |chunked", lines.Select(l => System.Text.RegularExpressions.Regex.Replace(l, @"tcp\[.*\]\|", "")));
        Assert.Empty(lines.Problems());
    }

    [Theory]
    [InlineData("", "1 2026-01-02T03:04:05  tcp://198.51.100.7:80  in  out 0 attempt")]
    [InlineData("\u0001\u0002binary", "1 2026-01-02T03:04:05  tcp://198.51.100.7:80  in  out 8 not-http|  content: \u0001\u0002binary|! not-http whole: expected HTTP, found 8 bytes of another protocol, of which 8 were kept")]
    [InlineData("SSH-2.0-any\r\n\r\n", "1 2026-01-02T03:04:05  tcp://198.51.100.7:80  in  out 15 not-http|  content: SSH-2.0-any\r\n\r\n|! not-http whole: expected HTTP, found 15 bytes of another protocol, of which 15 were kept")]
    [InlineData("GET /x HTTP/1.1\r\nHost: real.exam", "1 2026-01-02T03:04:07 GET http://198.51.100.7/x  in  out 15|  path: /x|  header:/host real.exam|! incomplete whole: expected the whole request, found a connection that ended before it")]
    [InlineData("POST /x HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", "1 2026-01-02T03:04:07 POST http://198.51.100.7/x  in  out 20|  path: /x|  header:/content-length 9|  content: abc|! incomplete whole: expected the whole request, found a connection that ended before it")]
    [InlineData("GE", "1 2026-01-02T03:04:07  tcp://198.51.100.7:80  in  out 2 not-http|  content: GE|! incomplete whole: expected a request, found its beginning")]
    public async Task A_connection_without_a_whole_request_is_told(string sent, string expected)
    {
        var talk = new PacketTalk().Open().Send(sent).Close();
        var lines = await Packets.ReadAsync(Packets.Pcap(talk.All.Select(Packets.Ethernet)));

        Assert.Equal(expected.Split('|'), lines);
    }

    [Fact]
    public async Task Noughts_behind_the_packets_are_told_and_not_read_as_packets()
    {
        var talk = new PacketTalk().Open().Send("GET /x HTTP/1.1\r\nHost: h.example\r\n\r\n").Answer(Done).Close();
        var lines = await Packets.ReadAsync([.. Packets.Pcap(talk.All.Select(Packets.Ethernet)), .. new byte[4096]]);

        Assert.Single(lines.Exchanges());
        Assert.Contains("noughts, as stand at the end of a file that was not closed", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tunnel_says_to_where_it_leads_and_what_is_spoken_in_it()
    {
        var open = new PacketTalk(server: 8080).Open().Send("CONNECT inner.example:80 HTTP/1.1\r\nHost: inner.example:80\r\n\r\n").Answer("HTTP/1.1 200 OK\r\n\r\n").Send("GET /in HTTP/1.1\r\n\r\n").Answer(Done).Close();
        var refused = new PacketTalk(client: 50_001, server: 8080).Open().Send("CONNECT no.example:443 HTTP/1.1\r\n\r\n").Answer("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n").Close();
        var other = new PacketTalk(client: 50_002, server: 8080).Open().Send("CONNECT any.example:99 HTTP/1.1\r\n\r\n").Answer("HTTP/1.1 200 OK\r\n\r\n").Send("\u0001\u0002\u0003").Close();
        var lines = await Packets.ReadAsync(Packets.Pcap(((byte[][])[.. open.All, .. refused.All, .. other.All]).Select(Packets.Ethernet)));

        Assert.Equal(["GET http://inner.example/in 200 in 4", " tcp://no.example:443 403 in ", " tcp://any.example:99  in "], lines.Exchanges().Select(l => l[(l.IndexOf(' ', 3) + 1)..l.IndexOf(" out", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_tunnel_through_which_nothing_went_or_that_was_refused_when_something_had_was_tried_at_least()
    {
        const string Connect = "CONNECT far.example:443 HTTP/1.1\r\n\r\n";
        var empty = new PacketTalk(server: 8080).Open().Send(Connect).Answer("HTTP/1.1 200 OK\r\n\r\n").Close();
        var unanswered = new PacketTalk(client: 50_001, server: 8080).Open().Send(Connect).Close();
        var early = new PacketTalk(client: 50_002, server: 8080).Open().Send(Connect).Send("\u0001\u0002\u0003").Answer("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n").Close();
        var lines = await Packets.ReadAsync(Packets.Pcap(((byte[][])[.. empty.All, .. unanswered.All, .. early.All]).Select(Packets.Ethernet)));

        Assert.Equal(["attempt", "attempt", "not-http"], lines.Exchanges().Select(l => l.Split(' ')[^1]));
        Assert.All(lines.Exchanges(), l => Assert.Contains(" tcp://far.example:443 ", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_sent_after_a_request_for_a_websocket_is_told_though_no_answer_was_captured()
    {
        var talk = new PacketTalk().Open().Send("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n").Send([0x81, 0x82, 1, 2, 3, 4, 9, 9]).Close();
        var lines = await Packets.ReadAsync(Packets.Pcap(talk.All.Select(Packets.Ethernet)));

        Assert.Equal(["http://198.51.100.7/ws", "tcp://198.51.100.7:80"], lines.Exchanges().Select(l => l.Split(' ')[3]));
        Assert.EndsWith(" out 8 not-http", lines.Exchanges()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_datagrams_that_went_on_before_the_capture_the_service_did_not_begin_and_what_only_came_in_is_no_sending()
    {
        byte[][] packets =
        [
            Packets.Internet(Packets.Server, Packets.Client, 17, Packets.Datagram(3478, 50_000, [1])), Packets.Internet(Packets.Client, Packets.Server, 17, Packets.Datagram(50_000, 3478, [2, 3])),
            Packets.Internet(Packets.Server, Packets.Client, 17, Packets.Datagram(3479, 50_001, [1, 2, 3])), Packets.Internet(Packets.Client, Packets.Server, 17, Packets.Datagram(50_002, 9, [])),
        ];
        var lines = await Packets.ReadAsync(Packets.Pcap(packets.Select(Packets.Ethernet)));

        Assert.Equal(["3478  in  out 2 datagrams", "3479  in  out 0 contact", "9  in  out 0 datagrams"], lines.Exchanges().Select(l => l.Split("udp://198.51.100.7:")[1]));
        Assert.Equal(["! received-only whole: expected datagrams in both directions, found 3 bytes from there, and none that went there"], lines.Problems());
    }

    [Fact]
    public async Task Packets_whose_heads_cannot_be_read_are_told_and_other_protocols_are_passed_over()
    {
        byte[][] packets = [Packets.Internet(Packets.Client, Packets.Server, 1, [3, .. new byte[7]]), [.. new byte[12], 8, 6, .. new byte[28]], Packets.Internet(Packets.Client, Packets.Server, 6, new byte[20]), Packets.Internet(Packets.Client, Packets.Server, 17, new byte[3])];
        var lines = await Packets.ReadAsync(Packets.Pcap(packets.Select(p => p[0] == 0x45 ? Packets.Ethernet(p) : p)));

        Assert.EndsWith(": expected packets of which the heads can be read, found 2 others, which were not read", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_a_websocket_belong_to_the_request_that_opened_it()
    {
        byte[] first = Frame(0x81, "hello"), piece = Frame(0x01, "in "), ping = Frame(0x89, "p"), last = Frame(0x80, "two"), packed = Frame(0xC2, "\u0001");
        var talk = new PacketTalk().Open().Send("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n").Send([.. first, .. piece[..4]]).Answer("HTTP/1.1 101 Switching\r\n\r\n").Send([.. piece[4..], .. ping, .. last, .. packed], 3).Close();
        var file = Packets.Next(talk.All.Select(Packets.Ethernet));
        var lines = await Packets.ReadAsync(file);

        Assert.Equal(["1 2026-01-02T03:04:07 GET http://198.51.100.7/ws 101 in 0 out 31", "  path: /ws", "  header:/upgrade websocket", "  message:/0 hello |websocket-frames", "  message:/1 in two", "  message:/2 \u0001"], lines.Select((l, i) => i < 4 ? l : l.Split(" |")[0]));
        await PipelineTests.PlacesAsync(file);

        static byte[] Frame(byte head, string text) => [head, (byte)(0x80 | text.Length), 1, 2, 3, 4, .. Encode.Utf8(text).Select((b, i) => (byte)(b ^ ((i & 3) + 1)))];
    }

    [Fact]
    public async Task Bytes_that_were_not_captured_are_told_and_the_next_request_is_read()
    {
        var talk = new PacketTalk().Open().Send("POST /1 HTTP/1.1\r\nContent-Length: 30\r\n\r\n" + new string('a', 30), 20).Send("GET /2 HTTP/1.1\r\nX-Long: " + new string('b', 30) + "\r\n\r\n", 20).Send("GET /3 HTTP/1.1\r\n\r\n").Acknowledge(20).Close();
        var inContent = await Packets.ReadAsync(Packets.Pcap(Without(talk.All, 4).Select(Packets.Ethernet)));
        var inHead = await Packets.ReadAsync(Packets.Pcap(Without(talk.All, 7).Select(Packets.Ethernet)));

        Assert.Equal(["/1", "/2", "/3"], inContent.Exchanges().Select(l => l.Split(' ')[3][^2..]));
        Assert.Equal(["! packets-lost whole: expected all bytes that were sent, found 20 bytes in packets that were not captured, or of more connections than are kept"], inContent.Problems());
        Assert.Equal(["/1", "/2", "/3", "80"], inHead.Exchanges().Select(l => l.Split(' ')[3][^2..]));
        Assert.Equal(
            [
                "! packets-lost whole: expected all bytes that were sent, found 20 bytes in packets that were not captured, or of more connections than are kept",
                "! incomplete whole: expected the whole request, found a connection that ended before it",
                "! packets-lost whole: expected requests, found 19 bytes behind packets that were not captured, of which it is not known where a request begins",
            ],
            inHead.Problems());

        static IEnumerable<byte[]> Without(List<byte[]> packets, int index) => packets.Where((_, i) => i != index);
    }

    [Fact]
    public async Task A_port_that_is_used_again_is_another_connection()
    {
        var lines = await Packets.ReadAsync(Packets.Pcap(((byte[][])[.. new PacketTalk().Open().Send("GET /1 HTTP/1.1\r\n\r\n").All, .. new PacketTalk(start: 99).Open().Send("GET /2 HTTP/1.1\r\n\r\n").All]).Select(Packets.Ethernet)));

        Assert.Equal(["/1", "/2"], lines.Exchanges().Select(l => l.Split(' ')[3][^2..]));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "GET / HTTP/1.1\r\n\r\n")]
    public async Task Of_a_connection_that_began_before_the_capture_the_client_is_the_one_with_the_requests(string one, string other)
    {
        var talk = new PacketTalk().Send(one).Answer(other);
        var lines = await Packets.ReadAsync(Packets.Pcap(talk.All.Select(Packets.Ethernet)));

        Assert.Contains(" GET http://", Assert.Single(lines.Exchanges()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_of_decrypted_connections_is_read_as_https()
    {
        byte[][] packets = [Tagged(443, 50_000, "HTTP/1.1 100 Continue\r\n\r\n"), Tagged(50_000, 443, Post[..30]), Tagged(50_000, 443, Post[30..]), Tagged(443, 50_000, Done)];
        var file = Packets.Next(packets, link: 252);
        var lines = await Packets.ReadAsync(file);

        Assert.Equal([First.Replace("http:", "https:", StringComparison.Ordinal).Replace("04:07", "04:06", StringComparison.Ordinal), .. Parts], lines.Select(l => l.Split(" |")[0]));
        await PipelineTests.PlacesAsync(file);

        static byte[] Tagged(uint from, uint to, string text)
        {
            byte[] source = [192, 0, 2, 10], destination = [198, 51, 100, 7];
            return [.. Tag(12, "http\0\0\0\0"u8.ToArray()), .. Tag(20, from == 443 ? destination : source), .. Tag(21, from == 443 ? source : destination), .. Tag(24, Packets.Word(2, true)), .. Tag(25, Packets.Word(from, true)), .. Tag(26, Packets.Word(to, true)), 0, 0, 0, 0, .. Encode.Utf8(text)];
        }

        static byte[] Tag(ushort tag, byte[] value) => [.. Packets.Half(tag, true), .. Packets.Half((ushort)value.Length, true), .. value];
    }

    /// <summary>Two requests of HTTP/2 at a time, of which the second repeats fields that were sent with the first.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(9)]
    public async Task Requests_of_HTTP2_are_read_and_what_is_repeated_stands_where_it_was_sent_first(int size)
    {
        byte[] preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];
        byte[] first = [0x83, 0x86, 0x44, 6, .. "/p?q=1"u8, 0x41, 12, .. "host.example"u8, 0x40, 3, .. "x-a"u8, 3, .. "one"u8, 0x7A, 3, .. "any"u8], second = [0x82, 0x84, 0x86, 0xC0, 0xBF, 0x60, 3, .. "c=d"u8];
        byte[] sent = [.. preface, .. Frame(1, 4, 1, first), .. Frame(0, 0, 1, "{\"a\""u8), .. Frame(1, 5, 3, second), .. Frame(0, 1, 1, ":1}"u8)];
        byte[] answered = [0, 0, 0, 4, 0, 0, 0, 0, 0, .. Frame(1, 5, 3, [0x89]), .. Frame(1, 4, 1, [0x88]), .. Frame(0, 1, 1, new byte[9])];
        var talk = new PacketTalk().Open().Send(sent, size).Answer(answered, size).Close();
        var file = Packets.Next(talk.All.Select(Packets.Ethernet));
        var lines = await Packets.ReadAsync(file);

        Assert.Equal(
            [
                "GET http://host.example/ 204 in 0 out 16", "path: /", "header:/x-a one", "cookie: c=d",
                "POST http://host.example/p 200 in 9 out 31", "path: /p", "query: q=1", "header:/x-a one", "header:/user-agent any", "content: {\"a\":1}",
            ],
            lines.Select(l => (l[0] == ' ' ? l.Split(" |")[0] : l[22..]).Trim()));
        Assert.Contains(lines, l => l.Contains("hpack-static", StringComparison.Ordinal));
        await PipelineTests.PlacesAsync(file);

        static byte[] Frame(byte type, byte flags, byte stream, ReadOnlySpan<byte> payload) => [0, 0, (byte)payload.Length, type, flags, 0, 0, 0, stream, .. payload];
    }

    /// <summary>What a field was sent with is long forgotten when the last request names it by its number.</summary>
    [Fact]
    public async Task On_a_long_connection_of_HTTP2_what_is_repeated_still_stands_where_it_was_sent_first()
    {
        byte[] preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];
        byte[] first = [0x82, 0x84, 0x86, 0x40, 3, .. "x-a"u8, 3, .. "one"u8];
        var talk = new PacketTalk().Open().Send([.. preface, 0, 0, (byte)first.Length, 1, 5, 0, 0, 0, 1, .. first]);
        for (var i = 1; i < 1_500; i++)
        {
            var stream = (2 * i) + 1;
            talk.Send([0, 0, 4, 1, 5, 0, 0, (byte)(stream >> 8), (byte)stream, 0x82, 0x84, 0x86, 0xBE]);
        }

        var file = Packets.Pcap(talk.Close().All.Select(Packets.Ethernet));
        var lines = await Packets.ReadAsync(file);

        Assert.Equal(1_500, lines.Exchanges().Count);
        Assert.Equal(1_500, lines.Count(l => l.StartsWith("  header:/x-a one", StringComparison.Ordinal)));
        Assert.Empty(lines.Problems());
    }

    /// <summary>Other cores read entries when the next ones were cut already.</summary>
    [Fact]
    public async Task Entries_that_are_read_after_all_were_cut_are_the_same()
    {
        List<byte[]> packets = [.. One(10), .. new PacketTalk(50_001).Open().Send("POST /chunked HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 9).Answer(Done).Close().All, .. new PacketTalk(50_002).Open().Send("\u0001\u0002\u0003", 1).Close().All];
        var file = Packets.Pcap(packets.Select(Packets.Ethernet));
        var reader = new PacketReader();
        var (entries, now, later) = (new List<CaptureEntry>(), new List<string>(), new List<string>());
        await foreach (var entry in reader.SplitAsync(new MemoryStream(file), Limits.Default, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
            now.Add(Told(reader.Read(entry, Facts.Capture, [])!));
        }

        later.AddRange(entries.Select(e => Told(reader.Read(e, Facts.Capture, [])!)));
        Assert.Equal(3, later.Count);
        Assert.Equal(now, later);

        static string Told(Exchange exchange) => $"{exchange.Path} {exchange.BytesOut} {string.Join(' ', exchange.Excerpts.Select(e => $"{e.Offset}+{e.Length}|{e.Steps} {Convert.ToHexString(e.Bytes.Span)}"))}";
    }

    [Fact]
    public async Task Times_are_read_in_the_units_of_their_interface()
    {
        byte[] Described(byte[] options) => Packets.Block(1, [1, 0, 0, 0, 0, 0, 0, 0, .. options]);
        var packet = Packets.Ethernet(Packets.Internet(Packets.Client, Packets.Server, 17, Packets.Datagram(1, 2, [1])));
        byte[][] networks = [Described([9, 0, 1, 0, 9, 0, 0, 0]), Described([9, 0, 1, 0, 0x8A, 0, 0, 0]), Described([14, 0, 8, 0, 100, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 0, 0, 0, 0, 0])];
        var file = Packets.Next([], more: [.. networks, Packets.Enhanced(packet, 5_000_000_000, network: 1), Packets.Enhanced(packet, 5 * 1024, network: 2), Packets.Enhanced(packet, 5, network: 3), Packets.Enhanced(packet, 5, network: 9)]);
        var lines = await Packets.ReadAsync(file);

        Assert.Equal(["1970-01-01T00:00:05", "1970-01-01T00:00:05", "1970-01-01T00:01:45"], lines.Exchanges().Select(l => l.Split(' ')[1]));
        Assert.Contains(" 1 others, which were not read", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_cut_anywhere_gives_what_was_before_the_cut(bool isNext)
    {
        var packets = One(20).Select(Packets.Ethernet);
        var file = isNext ? Packets.Next(packets) : Packets.Pcap(packets);
        var ends = new HashSet<int>();
        for (var length = 0; length < file.Length; length++)
        {
            var lines = await Packets.ReadAsync(file[..length]);

            if (lines.Any(l => l.StartsWith("! cut ", StringComparison.Ordinal) || l.StartsWith("! frame ", StringComparison.Ordinal)) == false)
            {
                ends.Add(length);
            }

            Assert.InRange(lines.Exchanges().Count, 0, 1);
        }

        // Only where a block ends is a file that ends there a whole one.
        Assert.Equal(isNext ? One(20).Count + 1 : One(20).Count, ends.Count);
    }

    [Fact]
    public async Task A_byte_changed_anywhere_throws_nothing()
    {
        foreach (var file in (byte[][])[Packets.Next(One(40).Select(Packets.Ethernet)), Packets.Pcap(One(40), link: 101)])
        {
            for (var at = 0; at < file.Length; at++)
            {
                foreach (var change in (byte[])[0x01, 0x20, 0x80])
                {
                    var changed = file.ToArray();
                    changed[at] ^= change;
                    Assert.InRange((await Packets.ReadAsync(changed)).Exchanges().Count, 0, 9);
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_wrong_has_the_same_place_however_the_bytes_come(bool isNext)
    {
        List<byte[]> packets = [.. One().Take(4).Select(Packets.Ethernet)];
        var file = isNext ? Packets.Next(packets) : Packets.Pcap(packets);
        for (var at = 0; at < file.Length; at++)
        {
            var damaged = file.ToArray();
            damaged[at] ^= 0xFF;

            Assert.Equal(await Packets.ReadAsync(damaged), await Hars.ReadAsync(new Dripping(damaged, [1, 2, 5]), damaged, null, new PacketReader()));
        }
    }

    [Property(MaxTest = 200)]
    public void Any_packets_are_read_and_each_value_stands_where_it_says(NonNull<byte[]> bytes, bool isNext)
    {
        byte[][] payloads = [Encode.Utf8(Post), Encode.Utf8("GET / HTTP/1.1\r\n\r\n"), Encode.Utf8(Done), [1, 2, 3], [.. new byte[50]], Encode.Utf8("CONNECT a.example:1 HTTP/1.1\r\n\r\n"), []];
        var packets = bytes.Get.Select(b => Packets.Ethernet((b & 8) == 0
            ? Packets.Internet(Packets.Client, Packets.Server, 6, Packets.Segment(1, 2, (uint)(b >> 4) * 10, b, (byte)(b & 7 | 16), payloads[b % payloads.Length]))
            : Packets.Internet(Packets.Server, Packets.Client, 6, Packets.Segment(2, 1, (uint)(b >> 4) * 10, b, (byte)(b & 7 | 16), payloads[b % payloads.Length]))));
        var file = isNext ? Packets.Next(packets) : Packets.Pcap(packets);
        var whole = Packets.ReadAsync(file).GetAwaiter().GetResult();

        Assert.Equal(whole, Hars.ReadAsync(new Dripping(file, [3, 1, 2]), file, null, new PacketReader()).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task Of_a_request_that_is_too_large_the_head_is_read_and_the_rest_counted_and_the_next_is_read()
    {
        var talk = new PacketTalk().Open().Send("POST /large HTTP/1.1\r\nX-A: 1\r\nContent-Length: 300000\r\n\r\n" + new string('x', 300_000)).Send("GET /next HTTP/1.1\r\n\r\n").Close();
        var file = Packets.Pcap(talk.All.Select(Packets.Ethernet));
        var limits = new Limits { EntryBytes = 200_000 };
        var read = new List<Exchange>();
        await foreach (var entry in new PacketReader().SplitAsync(new MemoryStream(file), limits, TestContext.Current.CancellationToken))
        {
            read.Add(new PacketReader().Read(entry, Facts.Capture, [])!);
        }

        Assert.Equal([("/large", 300_000L), ("/next", 0L)], read.Select(e => (e.Path, e.BytesUnread)));
        Assert.Equal("1", Encoding.UTF8.GetString(read[0].Excerpts[1].Bytes.Span));
    }
}
