using System.Text;
using Klikspaan.Classifying;

namespace Klikspaan.Tests.Classifying;

public sealed class PlantedSearchTests
{
    const string Value = "Jan Jansen/wérkplek";

    static readonly PlantedValue Planted = new("name", Value, "text");

    /// <summary>Each form of the value, as a sender writes it; bytes around base64 keep that layer from being opened.</summary>
    static readonly Dictionary<string, string> Forms = new()
    {
        ["raw"] = Value,
        ["url"] = "Jan%20Jansen%2Fw%C3%A9rkplek",
        ["url with plus"] = "Jan+Jansen%2Fw%C3%A9rkplek",
        ["url in lower case"] = "Jan%20Jansen%2fw%c3%a9rkplek",
        ["url of an address"] = "Jan%20Jansen/w%C3%A9rkplek",
        ["base32 in small letters"] = Encoding.ASCII.GetString(Encode.Base32(Encode.Utf8(Value))).TrimEnd('=').ToLowerInvariant(),
        ["base64"] = Base64(0),
        ["base64 shifted by one"] = Base64(1),
        ["base64 shifted by two"] = Base64(2),
        ["base64 for URLs"] = Base64(1).Replace('+', '-').Replace('/', '_'),
        ["hex"] = Convert.ToHexStringLower(Encode.Utf8(Value)),
        ["hex in upper case"] = Convert.ToHexString(Encode.Utf8(Value)),
        ["base32"] = Encoding.ASCII.GetString(Encode.Base32(Encode.Utf8(Value))).TrimEnd('='),
        ["utf-16-base64"] = Base64(1, Encode.Utf16(Value)),
        ["utf-16-hex"] = Convert.ToHexStringLower(Encode.Utf16(Value)),
        ["url-twice"] = "Jan%2520Jansen%252Fw%25C3%25A9rkplek",
        ["json"] = "Jan Jansen/w\\u00e9rkplek",
        ["html"] = "Jan Jansen/w&#233;rkplek",
        ["html in hex"] = "Jan Jansen/w&#xe9;rkplek",
        ["quoted-printable"] = "Jan Jansen/w=C3=A9rkplek",
        ["utf-7"] = "Jan Jansen/w+AOk-rkplek",
        ["rot13"] = "Wna Wnafra/jéexcyrx",
        ["reversed"] = "kelpkréw/nesnaJ naJ",
        ["md5"] = Values.Digest("md5", Value),
        ["md5 in base64"] = Convert.ToBase64String(Convert.FromHexString(Values.Digest("md5", Value))),
        ["sha256 in base64"] = Convert.ToBase64String(Convert.FromHexString(Values.Digest("sha256", Value))).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ["sha256 of md5"] = Values.Digest("sha256", Values.Digest("md5", Value)),
        ["sha512 of sha1"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData(Encode.Utf8(Values.Digest("sha1", Value).ToUpperInvariant()))),
        ["sha256 in base64, first 32 digits"] = Convert.ToBase64String(Convert.FromHexString(Values.Digest("sha256", Value)[..32])),
        ["sha1"] = Values.Digest("sha1", Value),
        ["sha256"] = Values.Digest("sha256", Value).ToUpperInvariant(),
        ["sha256, first 16 digits"] = Values.Digest("sha256", Value)[..16],
        ["sha256, first 12 digits"] = Values.Digest("sha256", Value)[..12],
        ["md5, first 8 digits"] = Values.Digest("md5", Value)[..8],
    };

