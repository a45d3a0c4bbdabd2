using FsCheck.Xunit;
using Klikspaan.Recording.Receiving;
using static Klikspaan.Tests.Recording.Framed;

namespace Klikspaan.Tests.Recording;

public sealed class Http2FramerTests
{
    const byte End = 1;
    const byte EndHeaders = 4;
    const byte Padded = 8;
    const byte Priority = 32;

    static readonly (char, string, string)[] Post =
        [('k', ":method", "POST"), ('h', ":path", "/a?b"), ('n', ":scheme", "https"), ('k', ":authority", "h.example"), ('H', "b", "2"), ('k', "a", "1"), ('N', "b", "3")];

    static byte[] Start => [.. FirstBytes.Preface, .. Hpack.Settings];

    [Fact]
    public void A_request_is_written_with_its_fields_in_the_order_in_which_they_were_sent()
    {
        using var framer = With(Headers(1, EndHeaders, Post), Data(1, 0, "he"), Data(1, End, "llo"));

        using var request = framer.TryTake(1);
        Assert.Equal("POST /a?b HTTP/2\r\nb: 2\r\na: 1\r\nb: 3\r\n\r\nhello", Block(request));
        Assert.Equal([":method", ":path", ":scheme", ":authority"], request!.PseudoFields.Select(f => f.Name));
        Assert.Equal(("POST", "/a?b", "h.example", "h2", true, true), (request.Method, request.Target, request.Authority, request.Protocol, request.IsRewritten, request.IsComplete));
        Assert.Empty(request.Remarks);
        Assert.Null(framer.Unframed);
        Assert.Null(framer.TryTake(1));
    }

    [Theory]
    [InlineData("hello", "5\r\nhello\r\n0\r\n")]
    [InlineData("", "0\r\n")]
    public void Trailers_are_written_behind_chunked_content(string content, string written)
    {
        using var framer = With(Headers(1, EndHeaders, [.. Post, ('n', "te", "trailers")]), Data(1, 0, content), Headers(1, EndHeaders | End, ('n', "grpc-status", "0"), ('k', "x", "y")));

        using var request = framer.TryTake(1);
        Assert.EndsWith($"te: trailers\r\ntransfer-encoding: chunked\r\n\r\n{written}grpc-status: 0\r\nx: y\r\n\r\n", Block(request), StringComparison.Ordinal);
        Assert.Empty(request!.Remarks);
    }

    [Fact]
    public void Requests_that_are_woven_together_are_taken_apart()
    {
        var block = Hpack.Encode(Post);
        using var framer = With(
            Headers(1, EndHeaders, Post),
            Hpack.Frame(Http2Frame.Headers, Padded | Priority | End, 3, [3, 0, 0, 0, 0, 9, .. block.AsSpan(0, 10), 0, 0, 0]),
            Hpack.Frame(Http2Frame.Continuation, 0, 3, block.AsSpan(10, 5)),
            Hpack.Frame(Http2Frame.Continuation, EndHeaders, 3, block.AsSpan(15)),
            Hpack.Frame(6, 0, 0, new byte[8]),
            Hpack.Frame(8, 0, 0, new byte[4]),
            Data(1, 0, "on"),
            Headers(5, EndHeaders, Post),
            Hpack.Frame(Http2Frame.Data, Padded, 5, "\u0002five\0\0"u8),
            Hpack.Frame(Http2Frame.Data, Padded | End, 5, [0]),
            Hpack.Frame(0x10, 0, 0, "ext"u8),
            Data(1, End, "e"));

        Assert.Equal(["5", "3", "1"], new[] { 5, 3, 1 }.Select(n => framer.TryTake(n)!.Number.ToString(null, null)));
        Assert.Null(framer.Unframed);
        Assert.Equal(Hpack.Frame(0x10, 0, 0, "ext"u8), framer.Beside!.First.ToArray());
    }

