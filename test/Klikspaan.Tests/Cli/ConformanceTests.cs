using System.Globalization;
using System.Text;
using System.Text.Json;
using Klikspaan.Tests.Documenting;

namespace Klikspaan.Tests.Cli;

/// <summary>Captures held against vendors' own lists of events. Lists and captures are synthetic, but for the corpus.</summary>
public sealed class ConformanceTests
{
    const string Key = "o:0a89d516ae714e01ae89c96d185e9ae3";
    const string User = "jansen-0042";
    const string Meta = "product: Windows 11\nos_build: \"10.0.26100.1742\"\ndiagnostic_level: Required\n";

    [Fact]
    public async Task What_was_observed_is_documented_undocumented_or_contradicted_where_product_level_edition_and_day_are_known()
    {
        using var place = await MadeAsync(Meta);
        var rows = await RowsAsync(place, "event,path,result,found,values");

        Assert.Equal(
            [
                "Test.Provider.Closed|/data/Any|undocumented|not found|1", "Test.Provider.Closed|/data/syncId|not established|in part|1", "Test.Provider.Closed|/iKey|documented|common field|1", "Test.Provider.Closed|/name|documented|common field|1",
                "Test.Provider.Closed|/time|documented|common field|1", "Test.Provider.Closed|/ver|documented|common field|1",
                "Test.Provider.Opened|/data/Kind|not established|field|2", "Test.Provider.Opened|/data/List/*|documented|field|2", "Test.Provider.Opened|/data/Other|undocumented|event only|1",
                "Test.Provider.Opened|/data/Reserved|not established|field|2", "Test.Provider.Opened|/data/Settings/Colour|not established|in part|1", "Test.Provider.Opened|/data/UserHash|not established|field|2",
                "Test.Provider.Opened|/iKey|documented|common field|2", "Test.Provider.Opened|/name|documented|common field|2", "Test.Provider.Opened|/time|documented|common field|2", "Test.Provider.Opened|/ver|documented|common field|2",
            ], rows);
        const string judge = "; whether that is contrary to what is meant, is for a person to judge";
        Assert.Equal(
            [
                $"/data/Kind|the field was found in the list; its description reads as if it names the values that it can have; others were observed: \"One of Start, Stop, or Pause.\" (1 of 2 values){judge}",
                $"/data/Reserved|the field was found in the list; its description reads as if it says that it holds nothing, or is not collected: \"Reserved; always empty.\" (1 of 2 values){judge}",
                $"/data/UserHash|the field was found in the list; its description reads as if it says that it is hashed; a planted value was observed in it that was not: \"A pseudonymized (hashed) identifier of the user.\" (1 of 2 values){judge}",
            ], await RowsAsync(place, "path,why", "event = 'Test.Provider.Opened' AND result = 'not established' AND found = 'field'"));
        var at = (await RowsAsync(place, "snapshot,snapshot_date,source,product", "path = '/data/Kind'"))[0];
        Assert.StartsWith("microsoft/windows 24H2 required@2024-10-01|2024-10-01|https://docs.example/page, line 48 (SHA-256 ", at, StringComparison.Ordinal);
        Assert.EndsWith("|Windows 11", at, StringComparison.Ordinal);
        Assert.Contains("/data/UserHash", (await RowsAsync(place, "locator", "path = '/data/UserHash'"))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("product: Windows 11\nos_build: \"10.0.22631\"\ndiagnostic_level: required\n", "the list is of edition 24H2; the capture is of 10.0.22631")]
    [InlineData("product: Windows 11\ndiagnostic_level: required\n", "the list is of edition 24H2; of which edition the capture is, is not established")]
    [InlineData("product: Windows 11\nos_build: \"26100\"\n", "the list is of level required; the level of the capture is not established")]
    [InlineData("product: Windows 11\nos_build: \"26100\"\ndiagnostic_level: full\n", "the list is of level required; at level optional events of required, enhanced, optional can be sent")]
    public async Task Nothing_is_undocumented_or_contradicted_where_the_list_may_be_another(string meta, string why)
    {
        using var place = await MadeAsync(meta);

        Assert.Equal([$"not established|not found|the event was not found in the list; {why}"], await RowsAsync(place, "result,found,why", "path = '/data/Any'"));
        Assert.Equal([$"not established|event only|the event was found in the list, the field was not found in it; {why}"], await RowsAsync(place, "result,found,why", "path = '/data/Other'"));
        Assert.Equal("not established|field", (await RowsAsync(place, "result,found", "path = '/data/Kind'")).Single());
        Assert.Equal(why.Contains("level", StringComparison.Ordinal) ? "documented|field" : "not established|field", (await RowsAsync(place, "result,found", "path = '/data/List/*'")).Single());
        Assert.Empty(await RowsAsync(place, "path", "result IN ('contradicted', 'undocumented')"));
    }

    [Fact]
    public async Task A_list_of_a_later_day_and_one_of_an_optional_level_are_told()
    {
        using var place = await MadeAsync(Meta, date: "2026-02-03");
        Assert.Equal(["not established|the event was not found in the list; the list is of 2026-02-03, a later day than the capture, of 2026-01-02"], await RowsAsync(place, "result,why", "path = '/data/Any'"));

        using var other = await MadeAsync(Meta, level: "optional");
        Assert.Equal(["contradicted|the list says that the event is of level optional; the capture was made at a level at which events of required can be sent"], await RowsAsync(other, "result,why", "path = '/data/List/*'"));
    }

    [Fact]
    public async Task What_is_not_in_a_list_of_which_names_were_not_read_is_not_called_undocumented()
    {
        using var place = await MadeAsync(Meta, page: Pages.Windows);

        Assert.Equal(
            ["not established|the event was not found in the list; 1 place of the list microsoft/windows 24H2 required@2024-10-01 could not be read"], await RowsAsync(place, "result,why", "path = '/data/Any'"));
        Assert.Equal("documented", (await RowsAsync(place, "result", "path = '/data/List/*'")).Single());
        Assert.Empty(await RowsAsync(place, "path", "result = 'undocumented'"));
    }

    [Fact]
    public async Task An_event_of_another_product_is_held_against_no_list_that_is_not_about_it()
    {
        using var place = await MadeAsync(Meta, key: "o:ffffffffffffffffffffffffffffffff");

        Assert.Equal(["Test.Provider.Closed||not established||no list in this dossier is about events of this protocol and product (microsoft/windows)|6"], await RowsAsync(place, "event,path,result,found,why,values", "event = 'Test.Provider.Closed'"));
        Assert.Equal(
            ["not established|field|the event and the field were found in the list; by its account key and name the event is not one of the product that the list is about"],
            await RowsAsync(place, "result,found,why", "path = '/data/List/*'"));
    }

    [Theory]
    [InlineData("1809", "10.0.17763.1", true)]
    [InlineData("1809", "Windows 10 1809", true)]
    [InlineData("1809", "10.0.19041.1809", false)]
    [InlineData("2004", "10.0.19041.2004", true)]
    [InlineData("2004", "10.0.17763.2004", false)]
    [InlineData("23H2 and 22H2", "22H2", true)]
    [InlineData("1.49", "1.49.0-insider", true)]
    [InlineData("1.49", "1.50.1", false)]
    [InlineData("Windows 10 1809", "10.0.19041", false)]
    [InlineData("1809", "", null)]
    [InlineData("current", "10.0.17763", null)]
    [InlineData("", "", null)]
    [InlineData("", "10.0.26100", null)]
    [InlineData("all", "", true)]
    [InlineData("10.0.22631", "10.0.26100", false)]
    [InlineData("10.0", "10.0.26100", null)]
    [InlineData("10.0.26100", "10.0.26100.1", true)]
    [InlineData("10.0.26100.2", "10.0.26100.1", false)]
    [InlineData("24H2 64-bit", "23H2 64-bit", false)]
    public void A_capture_is_of_an_edition_by_its_number_or_build_and_never_by_a_correction(string edition, string build, bool? isOf) =>
        Assert.Equal(isOf, new Klikspaan.Store.CaptureStanding("", build, "", null).IsOfEdition(edition, Facts.Knowledge.Documentation.Single(d => d.Name == "Windows"), "windows"));

    [Theory]
    [InlineData("Windows 11", "office", "1709", "1709", null)]
    [InlineData("Word", "windows", "2004", "2004", null)]
    [InlineData("Word", "windows", "2004", "", true)]
    [InlineData("Word", "office", "10.0.19041", "", null)]
    public void A_build_of_the_system_or_of_another_product_is_no_edition_of_this_one(string recorded, string product, string edition, string said, bool? isOf) =>
        Assert.Equal(isOf, new Klikspaan.Store.CaptureStanding(recorded, said, "", null) { OperatingSystemBuild = said.Length > 0 ? "" : "10.0.19041" }.IsOfEdition(edition, Facts.Knowledge.DocumentationOf($"microsoft/{product}"), product));

    [Theory]
    [InlineData("/events/*/data/x", 2, "/data/x")]
    [InlineData("/events", 2, "")]
    [InlineData("", 3, "")]
    [InlineData("/a", 0, "/a")]
    public void A_path_within_an_event_begins_behind_it(string path, int depth, string inside)
    {
        var shape = new PathTable().Root(MessagePart.Content).Shape;
        foreach (var segment in path.Split('/').Skip(1))
        {
            shape = new(shape, segment == "*" ? [] : Encode.Utf8(segment), 1, segment == "*");
        }

        Assert.Equal(inside, new Klikspaan.Store.ConformanceKey(new("", "", "", depth, true), shape).Inside());
    }

    [Fact]
    public async Task Of_several_versions_the_one_of_the_day_counts_and_of_several_editions_that_of_the_capture()
    {
        using var place = await MadeAsync(Meta);
        place.Write("new.md", Pages.Windows.Replace("- **Settings**", "- **Other** New.\n- **Settings**", StringComparison.Ordinal));
        Assert.Equal(3, (await place.DoAsync("documentation", "import", "new.md", "--date", "2025-05-06")).Code);
        place.Write("later.md", Pages.Windows + "\n");
        Assert.Equal(3, (await place.DoAsync("documentation", "import", "later.md", "--date", "2026-05-06")).Code);
        place.Write("other.md", Pages.Windows);
        Assert.Equal(3, (await place.DoAsync("documentation", "import", "other.md", "--edition", "23H2")).Code);

        Assert.Equal(["documented|microsoft/windows 24H2 required@2025-05-06"], await RowsAsync(place, "result,snapshot", "path = '/data/Other'"));
        Assert.Equal(4, (await place.DoAsync("documentation", "list")).Lines.Length);
        var diff = await place.DoAsync("documentation", "diff", "microsoft/windows-24h2-required@2024-10-01", "microsoft/windows-24h2-required@2025-05-06", "--format", "csv");
        Assert.Equal(["change,event,field,what,before,after", "added,Test.Provider.Opened,Other,field,,New."], diff.Lines);
    }

    [Fact]
    public async Task What_an_import_could_not_know_or_read_is_told()
    {
        using var place = new Workplace();
        place.Write("a.csv", "event,field\nA.B,x\n,y\n");
        place.Write("b.txt", "words");
        place.Write("c.md", "# A page\n\nWith words.\n");
        Assert.Equal((2, "klikspaan: the file does not say what it is of: name --vendor, --product, --date yyyy-MM-dd\n"), Told(await place.DoAsync("documentation", "import", "a.csv")));
        var named = await place.DoAsync("documentation", "import", "a.csv", "--vendor", "Some One", "--product", "App", "--date", "2026-01-02");
        Assert.Equal((3, "a.csv: read as documentation/some-one/app@2026-01-02.yaml: 1 events, 0 groups of common fields, 1 fields"), (named.Code, named.Lines[0].Split(" (")[0]));
        Assert.Contains("a.csv:3: the row names no event", named.Error, StringComparison.Ordinal);
        Assert.Contains("in which protocols the events of some-one/app are sent is not known", named.Error, StringComparison.Ordinal);
        Assert.Contains("in the dossier already", (await place.DoAsync("documentation", "import", "a.csv", "--vendor", "Some One", "--product", "App", "--date", "2026-01-02")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await place.DoAsync("documentation", "import", "b.txt")).Code);
        Assert.StartsWith("klikspaan: c.md: no event was read", (await place.DoAsync("documentation", "import", "c.md")).Error, StringComparison.Ordinal);

        // Another file of the same day does not take the place of the first.
        place.Write("a.csv", "event,field\nA.C,x\n");
        Assert.Matches(@"documentation/some-one/app@2026-01-02\.[0-9a-f]{12}\.yaml", (await place.DoAsync("documentation", "import", "a.csv", "--vendor", "Some One", "--product", "App", "--date", "2026-01-02")).Out);
        File.AppendAllText(place.InDossier("documentation", "some-one", "app@2026-01-02.yaml"), "what\n");
        place.Write("a.har", Workplace.Har(Workplace.Entry()));
        await place.DoAsync("import", "a.har");
        var broken = await place.DoAsync("show", "conformance");
        Assert.Equal(4, broken.Code);
        Assert.Contains("documentation/some-one/app@2026-01-02.yaml:", broken.Error, StringComparison.Ordinal);

        static (int, string) Told(Workplace.Run run) => (run.Code, string.Join('\n', run.Error.Split('\n').Where(l => !l.Contains("made a new dossier", StringComparison.Ordinal))));
    }

    /// <summary>Prints, for each edition of the corpus, what was found in it of the events of a real device. The device is of build 19041, the editions are 1703 to 1809: nothing may be called undocumented.</summary>
    [Fact]
    public async Task Events_of_a_real_device_are_held_against_editions_before_it_without_a_claim()
    {
        using var place = new Workplace();
        File.Copy(Repository.InCorpus("captures", "windows", "eventtranscript-open.ndjson"), place.Path("events.ndjson"));
        foreach (var edition in (string[])["1703", "1709", "1803", "1809"])
        {
            place.Write($"{edition}.md", Page(edition, await File.ReadAllBytesAsync(Repository.InCorpus("facts", $"windows10-{edition}-basic.json"), TestContext.Current.CancellationToken)));
            Assert.Equal(0, (await place.DoAsync("documentation", "import", $"{edition}.md", "--date", "2019-08-15")).Code);
        }

        place.Write("meta.yaml", "product: Windows 10\nos_build: 10.0.19041\n");
        Assert.Equal(0, (await place.DoAsync("import", "events.ndjson", "--meta", "meta.yaml", "--no-questions")).Code);
        var rows = (await RowsAsync(place, "snapshot,result,found,event,values")).ConvertAll(r => r.Split('|'));
        foreach (var edition in rows.Where(r => r[0] != Classification.NotEstablished).GroupBy(r => r[0]))
        {
            int Events(Func<string[], bool> which) => edition.Where(which).Select(r => r[3]).Distinct().Count();
            var line = string.Create(CultureInfo.InvariantCulture, $"{edition.Key}: {Events(r => r[2] is "field" or "event only" or "contrary")} of {Events(_ => true)} events found, {Events(r => r[2] == "not found")} not; fields: {string.Join(", ", edition.GroupBy(r => $"{r[1]}/{r[2]}").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"))}");
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        }

