using System.Text;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class PackedStructureTests
{
    const string Text = "a text that makes it protobuf";

    [Fact]
    public void Packed_numbers_stand_where_they_would_without_packing()
    {
        ulong[] numbers = [1, 2, 3, 300, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 400, .. Enumerable.Repeat(1UL, 40)];
        var plain = numbers.SelectMany(n => (byte[])[5 << 3, .. Varint(n)]);

        var packed = Values([.. Field(1, Encoding.UTF8.GetBytes(Text)), .. Field(5, [.. numbers.SelectMany(Varint)])]);
        var unpacked = Values([.. Field(1, Encoding.UTF8.GetBytes(Text)), .. plain]);

        Assert.Equal(unpacked, packed);
        Assert.Equal(numbers.Select(n => ("/5", $"{n}")), packed.Skip(1));
    }

    public static TheoryData<string, string[]> Even => new()
    {
        { "fixed64", ["1764460800000000000", "1764460800100000000", "1764460800200000000", "1764460800300000000"] },
        { "fixed64", ["0", "1", "2", "70000", "5", "9"] },
        { "fixed32", ["1", "2", "3", "100000", "7"] },
        { "float64", ["0.005", "0.01", "0.025", "0.05", "0.1", "2.5"] },
        // A histogram of the OpenTelemetry SDK as it was recorded: numbers per bucket, and bounds.
        { "fixed64", ["0", "0", "0", "1", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0"] },
        { "float64", ["0", "5", "10", "25", "50", "75", "100", "250", "500", "750", "1000", "2500", "5000", "7500", "10000"] },
        { "float64", ["0.5", "0.25", "2", "1024", "0", "3"] },
        { "float32", ["0.5", "0.25", "0.125", "17", "18", "19", "0.5", "0.25", "0.125", "17", "18", "19", "33", "1.5"] },
        { "varint", ["1764460800000", "1764460800100", "1764460800200", "1764460800350", "1764460800400"] },
    };

    [Theory]
    [MemberData(nameof(Even))]
    public void What_is_even_is_read_as_what_it_is(string reading, string[] numbers)
    {
        byte[] bytes = [.. numbers.SelectMany(n => Bytes(reading, n))];

        Assert.Equal(reading, PackedNumbers.Of(bytes));
        Assert.Equal(numbers.Select(n => ("/9", n)), Values([.. Field(1, Encoding.UTF8.GetBytes(Text)), .. Field(9, bytes)]).Skip(1));
    }

    /// <summary>Digests, keys and encrypted bytes must stay what they are.</summary>
    [Fact]
    public void Random_bytes_are_not_taken_for_numbers()
    {
        var random = new Random(20261130);
        var taken = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = new byte[8 + (i % 120)];
            random.NextBytes(bytes);
            taken += PackedNumbers.Of(bytes).Length > 0 ? 1 : 0;
        }

        // Five readings of 2^-20 each, 200,000 times: one is to be expected.
        Assert.InRange(taken, 0, 5);
    }

    [Theory]
    [InlineData("0102030405")]
    [InlineData("01028003")]
    [InlineData("00112233445566778899AABBCCDDEEFF")]
    [InlineData("8100810081008100810081008100810081008100810081008100810081008100810081008100")]
    [InlineData("01010101010101010101010101010101010101010101010101010101010101010101010101010180")]
    public void Few_numbers_and_numbers_that_no_writer_writes_stay_bytes(string hex) => Assert.Equal("", PackedNumbers.Of(Convert.FromHexString(hex)));

    [Fact]
    public void The_numbers_lead_back_to_their_bytes()
    {
        byte[] numbers = [.. Enumerable.Range(0, 40).SelectMany(i => Varint((ulong)i))];

        var items = Sent.Content([.. Field(1, Encoding.UTF8.GetBytes(Text)), .. Field(5, numbers)]).Decode().Items;

        var last = items[^1];
        Assert.Equal(("39", "packed-varint", 39, 1), (Encoding.UTF8.GetString(last.Value.Span), last.Layer.Structure, last.Offset, last.Length));
        var whole = Assert.Single(items, i => i.IsOpened);
        Assert.Equal(numbers, whole.Value.ToArray());
    }

    [Fact]
    public void What_else_a_number_can_be_is_told()
    {
        byte[] content =
        [
            .. Field(1, Encoding.UTF8.GetBytes(Text)), 2 << 3, .. Varint(7), 3 << 3, .. Varint(ulong.MaxValue), 4 << 3, 0,
            (5 << 3) | 1, .. BitConverter.GetBytes(1.5), (6 << 3) | 5, .. BitConverter.GetBytes(-2),
            .. Field(7, [.. Enumerable.Repeat((byte)0, 40)]),
        ];

        var told = Sent.Content(content).Decode().Items.Where(i => !i.IsOpened).Select(i => (i.Path, string.Join(", ", NumberReadings.Of(i)))).Distinct().ToList();

        Assert.Equal(
            [
                ("/1", ""), ("/2", "zigzag -4"), ("/3", "int64 -1, zigzag -9223372036854775808"), ("/4", ""), ("/5", "fixed64 4609434218613702656"), ("/6", "int32 -2"),
                ("/7", "packed-varint for all of them, packed-fixed32 for all of them"), ("/7", ""),
            ],
            told);
    }

    [Fact]
    public void A_protocol_file_can_say_what_the_numbers_are() =>
        Assert.Equal(["packed-varint", "packed-zigzag", "packed-fixed32", "packed-int32", "packed-float32", "packed-fixed64", "packed-int64", "packed-float64"], PackedStructure.Known.Select(s => s.Name));

    static List<(string Path, string Value)> Values(byte[] content) =>
        [.. Sent.Content(content).Decode().Items.Where(i => !i.IsOpened && i.Part == MessagePart.Content).Select(i => (i.Path, Encoding.UTF8.GetString(i.Value.Span)))];

    static byte[] Bytes(string reading, string number) => reading switch
    {
        "varint" => Varint(ulong.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
        "fixed32" => BitConverter.GetBytes(uint.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
        "fixed64" => BitConverter.GetBytes(ulong.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
        "float32" => BitConverter.GetBytes(float.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
        _ => BitConverter.GetBytes(double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
    };

    static byte[] Field(int number, byte[] bytes) => [.. Varint((ulong)((number << 3) | 2)), .. Varint((ulong)bytes.Length), .. bytes];

    static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}
