using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class LikenessTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A", "a PNG picture")]
    [InlineData("1F8B0800", "gzip that does not decompress")]
    [InlineData("", "nothing")]
    [InlineData("000102", "binary, too short to tell")]
    [InlineData("C3A9C3A9", "text")]
    public void Bytes_are_told_by_their_mark(string hex, string expected) => Assert.Equal(expected, Likeness.Of(Convert.FromHexString(hex)));

    [Fact]
    public void Digits_are_told_from_text()
    {
        Assert.Equal("hex digits of bytes that have no known form", Likeness.Of("c0ffee00"u8));
        Assert.Equal("base64 of bytes that have no known form", Likeness.Of("Zm9vYmFyLXg="u8));
    }

    [Theory]
    [InlineData(256)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void Random_bytes_are_told_from_those_that_repeat(int length)
    {
        var random = new byte[length];
        new Random(42).NextBytes(random);
        random[0] = 0;
        byte[] regular = [.. Enumerable.Range(0, length).Select(i => (byte)(i % 64 == 63 ? 0xFF : i % 7))];

        Assert.Equal("encrypted, compressed or random bytes", Likeness.Of(random));
        Assert.Equal("binary of a form that is not known", Likeness.Of(regular));
    }
}
