namespace Klikspaan.Tests.Cli;

/// <summary>Content, functional and diagnostic data, and what people decide of them.</summary>
public sealed class ClassTests
{
    const string Event = """{"eventName":"DocumentOpened","timestamp":"2026-01-02T03:04:05Z","title":"Nota zwkrtbnmpl","folder":"/home/jjansen/zaken","digest":"0123456789abcdef"}""";

    [Fact]
    public async Task An_event_that_no_protocol_file_knows_is_diagnostic_by_its_shape_and_content_in_it_is_told_apart()
    {
        using var place = await MadeAsync();

        Assert.Equal(
            [
                "content|not established|diagnostic|planted value|content:/title|1", "content|not established|diagnostic|category of the value|content:/folder|1",
                "functional|not established||field of HTTP||2", "diagnostic|not established||shape of an event||4",
                "not established|not established||no protocol file||2",
            ],
            (await RowsAsync(place, "data_class,storage,within,basis,path,values")).Order(StringComparer.Ordinal).OrderBy(r => Array.FindIndex(Order, o => r.StartsWith(o, StringComparison.Ordinal))).ThenBy(r => r.Contains("category", StringComparison.Ordinal)));
        Assert.Contains("no event of it shows by its shape", (await RowsAsync(place, "reason")).Last(), StringComparison.Ordinal);
        var items = await RowsAsync(place, "path,data_class,class_reason", table: "items");
        Assert.Contains("content:/title|content|A title, name, subject, word or search that the tester made stands in it.", items);
        Assert.Contains("content:/digest|diagnostic|A name of an event and a moment stand beside each other.", items);
        Assert.Contains("header:/content-type|functional|The field tells how the request is to be carried and answered.", items);
    }

