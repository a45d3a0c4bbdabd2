using System.Text;
using System.Text.Json;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class ExchangeRowReaderTests : IDisposable
{
    readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public void Rows_are_what_was_written_wherever_a_block_ends(string end)
    {
        // Each as long as it likes, one longer than any block, so that blocks end at every kind of place.
        var rows = Enumerable.Range(1, 400).Select(i => Row(i, new string('p', i == 200 ? 200_000 : i * 7 % 900))).ToList();
        File.WriteAllText(file, string.Join('\n', rows.Select(r => JsonSerializer.Serialize(r, IndexJson.Readable.ExchangeRow))) + end);

        var read = ExchangeRowReader.Read(file, withCategories: true).ToList();

        Assert.Equal(Texts(rows), Texts(read));
        Assert.Equal(Texts(rows.Select(r => r with { Categories = [] })), Texts(ExchangeRowReader.Read(file, withCategories: false)));
    }

    [Fact]
    public void Rows_are_written_as_the_serializer_writes_them()
    {
        var writer = new ExchangeRowWriter();
        string[] odd = ["", "\"", "\\", "\n\t\0", "\u007F", "é", "\u2028", "\uD83D\uDE00", "\uD83D", "<&'+", "\uE000", new('x', 5000), new('ü', 3000)];
        DateTimeOffset[] times = [DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddTicks(1), DateTimeOffset.UnixEpoch.AddMilliseconds(120), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new(2026, 1, 2, 3, 4, 50, TimeSpan.FromMinutes(-570))];

        for (var i = 0; i < 200; i++)
        {
            var row = Row(i, odd[i % odd.Length]) with { StartedAt = times[i % times.Length], Operator = odd[(i + 3) % odd.Length], Offset = long.MaxValue - i, Exchange = int.MinValue + i };

            Assert.Equal(JsonSerializer.Serialize(row, IndexJson.Readable.ExchangeRow), Encoding.UTF8.GetString(writer.Write(row)));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"exchange\":1")]
    [InlineData("nonsense")]
    public void A_row_that_this_version_did_not_write_is_refused(string line)
    {
        File.WriteAllText(file, line + "\n");

        Assert.ThrowsAny<JsonException>(() => ExchangeRowReader.Read(file, withCategories: true).ToList());
    }

    static IEnumerable<string> Texts(IEnumerable<ExchangeRow> rows) => rows.Select(r => JsonSerializer.Serialize(r, IndexJson.Readable.ExchangeRow));

    static ExchangeRow Row(int i, string path) => new(
        i, i * 10L, i, i % 3 == 0 ? null : DateTimeOffset.UnixEpoch.AddSeconds(i), i % 2 == 0 ? "GET" : "POST", "https", $"h{i / 3}.example", i % 5 == 0 ? null : i,
        "/" + path, 200, i % 4 == 0 ? null : i, i, "p", i % 3, i, i, i, i, 0, 0, [.. Enumerable.Range(0, i % 4).Select(n => $"layer {n}")], "o", "s", "c", "b", "", "d",
        "http", "é\"\\", null, [.. Enumerable.Range(0, i % 3).Select(n => new CategoryCount("b", $"category {n % 2}", n))]);
}
