using FsCheck.Xunit;

namespace Klikspaan.Tests.Decoding;

public sealed class UnfolderTests
{
    const string Document = """{"k":"value","n":[1,true]}""";

    static readonly byte[] Binary = [0, 1, 2, 3, 0xFF, 0xFE, 5, 6, 7, 8, 9, 10];

    [Fact]
    public void JSON_becomes_a_value_for_each_leaf() => Reads(
        Sent.Content("""{"s":"text","i":-1.5e3,"t":true,"f":false,"z":null,"e":"","l":[[],{},"x",[2]],"a/b":{"~":{"":0}},"caf\u00e9":"\u00e9\n"}"""),
        """
        content:/s = text [json]
        content:/i = -1.5e3 [json]
        content:/t = true [json]
        content:/f = false [json]
        content:/z = null [json]
        content:/e =  [json]
        content:/l/2 = x [json]
        content:/l/3/0 = 2 [json]
        content:/a~1b/~0/ = 0 [json]
        content:/café = é
         [json|json-string]
        """);

    [Fact]
    public void The_shape_of_a_path_has_a_star_for_each_position() =>
        Assert.Equal(["/l/*/*", "/l/*/2"], Sent.Content("""{"l":[[5],{"2":6}]}""").Decode().Items.Select(i => i.Shape));

    [Fact]
    public void The_same_name_twice_gives_both_values() => Reads(
        Sent.Content("""{"a":1,"a":2}"""),
        """
        content:/a = 1 [json]
        content:/a = 2 [json]
        """);

    [Fact]
    public void A_query_becomes_a_value_for_each_field() => Reads(
        Sent.Of(MessagePart.Query, "a=1&b=x+y%21&&c&=d&a=3&e=&f=1=2"),
        """
        query:/a = 1 [form]
        query:/b = x y! [form|form]
        query: =  [form]
        query: = c [form]
        query:/ = d [form]
        query:/a = 3 [form]
        query:/e =  [form]
        query:/f = 1=2 [form]
        """);

    [Fact]
    public void A_path_becomes_a_value_for_each_segment() => Reads(
        Sent.Of(MessagePart.Path, "/v1//caf%C3%A9/a+b/"),
        """
        path:/0 = v1 [path]
        path:/1 = café [path|percent]
        path:/2 = a+b [path]
        """);

    [Fact]
    public void Cookies_become_a_value_each() => Reads(
        Sent.Of(MessagePart.Cookie, "a=1; b=%7E=x;c; d=;  e/f = 2;"),
        """
        cookie:/a = 1 [cookies]
        cookie:/b = ~=x [cookies|percent]
        cookie: = c [cookies]
        cookie:/e~1f  =  2 [cookies]
        """);

    [Fact]
    public void A_cookie_that_the_archive_lists_is_one_value() =>
        Reads(Sent.Of(MessagePart.Cookie, "a=1; b", "/name"), "cookie:/name = a=1; b [text]");

    [Fact]
    public void A_header_field_is_one_value_unless_something_is_packed_in_it()
    {
        Reads(Sent.Of(MessagePart.Header, "text/plain; q=1", "/accept"), "header:/accept = text/plain; q=1 [text]");
        Reads(
            Sent.Of(MessagePart.Header, Document, "/x-data"),
            """
            header:/x-data > [text]
            header:/x-data/k = value [text|json]
            header:/x-data/n/0 = 1 [text|json]
            header:/x-data/n/1 = true [text|json]
            """);
    }

    [Fact]
    public void A_message_is_opened_like_content() => Reads(
        Sent.Of(MessagePart.Message, """{"a":1}""", "/0"),
        "message:/0/a = 1 [json]");

    [Fact]
    public void Text_is_one_value() => Reads(Sent.Content("plain text\r\nof two lines é"), "content: = plain text\r\nof two lines é [text]");

    [Fact]
    public void Bytes_without_a_meaning_are_not_opened() => Reads(Sent.Content(Binary), "content: ? 12 bytes [binary]");

    [Fact]
    public void Nothing_at_all_gives_nothing() => Reads(Sent.Content(""), "");

    [Fact]
    public void A_form_is_told_by_its_bytes() => Reads(
        Sent.Content("user%5Bname%5D=Jan+Jansen&x=1"),
        """
        content:/user[name] = Jan Jansen [form|form]
        content:/x = 1 [form]
        """);

    [Theory]
    [InlineData("Zm9vYmFyZm9v==")]
    [InlineData("a = b")]
    [InlineData("=a&b=c")]
    [InlineData("a=<b>&c=d")]
    [InlineData("query { a(b=1) }")]
    public void What_only_looks_like_a_form_is_text(string text) => Reads(Sent.Content(text), $"content: = {text} [text]");

    [Fact]
    public void Compressed_content_is_opened_whatever_a_header_says()
    {
        var json = Encode.Utf8("""{"a":1}""");
        foreach (var said in new[] { "", "gzip", "br", "identity", "deflate" })
        {
            var header = said.Length > 0 ? $"header:/content-encoding = {said} [text]\n" : "";

            Reads(Sent.Content(Encode.Gzip(json), said), header + "content:/a = 1 [compressed|gzip|json]");
            Reads(Sent.Content(Encode.Zlib(json), said), header + "content:/a = 1 [compressed|zlib|json]");
            Reads(Sent.Content(Encode.Zstd(json), said), header + "content:/a = 1 [compressed|zstd|json]");
        }
    }

