using System.Text.Json;

namespace Klikspaan.Tests.Cli;

/// <summary>What may be claimed of an event and a vendor's list, and what may not. Lists and captures are synthetic.</summary>
public sealed class ConformanceClaimTests
{
    const string Key = "o:0a89d516ae714e01ae89c96d185e9ae3", Other = "o:ffffffffffffffffffffffffffffffff";
    const string Head = "event,field,description,says,values,level\n";
    const string Meta = "product: Windows 11\nos_build: \"10.0.26100\"\ndiagnostic_level: required\n";

    [Fact]
    public async Task Only_what_a_list_states_by_itself_is_contradicted_by_values()
    {
        using var place = new Workplace();
        await ListAsync(place, "A.B,h,,hashed,,\nA.B,e,,empty,,\nA.B,v,,,a;b,\nA.B,w,Possible values are a or b.,,,\n");
        await CaptureAsync(place, Meta, Event("A.B", """{"h":"in clear","e":"x","v":"c","w":"c"}"""), Event("A.B", """{"h":"","e":"","v":"A","w":"a"}"""));

        Assert.Equal(
            [
                "/data/e|contradicted|the list says that it holds nothing, or is not collected (1 of 2 values)",
                "/data/h|contradicted|the list says that it is hashed; values were observed that have a form which no digest has (1 of 2 values)",
                "/data/v|contradicted|the list names the values that it can have; others were observed (1 of 2 values)",
                "/data/w|not established|the field was found in the list; its description reads as if it names the values that it can have; others were observed: \"Possible values are a or b.\" (1 of 2 values); whether that is contrary to what is meant, is for a person to judge",
            ], await RowsAsync(place, "path,result,why", "path LIKE '/data/%'"));
    }

    [Fact]
    public async Task An_event_in_several_lists_is_of_the_level_that_may_be_sent()
    {
        using var place = new Workplace();
        await ListAsync(place, "A.B,x,,,,\nC.D,x,,,,\n", level: "required");
        await ListAsync(place, "A.B,x,,,,\nA.B,y,,,,\nE.F,x,,,,\n", level: "optional");
        await CaptureAsync(place, Meta, Event("A.B", """{"x":1,"y":1}"""), Event("E.F", """{"x":1}"""));

        Assert.Equal(
            [
                "A.B|/data/x|documented|microsoft/windows 24H2 required@2025-01-02", "A.B|/data/y|not established|microsoft/windows 24H2 optional@2025-01-02", "E.F|/data/x|contradicted|microsoft/windows 24H2 optional@2025-01-02",
            ], await RowsAsync(place, "event,path,result,snapshot", "path LIKE '/data/%'"));

        // Where a list was read only in part, the event may stand there.
        await ListAsync(place, "A.B,x,,,,\n,y,,,,\n", level: "required", date: "2025-02-03");
        Assert.Equal(["not established"], await RowsAsync(place, "result", "event = 'E.F' AND path LIKE '/data/%'"));
    }

    [Fact]
    public async Task What_an_event_is_wrapped_in_is_no_undocumented_field()
    {
        using var place = new Workplace();
        await ListAsync(place, "A.B,x,,,,\n");
        await CaptureAsync(place, Meta, Event("A.B", """{"z":1}"""), Event("C.D", """{"z":1}"""));

        Assert.Equal(["A.B|/data/z", "C.D|/data/z"], await RowsAsync(place, "event,path", "result = 'undocumented'"));
        Assert.Equal(
            ["event only|the event was found in the list, the field was not found in it; it does not stand where fields of such events are known to, and the list need not speak of it"],
            await RowsAsync(place, "found,why", "event = 'A.B' AND path = '/ver'"));
    }

    [Fact]
    public async Task Of_a_product_of_which_the_knowledge_says_nothing_no_field_is_called_undocumented()
    {
        using var place = new Workplace();
        await ListAsync(place, "A.B,x,,,,\n", "some", "app", "all");
        await CaptureAsync(place, "product: App\n", Event("A.B", """{"x":1,"z":1}""", Other));

        Assert.Equal(["/data/x|documented", "/data/z|not established"], await RowsAsync(place, "path,result", "path LIKE '/data/%'"));
    }

