using FsCheck.Xunit;
using Klikspaan.Packets;

namespace Klikspaan.Tests.Packets;

public sealed class HuffmanTextTests
{
    /// <summary>Texts of RFC 7541, appendix C.4 and C.6.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", "www.example.com")]
    [InlineData("a8eb10649cbf", "no-cache")]
    [InlineData("25a849e95bb8e8b4bf", "custom-value")]
    [InlineData("6402", "302")]
    [InlineData("d07abe941054d444a8200595040b8166e082a62d1bff", "Mon, 21 Oct 2013 20:13:21 GMT")]
    public void The_examples_of_the_standard_are_decoded(string encoded, string text)
    {
        Assert.True(HuffmanText.TryDecode(Convert.FromHexString(encoded), out var decoded));
        Assert.Equal(Encode.Utf8(text), decoded);
    }

    [Theory]
    [InlineData("ff", "eight bits of padding")]
    [InlineData("1fff", "eight bits of padding after a letter")]
    [InlineData("00", "padding of zeros")]
    [InlineData("1e", "padding that is not all ones")]
    [InlineData("fffffffc", "the end of a string, and zeros")]
    [InlineData("ffffffff", "the end of a string")]
    public void Padding_is_the_beginning_of_the_end_of_a_string_and_never_all_of_it(string encoded, string because)
    {
        Assert.False(HuffmanText.TryDecode(Convert.FromHexString(encoded), out var decoded), because);
        Assert.Empty(decoded);
    }

    [Fact]
    public void Every_octet_is_decoded_from_its_code()
    {
        for (var octet = 0; octet < 256; octet++)
        {
            byte[] text = [(byte)octet, (byte)'a', (byte)octet];
            var block = Recording.Hpack.Encode(('h', System.Text.Encoding.Latin1.GetString(text), ""));

            Assert.True(HuffmanText.TryDecode(block.AsSpan(2, block.Length - 3), out var decoded));
            Assert.Equal(text, decoded);
        }
    }

    [Property(MaxTest = 1000)]
    public void Any_bytes_never_throw(byte[] bytes)
    {
        if (HuffmanText.TryDecode(bytes, out var text))
        {
            Assert.InRange(text.Length, 0, HuffmanText.MostOf(bytes.Length));
        }
    }
}