    [Fact]
    public void Padding_and_priority_are_no_part_of_a_request()
    {
        using var framer = With(
            Hpack.Frame(Http2Frame.Headers, Padded | Priority | EndHeaders, 3, [3, 0, 0, 0, 0, 9, .. Hpack.Encode(Post), 0, 0, 0]),
            Hpack.Frame(Http2Frame.Data, Padded | End, 3, "\u0002five\0\0"u8));

        using var request = framer.TryTake(3);
        Assert.EndsWith("\r\nb: 3\r\n\r\nfive", Block(request), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_cannot_forge_a_line()
    {
        using var framer = With(Headers(1, EndHeaders | End,
            ('n', ":method", "GET X"), ('n', ":path", "/ HTTP/1.1\r\nHost: no%"), ('n', "a", "b\r\nforged: 100%\0"), ('n', "c: d\r\ne", "50%"), ('n', "", "x"), ('n', "f", "100%")));

        using var request = framer.TryTake(1);
        Assert.Equal("GET%20X /%20HTTP/1.1%0D%0AHost:%20no%25 HTTP/2\r\na: b%0D%0Aforged: 100%25%00\r\nc%3A%20d%0D%0Ae: 50%\r\n%: x\r\nf: 100%\r\n\r\n", Block(request));
        Assert.Equal(["the method", "the path", "field 1", "field 2", "field 3"], request!.Remarks.Select(r => r.Split(':')[0]));
        Assert.Equal("/ HTTP/1.1\r\nHost: no%", request.PseudoFields[1].Value);
    }

    [Theory]
    [InlineData("transfer-encoding", "gzip", "%74ransfer-encoding: gzip")]
    [InlineData("Transfer-Encoding", "chunked", "%54ransfer-Encoding: chunked")]
    [InlineData("content-length", "4", "%63ontent-length: 4")]
    [InlineData("content-length", "+5", "%63ontent-length: +5")]
    [InlineData("content-length", "5", "content-length: 5")]
    public void A_field_cannot_say_something_else_about_the_content_than_what_came(string name, string value, string written)
    {
        using var framer = With(Headers(1, EndHeaders, [.. Post, ('n', name, value)]), Data(1, End, "hello"));

        using var request = framer.TryTake(1);
        Assert.EndsWith($"\r\n{written}\r\n\r\nhello", Block(request), StringComparison.Ordinal);
        Assert.Equal(written[0] == '%' ? 1 : 0, request!.Remarks.Count);
    }

    [Fact]
    public void A_request_without_method_and_path_says_so()
    {
        using var framer = With(Headers(1, EndHeaders | End, ('n', "a", "b")));

        using var request = framer.TryTake(1);
        Assert.Equal("- - HTTP/2\r\na: b\r\n\r\n", Block(request));
        Assert.Equal(2, request!.Remarks.Count);
    }

    [Fact]
    public void A_request_that_was_taken_back_or_cut_off_is_kept_as_incomplete()
    {
        using var framer = With(
            Headers(1, EndHeaders, Post), Data(1, 0, "he"), Hpack.Frame(Http2Frame.Reset, 0, 1, [0, 0, 0, 8]),
            Headers(3, EndHeaders | End, Post), Hpack.Frame(Http2Frame.Reset, 0, 3, [0, 0, 0, 8]),
            Headers(5, EndHeaders, [.. Post, ('n', "content-length", "5")]), Data(5, 0, "hel"));
        framer.Complete();

        var left = framer.Remaining();
        Assert.Equal(["the program took it back (error code 8)", null, "the connection ended before the request"], left.Select(r => r.Incomplete));
        Assert.EndsWith("\r\n\r\nhe", Block(left[0]), StringComparison.Ordinal);
        Assert.EndsWith("content-length: 5\r\n\r\nhel", Block(left[2]), StringComparison.Ordinal);
        Assert.Null(framer.Unframed);
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "content for a request that is not open", Data(3, End, "x") },
        { "content for a request that is not open", Data(0, 0, "x") },
        { "padding without a length", Hpack.Frame(Http2Frame.Data, Padded, 1, []) },
        { "padding that is longer than its frame", Hpack.Frame(Http2Frame.Data, Padded, 1, [3, 0, 0]) },
        { "padding that is longer than its frame", Hpack.Frame(Http2Frame.Headers, Padded | EndHeaders, 3, [3, 0x82]) },
        { "padding that is longer than its frame", Hpack.Frame(Http2Frame.Headers, Priority | EndHeaders, 3, [3, 0x82]) },
        { "a request on a stream that a client may not open", Headers(2, EndHeaders, Post) },
        { "a request on a stream that a client may not open", Headers(0, EndHeaders, Post) },
        { "trailers that do not end a request", Headers(1, EndHeaders, Post) },
        { "the continuation of no header block", Hpack.Frame(Http2Frame.Continuation, EndHeaders, 1, []) },
        { "a header block was interrupted", [.. Hpack.Frame(Http2Frame.Headers, 0, 3, [0x82]), .. Data(1, 0, "x")] },
        { "a header block was interrupted", [.. Hpack.Frame(Http2Frame.Headers, 0, 3, [0x82]), .. Hpack.Frame(Http2Frame.Continuation, EndHeaders, 5, [])] },
        { "the connection ended within a frame", Hpack.Frame(Http2Frame.Headers, 0, 3, [0x82]) },
        { "the connection ended within a frame", [0, 0, 1] },
        { "the reset of no request", Hpack.Frame(Http2Frame.Reset, 0, 3, new byte[4]) },
        { "the reset of no request", Hpack.Frame(Http2Frame.Reset, 0, 1, new byte[3]) },
        { "a push from a client", Hpack.Frame(Http2Frame.PushPromise, EndHeaders, 1, new byte[4]) },
        { "a header block is not HPACK", Hpack.Frame(Http2Frame.Headers, EndHeaders, 3, [0x80]) },
        { "a header block asks for a table that it may not have", Hpack.Frame(Http2Frame.Headers, EndHeaders, 3, [0x3F, 0xE2, 0xFF, 3]) },
        { "a header block of more than 1048576 bytes", Hpack.Frame(Http2Frame.Headers, EndHeaders, 3, new byte[1 << 20]) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_ends_a_connection_is_kept_unframed_from_the_frame_on(string reason, byte[] broken)
    {
        using var framer = With(Headers(1, EndHeaders, Post), Data(1, 0, "he"), broken);
        framer.Complete();

        Assert.Equal(reason, framer.Unframed?.Reason);
        Assert.Equal(broken.Take(1 << 16), framer.Unframed!.First.ToArray());
        Assert.Equal(broken.Length, framer.Unframed.Seen);
        var left = Assert.Single(framer.Remaining());
        Assert.EndsWith("\r\n\r\nhe", Block(left), StringComparison.Ordinal);
        Assert.False(left.IsComplete);
    }

    [Fact]
    public void A_stream_that_has_ended_stays_so()
    {
        using var framer = With(Headers(3, EndHeaders | End, Post), Headers(1, EndHeaders | End, Post));

        Assert.Equal("header fields for a request that has ended", framer.Unframed?.Reason);
        Assert.Equal(3, Assert.Single(framer.Remaining()).Number);
    }

    [Fact]
    public void What_is_not_HTTP_2_is_kept_from_its_first_byte()
    {
        using var framer = new Http2Framer(Space);
        framer.Append("PRI * HTTP/1.1\r\n"u8);

        Assert.Equal("PRI * HTTP/1.1\r\n"u8.ToArray(), framer.Unframed?.First.ToArray());
    }

    [Fact]
    public void Open_requests_are_bounded_in_number_and_in_the_fields_that_they_hold()
    {
        using var many = With();
        for (var turn = 0; turn <= Http2Framer.MostOpen; turn++)
        {
            many.Append(Headers((2 * turn) + 1, EndHeaders, Post));
        }

        using var large = With();
        for (var turn = 0; turn < 60; turn++)
        {
            large.Append(Headers((2 * turn) + 1, EndHeaders, [.. Post, ('n', "x", new string('x', 1_000_000))]));
        }

        Assert.Equal("more than 1024 open requests", many.Unframed?.Reason);
        Assert.Equal(Http2Framer.MostOpen, many.Remaining().Count);
        Assert.Equal("too many header fields in open requests", large.Unframed?.Reason);
    }

    [Fact]
    public void Requests_that_were_taken_make_room()
    {
        using var framer = With();
        for (var turn = 0; turn < 60; turn++)
        {
            framer.Append(Headers((2 * turn) + 1, EndHeaders | End, [.. Post, ('n', "x", new string('x', 1_000_000))]));
            using var request = framer.TryTake((2 * turn) + 1);
            Assert.True(request!.Length > 1_000_000);
        }

        Assert.Null(framer.Unframed);
    }

    [Theory]
    [InlineData(6, "0000000000000000", false)]
    [InlineData(6, "0000000000000001", false)]
    [InlineData(6, "FFFFFFFFFFFFFFFE", false)]
    [InlineData(6, "50494E4744415441", true)]
    [InlineData(7, "0000000000000000", false)]
    [InlineData(7, "000000000000000061", true)]
    [InlineData(4, "000100001000000300000064", false)]
    [InlineData(4, "0001000010001A1A12345678", false)]
    [InlineData(4, "1A1A123456782A2A12345678", true)]
    [InlineData(4, "000100001000000100000064", true)]
    [InlineData(4, "FFF012345678", true)]
    [InlineData(8, "00000001", false)]
    [InlineData(2, "0000000010", false)]
    [InlineData(0x10, "00000001753D332C2069", false)]
    [InlineData(0x10, "00000001534543524554", true)]
    [InlineData(0x2A, "", true)]
    public void What_is_more_than_a_client_needs_beside_its_requests_is_kept(byte type, string payload, bool isKept)
    {
        var frame = Hpack.Frame(type, 0, 0, Convert.FromHexString(payload));
        using var framer = new Http2Framer(Space);
        framer.Append([.. FirstBytes.Preface, .. frame]);
        framer.Complete();

        Assert.Equal(isKept ? frame : null, framer.Beside?.First.ToArray());
        Assert.Null(framer.Unframed);
    }

    [Property(MaxTest = 300)]
    public void Any_bytes_are_framed_or_kept(byte[] bytes, (byte Type, byte Flags, byte Stream, byte[] Payload)[] frames, int[] sizes)
    {
        byte[] sent = [.. Start, .. Headers(1, EndHeaders, Post), .. frames.SelectMany(f => Hpack.Frame((byte)(f.Type % 12), f.Flags, f.Stream % 8, f.Payload)), .. bytes];
        var whole = Describe(s => new Http2Framer(s), sent);

        Assert.Equal(whole, Describe(s => new Http2Framer(s), sent, 1));
        Assert.Equal(whole, Describe(s => new Http2Framer(s), sent, [.. sizes.Select(s => Math.Abs(s % 50))]));
        Assert.Equal(Describe(s => new Http2Framer(s), bytes), Describe(s => new Http2Framer(s), bytes, 1));
    }

    [Property(MaxTest = 1000)]
    public void Damaged_requests_give_the_same_in_any_pieces(int at, byte damage, bool cut, int[] sizes)
    {
        byte[] bytes =
        [
            .. Start, .. Headers(1, EndHeaders, Post), .. Headers(3, EndHeaders, Post), .. Data(3, 0, "abc"),
            .. Hpack.Frame(Http2Frame.Data, Padded, 1, "\u0002five\0\0"u8), .. Headers(3, EndHeaders | End, ('k', "t", "u")), .. Data(1, End, "x"),
        ];
        var place = (at & int.MaxValue) % bytes.Length;
        bytes[place] = damage;
        bytes = cut ? bytes[..place] : bytes;

        var whole = Describe(s => new Http2Framer(s), bytes);

        Assert.Equal(whole, Describe(s => new Http2Framer(s), bytes, 1));
        Assert.Equal(whole, Describe(s => new Http2Framer(s), bytes, [.. sizes.Select(s => Math.Abs(s % 50))]));
    }

    static Http2Framer With(params byte[][] frames)
    {
        var framer = new Http2Framer(Space);
        framer.Append(Start);
        foreach (var frame in frames)
        {
            framer.Append(frame);
        }

        return framer;
    }

    static byte[] Headers(int stream, int flags, params (char, string, string)[] fields) =>
        Hpack.Frame(Http2Frame.Headers, (byte)flags, stream, Hpack.Encode(fields));

    static byte[] Data(int stream, byte flags, string text) => Hpack.Frame(Http2Frame.Data, flags, stream, Octets(text));
}
