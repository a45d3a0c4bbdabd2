using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class TransformsTests
{
    static readonly Dictionary<string, Func<byte[], byte[]>> Encoders = new()
    {
        ["json-string"] = Encode.JsonString,
        ["latin1"] = Encode.Latin1,
        ["percent"] = Encode.Percent,
        ["form"] = Encode.Form,
        ["base64"] = Encode.Base64,
        ["base64url"] = Encode.Base64Url,
        ["base32"] = Encode.Base32,
        ["hex"] = Encode.Hex,
        ["base58"] = Encode.Base58,
        ["quoted-printable"] = Encode.QuotedPrintable,
        ["hex-escapes"] = Encode.HexEscapes,
        ["js-string"] = Encode.JsString,
        ["permessage-deflate"] = Encode.MessageDeflate,
        ["websocket-frames"] = Encode.WebsocketFrames,
        ["chunked"] = Encode.Chunked,
        ["gzip"] = Encode.Gzip,
        ["zlib"] = Encode.Zlib,
        ["deflate"] = Encode.Deflate,
        ["br"] = Encode.Brotli,
        ["zstd"] = Encode.Zstd,
        ["csv-quoted"] = Encode.CsvQuoted,
        ["xml-text"] = Encode.Xml,
        ["xml-attribute"] = Encode.Xml,
    };

    // Not every bytes are text.
    static readonly string[] Texts = ["utf-16le", "utf-16be", "html", "lz-string", "lz-string-uri", "lz-string-utf16", "dns-name", "hpack-huffman", "hpack-static"];

    static readonly string[] Numbers =
    [
        "bool", "varint", "zigzag", "fixed8", "fixed16", "fixed32", "fixed64", "int8", "int16", "int32", "int64", "float32", "float64", "cbor-int", "cbor-float",
        "cbor-simple", "msgpack-int", "msgpack-float", "msgpack-simple", "bplist-scalar",
        "sqlite-int", "sqlite-constant",
    ];

    static readonly byte[] Sample = Encode.Utf8(string.Concat(Enumerable.Range(0, 40).Select(i => $"\"field{i * i}\": {i * 7919 % 1000}, ")));

    public static TheoryData<string> Compressions => ["gzip", "zlib", "deflate", "br", "zstd"];

    [Fact]
    public void The_tests_know_an_encoder_for_every_transform() =>
        Assert.Equal(Transforms.All.Select(t => t.Name).Order(), Encoders.Keys.Concat(Texts).Concat(Numbers).Order());

    [Fact]
    public void A_transform_is_found_by_its_name_and_by_nothing_else()
    {
        Assert.All(Transforms.All, t => Assert.Same(t, Transforms.Find(t.Name)));
        Assert.Null(Transforms.Find("Gzip"));
        Assert.Null(Transforms.Find(""));
    }

    [Property(MaxTest = 300)]
    public void Any_bytes_are_decoded_or_refused_with_a_place(byte[] bytes) => Assert.All(Transforms.All, t => DecodeOrRefuse(t, bytes));

    [Property(MaxTest = 60)]
    public void Damaged_bytes_are_decoded_or_refused_with_a_place(byte[] bytes, int at, byte damage) =>
        Assert.All(Encoders, encoder =>
        {
            var encoded = encoder.Value(bytes);
            if (encoded.Length > 0)
            {
                encoded[(at & int.MaxValue) % encoded.Length] ^= damage;
            }

            DecodeOrRefuse(Transforms.Find(encoder.Key)!, encoded);
        });

    [Property]
    public void What_was_encoded_decodes_to_the_same_bytes(NonEmptyArray<byte> bytes) =>
        Assert.All(Encoders, encoder => Assert.Equal(bytes.Get, Decode(encoder.Key, encoder.Value(bytes.Get))));

    [Theory]
    [InlineData("json-string", "")]
    [InlineData("latin1", "")]
    [InlineData("percent", "")]
    [InlineData("form", "")]
    [InlineData("gzip", "1F8B08000000000000FF03000000000000000000")]
    [InlineData("zlib", "789C030000000001")]
    [InlineData("deflate", "0300")]
    [InlineData("br", "06")]
    [InlineData("zstd", "28B52FFD2000010000")]
    public void Nothing_decodes_to_nothing(string name, string hex) => Assert.Empty(Decode(name, Convert.FromHexString(hex)));

    [Theory]
    [InlineData("base32", "MY======", "f")]
    [InlineData("base32", "MZXQ====", "fo")]
    [InlineData("base32", "MZXW6===", "foo")]
    [InlineData("base32", "MZXW6YQ=", "foob")]
    [InlineData("base32", "MZXW6YTB", "fooba")]
    [InlineData("base32", "MZXW6YTBOI======", "foobar")]
    [InlineData("base32", "mzxw6ytboi", "foobar")]
    [InlineData("base58", "2Q88b3YNmzwSNHFcfjpYiKVBsFoE", "de zoekvraag was: ja")]
    [InlineData("base58", "11Ldp", "\0\0\u0001\u0002\u0003")]
    [InlineData("base58", "", "")]
    [InlineData("hex", "666f6F", "foo")]
    [InlineData("hex", "", "")]
    [InlineData("base32", "", "")]
    public void Digits_give_their_bytes(string name, string digits, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode(name, Encode.Utf8(digits))));

    [Theory]
    [InlineData("base58", "2Q88b3YNmzwSNHFcfjpYiKVBsFo0", 27)]
    [InlineData("base58", "lI", 0)]
    [InlineData("base32", "M", 1)]
    [InlineData("base32", "MZX", 3)]
    [InlineData("base32", "MZXW6Y", 6)]
    [InlineData("base32", "MZ======", 1)]
    [InlineData("base32", "MY=======", 2)]
    [InlineData("base32", "M1", 1)]
    [InlineData("base32", "MY M", 2)]
    [InlineData("hex", "6g", 1)]
    [InlineData("hex", "66 f", 2)]
    [InlineData("hex", "666", 2)]
    public void What_are_no_such_digits_is_refused_with_its_place(string name, string digits, int offset) =>
        Assert.Equal(offset, Refuse(name, Encode.Utf8(digits)).Offset);

    [Property]
    public void Text_in_UTF_16_gives_the_text_in_UTF_8(UnicodeString text)
    {
        var whole = text.Get.Trim('\uFEFF');

        Assert.Equal(Encode.Utf8(whole), Decode("utf-16le", Encode.Utf16(whole)));
        Assert.Equal(Encode.Utf8(whole), Decode("utf-16be", Encode.Utf16("\uFEFF" + whole, isBigEndian: true)));
    }

    [Theory]
    [InlineData("hex", 602)]
    [InlineData("base32", 488)]
    [InlineData("utf-16le", 202)]
    public void Digits_and_text_beyond_the_limit_are_refused_before_they_are_read(string name, int length)
    {
        Assert.False(Transforms.Find(name)!.TryDecode(Encode.Utf8(new string('A', length)), Limits.Default with { LayerBytes = 300 }, out _, out var failure));
        Assert.Equal(new Failure(0, "at most 300 bytes"), failure);
    }

    [Property]
    public void Whole_numbers_decode_to_the_same_decimals(ulong number)
    {
        Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Number("varint", Encode.Varint(number)));
        Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Number("fixed64", BitConverter.GetBytes(number)));
        Assert.Equal(((uint)number).ToString(CultureInfo.InvariantCulture), Number("fixed32", BitConverter.GetBytes((uint)number)));
        Assert.Equal(((ushort)number).ToString(CultureInfo.InvariantCulture), Number("fixed16", BitConverter.GetBytes((ushort)number)));
        Assert.Equal(((byte)number).ToString(CultureInfo.InvariantCulture), Number("fixed8", [(byte)number]));
    }

    [Property]
    public void Signed_numbers_decode_to_the_same_decimals(long number)
    {
        Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Number("zigzag", Encode.Varint((ulong)((number << 1) ^ (number >> 63)))));
        Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Number("int64", BitConverter.GetBytes(number)));
        Assert.Equal(((int)number).ToString(CultureInfo.InvariantCulture), Number("int32", BitConverter.GetBytes((int)number)));
        Assert.Equal(((short)number).ToString(CultureInfo.InvariantCulture), Number("int16", BitConverter.GetBytes((short)number)));
        Assert.Equal(((sbyte)number).ToString(CultureInfo.InvariantCulture), Number("int8", [(byte)number]));
    }

    [Property]
    public void Floating_numbers_decode_to_the_same_decimals(double number)
    {
        Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Number("float64", BitConverter.GetBytes(number)));
        Assert.Equal(((float)number).ToString(CultureInfo.InvariantCulture), Number("float32", BitConverter.GetBytes((float)number)));
    }

    [Theory]
    [InlineData("fixed32", "78563412", "305419896")]
    [InlineData("fixed64", "F0DEBC9A78563412", "1311768467463790320")]
    [InlineData("float32", "0000C03F", "1.5")]
    [InlineData("float64", "000000000000F83F", "1.5")]
    [InlineData("bool", "00", "false")]
    [InlineData("bool", "01", "true")]
    [InlineData("int8", "FF", "-1")]
    [InlineData("int16", "FEFF", "-2")]
    [InlineData("int32", "00000080", "-2147483648")]
    [InlineData("int64", "FFFFFFFFFFFFFFFF", "-1")]
    [InlineData("zigzag", "01", "-1")]
    [InlineData("zigzag", "02", "1")]
    [InlineData("zigzag", "FFFFFFFFFFFFFFFFFF01", "-9223372036854775808")]
    [InlineData("sqlite-int", "FF", "-1")]
    [InlineData("sqlite-int", "0100", "256")]
    [InlineData("sqlite-int", "800000", "-8388608")]
    [InlineData("sqlite-int", "01D793E4A1B2", "2025410830770")]
    [InlineData("sqlite-int", "8000000000000000", "-9223372036854775808")]
    [InlineData("sqlite-constant", "08", "0")]
    [InlineData("sqlite-constant", "09", "1")]
    [InlineData("varint", "00", "0")]
    [InlineData("varint", "7F", "127")]
    [InlineData("varint", "8001", "128")]
    [InlineData("varint", "8000", "0")]
    [InlineData("varint", "FFFFFFFFFFFFFFFFFF01", "18446744073709551615")]
    public void A_number_is_read_from_its_bytes(string name, string hex, string expected) =>
        Assert.Equal(expected, Number(name, Convert.FromHexString(hex)));

    [Theory]
    [InlineData("sqlite-int", "", 0)]
    [InlineData("sqlite-int", "0000000000", 5)]
    [InlineData("sqlite-int", "000000000000000000", 9)]
    [InlineData("sqlite-constant", "0A", 1)]
    [InlineData("sqlite-constant", "0808", 2)]
    [InlineData("varint", "", 0)]
    [InlineData("varint", "80", 1)]
    [InlineData("varint", "0101", 1)]
    [InlineData("varint", "FFFFFFFFFFFFFFFFFF02", 10)]
    [InlineData("varint", "FFFFFFFFFFFFFFFFFFFF01", 10)]
    [InlineData("bool", "02", 1)]
    [InlineData("bool", "0001", 2)]
    [InlineData("zigzag", "80", 1)]
    [InlineData("zigzag", "0101", 2)]
    [InlineData("fixed8", "", 0)]
    [InlineData("fixed16", "00", 1)]
    [InlineData("int8", "0000", 2)]
    [InlineData("int16", "000000", 3)]
    [InlineData("int32", "000000", 3)]
    [InlineData("int64", "00000000", 4)]
    [InlineData("utf-16le", "006100", 3)]
    [InlineData("fixed32", "000000", 3)]
    [InlineData("fixed64", "000000000000000000", 9)]
    [InlineData("float32", "0000000000", 5)]
    [InlineData("float64", "00000000", 4)]
    public void A_number_of_the_wrong_length_is_refused(string name, string hex, int offset) =>
        Assert.Equal(offset, Refuse(name, Convert.FromHexString(hex)).Offset);

    [Theory]
    [InlineData("", "Q===", "Q", "† ")]
    [InlineData("a", "IZA=", "IZA", "შ ")]
    [InlineData("hello", "BYUwNmD2Q===", "BYUwNmD2Q", "ˢ䰭䰾搠 ")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "IY18ZXEA", "IY18ZXEA", "ღ弹⹀ ")]
    [InlineData("één regel, één regel, één regel", "JfB2AICcFMHNoDYBpwgjezVinRQ=", "JfB2AICcFMHNoDYBpwgjezVinRQ", "ጘᶠဳ䅬ຍøͮࡃ㶺壇⊠ ")]
    [InlineData("日本語テキスト", "qemhpzR5UYYwyLUMidDIEwxA", "qemhpzR5UYYwyLUMidDIEwxA", "唔梉暯ᔸㆦ⋴ᤳ僨দဠ ")]
    public void What_lz_string_1_5_0_packed_is_unpacked(string text, string base64, string uri, string utf16)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(Decode("lz-string", Encode.Utf8(base64))));
        Assert.Equal(text, Encoding.UTF8.GetString(Decode("lz-string-uri", Encode.Utf8(uri))));
        Assert.Equal(text, Encoding.UTF8.GetString(Decode("lz-string-utf16", Encode.Utf8(utf16))));
    }

    [Theory]
    [InlineData("lz-string", "")]
    [InlineData("lz-string", "BYUwNmD2")]
    [InlineData("lz-string", "BYUwNmD2R")]
    [InlineData("lz-string", "BYUwNmD2QAAA")]
    [InlineData("lz-string", "BYUwNmD2QB")]
    [InlineData("lz-string", "BYUw_mD2Q")]
    [InlineData("lz-string", "Z")]
    [InlineData("lz-string-uri", "qemhpzR5UYYwyLUMidDIEwx/")]
    [InlineData("lz-string-utf16", "ˢ䰭䰾搠~ ")]
    [InlineData("lz-string-utf16", "ˢ䰭\n搠 ")]
    public void What_lz_string_did_not_pack_is_refused(string name, string digits) => Refuse(name, Encode.Utf8(digits));

    [Fact]
    public void A_few_digits_of_lz_string_do_not_become_more_than_a_layer_may_hold()
    {
        // Each code repeats what came last and its first unit once more.
        var bits = new StringBuilder("00");
        bits.Append("10000110");
        for (int code = 4, width = 3, left = 4; code < 3000; code++)
        {
            bits.Append(string.Concat(Convert.ToString(code, 2).PadLeft(width, '0').Reverse()));
            if (--left == 0)
            {
                left = 1 << width++;
            }
        }

        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var digits = string.Concat(bits.ToString().Chunk(6).Select(d => alphabet[Convert.ToInt32(new string(d).PadRight(6, '0'), 2)]));

        Assert.False(Transforms.Find("lz-string")!.TryDecode(Encode.Utf8(digits), new Limits { LayerBytes = 100_000 }, out var decoded, out var failure));
        Assert.Empty(decoded);
        Assert.InRange(failure.Offset, 1, digits.Length / 2);
    }

    [Theory]
    [InlineData("Jan &amp; Co &lt;jan@example.nl&gt; &#39;&#x27;&quot; caf&eacute;", "Jan & Co <jan@example.nl> ''\" café")]
    [InlineData("a & b &nothing; &;", "a & b &nothing; &;")]
    public void References_of_HTML_give_their_characters(string source, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode("html", Encode.Utf8(source))));

    [Theory]
    [InlineData("caf=C3=A9 =3D x=\r\n y=\nz", "café = x yz")]
    [InlineData("=c3=a9", "é")]
    public void Quoted_printable_gives_its_bytes(string source, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode("quoted-printable", Encode.Utf8(source))));

    [Theory]
    [InlineData("quoted-printable", "ab=4", 2)]
    [InlineData("quoted-printable", "ab=4G", 2)]
    [InlineData("quoted-printable", "ab=", 2)]
    [InlineData("js-string", @"ab\", 2)]
    [InlineData("js-string", @"ab\x4", 2)]
    [InlineData("js-string", @"ab\u{}", 2)]
    [InlineData("js-string", @"ab\u{110000}", 2)]
    [InlineData("js-string", @"ab\u12", 2)]
    [InlineData("js-string", @"ab\7", 2)]
    public void What_is_no_escape_is_refused_with_its_place(string name, string source, int offset) =>
        Assert.Equal(offset, Refuse(name, Encode.Utf8(source)).Offset);

    [Theory]
    [InlineData(@"\'\""\x41\u00e9\u{1F600}\ud83d\ude00\v\0\q", "'\"Aé😀😀\v\0q")]
    [InlineData("a\\\r\nb\\\nc\\\rd", "abcd")]
    [InlineData(@"\ud83d", "\uFFFD")]
    public void A_string_of_JavaScript_gives_its_text(string source, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode("js-string", Encode.Utf8(source))));

    [Fact]
    public void A_websocket_message_of_another_library_is_decompressed() =>
        Assert.Equal("""{"k":"value","n":[1,true]}""", Encoding.UTF8.GetString(Decode("permessage-deflate", Convert.FromHexString("aa56ca56b2522a4bcc294d55d251ca53b28a36d429292a4d8dad0500"))));

    [Theory]
    [InlineData(@"", "")]
    [InlineData(@"\""\\\/\b\f\n\r\t", "\"\\/\b\f\n\r\t")]
    [InlineData(@"caf\u00e9 \u00E9", "café é")]
    [InlineData(@"\u0000", "\0")]
    [InlineData(@"\ud83d\ude00", "😀")]
    [InlineData(@"\uD83D\uD83D\uDE00", "\uFFFD😀")]
    [InlineData(@"\ud83dx", "\uFFFDx")]
    [InlineData(@"\ude00\ud83d", "\uFFFD\uFFFD")]
    [InlineData(@"\ud83d\n", "\uFFFD\n")]
    public void A_JSON_string_gives_its_text(string source, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode("json-string", Encode.Utf8(source))));

    [Property]
    public void A_JSON_string_of_any_code_units_gives_the_text_that_a_JSON_library_reads(ushort[] units)
    {
        var expected = Encoding.UTF8.GetBytes(new string([.. units.Select(u => (char)u)]));

        Assert.Equal(expected, Decode("json-string", Encode.Utf8(string.Concat(units.Select(u => $"\\u{u:x4}")))));
    }

    [Theory]
    [InlineData(@"ab\", 2)]
    [InlineData(@"ab\x", 2)]
    [InlineData(@"\u12", 0)]
    [InlineData(@"a\u12G4", 1)]
    [InlineData(@"a\n\u +12", 3)]
    [InlineData(@"\ud83d\u12", 6)]
    public void A_bad_JSON_escape_is_reported_with_its_offset(string source, int offset) =>
        Assert.Equal(new Failure(offset, "a JSON escape"), Refuse("json-string", Encode.Utf8(source)));

    [Theory]
    [InlineData("Zg", "f")]
    [InlineData("Zg==", "f")]
    [InlineData("Zm8", "fo")]
    [InlineData("Zm8=", "fo")]
    [InlineData("Zm9v", "foo")]
    [InlineData("", "")]
    public void Base64_is_read_with_and_without_padding(string source, string expected)
    {
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode("base64", Encode.Utf8(source))));
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode("base64url", Encode.Utf8(source))));
    }

    [Fact]
    public void The_two_alphabets_of_base64_are_kept_apart()
    {
        byte[] expected = [0xFB, 0xEF, 0xFF];

        Assert.Equal(expected, Decode("base64", "++//"u8.ToArray()));
        Assert.Equal(expected, Decode("base64url", "--__"u8.ToArray()));
        Assert.Equal(new Failure(0, "base64"), Refuse("base64", "--__"u8.ToArray()));
        Assert.Equal(new Failure(2, "base64url"), Refuse("base64url", "--/_"u8.ToArray()));
    }

    [Theory]
    [InlineData("Zm9vY", 5, "another base64 digit")]
    [InlineData("Zm9v%m9v", 4, "base64")]
    [InlineData("Zm=vZm9v", 0, "base64")]
    public void Bad_base64_is_reported_with_its_offset(string source, int offset, string expected) =>
        Assert.Equal(new Failure(offset, expected), Refuse("base64", Encode.Utf8(source)));

    [Fact]
    public void Base64_in_lines_is_read_as_in_mail()
    {
        var lines = Convert.ToBase64String(Sample, Base64FormattingOptions.InsertLineBreaks);

        Assert.Equal(Sample, Decode("base64", Encode.Utf8(lines)));
        Assert.Equal(Sample, Decode("base64", Encode.Utf8(lines.TrimEnd('=') + "\r\n")));
    }

    [Theory]
    [InlineData("percent", "a%20b+c", "a b+c")]
    [InlineData("form", "a%20b+c", "a b c")]
    [InlineData("percent", "%", "%")]
    [InlineData("percent", "%4", "%4")]
    [InlineData("percent", "%4%41", "%4A")]
    [InlineData("percent", "%zz%4g", "%zz%4g")]
    [InlineData("percent", "%2525", "%25")]
    [InlineData("form", "caf%C3%A9%c3%a9", "caféé")]
    public void Percent_encoding_stands_for_bytes_and_a_stray_sign_for_itself(string name, string source, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode(name, Encode.Utf8(source))));

    [Theory]
    [InlineData("", "")]
    [InlineData("6100E900", "aé")]
    [InlineData("3DD800DE", "😀")]
    [InlineData("3DD86100", "\uFFFDa")]
    [InlineData("00DE", "\uFFFD")]
    public void UTF_16_gives_its_text(string hex, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode("utf-16le", Convert.FromHexString(hex))));

    [Theory]
    [InlineData("xml-text", "&lt;&gt;&amp;&apos;&quot;", "<>&'\"")]
    [InlineData("xml-text", "&#233;&#xE9;&#x1F600;&#0065;", "éé😀A")]
    [InlineData("xml-text", "a<![CDATA[<&lt;]]>b<![CDATA[]]>", "a<&lt;b")]
    [InlineData("xml-text", "a\r\nb\rc\n\t<![CDATA[\r\n\r]]>", "a\nb\nc\n\t\n\n")]
    [InlineData("xml-attribute", "a\r\nb\rc\n\td&#10;", "a b c  d\n")]
    public void Text_of_XML_gives_what_it_stands_for(string name, string source, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode(name, Encode.Utf8(source))));

    [Theory]
    [InlineData("xml-text", "a &nbsp;", 2)]
    [InlineData("xml-text", "a & b; c", 2)]
    [InlineData("xml-text", "&;", 0)]
    [InlineData("xml-text", "&#;", 0)]
    [InlineData("xml-text", "&#x;", 0)]
    [InlineData("xml-text", "&#0;", 0)]
    [InlineData("xml-text", "&#-1;", 0)]
    [InlineData("xml-text", "&#1A;", 0)]
    [InlineData("xml-text", "&#xD800;", 0)]
    [InlineData("xml-text", "&#x110000;", 0)]
    [InlineData("xml-text", "&#99999999999999999999;", 0)]
    [InlineData("xml-text", "a<b", 1)]
    [InlineData("xml-text", "<![CDATA[x]]", 0)]
    [InlineData("xml-attribute", "ab&LT;", 2)]
    public void What_is_no_text_of_XML_is_refused_with_its_place(string name, string source, int offset) =>
        Assert.Equal(offset, Refuse(name, Encode.Utf8(source)).Offset);

    [Fact]
    public void Latin1_refuses_a_character_that_is_no_byte()
    {
        Assert.Equal(new Failure(3, "a character up to U+00FF"), Refuse("latin1", Encode.Utf8("aÿĀ")));
        Assert.Equal(new Failure(0, "UTF-8"), Refuse("latin1", [(byte)'a', 0xFF]));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Zeros_beyond_the_limit_are_refused_as_a_limit(string name)
    {
        foreach (var limit in new[] { 1, 100, 4095, 4096, 100_000 })
        {
            var limits = Limits.Default with { LayerBytes = limit };
            var transform = Transforms.Find(name)!;

            Assert.True(transform.TryDecode(Encoders[name](new byte[limit]), limits, out var decoded, out _));
            Assert.Equal(limit, decoded.Length);
            Assert.False(transform.TryDecode(Encoders[name](new byte[limit + 1]), limits, out decoded, out var failure));
            Assert.Equal(new Failure(0, $"{name} of at most {limit} bytes"), failure);
            Assert.Empty(decoded);
        }
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void A_bomb_takes_no_more_memory_than_the_limit(string name)
    {
        var bomb = Encoders[name](new byte[64 << 20]);
        var limits = Limits.Default with { LayerBytes = 64 << 10 };
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.False(Transforms.Find(name)!.TryDecode(bomb, limits, out _, out var failure));
        Assert.Equal($"{name} of at most 65536 bytes", failure.Expected);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 << 20) + (4 * bomb.Length));
    }

    [Fact]
    public void The_largest_limit_there_is_does_no_harm() =>
        Assert.All(Compressions, row => Assert.True(
            Transforms.Find(row.Data)!.TryDecode(Encoders[row.Data](Sample), Limits.Default with { LayerBytes = int.MaxValue }, out _, out _)));

    [Fact]
    public void Base64_beyond_the_limit_is_refused_as_a_limit()
    {
        var limits = Limits.Default with { LayerBytes = 300 };

        Assert.True(Transforms.Find("base64")!.TryDecode(Encode.Base64(new byte[300]), limits, out _, out _));
        Assert.False(Transforms.Find("base64")!.TryDecode(Encode.Base64(new byte[303]), limits, out _, out var failure));
        Assert.Equal(new Failure(0, "at most 300 bytes"), failure);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Compressed_bytes_that_were_cut_are_never_taken_for_whole(string name)
    {
        var encoded = Encoders[name](Sample);
        for (var length = 0; length < encoded.Length; length++)
        {
            var taken = Transforms.Find(name)!.TryDecode(encoded.AsSpan(0, length), Limits.Default, out var decoded, out var failure);

            Assert.True(!taken || decoded.AsSpan().SequenceEqual(Sample), $"cut at {length}: {decoded.Length} bytes were taken for whole");
            Assert.True(taken || failure.Expected.StartsWith(name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Bytes_after_the_end_of_compressed_bytes_are_not_passed_over(string name)
    {
        foreach (var more in new[] { "x", "hidden after the end, and quite a lot longer than the tail" })
        {
            Assert.StartsWith(name, Refuse(name, [.. Encoders[name](Sample), .. Encode.Utf8(more)]).Expected, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void Compressed_parts_after_each_other_are_read_as_one(string name) =>
        Assert.Equal([.. Sample, .. Sample], Decode(name, [.. Encoders[name](Sample), .. Encoders[name](Sample)]));

    [Theory]
    [InlineData("gzip")]
    [InlineData("zlib")]
    public void A_wrong_checksum_is_refused(string name)
    {
        var encoded = Encoders[name](Sample);
        encoded[^(name == "gzip" ? 5 : 1)] ^= 1;

        Assert.StartsWith(name, Refuse(name, encoded).Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0\r\n\r\n", "")]
    [InlineData("3\r\nabc\r\n0\r\n\r\n", "abc")]
    [InlineData("3\nabc\n0\n\n", "abc")]
    [InlineData("0003 \t\r\nabc\r\n2;x\r\nde\r\n000;last\r\nT: 1\r\nU: 2\r\n\r\n", "abcde")]
    [InlineData("A ; x=\"y;z\"\r\n0123456789\r\n0\r\n\r\n", "0123456789")]
    [InlineData("a\r\n\r\n0\r\n\r\n\n\n\n\r\n0\r\n\r\n", "\r\n0\r\n\r\n\n\n\n")]
    public void Chunks_give_their_content(string source, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Decode("chunked", Encode.Utf8(source))));

    [Theory]
    [InlineData("", 0, "the rest of the chunked coding")]
    [InlineData("3", 1, "the rest of the chunked coding")]
    [InlineData("x\r\n", 0, "the size of a chunk")]
    [InlineData("-1\r\nabc", 0, "the size of a chunk")]
    [InlineData("3x\r\nabc\r\n0\r\n\r\n", 1, "the end of the chunk's size")]
    [InlineData("3\r\nab", 5, "the rest of a chunk")]
    [InlineData("ffffffffffffffffffff\r\nab", 0, "chunked of at most 67108864 bytes")]
    [InlineData("3\r\nabcd\r\n0\r\n\r\n", 6, "the end of a chunk")]
    [InlineData("3\r\nabc\r\n", 8, "the rest of the chunked coding")]
    [InlineData("3\r\nabc\r\n0\r\n", 11, "the empty line after the last chunk")]
    [InlineData("3\r\nabc\r\n0\r\nT: 1\r\n", 17, "the empty line after the last chunk")]
    [InlineData("0\r\n\r\nmore", 5, "the end after the last chunk")]
    public void Broken_chunks_are_refused_with_their_place(string source, int offset, string expected) =>
        Assert.Equal(new Failure(offset, expected), Refuse("chunked", Encode.Utf8(source)));

    [Fact]
    public void Chunks_beyond_the_limit_are_refused_as_a_limit()
    {
        var limits = Limits.Default with { LayerBytes = 300 };

        Assert.True(Transforms.Find("chunked")!.TryDecode(Encode.Chunked(new byte[300]), limits, out _, out _));
        Assert.False(Transforms.Find("chunked")!.TryDecode(Encode.Chunked(new byte[301]), limits, out _, out var failure));
        Assert.Equal(new Failure(0, "chunked of at most 300 bytes"), failure);
    }

    [Fact]
    public void Bytes_that_are_no_brotli_are_refused() =>
        Assert.Equal(new Failure(0, "br (it broke off after 0 bytes of output)"), Refuse("br", [0, 0, 0x30]));

    static void DecodeOrRefuse(ITransform transform, byte[] bytes)
    {
        var limits = Limits.Default with { LayerBytes = 1 << 16 };
        if (transform.TryDecode(bytes, limits, out var decoded, out var failure))
        {
            Assert.InRange(decoded.Length, 0, limits.LayerBytes);
        }
        else
        {
            Assert.Empty(decoded);
            Assert.InRange(failure.Offset, 0, bytes.Length);
            Assert.NotEmpty(failure.Expected);
        }
    }

    static byte[] Decode(string name, byte[] source)
    {
        Assert.True(Transforms.Find(name)!.TryDecode(source, Limits.Default, out var decoded, out var failure), $"{name}: {failure}");
        return decoded;
    }

    static string Number(string name, byte[] source) => Encoding.ASCII.GetString(Decode(name, source));

    static Failure Refuse(string name, byte[] source)
    {
        Assert.False(Transforms.Find(name)!.TryDecode(source, Limits.Default, out var decoded, out var failure));
        Assert.Empty(decoded);
        return failure;
    }
}
