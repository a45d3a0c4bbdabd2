using FsCheck.Xunit;

namespace Klikspaan.Tests;

public sealed class MaskingTests
{
    const string Jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2b29yYmVlbGQifQ.c2lnbmF0dXJl";

    static readonly Classification Open = new("use.action", "", "", "", "", false);

    static readonly Classification Secret = new("credential", "", "", "", "", true);

    [Fact]
    public void A_secret_is_shown_by_its_length_only()
    {
        var item = Sent.Content("geheim woord").Decode().Items[0];

        Assert.Equal($"[masked: 12 bytes]", Masking.Show(item, Secret, reveal: false));
        Assert.Equal("geheim woord", Masking.Show(item, Secret, reveal: true));
        Assert.Equal("geheim woord", Masking.Show(item, Open, reveal: false));
    }

    [Fact]
    public void Bytes_are_shown_by_their_length()
    {
        var item = Sent.Content([0, 1, 2, 0xFF, 4, 5, 6, 7, 8]).Decode().Items[0];

        Assert.Equal("[9 bytes, not opened]", Masking.Show(item, Open, reveal: false));
        Assert.Equal("[9 bytes, not opened]", Masking.Show(item, Open, reveal: true));
        Assert.StartsWith("[masked: 9 bytes]", Masking.Show(item, Secret, reveal: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_that_were_not_opened_are_shown()
    {
        var digits = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));
        var item = Sent.Content(digits).Decode().Items[0];

        Assert.True(item.IsOpaque);
        Assert.Equal(digits, Masking.Show(item, Open, reveal: false));
    }

    [Theory]
    [InlineData("before " + Jwt + " after")]
    [InlineData("https://host.example/?t=" + Jwt)]
    public void A_token_within_a_text_is_masked(string text)
    {
        var expected = text.Replace(Jwt, $"[masked: {Jwt.Length} bytes]", StringComparison.Ordinal);

        Assert.Equal(expected, Masking.Show(text));
        Assert.Equal(text, Masking.Show(text, reveal: true));
        Assert.Equal(expected, Masking.Show(Sent.Content(text).Decode().Items[0], Open, reveal: false));
        Assert.Equal(text, Masking.Show(Sent.Content(text).Decode().Items[0], Open, reveal: true));
    }

    [Theory]
    [InlineData("eyJub25lIjp0cnVlfQ", false)]
    [InlineData("a/eyJub25lIjp0cnVlfQ/eyJub25lIjp0cnVlfQ?b", false)]
    [InlineData("a/eyJub25lIjp0cnVlfQ/EYJub25lIjp0cnVlfQ.abcd.", true)]
    [InlineData("eyJub25lIjpeyJub25lIjp0cnVlfQ.abcd.", true)]
    [InlineData("eyJ.eyJub25lIjp0cnVlfQ.abcd.", true)]
    public void Digits_of_JSON_are_a_token_where_another_part_follows(string text, bool isToken)
    {
        Assert.Equal(isToken, Masking.Show(text) != text);
        Assert.True(!isToken || Masking.MayHoldToken(Encode.Utf8(text)));
        Assert.Equal(isToken, Masking.MayHoldToken(Encode.Utf8(text)));
    }

    [Theory]
    [InlineData("Bearer 0123456789abcdef", true)]
    [InlineData("Basic amphbnNlbjp4==", true)]
    [InlineData("curl -H 'Authorization: Bearer  abc.def-123_~'", true)]
    [InlineData("https://jan:geheim@host.example/", true)]
    [InlineData("/p;jsessionid=0123", true)]
    [InlineData("Server=x;Password=geheim;", true)]
    [InlineData("https://host.example/?access_token=abc", true)]
    [InlineData("x|y", false)]
    [InlineData("{\"a//b\":\"c@d\"}", false)]
    [InlineData("Bearer short", false)]
    [InlineData("RingBearer 0123456789abcdef", false)]
    [InlineData("eyJhbGciOiJub25lIn0", false)]
    [InlineData("eyJzaG9ydA.abc", false)]
    public void What_has_the_form_of_a_credential_is_masked_in_any_text(string text, bool isMasked) =>
        Assert.Equal(isMasked, Masking.Show(text).Contains("[masked: ", StringComparison.Ordinal));

    static readonly string[] Pieces =
    [
        "eyJ", "EYJ", "bearer ", "Basic ", "0123456789ab", "token", "TOKEN", "password", "passwd", "Passwort", "wachtwoord", "secret", "session_id", "sessionId",
        "pwd", "api_key", "apikey", "sig", "=", "=", "&", ";", ".", "//", ":", "@", "jan", " ", "\"", "x_", "/",
    ];

    /// <summary>The quick look that comes before the search may say yes in vain, and never no.</summary>
    [Property(MaxTest = 5000)]
    public void What_the_search_finds_the_quick_look_lets_through(byte[] choice)
    {
        var text = Encode.Utf8(string.Concat(choice.Select(c => Pieces[c % Pieces.Length])));

        Assert.True(Masking.MayHoldToken(text) || !Masking.HoldsToken(text), System.Text.Encoding.UTF8.GetString(text));
    }

    [Fact]
    public void A_long_text_is_shown_by_its_start_and_its_length()
    {
        var exact = new string('x', 4096);
        var longer = new string('x', 4097);

        Assert.Equal(exact, Masking.Show(Sent.Content(exact).Decode().Items[0], Open, reveal: false));
        Assert.Equal(exact + "[... 4097 bytes]", Masking.Show(Sent.Content(longer).Decode().Items[0], Open, reveal: false));
        Assert.Equal(exact + "[... 4097 bytes]", Masking.Show(Sent.Content(longer).Decode().Items[0], Open, reveal: true));
    }

    [Fact]
    public void A_token_is_masked_also_where_the_end_of_what_is_shown_falls_in_it()
    {
        for (var before = 4096 - Jwt.Length - 2; before <= 4096; before++)
        {
            var text = new string(' ', before) + Jwt + new string(' ', 100);
            var shown = Masking.Show(Sent.Content(text).Decode().Items[0], Open, reveal: false);

            Assert.DoesNotContain("eyJ", shown, StringComparison.Ordinal);
            Assert.EndsWith($"[... {text.Length} bytes]", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_character_is_never_cut_in_two()
    {
        var text = new string('x', 4095) + "😀 and more";

        Assert.Equal($"{text[..4095]}[... 4108 bytes]", Masking.Show(Sent.Content(text).Decode().Items[0], Open, reveal: false));
    }

}
