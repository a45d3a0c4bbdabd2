using FsCheck.Xunit;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Knowledge;

public sealed class ValueShapesTests
{
    [Theory]
    [InlineData("8ea33359-5b6b-4686-be88-bffbfe68c5cd", "guid")]
    [InlineData("{8EA33359-5B6B-4686-BE88-BFFBFE68C5CD}", "guid")]
    [InlineData("8ea33359-5b6b-4686-be88-bffbfe68c5cg", null)]
    [InlineData("8ea333595b6b4686be88bffbfe68c5cd", "hex-digest")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd80709", "hex-digest")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd8070", null)]
    [InlineData("jan.jansen@example.nl", "email")]
    [InlineData("a@b.nl", "email")]
    [InlineData("@scope/package", null)]
    [InlineData("jan@localhost", null)]
    [InlineData("jan@1.2.3.4", null)]
    [InlineData("package@1.2.3", null)]
    [InlineData("jan jansen@example.nl", null)]
    [InlineData("jan@example.n", null)]
    [InlineData("192.0.2.17", "ipv4")]
    [InlineData("192.0.2", null)]
    [InlineData("192.0.2.256", null)]
    [InlineData("1.2.3.4.5", null)]
    [InlineData("2001:db8::1", "ipv6")]
    [InlineData("::1", "ipv6")]
    [InlineData("12:34:56", null)]
    [InlineData("02:42:ac:11:00:2a", "mac")]
    [InlineData("02-42-AC-11-00-2A", "mac")]
    [InlineData("02:42-ac:11:00:2a", null)]
    [InlineData("02:42:ac:11:00:2g", null)]
    [InlineData("02:42:ac:11:00", null)]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2b29yYmVlbGQifQ.c2lnbmF0dXJl", "jwt")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2b29yYmVlbGQifQ", null)]
    [InlineData("2026-11-23T14:58:51Z", "iso-time")]
    [InlineData("2026-11-23 14:58:51.123", "iso-time")]
    [InlineData("2026-11-23", null)]
    [InlineData("https://example.org/", "url")]
    [InlineData("ftp://example.org/", null)]
    [InlineData("/home/jansen/x", "unix-path")]
    [InlineData("/Users/jansen/x", "unix-path")]
    [InlineData("/api/v1/record", null)]
    [InlineData(@"C:\Users\x", "windows-path")]
    [InlineData("C:/Users/x", null)]
    [InlineData("ab", null)]
    [InlineData("", null)]
    public void A_value_has_the_shape_that_its_characters_show(string value, string? expected) => Assert.Equal(expected, ValueShapes.Of(Encode.Utf8(value)));

    [Fact]
    public void A_very_long_value_has_no_shape()
    {
        Assert.Equal("url", ValueShapes.Of(Encode.Utf8("https://" + new string('x', 4088))));
        Assert.Null(ValueShapes.Of(Encode.Utf8("https://" + new string('x', 4089))));
    }

    [Property]
    public void Any_bytes_have_a_listed_shape_or_none(byte[] bytes)
    {
        foreach (var start in new[] { "", "eyJ", "02:42:ac:11:00:", "192.0.2.", "a@", "C:\\" })
        {
            Assert.True(ValueShapes.Of([.. Encode.Utf8(start), .. bytes]) is not { } shape || ValueShapes.Names.Contains(shape));
        }
    }
}
