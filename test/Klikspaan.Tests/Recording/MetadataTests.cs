using System.Text.Json.Nodes;
using Klikspaan.Exporting;
using Klikspaan.Tests.Importing;
using NJsonSchema;

namespace Klikspaan.Tests.Recording;

/// <summary>The published schema of the metadata records, against records as they are written.</summary>
public sealed class MetadataTests
{
    [Fact]
    public async Task Every_metadata_record_of_the_tests_meets_the_published_schema()
    {
        var schema = await SchemaAsync();
        var kinds = new List<string>();
        foreach (var record in WarcReaderTests.Records().Where(r => r.Type == "metadata"))
        {
            var json = Text(record);
            Assert.Empty(schema.Validate(json));
            kinds.Add((string)JsonNode.Parse(json)!["kind"]!);
        }

        Assert.Equal(
            ["attempt", "datagrams", "dns", "end", "exchange", "file", "not-http", "output", "run", "tls-failure"],
            kinds.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_record_without_one_of_its_keys_does_not_meet_it()
    {
        var schema = await SchemaAsync();
        foreach (var json in WarcReaderTests.Records().Where(r => r.Type == "metadata").Select(Text))
        {
            foreach (var key in JsonNode.Parse(json)!.AsObject().Select(p => p.Key).Where(k => k != "signal"))
            {
                var less = JsonNode.Parse(json)!.AsObject();
                less.Remove(key);
                Assert.True(schema.Validate(less.ToJsonString()).Count > 0, $"{json} without {key}");
            }
        }
    }

    [Theory]
    [InlineData("""{"kind":"other","at":"2026-01-02T03:04:05.000Z"}""")]
    [InlineData("""{"kind":"output","at":"2026-01-02 03:04:05","bytes_seen":1,"bytes_kept":1}""")]
    [InlineData("""{"kind":"output","at":"2026-01-02T03:04:05.000Z","bytes_seen":-1,"bytes_kept":1}""")]
    [InlineData("""{"kind":"output","at":"2026-01-02T03:04:05.000Z","bytes_seen":"1","bytes_kept":1}""")]
    public async Task What_is_not_written_like_that_does_not_meet_it(string json) => Assert.NotEmpty((await SchemaAsync()).Validate(json));

    static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Repository.Path("docs", "schema", "recording.schema.json"), TestContext.Current.CancellationToken);

    static string Text(WarcRecord record)
    {
        var bytes = new List<byte>();
        record.Block.Each(part => bytes.AddRange(part));
        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }
}
