using System.Globalization;
using System.Numerics;
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
    [InlineData("lodash@4.17.21", null)]
    [InlineData("react@19.0.0-rc", null)]
    [InlineData("lib@2.0.0-next.alpha", null)]
    [InlineData("jan@post.4you.example", "email")]
    [InlineData("jan@163.com", "email")]
    [InlineData("jan@example.xn--p1ai", "email")]
    [InlineData("jan@example.a1b", null)]
    [InlineData(".jan@example.nl", null)]
    [InlineData("jan.@example.nl", null)]
    [InlineData("jan@example..nl", null)]
    [InlineData("jan@-example.nl", null)]
    [InlineData("0.0.0.0", null)]
    [InlineData("255.255.255.255", null)]
    [InlineData("239.255.255.250", "ipv4")]
    [InlineData("10.0.019.1", null)]
    [InlineData("0x1.2.3.4", null)]
    [InlineData("1.0.0.1", "ipv4")]
    [InlineData("00000000-0000-0000-0000-000000000000", null)]
    [InlineData("{00000000-0000-0000-0000-000000000000}", null)]
    [InlineData("00000000-0000-0000-0000-000000000001", "guid")]
    [InlineData("jan@example.n", null)]
    [InlineData("192.0.2.17", "ipv4")]
    [InlineData("192.0.2", null)]
    [InlineData("192.0.2.256", null)]
    [InlineData("1.2.3.4.5", null)]
    [InlineData("2001:db8::1", "ipv6")]
    [InlineData("::1", "ipv6-private")]
    [InlineData("2001:db8::2:1", "ipv6")]
    [InlineData("12:34:56", null)]
    [InlineData("02:42:ac:11:00:2a", "mac")]
    [InlineData("02-42-AC-11-00-2A", "mac")]
    [InlineData("02:42-ac:11:00:2a", null)]
    [InlineData("02:42:ac:11:00:2g", null)]
    [InlineData("02:42:ac:11:00", null)]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2b29yYmVlbGQifQ.c2lnbmF0dXJl", "jwt")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2b29yYmVlbGQifQ", null)]
    [InlineData("2026-11-23T14:58:51", "iso-time")]
    [InlineData("2026-11-23T14:58:51.1234567890123+00:00:", "iso-time")]
    [InlineData("2026-11-23T14:58:51.1234567890123+00:00::", null)]
    [InlineData("http://", "url")]
    [InlineData("/root/", "unix-path")]
    [InlineData("c:\\a", "windows-path")]
    [InlineData("eyJ.567890123456789012345678901234567890.", "jwt")]
    [InlineData("eyJ.56789012345678901234567890123456789.", null)]
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
    [InlineData("192.168.1.20", "ipv4-private")]
    [InlineData("10.0.0.5", "ipv4-private")]
    [InlineData("172.31.255.255", "ipv4-private")]
    [InlineData("172.32.0.1", "ipv4")]
    [InlineData("100.64.0.1", "ipv4-private")]
    [InlineData("169.254.169.254", "ipv4-private")]
    [InlineData("fe80::1", "ipv6-private")]
    [InlineData("fd00::1", "ipv6-private")]
    [InlineData("::ffff:10.0.0.5", "ipv6-private")]
    [InlineData("::ffff:192.0.2.17", "ipv6")]
    [InlineData("https://example.org/a?q=wob", "url-query")]
    [InlineData("https://example.org/a?b", "url")]
    [InlineData("999990019", "eleven-test")]
    [InlineData("123456782", "eleven-test")]
    [InlineData("123456783", null)]
    [InlineData("000000000", null)]
    [InlineData("NL91ABNA0417164300", "iban")]
    [InlineData("NL91 ABNA 0417 1643 00", "iban")]
    [InlineData("GB82WEST12345698765432", "iban")]
    [InlineData("NL91ABNA0417164301", null)]
    [InlineData("nl91abna0417164300", null)]
    [InlineData("NL9 1ABNA0417164300", null)]
    [InlineData("4111111111111111", "credit-card")]
    [InlineData("4111 1111 1111 1111", "credit-card")]
    [InlineData("4111-1111-1111-1111", "credit-card")]
    [InlineData("4111-1111 1111-1111", null)]
    [InlineData("378282246310005", "credit-card")]
    [InlineData("4111111111111112", null)]
    [InlineData("1795420613662", null)]
    [InlineData("490154203237518", "imei")]
    [InlineData("490154203237519", null)]
    [InlineData("+31 6 12345678", "phone-e164")]
    [InlineData("+31 (0)6-12345678", "phone-e164")]
    [InlineData("+0612345678", null)]
    [InlineData("+1234567", null)]
    [InlineData("0612345678", "phone-national")]
    [InlineData("06-12345678", "phone-national")]
    [InlineData("0012345678", null)]
    [InlineData("1234 AB", "postcode-nl")]
    [InlineData("1234AB", "postcode-nl")]
    [InlineData("0234AB", null)]
    [InlineData("1234ab", null)]
    [InlineData("1234 AB 12", "postcode-with-number")]
    [InlineData("1234AB 12a", "postcode-with-number")]
    [InlineData("1234AB, 12", "postcode-with-number")]
    [InlineData("1234 AB 123456", null)]
    [InlineData("XX-99-99", "licence-plate")]
    [InlineData("9-XXX-99", "licence-plate")]
    [InlineData("99-99-99", null)]
    [InlineData("X9-99-99", null)]
    [InlineData("99--XXX9", null)]
    [InlineData("XK0000004", "document-number-nl")]
    [InlineData("XO0000004", null)]
    [InlineData("52.09074, 5.12142", "coordinates")]
    [InlineData("-33.86785;151.20732", "coordinates")]
    [InlineData("91.00000, 5.12142", null)]
    [InlineData("52.09074", "decimal-degrees")]
    [InlineData("-151.20732", "decimal-degrees")]
    [InlineData("180.000", null)]
    [InlineData("52.09", null)]
    [InlineData("S-1-5-21-1004336348-1177238915-682003330-1001", "sid")]
    [InlineData("S-1-5-18", null)]
    [InlineData("S-1-5-21-a-b-c-1", null)]
    [InlineData(@"\\fs01\home\x", "unc-path")]
    [InlineData(@"\\?\C:\x", null)]
    [InlineData("Error: x\n    at open (/home/x/a.js:5:29)", "stack-trace")]
    [InlineData("Traceback (most recent call last):\n  File \"a.py\", line 5, in open", "stack-trace")]
    [InlineData("we meet\nat noon: bring", null)]
    [InlineData("Het werkt niet als ik op opslaan druk.", "free-text")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", null)]
    [InlineData("Mon, 23 Nov 2026 08:02:06 GMT", null)]
    [InlineData("ab", null)]
    [InlineData("", null)]
    public void A_value_has_the_shape_that_its_characters_show(string value, string? expected) => Assert.Equal(expected, ValueShapes.Of(Encode.Utf8(value)));

    [Fact]
    public void A_very_long_value_has_no_shape()
    {
        Assert.Equal("url", ValueShapes.Of(Encode.Utf8("https://" + new string('x', 4088))));
        Assert.Null(ValueShapes.Of(Encode.Utf8("https://" + new string('x', 4089))));
    }

    /// <summary>Each check digit against another way to reckon it.</summary>
    [Property(MaxTest = 500)]
    public void A_number_passes_its_test_when_the_sum_comes_out(uint seed)
    {
        var nine = (seed % 1_000_000_000).ToString("D9", CultureInfo.InvariantCulture);
        var weighed = nine.Select((c, i) => (c - '0') * (i == 8 ? -1 : 9 - i)).Sum();
        Assert.Equal(weighed != 0 && weighed % 11 == 0, ValueShapes.Of(Encode.Utf8(nine)) == "eleven-test");

        var fifteen = "4" + (seed * 7919UL % 100_000_000_000_000UL).ToString("D14", CultureInfo.InvariantCulture);
        var doubled = fifteen.Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : ((c - '0') * 2 / 10) + ((c - '0') * 2 % 10)).Sum();
        Assert.Equal(doubled % 10 == 0, ValueShapes.Of(Encode.Utf8(fifteen)) == "imei");

        // The check digits of an IBAN follow from the rest: one pair of a hundred is right, apart from 00, 01 and 99, which are none.
        var account = "ABNA" + nine + "1";
        var number = BigInteger.Parse(string.Concat((account + "NL00").Select(c => char.IsAsciiDigit(c) ? $"{c}" : $"{c - 'A' + 10}")), CultureInfo.InvariantCulture);
        var check = (int)(98 - (number % 97));
        Assert.Equal("iban", ValueShapes.Of(Encode.Utf8($"NL{check:D2}{account}")));
        Assert.NotEqual("iban", ValueShapes.Of(Encode.Utf8($"NL{check ^ 1:D2}{account}")));
    }

    [Fact]
    public void A_narrow_shape_is_of_the_kind_of_another()
    {
        Assert.Equal(["ipv4", "ipv4-private"], ValueShapes.With("ipv4"));
        Assert.Equal(["ipv4-private"], ValueShapes.With("ipv4-private"));
        Assert.All(ValueShapes.Names, n => Assert.Contains(n, ValueShapes.With(n)));
    }

    [Fact]
    public void The_beginning_of_a_long_text_tells_that_it_is_one() =>
        Assert.Equal("stack-trace", ValueShapes.Of(Encode.Utf8("Error: x\n    at open (/home/x/a.js:5:29)" + new string('x', 5000))));

    [Property]
    public void Any_bytes_have_a_listed_shape_or_none(byte[] bytes)
    {
        foreach (var start in new[] { "", "eyJ", "02:42:ac:11:00:", "192.0.2.", "a@", "C:\\", "+31", "\\\\x", "1234", "NL91", "S-1-", "52.1", "4111-", "a\nat ", "XX-" })
        {
            Assert.True(ValueShapes.Of([.. Encode.Utf8(start), .. bytes]) is not { } shape || ValueShapes.Names.Contains(shape));
        }
    }
}
