using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Decoding;
using static Klikspaan.Tests.Decoding.BondValue;

namespace Klikspaan.Tests.Decoding;

public sealed class BondTests
{
    static readonly BondValue Record = Derived(
        [(10, Unsigned(BondType.UInt64, ulong.MaxValue))],
        [],
        [
            (0, Bool(true)),
            (1, String("de zoekvraag")),
            (2, WString("wíjd")),
            (3, Signed(BondType.Int8, -1)),
            (4, Signed(BondType.Int16, short.MinValue)),
            (5, Signed(BondType.Int32, 150)),
            (6, Signed(BondType.Int64, long.MinValue)),
            (7, Unsigned(BondType.UInt8, 200)),
            (8, Unsigned(BondType.UInt16, 60_000)),
            (9, Unsigned(BondType.UInt32, 300)),
            (20, Float(1.5f)),
            (21, Double(-0.25)),
            (30, List(BondType.String, String("a"), String(""))),
            (31, List(BondType.Int32, [.. Enumerable.Range(0, 8).Select(i => Signed(BondType.Int32, i))])),
            (32, Set(BondType.Int8, Signed(BondType.Int8, 5))),
            (33, Map(BondType.String, BondType.Struct, (String("k"), Struct((1, Bool(false)))), (String("l"), Struct()))),
            (34, List(BondType.Struct, Derived([(1, Bool(true))], [(1, Bool(false))]))),
            (35, Blob(0, 255, 3)),
            (36, Blob([.. "text"u8])),
            (300, Struct((5, List(BondType.List, List(BondType.Bool, Bool(true)))))),
        ]);

    /// <summary>What is read of the record, with <c>N</c> for the steps of numbers, which differ.</summary>
    const string Values =
        """
        content:/base/base/10 = 18446744073709551615
        content:/0 = true
        content:/1 = de zoekvraag
        content:/2 = wíjd
        content:/3 = -1
        content:/4 = -32768
        content:/5 = 150
        content:/6 = -9223372036854775808
        content:/7 = 200
        content:/8 = 60000
        content:/9 = 300
        content:/20 = 1.5
        content:/21 = -0.25
        content:/30/0 = a
        content:/30/1 = 
        content:/31/0 = 0
        content:/31/1 = 1
        content:/31/2 = 2
        content:/31/3 = 3
        content:/31/4 = 4
        content:/31/5 = 5
        content:/31/6 = 6
        content:/31/7 = 7
        content:/32/0 = 5
        content:/33/0/key = k
        content:/33/0/value/1 = false
        content:/33/1/key = l
        content:/34/0/base/1 = true
        content:/34/0/1 = false
        content:/35 ? 3 bytes
        content:/36 = text
        content:/300/5/0/0 = true
        """;

    static readonly BondEncoding[] Tagged = [BondEncoding.Compact, BondEncoding.Compact2, BondEncoding.Fast];

    static readonly BondEncoding[] Compact = [BondEncoding.Compact, BondEncoding.Compact2];

    [Fact]
    public void Every_type_is_read_in_every_tagged_encoding()
    {
        Assert.All(Compact, e => Assert.Equal(Values, WithoutLayers(Sent.Content(Record.Write(e)).Read())));
        Assert.All(Tagged, e => Assert.Equal(Values, WithoutLayers(Sent.Content(Record.Marshal(e)).Read())));
    }

    [Fact]
    public void A_value_is_read_by_a_step_of_its_own() => Assert.Equal(
        """
        content:/1 = text [bond]
        content:/2 = wide [bond|utf-16le]
        content:/3 = -3 [bond|zigzag]
        content:/4 = 3 [bond|varint]
        content:/5 = 1.5 [bond|float32]
        """,
        Sent.Content(Struct((1, String("text")), (2, WString("wide")), (3, Signed(BondType.Int64, -3)), (4, Unsigned(BondType.UInt32, 3)), (5, Float(1.5f))).Write(BondEncoding.Compact)).Read());

    [Fact]
    public void Records_one_after_another_are_numbered()
    {
        var one = Struct((1, String("first")));
        var two = Struct((1, String("second")), (2, Bool(true)));

        Assert.All(Compact, e => Assert.Equal(
            """
            content:/0/1 = first [bond]
            content:/1/1 = second [bond]
            content:/1/2 = true [bond|bool]
            """,
            Sent.Content([.. one.Write(e), .. two.Write(e)]).Read()));
    }

