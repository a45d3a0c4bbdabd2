using FsCheck.Xunit;
using Klikspaan.Recording.Sending;

namespace Klikspaan.Tests.Recording;

public sealed class SeenPacketTests
{
    const string Four = "4500001F000040004011000001020304050607081F9001BB000B0000616263";
    const string Datagram = "1F9001BB000B0000616263";

    [Fact]
    public void A_datagram_gives_its_ends_and_its_content()
    {
        Assert.Equal("udp 1.2.3.4:8080 5.6.7.8:443 3 616263", Read(Four));
        Assert.Equal("udp [2a00::1]:8080 [2a00::2]:443 3 616263", Read(Six("11") + Datagram));
    }

    [Fact]
    public void Headers_before_the_content_are_gone_past()
    {
        var options = "3C00" + "000000000000" + "1101" + "0000000000000000000000000000" + Datagram;
        var first = "1100" + "0001" + "00000001" + Datagram;
        var later = "1100" + "0009" + "00000001" + Datagram;

        Assert.Equal("udp [2a00::1]:8080 [2a00::2]:443 3 616263", Read(Six("00") + options));
        Assert.Equal("udp [2a00::1]:8080 [2a00::2]:443 3 616263", Read(Six("2C") + first));
        Assert.Equal("none", Read(Six("2C") + later));
    }

    [Fact]
    public void The_first_packet_of_a_connection_is_an_attempt_and_no_other()
    {
        string Tcp(string flags) => Four[..18] + "06" + Four[20..40] + "1F9001BB" + "0000000000000000" + "50" + flags + "000000000000";

        Assert.Equal("tcp 1.2.3.4:8080 5.6.7.8:443 0 ", Read(Tcp("02")));
        Assert.Equal("none", Read(Tcp("12")));
        Assert.Equal("none", Read(Tcp("10")));
    }

    [Fact]
    public void Another_protocol_is_named_by_its_number_and_messages_of_the_system_are_passed_over()
    {
        Assert.Equal("ip-132 1.2.3.4:0 5.6.7.8:0 11 " + Datagram, Read(Four[..18] + "84" + Four[20..]));
        Assert.Equal("none", Read(Four[..18] + "01" + Four[20..]));
        Assert.Equal("none", Read(Six("3A") + Datagram));
    }

    [Property(MaxTest = 2000)]
    public void Any_bytes_never_throw(byte[] bytes, bool isFour)
    {
        Read([.. Convert.FromHexString(isFour ? Four[..40] : Six("00")), .. bytes]);
        Read([(byte)(isFour ? 0x45 : 0x60), .. bytes]);
        Read(bytes);
    }

    [Property(MaxTest = 2000)]
    public void Any_change_and_any_cut_never_throw(byte place, byte value, byte length)
    {
        var packet = Convert.FromHexString(Four);
        packet[place % packet.Length] = value;
        Read(packet[..Math.Min(length, packet.Length)]);
    }

    static string Six(string next) => $"600000000000{next}402A0000000000000000000000000000012A000000000000000000000000000002";

    static string Read(string hex) => Read(Convert.FromHexString(hex));

    static string Read(byte[] packet) => SeenPacket.TryRead(packet, out var seen)
        ? $"{seen.Transport} {seen.Source} {seen.Destination} {seen.Length} {Convert.ToHexString(seen.Content)}"
        : "none";
}
