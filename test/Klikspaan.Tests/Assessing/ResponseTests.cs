using System.Text.Json;
using Klikspaan.Assessing;
using NJsonSchema;
using static Klikspaan.Tests.Assessing.GoldenDossier;

namespace Klikspaan.Tests.Assessing;

/// <summary>What was asked of vendors and what came back: how it is read, shown beside findings and measures, and listed.</summary>
public sealed class ResponseTests
{
    const string WebAndMobile = "web-and-mobile-2019", Kind = "recipient-not-named", Measure = "controls-for-web-and-apps";

    static string Response(string about, string lines) => $"responses:\n  - {about}\n    product: mobile Office apps\n    platform: ios\n    asked: Which company is it?\n    of: the vendor\n    by: T1\n{string.Concat(lines.Split('\n').Select(l => $"    {l}\n"))}";

    [Theory]
    [InlineData("state: draft", "not asked")]
    [InlineData("state: with vendor\nsent_on: 2026-10-01", "asked on 2026-10-01")]
    [InlineData("state: with vendor\nsent_on: 2026-10-01\ndeadline: 2026-12-01", "asked on 2026-10-01")]
    [InlineData("state: with vendor\nsent_on: 2026-10-01\ndeadline: 2026-11-30", "no reply by 2026-11-30")]
    [InlineData("state: final\nsent_on: 2026-10-01\ndeadline: 2026-11-30\nreaction: We leave it at that.", "no reply by 2026-11-30")]
    [InlineData("state: with vendor\nsent_on: 2026-10-01\ndeadline: 2026-10-20\nreply: It is one of ours.\nreply_date: 2026-11-02\ndocument: vendor-2018", "replied on 2026-11-02")]
    public async Task Each_finding_and_measure_says_how_the_dialogue_stands(string lines, string standing)
    {
        using var dossier = new GoldenDossier(WebAndMobile);
        dossier.Add("documents/more.yaml", "documents:\n  - document: vendor-2018\n    title: T\n    kind: letter\n    date: 2026-11-02\n    grade: vendor-statement\n    certainty: verified\n")
            .Add("responses/a.yaml", Response($"finding: {Kind}", lines)).Add("responses/b.yaml", Response($"measure: {Measure}", lines));
        var assessment = await dossier.AssessAsync();

        Assert.Equal(standing, Text(Assert.Single(Each(assessment, "findings"), f => Text(f, "kind") == Kind), "asked"));
        Assert.All(Each(assessment, "findings").Where(f => Text(f, "kind") != Kind), f => Assert.Equal("not asked", Text(f, "asked")));
        var measures = Each(assessment, "risks").SelectMany(r => Each(r, "measures").Where(m => Text(m, "id") == Measure).Select(m => (Text(r, "platform"), Text(m, "asked")))).Distinct().Order().ToList();
        Assert.Equal([("ios", standing), ("web", "not asked")], measures);
        Assert.Equal([standing, standing], Each(assessment, "responses").Select(r => Text(r, "standing")));
        Assert.Empty(Texts(assessment, "idle"));
        var text = (await dossier.RunAsync("assess", "--findings")).Out;
        Assert.Contains($"; {standing}] ", Assert.Single(text.Split('\n'), l => l.Contains("its role is not established", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains($"measure {Measure}, by the vendor: {standing}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_that_names_a_finding_goes_before_one_that_names_its_kind_and_the_last_that_was_sent_counts()
    {
        using var dossier = new GoldenDossier(WebAndMobile);
        var id = Text(Assert.Single(Each(await dossier.AssessAsync(), "findings"), f => Text(f, "kind") == Kind), "id");
        dossier.Add("responses/a.yaml", Response($"finding: {id}", "state: with vendor\nsent_on: 2026-10-01")).Add("responses/b.yaml", Response($"finding: {id}", "state: with vendor\nsent_on: 2026-09-01"))
            .Add("responses/c.yaml", Response($"finding: {Kind}", "state: with vendor\nsent_on: 2026-11-01"));
        var run = await dossier.RunAsync("assess", "--format", "json");

        Assert.Equal("asked on 2026-10-01", Text(Assert.Single(Each(JsonDocument.Parse(run.Out).RootElement, "findings"), f => Text(f, "kind") == Kind), "asked"));
    }

    [Fact]
    public async Task A_response_about_nothing_that_was_assessed_is_told()
    {
        using var dossier = new GoldenDossier(WebAndMobile);
        dossier.Add("responses/a.yaml", Response("finding: terms-role-00000000", "state: draft")).Add("responses/b.yaml", Response("measure: telemetry-off", "state: draft")).Add("responses/c.yaml", Response($"finding: {Kind}", "state: draft").Replace("ios", "web", StringComparison.Ordinal));
        var idle = Texts(await dossier.AssessAsync(), "idle").ToList();

        Assert.Equal(
        [
            "responses/a.yaml:2: there is no finding terms-role-00000000 that it could be about", "responses/b.yaml:2: there is no risk for which the measure telemetry-off counts that it could be about",
            $"responses/c.yaml:2: there is no finding {Kind} that it could be about",
        ], idle);
    }

    [Fact]
    public async Task The_list_of_asks_holds_what_others_have_to_take_what_nobody_asked_about_and_what_people_wrote()
    {
        using var dossier = new GoldenDossier(WebAndMobile);
        dossier.Add("responses/a.yaml", Response($"finding: {Kind}", "state: final\nsent_on: 2026-10-01\nevidence: [letter of October]\nreply: It is one of ours.\nreply_date: 2026-11-02\nreaction: We asked for the contract."));
        await dossier.AssessAsync();
        var run = await dossier.RunAsync("assess", "--asks", "--format", "json");
        var asks = Each(JsonDocument.Parse(run.Out).RootElement, "asks").ToList();

        var measure = Assert.Single(asks, a => Text(a, "about") == "measure" && Text(a, "id") == "company-out-of-apps");
        Assert.Equal(("the vendor", "not asked", "not asked", $"a capture without a finding {Kind}"), (Text(measure, "of"), Text(measure, "state"), Text(measure, "standing"), Text(measure, "verified_by")));
        Assert.Equal("the negotiator", Text(Assert.Single(asks, a => Text(a, "id") == "terms-for-apps"), "of"));
        var answered = Assert.Single(asks, a => Text(a, "id") == Kind);
        Assert.Equal(("Which company is it?", "final", "replied on 2026-11-02", "It is one of ours.", "We asked for the contract."), (Text(answered, "what"), Text(answered, "state"), Text(answered, "standing"), Text(answered, "reply"), Text(answered, "reaction")));
        Assert.Equal("letter of October", Texts(answered, "evidence").First());
        Assert.StartsWith($"{Kind}-", Texts(answered, "evidence").Last(), StringComparison.Ordinal);
        Assert.Contains(asks, a => Text(a, "about") == "finding" && Text(a, "id") == "viewer-absent" && Text(a, "standing") == "not asked");

        // What fires no risk needs no reply, and what the organisation does itself is asked of nobody.
        Assert.DoesNotContain(asks, a => Text(a, "id") == "device-read");
        var text = await dossier.RunAsync("assess", "--asks");
        Assert.Contains("Asks: 11 (10 not asked, 1 replied). People send them; this program sends nothing.", text.Out, StringComparison.Ordinal);
        Assert.Contains("what we make of it: We asked for the contract.", text.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await dossier.RunAsync("assess", "--asks", "--format", "sarif")).Code);
    }

    [Fact]
    public async Task A_measure_that_counts_is_asked_of_nobody_unless_somebody_wrote_of_it()
    {
        using var dossier = new GoldenDossier("proplus-2019");
        var assessment = await dossier.AssessAsync();
        Assert.Contains(Each(assessment, "risks").SelectMany(r => Each(r, "measures")), m => Text(m, "id") == "three-purposes" && m.GetProperty("counts").GetBoolean());

        Assert.DoesNotContain("three-purposes", (await dossier.RunAsync("assess", "--asks")).Out, StringComparison.Ordinal);
        dossier.Add("responses/a.yaml", Response("measure: three-purposes", "state: draft").Replace("mobile Office apps", "Office 365 ProPlus", StringComparison.Ordinal).Replace("ios", "windows", StringComparison.Ordinal));
        Assert.Contains("(measure three-purposes)", (await dossier.RunAsync("assess", "--asks")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"C:\x")]
    [InlineData("documents/../dossier.yaml")]
    [InlineData("captures/x")]
    [InlineData("documents/a\\u0000b")]
    public async Task A_file_of_a_document_stands_below_documents(string file)
    {
        using var dossier = new GoldenDossier(WebAndMobile);
        dossier.Add("documents/more.yaml", Document("d", file, new('0', 64)));

        var run = await dossier.RunAsync("verify");

        Assert.Contains("documents/more.yaml:8:11: 'file' must be a file below documents/ of the dossier", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_a_document_is_checked_and_neither_links_nor_pipes_are_read()
    {
        using var dossier = new GoldenDossier(WebAndMobile);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("minutes"u8));
        dossier.Add("documents/in/minutes.txt", "minutes").Add("documents/more.yaml", Document("minutes", "documents/in/minutes.txt", digest));
        Assert.Equal(0, (await dossier.RunAsync("verify")).Code);

        dossier.Add("documents/in/minutes.txt", "Minutes");
        Assert.Contains($"documents/in/minutes.txt: its SHA-256 is ", await FaultAsync(dossier), StringComparison.Ordinal);
        File.Delete(dossier.PathOf("documents/in/minutes.txt"));
        Assert.Equal("documents/in/minutes.txt: the file is gone; documents/more.yaml:2 describes it", await FaultAsync(dossier));

        // What a link leads to is the very file: that it is one is the fault.
        dossier.Add("elsewhere/minutes.txt", "minutes");
        File.CreateSymbolicLink(dossier.PathOf("documents/in/minutes.txt"), dossier.PathOf("elsewhere/minutes.txt"));
        Assert.Contains("is no plain file", await FaultAsync(dossier), StringComparison.Ordinal);
        Directory.Delete(dossier.PathOf("documents/in"), recursive: true);
        Directory.CreateSymbolicLink(dossier.PathOf("documents/in"), dossier.PathOf("elsewhere"));
        Assert.Contains("a folder on the way to it is a link", await FaultAsync(dossier), StringComparison.Ordinal);
        Directory.Delete(dossier.PathOf("documents/in"));
        Directory.CreateDirectory(dossier.PathOf("documents/in"));
        using var pipe = System.Diagnostics.Process.Start("mkfifo", [dossier.PathOf("documents/in/minutes.txt")]);
        await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("is no plain file", await FaultAsync(dossier), StringComparison.Ordinal);
    }

    static async Task<string> FaultAsync(GoldenDossier dossier)
    {
        var run = await dossier.RunAsync("verify");
        Assert.Equal(4, run.Code);
        Assert.Equal("1 fault(s)", run.Lines[^1]);
        return run.Lines[0];
    }

    static string Document(string id, string file, string digest) =>
        $"documents:\n  - document: {id}\n    title: T\n    kind: minutes\n    date: 2026-11-02\n    grade: documented\n    certainty: verified\n    file: \"{file.Replace(@"C:\", @"C:\\", StringComparison.Ordinal)}\"\n    sha256: \"{digest}\"\n";

    [Fact]
    public async Task Documents_are_a_table_that_says_where_each_is_named()
    {
        using var dossier = new GoldenDossier("proplus-2019");
        dossier.Add("responses/a.yaml", Response("measure: three-purposes", "state: with vendor\nsent_on: 2026-10-01\nreply: Yes.\nreply_date: 2026-10-02\ndocument: letter-2019").Replace("mobile Office apps", "Office 365 ProPlus", StringComparison.Ordinal));

        await dossier.AssessAsync();
        var run = await dossier.RunAsync("show", "documents", "--format", "json");

        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "schema", "show-documents.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(run.Out));
        var rows = JsonDocument.Parse(run.Out).RootElement.EnumerateArray().ToDictionary(r => Text(r, "id"));
        Assert.Equal(["blog-2018", "blog-2019", "letter-2019", "news-2019"], rows.Keys.Order());
        Assert.Equal((10, 0), (rows["blog-2018"].GetProperty("states").GetInt32(), rows["blog-2018"].GetProperty("claims").GetInt32()));
        Assert.Equal((0, 1, "verified"), (rows["letter-2019"].GetProperty("states").GetInt32(), rows["letter-2019"].GetProperty("claims").GetInt32(), Text(rows["letter-2019"], "certainty")));
        Assert.Equal(["responses/a.yaml:2"], Texts(rows["letter-2019"], "cited_by"));
        Assert.Contains("measures/in-force.yaml:3", Texts(rows["blog-2019"], "cited_by"));
        Assert.Equal("uncertain", Text(rows["news-2019"], "certainty"));
    }

    /// <summary>Without a day that was set, nobody is late.</summary>
    [Fact]
    public void A_deadline_is_past_on_the_day_after_it()
    {
        var response = new VendorResponse { Asked = "a", Of = "b", State = VendorResponse.WithVendor, By = "c", Place = "d", SentOn = new(2026, 1, 1), Deadline = new(2026, 2, 1) };

        Assert.Equal(["asked on 2026-01-01", "no reply by 2026-02-01"], [response.Standing(new(2026, 2, 1)), response.Standing(new(2026, 2, 2))]);
        Assert.Equal("asked on 2026-01-01", (response with { Deadline = null }).Standing(new(2036, 1, 1)));
    }
}
