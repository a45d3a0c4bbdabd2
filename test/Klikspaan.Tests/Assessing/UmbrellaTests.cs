using System.Text.Json;
using static Klikspaan.Tests.Assessing.GoldenDossier;

namespace Klikspaan.Tests.Assessing;

/// <summary>A dossier that stands on the assessment of another one: what is shared, what is its own, and what changed there.</summary>
public sealed class UmbrellaTests
{
    const string Upper = "proplus-2019", Lower = "overlay";

    static string DossierFile(string more = "") => $"version: 1\nname: own\ncustomer: dutch-central-government\nmatrix: rijksmodel\numbrella: ../{Upper}\nproducts:\n  - product: Office 365 ProPlus\n    platform: windows\n    vendor: microsoft\n    version: \"1905\"\n    risks: [diagnostic-data-2018]\n{more}";

    static async Task<GoldenDossier> MakeAsync(string more = "")
    {
        var umbrella = new GoldenDossier(Upper);
        await umbrella.AssessAsync();
        return umbrella.Add($"../{Lower}/dossier.yaml", DossierFile(more));
    }

    static async Task<JsonElement> AssessAsync(GoldenDossier dossier)
    {
        var run = await dossier.RunAtAsync(Lower, "assess", "--format", "json");
        Assert.True(run.Code is 0 or 3, run.Error);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    static JsonElement Measured(JsonElement assessment, string measure) => Each(assessment, "risks").SelectMany(r => Each(r, "measures")).First(m => Text(m, "id") == measure);

    [Fact]
    public async Task All_of_a_dossier_without_an_umbrella_is_its_own()
    {
        using var dossier = new GoldenDossier(Upper);
        var assessment = await dossier.AssessAsync();

        Assert.All(((string[])["findings", "risks", "verdicts"]).SelectMany(l => Each(assessment, l)).Concat(Each(assessment, "risks").SelectMany(r => Each(r, "measures"))), e => Assert.Equal("own", Text(e, "origin")));
        Assert.Equal(JsonValueKind.Null, assessment.GetProperty("umbrella").ValueKind);
    }

    [Fact]
    public async Task What_comes_from_the_umbrella_is_shared_and_its_measures_are_unverified_and_none_of_the_organisation()
    {
        using var dossier = await MakeAsync();
        var upper = JsonDocument.Parse((await dossier.RunAsync("assess", "--format", "json")).Out).RootElement;
        var lower = await AssessAsync(dossier);

        Assert.Equal(Each(upper, "findings").Where(f => Text(f, "kind") != "only-vendor").Select(f => Text(f, "id")), Each(lower, "findings").Where(f => Text(f, "kind") != "only-vendor").Select(f => Text(f, "id")));
        Assert.All(((string[])["findings", "risks", "verdicts"]).SelectMany(l => Each(lower, l)), e => Assert.Equal("shared", Text(e, "origin")));

        // By a capture the umbrella verified it for itself; the contract of the negotiator holds for all.
        var (verified, contract) = (Measured(lower, "office-level-neither"), Measured(lower, "three-purposes"));
        Assert.True(Measured(upper, "office-level-neither").GetProperty("verified").GetBoolean());
        Assert.Equal(("shared", false, false), (Text(verified, "origin"), verified.GetProperty("counts").GetBoolean(), verified.GetProperty("verified").GetBoolean()));
        Assert.Equal("the umbrella says verified; measures/ of this dossier does not confirm it", Text(verified, "why"));
        Assert.Equal(("shared", true, false), (Text(contract, "origin"), contract.GetProperty("counts").GetBoolean(), contract.GetProperty("verified").GetBoolean()));
        Assert.StartsWith($"../{Upper}/measures/", Text(verified, "place"), StringComparison.Ordinal);

        // What was adopted there is shown, and adopts nothing here.
        var verdict = Assert.Single(Each(lower, "verdicts"));
        Assert.Equal(("do not use", "proposal"), (Text(verdict, "verdict"), Text(verdict, "state")));
        Assert.Equal("shared", Text(Assert.Single(Each(verdict, "judgements")), "origin"));
        Assert.Contains(Each(lower, "findings").SelectMany(f => Texts(f, "evidence")), e => e.StartsWith($"../{Upper}/documents/", StringComparison.Ordinal));
        Assert.DoesNotContain(Texts(lower, "idle"), _ => true);
    }

    [Fact]
    public async Task What_the_organisation_confirms_shows_and_decides_itself_is_its_own()
    {
        using var dossier = await MakeAsync();
        dossier.Add($"../{Lower}/measures/own.yaml", "measures:\n  - measure: office-level-neither\n    product: Office 365 ProPlus\n    platform: windows\n    state: implemented\n    date: 2019-07-01\n    by: T1\n")
            .Add($"../{Lower}/judgements/own.yaml", "judgements:\n  - on: verdict\n    product: Office 365 ProPlus\n    platform: windows\n    verdict: do not use\n    review: 2027-01-01\n    by: T1\n    date: 2026-11-30\n    reason: The settings are not in force everywhere.\n");
        await dossier.TakeInAsync(Lower, dossier.PathOf("synthetic/required.har"), "product: Office 365 ProPlus\nplatform: windows\nbuild: \"1905\"\n");
        File.AppendAllText(dossier.PathOf("synthetic/other.har"), File.ReadAllText(dossier.PathOf("synthetic/required.har")).Replace("Office.Word.FileOpen.UserInitiatedOpen", "Reconstruction.Own.Event", StringComparison.Ordinal));
        await dossier.TakeInAsync(Lower, dossier.PathOf("synthetic/other.har"), "product: Office 365 ProPlus\nplatform: windows\nbuild: \"1905\"\n");
        var lower = await AssessAsync(dossier);

        var measure = Measured(lower, "office-level-neither");
        Assert.Equal(("own", true, "own"), (Text(measure, "origin"), measure.GetProperty("counts").GetBoolean(), Text(Assert.Single(Each(lower, "verdicts")), "origin")));
        Assert.Equal(("do not use", "adopted"), (Text(Each(lower, "verdicts").First(), "verdict"), Text(Each(lower, "verdicts").First(), "state")));
        JsonElement Sent(string name) => Assert.Single(Each(lower, "findings"), f => Text(f, "kind") == "diagnostic-data-sent" && f.GetProperty("fields").GetProperty("event").GetString() == name);
        Assert.Equal("own", Text(Sent("Reconstruction.Own.Event"), "origin"));
        Assert.Equal("own", Text(Sent("Office.System.SystemHealthUngracefulApplicationExit"), "origin"));
        Assert.Equal("shared", Text(Assert.Single(Each(lower, "findings"), f => Text(f, "kind") == "viewer-absent"), "origin"));

        // The same file in both counts once, as does the same request in two captures here.
        Assert.Equal(Times(await UpperAsync(dossier)), Times(lower));
        var text = (await dossier.RunAtAsync(Lower, "assess", "--findings")).Out;
        Assert.Contains("; shared; not asked]", text, StringComparison.Ordinal);
        Assert.Contains("  unverified measure of the umbrella: three-purposes", text, StringComparison.Ordinal);
        static long Times(JsonElement of) => Each(of, "findings").Single(f => Text(f, "kind") == "diagnostic-data-sent" && f.GetProperty("fields").GetProperty("event").GetString() == "Office.System.SystemHealthUngracefulApplicationExit").GetProperty("times").GetInt64();
        static async Task<JsonElement> UpperAsync(GoldenDossier of) => JsonDocument.Parse((await of.RunAsync("assess", "--format", "json")).Out).RootElement;
    }

    [Fact]
    public async Task What_people_of_the_umbrella_decided_of_a_risk_decides_nothing_here_and_is_shown()
    {
        using var dossier = await MakeAsync();
        var before = await AssessAsync(dossier);
        dossier.Add("judgements/risk.yaml", "judgements:\n  - on: risk\n    risk: diagnostic-data-2018/kept-long\n    product: Office 365 ProPlus\n    likelihood: laag\n    severity: laag\n    can_go_lower: \"no\"\n    by: T9\n    date: 2026-11-30\n    reason: We looked.\n");
        var after = await AssessAsync(dossier);

        Assert.Equal(Lines(before), Lines(after));
        var risk = Assert.Single(Each(after, "risks"), r => Text(r, "id").EndsWith("kept-long", StringComparison.Ordinal));
        Assert.Equal(("T9", "shared"), (Text(Assert.Single(Each(risk, "judgements")), "by"), Text(Assert.Single(Each(risk, "judgements")), "origin")));
        Assert.Contains("in the umbrella, which decides nothing here", (await dossier.RunAtAsync(Lower, "assess", "--why", "kept-long")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_seen_of_the_umbrella_is_kept_and_what_changed_there_is_told_part_by_part()
    {
        using var dossier = await MakeAsync();
        var first = (await dossier.RunAtAsync(Lower, "assess")).Out;
        Assert.Contains("Which state of the umbrella people looked at is not written down", first, StringComparison.Ordinal);
        var lines = first.Split('\n').SkipWhile(l => l != "    umbrella_seen:").TakeWhile(l => l.StartsWith("    ", StringComparison.Ordinal)).Select(l => l[4..] + "\n");
        dossier.Add($"../{Lower}/dossier.yaml", DossierFile(string.Concat(lines)));
        Assert.Empty(Texts((await AssessAsync(dossier)).GetProperty("umbrella"), "changes"));
        Assert.DoesNotContain("umbrella_seen", (await dossier.RunAtAsync(Lower, "assess")).Out, StringComparison.Ordinal);

        dossier.With("measures/in-force.yaml", t => t + "\n");
        Assert.Equal(["measures/ is otherwise"], Texts((await AssessAsync(dossier)).GetProperty("umbrella"), "changes"));
        dossier.Add("judgements/more.yaml", "judgements:\n");
        dossier.With("synthetic/neither.har", t => t + "\n");
        Assert.Equal(0, (await dossier.RunAsync("import", dossier.PathOf("synthetic/neither.har"))).Code & ~3);
        Assert.Equal(["its manifest has 2 more line(s), with 1 capture(s)", "judgements/ is otherwise", "measures/ is otherwise"], Texts((await AssessAsync(dossier)).GetProperty("umbrella"), "changes"));
        Assert.Contains("  changed in the umbrella since it was looked at: judgements/ is otherwise", (await dossier.RunAtAsync(Lower, "assess")).Out, StringComparison.Ordinal);

        dossier.Add("knowledge/measures/more.yaml", "measures: []\n");
        await dossier.RunAsync("assess");
        Assert.Contains(Texts((await AssessAsync(dossier)).GetProperty("umbrella"), "changes"), c => c.StartsWith("the facts by which it is read are others", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("..", "there is no dossier in '..'")]
    [InlineData(".", "names itself as its umbrella: a circle")]
    [InlineData("../overlay/", "names itself as its umbrella: a circle")]
    [InlineData("../nowhere", "there is no dossier in '../nowhere'")]
    [InlineData("/etc", "must be a path from the folder of this dossier")]
    [InlineData(@"\\host\share", "must be a path from the folder of this dossier")]
    [InlineData("../circle", "names this dossier as its own umbrella: a circle")]
    [InlineData("../chain", "stands on another dossier itself ('../proplus-2019')")]
    public async Task An_umbrella_that_is_not_there_or_goes_round_is_a_mistake_with_its_place(string path, string message)
    {
        using var dossier = new GoldenDossier(Upper);
        dossier.Add($"../{Lower}/dossier.yaml", DossierFile().Replace($"../{Upper}", path, StringComparison.Ordinal)).Add("../circle/dossier.yaml", $"version: 1\numbrella: ../{Lower}\n").Add("../chain/dossier.yaml", $"version: 1\numbrella: ../{Upper}\n");

        var run = await dossier.RunAtAsync(Lower, "assess");

        Assert.Equal(4, run.Code);
        Assert.Contains("  dossier.yaml:5:11: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_of_the_umbrella_are_told_with_its_path_and_nothing_is_written_there()
    {
        using var dossier = await MakeAsync();
        var before = Directory.EnumerateFiles(dossier.PathOf("."), "*", SearchOption.AllDirectories).Select(f => (f, File.GetLastWriteTimeUtc(f))).ToHashSet();
        await AssessAsync(dossier);
        Assert.Equal(before, Directory.EnumerateFiles(dossier.PathOf("."), "*", SearchOption.AllDirectories).Select(f => (f, File.GetLastWriteTimeUtc(f))).ToHashSet());

        dossier.Add("judgements/bad.yaml", "judgements:\n  - on: verdict\n    product: p\n    verdict: use\n    review: 2027-01-01\n    by: T1\n    date: 2026-11-30\n").Add($"../{Lower}/measures/bad.yaml", "measures:\n  - measure: x\n");
        var run = await dossier.RunAtAsync(Lower, "assess");
        Assert.Equal(4, run.Code);
        Assert.Contains($"  ../{Upper}/judgements/bad.yaml:2:5: 'reason' is missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("  measures/bad.yaml:2:5: 'state' is missing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_umbrella_that_was_not_read_is_not_read_from_here()
    {
        using var dossier = await MakeAsync();
        Directory.Delete(dossier.PathOf("index"), recursive: true);

        var run = await dossier.RunAtAsync(Lower, "assess");

        Assert.Equal(4, run.Code);
        Assert.Contains($"run 'klikspaan -d ../{Upper} assess' first", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(dossier.PathOf("index")));
    }

    [Fact]
    public async Task A_reply_to_the_umbrella_counts_here_until_the_organisation_asks_itself()
    {
        using var dossier = await MakeAsync();
        const string Shared = "responses:\n  - measure: office-level-neither\n    product: Office 365 ProPlus\n    asked: When?\n    of: the vendor\n    state: with vendor\n    sent_on: 2026-10-01\n    by: T9\n";
        dossier.Add("responses/a.yaml", Shared);
        var response = Assert.Single(Each(await AssessAsync(dossier), "responses"));
        Assert.Equal(("shared", "asked on 2026-10-01", $"../{Upper}/responses/a.yaml:2"), (Text(response, "origin"), Text(response, "standing"), Text(response, "place")));

        dossier.Add($"../{Lower}/responses/a.yaml", Shared.Replace("2026-10-01", "2026-09-01", StringComparison.Ordinal));
        Assert.Equal("asked on 2026-09-01", Text(Measured(await AssessAsync(dossier), "office-level-neither"), "asked"));
    }

    [Fact]
    public async Task Facts_beside_the_umbrella_hold_here_for_every_command_alike()
    {
        using var dossier = new GoldenDossier("web-and-mobile-2019");
        await dossier.AssessAsync();
        dossier.Add($"../{Lower}/dossier.yaml", File.ReadAllText(dossier.PathOf("dossier.yaml")) + "umbrella: ../web-and-mobile-2019\n");
        var capture = Directory.EnumerateFiles(dossier.PathOf("captures"), "*.har").First();
        Assert.Equal(0, (await dossier.RunAtAsync(Lower, "import", capture)).Code & ~3);

        var run = await dossier.RunAtAsync(Lower, "assess", "--format", "json");

        // An index that was made with other facts would be made again, and that said.
        Assert.DoesNotContain("making it again", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("making it again", (await dossier.RunAtAsync(Lower, "show", "recipients")).Error, StringComparison.Ordinal);
        Assert.Contains(Each(JsonDocument.Parse(run.Out).RootElement, "findings"), f => Text(f, "kind") == "recipient-not-named" && Text(f, "origin") == "shared");
    }
}
