namespace Klikspaan.Tests.Importing;

/// <summary>What packets carry besides connections and datagrams of their own: tunnels, other protocols, and one side alone.</summary>
public sealed class PacketProtocolTests
{
    const string Request = "GET / HTTP/1.1\r\nHost: host.example\r\n\r\n";

    static List<byte[]> Inner() => new PacketTalk().Open().Send(Request).Answer("HTTP/1.1 204 N\r\n\r\n").Close().All;

    static byte[] Outer(byte protocol, byte[] payload) => Packets.Internet("203.0.113.1", "203.0.113.2", protocol, payload);

    static byte[] Frame(ushort type, byte[] payload) => [.. new byte[12], .. Packets.Half(type, true), .. payload];

    public static TheoryData<string> Tunnels => ["ip-in-ip", "6in4", "gre", "gre with key and number", "gre of frames", "mpls", "mpls in a vlan", "gre in gre", "authenticated", "in pieces"];

    static IEnumerable<byte[]> Tunnel(string how) => how switch
    {
        "ip-in-ip" => Inner().Select(p => Packets.Ethernet(Outer(4, p))),
        "6in4" => new PacketTalk(from: Packets.Client6, to: Packets.Server6).Open().Send(Request).Answer("HTTP/1.1 204 N\r\n\r\n").Close().All.Select(p => Packets.Ethernet(Outer(41, p))),
        "gre" => Inner().Select(p => Packets.Ethernet(Outer(47, [0, 0, 8, 0, .. p]))),
        "gre with key and number" => Inner().Select(p => Packets.Ethernet(Outer(47, [0x30, 0, 8, 0, 1, 2, 3, 4, 0, 0, 0, 1, .. p]))),
        "gre of frames" => Inner().Select(p => Packets.Ethernet(Outer(47, [0, 0, 0x65, 0x58, .. Packets.Ethernet(p)]))),
        "mpls" => Inner().Select(p => Frame(0x8847, [0, 1, 0, 64, 0, 2, 1, 64, .. p])),
        "mpls in a vlan" => Inner().Select(p => Frame(0x8100, [0, 7, 0x88, 0x47, 0, 2, 1, 64, .. p])),
        "gre in gre" => Inner().Select(p => Packets.Ethernet(Outer(47, [0, 0, 8, 0, .. Outer(47, [0, 0, 8, 0, .. p])]))),
        "authenticated" => Inner().Select(p => Packets.Ethernet([.. p[..2], .. Packets.Half((ushort)(p.Length + 24), true), .. p[4..9], 51, .. p[10..20], 6, 4, .. new byte[22], .. p[20..]])),
        _ => Inner().SelectMany((p, i) => Packets.Pieces("203.0.113.1", "203.0.113.2", 47, [0, 0, 8, 0, .. p], 24, (ushort)i)).Select(Packets.Ethernet),
    };

    [Theory]
    [MemberData(nameof(Tunnels))]
    public async Task A_request_that_goes_through_a_tunnel_in_clear_is_read_with_its_places(string how)
    {
        var file = Packets.Pcap(Tunnel(how));
        var lines = await Packets.ReadAsync(file);

        Assert.Contains(" GET http://host.example/ 204 in 0 out ", Assert.Single(lines.Exchanges()), StringComparison.Ordinal);
        Assert.Empty(lines.Problems());
        await PipelineTests.PlacesAsync(file);
    }

