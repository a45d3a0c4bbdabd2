using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>All samples are synthetic: made for these tests after the published descriptions of each format, with invented persons.</summary>
public sealed class CsvReaderTests
{
    internal const string Viewer = """
        #TYPE DDVCmdlets.Containers.EventRecord
        "Name","Timestamp","Payload","IsRequired","DiagnosticDataCategories"
        "A.B","1-2-2026 03:04:05","{""ver"":""4.0"",""name"":""A.B"",""data"":{""x"":""a""}}","True","System.Collections.Generic.List`1[System.Int32]"
        "C","1-2-2026 03:04:06","{}","False","System.Collections.Generic.List`1[System.Int32]"

        """;

    internal const string Portal = "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames\r\n"
        + "5388,\"2026-01-24T06:54:24.0000000Z \",25,MessageSent,jan@example.nl,\"{\"\"Id\"\":\"\"5388\"\",\"\"Operation\"\":\"\"MessageSent\"\",\"\"ClientIP\"\":\"\"198.51.100.7\"\",\n\"\"x\"\":1}\",,\r\n";

    internal const string Cmdlet = "\"CreationDate\",\"UserIds\",\"Operations\",\"AuditData\"\n\"1/24/2026 6:54:24 AM\",\"jan@example.nl\",\"FileAccessed\",\"{\"\"Id\"\":\"\"1\"\"}\"\n";
    internal const string SignIns = "\uFEFFDate (UTC);Request ID;User agent;Correlation ID;User ID;User;Username;IP address\n2026-01-24T06:54:24Z;r1;\"Mozilla; x\";c1;u1;Jan Jansen;jan@example.nl;198.51.100.7\n";

