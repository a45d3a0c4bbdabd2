using System.Text;
using FsCheck.Xunit;
using Klikspaan.Packets;
using Klikspaan.Tests.Recording;

namespace Klikspaan.Tests.Packets;

public sealed class HpackDecoderTests
{
    /// <summary>A table of 256 octets, as the examples of responses have it.</summary>
    const string Small = "3fe101";

    /// <summary>RFC 7541, appendix C.2 to C.6: header blocks of one connection, and their fields.</summary>
    public static TheoryData<string, string[], string[], int> Examples => new()
    {
        { "C.2.1", ["400a637573746f6d2d6b65790d637573746f6d2d686561646572"], ["custom-key: custom-header"], 55 },
        { "C.2.2", ["040c2f73616d706c652f70617468"], [":path: /sample/path"], 0 },
        { "C.2.3", ["100870617373776f726406736563726574"], ["password: secret"], 0 },
        { "C.2.4", ["82"], [":method: GET"], 0 },
        { "C.3", ["828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865", "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"], Requests, 164 },
        { "C.4", ["828684418cf1e3c2e5f23a6ba0ab90f4ff", "828684be5886a8eb10649cbf", "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"], Requests, 164 },
        {
            "C.5",
            [
                Small + "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d",
                "4803333037c1c0bf",
                "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31",
            ],
            Responses, 215
        },
        {
            "C.6",
            [
                Small + "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3",
                "4883640effc1c0bf",
                "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
            ],
            Responses, 215
        },
    };

    static string[] Requests =>
    [
        ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com",
        ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache",
        ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com", "custom-key: custom-value",
    ];

