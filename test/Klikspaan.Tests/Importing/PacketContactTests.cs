using System.Security.Cryptography;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Packets;

namespace Klikspaan.Tests.Importing;

/// <summary>What packets show of a connection that is encrypted, and of names that are looked up.</summary>
public sealed class PacketContactTests
{
    static readonly byte[] Hello = Client("host.example", "h2", "http/1.1"), Served = Record(22, Message(2, [3, 3, .. new byte[34]])), Hidden = Record(23, new byte[50]), Change = Record(20, [1]);

    [Theory]
    [InlineData(1000)]
    [InlineData(7)]
    public async Task A_connection_of_TLS_is_a_contact_with_the_name_that_was_asked_for(int size)
    {
        var talk = new PacketTalk(server: 443).Open().Send(Hello, size).Answer([.. Served, .. Change, .. Hidden]).Send([.. Change, .. Hidden], size).Close();
        var file = Packets.Next(talk.All.Select(Packets.Ethernet));
        var lines = await Packets.ReadAsync(file);

        Assert.Equal(
            [
                "1 2026-01-02T03:04:05  tls://host.example:443  in  out 0 contact", "  name: host.example",
                $"! encrypted whole: expected contents that can be read, found an encrypted connection: {Hello.Length + 61} bytes sent, {Served.Length + 61} bytes received",
            ],
            lines.Select(l => l.Split(" |")[0]));
        await PipelineTests.PlacesAsync(file);
    }

    [Fact]
    public async Task A_handshake_in_several_records_is_put_together()
    {
        byte[] message = Hello[5..];
        var talk = new PacketTalk(server: 443).Open().Send([.. Record(22, message[..20]), .. Record(22, message[20..])]).Answer(Served).Send(Change).Close();
        var lines = await Packets.ReadAsync(Packets.Pcap(talk.All.Select(Packets.Ethernet)));

        Assert.Equal("1 2026-01-02T03:04:05  tls://host.example:443  in  out 0 contact|  name: host.example", string.Join('|', lines[..2]));
    }

    [Fact]
    public async Task Of_connections_of_which_another_capture_holds_what_was_encrypted_nothing_is_unseen_whether_they_end_in_the_capture_or_not()
    {
        static PacketTalk Talk(ushort client, byte[] first, params byte[][] more)
        {
            var talk = new PacketTalk(client, 443).Open().Send(first);
            return more.Aggregate(talk.Answer(Served), (t, m) => t.Send(m));
        }

        // The same ports again: which of the two was opened does not show, and one counts as not seen.
        PacketTalk again = new PacketTalk(50_001, 443, start: 9_000_000).Open().Send(Hello).Answer(Served).Send(Change).Close();
        PacketTalk closed = Talk(50_001, Hello, Change, Hidden).Close(), open = Talk(50_002, Hello, Change, Hidden), other = Talk(50_003, Hello, Change, Hidden).Close();
        var file = Packets.Pcap(((byte[][])[.. closed.All, .. open.All, .. other.All, .. again.All]).Select(Packets.Ethernet));
        var flows = new Klikspaan.Importing.OpenedFlows();
        await flows.AddAsync(new MemoryStream(Packets.Pcap(((byte[][])[.. Talk(50_001, [1]).All, .. Talk(50_002, [1]).All]).Select(Packets.Ethernet))), TestContext.Current.CancellationToken);
        var lines = await Hars.ReadAsync(new MemoryStream(file), file, null, new Klikspaan.Importing.PacketReader(flows));

        Assert.Equal((2, 4), await flows.CountAsync(new MemoryStream(file), TestContext.Current.CancellationToken));
        Assert.Equal(4, (await Packets.ReadAsync(file)).Exchanges().Count);
        Assert.Equal(["2", "3"], lines.Exchanges().Select(l => l.Split(' ')[0]));
        Assert.Equal(2, lines.Problems().Count);
    }