    [Theory]
    [InlineData(Viewer, true)]
    [InlineData(Portal, true)]
    [InlineData(Cmdlet, true)]
    [InlineData(SignIns, true)]
    [InlineData("\uFEFF#TYPE x\r\nTimestamp\tName\tPayload\r\n", true)]
    [InlineData("CreatedDateTime,UserPrincipalName,AppDisplayName\n", true)]
    [InlineData("Name,Timestamp,Payload", false)]
    [InlineData("Name,Timestamp,payload\n", false)]
    [InlineData("#TYPE x\n#TYPE y\nName,Timestamp,Payload\n", false)]
    [InlineData("a,b,c\n1,2,3\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    public void Records_are_recognised_by_the_names_of_their_columns(string text, bool expected)
    {
        Assert.Equal(expected, new CsvReader().Recognises(Encode.Utf8(text)));
        Assert.Equal(expected, CaptureReaders.Recognise(Encode.Utf8(text)) is CsvReader);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1 << 16)]
    public async Task An_export_of_the_viewer_has_stored_events_and_tells_once_what_it_lost(int chunk) =>
        Assert.Equal(
            [
                "1   ://  in  out 0 stored-event", "  content: {\"ver\":\"4.0\",\"name\":\"A.B\",\"data\":{\"x\":\"a\"}} |csv-quoted", "  record:/Name A.B", "  record:/Timestamp 1-2-2026 03:04:05",
                "  record:/IsRequired True", "  record:/DiagnosticDataCategories System.Collections.Generic.List`1[System.Int32]",
                "2   ://  in  out 0 stored-event", "  content: {}", "  record:/Name C", "  record:/Timestamp 1-2-2026 03:04:06",
                "  record:/IsRequired False", "  record:/DiagnosticDataCategories System.Collections.Generic.List`1[System.Int32]",
                "! export entry 0 @203+47: expected what stands in DiagnosticDataCategories, found the name of the type of a list: this export lost what was in it, for each event",
            ],
            await ReadAsync(Viewer, chunk));

    [Theory]
    [InlineData(1)]
    [InlineData(1 << 16)]
    public async Task A_log_of_a_vendor_has_records_of_the_vendor_in_each_of_its_forms(int chunk)
    {
        Assert.Equal(
            [
                "1   ://  in  out 0 vendor-record", "  content: {\"Id\":\"5388\",\"Operation\":\"MessageSent\",\"ClientIP\":\"198.51.100.7\",\n\"x\":1} |csv-quoted", "  record:/RecordId 5388",
                "  record:/CreationDate 2026-01-24T06:54:24.0000000Z ", "  record:/RecordType 25", "  record:/Operation MessageSent", "  record:/UserId jan@example.nl",
            ],
            await ReadAsync(Portal, chunk));
        Assert.Equal(
            ["1   ://  in  out 0 vendor-record", "  content: {\"Id\":\"1\"} |csv-quoted", "  record:/CreationDate 1/24/2026 6:54:24 AM", "  record:/UserIds jan@example.nl", "  record:/Operations FileAccessed"],
            await ReadAsync(Cmdlet, chunk));
        Assert.Equal(
            [
                "1   ://  in  out 0 vendor-record", "  record:/Date (UTC) 2026-01-24T06:54:24Z", "  record:/Request ID r1", "  record:/User agent Mozilla; x", "  record:/Correlation ID c1",
                "  record:/User ID u1", "  record:/User Jan Jansen", "  record:/Username jan@example.nl", "  record:/IP address 198.51.100.7",
            ],
            await ReadAsync(SignIns, chunk));
        foreach (var sample in new[] { Viewer, Portal, Cmdlet, SignIns })
        {
            await PipelineTests.PlacesAsync(Encode.Utf8(sample));
        }
    }

    [Theory]
    [InlineData("a,b\n", "! csv whole: expected 3 fields, as the first line names, found 2|! csv whole: expected a record with a value in the column Payload, found none")]
    [InlineData("a,b,{},d\n", "! csv whole: expected 3 fields, as the first line names, found 4")]
    [InlineData("a,b,\n", "! csv whole: expected a record with a value in the column Payload, found none")]
    [InlineData("a,b,\"{}\"x\n", "! csv whole: expected a quotation mark that ends a field, and at most 10000 fields, found something else")]
    [InlineData("a,b,\"{}\n1,2,3\n", "! csv whole: expected a quotation mark that ends a field, and at most 10000 fields, found something else|! cut entry 0 @37+0: expected the quotation mark that ends a field, found the end of the file")]
    public async Task What_is_no_sound_record_is_told(string record, string expected) =>
        Assert.Equal(expected, string.Join('|', (await ReadAsync($"Name,Timestamp,Payload\n{record}", 5)).Problems()));

    [Fact]
    public async Task A_record_that_is_too_large_is_a_problem_and_the_next_is_read()
    {
        var lines = await ReadAsync($"Name,Timestamp,Payload\na,b,\"{new string('x', 200)}\"\nc,d,{{}}\n", 7, new() { EntryBytes = 100 });

        Assert.Equal("! limit entry 1 @23+206: expected a record of at most 100 bytes, found 206 bytes", lines[0]);
        Assert.Equal("2   ://  in  out 0 stored-event", lines[1]);
    }

    [Fact]
    public async Task A_file_cut_anywhere_gives_the_records_before_the_cut()
    {
        var file = Encode.Utf8(Portal + Portal.Split("\r\n", 2)[1]);
        var whole = await ReadAsync(System.Text.Encoding.UTF8.GetString(file), 100);
        for (var length = 0; length < file.Length; length++)
        {
            var lines = await Hars.ReadAsync(new MemoryStream(file[..length]), file[..length], null, new CsvReader());

            // A line that is whole up to a separator is a record with fewer fields, which is told; what ends within quotation marks is told once more.
            Assert.True(lines.Problems().Count > 0 || lines.SequenceEqual(whole.Take(lines.Count)) || lines.Count >= 7, $"{length}: {string.Join('\n', lines)}");
            Assert.InRange(lines.Exchanges().Count, 0, 2);
        }
    }

    [Property(MaxTest = 200)]
    public void Any_bytes_are_read_or_a_problem_and_each_value_stands_where_it_says(NonNull<byte[]> bytes)
    {
        const string Letters = "\"\",\n\r;ab{}1";
        var text = "Name,Timestamp,Payload\n" + string.Concat(bytes.Get.Select(b => Letters[b % Letters.Length]));

        Assert.Equal(ReadAsync(text, 5).GetAwaiter().GetResult(), ReadAsync(text, 1 << 16).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task A_record_of_a_vendor_is_in_no_count_of_what_was_sent()
    {
        using var place = new Workplace();
        place.Write("audit.csv", Portal);
        var import = await place.RunAsync("-d", "d", "import", "audit.csv");
        var items = await place.RunAsync("-d", "d", "show", "items", "--format", "csv", "--columns", "path,value,grade");
        var exchanges = await place.RunAsync("-d", "d", "show", "exchanges", "--format", "csv", "--columns", "kind,host,bytes_out");
        var disclosures = await place.RunAsync("-d", "d", "show", "disclosures", "--format", "ndjson");
        var recipients = await place.RunAsync("-d", "d", "show", "recipients", "--format", "ndjson");

        Assert.Contains("audit.csv: 1 record that a vendor's service wrote, which does not show what was sent, kept as captures/", import.Out, StringComparison.Ordinal);
        Assert.Contains("1 record that a service of the vendor kept itself", import.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("content:/ClientIP,198.51.100.7,vendor-record", items.Lines);
        Assert.Contains("record:/Operation,MessageSent,vendor-record", items.Lines);
        Assert.Equal(["kind,host,bytes_out", "vendor-record,not established,0"], exchanges.Lines);
        Assert.Equal(("", ""), (disclosures.Out, recipients.Out));
    }

    static Task<List<string>> ReadAsync(string text, int chunk, Limits? limits = null) =>
        Hars.ReadAsync(new Dripping(Encode.Utf8(text), [chunk]), Encode.Utf8(text), limits, new CsvReader());
}