    [Fact]
    public void Bond_in_base64_is_opened()
    {
        var bytes = Struct((1, String("het antwoord is")), (2, Signed(BondType.Int32, 42))).Write(BondEncoding.Compact);

        Assert.Equal(
            """
            content:/a > [json]
            content:/a/1 = het antwoord is [json|base64|bond]
            content:/a/2 = 42 [json|base64|bond|zigzag]
            """,
            Sent.Content($$"""{"a":"{{Convert.ToBase64String(bytes)}}"}""").Read());
    }

    [Fact]
    public void What_a_string_holds_is_opened() => Assert.Equal(
        """
        content:/1 > [bond]
        content:/2 > [bond]
        content:/1/k = v [bond|json]
        content:/2/k = v [bond|compressed|gzip|json]
        """,
        Sent.Content(Struct((1, String("""{"k":"v"}""")), (2, Blob(Encode.Gzip(Encode.Utf8("""{"k":"v"}"""))))).Write(BondEncoding.Compact)).Read());

    [Theory]
    [InlineData("296173640", "no bytes of Bond")]
    [InlineData("2903616263", "no end")]
    [InlineData("290361626300 00", "an empty record")]
    [InlineData("490361626329036162 6300", "descending identifiers")]
    [InlineData("2903616263290361626300", "an identifier twice")]
    [InlineData("C9010361626300", "an identifier longer than it needs to be")]
    [InlineData("E920000361626300", "an identifier longer than it needs to be, too")]
    [InlineData("298300 61626300", "a length longer than it needs to be")]
    [InlineData("2903616263420200", "a bool of 2")]
    [InlineData("29036162634 4FFFF0700", "an uint16 of 131071")]
    [InlineData("29FFFFFFFF0F61626300", "a length beyond the end")]
    [InlineData("29036162634B02FFFFFFFF0F00", "a count beyond the end")]
    [InlineData("290361626352056100", "text and a wstring beyond the end")]
    [InlineData("2903FF62 6300", "text that is not UTF-8")]
    [InlineData("22014201620100", "no text")]
    [InlineData("2902616200", "text of two characters")]
    [InlineData("29036162635F00", "an unknown type")]
    public void What_no_writer_writes_is_not_opened(string hex, string why)
    {
        hex = hex.Replace(" ", "", StringComparison.Ordinal);
        var bytes = Convert.FromHexString(hex.Length % 2 == 0 ? hex : hex + "0");

        Assert.True(Sent.Content(bytes).Decode().Items.All(i => i.Layer.Structure != "bond"), why);
    }

