using FsCheck.Xunit;
using Klikspaan.Recording.Receiving;

namespace Klikspaan.Tests.Recording;

public sealed class FirstBytesTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", "Http1")]
    [InlineData("\r\nPOST /x", "Http1")]
    [InlineData("patch /", "Http1")]
    [InlineData("M-SEARCH *", "Http1")]
    [InlineData("GET HTTP://h/", "Http1")]
    [InlineData("CONNECT h:443", "Http1")]
    [InlineData("CONNECT [::1]:443", "Http1")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "Http2Preface")]
    [InlineData("PRI * HTTP/1.1\r\n", "Http1")]
    [InlineData("PRI * HTTP/2.0\r\n", "NeedMore")]
    [InlineData("", "NeedMore")]
    [InlineData("G", "NeedMore")]
    [InlineData("GET ", "NeedMore")]
    [InlineData("GET http:", "NeedMore")]
    [InlineData("\r\n", "NeedMore")]
    [InlineData("\x16", "NeedMore")]
    [InlineData("\x16\x03\x01\x02\x00", "NeedMore")]
    [InlineData("\x16\x03\x01\x02\x00\x01", "Tls")]
    [InlineData("\x16\x03\x01\x02\x00\x02", "NotHttp")]
    [InlineData("\x16\x02", "NotHttp")]
    [InlineData("\x15\x03\x01", "NotHttp")]
    [InlineData("EHLO host\r\n", "NotHttp")]
    [InlineData("CONNECT {\"verbose\":false}\r\n", "NotHttp")]
    [InlineData("SSH-2.0-OpenSSH_9.2p1 Debian\r\n", "NotHttp")]
    [InlineData("OPTIONS rtsp://h/ RTSP/1.0\r\n", "NotHttp")]
    [InlineData("INVITE sip:a@b SIP/2.0\r\n", "NotHttp")]
    [InlineData("*1\r\n$4\r\nPING\r\n", "NotHttp")]
    [InlineData("\0\0\0", "NotHttp")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWX", "NeedMore")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWX /", "Http1")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXY", "NotHttp")]
    public void A_connection_is_known_by_its_first_bytes(string first, string expected) =>
        Assert.Equal(expected, FirstBytes.Classify(Framed.Octets(first)).ToString());

    [Property(MaxTest = 1000)]
    public void Enough_bytes_always_give_an_answer_and_more_do_not_change_it(byte[] bytes, byte start, int length)
    {
        string[] starts = ["", "GET ", "GET http", "PRI * HTTP/2.0\r\n\r\nSM\r\n", "\r\n\r\n", "\x16\x03\x01", "CONNECT "];
        byte[] all = [.. Framed.Octets(starts[start % starts.Length]), .. bytes, .. new byte[FirstBytes.Enough]];
        var early = FirstBytes.Classify(all.AsSpan(0, (length & int.MaxValue) % all.Length));
        var last = FirstBytes.Classify(all);

        Assert.NotEqual(FirstBytesKind.NeedMore, FirstBytes.Classify(all.AsSpan(0, FirstBytes.Enough)));
        Assert.True(early == FirstBytesKind.NeedMore || early == last);
    }
}