    static readonly Dictionary<string, Func<string, Sent>> Places = new()
    {
        ["text"] = t => Sent.Content($"before {t} after"),
        ["JSON"] = t => Sent.Content($$"""{"a":"{{t}}","b":1}"""),
        ["escaped JSON"] = t => Sent.Content($$"""{"b":1,"a":"{{string.Concat(t.Select(c => $"\\u{(int)c:x4}"))}}"}"""),
        ["JSON in JSON"] = t => Sent.Content($$"""{"j":{{Encode.Json($$"""{"a":{{Encode.Json(t)}} }""")}} }"""),
        ["form"] = t => Sent.Content($"x=1&a={Encoding.ASCII.GetString(Encode.Form(Encode.Utf8(t)))}"),
        ["base64"] = t => Sent.Content($$"""{"a":"{{Convert.ToBase64String(Encode.Utf8($"this is said of: {t}"))}}"}"""),
        ["gzip"] = t => Sent.Content(Encode.Gzip(Encode.Utf8($$"""{"a":"{{t}}"}"""))),
        ["key"] = t => Sent.Content($$"""{"{{t}}":1}"""),
        ["key of nothing"] = t => Sent.Content("{\"" + t + "\":{}}"),
        ["header"] = t => Sent.Of(MessagePart.Header, t, "/x-a"),
        ["path"] = t => Sent.Of(MessagePart.Path, $"/v1/{Uri.EscapeDataString(t)}/x"),
        ["query"] = t => Sent.Of(MessagePart.Query, $"x=1&a={Uri.EscapeDataString(t)}&y=2"),
        ["cookie"] = t => Sent.Of(MessagePart.Cookie, $"x=1; a={Uri.EscapeDataString(t)}; y=2"),
        ["message"] = t => Sent.Of(MessagePart.Message, $$"""["x",{"a":"{{t}}"}]""", "/0"),
        ["multipart"] = t => Sent.Content($"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{t}\r\n--b--"),
        ["protobuf"] = t => Sent.Content([.. Encode.Field(1, 2, Encode.Utf8($"it is {t}")), .. Encode.Field(2, 0, 5)]),
    };

