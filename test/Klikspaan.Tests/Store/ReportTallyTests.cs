using System.Reflection;
using Klikspaan.Exporting;
using Klikspaan.Reporting;
using Klikspaan.Store;
using Klikspaan.Tests.Importing;
using Klikspaan.Tests.Reporting;

namespace Klikspaan.Tests.Store;

/// <summary>Bounds of a report: what is beyond them is counted and said, and not held.</summary>
public sealed class ReportTallyTests
{
    [Fact]
    public async Task Hosts_beyond_the_limit_are_counted_and_said()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Workplace.Har(Enumerable.Range(0, 12).Select(i => Workplace.Entry($"https://h{i % 8}.example/p")))));
        var (data, tree) = Report(place, new() { Hosts = 3 });

        Assert.Equal(3, data.Recipients.SelectMany(r => r.Hosts).Count());
        Assert.Equal((5, 6), data.HostsLeftOut);
        Assert.Equal(["Not told apart here: 5 hosts with 6 requests. 'klikspaan show recipients' lists them."], Reports.Said(tree, "hosts.more"));
        Assert.Contains("12 requests, together", Assert.Single(Reports.Said(tree, "summary.seen")), StringComparison.Ordinal);
        Assert.EndsWith("addressed to 8 hosts.", Reports.Said(tree, "summary.seen")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_beyond_the_rows_of_a_table_are_counted_and_said()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Workplace.Har(Enumerable.Range(0, 5).Select(i => Workplace.Entry($"https://h{i}.example/p")))));
        var (_, tree) = Report(place, new() { Rows = 2 });

        Assert.Equal(["Not told apart here: 3 hosts with 3 requests. 'klikspaan show recipients' lists them."], Reports.Said(Reports.Chapter(tree, "recipients"), "hosts.more"));
        Assert.Equal(["Not told apart here: 3 hosts with 3 requests. 'klikspaan show recipients' lists them."], Reports.Said(Reports.Chapter(tree, "timeline"), "hosts.more"));
    }

    [Fact]
    public async Task Kinds_of_values_beyond_the_limits_are_counted_and_said_and_the_first_are_the_same()
    {
        using var place = new Workplace();
        static string Body(int keys) => $$"""{{{string.Join(',', Enumerable.Range(0, keys).Select(i => $"\"k{i:d2}\":{i}"))}}}""";
        await place.TakeInAsync(("a.har", Workplace.Har(Workplace.Entry("https://a.example/", Body(40)), Workplace.Entry("https://b.example/", Body(10)))));
        var (whole, _) = Report(place, new());
        var (data, tree) = Report(place, new() { Kinds = 9, KindsOfRecipient = 6 });

        Assert.Equal([6, 3], data.Recipients.Select(r => r.Kinds.Count));
        Assert.Equal(whole.Recipients.Select(r => r.Kinds.Count), data.Recipients.Select(r => r.Kinds.Count + (int)r.KindsLeftOut));
        Assert.Equal(whole.Recipients[0].Kinds.Take(6), data.Recipients[0].Kinds);
        Assert.Equal(data.Recipients.Select(r => $"Not listed here: {r.KindsLeftOut} combinations of event, field and category. 'klikspaan show disclosures' lists them."), Reports.Said(tree, "recipient.kinds-more"));
        Assert.Equal(whole.Recipients.Select(r => r.Uncategorised), data.Recipients.Select(r => r.Uncategorised));
    }

    [Fact]
    public void Kinds_that_cannot_be_shown_are_not_held()
    {
        var tally = new RecipientTally();
        for (var i = 0; i < 1000; i++)
        {
            tally.Add("c", new("", "", $"content:/{(i * 7919) % 1000:d4}", Classification.NotEstablished, "h", "", "", "", "", "", "", "", "", 1, "c#1 x", "c#1 x"), 5);
        }

        var held = (List<ReportedKind>)typeof(RecipientTally).GetField("kinds", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(tally)!;
        var reported = tally.Reported("o", "b", 5);

        Assert.True(held.Count < 10, $"{held.Count}");
        Assert.Equal(["content:/0000", "content:/0001", "content:/0002", "content:/0003", "content:/0004"], reported.Kinds.Select(k => k.Path));
        Assert.Equal(995, reported.KindsLeftOut);
    }

    [Fact]
    public async Task Places_of_planted_values_beyond_the_limit_are_counted_and_no_label_of_them_is_told_as_not_found()
    {
        using var place = new Workplace();
        place.Plant(("first", "planted-aaaa"), ("second", "planted-bbbb"), ("third", "planted-cccc"));
        await place.TakeInAsync(("a.har", Workplace.Har(Workplace.Entry("https://a.example/", """["planted-aaaa"]"""), Workplace.Entry("https://b.example/", """["planted-aaaa","planted-bbbb","planted-bbbb"]"""))));
        var (data, tree) = Report(place, new() { Rows = 1 });

        Assert.Single(data.Hits);
        Assert.Equal(3, data.HitsLeftOut);
        Assert.Equal(["third"], data.NotFound);
        Assert.Equal(["Found at further places that are not listed here: 3 places. 'klikspaan show planted' lists them."], Reports.Said(tree, "planted.more"));
        Assert.Equal(["Planted values: 2 of 3 found (first and second); not found in what was read: third. Not found does not mean not sent."], Reports.Said(tree, "planted.found").Distinct());
    }

    [Fact]
    public async Task A_name_that_was_looked_up_and_has_no_place_is_not_denied()
    {
        using var place = new Workplace();
        static WarcRecord[] LookUp(string name) => Warcs.Other("dns", $$"""{"destination":null,"sender":null,"name":"{{name}}.","type":"A","answer":"198.18.0.1","resolver":"127.0.0.53","transport":"udp"}""");
        place.Write("a.warc", Warcs.Recording(Warcs.Exchange("GET /p HTTP/1.1\r\nHost: host.example\r\n\r\n"), LookUp("host.example"), LookUp("never-contacted.example")));
        await place.DoAsync("import", "--no-questions", "a.warc");
        var (data, tree) = Report(place, new() { Hosts = 1 });
        var chapter = Reports.Texts(Reports.Chapter(tree, "besides"));

        Assert.Equal([ExchangeKind.Dns], data.ContactsLeftOut);
        Assert.DoesNotContain("never-contacted.example", data.Contacts.Select(c => c.Host));
        Assert.DoesNotContain(chapter, t => t.StartsWith("No handshake that was not completed", StringComparison.Ordinal));
        Assert.Single(Reports.Said(Reports.Chapter(tree, "besides"), "besides.more"));
    }

    [Fact]
    public async Task Captures_and_problems_beyond_the_rows_are_counted_and_said()
    {
        using var place = new Workplace();
        await place.TakeInAsync(Enumerable.Range(0, 4).Select(i => ($"{i}.har", Workplace.Har($$"""{"request":{{i}}}""", "null"))));
        var (data, tree) = Report(place, new() { Rows = 3 });
        var all = data.Captures.Sum(c => c.Problems);

        Assert.True(all > 3);
        Assert.Equal(3, data.Problems.Count);
        Assert.Equal([$"Shown: 3 of {all} problems"], Reports.Said(tree, "problems.caption"));
        Assert.Equal(2, Reports.Said(tree, "captures.more").Count(s => s == "Not listed here: 1 capture. 'klikspaan show captures' lists them."));
    }

    [Fact]
    public async Task What_came_before_the_first_step_is_not_denied_where_hosts_of_an_earlier_capture_fill_the_limit()
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        place.Write($"{Workplace.Name}/scenarios/s.yaml", "scenario: s\nsteps:\n  - step: a\n    start: 2026-02-01T00:00:00Z\n");
        place.Write("meta.yaml", "scenario: s\n");
        foreach (var name in (string[])["a", "b"])
        {
            place.Write($"{name}.har", Workplace.Har(Enumerable.Range(0, 3).Select(i => Workplace.Entry($"https://{name}{i}.example/p"))));
            await place.DoAsync("import", "--meta", "meta.yaml", "--no-questions", $"{name}.har");
        }

        var (data, tree) = Report(place, new() { Hosts = 2 });

        Assert.Equal(2, data.BeforeFirstStep.Count);
        Assert.Empty(Reports.Said(tree, "first-step.nothing"));
        Assert.Equal(["1 request", "3 requests"], Reports.Said(tree, "first-step.more").Select(s => s.Split(": ")[1].Split('.')[0]));
    }

    [Fact]
    public async Task Who_sent_is_not_established_when_it_is_not_of_one_request()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("r.warc.gz", Importing.Warcs.Recording(
            Importing.Warcs.Exchange("GET /p HTTP/1.1\r\nHost: host.example\r\n\r\n"),
            Importing.Warcs.Exchange("GET /p HTTP/1.1\r\nHost: host.example\r\n\r\n", metadata: """{"connection":1,"destination":null,"sender":null,"protocol":"http/1.1","stream":null,"tls":null,"pseudo_fields":[],"rewritten":false,"answer":"default","incomplete":false}"""))));
        var (_, tree) = Report(place, new());

        Assert.StartsWith("In this recording a process that is not established sent 2 requests", Assert.Single(Reports.Said(Reports.Chapter(tree, "recipients"), "recipient.sent")), StringComparison.Ordinal);
    }

    static (ReportData Data, System.Text.Json.JsonElement Tree) Report(Workplace place, ReportLimits limits)
    {
        using var dossier = place.Open();
        var data = ReportSource.OutlineAsync(dossier, limits, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        using var output = new StringWriter();
        ReportWriters.Find("json")!.Write(ReportBuilder.Build(data, Facts.Knowledge, "en"), output);
        return (data, Reports.Parse(output.ToString()));
    }
}
