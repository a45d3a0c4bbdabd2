using FsCheck.Xunit;
using Klikspaan.Recording.Receiving;
using static Klikspaan.Tests.Recording.Framed;

namespace Klikspaan.Tests.Recording;

public sealed class Http1FramerTests
{
    const string Get = "GET /a?b HTTP/1.1\r\nhOsT: h\r\nX: 1\r\nx:  2 \r\n\r\n";
    const string Post = "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
    const string Chunked = "PUT /c HTTP/1.1\r\nTransfer-Encoding: Chunked\r\nHost: h\r\n\r\n3;a=\"b\"\r\nabc\r\n00A ; x\r\n0123456789\r\n0;last\r\nDigest: z\r\n digest\r\n\r\n";

    static readonly string Trailers = Chunked.Replace(" digest\r\n", "X-y: 2\r\n", StringComparison.Ordinal);

    [Fact]
    public void Requests_on_one_connection_are_cut_apart_with_all_their_octets()
    {
        using var framer = new Http1Framer(Space);
        framer.Append(Octets(Get + Post + Trailers + "\r\n" + Get));

        using var first = framer.TryTake(1);
        using var second = framer.TryTake(2);
        using var third = framer.TryTake(3);
        using var fourth = framer.TryTake(4);

        Assert.Equal([Get, Post, Trailers, "\r\n" + Get], new[] { first, second, third, fourth }.Select(Block));
        Assert.Equal(("GET", "/a?b", "h", true, false), (first!.Method, first.Target, first.Authority, first.IsComplete, first.IsRewritten));
        Assert.Null(framer.TryTake(4));
        Assert.Null(framer.TryTake(5));
        Assert.Null(framer.Unframed);
    }

    [Fact]
    public void A_request_can_be_taken_as_soon_as_its_last_octet_has_come_and_not_before()
    {
        using var framer = new Http1Framer(Space);
        framer.Append(Octets(Trailers[..^1]));
        Assert.Null(framer.TryTake(1));

        framer.Append(Octets("\n"));

        using var request = framer.TryTake(1);
        Assert.Equal(Trailers, Block(request));
    }

