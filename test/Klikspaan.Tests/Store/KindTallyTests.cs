using System.Text;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class KindTallyTests
{
    [Fact]
    public async Task A_kind_of_value_is_one_row_with_its_count_and_its_first_and_last_place()
    {
        var har = Workplace.Har(Workplace.Entry(body: """{"list":[1,2,3]}"""), Workplace.Entry(body: """{"list":[4,"x"]}"""));

        var (kinds, leftOut) = await CountAsync(har);

        var row = Assert.Single(kinds, d => d.Path == "content:/list/*");
        var (first, last) = (Find(har, """{\u0022list\u0022:[1"""), Find(har, """{\u0022list\u0022:[4"""));
        Assert.Equal((5, "", Classification.NotEstablished, "host.example"), (row.Count, row.Protocol, row.Category, row.Host));
        Assert.Equal($"aaaaaaaaaaaa#1 content:/list/0 @{first}+26 |json-string|[9+1]", row.First);
        Assert.Equal($"aaaaaaaaaaaa#2 content:/list/1 @{last}+36 |json-string|[12+1]", row.Last);
        Assert.Equal(0, leftOut);
    }

    [Fact]
    public async Task Rows_are_in_one_order_whatever_came_first()
    {
        var entries = new[] { "c", "a", "b" }.Select(h => Workplace.Entry($"https://{h}.example/", """{"z":1,"y":2}""")).ToList();

        var (one, _) = await CountAsync(Workplace.Har(entries));
        var (other, _) = await CountAsync(Workplace.Har(entries.AsEnumerable().Reverse()));

        Assert.Equal(one.Select(d => (d.Path, d.Host)), other.Select(d => (d.Path, d.Host)));
        Assert.Equal(["a.example", "b.example", "c.example"], one.Where(d => d.Path == "content:/y").Select(d => d.Host));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(3, 1)]
    [InlineData(1, 3)]
    public async Task More_kinds_of_values_than_allowed_are_counted(int limit, int dropped)
    {
        var (kinds, leftOut) = await CountAsync(Workplace.Har(Workplace.Entry(body: """{"a":1,"b":2,"c":3}""")), limit);

        Assert.Equal((4 - dropped, dropped), (kinds.Count, leftOut));
    }

    /// <summary>Each entry in a batch of its own, so that the batches are added up.</summary>
    static async Task<(IReadOnlyList<DistinctRow> Kinds, long LeftOut)> CountAsync(byte[] har, int limit = 1000)
    {
        var tally = new KindTally(limit);
        foreach (var observation in await Facts.ObserveAsync(har))
        {
            var batch = new KindBatch(new Dictionary<int, Sighting>());
            batch.Add(observation);
            tally.Add(batch);
        }

        return (tally.Rows(Facts.Capture), tally.LeftOut);
    }

    static int Find(byte[] har, string text) => har.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
}
