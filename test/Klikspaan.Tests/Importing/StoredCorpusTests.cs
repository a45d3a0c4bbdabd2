using System.Text;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>The events of a real device, in each form in which they can come, give the same values.</summary>
public sealed class StoredCorpusTests
{
    [Fact]
    public async Task Events_of_a_real_device_give_the_same_values_as_lines_as_a_database_and_as_an_export()
    {
        var path = Repository.InCorpus("captures", "windows", "eventtranscript-open.ndjson");
        string[] payloads = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        var lines = await ValuesAsync(new JsonLinesReader(), await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        var csv = new StringBuilder("#TYPE DDVCmdlets.Containers.EventRecord\r\n\"Name\",\"Timestamp\",\"Payload\",\"IsRequired\"\r\n");
        var json = new StringBuilder("[");
        foreach (var payload in payloads)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"\"x\",\"y\",\"{payload.Replace("\"", "\"\"", StringComparison.Ordinal)}\",\"True\"\r\n");
            json.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(json.Length > 1 ? "," : "")}{{\"Name\":\"x\",\"Timestamp\":\"y\",\"Payload\":{Facts.Json(payload)}}}");
        }

        Assert.Equal(1715, payloads.Length);
        Assert.Equal(1715, lines.Events);
        Assert.Equal(lines, await ValuesAsync(new TranscriptReader(), Transcripts.With(new SqliteFile(4096), payloads).Bytes()));
        Assert.Equal(lines, await ValuesAsync(new TranscriptReader(), Transcripts.With(new SqliteFile(512, isReversed: true), payloads).Bytes()));
        Assert.Equal(lines, await ValuesAsync(new CsvReader(), Encode.Utf8(csv.ToString())));
        Assert.Equal(lines, await ValuesAsync(new RecordReader(), Encode.Utf8(json.Append(']').ToString())));
    }

    /// <summary>How many events a protocol knows, and a digest over all values of their contents with path and category; of each event some places are followed.</summary>
    static async Task<(int Events, int Values, string Digest)> ValuesAsync(ICaptureReader reader, byte[] file)
    {
        var (events, values, all) = (0, 0, new StringBuilder());
        await foreach (var observation in new Pipeline(Facts.Knowledge, [], Limits.Default, 2).ReadAsync(new MemoryStream(file), reader, Facts.Capture, TestContext.Current.CancellationToken))
        {
            Assert.Empty(observation.Problems);
            events += observation.Decoded!.Events.Count;
            for (var i = 0; i < observation.Decoded.Items.Count; i++)
            {
                var item = observation.Decoded.Items[i];
                if (i % 11 == 0)
                {
                    var where = item.Locate(Facts.Capture, observation.Number);
                    Assert.True(Klikspaan.Decoding.Steps.TryFollow(file.AsMemory((int)where.Offset, (int)where.Length), where.Steps, Limits.Default, out var value, out var failed), failed);
                    Assert.True(value.Span.SequenceEqual(item.Value.Span), $"{where}");
                }

                if (item.Part == MessagePart.Content)
                {
                    values++;
                    all.Append(item.Path).Append('=').Append(Encoding.UTF8.GetString(item.Value.Span)).Append(':').Append(observation.Classifications[i].Category).Append('\n');
                }
            }
        }

        return (events, values, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encode.Utf8(all.ToString()))));
    }
}