        Assert.Equal(4, rows.Select(r => r[0]).Where(s => s != Classification.NotEstablished).Distinct().Count());
        Assert.DoesNotContain(rows, r => r[1] is "undocumented" or "contradicted");
        Assert.Equal(512, rows.Count(r => r[0].Contains("1809", StringComparison.Ordinal) && r[2] == "field"));
    }

    /// <summary>Extracted facts as the page that they were extracted from had them.</summary>
    static string Page(string edition, byte[] facts)
    {
        using var json = JsonDocument.Parse(facts);
        var page = new StringBuilder($"---\ntitle: Windows 10, version {edition} basic diagnostic events and fields (Windows 10)\n---\n\n## Common data extensions\n\n");
        foreach (var (name, one) in json.RootElement.GetProperty("fieldGroups").EnumerateArray().Select(g => (g.GetProperty("group").GetString(), g)).Where(g => g.Item1!.StartsWith("Common", StringComparison.Ordinal))
            .Concat(json.RootElement.GetProperty("events").EnumerateArray().OrderBy(e => e.GetProperty("section").GetString() != "Common data fields").Select(e => (e.GetProperty("event").GetString(), e))))
        {
            if (name!.StartsWith("Common", StringComparison.Ordinal) == false && !page.ToString().Contains("\n## Events", StringComparison.Ordinal))
            {
                page.Append("\n## Events\n\n");
            }

            page.Append(CultureInfo.InvariantCulture, $"### {name}\n\nText.\n\nThe following fields are available:\n\n");
            foreach (var field in one.GetProperty("fields").EnumerateArray())
            {
                page.Append(CultureInfo.InvariantCulture, $"- **{field.GetString()}**  Text.\n");
            }

            page.Append('\n');
        }

        return page.ToString();
    }

    static async Task<Workplace> MadeAsync(string meta, string date = "2024-10-01", string level = "required", string key = Key, string? page = null)
    {
        var place = new Workplace();
        place.Plant(("user", User));
        place.Write("page.md", page ?? Pages.Whole);
        place.Write("meta.yaml", meta);
        var read = await place.DoAsync("documentation", "import", "page.md", "--source", "https://docs.example/page", "--date", date, "--level", level);
        Assert.Equal(3, read.Code);
        Assert.Contains("could not be read", read.Error, StringComparison.Ordinal);
        string[] events =
        [
            Event("Test.Provider.Opened", key, $$"""{"UserHash":"{{Digest()}}","Reserved":"","Kind":"start","List":["a"],"Other":1}"""),
            Event("Test.Provider.Opened", key, """{"UserHash":"jansen-0042","Reserved":"x","Kind":"Explode","List":["b"],"Settings":{"Colour":"red"}}"""),
            Event("Test.Provider.Closed", key, """{"Any":1,"syncId":"s"}"""),
        ];
        place.Write("a.har", Workplace.Har(Workplace.Entry("https://v10.events.data.microsoft.com/OneCollector/1.0/", string.Join('\n', events))));
        var imported = await place.DoAsync("import", "a.har", "--meta", "meta.yaml", "--no-questions");
        Assert.True(imported.Code is 0 or 3, imported.Error);
        return place;
    }

    /// <summary>The planted value as the list says that it is: hashed.</summary>
    static string Digest() => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encode.Utf8(User)));

    static string Event(string name, string key, string data) => $$"""{"ver":"4.0","name":"{{name}}","time":"2026-01-02T03:04:05Z","iKey":"{{key}}","data":{{data}}}""";

    static async Task<List<string>> RowsAsync(Workplace place, string columns, string where = "")
    {
        var run = where.Length > 0 ? await place.DoAsync("show", "conformance", "--format", "ndjson", "--columns", columns, "--where", where) : await place.DoAsync("show", "conformance", "--format", "ndjson", "--columns", columns);
        Assert.True(run.Code == 0, run.Error);
        return [.. run.Lines.Where(l => l.Length > 0).Select(l =>
        {
            using var row = JsonDocument.Parse(l);
            return string.Join('|', row.RootElement.EnumerateObject().Select(p => p.Value.ToString()));
        })];
    }
}