    public static TheoryData<string, string> EveryFormInEveryPlace
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var place in Places.Keys)
            {
                foreach (var form in Forms.Keys)
                {
                    data.Add(form, place);
                }
            }

            return data;
        }
    }

    /// <summary>Base64 holds the first and last bits of a value in digits that hold bits of what stands beside it, too.</summary>
    [Theory]
    [InlineData("02:42:ac:11:00:e5", "02:42:ac:11:00:e8")]
    [InlineData("02:42:ac:11:00:e5", "02:42:ac:11:00:e4")]
    [InlineData("abcdefgh", "qbcdefgh")]
    [InlineData("abcdefgh", "cbcdefgh")]
    public void In_base64_a_value_is_not_taken_for_another_that_differs_in_a_few_bits(string planted, string sent)
    {
        for (var lead = 0; lead < 3; lead++)
        {
            for (var trail = 0; trail < 3; trail++)
            {
                Assert.Empty(Find(Packed(sent, lead, trail), new PlantedValue("v", planted, "text")));
                Assert.Equal("v base64", Assert.Single(Find(Packed(planted, lead, trail), new PlantedValue("v", planted, "text"))) is var hit ? $"{hit.Label} {hit.Form}" : "");
            }
        }
    }

    [Fact]
    public void In_base64_a_value_whose_last_bits_are_cut_off_is_not_found()
    {
        var digits = Convert.ToBase64String(Encode.Utf8("abcdefgh"));

        Assert.Empty(Find(Sent.Content($"!{digits[..10]}"), new PlantedValue("v", "abcdefgh", "text")));
    }

    /// <summary>Bytes around it keep the base64 from being opened, so that it is the digits that are searched.</summary>
    static Sent Packed(string value, int lead, int trail) => Sent.Content(
        $"!{Convert.ToBase64String([.. Enumerable.Repeat((byte)0xFF, lead), .. Encode.Utf8(value), .. Enumerable.Repeat((byte)0xFE, trail)])}!");

    [Fact]
    public void The_tests_know_every_form() =>
        Assert.Equal(PlantedForms.Plain.Select(f => f.Name).Concat(["md5", "sha1", "sha256", "sha512"]).Order(), Forms.Keys.Select(Name).Append("utf-16").Distinct().Order());

    [Theory]
    [MemberData(nameof(EveryDigest))]
    public void Each_digest_is_found_whole_and_cut_in_hex_and_base64_and_as_bytes(string name)
    {
        var digest = new PlantedDigests().Single.Single(d => d.Name == name).Hash(Encode.Utf8(Value));
        var hex = Convert.ToHexStringLower(digest);
        string One(Sent sent) => Assert.Single(Find(sent, Planted)).Form;

        Assert.Equal(name, One(Sent.Content($$"""{"a":"{{hex}}"}""")));
        if (hex.Length < 32)
        {
            return;
        }

        Assert.Equal([$"{name}, first 8 digits", $"{name}, first 12 digits", $"{name}, first 16 digits"], new[] { 8, 12, 16 }.Select(n => One(Sent.Content($$"""{"a":"{{hex[..n].ToUpperInvariant()}}"}"""))));
        Assert.Equal($"{name} in base64", One(Sent.Content($$"""{"a":"{{Convert.ToBase64String(digest)}}"}""")));
        Assert.Equal($"{name} as bytes", One(Sent.Content([.. Encode.Field(1, 2, Encode.Utf8("a name of it")), .. Encode.Field(2, 2, digest)])));
    }

    public static TheoryData<string> EveryDigest => [.. WrittenForm.Digests.Keys.Where(k => k != WrittenForm.Checksum)];

    [Fact]
    public void The_digest_of_text_in_UTF_16_is_found_as_programs_of_Windows_take_it() => Assert.Equal(
        "name sha256 (UTF-16)",
        Assert.Single(Find(Sent.Content($$"""{"a":"{{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encode.Utf16(Value)))}}"}"""), Planted)) is var hit ? $"{hit.Label} {hit.Form}" : "");

    /// <summary>Such bytes are no text, so they stand in few of the places.</summary>
    [Fact]
    public void Text_in_UTF_16_is_found_among_bytes_that_are_not_opened()
    {
        var hit = Assert.Single(Find(Sent.Content([0xFF, 0x00, 0x01, .. Encode.Utf16(Value), 0xFE, 0x02]), Planted));

        Assert.Equal(("utf-16", "[3+38]"), (hit.Written, hit.Where.Steps));
    }

    [Theory]
    [MemberData(nameof(EveryFormInEveryPlace))]
    public void A_form_is_found_in_a_place_exactly_once(string form, string place)
    {
        var sent = Places[place](Forms[form]);

        var hit = Assert.Single(Find(sent, Planted));

        Assert.Equal("name", hit.Label);
        Assert.True(Values.IsForm(Planted, hit.Form, sent.Cut(hit.Where)), hit.ToString());
        Assert.EndsWith(hit.Form, hit.Chain, StringComparison.Ordinal);

        // Where the place itself is percent-encoded, that form is the raw value in it; digits that are a value by themselves are opened.
        Assert.Contains(Name(hit.Form), form.StartsWith("url", StringComparison.Ordinal) ? ["raw", "url", "url-twice"] : form.Split(' ')[0] is "json" or "html" or "quoted-printable" ? ["raw", Name(form)] : hit.Inside is "hex" or "base32" ? ["raw"] : new[] { Name(form) });
    }

    [Theory]
    [MemberData(nameof(EveryFormInEveryPlace))]
    public void Of_another_value_nothing_is_found(string form, string place) =>
        Assert.Empty(Find(Places[place](Forms[form]), new("other", "Piet Pietersen/wérkplek", "text"), new("part", "wérkplek Jan", "text")));

    [Theory]
    [InlineData("base64", "raw inside base64")]
    [InlineData("base64url", "raw inside base64")]
    [InlineData("hex", "raw inside hex")]
    [InlineData("base32", "raw inside base32")]
    [InlineData("utf-16 in hex", "raw inside hex")]
    [InlineData("hex in base64", "raw inside hex")]
    [InlineData("none", "raw")]
    public void A_find_in_digits_says_in_which_they_were_packed(string digits, string expected)
    {
        var text = Encode.Utf8("in this text it is planted, and more");
        var packed = Encoding.ASCII.GetString(digits switch
        {
            "base64" => Encode.Base64(text),
            "base64url" => Encode.Base64Url(text),
            "hex" => Encode.Hex(text),
            "base32" => Encode.Base32(text),
            "utf-16 in hex" => Encode.Hex(Encode.Utf16(Encoding.UTF8.GetString(text))),
            "hex in base64" => Encode.Base64(Encode.Hex(text)),
            _ => text,
        });

        Assert.Equal([expected], Find(Sent.Content($$"""{"a":"{{packed}}"}"""), new PlantedValue("p", "planted", "text")).Select(h => h.Written));
    }

    [Fact]
    public void Each_occurrence_is_a_hit_with_its_own_place()
    {
        var hits = Show(Sent.Content("""{"a":"planted and planted","b":["planted"]}"""), new PlantedValue("p", "planted", "text"));

        Assert.Equal(
            """
            p raw content:/a [6+7] json|raw
            p raw content:/a [18+7] json|raw
            p raw content:/b/0 [33+7] json|raw
            """,
            hits);
    }

    [Fact]
    public void The_way_to_a_hit_is_told_from_the_outside_in()
    {
        var inner = $$"""{"k":"x planted"}""";
        var sent = Sent.Content($$"""{"z":"{{Convert.ToBase64String(Encode.Gzip(Encode.Utf8(inner)))}}"}""");

        var length = Convert.ToBase64String(Encode.Gzip(Encode.Utf8(inner))).Length;
        Assert.Equal($"p raw content:/z/k [6+{length}]|base64|gzip|[8+7] json|base64|compressed|gzip|json|raw", Show(sent, new PlantedValue("p", "planted", "text")));
    }

    /// <summary>The name of a file in the head of gzip is not in what the gzip holds: the find in the digits stays, also where they stand in a layer of their own.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_find_gives_way_only_to_one_that_is_further_in(bool isPacked)
    {
        var plain = Encode.Gzip(Encode.Utf8("""{"k":"value"}"""));
        byte[] named = [.. plain[..3], 8, .. plain[4..10], .. "planted-file.docx\0"u8, .. plain[10..]];
        var document = $$"""{"a":"{{Convert.ToBase64String(named)}}"}""";
        var sent = isPacked ? Sent.Content(Encode.Gzip(Encode.Utf8(document))) : Sent.Content(document);

        Assert.Contains("/a/k", sent.Decode().Items.Select(item => item.Path));
        Assert.Equal("base64", Assert.Single(Find(sent, new PlantedValue("p", "planted-file", "text"))).Form);
    }

    [Fact]
    public void A_value_in_the_name_of_a_field_has_no_path_of_its_own() =>
        Assert.Equal("p raw content: [2+7] json|raw", Show(Sent.Content("""{"planted":1}"""), new PlantedValue("p", "planted", "text")));

    [Fact]
    public void Values_that_overlap_are_found_each_under_its_own_label() => Assert.Equal(
        """
        mail raw content:/a [6+21] json|raw
        user raw content:/a [10+6] json|raw
        """,
        Show(Sent.Content("""{"a":"jan.jansen@example.nl"}"""), new("user", "jansen", "text"), new("mail", "jan.jansen@example.nl", "email")));

    [Theory]
    [InlineData("text", "Planted", "x planted PLANTED", "p raw (lower case) content: [2+7]\np raw (upper case) content: [10+7]")]
    [InlineData("mac", "02:42:ac:11:00:2a", "0242ac11002a 02-42-AC-11-00-2A", "p raw (without separators) content: [0+12]\np raw (with dashes, upper case) content: [13+17]")]
    [InlineData("text", "02:42:ac:11:00:2a", "0242ac11002a 02-42-AC-11-00-2A", "")]
    [InlineData("git-remote", "git.example/org/repo", "https://git.example/org/repo.git git.example#org#repo", "p raw (with https and .git) content: [0+32]\np raw (joined by #) content: [33+20]")]
    [InlineData("email", "contact@klant.example", "GET /contact/form of klant.example, contacts", "")]
    [InlineData("email", "Jan.Jansen@example.nl", "jan.jansen@example.nl", "p raw (lower case) content: [0+21]")]
    [InlineData("guid", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "{6F9619FF-8B86-D011-B42D-00C04FC964FF} 6f9619ff8b86d011b42d00c04fc964ff", "p raw (in braces, upper case) content: [0+38]\np raw (without separators) content: [39+32]")]
    [InlineData("guid", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "at b5YZ/4uG0BG0LQDAT8lk/w in", "p base64 (in bytes) content: [3+22]")]
    [InlineData("bsn", "123456782", "1234.56.782 123 456 782 1234 56 782 123-456-782 123456782", "p raw (with dots) content: [0+11]\np raw (with spaces) content: [12+11]\np raw (with spaces) content: [24+11]\np raw (with dashes) content: [36+11]\np raw content: [48+9]")]
    [InlineData("bsn", "1234.56.782", "at 123456782.", "p raw (without separators) content: [3+9]")]
    [InlineData("phone", "+31 (0)20-555 01 23", "00310205550123 and 310205550123", "p raw (with 00) content: [0+14]\np raw (without plus) content: [19+12]")]
    [InlineData("iban", "NL91 ABNA 0417 1643 00", "NL91ABNA0417164300", "p raw (without separators) content: [0+18]")]
    [InlineData("text", "DOMAIN\\Jané", "x DOMAIN\\\\Jan\\u00e9 DOMAIN\\\\Jan\\u00E9 DOMAIN\\\\\\\\Jané", "p json content: [2+17]\np json content: [20+17]\np json content: [38+15]")]
    [InlineData("text", " padded value ", "xpadded valuex", "p raw (trimmed) content: [1+12]")]
    [InlineData("git-remote", "git.example/org/repo", "git@git.example:org/repo.git", "p raw (with git@ and .git) content: [0+28]")]
    [InlineData("git-remote", "git.example/org/repo", "ssh://git.example/org/repo/", "p raw content: [6+20]")]
    public void Spellings_of_a_value_are_found_as_its_kind_allows(string kind, string value, string text, string expected) =>
        Assert.Equal(expected, string.Join('\n', Show(Sent.Content(text), new PlantedValue("p", value, kind)).Split('\n').Select(l => l.Split(" text|")[0])));

    /// <summary>A number within a longer one is another number, and few digits within hexadecimal ones are none.</summary>
    [Theory]
    [InlineData("123456782", "1123456782000", false)]
    [InlineData("123456782", "123456782", true)]
    [InlineData("123456782", "nr:123456782,", true)]
    [InlineData("123456782", "x 1234567820", false)]
    [InlineData("123456782", "ab123456782", false)]
    [InlineData("123456782", "123456782F", false)]
    [InlineData("123456782", "id123456782!", false)]
    [InlineData("123456782", "nr123456782nr", true)]
    [InlineData("1234567820", "ab1234567820cd", true)]
    [InlineData("1234567820", "51234567820", false)]
    [InlineData("123456782", "~%20123456782%20~", true)]
    [InlineData("123456782", "~%2520123456782%2520~", true)]
    [InlineData("123456782", "~\\u0020123456782~", true)]
    [InlineData("123456782", "%G20123456782", false)]
    [InlineData("+31612345678", "x+31612345678", true)]
    [InlineData("+31612345678", "x+316123456789", false)]
    [InlineData("06-12345678", "106-12345678", false)]
    [InlineData("12345678a", "112345678a1", true)]
    [InlineData("123456782", "in hex 20313233343536373832 it", true)]
    [InlineData("123456782", "in hex 3131323334353637383230 it", false)]
    [InlineData("123456782", "in hex 310031003200330034003500360037003800320030 it", false)]
    [InlineData("123456782", "in hex 200031003200330034003500360037003800320020 it", true)]
    public void A_number_is_found_by_itself_only(string planted, string text, bool isFound) =>
        Assert.Equal(isFound ? 1 : 0, Find(Sent.Content(text), new PlantedValue("p", planted, "text")).Count);

    [Theory]
    [InlineData("x123456782 y", true)]
    [InlineData("x1234567820 y", false)]
    [InlineData("x0123456782 y", false)]
    public void A_number_in_UTF_16_is_found_by_itself_only(string text, bool isFound) =>
        Assert.Equal(isFound, Find(Sent.Content([0xFF, 0x00, 0x01, .. Encode.Utf16(text), 0xFE, 0x02]), new PlantedValue("p", "123456782", "text")).Count > 0);

    /// <summary>In protobuf the sign of the next field can be a digit: that of the sixth one, which holds text, is a 2.</summary>
    [Fact]
    public void What_the_format_puts_beside_a_number_is_no_digit_of_it() =>
        Assert.Single(Find(Sent.Content([.. Encode.Field(5, 2, "123456782"u8.ToArray()), .. Encode.Field(6, 2, "a name of it"u8.ToArray())]), new PlantedValue("p", "123456782", "bsn")));

    [Theory]
    [InlineData("guid", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "6F9619FF8B86D011B42D00C04FC964FF", "in bytes")]
    [InlineData("guid", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "FF19966F868B11D0B42D00C04FC964FF", "in bytes of Windows")]
    [InlineData("mac", "02:42:ac:11:00:2a", "0242AC11002A", "in bytes")]
    public void The_digest_of_the_bytes_of_an_address_is_found(string kind, string value, string bytes, string spelling)
    {
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(bytes)));

        Assert.Equal($"p sha256 ({spelling})", Assert.Single(Find(Sent.Content($$"""{"a":"{{digest}}"}"""), new PlantedValue("p", value, kind))) is var hit ? $"{hit.Label} {hit.Form}" : "");
    }

    [Theory]
    [InlineData("{0}", 1)]
    [InlineData("{0}=", 1)]
    [InlineData("{0}==", 0)]
    [InlineData("x{0}", 0)]
    [InlineData("at {0} in", 0)]
    public void Eight_bytes_of_a_digest_in_base64_are_found_as_a_whole_value_only(string format, int count)
    {
        var digits = Convert.ToBase64String(Convert.FromHexString(Values.Digest("sha256", Value)[..16])).TrimEnd('=');
        var hits = Find(Sent.Content($$"""{"a":"{{string.Format(System.Globalization.CultureInfo.InvariantCulture, format, digits)}}"}"""), Planted);

        Assert.Equal(Enumerable.Repeat("sha256 in base64, first 16 digits", count), hits.Select(h => h.Form));
        Assert.Empty(Find(Sent.Content($$"""{"a":"{{digits[..^1]}}{{(char)(digits[^1] + 1)}}"}"""), Planted));
    }

    [Theory]
    [InlineData("jjansen", "JJansen", "lower case")]
    [InlineData("JJANSEN", "JJansen", "upper case")]
    [InlineData("jjansen", "JJansen@example.nl", "local part, lower case")]
    [InlineData("example.nl", "JJansen@example.nl", "domain")]
    public void The_digest_of_a_spelling_is_found(string sent, string value, string spelling) =>
        Assert.Equal($"p sha256 ({spelling}) content:/a [6+64] json|sha256 ({spelling})", Show(Sent.Content($$"""{"a":"{{Values.Digest("sha256", sent)}}"}"""), new PlantedValue("p", value, value.Contains('@', StringComparison.Ordinal) ? "email" : "user")));

    [Fact]
    public void A_digest_cut_short_says_how_many_digits_there_are() => Assert.Equal(
        "p sha256, first 16 digits content:/a [6+16] json|sha256, first 16 digits",
        Show(Sent.Content($$"""{"a":"{{Values.Digest("sha256", "planted")[..16]}}"}"""), new PlantedValue("p", "planted", "text")));

    [Fact]
    public void A_hit_in_a_value_that_was_opened_is_told_once_from_the_inside() => Assert.Equal(
        "p raw content:/a/k [6+19]|json-string|[6+7] json|json-string|json|raw",
        Show(Sent.Content("""{"a":"{\"k\":\"planted\"}"}"""), new PlantedValue("p", "planted", "text")));

    [Fact]
    public void Bytes_that_were_not_opened_are_searched_too() => Assert.Equal(
        "p raw content: [2+7] binary|raw",
        Show(Sent.Content([0, 0xFF, .. "planted"u8, 0xFE]), new PlantedValue("p", "planted", "text")));

    [Fact]
    public void A_value_of_ten_kilobytes_is_found_in_each_form_and_not_where_its_last_byte_differs()
    {
        var value = string.Concat(Enumerable.Range(0, 1000).Select(i => $"part {i:0000};"));
        var other = value[..^1] + ":";
        var planted = new PlantedValue("p", value, "text");

        Assert.Equal(10_000, value.Length);
        Assert.Equal("p raw content:/a [6+10000] json|raw", Show(Sent.Content($$"""{"a":"{{value}}"}"""), planted));
        Assert.Equal("p base64", Assert.Single(Find(Packed(value, 1, 1), planted)) is var hit ? $"{hit.Label} {hit.Form}" : "");
        Assert.Equal("p sha256 content:/a [6+64] json|sha256", Show(Sent.Content($$"""{"a":"{{Values.Digest("sha256", value)}}"}"""), planted));
        Assert.Empty(Find(Sent.Content($$"""{"a":"{{other}}"}"""), planted));
        Assert.Empty(Find(Packed(other, 1, 1), planted));
    }

    [Fact]
    public void A_value_that_is_too_short_is_refused_by_its_label()
    {
        var error = Assert.Throws<ArgumentException>(() => new PlantedSearch([new("ok", "longer", "text"), new("short one", "short", "text")]));

        Assert.StartsWith("the planted value 'short one' is shorter than 6 bytes", error.Message, StringComparison.Ordinal);
        Assert.False(PlantedSearch.IsLongEnough("short"));
        Assert.True(PlantedSearch.IsLongEnough("longer"));
        Assert.True(PlantedSearch.IsLongEnough("ééé"));
    }

    [Fact]
    public void Without_planted_values_nothing_is_found() => Assert.Empty(Find(Sent.Content("anything at all")));

    static string Name(string form) => form.Split(' ', ',')[0];

    static string Base64(int lead, byte[]? bytes = null) =>
        Convert.ToBase64String([.. new byte[] { 0xFF, 0xFE, 0xFD }, .. new byte[] { 0xA7, 0x5B }[..lead], .. bytes ?? Encode.Utf8(Value), 0xFC, 0xFB, 0xFA]);

    static IReadOnlyList<PlantedHit> Find(Sent sent, params PlantedValue[] planted) => new PlantedSearch(planted).Find(sent.Decode().Items, Facts.Capture, 1);

    static string Show(Sent sent, params PlantedValue[] planted) =>
        string.Join('\n', Find(sent, planted).Select(h => $"{h.Label} {h.Form} {h.Where.Part.ToString().ToLowerInvariant()}:{h.Where.Path} {h.Where.Steps} {h.Chain}"));
}
