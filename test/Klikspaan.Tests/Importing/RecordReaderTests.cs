using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>All samples are synthetic: made for these tests after the published descriptions of each format, with invented persons.</summary>
public sealed class RecordReaderTests
{
    const string Stored = "stored-event", Vendor = "vendor-record";
    internal const string Viewer = """[{"Name":"A.B","Timestamp":"\/Date(1767323045000)\/","Payload":"{\"ver\":\"4.0\",\"name\":\"A.B\"}","IsRequired":true,"DiagnosticDataCategories":[11,24]},{"Name":"C","Timestamp":"x","Payload":"{}"}]""";
    internal const string Audit = """{"@odata.context":"https://x","value":[{"id":"1","createdDateTime":"2026-01-24T06:54:24Z","auditLogRecordType":"SharePoint","operation":"FileAccessed","userPrincipalName":"jan@example.nl","auditData":{"ClientIP":"198.51.100.7"}},{"id":"2"}]}""";
    internal const string Api = """[{"CreationTime":"2026-01-24T06:54:24","Id":"1","Operation":"FileAccessed","RecordType":6,"UserId":"jan@example.nl"}]""";
    internal const string Unified = """[{"CreationTime":"2026-11-01T10:00:00","Id":"x1","Operation":"FileAccessed","Workload":"SharePoint","UserId":"jan@example.nl","ClientIP":"198.51.100.7"}]""";
    internal const string SignIns = """{"value":[{"id":"1","createdDateTime":"2026-01-24T06:54:24Z","userPrincipalName":"jan@example.nl","appId":"a","deviceDetail":{"displayName":"LAPTOP-7"}}]}""";
    internal const string Directory = """[{"activityDateTime":"2026-01-24T06:54:24Z","activityDisplayName":"Update user","initiatedBy":{"user":{"id":"u"}}}]""";
    internal const string Workspace = """{"kind":"admin#reports#activities","etag":"\"e\"","items":[{"kind":"admin#reports#activity","id":{"time":"2026-01-24T06:54:24Z","applicationName":"drive"},"actor":{"email":"jan@example.nl"},"ipAddress":"198.51.100.7","events":[{"type":"access","name":"view"}]}]}""";

    [Theory]
    [InlineData(Viewer, 2, Stored)]
    [InlineData(Audit, 2, Vendor)]
    [InlineData(Api, 1, Vendor)]
    [InlineData(Unified, 1, Vendor)]
    [InlineData(SignIns, 1, Vendor)]
    [InlineData(Directory, 1, Vendor)]
    [InlineData(Workspace, 1, Vendor)]
    public async Task Records_are_recognised_by_the_names_of_their_members_and_each_is_read(string text, int count, string kind)
    {
        foreach (var sample in new[] { text, "\uFEFF" + text, "\n " + text.Replace(",\"", ",\r\n\"", StringComparison.Ordinal) + "\n", text + "\n" + text })
        {
            Assert.IsType<RecordReader>(CaptureReaders.Recognise(Encode.Utf8(sample)));
            var lines = await ReadAsync(sample, 7);
            Assert.Equal(sample.Length > text.Length * 1.5 ? count * 2 : count, lines.Exchanges().Count);
            Assert.All(lines.Exchanges(), l => Assert.EndsWith($"://  in  out 0 {kind}", l, StringComparison.Ordinal));
            Assert.Empty(lines.Problems());
            await PipelineTests.PlacesAsync(Encode.Utf8(sample));
        }
    }

