using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class JsonLinesReaderTests
{
    const string Three = "\uFEFF{\"a\":1}\r\n\n{\"b\":[2]}\n  {\"c\":\"x\"} ";

    [Theory]
    [InlineData("{\"a\":1}\n{\"b\":2}\n", true)]
    [InlineData("{\"a\":1}", false)]
    [InlineData("{\"a\":1}\n", false)]
    [InlineData("\uFEFF{\"a\":1}\r\n\r\n{", true)]
    [InlineData("{\"a\":1}\nand more", false)]
    [InlineData("{\"a\":\n1}", false)]
    [InlineData("{\"a\":1", false)]
    [InlineData("[1]\n[2]\n", false)]
    [InlineData("{}{}", false)]
    [InlineData("", false)]
    [InlineData("{", false)]
    public void Lines_of_JSON_objects_are_recognised(string text, bool expected) => Assert.Equal(expected, new JsonLinesReader().Recognises(Encode.Utf8(text)));

    [Fact]
    public void A_HAR_on_one_line_and_a_WARC_are_not_taken_for_it()
    {
        Assert.IsType<HarReader>(CaptureReaders.Recognise("{\"log\":{\"entries\":[]}}"u8));
        Assert.IsType<WarcReader>(CaptureReaders.Recognise("WARC/1.1\r\n"u8));
        Assert.IsType<JsonLinesReader>(CaptureReaders.Recognise("{\"name\":1}\n{\"name\":2}\n"u8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1 << 16)]
    public async Task Each_line_is_an_event_that_was_not_seen_to_be_sent_however_the_bytes_come(int chunk)
    {
        var observations = await ReadAsync(Three, chunk);

        Assert.Equal(["/a = 1", "/b/0 = 2", "/c = x"], observations.SelectMany(o => o.Decoded!.Items).Select(i => $"{i.Path} = {Encoding.UTF8.GetString(i.Value.Span)}"));
        Assert.Equal([1, 2, 3], observations.Select(o => o.Number));
        Assert.All(observations, o => Assert.Equal((ExchangeKind.StoredEvent, 0L, "", 0L), (o.Exchange!.Kind, o.Exchange.BytesOut, o.Exchange.Host, o.Decoded!.Coverage.Total)));
        Assert.Empty(observations.SelectMany(o => o.Problems));
    }

    [Fact]
    public async Task What_is_no_object_and_what_is_too_long_is_a_problem_and_the_next_is_read()
    {
        var observations = await ReadAsync($"{{\"a\":1}}\n[2]\n{{\"b\":\"{new string('x', 200)}\"}}\n{{\"c\":3}}\n{{\"d\":", 7, new() { EntryBytes = 100 });

        Assert.Equal(["/a", "/c"], observations.SelectMany(o => o.Decoded?.Items ?? []).Select(i => i.Path));
        Assert.Equal(
            ["2 json @8+3 a JSON object on a line", "3 limit @12+208 a line of at most 100 bytes", "5 json @229+5 a JSON object on a line"],
            observations.SelectMany(o => o.Problems).Select(p => $"{p.Where.Exchange} {p.Kind} @{p.Where.Offset}+{p.Where.Length} {p.Expected}"));
    }

    [Property(MaxTest = 200)]
    public void Any_bytes_are_read_or_a_problem_and_each_value_stands_where_it_says(NonNull<byte[]> bytes)
    {
        const string Letters = "{}[]:,\"\\ab1 \n\r0";
        var text = "{\"a\":1}\n{" + string.Concat(bytes.Get.Select(b => Letters[b % Letters.Length]));
        var file = Encode.Utf8(text);

        foreach (var item in ReadAsync(text, 5).GetAwaiter().GetResult().SelectMany(o => o.Decoded?.Items ?? []))
        {
            var where = item.Locate(Facts.Capture, 1);
            Assert.True(Klikspaan.Decoding.Steps.TryFollow(file.AsMemory((int)where.Offset, (int)where.Length), where.Steps, Limits.Default, out var value, out var failed), failed);
            Assert.Equal(item.Value.ToArray(), value.ToArray());
        }
    }

    [Fact]
    public async Task A_stored_event_is_known_by_a_protocol_that_says_so_and_is_in_no_count_of_what_was_sent()
    {
        using var place = new Workplace();
        place.Write("own/protocols/v/p.yaml", Protocol);
        place.Write("events.ndjson", "{\"name\":\"started\",\"host\":\"werkplek-0042\"}\n{\"name\":\"ended\"}\n");
        var import = await place.RunAsync("--knowledge", "own", "-d", "d", "import", "events.ndjson");
        var events = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "events", "--format", "csv", "--columns", "protocol,event");
        var items = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "items", "--format", "csv", "--columns", "path,value,category,grade");
        var disclosures = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "disclosures", "--format", "ndjson");
        var recipients = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "recipients", "--format", "ndjson");

        Assert.Equal(0, import.Code);
        Assert.Contains("events.ndjson: 2 stored events, none of which is shown to have been sent, kept as captures/", import.Out, StringComparison.Ordinal);
        Assert.Contains("2 events that a device had stored were read. Whether they were sent, and where to, is not established", import.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(["protocol,event", "v/p,started", "v/p,ended"], events.Lines);
        Assert.Contains("content:/name,started,use.action,stored", items.Lines);
        Assert.Equal(("", ""), (disclosures.Out, recipients.Out));
    }

    const string Protocol = """
        id: v/p
        name: A protocol
        sources:
          - id: docs
            date: 2026-11-29
            says: What it says.
            certainty: verified
        stored: true
        endpoints:
          - host: host.example
            path: /p
        events:
          - kind: event
            each: "content:"
            having: /name
            name: /name
            items:
              - path: /name
                category: use.action
                reason: It names what was done.
                source: docs
        """;

    static async Task<List<Observation>> ReadAsync(string text, int chunk, Limits? limits = null)
    {
        var result = new List<Observation>();
        await foreach (var observation in new Pipeline(Facts.Knowledge, [], limits ?? Limits.Default, 1).ReadAsync(new Dripping(Encode.Utf8(text), [chunk]), new JsonLinesReader(), Facts.Capture, TestContext.Current.CancellationToken))
        {
            result.Add(observation);
        }

        return result;
    }
}
