using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class IndexWriterTests
{
    [Fact]
    public async Task The_counts_of_an_index_are_those_of_its_rows()
    {
        var har = Workplace.Har(Workplace.Entry(body: """{"list":[1,2,3]}"""), Workplace.Entry(body: """{"list":[4,"x"]}"""));

        var (index, counts) = await WriteAsync(har, Limits.Default);

        Assert.Equal((2, 0), (counts.Exchanges, counts.Problems));
        Assert.Equal(index.Exchanges.Sum(e => e.BytesOut), counts.BytesOut);
        Assert.Equal(2 * "/path".Length + """{"list":[1,2,3]}{"list":[4,"x"]}""".Length, counts.BytesOut);
    }

    [Fact]
    public async Task A_row_counts_the_categories_of_its_values_and_none_that_tell_nothing()
    {
        var har = Workplace.Har(Workplace.Entry(body: """{"mail":"a@example.nl","b":["c@example.nl","d"],"e":null,"f":""}"""));

        var (index, _) = await WriteAsync(har, Limits.Default);

        Assert.Equal([(Classification.NotEstablished, 2L), ("person.email", 2L)], Assert.Single(index.Exchanges).Categories.Select(c => (c.Category, c.Count)).OrderByDescending(c => c.Category.Length));
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

    static async Task<((List<ExchangeRow> Exchanges, List<ProblemRow> Problems) Index, ImportCounts Counts)> WriteAsync(byte[] har, Limits limits)
    {
        using var place = new Workplace();
        using var writer = new IndexWriter(place.Folder);
        foreach (var observation in await Facts.ObserveAsync(har, limits: limits))
        {
            var batch = new IndexBatch(limits);
            batch.Add(observation);
            writer.Add(batch);
        }

        writer.Finish(Facts.Capture, "tool", "knowledge", "planted");
        var index = new CaptureIndex(place.Folder, Facts.Capture);
        Assert.Equal(writer.Counts, index.Counts());
        return (([.. index.Exchanges()], [.. index.Problems()]), writer.Counts);
    }
}