    public static TheoryData<string, string> Failures => new()
    {
        { "reset", "tls-failure" }, { "alert of the client", "tls-failure" }, { "alert of the server", "tls-failure" }, { "closed", "tls-failure" }, { "reset after the server went on", "tls-failure" }, { "one direction", "contact" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_handshake_that_is_not_completed_is_told_apart(string how, string kind)
    {
        var talk = new PacketTalk(server: 443).Open().Send(Hello);
        _ = how switch
        {
            "reset" => talk.Reset(),
            "alert of the client" => talk.Answer(Served).Send(Record(21, [2, 48])).Close(),
            "alert of the server" => talk.Answer(Record(21, [2, 40])).Close(),
            "closed" => talk.Close(),
            "reset after the server went on" => talk.Answer([.. Served, .. Change, .. Hidden]).Reset(),
            _ => talk.Send([.. Change, .. Hidden]).Close(),
        };
        var lines = await Packets.ReadAsync(Packets.Pcap(talk.All.Select(Packets.Ethernet)));

        Assert.Equal([$"1 2026-01-02T03:04:05  tls://host.example:443  in  out 0 {kind}", "  name: host.example"], lines[..2]);
        Assert.Single(lines.Problems(), p => p.StartsWith(kind == "contact" ? "! encrypted " : "! tls-failure ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_handshake_of_which_packets_are_missing_that_is_told()
    {
        var talk = new PacketTalk(server: 443).Open().Send(Hello, 40).Answer(Served).Send([.. Change, .. Hidden]).Acknowledge(20).Close();
        talk.All.RemoveAt(3);

        Assert.Contains("! packets-lost whole: expected all bytes that were sent, found 40 bytes in packets that were not captured, or of more connections than are kept", await Packets.ReadAsync(Packets.Pcap(talk.All.Select(Packets.Ethernet))));
    }

    [Theory]
    [InlineData(0xFE0D, "! outer-name whole: expected the name that was asked for, found an outer name beside an encrypted hello: which server is meant may be hidden in that")]
    [InlineData(0xFFCE, "! hidden-name whole: expected the name that was asked for, found an encrypted one")]
    public async Task A_name_that_may_not_be_the_one_that_is_meant_is_told(int extension, string expected)
    {
        var talk = new PacketTalk(server: 443).Open().Send(Client("front.example", [.. Packets.Half((ushort)extension, true), 0, 2, 0, 0])).Answer(Served).Send(Change).Close();

        Assert.Contains(expected, await Packets.ReadAsync(Packets.Pcap(talk.All.Select(Packets.Ethernet))));
    }

    [Theory]
    [InlineData(853, "h2", "encrypted-dns")]
    [InlineData(443, "dot", "encrypted-dns")]
    [InlineData(443, "h2", "encrypted")]
    public async Task Look_ups_that_are_encrypted_are_told_apart_where_the_port_or_the_protocol_says_so(int port, string protocol, string kind)
    {
        var talk = new PacketTalk(server: (ushort)port).Open().Send(Client("dns.example", protocol)).Answer(Served).Send(Change).Close();

        Assert.Single((await Packets.ReadAsync(Packets.Pcap(talk.All.Select(Packets.Ethernet)))).Problems(), p => p.StartsWith($"! {kind} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_name_the_certificate_tells_whose_server_it_was()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=server.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        byte[] bytes = certificate.RawData, sized = [0, .. Packets.Half((ushort)bytes.Length, true), .. bytes];
        var talk = new PacketTalk(server: 443).Open().Send(Client("")).Answer([.. Served, .. Record(22, Message(11, [0, .. Packets.Half((ushort)sized.Length, true), .. sized]))]).Send(Change).Close();
        var nameless = new PacketTalk(client: 50_001, server: 443).Open().Send(Hidden).Close();
        var lines = await Packets.ReadAsync(Packets.Pcap(((byte[][])[.. talk.All, .. nameless.All]).Select(Packets.Ethernet)));

        Assert.Equal(2, lines.Count(l => l.Contains(" tls://198.51.100.7:443 ", StringComparison.Ordinal) && l.EndsWith(" contact", StringComparison.Ordinal)));
        Assert.Contains("! no-name whole: expected the name that was asked for, found none; the certificate that came is of server.example", lines);
        Assert.Contains("! no-name whole: expected the name that was asked for, found none", lines);
    }

    [Fact]
    public async Task Names_that_are_looked_up_are_read_of_datagrams_and_of_connections()
    {
        byte[] query = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, .. "WWW"u8, 4, .. "host"u8, 7, .. "example"u8, 0, 0, 1, 0, 1], answer = [.. query[..2], 0x81, .. query[3..]];
        byte[] sized = [.. Packets.Half((ushort)query.Length, true), .. query];
        byte[][] packets =
        [
            Packets.Internet(Packets.Client, Packets.Server, 17, Packets.Datagram(50_000, 53, query)), Packets.Internet(Packets.Server, Packets.Client, 17, Packets.Datagram(53, 50_000, answer)),
            .. new PacketTalk(server: 53).Open().Send([.. sized, .. sized], 9).Answer([.. Packets.Half((ushort)answer.Length, true), .. answer]).Close().All,
            Packets.Internet(Packets.Client, Packets.Server, 17, Packets.Datagram(50_002, 53, [1, 2, 3])),
            Packets.Internet(Packets.Client, Packets.Server, 17, Packets.Datagram(50_000, 53, [9, 9])),
            Packets.Internet(Packets.Client6, Packets.Server6, 17, Packets.Datagram(5353, 5353, [.. query[..2], 0x84, .. query[3..]])),
        ];
        var file = Packets.Pcap(packets.Select(Packets.Ethernet));
        var lines = await Packets.ReadAsync(file);

        Assert.Equal(["udp", "tcp", "tcp"], lines.Where(l => l.EndsWith(" dns", StringComparison.Ordinal)).Select(l => l.Split(' ')[3].Split("://www.host.example")[0]));
        Assert.Equal(3, lines.Count(l => l.StartsWith("  name: WWW.host.example |", StringComparison.Ordinal) && l.EndsWith("dns-name", StringComparison.Ordinal)));
        Assert.Equal(["2", "3", "34"], lines.Exchanges().Where(l => l.EndsWith(" datagrams", StringComparison.Ordinal)).Select(l => l.Split(" out ")[1].Split(' ')[0]));
        await PipelineTests.PlacesAsync(file);
    }

    /// <summary>The keys of the example of RFC 9001, appendix A.1.</summary>
    [Fact]
    public void The_keys_of_the_first_packets_of_QUIC_are_those_of_the_standard()
    {
        var (key, nonce, head) = QuicVersion.Find(1)!.Keys(Convert.FromHexString("8394c8f03e515708"));

        Assert.Equal(("1F369613DD76D5467730EFCBE3B1A22D", "FA044B2F42A3FD3B46FB255C", "9F50449E04A0E810283A1E9933ADEDD2"), (Convert.ToHexString(key), Convert.ToHexString(nonce), Convert.ToHexString(head)));
        Assert.Null(QuicVersion.Find(2));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(0x6B3343CFu)]
    [InlineData(0xFF00001Du)]
    public async Task A_connection_of_QUIC_is_a_contact_with_its_name_though_its_pieces_come_in_any_order_and_in_several_datagrams(uint version)
    {
        byte[] message = Hello[5..];
        byte[] last = Initial(version, 1, [.. Crypto(60, message[60..]), .. new byte[30]]), first = Initial(version, 0, [1, .. Crypto(20, message[20..70]), 2, 0, 0, 0, 0, .. Crypto(0, message[..25])]);
        byte[][] packets = [Datagram(last), Datagram([.. first, .. new byte[20]]), Packets.Internet(Packets.Server, Packets.Client, 17, Packets.Datagram(443, 50_000, new byte[99])), Datagram([0x40, .. new byte[40]])];
        var file = Packets.Next(packets.Select(Packets.Ethernet));
        var lines = await Packets.ReadAsync(file);

        Assert.Equal(
            [
                "1 2026-01-02T03:04:05  quic://host.example:443  in  out 0 contact", "  name: host.example |quic[pcapng le 1 " + (message.AsSpan().IndexOf("host.example"u8)) + "+12]",
                $"! encrypted whole: expected contents that can be read, found an encrypted connection of QUIC: {last.Length + first.Length + 61} bytes sent, 99 bytes received",
            ],
            lines);
        await PipelineTests.PlacesAsync(file);
    }

    [Fact]
    public async Task A_packet_that_only_looks_like_QUIC_is_a_datagram()
    {
        var packet = Initial(1, 0, [.. Crypto(0, Hello[5..])]);
        packet[^1] ^= 1;
        var lines = await Packets.ReadAsync(Packets.Pcap([Packets.Ethernet(Datagram(packet))]));

        Assert.Equal($"1 2026-01-02T03:04:05  udp://198.51.100.7:443  in  out {packet.Length} datagrams", lines[0]);
    }

    [Property(MaxTest = 300)]
    public void Any_bytes_for_a_handshake_a_look_up_or_a_datagram_throw_nothing(NonNull<byte[]> bytes, byte port, byte flip)
    {
        byte[][] starts = [Hello, Served, Initial(1, 0, [.. Crypto(0, Hello[5..])]), [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3], Record(23, []), []];
        byte[] start = [.. starts[port % starts.Length]];
        if (start.Length > 0)
        {
            start[flip % start.Length] ^= flip;
        }

        byte[] payload = [.. start, .. bytes.Get];
        ushort to = (port & 1) == 0 ? (ushort)53 : (ushort)443;
        var file = Packets.Pcap(((byte[][])[Packets.Internet(Packets.Client, Packets.Server, 17, Packets.Datagram(50_000, to, payload)), .. new PacketTalk(server: to).Open().Send(payload).Answer(payload).Close().All]).Select(Packets.Ethernet));

        Assert.NotEmpty(Packets.ReadAsync(file).GetAwaiter().GetResult());
    }

    static byte[] Datagram(byte[] payload) => Packets.Internet(Packets.Client, Packets.Server, 17, Packets.Datagram(50_000, 443, payload));

    static byte[] Record(byte kind, byte[] body) => [kind, 3, 3, .. Packets.Half((ushort)body.Length, true), .. body];

    static byte[] Message(byte kind, byte[] body) => [kind, 0, .. Packets.Half((ushort)body.Length, true), .. body];

    static byte[] Client(string name, params string[] protocols) => Client(name, [], protocols);

    static byte[] Client(string name, byte[] more, params string[] protocols)
    {
        byte[] names = [.. protocols.SelectMany(p => (byte[])[(byte)p.Length, .. Encode.Utf8(p)])], host = Encode.Utf8(name);
        byte[] extensions =
        [
            .. name.Length == 0 ? [] : (byte[])[0, 0, .. Packets.Half((ushort)(host.Length + 5), true), .. Packets.Half((ushort)(host.Length + 3), true), 0, .. Packets.Half((ushort)host.Length, true), .. host],
            0, 16, .. Packets.Half((ushort)(names.Length + 2), true), .. Packets.Half((ushort)names.Length, true), .. names, .. more,
        ];
        return Record(22, Message(1, [3, 3, .. new byte[32], 4, 1, 2, 3, 4, 0, 2, 0x13, 1, 1, 0, .. Packets.Half((ushort)extensions.Length, true), .. extensions]));
    }

    static byte[] Crypto(int at, byte[] piece) => [6, .. Packets.Half((ushort)(0x4000 | at), true), .. Packets.Half((ushort)(0x4000 | piece.Length), true), .. piece];

    /// <summary>A first packet, sealed as a client does (RFC 9001 section 5).</summary>
    static byte[] Initial(uint version, byte number, byte[] frames)
    {
        byte[] connection = [1, 2, 3, 4, 5, 6, 7, 8];
        var known = QuicVersion.Find(version)!;
        var (key, nonce, head) = known.Keys(connection);
        byte[] about = [(byte)(0xC0 | (known.InitialType << 4)), .. Packets.Word(version, true), 8, .. connection, 0, 0, .. Packets.Half((ushort)(0x4000 | (1 + frames.Length + 16)), true), number];
        byte[] hidden = new byte[frames.Length], tag = new byte[16];
        nonce[^1] ^= number;
        using (var cipher = new AesGcm(key, 16))
        {
            cipher.Encrypt(nonce, frames, hidden, tag, about);
        }

        byte[] body = [.. hidden, .. tag];
        using var block = Aes.Create();
        block.Key = head;
        var mask = block.EncryptEcb(body.AsSpan(3, 16), PaddingMode.None);
        about[0] ^= (byte)(mask[0] & 0x0F);
        about[^1] ^= mask[1];
        return [.. about, .. body];
    }
}
