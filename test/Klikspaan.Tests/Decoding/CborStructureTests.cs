using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class CborStructureTests() : HeadFormatTests(new CborStructure(), Write)
{
    static readonly CborWriter Write = new();

    [Fact]
    public void A_map_gives_a_value_for_each_key() => Reads(
        [
            0xA7, .. Write.Text("text"), .. Write.Text("één"), .. Write.Text("int"), 0x19, 3, 0xE8, .. Write.Text("negative"), 0x38, 0x9F,
            1, 0xF9, 0x3E, 0, 0x20, 0xFA, 0x3F, 0xC0, 0, 0, .. Write.Text("a/b"), 0xFB, 0x3F, 0xF1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A,
            .. Write.Text("list"), 0x86, 0xF5, 0xF4, 0xF6, 0xF7, 0xE1, 0xF8, 0xFE,
        ],
        """
        content:/text = één [cbor]
        content:/int = 1000 [cbor|cbor-int]
        content:/negative = -160 [cbor|cbor-int]
        content:/1 = 1.5 [cbor|cbor-float]
        content:/-1 = 1.5 [cbor|cbor-float]
        content:/a~1b = 1.1 [cbor|cbor-float]
        content:/list/0 = true [cbor|cbor-simple]
        content:/list/1 = false [cbor|cbor-simple]
        content:/list/2 = null [cbor|cbor-simple]
        content:/list/3 = undefined [cbor|cbor-simple]
        content:/list/4 = simple(1) [cbor|cbor-simple]
        content:/list/5 = simple(254) [cbor|cbor-simple]
        """);

    [Fact]
    public void What_has_no_length_is_read_to_its_end() => Reads(
        [0xBF, .. Write.Text("list"), 0x9F, 1, 0x9F, 0xFF, 0xFF, .. Write.Text("text"), 0x7F, .. Write.Text("one"), .. Write.Text("two"), 0xFF, .. Write.Text("bytes"), 0x5F, 0x43, 1, 2, 0xFF, 0x43, .. "abc"u8, 0xFF, 0xFF],
        """
        content:/list/0 = 1 [cbor|cbor-int]
        content:/text/0 = one [cbor]
        content:/text/1 = two [cbor]
        content:/bytes/0 ? 3 bytes [cbor]
        content:/bytes/1 = abc [cbor]
        """);

    [Fact]
    public void Tags_are_passed_over() => Reads(
        [0xC1, 0xA2, 0xC0, .. Write.Text("when"), 0xC0, .. Write.Text("2026-01-02"), 1, 0xD8, 0x20, 0xC1, 5],
        """
        content:/when = 2026-01-02 [cbor]
        content:/1 = 5 [cbor|cbor-int]
        """);

    [Fact]
    public void What_its_own_tag_marks_needs_no_text() => Reads([0xD9, 0xD9, 0xF7, 0x82, 1, 0x41, 0xFF], "content:/0 = 1 [cbor|cbor-int]\ncontent:/1 ? 1 bytes [cbor]");

    [Fact]
    public void What_its_own_tag_marks_keeps_what_was_read_when_it_breaks_off()
    {
        Reads([0xD9, 0xD9, 0xF7, 0x83, 1, 0x63, .. "ab"u8], "content:/0 = 1 [cbor|cbor-int]\ncontent: ? 3 bytes [cbor]\n! cbor content:/1 [5+3]: expected cbor, found 3 bytes that are not");
        Reads([0xD9, 0xD9, 0xF7, 0x83, 1], "content:/0 = 1 [cbor|cbor-int]\n! cbor content:/1 [5+0]: expected cbor, found the end");
        Assert.False(StructureRead.Read(new CborStructure(), [0xD9, 0xD9, 0xF7]).IsRead);
        Assert.False(StructureRead.Read(new CborStructure(), [0xD9, 0xD9, 0xF7, 0x83]).IsRead);
    }

    [Fact]
    public void What_is_marked_and_nested_too_deep_is_a_problem() => Assert.Equal(
        "at most 4 levels",
        Assert.Single(StructureRead.Read(new CborStructure(), [0xD9, 0xD9, 0xF7, 0x82, 1, 0x81, 0x81, 0x81, 0x81, 1], Limits.Default with { Nesting = 4 }).Problems).Expected);

    [Theory]
    [InlineData("A163616263FF")]
    [InlineData("A163616263F818")]
    [InlineData("A1636162631C")]
    [InlineData("A1636162633F")]
    [InlineData("A163616263DF")]
    [InlineData("A1636162637F6161")]
    [InlineData("A1636162637F4161FF")]
    [InlineData("A1636162637F7F6161FFFF")]
    [InlineData("A16361626363C3C3C3")]
    [InlineData("BB0FFFFFFFFFFFFFFF6361626301")]
    [InlineData("A17BFFFFFFFFFFFFFFFF61626301")]
    [InlineData("BF63616263FF")]
    [InlineData("A1F56361626301")]
    [InlineData("A1636162630100")]
    public void What_is_no_CBOR_is_refused(string hex) => Assert.False(StructureRead.Read(new CborStructure(), Convert.FromHexString(hex)).IsRead);

    [Theory]
    [InlineData("cbor-int", "1BFFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData("cbor-int", "3BFFFFFFFFFFFFFFFF", "-18446744073709551616")]
    [InlineData("cbor-int", "17", "23")]
    [InlineData("cbor-float", "F97C00", "Infinity")]
    [InlineData("cbor-float", "F90001", "6E-08")]
    [InlineData("cbor-simple", "F820", "simple(32)")]
    public void A_value_is_read_from_its_bytes(string step, string hex, string expected)
    {
        Assert.True(Transforms.Find(step)!.TryDecode(Convert.FromHexString(hex), Limits.Default, out var decoded, out _));
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(decoded));
    }

    static void Reads(byte[] document, string expected) => Assert.Equal(expected, Sent.Content(document).Read());
}