    [Theory]
    [InlineData("""{"Name":"A","Timestamp":"x","Payload":"{}"}""", true)]
    [InlineData("""{"log":{"entries":[]}}""", false)]
    [InlineData("""{"a":1}""", false)]
    [InlineData("""[[{"Name":"A","Timestamp":"x","Payload":"{}"}]]""", false)]
    [InlineData("""{"other":[{"Name":"A","Timestamp":"x","Payload":"{}"}]}""", false)]
    [InlineData("""{"value":[]}""", false)]
    [InlineData("""{"kind":"other","items":[]}""", false)]
    [InlineData("""{"kind":"admin#reports#activities","items":[]}""", true)]
    [InlineData("[1]", false)]
    [InlineData("[", false)]
    [InlineData("{", false)]
    [InlineData("", false)]
    [InlineData("{\"value\":[{\"Name\":1,\"Timestamp\":2,\"Payload\":", true)]
    public void What_no_record_stands_in_is_not_recognised(string text, bool expected) => Assert.Equal(expected, new RecordReader().Recognises(Encode.Utf8(text)));

    [Theory]
    [InlineData("""{"kind":"admin#reports#activities","items":[]}""", 0)]
    [InlineData("""{"kind":"admin#reports#activities","etag":"x"}""", 0)]
    [InlineData("""{"items":[],"kind":"admin#reports#activities"}""", 0)]
    [InlineData("""{"@odata.context":"https://x/v1.0/$metadata#auditLogs/signIns","value":[]}""", 0)]
    [InlineData("""{"kind":"admin#reports#activities","items":[],"nextPageToken":"n"}""", 1)]
    [InlineData("""{"kind":"admin#reports#activities","items":[""", 1)]
    public async Task A_page_in_which_no_record_stands_is_one_all_the_same(string text, int problems)
    {
        Assert.IsType<RecordReader>(CaptureReaders.Recognise(Encode.Utf8(text)));
        var lines = await ReadAsync(text, 7);

        Assert.Empty(lines.Exchanges());
        Assert.Equal(problems, lines.Problems().Count);
    }

    [Fact]
    public async Task Records_of_the_audit_log_one_to_a_line_are_records_of_the_vendor()
    {
        var lines = Unified[1..^1] + "\n" + Unified[1..^1] + "\n";

        Assert.IsType<RecordReader>(CaptureReaders.Recognise(Encode.Utf8(lines)));
        Assert.Equal(["1   ://  in  out 0 vendor-record", "2   ://  in  out 0 vendor-record"], (await ReadAsync(lines, 7)).Exchanges());
    }

    [Fact]
    public async Task An_event_of_the_viewer_has_its_payload_as_content_and_its_categories_beside_it() =>
        Assert.Equal(
            [
                "1   ://  in  out 0 stored-event", "  content: {\"ver\":\"4.0\",\"name\":\"A.B\"} |json-string", "  record:/Name A.B", "  record:/Timestamp /Date(1767323045000)/ |json-string",
                "  record:/IsRequired true", "  record:/DiagnosticDataCategories [11,24]", "2   ://  in  out 0 stored-event", "  content: {}", "  record:/Name C", "  record:/Timestamp x",
            ],
            await ReadAsync(Viewer, 1));

