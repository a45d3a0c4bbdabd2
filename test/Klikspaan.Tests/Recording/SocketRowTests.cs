using System.Net;
using FsCheck.Xunit;
using Klikspaan.Recording.Sending;

namespace Klikspaan.Tests.Recording;

public sealed class SocketRowTests
{
    const string Four = "   0: 22D8B85D:D431 22D8B85D:01BB 01 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0000000000000000 20 4 30 10 -1";
    const string Six = "   1: 0000000000000000FFFF000022D8B85D:D431 00000626000000000000000001000000:0050 01 00000000:00000000 00:00000000 00000000  1000        0 18446744073709551615 1 0";

    [Fact]
    public void A_line_gives_both_ends_and_the_number_whether_of_IPv4_or_within_IPv6()
    {
        var rows = Read($"  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n{Four}\n{Six}\n");

        Assert.Equal(2, rows.Count);
        Assert.Equal(new(End("93.184.216.34", 54321), End("93.184.216.34", 443), 4242), rows[0]);
        Assert.Equal(new(End("::ffff:93.184.216.34", 54321), End("2606::1", 80), ulong.MaxValue), rows[1]);
        Assert.Equal(rows[0].Local, rows[1].Local);
        Assert.True(rows[1].Local.IsFour);
        Assert.False(rows[1].Remote.IsFour);
    }

    [Fact]
    public void A_socket_that_no_one_holds_any_more_is_passed_over() => Assert.Empty(Read(Four.Replace(" 4242 ", " 0 ", StringComparison.Ordinal)));

    [Fact]
    public void Only_a_socket_for_datagrams_may_be_bound_to_no_address()
    {
        var any = Read(Four.Replace("22D8B85D:D431 22D8B85D:01BB", "00000000:D431 00000000:0000", StringComparison.Ordinal))[0];
        var exact = Read(Four)[0];
        var datagram = new SenderRequest(exact.Local, exact.Remote, isTcp: false);

        Assert.Equal(0, new SenderRequest(exact.Local, exact.Remote, isTcp: true).Fit(any));
        Assert.True(datagram.Fit(any) > 0);
        Assert.True(datagram.Fit(exact) > datagram.Fit(any));
        Assert.Equal(0, new SenderRequest(exact.Local, End("93.184.216.34", 80), isTcp: true).Fit(exact));
        Assert.Equal(0, new SenderRequest(exact.Local, End("93.184.216.34", 80), isTcp: false).Fit(exact));
    }

    [Property(MaxTest = 1000)]
    public void Any_bytes_never_throw(byte[] bytes)
    {
        SocketRow.Read(bytes, []);
        SocketRow.Read([.. Encode.Utf8("   0: "), .. bytes, .. Encode.Utf8(Four[6..])], []);
    }

    [Property(MaxTest = 1000)]
    public void Any_change_and_any_cut_of_a_line_never_throw(byte place, byte value, byte length)
    {
        var line = Encode.Utf8(Four);
        line[place % line.Length] = value;
        SocketRow.Read(line.AsSpan(0, Math.Min(length, line.Length)), []);
    }

    static SocketEnd End(string address, int port) => SocketEnd.Of(new(IPAddress.Parse(address), port));

    static List<SocketRow> Read(string table)
    {
        var rows = new List<SocketRow>();
        SocketRow.Read(Encode.Utf8(table), rows);
        return rows;
    }
}
