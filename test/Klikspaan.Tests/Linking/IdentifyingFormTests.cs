using System.Text;
using FsCheck.Xunit;
using Klikspaan.Linking;

namespace Klikspaan.Tests.Linking;

/// <summary>What looks as if it could tell one device, run or request from others.</summary>
public sealed class IdentifyingFormTests
{
    [Theory]
    [InlineData("8ea33359-5b6b-4686-be88-bffbfe68c5cd", "guid", 122)]
    [InlineData("{8EA33359-5B6B-4686-BE88-BFFBFE68C5CD}", "guid", 122)]
    [InlineData("0192f0c1-2233-7abc-8def-0123456789ab", "guid", 74)]
    [InlineData("02:42:ac:11:00:2a", "mac", 48)]
    [InlineData("02-42-AC-11-00-2A", "mac", 48)]
    [InlineData("d41d8cd98f00", "hex", 48)]
    [InlineData("1dff781003e1186ea2f517f5120d91da506505bf", "hex", 160)]
    [InlineData("jan.jansen@example.nl", "email", 168)]
    [InlineData("192.0.2.17", "ip", 32)]
    [InlineData("2001:db8::17", "ip", 128)]
    [InlineData("4815162342", "number", 33)]
    [InlineData("aZ3kQ9xW1mN7pR5t", "token", 96)]
    public void It_has_a_form_and_the_most_that_it_can_hold(string value, string name, int bits) =>
        Assert.Equal(new IdentifyingForm(name, bits), IdentifyingForm.Of(Encoding.UTF8.GetBytes(value), isNamed: false));

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff")]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    [InlineData("deadbeefcafe")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("1700000000")]
    [InlineData("1700000000123")]
    [InlineData("133400000000000000")]
    [InlineData("638400000000000000")]
    [InlineData("20261130125206")]
    [InlineData("000000000000")]
    [InlineData("12345678")]
    [InlineData("127.0.0.1")]
    [InlineData("application/json")]
    [InlineData("10.0.401-preview.1")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64)")]
    [InlineData("microsoft-visualstudio-code-insiders")]
    [InlineData("2026-11-30T12:52:06.123Z")]
    [InlineData("ja")]
    [InlineData("")]
    public void Words_moments_and_what_names_nothing_have_none(string value) =>
        Assert.Null(IdentifyingForm.Of(Encoding.UTF8.GetBytes(value), isNamed: false));

    [Fact]
    public void What_a_rule_says_identifies_needs_no_form()
    {
        Assert.Equal("text", IdentifyingForm.Of("werkplek-0042"u8, isNamed: true)?.Name);
        Assert.Equal("number", IdentifyingForm.Of("12345"u8, isNamed: true)?.Name);
        Assert.Null(IdentifyingForm.Of("werkplek-0042"u8, isNamed: false));
        Assert.Null(IdentifyingForm.Of([0xFF, 0xFE, 0x80, 0x81], isNamed: true));
        Assert.Null(IdentifyingForm.Of(new byte[2000], isNamed: true));
    }

    [Theory]
    [InlineData("{8EA33359-5B6B-4686-BE88-BFFBFE68C5CD}", "8ea333595b6b4686be88bffbfe68c5cd")]
    [InlineData("8EA333595B6B4686BE88BFFBFE68C5CD", "8ea33359-5b6b-4686-be88-bffbfe68c5cd")]
    [InlineData("02-42-AC-11-00-2A", "02:42:ac:11:00:2a")]
    [InlineData("0242ac11002a", "02:42:AC:11:00:2A")]
    [InlineData("Jan.Jansen@Example.nl", "jan.jansen@example.nl")]
    public void Two_spellings_of_one_value_are_the_same(string one, string other) => Assert.Equal(Canonical(one), Canonical(other));

    [Property]
    public void No_bytes_throw(byte[] value, bool isNamed) => _ = IdentifyingForm.Of(value, isNamed)?.Canonical(value);

    static string Canonical(string value) => IdentifyingForm.Of(Encoding.UTF8.GetBytes(value), isNamed: false)!.Value.Canonical(Encoding.UTF8.GetBytes(value));
}
