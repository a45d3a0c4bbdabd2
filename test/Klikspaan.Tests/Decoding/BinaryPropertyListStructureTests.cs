using FsCheck.Xunit;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class BinaryPropertyListStructureTests
{
    static readonly BinaryPropertyListStructure Structure = new();

    [Fact]
    public void Objects_of_every_kind_are_read()
    {
        var write = new BinaryPropertyListWriter();
        (int, int)[] pairs =
        [
            (write.Ascii("name"), write.Ascii("a text that is longer")), (write.Utf16("één"), write.Utf16("Jan \U0001F600")),
            (write.Ascii("list"), write.Array(write.Add(0x10, 0xFF), write.Add(0x13, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE), write.Add([0x22, .. BitConverter.GetBytes(1.5f).Reverse()]), write.Add([0x23, .. BitConverter.GetBytes(-2.5).Reverse()]), write.Add(0), write.Add(8), write.Add(9), write.Add(0x80, 5))),
            (write.Ascii("when"), write.Add([0x33, .. BitConverter.GetBytes(86400.5).Reverse()])), (write.Ascii("data"), write.Data([1, 2, 0xFF])), (write.Ascii("words"), write.Data([.. "words"u8])),
            (write.Ascii("wide"), write.Add([0x14, .. Enumerable.Repeat((byte)0xFF, 16)])), (write.Ascii("set"), write.Add(0xC1, 0, 0)),
        ];

        Assert.Equal(
            """
            content:/name = a text that is longer [bplist]
            content:/één = Jan 😀 [bplist|utf-16be]
            content:/list/0 = 255 [bplist|bplist-scalar]
            content:/list/1 = -2 [bplist|bplist-scalar]
            content:/list/2 = 1.5 [bplist|bplist-scalar]
            content:/list/3 = -2.5 [bplist|bplist-scalar]
            content:/list/4 = null [bplist|bplist-scalar]
            content:/list/5 = false [bplist|bplist-scalar]
            content:/list/6 = true [bplist|bplist-scalar]
            content:/list/7 = 5 [bplist|bplist-scalar]
            content:/when = 2001-01-02T00:00:00.5Z [bplist|bplist-scalar]
            content:/data ? 3 bytes [bplist]
            content:/words = words [bplist]
            content:/wide = -1 [bplist|bplist-scalar]
            content:/set/0 = name [bplist]
            """,
            Sent.Content(write.Document(write.Dictionary(pairs))).Read());
    }

    [Fact]
    public void One_in_base64_is_opened()
    {
        var write = new BinaryPropertyListWriter();
        var document = write.Document(write.Dictionary((write.Ascii("key"), write.Ascii("planted"))));

        Assert.Equal("content:/p > [json]\ncontent:/p/key = planted [json|base64|bplist]", Sent.Content($$"""{"p":"{{Convert.ToBase64String(document)}}"}""").Read());
    }

    [Fact]
    public void Cycles_are_refused()
    {
        var write = new BinaryPropertyListWriter();
        write.Array(1);
        write.Array(2, 0);
        write.Ascii("text");

        Assert.False(StructureRead.Read(Structure, write.Document(0)).IsRead);
    }

    [Fact]
    public void Containers_that_double_at_each_level_are_refused()
    {
        var write = new BinaryPropertyListWriter();
        for (var i = 0; i < 60; i++)
        {
            write.Array(i + 1, i + 1);
        }

        write.Ascii("text");

        Assert.False(StructureRead.Read(Structure, write.Document(0)).IsRead);
    }

    [Fact]
    public void Values_that_stand_in_many_places_are_read_up_to_the_limit()
    {
        var write = new BinaryPropertyListWriter();
        var document = write.Document(write.Array([.. Enumerable.Repeat(write.Ascii(new string('x', 1000)), 300)]));

        Assert.Equal(300, StructureRead.Read(Structure, document, Limits.Default with { LayerBytes = 300_000 }).Items.Count);
        Assert.False(StructureRead.Read(Structure, document, Limits.Default with { LayerBytes = 299_999 }).IsRead);
        Assert.Equal("at most 100 values", Assert.Single(StructureRead.Read(Structure, document, Limits.Default with { Leaves = 100 }).Problems).Expected);
    }

    [Fact]
    public void Many_lists_together_do_not_cost_more_than_one_exchange_may()
    {
        var write = new BinaryPropertyListWriter();
        var list = Convert.ToBase64String(write.Document(write.Array([.. Enumerable.Repeat(write.Utf16(new('x', 1000)), 200)])));
        var decoded = Sent.Content($"[{string.Join(',', Enumerable.Repeat($"\"{list}\"", 20))}]").Decode(Limits.Default with { ExchangeBytes = 2_000_000 });

        // A string of a thousand characters has two thousand bytes, and is charged with as much again for what it may become.
        Assert.InRange(decoded.Items.Count(i => i.Step == "utf-16be"), 400, 500);
    }

    [Fact]
    public void Containers_nested_too_deep_are_refused()
    {
        static byte[] Nested(int levels)
        {
            var write = new BinaryPropertyListWriter();
            Assert.All(Enumerable.Range(0, levels), i => write.Array(i + 1));
            write.Ascii("text");
            return write.Document(0);
        }

        Assert.True(StructureRead.Read(Structure, Nested(64)).IsRead);
        Assert.False(StructureRead.Read(Structure, Nested(65)).IsRead);
        Assert.False(StructureRead.Read(Structure, Nested(60_000)).IsRead);
    }

    [Property(MaxTest = 300)]
    public void Any_damage_is_read_or_refused(byte[] texts, uint at, byte damage, uint second)
    {
        var document = Any(texts);
        document[at % (uint)document.Length] = damage;
        document[^(int)(1 + (second % 34))] ^= (byte)(damage & 3);

        StructureRead.Read(Structure, document);
        Sent.Content(document).Decode();
    }

    [Property(MaxTest = 100)]
    public void Any_cut_is_refused(byte[] texts)
    {
        var document = Any(texts);

        Assert.All(Enumerable.Range(0, document.Length), length => Assert.False(StructureRead.Read(Structure, document[..length]).IsRead));
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_are_read_or_refused(byte[] bytes, byte[] trailer)
    {
        StructureRead.Read(Structure, [.. "bplist00"u8, .. bytes]);
        StructureRead.Read(Structure, [.. "bplist00"u8, .. bytes, .. trailer, 0, 0, 0, 0, 0, 0, 1, 1, .. BinaryPropertyListWriter.Big(trailer.Length, 8), .. new byte[8], .. BinaryPropertyListWriter.Big(8 + bytes.Length, 8)]);
    }

    [Theory]
    [InlineData("00", "null")]
    [InlineData("110100", "256")]
    [InlineData("12FFFFFFFF", "4294967295")]
    [InlineData("33C1E0000000000000", "1932-12-13T20:45:52Z")]
    [InlineData("337FF0000000000000", "")]
    [InlineData("337FF8000000000000", "")]
    [InlineData("14FFFF", "")]
    [InlineData("1480000000000000000000000000000000", "")]
    [InlineData("147FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "")]
    public void A_value_is_read_from_its_bytes(string hex, string expected)
    {
        Assert.Equal(expected.Length > 0, Transforms.Find("bplist-scalar")!.TryDecode(Convert.FromHexString(hex), Limits.Default, out var decoded, out _));
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(decoded));
    }

    static byte[] Any(byte[] texts)
    {
        var write = new BinaryPropertyListWriter();
        var values = texts.Select(t => (write.Ascii($"k{t}"), t % 2 == 0 ? write.Utf16(new('é', t / 8)) : write.Add(0x10, t))).ToArray();
        return write.Document(write.Array(write.Ascii("text"), write.Dictionary(values), write.Data(texts)));
    }
}
