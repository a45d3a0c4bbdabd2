using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class MessagePackStructureTests() : HeadFormatTests(new MessagePackStructure(), Write)
{
    static readonly MessagePackWriter Write = new();

    [Fact]
    public void A_map_gives_a_value_for_each_key() => Reads(
        [
            0xDE, 0, 6, .. Write.Text("text"), 0xD9, 4, .. "text"u8, .. Write.Text("number"), 0xCA, 0x3F, 0xC0, 0, 0, 0xE0, 0xD3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE,
            .. Write.Text("list"), 0xDD, 0, 0, 0, 3, 0xC0, 0xC2, 0xC3,
            .. Write.Text("bytes"), 0xC4, 2, 1, 0xFF, .. Write.Text("extensions"), 0x93, 0xD6, 0xFF, 1, 2, 3, 0xFE, 0xC7, 3, 5, .. "abc"u8, 0xC5, 0, 0,
        ],
        """
        content:/text = text [msgpack]
        content:/number = 1.5 [msgpack|msgpack-float]
        content:/-32 = -2 [msgpack|msgpack-int]
        content:/list/0 = nil [msgpack|msgpack-simple]
        content:/list/1 = false [msgpack|msgpack-simple]
        content:/list/2 = true [msgpack|msgpack-simple]
        content:/bytes ? 2 bytes [msgpack]
        content:/extensions/0 ? 4 bytes [msgpack]
        content:/extensions/1 = abc [msgpack]
        content:/extensions/2 =  [msgpack]
        """);

    [Theory]
    [InlineData("81A3616263C1")]
    [InlineData("81A3616263A3C3C3C3")]
    [InlineData("81A3616263CA000000")]
    [InlineData("81A3616263DB")]
    [InlineData("81A3616263DBFFFFFFFF61")]
    [InlineData("DFFFFFFFFFA361626301")]
    [InlineData("DDFFFFFFFFA361626301")]
    [InlineData("81C3A3616263")]
    [InlineData("81A361626301C0")]
    public void What_is_no_MessagePack_is_refused(string hex) => Assert.False(StructureRead.Read(new MessagePackStructure(), Convert.FromHexString(hex)).IsRead);

    [Theory]
    [InlineData("msgpack-int", "FF", "-1")]
    [InlineData("msgpack-int", "CCFF", "255")]
    [InlineData("msgpack-int", "CFFFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData("msgpack-int", "D08080", "")]
    [InlineData("msgpack-int", "D080", "-128")]
    [InlineData("msgpack-int", "D18000", "-32768")]
    [InlineData("msgpack-int", "D280000000", "-2147483648")]
    [InlineData("msgpack-float", "CB7FF0000000000000", "Infinity")]
    [InlineData("msgpack-simple", "C1", "")]
    public void A_value_is_read_from_its_bytes(string step, string hex, string expected)
    {
        Assert.Equal(expected.Length > 0, Transforms.Find(step)!.TryDecode(Convert.FromHexString(hex), Limits.Default, out var decoded, out _));
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(decoded));
    }

    static void Reads(byte[] document, string expected) => Assert.Equal(expected, Sent.Content(document).Read());
}