    static string[] Responses =>
    [
        ":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com",
        ":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com",
        ":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT", "location: https://www.example.com",
        "content-encoding: gzip", "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_examples_of_the_standard_are_read_and_every_text_stands_where_it_is_said_to(string name, string[] blocks, string[] expected, int size)
    {
        var (fields, sent, decoder) = Read(blocks);

        Assert.True(expected.SequenceEqual(fields.Select(Line)), name);
        Assert.Equal(size, decoder.RememberedSize);
        Assert.All(fields, f => AssertPlaces(sent, f));
    }

    [Fact]
    public void What_a_table_repeats_stands_where_it_was_sent_first()
    {
        var (fields, _, _) = Read("828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865");

        Assert.Equal(new BytePlace(5, 15), fields[3].Value.Place);
        Assert.Equal((new BytePlace(5, 15), true, new BytePlace(23, 1)), (fields[7].Value.Place, fields[7].IsRepeated, fields[7].Sent));
        Assert.Equal((new BytePlace(0, 1), HpackForm.Static, false), (fields[0].Value.Place, fields[0].Value.Form, fields[0].IsRepeated));
        Assert.Equal((new BytePlace(3, 1), HpackForm.Static), (fields[3].Name.Place, fields[3].Name.Form));
        Assert.Equal((new BytePlace(26, 8), new BytePlace(24, 10)), (fields[8].Value.Place, fields[8].Sent));
    }

    [Fact]
    public void The_places_of_a_block_in_several_pieces_are_those_of_the_pieces()
    {
        // C.2.1; the name stands in the first piece, the value in both.
        var block = Convert.FromHexString("400a637573746f6d2d6b65790d637573746f6d2d686561646572");
        var fields = new List<HpackField>();

        Assert.True(new HpackDecoder().TryRead(block, [new(0, 100), new(15, 1000), new(20, 2000)], fields, out _));
        Assert.Equal(new BytePlace(102, 10), fields[0].Name.Place);
        Assert.Equal(new BytePlace(113, 2006 - 113, false), fields[0].Value.Place);
        Assert.True(new HpackDecoder().TryRead(block, [new(0, 100), new(13, 1000)], fields, out _));
        Assert.Equal(new BytePlace(1000, 13), fields[1].Value.Place);
    }

    /// <summary>Sections 4.2 to 4.4, 5.1, 5.2, 6.1 and 6.3.</summary>
    [Theory]
    [InlineData("80", 0, "an index of 0")]
    [InlineData("82be", 1, "an index beyond what was sent")]
    [InlineData("7f", 0, "a number without its end")]
    [InlineData("ffffffffffffff", 0, "a number that is too large")]
    [InlineData("4005", 0, "a text without its octets")]
    [InlineData("400161", 0, "a name without a value")]
    [InlineData("40ff8080808008", 0, "a length of 2 GB")]
    [InlineData("408185", 0, "a Huffman text that ends within a code")]
    [InlineData("4084ffffffff0161", 0, "the end of a string within a Huffman text")]
    [InlineData("8220", 1, "a size after a field")]
    [InlineData("3fe2ff03", 0, "a table of more than 64 kB")]
    public void What_is_not_allowed_ends_it_at_its_place(string block, int at, string because)
    {
        var fields = new List<HpackField>();

        Assert.False(new HpackDecoder().TryRead(Convert.FromHexString(block), 1000, fields, out var problem), because);
        Assert.Equal((at, "hpack"), ((int)problem!.Value.Offset, problem.Value.Kind));
        Assert.Equal(at, fields.Count);
    }

    [Fact]
    public void A_table_of_64_kB_is_allowed_and_a_larger_one_when_it_was_announced()
    {
        var decoder = new HpackDecoder();

        Assert.True(decoder.TryRead([0x3F, 0xE1, 0xFF, 0x03], 0, [], out _));
        decoder.Announce(1);
        Assert.True(decoder.TryRead([0x3F, 0xE1, 0xFF, 0x03], 0, [], out _));
        decoder.Announce(65_537);
        Assert.True(decoder.TryRead([0x3F, 0xE2, 0xFF, 0x03], 0, [], out _));
        decoder.Announce(uint.MaxValue);
        Assert.True(decoder.TryRead([0x3F, 0xE1, 0xFF, 0x3F], 0, [], out _));
        Assert.False(decoder.TryRead([0x3F, 0xE2, 0xFF, 0x3F], 0, [], out _));
    }

    [Fact]
    public void Sizes_that_change_twice_empty_the_table_in_between()
    {
        var decoder = new HpackDecoder();
        Assert.True(decoder.TryRead(Hpack.Encode(('k', "a", "b"), ('k', "c", "d")), 0, [], out _));
        Assert.Equal((2, 68), (decoder.Remembered, decoder.RememberedSize));

        var fields = new List<HpackField>();
        Assert.True(decoder.TryRead([0x20, 0x3F, 0xE1, 0x1F, 0x82], 0, fields, out _));
        Assert.Equal((0, 0, 1), (decoder.Remembered, decoder.RememberedSize, fields.Count));
    }

    [Fact]
    public void A_field_larger_than_the_table_empties_it_and_is_given()
    {
        var (decoder, fields) = (new HpackDecoder(), new List<HpackField>());

        Assert.True(decoder.TryRead(Hpack.Encode(('k', "a", "b"), ('k', "c", new string('x', 4064)), ('n', "e", "f")), 0, fields, out _));
        Assert.Equal((0, 3), (decoder.Remembered, fields.Count));
        Assert.True(decoder.TryRead(Hpack.Encode(('k', "a", "b"), ('k', "c", new string('x', 4063))), 0, fields, out _));
        Assert.Equal((1, HpackTable.Usual), (decoder.Remembered, decoder.RememberedSize));
        Assert.True(decoder.TryRead(Hpack.Encode(('k', "a", "b"), ('k', "c", new string('x', 4029))), 0, fields, out _));
        Assert.Equal((2, HpackTable.Usual), (decoder.Remembered, decoder.RememberedSize));
    }

    [Fact]
    public void The_oldest_leave_first_and_numbers_follow_the_age()
    {
        var (decoder, fields) = (new HpackDecoder(), new List<HpackField>());
        var many = Enumerable.Range(0, 1000).Select(i => ('k', $"n{i}", "v")).ToArray();
        Assert.True(decoder.TryRead(Hpack.Encode(many), 0, fields, out _));
        fields.Clear();

        // 62 is the newest; of 37 octets each 110 fit.
        Assert.Equal(110, decoder.Remembered);
        Assert.True(decoder.TryRead([0xBE, 0xFF, 171 - 127], 0, fields, out _));
        Assert.Equal(["n999: v", "n890: v"], fields.Select(Line));
        Assert.False(decoder.TryRead([0xFF, 172 - 127], 0, fields, out _));
    }

    /// <summary>One octet for a field of 4 kB: the fields are bounded, and the next block can still be read.</summary>
    [Fact]
    public void A_block_that_repeats_a_large_field_is_bounded()
    {
        var (decoder, fields) = (new HpackDecoder(), new List<HpackField>());
        byte[] block = [.. Hpack.Encode(('k', "a", new string('x', 4000))), .. Enumerable.Repeat((byte)0xBE, 100_000), .. Hpack.Encode(('k', "last", "one"))];

        Assert.True(decoder.TryRead(block, 0, fields, out var problem));
        Assert.Equal((HpackDecoder.MostFields / 4033, "limit"), (fields.Count, problem!.Value.Kind));
        fields.Clear();
        Assert.True(decoder.TryRead([0xBE], 0, fields, out problem));
        Assert.Equal("last: one", Assert.Single(fields.Select(Line)));
        Assert.Null(problem);
    }

    /// <summary>The time for a block does not grow with its number of pieces times its number of fields.</summary>
    [Fact]
    public void A_block_of_many_pieces_is_read()
    {
        var fields = new List<HpackField>();
        var pieces = Enumerable.Range(0, 200_000).Select(i => new SentPiece(i, 10L * i)).ToArray();

        Assert.True(new HpackDecoder().TryRead(Enumerable.Repeat((byte)0x82, 200_000).ToArray(), pieces, fields, out _));
        Assert.Equal(new BytePlace(10, 1), fields[1].Sent);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_cut_gives_the_fields_before_it(string name, string[] blocks, string[] expected, int size)
    {
        var block = Convert.FromHexString(blocks[0]);
        Assert.NotEmpty(name);
        Assert.True(size >= 0);
        for (var length = 0; length < block.Length; length++)
        {
            var fields = new List<HpackField>();
            _ = new HpackDecoder().TryRead(block.AsSpan(0, length), 0, fields, out _);
            Assert.Equal(expected.Take(fields.Count), fields.Select(Line));
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_flipped_byte_never_throws_and_every_place_stays_true(string name, string[] blocks, string[] expected, int size)
    {
        Assert.True(expected.Length > 0 && size >= 0 && name.Length > 0);
        for (var i = 0; i < blocks.Sum(b => b.Length / 2) * 8; i++)
        {
            var damaged = blocks.Select(Convert.FromHexString).ToArray();
            var at = i / 8;
            var block = 0;
            for (; at >= damaged[block].Length; block++)
            {
                at -= damaged[block].Length;
            }

            damaged[block][at] ^= (byte)(1 << (i % 8));
            var (fields, sent, _) = Read([.. damaged.Select(Convert.ToHexString)]);
            Assert.All(fields, f => AssertPlaces(sent, f));
        }
    }

    [Property(MaxTest = 1000)]
    public void Any_bytes_never_throw(byte[] first, byte[] second)
    {
        var (fields, sent, decoder) = Read(Convert.ToHexString(first), Convert.ToHexString(second));

        Assert.All(fields, f => AssertPlaces(sent, f));
        Assert.InRange(decoder.RememberedSize, 0, HpackDecoder.MostTable);
    }

    [Property(MaxTest = 300)]
    public void What_was_encoded_is_read(byte[] hows, byte[] text)
    {
        var words = Encoding.Latin1.GetString(text);
        (char, string, string)[] sent = [.. hows.Select((h, i) => ("knNhH"[h % 5], words[..(i % (words.Length + 1))], words[(i % (words.Length + 1))..]))];
        var (fields, bytes, _) = Read(Convert.ToHexString(Hpack.Encode(sent)));

        Assert.Equal(sent.Select(s => $"{s.Item2}: {s.Item3}"), fields.Select(Line));
        Assert.All(fields, f => AssertPlaces(bytes, f));
    }

    /// <summary>The bytes at the place of a text give that text.</summary>
    internal static void AssertPlaces(ReadOnlySpan<byte> sent, HpackField field)
    {
        foreach (var text in new[] { field.Name, field.Value })
        {
            var there = sent.Slice((int)text.Place.Offset, text.Place.Length);
            switch (text.Form)
            {
                case HpackForm.Plain:
                    Assert.True(there.SequenceEqual(text.Bytes.Span));
                    break;
                case HpackForm.Huffman:
                    Assert.True(HuffmanText.TryDecode(there, out var decoded));
                    Assert.Equal(text.Bytes.ToArray(), decoded);
                    break;
                default:
                    Assert.InRange(there.Length, 1, 6);
                    break;
            }
        }
    }

    internal static string Line(HpackField field) => Encoding.Latin1.GetString(field.Name.Bytes.Span) + ": " + Encoding.Latin1.GetString(field.Value.Bytes.Span);

    static (List<HpackField> Fields, byte[] Sent, HpackDecoder Decoder) Read(params string[] blocks)
    {
        var (decoder, fields, at) = (new HpackDecoder(), new List<HpackField>(), 0);
        foreach (var block in blocks.Select(Convert.FromHexString))
        {
            if (!decoder.TryRead(block, at, fields, out _))
            {
                break;
            }

            at += block.Length;
        }

        return (fields, Convert.FromHexString(string.Concat(blocks)), decoder);
    }
}