    [Fact]
    public async Task A_report_tells_content_within_diagnostic_data_and_claims_nothing_of_storage()
    {
        using var place = await MadeAsync();
        var text = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        var dutch = (await place.DoAsync("report", "--to", "md", "--lang", "nl", "-o", "-")).Out;

        Assert.Contains("At content:/title, in 1 request to host.example that as a whole are diagnostic data by what was observed, stood content: 1 value. That rests on this: it holds what the tester wrote, named or searched.", text, StringComparison.Ordinal);
        Assert.Contains("In 1 verzoek aan host.example, als geheel diagnostische gegevens op grond van wat is waargenomen, bevatte het veld content:/title inhoud: 1 waarde.", dutch, StringComparison.Ordinal);
        Assert.Contains("no capture shows that", text, StringComparison.Ordinal);
        Assert.DoesNotContain("stored, as documented", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_decided_counts_and_what_the_machine_observed_stays_beside_it()
    {
        using var place = await MadeAsync();
        place.Write($"{Workplace.Name}/judgements/classes.yaml", """
            judgements:
              - host: host.example
                path: content:/title
                class: functional
                storage: documented
                by: functionaris gegevensbescherming
                date: 2026-02-28
                reason: The service was asked to open this document.
                machine: diagnostic
              - host: "*.example"
                class: content
                by: another
                date: 2026-02-27
                reason: All of it.
            """);

        Assert.Equal(
            ["functional|documented|content|functionaris gegevensbescherming, 2026-02-28: functional, documented. The service was asked to open this document. (judgements/classes.yaml:2)|judgements/classes.yaml:2: the machine proposes content, and proposed diagnostic when functionaris gegevensbescherming decided"],
            await RowsAsync(place, "data_class,storage,machine_class,judged,changed", "--where", "path = 'content:/title'"));
        Assert.Equal(["content|diagnostic|another, 2026-02-27: content. All of it. (judgements/classes.yaml:10)"], await RowsAsync(place, "data_class,machine_class,judged", "--where", "path = 'content:/eventName'"));
        var text = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        Assert.Contains("On host.example and content:/title, 1 value: functional data and what is known of storage stands in documentation, as functionaris gegevensbescherming decided on 2026-02-28. The reason given: The service was asked to open this document. Klikspaan proposes by what was observed: content.", text, StringComparison.Ordinal);
        Assert.Contains("When that was decided Klikspaan proposed diagnostic data; now it proposes content.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_that_contradict_each_other_are_both_shown_and_neither_is_chosen()
    {
        using var place = await MadeAsync();
        place.Write($"{Workplace.Name}/judgements/a.yaml", "judgements:\n  - {host: host.example, class: functional, by: A, date: 2026-02-27, reason: One.}\n");
        place.Write($"{Workplace.Name}/judgements/b.yaml", "judgements:\n  - {host: host.example, class: diagnostic, by: B, date: 2026-02-28, reason: Other.}\n");

        Assert.Equal(["contradicting judgements|A, 2026-02-27: functional. One. (judgements/a.yaml:2); B, 2026-02-28: diagnostic. Other. (judgements/b.yaml:2)"], (await RowsAsync(place, "data_class,judged")).Distinct());
    }

    [Fact]
    public async Task Of_two_the_one_that_says_more_counts_and_a_path_of_the_table_is_that_path_alone()
    {
        using var place = await MadeAsync();
        place.Write($"{Workplace.Name}/judgements/a.yaml", """
            judgements:
              - {host: "*", class: content, by: A, date: 2026-02-27, reason: One.}
              - {host: "host.*", class: diagnostic, by: B, date: 2026-02-27, reason: Two.}
              - {host: "host.exampl?*", class: content, by: C, date: 2026-02-27, reason: None.}
              - {path: "content:/*", class: functional, by: D, date: 2026-02-27, reason: Members.}
              - {path: "content:/*/*", class: functional, by: E, date: 2026-02-27, reason: Deeper.}
            """);

        Assert.Equal(["diagnostic|B"], (await RowsAsync(place, "data_class,judged", "--where", "machine_class = 'functional'")).Select(r => r[..(r.IndexOf(',', StringComparison.Ordinal))]).Distinct());
        Assert.Equal(["D"], (await RowsAsync(place, "judged", "--where", "path = 'content:/title'")).Select(r => r[..1]));
        Assert.Equal(["C", "E"], (await RowsAsync(place, "judged", "--where", "reason LIKE 'This judgement is about nothing%'")).Select(r => r[..1]));
        Assert.Contains("nothing that was observed is what this is about.", (await place.DoAsync("report", "--to", "md", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_path_one_asterisk_is_one_segment_and_two_are_any_number()
    {
        static bool IsAbout(string pattern, string path) => new Klikspaan.Store.ClassJudgement { About = ["", "", "", pattern], By = "A", Date = "2026-02-27", Reason = "R", Place = "" }.IsAbout("h", "p", "e", path);

        Assert.True(IsAbout("content:/*/name", "content:/0/name"));
        Assert.False(IsAbout("content:/*/name", "content:/0/data/name"));
        Assert.True(IsAbout("content:/**/name", "content:/0/data/name"));
        Assert.False(IsAbout("content:/*", "content:/0/data"));
        Assert.False(IsAbout("content:/?/name*", "content:/0/name"));
    }

    [Fact]
    public async Task Digits_of_a_digest_are_no_content_though_their_field_is_for_it()
    {
        using var place = new Workplace();
        Assert.Equal(0, (await place.DoAsync("import", Repository.Path("knowledge", "protocols", "nuxt", "telemetry.build.har"))).Code);

        Assert.Equal(["content.repository|diagnostic"], await RowsAsync(place, "category,data_class", "--where", "path LIKE '%projectHash'", "items"));
    }

    [Theory]
    [InlineData("2099-01-01")]
    [InlineData("0001-01-01")]
    public async Task A_day_that_has_not_been_is_refused(string date)
    {
        using var place = await MadeAsync();
        place.Write($"{Workplace.Name}/judgements/a.yaml", $"judgements:\n  - {{host: host.example, class: content, by: A, date: {date}, reason: One.}}\n");

        Assert.Contains("'date' must be a day that has been", (await place.DoAsync("show", "classes")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_or_an_empty_file_is_told_and_not_read()
    {
        using var place = await MadeAsync();
        place.Write($"{Workplace.Name}/judgements/empty.yaml", "");
        File.CreateSymbolicLink(place.InDossier("judgements", "link.yaml"), "/dev/zero");

        var run = await place.DoAsync("show", "classes");

        Assert.Equal(4, run.Code);
        Assert.Contains("judgements/empty.yaml:1:1: the file must be a plain file", run.Error, StringComparison.Ordinal);
        Assert.Contains("judgements/link.yaml:1:1: the file must be a plain file", run.Error, StringComparison.Ordinal);

        Directory.Delete(place.InDossier("judgements"), recursive: true);
        Directory.CreateDirectory(place.InDossier("scenarios"));
        File.CreateSymbolicLink(place.InDossier("scenarios", "link.yaml"), "/dev/zero");
        Assert.Contains("scenarios/link.yaml:1:1: the file must be a plain file", (await place.DoAsync("show", "exchanges")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judgement_without_name_date_or_reason_is_refused_with_all_mistakes_at_their_places()
    {
        using var place = await MadeAsync();
        place.Write($"{Workplace.Name}/judgements/a.yaml", """
            judgements:
              - host: host.example
                class: personal
                date: yesterday
                reason: " "
              - by: B
                date: 2026-02-28
                reason: About nothing.
                storage: surely
            """);

        var run = await place.DoAsync("show", "classes");

        Assert.Equal(4, run.Code);
        Assert.Equal(
            """
            klikspaan: judgements/ has mistakes
              judgements/a.yaml:2:5: 'by' is missing
              judgements/a.yaml:3:12: 'class' must be one of content, functional, diagnostic
              judgements/a.yaml:4:11: 'date' must be a day that has been, such as 2026-11-30
              judgements/a.yaml:5:13: 'reason' must say something
              judgements/a.yaml:6:5: a judgement needs at least one of host, protocol, event, path, so that it is about something
              judgements/a.yaml:9:14: 'storage' must be one of documented, contract, access reply
            """, string.Join('\n', run.Error.TrimEnd().Split('\n').Where(l => l.Contains("mistakes", StringComparison.Ordinal) || l.StartsWith("  ", StringComparison.Ordinal)).Order(StringComparer.Ordinal).OrderByDescending(l => l.Contains("mistakes", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_protocol_says_what_its_requests_are_for_and_every_role_is_used()
    {
        var said = Facts.Knowledge.Protocols.Where(p => !p.IsBase).ToList();

        Assert.Empty(said.Where(p => !Facts.Knowledge.Classes.Roles.ContainsKey(p.Role)).Select(p => p.Id));
        Assert.Equal(Facts.Knowledge.Classes.Roles.Keys.Order(StringComparer.Ordinal), said.Select(p => p.Role).Distinct().Order(StringComparer.Ordinal));
        Assert.Subset(Facts.Knowledge.Categories.Keys.ToHashSet(), Facts.Knowledge.Classes.ContentCategories.ToHashSet());
        Assert.Subset(PlantedValue.Kinds.ToHashSet(), Facts.Knowledge.Classes.ContentKinds.ToHashSet());
    }

    static readonly string[] Order = ["content", "functional", "diagnostic", "not"];

    static async Task<Workplace> MadeAsync()
    {
        var place = new Workplace();
        Klikspaan.Store.Dossier.Create(place.Path(Workplace.Name));
        place.Write($"{Workplace.Name}/dossier.yaml", "version: 1\nplanted:\n  - label: title\n    value: Nota zwkrtbnmpl\n    kind: document-title\n");
        await place.ImportAsync(Workplace.Har(
            Workplace.Entry("https://host.example/t", Event, headers: ("Content-Type", "application/json")),
            Workplace.Entry("https://host.example/q", """{"colour":"red"}""", headers: ("Content-Type", "application/json"))));
        return place;
    }

    static async Task<List<string>> RowsAsync(Workplace place, string columns, string one = "", string other = "", string table = "classes")
    {
        var run = await place.DoAsync(["show", table, "--format", "csv", "--columns", columns, .. new[] { one, other }.Where(w => w.Length > 0)]);
        Assert.True(run.Code == 0, run.Error);
        return [.. Csv.Read(run.Out).Skip(1).Select(r => string.Join('|', r))];
    }
}
