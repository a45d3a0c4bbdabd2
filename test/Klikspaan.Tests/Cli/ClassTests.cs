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
                "not established|not established||||2",
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

        Assert.Contains("At content:/title, in 1 request to host.example that are diagnostic data as far as was observed, stood 1 value that are content: it holds what the tester wrote, named or searched.", text, StringComparison.Ordinal);
        Assert.Contains("Bij content:/title, in 1 verzoek aan host.example", dutch, StringComparison.Ordinal);
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
                date: 2026-11-30
                reason: The service was asked to open this document.
                machine: diagnostic
              - host: "*.example"
                class: content
                by: another
                date: 2026-11-29
                reason: All of it.
            """);

        Assert.Equal(
            ["functional|documented|content|functionaris gegevensbescherming, 2026-11-30: functional. The service was asked to open this document. (judgements/classes.yaml:2)|judgements/classes.yaml:2: the machine proposes content, and proposed diagnostic when functionaris gegevensbescherming decided"],
            await RowsAsync(place, "data_class,storage,machine_class,judged,changed", "--where", "path = 'content:/title'"));
        Assert.Equal(["content|diagnostic|another, 2026-11-29: content. All of it. (judgements/classes.yaml:10)"], await RowsAsync(place, "data_class,machine_class,judged", "--where", "path = 'content:/eventName'"));
        var text = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        Assert.Contains("functional data, as functionaris gegevensbescherming decided on 2026-11-30. The reason given: The service was asked to open this document. The machine observed: content.", text, StringComparison.Ordinal);
        Assert.Contains("When that was decided the machine observed diagnostic data; now it observes content.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_that_contradict_each_other_are_both_shown_and_neither_is_chosen()
    {
        using var place = await MadeAsync();
        place.Write($"{Workplace.Name}/judgements/a.yaml", "judgements:\n  - {host: host.example, class: functional, by: A, date: 2026-11-29, reason: One.}\n");
        place.Write($"{Workplace.Name}/judgements/b.yaml", "judgements:\n  - {host: host.example, class: diagnostic, by: B, date: 2026-11-30, reason: Other.}\n");

        Assert.Equal(["contradicting judgements|A, 2026-11-29: functional. One. (judgements/a.yaml:2); B, 2026-11-30: diagnostic. Other. (judgements/b.yaml:2)"], (await RowsAsync(place, "data_class,judged")).Distinct());
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
                date: 2026-11-30
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
              judgements/a.yaml:4:11: 'date' must be a day such as 2026-11-30
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