    [Fact]
    public void Lines_that_end_in_a_bare_LF_are_taken_as_they_are()
    {
        const string Bare = "\n\nGET / HTTP/1.0\nHost: h\n\n";

        Assert.Equal($"#1 http/1.1 GET / at h; complete; ; \n{Bare}\n---\n", Describe(s => new Http1Framer(s), Octets(Bare)));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: +5\r\n\r\nhello", "Content-Length is not a number")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: \r\n\r\n", "Content-Length is not a number")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 5, 5\r\n\r\nhello", "Content-Length is not a number")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 9999999999999999999\r\n\r\nhello", "Content-Length is not a number")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 5\r\ncontent-length: 5\r\n\r\nhello", "Content-Length was sent twice")]
    [InlineData("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding was sent twice")]
    [InlineData("GET / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "a Transfer-Encoding other than chunked")]
    [InlineData("GET / HTTP/1.1\r\nTransfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", "a Transfer-Encoding other than chunked")]
    [InlineData("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding in HTTP/1.0")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length : 5\r\n\r\nhello", "white space stands in the name of a field")]
    [InlineData("GET / HTTP/1.1\r\nA: b\r\n Content-Length: 5\r\n\r\nhello", "a field goes on over a second line (obsolete fold)")]
    [InlineData("GET / HTTP/1.1\r\nA: b\rContent-Length: 5\r\n\r\nhello", "a line holds a NUL or a bare CR")]
    [InlineData("GET / HTTP/1.1\r\nA: b\0\r\n\r\n", "a line holds a NUL or a bare CR")]
    [InlineData("GET / HTTP/1.1\r\nno field\r\n\r\n", "a line of the head is not a field")]
    [InlineData("GET / HTTP/1.1\r\n: no name\r\n\r\n", "a line of the head is not a field")]
    [InlineData("GET  / HTTP/1.1\r\n\r\n", "not a request line of HTTP/1.1")]
    [InlineData("GET / HTTP/2.0\r\n\r\n", "not a request line of HTTP/1.1")]
    [InlineData("GET /\r\n\r\n", "not a request line of HTTP/1.1")]
    [InlineData("G(T / HTTP/1.1\r\n\r\n", "not a request line of HTTP/1.1")]
    [InlineData("CONNECT h:1 HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", "a CONNECT with content")]
    [InlineData("CONNECT h:1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "a CONNECT with content")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\n", "the connection ended in the head of a request")]
    [InlineData("\r\n", "the connection ended in the head of a request")]
    public void A_head_that_could_be_read_in_two_ways_is_kept_unframed(string sent, string reason)
    {
        using var framer = new Http1Framer(Space);
        framer.Append(Octets(Get + sent));
        framer.Complete();

        using var before = framer.TryTake(1);
        Assert.Equal(Get, Block(before));
        Assert.Empty(framer.Remaining());
        Assert.Equal((reason, "http/1.1", sent.Length), (framer.Unframed!.Reason, framer.Unframed.Protocol, (int)framer.Unframed.Seen));
        Assert.Equal(Octets(sent), framer.Unframed.First.ToArray());
    }

    [Theory]
    [InlineData("x\r\n", "not the size of a chunk")]
    [InlineData("+1\r\na\r\n0\r\n\r\n", "not the size of a chunk")]
    [InlineData("\r\n", "not the size of a chunk")]
    [InlineData(" 1\r\na\r\n", "not the size of a chunk")]
    [InlineData("1;a\nb\r\na\r\n", "not the size of a chunk")]
    [InlineData("1;a\rb\r\na\r\n", "not the size of a chunk")]
    [InlineData("0000000000000001\r\n", "not the size of a chunk")]
    [InlineData("1\r\n", "ab\r\n", "a chunk does not end where its size says")]
    [InlineData("1\r\na", "\n0\r\n\r\n", "a chunk does not end where its size says")]
    [InlineData("0\r\n", " fold: x\r\n\r\n", "a field goes on over a second line (obsolete fold)")]
    public void A_body_that_cannot_be_framed_ends_its_request_where_it_was_understood(string good, string bad, string? reason = null)
    {
        (good, bad, reason) = reason is null ? ("", good, bad) : (good, bad, reason);
        const string Head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        using var framer = new Http1Framer(Space);
        framer.Append(Octets(Head + good + bad + Get));

        using var request = framer.TryTake(1);
        var block = Block(request);
        Assert.Equal(reason, request!.Incomplete);
        Assert.Equal(reason, framer.Unframed!.Reason);
        Assert.StartsWith(Head + good, block, StringComparison.Ordinal);
        Assert.Equal(Head + good + bad + Get, block + System.Text.Encoding.Latin1.GetString(framer.Unframed.First.Span));
        Assert.Null(framer.TryTake(2));
    }

    [Fact]
    public void After_a_request_with_both_lengths_nothing_is_framed()
    {
        const string Both = "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
        using var framer = new Http1Framer(Space);
        framer.Append(Octets(Both + Get));

        using var request = framer.TryTake(1);
        Assert.Equal(Both, Block(request));
        Assert.Equal(Octets(Get), framer.Unframed!.First.ToArray());
    }

    [Fact]
    public void After_a_CONNECT_and_after_a_change_of_protocol_nothing_is_framed()
    {
        using var tunnel = new Http1Framer(Space);
        tunnel.Append(Octets("CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n" + Get));
        using var changed = new Http1Framer(Space);
        changed.Append(Octets(Get));
        changed.Stop("websocket");
        Assert.Null(changed.Unframed);
        changed.Append(Octets(Get));

        using var connect = tunnel.TryTake(1);
        using var get = changed.TryTake(1);
        Assert.Equal(("CONNECT", "h:1"), (connect!.Method, connect.Target));
        Assert.Equal(Get, Block(get));
        Assert.Equal("bytes after CONNECT", tunnel.Unframed!.Reason);
        Assert.Equal("websocket", changed.Unframed!.Reason);
        Assert.Equal(Octets(Get), changed.Unframed.First.ToArray());
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhel")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0")]
    public void A_body_that_was_cut_off_is_kept_as_incomplete(string sent) =>
        Assert.Equal($"#1 http/1.1 POST / at ; the connection ended in the body; ; \n{sent}\n---\n", Describe(s => new Http1Framer(s), Octets(sent)));

    [Fact]
    public void Of_what_cannot_be_framed_64_kB_are_kept_and_all_is_counted()
    {
        using var framer = new Http1Framer(Space);
        framer.Append(Octets("bad\r\n"));
        framer.Append(new byte[200_000]);

        Assert.Equal(65_536, framer.Unframed!.First.Length);
        Assert.Equal(200_005, framer.Unframed.Seen);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nA: ", "the head of a request is longer than 1048576 bytes")]
    [InlineData("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;", "the size of a chunk and its extensions are too long")]
    [InlineData("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: ", "the trailers are too long")]
    public void What_has_no_end_is_bounded(string start, string reason)
    {
        using var framer = new Http1Framer(Space);
        framer.Append(Octets(start));
        for (var turn = 0; turn < 40; turn++)
        {
            framer.Append(Octets(new string('a', 50_000)));
        }

        Assert.Equal(reason, framer.Unframed!.Reason);
        Assert.Equal(start.Length + 2_000_000, framer.Unframed.Seen + framer.Remaining().Sum(r => r.Length));
    }

    [Fact]
    public void Trailers_without_end_are_bounded()
    {
        using var framer = new Http1Framer(Space);
        framer.Append(Octets("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"));
        for (var turn = 0; turn < 40_000 && framer.Unframed is null; turn++)
        {
            framer.Append(Octets("A: 0123456789012345678901234567\r\n"));
        }

        Assert.Equal("the trailers are too long", framer.Unframed?.Reason);
    }

    [Fact]
    public void Requests_that_nobody_takes_are_bounded()
    {
        using var framer = new Http1Framer(Space);
        for (var turn = 0; turn < RequestFramer.MostWaiting + 10; turn++)
        {
            framer.Append("GET / HTTP/1.1\r\n\r\n"u8);
        }

        Assert.Equal("too many requests wait for an answer", framer.Unframed?.Reason);
        Assert.Equal(RequestFramer.MostWaiting, framer.Remaining().Count);
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_are_framed_or_kept(byte[] bytes, int[] sizes) =>
        Assert.Equal(Describe(s => new Http1Framer(s), bytes), Describe(s => new Http1Framer(s), bytes, [.. sizes.Select(s => Math.Abs(s % 50))]));

    [Property(MaxTest = 1000)]
    public void Damaged_requests_give_the_same_in_any_pieces(int at, byte damage, bool cut, int[] sizes)
    {
        var bytes = Octets(Get + Post + Trailers + Get);
        var place = (at & int.MaxValue) % bytes.Length;
        bytes[place] = damage;
        bytes = cut ? bytes[..place] : bytes;

        var whole = Describe(s => new Http1Framer(s), bytes);

        Assert.Equal(whole, Describe(s => new Http1Framer(s), bytes, 1));
        Assert.Equal(whole, Describe(s => new Http1Framer(s), bytes, [.. sizes.Select(s => Math.Abs(s % 50))]));
    }
}
