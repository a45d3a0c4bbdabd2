using Klikspaan.Reporting;
using Klikspaan.Tests.Importing;
using NJsonSchema;

namespace Klikspaan.Tests.Reporting;

public sealed class JsonReportWriterTests
{
    static readonly string Schema = Repository.Path("docs", "schema", "report.schema.json");

    [Fact]
    public async Task Reports_are_what_the_published_schema_says()
    {
        using var place = new Workplace();
        var schema = await JsonSchema.FromFileAsync(Schema, TestContext.Current.CancellationToken);
        place.Plant(("host", "werkplek-0042"));
        Assert.Empty(schema.Validate(await Reports.TextAsync(place, "json")));
        await place.ImportAsync(Workplace.Har(Workplace.Entry(body: $$"""{"host":"werkplek-0042","long":"{{new string('x', 9000)}}","token":"secret-secret"}""", headers: [("Authorization", "Bearer abcdefgh-abcdefgh")]), """{"request":17}"""));
        await place.ImportAsync(Warcs.Recording(WarcReaderTests.Groups), "r.warc.gz");

        foreach (var more in (string[][])[[], ["--no-values"], ["--max-items", "3"]])
        {
            Assert.Empty(schema.Validate(await Reports.TextAsync(place, "json", more)));
        }

        Assert.Empty(schema.Validate((await place.DoAsync("report", "--lang", "nl", "--to", "json", "-o", "-")).Out));
    }

    [Fact]
    public async Task The_schema_knows_every_kind_of_block_and_no_report_without_evidence()
    {
        var schema = await JsonSchema.FromFileAsync(Schema, TestContext.Current.CancellationToken);
        var sentence = BlockTests.Fact("a");
        Block[] blocks =
        [
            new Heading(2, "", sentence), new Paragraph(sentence), new Finding(sentence, sentence), new ItemList([sentence]), new OpenQuestion(sentence, sentence), new Grid(sentence, [], []),
            new Figure(sentence, sentence, new TimeDrawing(default, default, []), new(sentence, [], [])), new Beside([], []), new ByteDump(sentence, [new(0, new byte[] { 1 }, [0], 0), new(1, default, [], 2)], new HashSet<int>()),
        ];
        var json = BlockTests.Write("json", blocks);

        Assert.Equal(BlockTests.KindNames(), blocks.Select(b => b.GetType().Name).Order());
        Assert.Empty(schema.Validate(json));
        Assert.NotEmpty(schema.Validate(json.Replace("\"aaaaaaaaaaaa#1\"", "", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(json.Replace("\"small_print\"", "\"other\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(json.Replace("\"heading\"", "\"header\"", StringComparison.Ordinal)));
    }
}