    [Fact]
    public async Task Lines_of_records_of_a_vendor_are_not_taken_for_what_a_device_had_stored()
    {
        var text = Api[1..^1] + "\n" + Api[1..^1] + "\n";

        Assert.IsType<RecordReader>(CaptureReaders.Recognise(Encode.Utf8(text)));
        Assert.Equal(2, (await ReadAsync(text, 3)).Exchanges().Count(l => l.EndsWith(Vendor, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"@odata.nextLink\":\"https://x\",", 1)]
    [InlineData("\"nextPageToken\":\"x\",", 1)]
    [InlineData("\"other\":\"x\",", 0)]
    public async Task That_a_last_page_names_another_is_told(string member, int problems)
    {
        var page = SignIns.Insert(1, member);

        Assert.Equal(problems, (await ReadAsync(page, 9)).Problems().Count(p => p.StartsWith("! pages entry 0 @", StringComparison.Ordinal)));
        Assert.Empty((await ReadAsync(page + "\n" + SignIns, 9)).Problems());
        Assert.Equal(2, (await ReadAsync(page + "\n" + SignIns, 9)).Exchanges().Count);
    }

    [Theory]
    [InlineData("""[{"Name":"A","Timestamp":"x","Payload":"{}"},7,{"Name":"B","Timestamp":"x","Payload":"{}"}]""", 2, "! frame entry 0 @45+0: expected a record, or a comma between records, found something else")]
    [InlineData("""[{"Name":"A","Timestamp":"x","Payload":"{}"},"x"]""", 1, "! frame entry 0 @45+0: expected a record, or a comma between records, found something else")]
    [InlineData("""[{"Name":"A","Timestamp":"x","Payload":"{}"},[{}]]""", 1, "! frame entry 0 @45+0: expected a record, or a comma between records, found something else")]
    [InlineData("""[{"Name":"A","Timestamp":"x","Payload":"{}"}]]""", 1, "! frame entry 0 @45+1: expected as many brackets that open as close, found one more that closes")]
    [InlineData("""[{"Name":"A","Timestamp":"x","Payload":"{}"},{"Name":"A","Timestamp":x,"Payload":"{}"}]""", 1, "! json whole: expected JSON, found bytes that are not")]
    [InlineData("""[{"Name":"A","Timestamp":"x","Payload":"{}"},{"Name":"A"}]""", 2, "! json whole: expected a record with text in Payload, found none")]
    public async Task What_is_no_record_is_told_and_the_others_are_read(string text, int exchanges, string problem)
    {
        var lines = await ReadAsync(text, 4);

        Assert.Equal(exchanges, lines.Exchanges().Count);
        Assert.Equal([problem], lines.Problems());
    }

    [Fact]
    public async Task A_record_that_is_too_large_is_a_problem_and_the_next_is_read()
    {
        var lines = await ReadAsync(Viewer.Replace("A.B", new string('x', 300), StringComparison.Ordinal), 7, new() { EntryBytes = 300 });

        Assert.StartsWith("! limit entry 1 @1+", lines[0], StringComparison.Ordinal);
        Assert.Equal("2   ://  in  out 0 stored-event", lines[1]);
    }

    [Theory]
    [InlineData(Viewer)]
    [InlineData(Audit)]
    [InlineData(Workspace)]
    public async Task A_file_cut_anywhere_gives_the_records_before_the_cut_and_one_problem(string text)
    {
        var file = Encode.Utf8(text);
        var whole = await ReadAsync(text, 100);
        for (var length = 0; length < file.Length; length++)
        {
            var lines = await Hars.ReadAsync(new MemoryStream(file[..length]), file[..length], null, new RecordReader());

            Assert.Single(lines.Problems());
            Assert.Equal(whole.Take(lines.Count - 1), lines.SkipLast(1));
        }
    }

    [Theory]
    [InlineData(Viewer)]
    [InlineData(Audit)]
    public async Task A_byte_changed_anywhere_throws_nothing(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var flip in new byte[] { 1, 0x20, 0x80 })
            {
                var file = Encode.Utf8(text);
                file[at] ^= flip;
                var lines = await Hars.ReadAsync(new MemoryStream(file), file, null, new RecordReader());

                Assert.Equal(lines, await Hars.ReadAsync(new Dripping(file, [3, 1]), file, null, new RecordReader()));
                Assert.InRange(lines.Count, 1, 20);
            }
        }
    }

    [Property(MaxTest = 200)]
    public void Any_bytes_are_read_or_a_problem_however_they_come(NonNull<byte[]> bytes)
    {
        const string Letters = "{}[]:,\"\\ab1 \n\r0";
        var text = "[{\"Name\":1,\"Timestamp\":2,\"Payload\":\"{}\"}," + string.Concat(bytes.Get.Select(b => Letters[b % Letters.Length]));

        Assert.Equal(ReadAsync(text, 5).GetAwaiter().GetResult(), ReadAsync(text, 1 << 16).GetAwaiter().GetResult());
    }

    static Task<List<string>> ReadAsync(string text, int chunk, Limits? limits = null) =>
        Hars.ReadAsync(new Dripping(Encode.Utf8(text), [chunk]), Encode.Utf8(text), limits, new RecordReader());
}
