using System.Text;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class IndexWriterTests
{
    [Fact]
    public async Task A_kind_of_value_is_one_row_with_its_count_and_its_first_and_last_place()
    {
        var har = Workplace.Har(Workplace.Entry(body: """{"list":[1,2,3]}"""), Workplace.Entry(body: """{"list":[4,"x"]}"""));

        var (index, counts) = await WriteAsync(har, Limits.Default);

        var row = Assert.Single(index.Distinct, d => d.Path == "content:/list/*");
        var (first, last) = (Find(har, """{\u0022list\u0022:[1"""), Find(har, """{\u0022list\u0022:[4"""));
        Assert.Equal((5, "", Classification.NotEstablished, "host.example"), (row.Count, row.Protocol, row.Category, row.Host));
        Assert.Equal($"aaaaaaaaaaaa#1 content:/list/0 @{first}+26 |json-string|[9+1]", row.First);
        Assert.Equal($"aaaaaaaaaaaa#2 content:/list/1 @{last}+36 |json-string|[12+1]", row.Last);
        Assert.Equal((2, 0), (counts.Exchanges, counts.Problems));
        Assert.Equal(index.Exchanges.Sum(e => e.BytesOut), counts.BytesOut);
        Assert.Equal(2 * "/path".Length + """{"list":[1,2,3]}{"list":[4,"x"]}""".Length, counts.BytesOut);
    }

    [Fact]
    public async Task Rows_are_in_one_order_whatever_came_first()
    {
        var entries = new[] { "c", "a", "b" }.Select(h => Workplace.Entry($"https://{h}.example/", """{"z":1,"y":2}""")).ToList();

        var (one, _) = await WriteAsync(Workplace.Har(entries), Limits.Default);
        var (other, _) = await WriteAsync(Workplace.Har(entries.AsEnumerable().Reverse()), Limits.Default);

        Assert.Equal(one.Distinct.Select(d => (d.Path, d.Host)), other.Distinct.Select(d => (d.Path, d.Host)));
        Assert.Equal(["a.example", "b.example", "c.example"], one.Distinct.Where(d => d.Path == "content:/y").Select(d => d.Host));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(3, 1)]
    [InlineData(1, 3)]
    public async Task More_kinds_of_values_than_allowed_are_counted_in_a_problem(int limit, int dropped)
    {
        var (index, counts) = await WriteAsync(Workplace.Har(Workplace.Entry(body: """{"a":1,"b":2,"c":3}""")), Limits.Default with { DistinctRows = limit });

        Assert.Equal(4 - dropped, index.Distinct.Count);
        Assert.Equal(dropped > 0 ? 1 : 0, counts.Problems);
        Assert.Equal(
            dropped > 0 ? [(0, "limit", $"at most {limit} distinct kinds of values", $"{dropped} values of further kinds, which disclosures do not list")] : [],
            index.Problems.Select(p => (p.Exchange, p.Kind, p.Expected, p.Found)));
    }

    [Fact]
    public async Task More_problems_than_allowed_are_counted_in_one()
    {
        var messages = string.Join(',', Enumerable.Repeat("""{"type":"send","data":"{\"a\":1}\n{nonsense"}""", 5));
        var entry = Workplace.Entry().Replace("\"response\"", $"\"_webSocketMessages\":[{messages}],\"response\"");

        var (index, counts) = await WriteAsync(Workplace.Har(entry), Limits.Default with { Problems = 2 });

        Assert.Equal(
            [(1, "json", "message", "JSON", "8 bytes that are not"), (1, "json", "message", "JSON", "8 bytes that are not"), (1, "limit", "whole", "at most 2 problems", "3 more")],
            index.Problems.Select(p => (p.Exchange, p.Kind, p.Part, p.Expected, p.Found)));
        Assert.Equal(3, counts.Problems);
    }

    static int Find(byte[] har, string text) => har.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));

    static async Task<((List<ExchangeRow> Exchanges, List<DistinctRow> Distinct, List<ProblemRow> Problems) Index, ImportCounts Counts)> WriteAsync(byte[] har, Limits limits)
    {
        using var place = new Workplace();
        using var writer = new IndexWriter(place.Folder, limits);
        foreach (var observation in await Facts.ObserveAsync(har, limits: limits))
        {
            var batch = new IndexBatch(limits);
            batch.Add(observation);
            writer.Add(batch);
        }

        writer.Finish(Facts.Capture, "tool", "knowledge", "planted");
        var index = new CaptureIndex(place.Folder, Facts.Capture);
        Assert.Equal(writer.Counts, index.Counts());
        return (([.. index.Exchanges()], [.. index.Distinct()], [.. index.Problems()]), writer.Counts);
    }
}
