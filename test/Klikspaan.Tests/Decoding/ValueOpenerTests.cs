using System.Text;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class ValueOpenerTests
{
    const string Header = """{"alg":"RS256","kid":"1"}""";
    const string Payload = """{"sub":"jjansen","tid":"a8b3","n":[1]}""";

    static string Token(string payload = Payload) => $"{Digits(Header)}.{Digits(payload)}.c2lnbmF0dXJl";

    static string Digits(string text) => Encoding.ASCII.GetString(Encode.Base64Url(Encode.Utf8(text)));

    [Theory]
    [InlineData("4mgxm1qZPqF35poJfKVBJcfSitDV6ha6zNPv", "base58")]
    [InlineData("N4Ig1iBcIG4IYBsCuBTEAaEA7KBtAjOgC4BOqAugL5A=", "lz-string")]
    [InlineData("CoBwLghgJghgTg-wBsFMB2sAewDWBXBA", null)]
    [InlineData("\u1be1\u0855\u442b\u4226\u7063\u008c\u0590\u14e4\u00f0\u405b\u142d\u5043\u1d20\u2e21\u1d70\u0bc0\u17e8  ", "lz-string-utf16")]
    [InlineData("{&quot;k&quot;:&quot;value&quot;,&#x22;n&#34;:[1,true]}", "html")]
    [InlineData("=7B\\u0022k=3A\\u0022:1}", null)]
    [InlineData("{=22k=22:=22value=22,=22n=22:[1,true]}", null)]
    public void JSON_in_digits_and_references_is_opened(string digits, string? step)
    {
        var read = Sent.Content($$"""{"a":"{{digits}}","b":1}""").Read();

        Assert.Equal(step is not null, read.Contains($"content:/a/k = value [json|{step}|json]", StringComparison.Ordinal));
        Assert.Equal(step is not null, read.Contains("content:/a > [json]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Jan &amp; Co", "html", "Jan & Co")]
    [InlineData("Jan%20Jansen%21", "percent", "Jan Jansen!")]
    [InlineData("caf=C3=A9 Wob=3D1", "quoted-printable", "café Wob=1")]
    public void Text_that_was_escaped_is_opened(string text, string step, string expected) => Reads(
        Sent.Content($$"""{"a":"{{text}}"}"""),
        $"""
        content:/a > [json]
        content:/a = {expected} [json|{step}|text]
        """);

    [Theory]
    [InlineData("Jan & Co; and &more;")]
    [InlineData("https://www.example.nl/a%20b")]
    [InlineData("50% of all")]
    [InlineData("100%2 or %zz")]
    [InlineData("a=34&b=/x")]
    [InlineData("maat=12; kleur=1F")]
    [InlineData("a&#1;b&#2;c")]
    [InlineData("1.2.3.4.5.6.7.8.9")]
    [InlineData("123456789ABCDEFGHJKLMNPQRSTUVWXYZ")]
    public void What_only_looks_escaped_is_one_value(string text) => Reads(Sent.Content($$"""{"a":"{{text}}"}"""), $"content:/a = {text} [json]");

    [Fact]
    public void A_query_in_a_value_that_begins_with_its_mark_stays_a_value_and_its_fields_come_below_it() => Reads(
        Sent.Content("""{"a":["?uid=jjansen&url=https%3A%2F%2Fwww.example.nl%2F","?who=","? b=1"]}"""),
        """
        content:/a/0 = ?uid=jjansen&url=https%3A%2F%2Fwww.example.nl%2F [json]
        content:/a/1 = ?who= [json]
        content:/a/2 = ? b=1 [json]
        content:/a/0/uid = jjansen [json|[1+47]|form]
        content:/a/0/url = https://www.example.nl/ [json|[1+47]|form|form]
        """);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compressed_bytes_that_were_written_as_characters_are_opened(bool isGzip)
    {
        var json = Encode.Utf8("""{"k":"value, value, value"}""");
        var characters = Encode.Json(Encoding.Latin1.GetString(isGzip ? Encode.Gzip(json) : Encode.Zlib(json)));

        Assert.Contains("content:/a/k = value, value, value [json|", Sent.Content($$"""{"a":{{characters}}}""").Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void XML_in_a_JSON_string_is_opened() => Reads(
        Sent.Content("""{"a":"<e n=\"1\"><f>x</f></e>","b":"<no xml>"}"""),
        """
        content:/a > [json|json-string]
        content:/b = <no xml> [json]
        content:/a/e/0/@n = 1 [json|json-string|xml]
        content:/a/e/0/f = x [json|json-string|xml]
        """);

    [Fact]
    public void What_a_token_says_comes_below_it_and_the_token_stays_a_value() => Reads(
        Sent.Content($$"""{"t":"{{Token()}}"}"""),
        $"""
        content:/t = {Token()} [json]
        content:/t/header/alg = RS256 [json|[0+34]|base64url|json]
        content:/t/header/kid = 1 [json|[0+34]|base64url|json]
        content:/t/payload/sub = jjansen [json|[35+51]|base64url|json]
        content:/t/payload/tid = a8b3 [json|[35+51]|base64url|json]
        content:/t/payload/n/0 = 1 [json|[35+51]|base64url|json]
        """);

    [Fact]
    public void A_token_after_the_name_of_a_scheme_is_read()
    {
        var items = Sent.Of(MessagePart.Header, $"Bearer {Token()}", "/authorization").Decode().Items;
        var name = items.Single(i => i.Path == "/authorization/payload/sub");

        Assert.Equal($"header:/authorization = Bearer {Token()} [text]", Sent.Of(MessagePart.Header, $"Bearer {Token()}", "/authorization").Read().Split('\n')[0]);
        Assert.True(Steps.TryFollow(Encode.Utf8($"Bearer {Token()}"), name.Locate("", 1).Steps, Limits.Default, out var value, out _));
        Assert.Equal("jjansen", Encoding.UTF8.GetString(value.Span));
    }

    [Theory]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.bm8ganNvbiBhdCBhbGw.c2lnbmF0dXJl", 2)]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJhIjoxfQ", 0)]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJhIjoxfQ.c2ln.bmF0dXJl", 0)]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ..c2lnbmF0dXJl", 0)]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJhIjoxfQ.c2lnbmF0dXJl and more", 0)]
    public void Of_what_is_no_whole_token_no_more_is_read_than_is_there(string token, int said)
    {
        var items = Sent.Content($$"""{"t":"{{token}}"}""").Decode().Items;

        Assert.Equal(said + 1, items.Count);
        Assert.False(items[0].IsOpened);
    }

    [Fact]
    public void A_websocket_message_that_was_left_compressed_is_opened() => Reads(
        new Sent().And(MessagePart.Message, Encode.MessageDeflate(Encode.Utf8("""{"k":"value, value, value"}""")), "/0"),
        "message:/0/k = value, value, value [compressed|permessage-deflate|json]");

    [Fact]
    public void Frames_of_gRPC_Web_with_their_trailer_are_opened_plain_and_in_base64()
    {
        var message = Encode.Field(1, 2, Encode.Utf8("jaarplan 2027"));
        byte[] frames = [0, 0, 0, 0, (byte)message.Length, .. message, 0x80, 0, 0, 0, 15, .. "grpc-status:0\r\n"u8];

        Reads(Sent.Content(frames), """
            content:/0 > [grpc]
            content:/1 > [grpc]
            content:/0/1 = jaarplan 2027 [grpc|protobuf]
            content:/1 = grpc-status:0\r\n [grpc|text]
            """);
        Assert.Contains("content:/0/1 = jaarplan 2027 [text|base64|grpc|protobuf]", Sent.Content(Encode.Base64(frames)).Read(), StringComparison.Ordinal);
        Assert.DoesNotContain("grpc", Sent.Content([.. frames, 0, 0, 0, 0, 1, 65]).Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_on_lines_are_numbered()
    {
        Reads(Sent.Content("en=page_view&_et=1\r\nen=scroll&p=a+b\r\n"), """
            content:/0/en = page_view [form-lines]
            content:/0/_et = 1 [form-lines]
            content:/1/en = scroll [form-lines]
            content:/1/p = a b [form-lines|form]
            """);
        Reads(Sent.Content("en=a&b=1\nnot a form"), "content: = en=a&b=1\nnot a form [text]");
        Reads(Sent.Content("en=a&b=1\n"), "content: = en=a&b=1\n [text]");
    }

    [Theory]
    [InlineData("2A000000")]
    [InlineData("0000002A")]
    public void What_stands_behind_its_length_is_opened(string length)
    {
        var xml = Encode.Utf8("<?xml version=\"1.0\"?>\n<a><b>jansen</b></a>");

        Reads(Sent.Content([.. Convert.FromHexString(length), .. xml]), "content:/a/0/b = jansen [length-prefixed|xml]");
        Assert.DoesNotContain("jansen", Sent.Content([.. Convert.FromHexString(length), .. xml[..^1]]).Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void CBOR_within_CBOR_is_opened()
    {
        var inner = Convert.FromHexString("A2616B6576616C7565646E616D656A4A616E204A616E73656E");
        byte[] outer = [0xA2, 0x61, (byte)'a', 0x58, (byte)inner.Length, .. inner, 0x61, (byte)'b', 0x65, .. "words"u8];

        Assert.Contains("content:/a/name = Jan Jansen", Sent.Content(outer).Read(), StringComparison.Ordinal);
    }

    static void Reads(Sent sent, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n").Replace("\\r\\n", "\r\n", StringComparison.Ordinal), sent.Read());
}