    [Theory]
    [InlineData("", "2025-01-02", Meta, "the list names no edition; whether it is of that of the capture, is not established ('all' as its edition says that it is of all)")]
    [InlineData("23H2", "2025-01-02", Meta, "the list is of edition 23H2; the capture is of 10.0.26100")]
    [InlineData("24H2", "2026-02-03", Meta, "the list is of 2026-02-03, a later day than the capture, of 2026-01-02")]
    public async Task What_stands_in_another_list_than_that_of_the_capture_is_a_lead(string edition, string date, string meta, string why)
    {
        using var place = new Workplace();
        await ListAsync(place, "A.B,x,,,,\n", edition: edition, date: date);
        await CaptureAsync(place, meta, Event("A.B", """{"x":1}"""));

        Assert.Equal([$"not established|field|the event and the field were found in the list; {why}"], await RowsAsync(place, "result,found,why", "path = '/data/x'"));
    }

    [Fact]
    public async Task An_address_is_kept_without_what_is_for_one_reader_and_shown_without_what_is_secret()
    {
        using var place = new Workplace();
        place.Write("l.csv", Head + "A.B,api_key=abcdef,,,,\n");
        Assert.Equal(0, (await place.DoAsync("documentation", "import", "l.csv", "--vendor", "microsoft", "--product", "windows", "--edition", "24H2", "--date", "2025-01-02", "--source", "https://me:word@docs.example/a@b?sig=secret#c")).Code);
        await CaptureAsync(place, Meta, Event("A.B", """{"api_key=abcdef":1}"""));
        Assert.StartsWith("https://docs.example/a@b, line 2 (SHA-256", (await RowsAsync(place, "source", "event = 'A.B' AND found = 'field'"))[0], StringComparison.Ordinal);

        var file = place.InDossier("documentation", "microsoft", "windows-24h2@2025-01-02.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("a@b\"", "a?sig=secret\"", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", (await place.DoAsync("documentation", "list")).Out, StringComparison.Ordinal);
        Assert.All(await RowsAsync(place, "source,locator,path"), r => Assert.DoesNotContain("secret", r, StringComparison.Ordinal));
        Assert.All(await RowsAsync(place, "locator,path"), r => Assert.DoesNotContain("abcdef", r, StringComparison.Ordinal));
        var shown = await place.DoAsync("show", "conformance", "--format", "ndjson", "--columns", "source,locator", "--show-secrets");
        Assert.Contains("sig=secret", shown.Out, StringComparison.Ordinal);
        Assert.Contains("api_key=abcdef", shown.Out, StringComparison.Ordinal);
    }

    static async Task ListAsync(Workplace place, string rows, string vendor = "microsoft", string product = "windows", string edition = "24H2", string level = "", string date = "2025-01-02")
    {
        place.Write($"{level}{date}.csv", Head + rows);
        string[] options = ["--vendor", vendor, "--product", product, "--date", date, "--level", level, "--edition", edition, "--protocol", "microsoft/onecollector"];
        var read = await place.DoAsync(["documentation", "import", $"{level}{date}.csv", .. options]);
        Assert.True(read.Code is 0 or 3, read.Error);
    }

    static async Task CaptureAsync(Workplace place, string meta, params string[] events)
    {
        place.Write("meta.yaml", meta);
        place.Write("a.har", Workplace.Har(Workplace.Entry("https://v10.events.data.microsoft.com/OneCollector/1.0/", string.Join('\n', events))));
        var imported = await place.DoAsync("import", "a.har", "--meta", "meta.yaml", "--no-questions");
        Assert.True(imported.Code is 0 or 3, imported.Error);
    }

    static string Event(string name, string data, string key = Key) => $$"""{"ver":"4.0","name":"{{name}}","time":"2026-01-02T03:04:05Z","iKey":"{{key}}","data":{{data}}}""";

    static async Task<List<string>> RowsAsync(Workplace place, string columns, string where = "true")
    {
        var run = await place.DoAsync("show", "conformance", "--format", "ndjson", "--columns", columns, "--where", where);
        Assert.True(run.Code == 0, run.Error);
        return [.. run.Lines.Where(l => l.Length > 0).Select(l =>
        {
            using var row = JsonDocument.Parse(l);
            return string.Join('|', row.RootElement.EnumerateObject().Select(p => p.Value.ToString()));
        })];
    }
}