    [Fact]
    public void Formats_that_do_not_mark_themselves_need_the_header()
    {
        var json = Encode.Utf8($$"""{"a":"{{new string('x', 40)}}"}""");
        var value = new string('x', 40);

        Reads(Sent.Content(Encode.Brotli(json), "br"), $"header:/content-encoding = br [text]\ncontent:/a = {value} [compressed|br|json]");
        Reads(Sent.Content(Encode.Deflate(json), "deflate"), $"header:/content-encoding = deflate [text]\ncontent:/a = {value} [compressed|deflate|json]");
        Reads(Sent.Content(Encode.Brotli(json)), $"content: ? {Encode.Brotli(json).Length} bytes [binary]");
        Reads(Sent.Content(Encode.Deflate(json)), $"content: ? {Encode.Deflate(json).Length} bytes [binary]");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public void A_header_that_lies_changes_nothing(string said)
    {
        Reads(Sent.Content("""{"a":1}""", said), $"header:/content-encoding = {said} [text]\ncontent:/a = 1 [json]");
        Reads(Sent.Content("plain text", said), $"header:/content-encoding = {said} [text]\ncontent: = plain text [text]");
        Reads(Sent.Content(Binary, said), $"header:/content-encoding = {said} [text]\ncontent: ? 12 bytes [binary]");
    }

    [Property(MaxTest = 300)]
    public void Bytes_with_a_header_that_lies_are_never_half_read(byte[] bytes, bool isBrotli)
    {
        byte[] sent = [0, 1, 2, .. bytes, 0xFF];
        var item = Sent.Content(sent, isBrotli ? "br" : "deflate").Decode().Items[1];

        Assert.True(item.Length == sent.Length || item.Layer.Structure != "compressed");
    }

    [Fact]
    public void Gzip_in_base64_in_JSON_is_opened() => Reads(
        Sent.Content($$"""{"x":"{{Convert.ToBase64String(Encode.Gzip(Encode.Utf8(Document)))}}","y":1}"""),
        """
        content:/x > [json]
        content:/y = 1 [json]
        content:/x/k = value [json|base64|compressed|gzip|json]
        content:/x/n/0 = 1 [json|base64|compressed|gzip|json]
        content:/x/n/1 = true [json|base64|compressed|gzip|json]
        """);

    [Fact]
    public void JSON_in_a_JSON_string_is_opened() => Reads(
        Sent.Content($$"""{"x":{{Encode.Json(Document)}}}"""),
        """
        content:/x > [json|json-string]
        content:/x/k = value [json|json-string|json]
        content:/x/n/0 = 1 [json|json-string|json]
        content:/x/n/1 = true [json|json-string|json]
        """);

    [Fact]
    public void JSON_in_a_form_in_a_query_is_opened() => Reads(
        Sent.Of(MessagePart.Query, $"v=1&q={Uri.EscapeDataString($"a=1&json={Uri.EscapeDataString("""{"k":"v w"}""")}")}"),
        """
        query:/v = 1 [form]
        query:/q > [form|form]
        query:/q/a = 1 [form|form|form]
        query:/q/json > [form|form|form|form]
        query:/q/json/k = v w [form|form|form|form|json]
        """);

    [Fact]
    public void A_form_in_JSON_is_opened() => Reads(
        Sent.Content("""{"q":"a=1&json=%7B%22k%22%3A%22v%22%7D","u":"https://x.example/?a=1&b=2"}"""),
        """
        content:/q > [json]
        content:/u = https://x.example/?a=1&b=2 [json]
        content:/q/a = 1 [json|form]
        content:/q/json > [json|form|form]
        content:/q/json/k = v [json|form|form|json]
        """);

    [Fact]
    public void JSON_that_was_percent_encoded_twice_is_opened() => Reads(
        Sent.Of(MessagePart.Query, $"d={Uri.EscapeDataString(Uri.EscapeDataString("""{"k":"a b"}"""))}"),
        """
        query:/d > [form|form]
        query:/d/k = a b [form|form|percent|json]
        """);

    [Fact]
    public void JSON_in_a_path_segment_is_opened() => Reads(
        Sent.Of(MessagePart.Path, $"/x/{Uri.EscapeDataString("""{"k":"a b"}""")}"),
        """
        path:/0 = x [path]
        path:/1 > [path|percent]
        path:/1/k = a b [path|percent|json]
        """);

    [Fact]
    public void Base64_of_text_is_opened_in_both_alphabets()
    {
        var text = Encode.Utf8("de zoekvraag was <<??>> ja");

        Reads(
            Sent.Content($$"""{"a":"{{Convert.ToBase64String(text)}}","b":"{{System.Text.Encoding.ASCII.GetString(Encode.Base64Url(text))}}"}"""),
            """
            content:/a > [json]
            content:/b > [json]
            content:/a = de zoekvraag was <<??>> ja [json|base64|text]
            content:/b = de zoekvraag was <<??>> ja [json|base64url|text]
            """);
    }

    [Theory]
    [InlineData("de zoekvraag was: ja", "hex", "text")]
    [InlineData("de zoekvraag was: ja", "base32", "text")]
    public void Text_in_other_digits_is_opened(string text, string step, string structure)
    {
        var digits = System.Text.Encoding.ASCII.GetString(step == "hex" ? Encode.Hex(Encode.Utf8(text)) : Encode.Base32(Encode.Utf8(text)));

        Reads(Sent.Content($$"""{"a":"{{digits}}","b":"{{digits.TrimEnd('=')}}"}"""), $"""
            content:/a > [json]
            content:/b > [json]
            content:/a = {text} [json|{step}|{structure}]
            content:/b = {text} [json|{step}|{structure}]
            """);
    }

    [Fact]
    public void JSON_and_compressed_JSON_in_hex_are_opened()
    {
        var (plain, packed) = (Convert.ToHexString(Encode.Utf8(Document)), Convert.ToHexString(Encode.Gzip(Encode.Utf8(Document))));

        Reads(Sent.Content($$"""{"a":"{{plain}}","b":"{{packed}}"}"""), """
            content:/a > [json]
            content:/b > [json]
            content:/a/k = value [json|hex|json]
            content:/a/n/0 = 1 [json|hex|json]
            content:/a/n/1 = true [json|hex|json]
            content:/b/k = value [json|hex|compressed|gzip|json]
            content:/b/n/0 = 1 [json|hex|compressed|gzip|json]
            content:/b/n/1 = true [json|hex|compressed|gzip|json]
            """);
    }

    [Theory]
    [InlineData("3132333435363738393031323334")]
    [InlineData("68656c6c6f20776f726c64")]
    [InlineData("68656c6c6f20776f726c642068656c6c6")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("ONZWC3DFOJXW")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWX")]
    public void Numbers_short_digits_digests_and_words_are_not_mistaken_for_text_in_digits(string word) =>
        Reads(Sent.Content($$"""{"a":"{{word}}"}"""), $"content:/a = {word} [json]");

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(false, "\uFEFF")]
    [InlineData(true, "\uFEFF")]
    public void Content_in_UTF_16_is_opened(bool isBigEndian, string mark)
    {
        var step = isBigEndian ? "utf-16be" : "utf-16le";

        Reads(Sent.Content(Encode.Utf16(mark + Document, isBigEndian)), $"""
            content:/k = value [encoded|{step}|json]
            content:/n/0 = 1 [encoded|{step}|json]
            content:/n/1 = true [encoded|{step}|json]
            """);
        Reads(Sent.Content(Encode.Utf16(mark + "één regel", isBigEndian)), $"content: = één regel [encoded|{step}|text]");
    }

    [Fact]
    public void Text_in_UTF_16_is_opened_in_base64_in_hex_and_in_protobuf()
    {
        var text = Encode.Utf16("geopend: jaarplan 2027.docx");

        Reads(Sent.Content($$"""{"a":"{{Convert.ToBase64String(text)}}","b":"{{Convert.ToHexString(text)}}"}"""), """
            content:/a > [json]
            content:/b > [json]
            content:/a = geopend: jaarplan 2027.docx [json|base64|encoded|utf-16le|text]
            content:/b = geopend: jaarplan 2027.docx [json|hex|encoded|utf-16le|text]
            """);
        Reads(Sent.Content([.. Encode.Field(1, 0, 1), .. Encode.Field(2, 2, text), .. Encode.Field(3, 2, Encode.Utf8("document"))]), """
            content:/1 = 1 [protobuf|varint]
            content:/2 > [protobuf]
            content:/3 = document [protobuf]
            content:/2 = geopend: jaarplan 2027.docx [protobuf|encoded|utf-16le|text]
            """);
    }

    [Theory]
    [InlineData("0100020003000400050006000700")]
    [InlineData("D8D8D8D8D8D8D8D8D8D8")]
    [InlineData("610062006300640065006600680000D8")]
    [InlineData("FFFE4E5D6E7F8091A2B3C4E5")]
    public void Small_numbers_and_broken_characters_are_not_text_in_UTF_16(string hex) =>
        Assert.DoesNotContain("utf-16", Sent.Content(Convert.FromHexString(hex)).Read(), StringComparison.Ordinal);

    [Fact]
    public void Content_that_is_base64_is_opened() => Reads(
        Sent.Content(Encode.Base64(Encode.Utf8(Document))),
        """
        content: > [text]
        content:/k = value [text|base64|json]
        content:/n/0 = 1 [text|base64|json]
        content:/n/1 = true [text|base64|json]
        """);

    [Fact]
    public void Cut_JSON_in_base64_is_one_text()
    {
        var cut = """{"k":"value","n":[1,tr""";

        Reads(Sent.Content(Encode.Base64(Encode.Utf8(cut))), $"content: > [text]\ncontent: = {cut} [text|base64|text]");
    }

    [Fact]
    public void Cut_JSON_in_a_JSON_string_stays_a_text()
    {
        Reads(Sent.Content("""{"a":"{\"k\":1,]","b":2}"""), "content:/a = {\"k\":1,] [json|json-string]\ncontent:/b = 2 [json]");
        Reads(Sent.Content("""{"a":"{\"k\":1,","b":2}"""), "content:/a = {\"k\":1, [json|json-string]\ncontent:/b = 2 [json]");
    }

    [Theory]
    [InlineData("8ea333595b6b4686be88bffbfe68c5cd")]
    [InlineData("8ea33359-5b6b-4686-be88-bffbfe68c5cd")]
    [InlineData("DEADBEEFDEADBEEFDEADBEEFDEADBEEF")]
    [InlineData("04da04da04da04da")]
    [InlineData("internationalization")]
    [InlineData("onderzoeksgegevens")]
    [InlineData("Microsoft-Windows-Kernel-Power")]
    [InlineData("application/vnd/json")]
    [InlineData("node_modules/typescript/lib")]
    [InlineData("SomeVeryLongCamelCaseEventName")]
    [InlineData("20261123T145851Z0000")]
    [InlineData("1234567890123456789012345678901234567890")]
    public void Words_and_identifiers_are_not_mistaken_for_base64(string word) =>
        Reads(Sent.Content($$"""{"a":"{{word}}"}"""), $"content:/a = {word} [json]");

    [Fact]
    public void Base64_or_hex_that_was_not_opened_is_not_read_from_64_digits_on()
    {
        var noise = Convert.ToBase64String([.. Enumerable.Range(0, 96).Select(i => (byte)(i * 151 + 200))]);
        var hex = Convert.ToHexString([.. Enumerable.Range(0, 40).Select(i => (byte)(i * 151 + 200))]);

        Reads(
            Sent.Content($$"""{"a":"{{noise[..63]}}","b":"{{noise[..64]}}","c":"{{hex[..63]}}","d":"{{hex[..64]}}","e":"{{noise[..63]}}!"}"""),
            $"""
            content:/a = {noise[..63]} [json]
            content:/b ? 64 bytes [json]
            content:/c = {hex[..63]} [json]
            content:/d ? 64 bytes [json]
            content:/e = {noise[..63]}! [json]
            """);
    }

    [Fact]
    public void Lines_of_JSON_are_numbered() => Reads(
        Sent.Content("{\"a\":1}\n{\"b\":[2]}\r\n\n{\"c\":{}}\n{\"d\":3}\n"),
        """
        content:/0/a = 1 [json-sequence]
        content:/1/b/0 = 2 [json-sequence]
        content:/3/d = 3 [json-sequence]
        """);

    [Fact]
    public void JSON_values_without_line_breaks_are_numbered_too() => Reads(
        Sent.Content("""[1]{"a":2} [3]"""),
        """
        content:/0/0 = 1 [json-sequence]
        content:/1/a = 2 [json-sequence]
        content:/2/0 = 3 [json-sequence]
        """);

    [Fact]
    public void A_broken_line_is_left_out_and_the_next_is_read() => Reads(
        Sent.Content("{\"a\":1}\n{\"b\":2,,\"c\":3}\n{\"d\":4}\n"),
        """
        content:/0/a = 1 [json-sequence]
        content:/1/b = 2 [json-sequence]
        content:/2/d = 4 [json-sequence]
        content: ? 9 bytes [json-sequence]
        ! json content:/1/b [14+17]: expected JSON, found 9 bytes that are not
        """);

    [Fact]
    public void Text_after_JSON_is_not_read_as_JSON() => Reads(
        Sent.Content("{\"a\":1} and more"),
        """
        content:/a = 1 [json]
        content: ? 9 bytes [json]
        ! json content:/a [7+9]: expected JSON, found 9 bytes that are not
        """);

    [Fact]
    public void Each_broken_line_is_a_problem_up_to_the_limit()
    {
        var lines = string.Concat(Enumerable.Range(0, 50).Select(i => $"{{\"a\":{i},x}}\n"));
        var decoded = Sent.Content(lines).Decode(Limits.Default with { Problems = 10 });

        Assert.Equal(10, decoded.Problems.Count);
        Assert.Equal("0,1,2,3,4,5,6,7,8,9", string.Join(',', decoded.Items.Where(i => !i.IsOpaque).Select(i => System.Text.Encoding.ASCII.GetString(i.Value.Span))));
        Assert.Equal(lines.Length - decoded.Coverage.Opaque, decoded.Coverage.Flattened);
        Assert.InRange(decoded.Coverage.Opaque, lines.Length - 100, lines.Length);
    }

    [Fact]
    public void JSON_that_was_cut_keeps_what_was_read_and_reports_one_problem()
    {
        const string Whole = """{"a":"bc","n":123,"d":[12,-2,{"e":null}],"f":{"g":"h\u00e9"},"t":true}""";
        var all = Sent.Content(Whole).Read().Split('\n');
        for (var length = Whole.IndexOf(',', StringComparison.Ordinal); length < Whole.Length; length++)
        {
            var decoded = Sent.Content(Whole[..length]).Decode();
            var read = Sent.Content(Whole[..length]).Read().Split('\n').Where(l => l[0] != '!' && !l.Contains('?')).ToList();

            Assert.Equal(all[..read.Count], read);
            Assert.Equal("JSON", Assert.Single(decoded.Problems).Expected);
            Assert.Equal("json", decoded.Problems[0].Kind);
        }
    }

    [Fact]
    public void JSON_that_was_cut_is_told_by_its_place() => Reads(
        Sent.Content("""{"a":"bc","d":[1,"""),
        """
        content:/a = bc [json]
        content:/d/0 = 1 [json]
        content: ? 1 bytes [json]
        ! json content:/d/0 [16+1]: expected JSON, found 1 bytes that are not
        """);

    [Fact]
    public void JSON_nested_too_deep_is_a_problem()
    {
        var limits = Limits.Default with { Nesting = 4 };

        Reads(Sent.Content("""[[[["x"]]]]"""), "content:/0/0/0/0 = x [json]", limits);
        Reads(
            Sent.Content("""[[[[["x"]]]]]"""),
            """
            content: ? 9 bytes [json]
            ! limit content:/0/0/0 [4+9]: expected at most 4 levels, found 9 bytes that were not read
            """,
            limits);
        Reads(
            Sent.Content("{\"a\":1,\"b\":[[[[2]]]],\"c\":3}\n{\"d\":4}"),
            """
            content:/0/a = 1 [json-sequence]
            content:/1/d = 4 [json-sequence]
            content: ? 14 bytes [json-sequence]
            ! limit content:/0/b/0/0 [14+21]: expected at most 4 levels, found 14 bytes that were not read
            """,
            limits);
    }

    [Fact]
    public void Layers_inside_each_other_beyond_the_limit_are_a_problem()
    {
        var bytes = Encode.Utf8(Document);
        for (var i = 0; i < 3; i++)
        {
            bytes = Encode.Gzip(bytes);
        }

        var limits = Limits.Default with { Depth = 3 };
        Assert.StartsWith("content:/k = value [compressed|gzip|compressed|gzip|compressed|gzip|json]", Sent.Content(bytes).Read(limits), StringComparison.Ordinal);
        Reads(
            Sent.Content(Encode.Gzip(bytes)),
            $"""
            content: ? {Encode.Gzip(Encode.Utf8(Document)).Length} bytes [compressed|gzip|compressed|gzip|compressed|gzip|binary]
            ! limit content: gzip|gzip|gzip: expected at most 3 layers, found one more
            """,
            limits);
    }

    [Fact]
    public void Strings_inside_each_other_beyond_the_limit_are_a_problem()
    {
        var json = """{"k":"v"}""";
        for (var i = 0; i < 3; i++)
        {
            json = $$"""{"k":{{Encode.Json(json)}}}""";
        }

        Assert.EndsWith("content:/k/k/k/k = v [json|json-string|json|json-string|json|json-string|json]", Sent.Content(json).Read(Limits.Default with { Depth = 3 }), StringComparison.Ordinal);
        Assert.Equal(
            """
            content:/k/k/k = {"k":"v"} [json|json-string|json|json-string|json|json-string]
            ! limit content:/k/k/k [6+101]|json-string|[6+61]|json-string|[6+31]: expected at most 2 layers, found one more
            """.Split('\n'),
            Sent.Content(json).Read(Limits.Default with { Depth = 2 }).Split('\n')[^2..]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zlib")]
    [InlineData("zstd")]
    [InlineData("br")]
    [InlineData("deflate")]
    public void A_decompression_bomb_is_a_problem_and_is_not_opened(string name)
    {
        var zeros = new byte[100_001];
        var bomb = name switch { "gzip" => Encode.Gzip(zeros), "zlib" => Encode.Zlib(zeros), "zstd" => Encode.Zstd(zeros), "br" => Encode.Brotli(zeros), _ => Encode.Deflate(zeros) };
        if (bomb.Length < 8 || name == "br")
        {
            bomb = Encode.Brotli([.. System.Security.Cryptography.SHA256.HashData("x"u8), .. zeros]);
        }

        Reads(
            Sent.Content(bomb, name),
            $"""
            header:/content-encoding = {name} [text]
            content: ? {bomb.Length} bytes [binary]
            ! limit content: : expected {name} of at most 100000 bytes, found more
            """,
            Limits.Default with { LayerBytes = 100_000 });
    }

    [Fact]
    public void Compression_by_more_than_ten_thousand_is_stopped_at_the_limit()
    {
        using var packed = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(System.Security.Cryptography.SHA256.HashData("x"u8));
            brotli.Write(new byte[64 << 20]);
        }

        var bomb = packed.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.InRange(bomb.Length, 8, (64 << 20) / 10_000);
        Reads(
            Sent.Content(bomb, "br"),
            $"""
            header:/content-encoding = br [text]
            content: ? {bomb.Length} bytes [binary]
            ! limit content: : expected br of at most 1000000 bytes, found more
            """,
            Limits.Default with { LayerBytes = 1_000_000 });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void A_decompression_bomb_in_base64_is_a_problem_too()
    {
        var bomb = Convert.ToBase64String(Encode.Gzip(new byte[100_001]));

        Reads(
            Sent.Content($$"""{"a":"{{bomb}}"}"""),
            $"""
            content:/a ? {bomb.Length} bytes [json]
            ! limit content:/a [6+{bomb.Length}]|base64: expected gzip of at most 100000 bytes, found more
            """,
            Limits.Default with { LayerBytes = 100_000 });
    }

    [Fact]
    public void Many_bombs_together_do_not_cost_more_than_one_exchange_may()
    {
        var bomb = Convert.ToBase64String(Encode.Gzip(new byte[16 << 20]));
        var sent = Sent.Content($"[{string.Join(',', Enumerable.Repeat($"\"{bomb}\"", 150))}]");

        var decoded = sent.Decode(Limits.Default with { LayerBytes = 8 << 20, ExchangeBytes = 32 << 20 });

        Assert.All(decoded.Items, i => Assert.True(i.IsOpaque));
        Assert.Equal(100, decoded.Problems.Count);
        Assert.Equal(50, decoded.ProblemsDropped);
        Assert.Equal(4, decoded.Problems.Count(p => p.Expected == "gzip of at most 8388608 bytes"));
    }

    [Fact]
    public void Layers_of_one_exchange_that_hold_too_much_together_are_a_problem()
    {
        var layer = Encode.Json($$"""{"x":"{{new string('x', 100)}}"}""");
        var sent = Sent.Content($"[{layer},{layer},{layer}]");

        Reads(
            sent,
            $$"""
            content:/0 > [json|json-string]
            content:/1 > [json|json-string]
            content:/2 = {"x":"{{new string('x', 100)}}"} [json|json-string]
            content:/0/x ? 100 bytes [json|json-string|json]
            content:/1/x ? 100 bytes [json|json-string|json]
            ! limit content:/2 [264+130]: expected at most 250 bytes in all layers, found more
            """,
            Limits.Default with { ExchangeBytes = 250 });
    }

    [Fact]
    public void Too_little_room_for_a_layer_never_throws()
    {
        var sent = Sent.Content(Encode.Gzip(Encode.Gzip(Encode.Utf8(Document))));
        for (var room = 1; room < 200; room++)
        {
            var decoded = sent.Decode(Limits.Default with { ExchangeBytes = room });

            Assert.Equal(decoded.Items.Count == 3, decoded.Problems.Count == 0);
        }
    }

    [Fact]
    public void Compressed_content_that_was_cut_is_a_problem_and_is_not_opened()
    {
        var gzip = Encode.Gzip(Encode.Utf8(Document));

        Reads(
            Sent.Content(gzip[..^9]),
            $"""
            content: ? {gzip.Length - 9} bytes [binary]
            ! gzip content: : expected gzip (it broke off after 26 bytes of output), found bytes that do not decompress
            """);
    }

    [Fact]
    public void Too_many_values_in_JSON_are_a_problem()
    {
        var limits = Limits.Default with { Leaves = 3 };

        Reads(
            Sent.Content("""[1,2,3,{"x":4},5]"""),
            """
            content:/0 = 1 [json]
            content:/1 = 2 [json]
            content:/2 = 3 [json]
            content: ? 11 bytes [json]
            ! limit content:/2 [6+11]: expected at most 3 values, found 11 bytes that were not read
            ! limit whole: : expected at most 3 values, found more
            """,
            limits);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("[]")]
    [InlineData("{\"b\":0}")]
    public void A_long_name_over_many_values_is_a_problem_and_takes_no_memory(string element)
    {
        var sent = Sent.Content($$"""{"{{new string('n', 100_000)}}":[{{string.Join(',', Enumerable.Repeat(element, 50_000))}}]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var decoded = sent.Decode(Limits.Default with { ExchangeBytes = 10_000_000 });

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
        Assert.Equal(["at most 10000000 bytes of names", "at most 10000000 bytes of names"], decoded.Problems.Select(p => p.Expected));
        Assert.All(decoded.Problems, p => Assert.Equal("limit", p.Kind));
        Assert.InRange(decoded.Coverage.Flattened, 100_000, 100_500);
    }

    [Fact]
    public void What_comes_after_too_many_values_is_not_read()
    {
        var limits = Limits.Default with { Leaves = 2 };

        Reads(
            Sent.Of(MessagePart.Query, "a=1&b=2").And(MessagePart.Content, "[3,4]"u8.ToArray(), ""),
            """
            query:/a = 1 [form]
            query:/b = 2 [form]
            content: ? 5 bytes [json]
            ! limit content: : expected at most 2 values, found 5 bytes that were not read
            ! limit whole: : expected at most 2 values, found more
            """,
            limits);
    }

    [Fact]
    public void Too_many_values_in_a_form_are_a_problem_and_the_rest_is_not_read()
    {
        Reads(
            Sent.Of(MessagePart.Query, "a=1&b=2&c=3&d=4&e=5"),
            """
            query:/a = 1 [form]
            query:/b = 2 [form]
            query:/c = 3 [form]
            query: ? 7 bytes [form]
            ! limit whole: : expected at most 3 values, found more
            """,
            Limits.Default with { Leaves = 3 });
    }

    [Fact]
    public void Multipart_content_is_read_part_by_part() => Reads(
        Sent.Content("--b\r\nContent-Disposition: form-data; name=\"event\"\r\nContent-Type:application/json\r\n\r\n{\"k\":1}\r\n--b\r\n\r\nno header\r\n--b\r\nX-Y: z\r\n\r\n\r\n--b--\r\n"),
        """
        content:/event/content-disposition = form-data; name="event" [multipart]
        content:/event/content-type = application/json [multipart]
        content:/event = {"k":1} [multipart]
        content:/part-1 = no header [multipart]
        content:/part-2/x-y = z [multipart]
        content:/part-2 =  [multipart]
        """);

    [Fact]
    public void What_stands_in_a_part_is_opened()
    {
        var gzip = Encode.Gzip(Encode.Utf8(Document));
        byte[] head = [.. "--xYz\r\nContent-Disposition: form-data; name=\"a/b\"; filename=\"c\"\r\n\r\n"u8];

        Reads(
            Sent.Content([.. head, .. gzip, .. "\r\n--xYz--"u8]),
            """
            content:/a~1b/content-disposition = form-data; name="a/b"; filename="c" [multipart]
            content:/a~1b > [multipart]
            content:/a~1b/k = value [multipart|compressed|gzip|json]
            content:/a~1b/n/0 = 1 [multipart|compressed|gzip|json]
            content:/a~1b/n/1 = true [multipart|compressed|gzip|json]
            """);
        Reads(
            Sent.Content([.. head, .. Binary, .. "\r\n--xYz--"u8]),
            """
            content:/a~1b/content-disposition = form-data; name="a/b"; filename="c" [multipart]
            content:/a~1b ? 12 bytes [multipart]
            """);
    }

    [Fact]
    public void Bytes_in_a_form_or_path_are_not_taken_for_text()
    {
        var gzip = string.Concat(Encode.Gzip(Encode.Utf8("""{"k":"v"}""")).Select(b => $"%{b:X2}"));

        Reads(
            Sent.Content($"a=%FF%FE%00&b={gzip}"),
            """
            content:/a ? 9 bytes [form|form]
            content:/b > [form|form]
            content:/b/k = v [form|form|compressed|gzip|json]
            """);
        Reads(Sent.Of(MessagePart.Path, "/%C3%28"), "path:/0 ? 6 bytes [path|percent]");

        // Counted as sent, not as decoded.
        Assert.Equal(new Coverage(0, 2, 9), Sent.Content("a=%FF%FE%00").Decode().Coverage);
        Assert.Equal(0, Sent.Content($"b={gzip}").Decode().Coverage.Opaque);
    }

    [Fact]
    public void What_follows_the_end_of_multipart_content_is_not_passed_over() => Reads(
        Sent.Content("--b\r\n\r\nvalue\r\n--b--\r\nhidden here"),
        """
        content:/part-0 = value [multipart]
        content: ? 13 bytes [multipart]
        """);

    [Theory]
    [InlineData("--b\r\nX: y\r\n\r\nvalue\r\n--b\r\nX: z\r\n\r\ncut of", 14)]
    [InlineData("--b\r\nX: y\r\n\r\nvalue\r\n--b\r\nX:", 2)]
    [InlineData("--b\r\nX: y\r\n\r\nvalue\r\n--b\r\n", 0)]
    [InlineData("--b\r\nX: y\r\n\r\nvalue\r\n--b", 0)]
    public void Multipart_content_without_its_end_is_a_problem(string content, int rest) => Reads(
        Sent.Content(content),
        $"""
        content:/part-0/x = y [multipart]
        content:/part-0 = value [multipart]{(rest > 0 ? $"\ncontent: ? {rest} bytes [multipart]" : "")}
        ! multipart content: [{content.Length - rest}+{rest}]: expected a closing delimiter, found the end
        """);

    [Fact]
    public void A_part_without_an_empty_line_is_a_problem() => Reads(
        Sent.Content("--b\r\nX: y\r\n--b\r\n\r\nok\r\n--b--"),
        """
        content:/0 ? 4 bytes [multipart]
        content:/part-1 = ok [multipart]
        ! multipart content: [5+22]: expected an empty line after the part's header fields, found none
        """);

    [Fact]
    public void Protobuf_is_read_without_its_schema()
    {
        byte[] inner = [.. Encode.Field(1, 2, "nested"u8.ToArray()), .. Encode.Field(2, 0, Encode.Varint(300))];
        byte[] message =
        [
            .. Encode.Field(1, 2, "text"u8.ToArray()),
            .. Encode.Field(2, 0, Encode.Varint(ulong.MaxValue)),
            .. Encode.Field(3, 2, inner),
            .. Encode.Field(4, 1, BitConverter.GetBytes(1.25)),
            .. Encode.Field(5, 5, BitConverter.GetBytes(1u)),
            .. Encode.Field(6, 5, BitConverter.GetBytes(-0.5f)),
            .. Encode.Field(7, 1, BitConverter.GetBytes(7UL)),
            .. Encode.Field(8, 2, Binary),
            .. Encode.Field(4095, 2),
        ];

        Reads(
            Sent.Content(message),
            """
            content:/1 = text [protobuf]
            content:/2 = 18446744073709551615 [protobuf|varint]
            content:/3/0/1 = nested [protobuf]
            content:/3/0/2 = 300 [protobuf|varint]
            content:/4 = 1.25 [protobuf|float64]
            content:/5 = 1 [protobuf|fixed32]
            content:/6 = -0.5 [protobuf|float32]
            content:/7 = 7 [protobuf|fixed64]
            content:/8 ? 12 bytes [protobuf]
            content:/4095 =  [protobuf]
            """);
    }

    [Fact]
    public void Messages_in_a_repeated_field_of_protobuf_are_told_apart()
    {
        static byte[] Message(string text) => Encode.Field(7, 2, [.. Encode.Field(1, 2, Encode.Utf8(text)), .. Encode.Field(2, 0, 1)]);

        var decoded = Sent.Content([.. Message("one"), .. Encode.Field(2, 0, 5), .. Message("two"), .. Encode.Field(7, 2, "text"u8.ToArray())]).Decode();

        Assert.Equal(["/7/0/1", "/7/0/2", "/2", "/7/1/1", "/7/1/2", "/7"], decoded.Items.Select(i => i.Path));
        Assert.Equal(["/7/*/1", "/7/*/2", "/2", "/7/*/1", "/7/*/2", "/7"], decoded.Items.Select(i => i.Shape));
    }

    [Fact]
    public void Messages_of_gRPC_are_opened_one_by_one()
    {
        byte[] one = [.. Encode.Field(1, 2, "first message"u8.ToArray()), .. Encode.Field(2, 0, 1)];
        byte[] two = [.. Encode.Field(1, 2, "second message"u8.ToArray()), .. Encode.Field(2, 0, 2)];

        Reads(
            Sent.Content([.. Frame(0, one), .. Frame(0, []), .. Frame(1, Encode.Gzip(two)), .. Frame(0, """{"a":1}"""u8.ToArray())]),
            """
            content:/0 > [grpc]
            content:/2 > [grpc]
            content:/3 > [grpc]
            content:/0/1 = first message [grpc|protobuf]
            content:/0/2 = 1 [grpc|protobuf|varint]
            content:/2/1 = second message [grpc|compressed|gzip|protobuf]
            content:/2/2 = 2 [grpc|compressed|gzip|protobuf|varint]
            content:/3/a = 1 [grpc|json]
            """);
    }

    [Fact]
    public void What_looks_like_gRPC_but_is_cut_or_holds_what_cannot_be_read_is_not_opened()
    {
        byte[] message = [.. Encode.Field(1, 2, "first message"u8.ToArray()), .. Encode.Field(2, 0, 1)];
        var frame = Frame(0, message);

        Reads(Sent.Content(frame[..^1]), $"content: ? {frame.Length - 1} bytes [binary]");
        Reads(Sent.Content([.. frame, 0]), $"content: ? {frame.Length + 1} bytes [binary]");
        Reads(Sent.Content([.. frame, .. Frame(0, Binary)]), $"content: ? {frame.Length + 5 + Binary.Length} bytes [binary]");
        Reads(Sent.Content([2, .. frame[1..]]), $"content: ? {frame.Length} bytes [binary]");
        Reads(Sent.Content([0, 0xFF, 0xFF, 0xFF, 0xFF, .. message]), $"content: ? {frame.Length} bytes [binary]");
        Reads(Sent.Content(new byte[5]), "content: ? 5 bytes [binary]");
    }

    [Property(MaxTest = 300)]
    public void Any_frames_of_gRPC_are_read_without_throwing(byte[][] messages, byte flag) =>
        Sent.Content([.. (messages ?? []).SelectMany(m => Frame((byte)(flag & 1), m ?? []))]).Decode();

    static byte[] Frame(byte flag, byte[] message) => [flag, 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message];

    [Fact]
    public void Protobuf_in_base64_in_JSON_is_opened()
    {
        byte[] message = [.. Encode.Field(1, 2, "planted value"u8.ToArray()), .. Encode.Field(2, 0, 5)];

        Reads(
            Sent.Content($$"""{"p":"{{Convert.ToBase64String(message)}}"}"""),
            """
            content:/p > [json]
            content:/p/1 = planted value [json|base64|protobuf]
            content:/p/2 = 5 [json|base64|protobuf|varint]
            """);
    }

    [Fact]
    public void Each_field_of_protobuf_counts_its_own_messages_however_many_fields_there_are()
    {
        byte[] inner = [.. Encode.Field(1, 2, "text"u8.ToArray()), 0x10, 0x05];
        var message = Enumerable.Range(0, 3).SelectMany(_ => Enumerable.Range(1, 20)).SelectMany(number => Encode.Field(number, 2, inner)).ToArray();

        var paths = Sent.Content(message).Decode().Items.Where(i => i.Path.EndsWith("/1", StringComparison.Ordinal)).Select(i => i.Path);

        Assert.Equal(Enumerable.Range(0, 3).SelectMany(position => Enumerable.Range(1, 20).Select(number => $"/{number}/{position}/1")), paths);
    }

    [Fact]
    public void Bytes_that_parse_as_protobuf_but_hold_no_text_are_not_opened()
    {
        Reads(Sent.Content([.. Encode.Field(1, 0, 1), .. Encode.Field(2, 0, 2), .. Encode.Field(3, 2, "ab"u8.ToArray())]), "content: ? 8 bytes [binary]");
        Reads(Sent.Content([.. Encode.Field(1, 2, "text"u8.ToArray()), 0x07]), "content: ? 7 bytes [binary]");
        Reads(Sent.Content([.. Encode.Field(1, 2, "text"u8.ToArray()), 0x12, 9]), "content: ? 8 bytes [binary]");
    }

    [Fact]
    public void Protobuf_nested_too_deep_is_left_unopened_at_that_depth()
    {
        byte[] message = [.. Encode.Field(1, 2, "deep"u8.ToArray()), .. Encode.Field(2, 0, 1)];
        for (var i = 0; i < 4; i++)
        {
            message = [.. Encode.Field(1, 2, "text"u8.ToArray()), .. Encode.Field(2, 2, message)];
        }

        Assert.EndsWith("content:/2/0/2/0/2/0/2/0/1 = deep [protobuf]\ncontent:/2/0/2/0/2/0/2/0/2 = 1 [protobuf|varint]", Sent.Content(message).Read(Limits.Default with { Nesting = 4 }), StringComparison.Ordinal);
        Assert.EndsWith("content:/2/0/2/0/2/0/2 ? 8 bytes [protobuf]", Sent.Content(message).Read(Limits.Default with { Nesting = 3 }), StringComparison.Ordinal);
    }

    [Property(MaxTest = 300)]
    public void Any_bytes_in_any_part_are_read_without_throwing(byte[] bytes)
    {
        foreach (var part in Enum.GetValues<MessagePart>().Where(p => p != MessagePart.Whole))
        {
            new Sent().And(part, bytes, part == MessagePart.Header ? "/x" : "").Decode();
        }
    }

    [Property(MaxTest = 200)]
    public void Any_text_of_structure_signs_is_read_without_throwing(byte[] choices)
    {
        const string Signs = "{}[]\"\\:,&=%;/-+\r\n \u00e901au\u0001";
        var text = string.Concat(choices.Select(c => Signs[c % Signs.Length]));
        Sent.Content(text).Decode();
        Sent.Content("{\"a\":" + text).Decode();
        Sent.Content("--b\r\n" + text + "\r\n--b" + text).Decode();
        Sent.Of(MessagePart.Query, text).Decode();
        Sent.Of(MessagePart.Cookie, text).Decode();
        Sent.Content(Encode.Base64(Encode.Utf8("[\"" + text))).Decode();
    }

    /// <summary>Whatever layers a sender puts around a value, it comes out as the same value.</summary>
    [Property(MaxTest = 200)]
    public void A_value_below_any_layers_comes_out(byte[] choices)
    {
        var bytes = Encode.Utf8("""{"needle":"the value itself"}""");
        foreach (var choice in choices.Take(5))
        {
            bytes = (choice % 6) switch
            {
                0 => Encode.Gzip(bytes),
                1 => Encode.Zlib(bytes),
                2 => Encode.Zstd(bytes),
                3 => Encode.Utf8($$"""{"x":{{Encode.Json(Printable(bytes))}},"y":1}"""),
                4 => Encode.Utf8($"x={Uri.EscapeDataString(Printable(bytes))}&y=1"),
                _ => Encode.Base64(bytes),
            };
        }

        Assert.Contains(Sent.Content(bytes).Decode().Items, i => i.Path.EndsWith("/needle", StringComparison.Ordinal) && i.Value.Span.SequenceEqual("the value itself"u8));
    }

    static string Printable(byte[] bytes) => Klikspaan.Decoding.Text.IsPrintable(bytes, lineBreaks: true)
        ? System.Text.Encoding.UTF8.GetString(bytes)
        : Convert.ToBase64String(bytes);

    static void Reads(Sent sent, string expected, Limits? limits = null) => Assert.Equal(expected, sent.Read(limits));
}