    [Theory]
    [InlineData("tunnels")]
    [InlineData("gre of routes")]
    public async Task A_tunnel_that_cannot_be_followed_is_told_with_what_it_holds(string how)
    {
        var packet = how == "tunnels" ? Enumerable.Range(0, 6).Aggregate(Inner()[2], (p, _) => Outer(4, p)) : Outer(47, [0x40, 0, 8, 0, .. new byte[4], .. Inner()[2]]);
        var line = Assert.Single((await Packets.ReadAsync(Packets.Pcap([Packets.Ethernet(packet)]))).Exchanges());

        Assert.StartsWith($"1 2026-01-02T03:04:05  {(how == "tunnels" ? "ip-in-ip" : "gre")}://", line, StringComparison.Ordinal);
        Assert.EndsWith(" datagrams", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encrypted_tunnel_counts_as_not_visible()
    {
        var lines = await Packets.ReadAsync(Packets.Pcap(Enumerable.Range(0, 5).Select(i => Packets.Ethernet(i < 3 ? Packets.Internet(Packets.Client, Packets.Server, 50, new byte[100]) : Packets.Internet(Packets.Server, Packets.Client, 50, new byte[40])))));

        Assert.Equal(
            ["1 2026-01-02T03:04:05  esp://198.51.100.7  in  out 0 contact", "! encrypted whole: expected contents that can be read, found an encrypted tunnel: 300 bytes sent, 80 bytes received"], lines);
    }

    [Theory]
    [InlineData(132, "sctp")]
    [InlineData(1, "icmp")]
    [InlineData(253, "ip-protocol-253")]
    public async Task What_other_protocols_carry_is_told_and_can_be_searched(byte protocol, string scheme)
    {
        byte[] payload = [8, 0, 0, 0, 0, 0, 0, 0, .. "mail=jan@host.example"u8];
        var file = Packets.Pcap([Packets.Ethernet(Packets.Internet(Packets.Client, Packets.Server, protocol, payload))]);
        var lines = await Packets.ReadAsync(file);

        Assert.Equal($"1 2026-01-02T03:04:05  {scheme}://198.51.100.7  in  out 29 datagrams", lines[0]);
        Assert.Contains(Convert.ToHexString(Encode.Utf8("mail=jan@host.example")), lines[1], StringComparison.Ordinal);
        await PipelineTests.PlacesAsync(file);
    }

    [Fact]
    public async Task Who_answers_an_echo_was_asked()
    {
        var lines = await Packets.ReadAsync(Packets.Pcap([Packets.Ethernet(Packets.Internet(Packets.Server, Packets.Client, 1, [0, 0, 0, 0, 0, 0, 0, 0, 7])), Packets.Ethernet(Packets.Internet(Packets.Client, Packets.Server, 1, [8, 0, 0, 0, 0, 0, 0, 0, 7]))]));

        Assert.Equal("1 2026-01-02T03:04:05  icmp://198.51.100.7  in  out 9 datagrams", Assert.Single(lines.Exchanges()));
    }

    [Fact]
    public async Task What_only_keeps_the_network_going_is_passed_over_and_frames_of_other_protocols_are_counted()
    {
        byte[][] frames =
        [
            Frame(0x0806, new byte[28]), Frame(0x0026, new byte[38]), Frame(0x88CC, new byte[20]), Packets.Ethernet(Packets.Internet(Packets.Client, Packets.Server, 1, [3, 1, .. new byte[30]])),
            Packets.Ethernet(Packets.Internet(Packets.Client6, Packets.Server6, 58, [135, 0, .. new byte[22]])), Packets.Ethernet(Packets.Internet(Packets.Client, Packets.Server, 2, new byte[8])), Frame(0x8864, [0x11, 0, 0, 1, 0, 4, 0xC0, 0x21, 1, 2]),
        ];

        Assert.Empty(await Packets.ReadAsync(Packets.Pcap(frames)));
        var lines = await Packets.ReadAsync(Packets.Pcap([.. frames, Frame(0x8906, [1]), Frame(0x8906, [1]), Frame(0x8137, [1]), .. Enumerable.Range(0x9300, 30).Select(t => Frame((ushort)t, [1]))]));
        var told = Assert.Single(lines);
        Assert.StartsWith("! protocol ", told, StringComparison.Ordinal);
        Assert.Contains(" 33 of other protocols, which were not read: 1 of 0x8137, 2 of 0x8906, 1 of 0x9300, ", told, StringComparison.Ordinal);
        Assert.EndsWith(", 12 of more protocols", told, StringComparison.Ordinal);
    }

    /// <summary>Nothing is known of what the client sent, so it is no attempt, of which nothing was sent.</summary>
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nok", "out 0 contact", "21 bytes from there")]
    [InlineData("", "out 0 contact", "0 bytes from there")]
    public async Task Of_a_connection_of_which_the_server_alone_was_captured_that_is_told(string answer, string kind, string found)
    {
        var talk = new PacketTalk().Open().Answer(answer).Close();
        var lines = await Packets.ReadAsync(Packets.Pcap(talk.All.Where(p => p[15] == 7).Select(Packets.Ethernet)));

        Assert.EndsWith(kind, lines[0], StringComparison.Ordinal);
        Assert.Equal($"! received-only whole: expected packets in both directions, found {found}, and no packet that went there", Assert.Single(lines.Problems()));
    }

    [Theory]
    [InlineData("USER anonymous\r\nPASS jan@host.example\r\n")]
    [InlineData("NICK jan\r\nPRIVMSG #x :hello\r\n\r\n")]
    [InlineData("EHLO host\r\nMAIL FROM:<jan@host.example>\r\n")]
    [InlineData("OPTIONS sip:x SIP/2.0\r\nVia: y\r\n\r\n")]
    public async Task Other_protocols_that_speak_in_lines_are_no_requests(string sent)
    {
        foreach (var size in (int[])[1000, 3])
        {
            var file = Packets.Pcap(new PacketTalk(server: 21).Open().Send(sent, size).Answer("220 x\r\n").Close().All.Select(Packets.Ethernet));
            var lines = await Packets.ReadAsync(file);

            Assert.Equal($"1 2026-01-02T03:04:05  tcp://198.51.100.7:21  in  out {sent.Length} not-http", Assert.Single(lines.Exchanges()).Replace("03:04:07", "03:04:05", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, l => l.StartsWith("  header:", StringComparison.Ordinal));
            Assert.StartsWith("! not-http ", Assert.Single(lines.Problems()), StringComparison.Ordinal);
            await PipelineTests.PlacesAsync(file);
        }
    }

    [Fact]
    public async Task A_connection_that_changes_over_to_another_protocol_than_a_websocket_is_read_as_that()
    {
        var secret = "secret text"u8.ToArray();
        byte[] second = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1 + 3, 1, 5, 0, 0, 0, 3, 0x82, 0x84, 0x87, 0x81];
        var other = new PacketTalk().Open().Send("GET /a HTTP/1.1\r\nHost: h.example\r\nUpgrade: tcp\r\n\r\n").Answer("HTTP/1.1 101 S\r\nUpgrade: tcp\r\n\r\n").Send([1, 2, .. secret]).Close();
        var newer = new PacketTalk(client: 50_001).Open().Send("GET /b HTTP/1.1\r\nHost: h.example\r\nUpgrade: h2c\r\n\r\n").Answer("HTTP/1.1 101 S\r\nUpgrade: h2c\r\n\r\n").Send(second).Close();
        var idle = new PacketTalk(client: 50_002).Open().Send("GET /c HTTP/1.1\r\nHost: h.example\r\nUpgrade: tcp\r\n\r\n").Answer("HTTP/1.1 101 S\r\n\r\n").Close();
        var file = Packets.Pcap(((byte[][])[.. other.All, .. newer.All, .. idle.All]).Select(Packets.Ethernet));
        var lines = await Packets.ReadAsync(file);

        Assert.Equal(["a 101", "", "b 101", "", "c 101"], lines.Exchanges().Select(l => l.Contains("h.example/", StringComparison.Ordinal) ? l.Split("h.example/")[1][..5] : ""));
        Assert.Contains(lines, l => l.StartsWith("  content:", StringComparison.Ordinal) && l.Contains("secret text", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.StartsWith("! websocket ", StringComparison.Ordinal));
        await PipelineTests.PlacesAsync(file);
    }
}
