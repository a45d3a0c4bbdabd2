using FsCheck.Xunit;
using Klikspaan.Recording.Receiving;

namespace Klikspaan.Tests.Recording;

public sealed class HpackTests
{
    const string Small = "3fe101";

    [Theory]
    [InlineData("400a637573746f6d2d6b65790d637573746f6d2d686561646572", "custom-key: custom-header")]
    [InlineData("040c2f73616d706c652f70617468", ":path: /sample/path")]
    [InlineData("100870617373776f726406736563726574", "password: secret")]
    [InlineData("82", ":method: GET")]
    public void The_examples_of_RFC_7541_C2_are_read(string block, string expected) => Assert.Equal([expected], Read(block));

    [Theory]
    [InlineData("828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865", "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565")]
    [InlineData("828684418cf1e3c2e5f23a6ba0ab90f4ff", "828684be5886a8eb10649cbf", "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf")]
    public void The_requests_of_RFC_7541_C3_and_C4_are_read(string first, string second, string third) => Assert.Equal(
        [
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com",
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache",
            ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com", "custom-key: custom-value",
        ],
        Read(first, second, third));

    [Theory]
    [InlineData(
        "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d",
        "4803333037c1c0bf",
        "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31")]
    [InlineData(
        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3",
        "4883640effc1c0bf",
        "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007")]
    public void The_responses_of_RFC_7541_C5_and_C6_are_read_from_a_table_that_forgets(string first, string second, string third) => Assert.Equal(
        [
            ":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com",
            ":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com",
            ":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT", "location: https://www.example.com",
            "content-encoding: gzip", "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
        ],
        Read(Small + first, second, third));

    [Theory]
    [InlineData("80", "an index of nothing")]
    [InlineData("be", "an index behind the tables")]
    [InlineData("ffffffffff7f", "an integer that is too large")]
    [InlineData("ff8080808080808000", "an integer that does not end")]
    [InlineData("ff", "an integer that is cut off")]
    [InlineData("0085616263", "a string that is cut off")]
    [InlineData("000161", "a field without value")]
    [InlineData("0081ff0000", "padding of eight bits")]
    [InlineData("0081180161", "padding that is not ones")]
    [InlineData("0084ffffffff0161", "the end of a string within it")]
    [InlineData("8220", "a new size behind a field")]
    [InlineData("3fe2ff03", "a table of more than 64 kB")]
    public void What_is_not_HPACK_is_refused(string block, string why) =>
        Assert.True(new HpackDecoder().Read(Convert.FromHexString(block), []) is { Length: > 0 }, why);

    [Fact]
    public void A_table_of_64_kB_is_the_largest() => Assert.Equal([":method: GET"], Read("3fe1ff0382"));

    [Fact]
    public void A_field_that_does_not_fit_empties_the_table()
    {
        var decoder = new HpackDecoder();
        List<SentField> fields = [];
        Assert.Null(decoder.Read(Hpack.Encode(('k', "a", "b"), ('k', "big", new string('x', 5000))), fields));

        Assert.NotNull(decoder.Read([0xBE], fields));
    }

    [Fact]
    public void Fields_that_unfold_to_more_than_a_megabyte_are_refused()
    {
        var decoder = new HpackDecoder();
        List<SentField> fields = [];
        Assert.Null(decoder.Read(Hpack.Encode(('k', "a", new string('x', 4000))), fields));

        Assert.Equal("header fields of more than 1048576 bytes", decoder.Read(Enumerable.Repeat((byte)0xBE, 300).ToArray(), fields));
        Assert.InRange(fields.Skip(1).Sum(f => f.Size), 1_000_000, HpackDecoder.MostFields);
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_are_read_or_refused(byte[][] blocks)
    {
        var decoder = new HpackDecoder();
        foreach (var block in blocks)
        {
            List<SentField> fields = [];
            if (decoder.Read(block, fields) is not null)
            {
                return;
            }

            Assert.True(fields.Count <= block.Length);
        }
    }

    [Property(MaxTest = 500)]
    public void What_was_encoded_is_read_again((byte[] Name, byte[] Value, int How)[][] blocks)
    {
        var decoder = new HpackDecoder();
        foreach (var block in blocks)
        {
            (char How, string Name, string Value)[] sent = [.. block.Select(f => ("knNhH"[(f.How & int.MaxValue) % 5], Text(f.Name), Text(f.Value)))];
            List<SentField> fields = [];

            Assert.Null(decoder.Read(Hpack.Encode(sent), fields));
            Assert.Equal(sent.Select(s => new SentField(s.Name, s.Value)), fields);
        }
    }

    static string Text(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);

    static IEnumerable<string> Read(params string[] blocks)
    {
        var decoder = new HpackDecoder();
        List<SentField> fields = [];
        Assert.All(blocks, b => Assert.Null(decoder.Read(Convert.FromHexString(b), fields)));
        return fields.Select(f => $"{f.Name}: {f.Value}");
    }
}