    [Fact]
    public void A_length_of_a_struct_that_lies_is_refused()
    {
        var bytes = Struct((1, String("first")), (2, Struct((1, Bool(true))))).Write(BondEncoding.Compact2);
        Assert.Equal(2, Read(bytes)!.Count);
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var change in (int[])[-1, 1, 100])
            {
                byte[] lie = [.. bytes];
                lie[at] = (byte)(lie[at] + change);
                Read(lie);
            }
        }

        foreach (var at in (int[])[0, 9])
        {
            foreach (var change in (int[])[-1, 1, 100])
            {
                byte[] lie = [.. bytes];
                lie[at] = (byte)(lie[at] + change);
                Assert.Null(Read(lie));
            }
        }
    }

    [Fact]
    public void Structs_inside_each_other_are_read_up_to_the_limit()
    {
        var value = Struct((1, String("deep")));
        for (var i = 0; i < 5; i++)
        {
            value = Struct((1, value));
        }

        Assert.All(Compact, e => Assert.NotNull(Read(value.Write(e), Limits.Default with { Nesting = 5 })));
        Assert.All(Compact, e => Assert.Null(Read(value.Write(e), Limits.Default with { Nesting = 4 })));
        byte[] bases = [.. Encode.Utf8(")\u0003abc"), .. Enumerable.Repeat((byte)1, 60), 0];
        Assert.NotNull(Read(bases));
        Assert.Null(Read(bases, Limits.Default with { Nesting = 59 }));
    }

    [Fact]
    public void More_values_than_the_limit_are_refused()
    {
        var value = Struct((1, String("many")), (2, List(BondType.Bool, [.. Enumerable.Repeat(Bool(true), 50)])));

        Assert.All(Compact, e => Assert.NotNull(Read(value.Write(e), Limits.Default with { Leaves = 60 })));
        Assert.All(Compact, e => Assert.Null(Read(value.Write(e), Limits.Default with { Leaves = 50 })));
    }

    [Fact]
    public void A_wstring_that_would_become_too_long_is_refused()
    {
        var value = Struct((1, String("text")), (2, WString(new string('x', 100))));

        Assert.NotNull(Read(value.Write(BondEncoding.Compact), Limits.Default with { LayerBytes = 300 }));
        Assert.Null(Read(value.Write(BondEncoding.Compact), Limits.Default with { LayerBytes = 299 }));
    }

    [Property(MaxTest = 2000)]
    public void Any_bytes_are_read_or_refused_without_a_trace(byte[] bytes)
    {
        Read(bytes);
        Read([.. Encode.Utf8(")\u0003abc"), .. bytes, 0]);
        Assert.All(Tagged, e => Read([.. Record.Marshal(e)[..4], .. bytes]));
    }

    [Property(MaxTest = 200)]
    public void Damaged_bytes_are_read_or_refused_without_a_trace(int at, byte damage) => Assert.All(Tagged, e =>
    {
        var bytes = Record.Marshal(e);
        bytes[(at & int.MaxValue) % bytes.Length] ^= damage;
        Read(bytes);
        Read(bytes[4..]);
        _ = Sent.Content(bytes).Decode();
    });

    [Fact]
    public void A_cut_record_is_refused() => Assert.All(Tagged, e =>
    {
        var bytes = Record.Marshal(e);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(Read(bytes[..length]));
        }

        Assert.NotNull(Read(bytes));
    });

    [Fact]
    public void Noise_is_not_taken_for_Bond()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var noise = new byte[random.Next(6, 400)];
            random.NextBytes(noise);
            Assert.Null(Read(noise));
            Assert.Null(Read([.. noise, 0]));
            Assert.Null(Read([.. Enumerable.Range(0, 40).SelectMany(_ => Encode.Field(random.Next(1, 30), 0, Encode.Varint((ulong)random.Next())))]));
        }
    }

    [Property]
    public void Values_come_out_as_they_were_written(string?[] texts, long[] numbers, double real) => Assert.All(Compact, e =>
    {
        var value = Struct(
            (1, String("text")),
            (2, List(BondType.WString, [.. texts.Select(t => WString(t ?? ""))])),
            (3, List(BondType.Int64, [.. numbers.Select(n => Signed(BondType.Int64, n))])),
            (4, Double(real)));

        var read = Read(value.Write(e));

        Assert.NotNull(read);
        Assert.Equal(
            ["text", .. texts.Select(t => System.Text.Encoding.UTF8.GetString(Encode.Utf8(t ?? ""))), .. numbers.Select(n => FormattableString.Invariant($"{n}")), FormattableString.Invariant($"{real}")],
            read.Select(i => System.Text.Encoding.UTF8.GetString(i.Value.Span)));
    });

    /// <summary>What the structure alone makes of the bytes; null when it refuses them and leaves nothing behind.</summary>
    internal static List<DataItem>? Read(byte[] bytes, Limits? limits = null, BondStructure? structure = null)
    {
        var sink = new ItemSink(limits ?? Limits.Default, Facts.Capture, new() { Number = 1, Offset = 0, Length = bytes.Length, Host = "host.example", Excerpts = [], BytesOut = bytes.Length }, new DecodingRoom(limits ?? Limits.Default, Kept.All));
        var layer = sink.Begin(new(MessagePart.Content, "", 0, bytes.Length, "", bytes));
        var isRead = (structure ?? new()).TryRead(layer, sink.Room.Paths.Root(MessagePart.Content, ""), sink);

        Assert.Equal(isRead, sink.Items.Count > 0);
        Assert.Empty(sink.Problems);
        Assert.True(sink.Items.Count <= bytes.Length);
        foreach (var item in sink.Items)
        {
            var where = item.Locate(Facts.Capture, 1);
            Assert.True(Steps.TryFollow(bytes, where.Steps, Limits.Default, out var value, out var failed), $"{where}: {failed}");
            Assert.Equal(item.Value.ToArray(), value.ToArray());
        }

        return isRead ? sink.Items : null;
    }

    static string WithoutLayers(string read) => string.Join('\n', read.Split('\n').Select(l => l[..l.LastIndexOf(" [", StringComparison.Ordinal)]));
}
