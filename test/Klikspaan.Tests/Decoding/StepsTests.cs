using System.Text;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class StepsTests
{
    static readonly byte[] Nested = Encode.Utf8("{\"x\":\"" + Convert.ToBase64String(Encode.Gzip(Encode.Utf8("{\"a\":\"caf\\u00e9\"}"))) + "\"}");

    [Theory]
    [InlineData("abcdef", "", "abcdef")]
    [InlineData("abcdef", "[0+6]", "abcdef")]
    [InlineData("abcdef", "[2+3]", "cde")]
    [InlineData("abcdef", "[6+0]", "")]
    [InlineData("abcdef", "[1+4]|[1+2]", "cd")]
    [InlineData("abcdef", "[4+2,0+2]", "efab")]
    [InlineData("abcdef", "[0+1,2+1,4+1]|[1+2]", "ce")]
    [InlineData("abcdef", "[6+0,0+1]", "a")]
    [InlineData("a%2520b", "percent|percent", "a b")]
    [InlineData("x=YSti&y", "[2+4]|base64|form", "a b")]
    public void Steps_are_followed_from_left_to_right(string bytes, string steps, string expected) =>
        Assert.Equal((expected, ""), Follow(Encode.Utf8(bytes), steps));

    [Fact]
    public void A_chain_through_several_layers_gives_the_value() =>
        Assert.Equal(("café", ""), Follow(Nested, $"[6+{Nested.Length - 8}]|base64|gzip|[6+9]|json-string"));

    [Theory]
    [InlineData("[0+7]", "[0+7]")]
    [InlineData("[7+0]", "[7+0]")]
    [InlineData("[2147483647+2147483647]", "[2147483647+2147483647]")]
    [InlineData("[-1+2]", "[-1+2]")]
    [InlineData("[0+-1]", "[0+-1]")]
    [InlineData("[0+99999999999]", "[0+99999999999]")]
    [InlineData("[0 + 1]", "[0 + 1]")]
    [InlineData("[01]", "[01]")]
    [InlineData("[1+2", "[1+2")]
    [InlineData("[", "[")]
    [InlineData("[+", "[+")]
    [InlineData("[+]", "[+]")]
    [InlineData("[0+1,]", "[0+1,]")]
    [InlineData("[,0+1]", "[,0+1]")]
    [InlineData("[0+1,6+1]", "[0+1,6+1]")]
    [InlineData("[0+6,0+1]", "[0+6,0+1]")]
    [InlineData("[0+1,1", "[0+1,1")]
    [InlineData("nothing", "nothing")]
    [InlineData("percent|gzip|percent", "gzip")]
    public void A_step_that_does_not_apply_is_named(string steps, string failed)
    {
        Assert.False(Steps.TryFollow("abcdef"u8.ToArray(), steps, Limits.Default, out _, out var found));
        Assert.Equal(failed, found);
    }

    [Fact]
    public void The_limits_hold_for_each_step()
    {
        Assert.False(Steps.TryFollow(Encode.Gzip(new byte[5000]), "gzip", Limits.Default with { LayerBytes = 4999 }, out _, out var failed));
        Assert.Equal("gzip", failed);
    }

    static (string Value, string Failed) Follow(byte[] bytes, string steps)
    {
        Assert.True(Steps.TryFollow(bytes, steps, Limits.Default, out var value, out var failed), failed);
        return (Encoding.UTF8.GetString(value.Span), failed);
    }
}
