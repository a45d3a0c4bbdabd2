using System.Diagnostics;
using System.Text.Json;
using Klikspaan.Assessing;
using static Klikspaan.Tests.Assessing.GoldenDossier;

namespace Klikspaan.Tests.Assessing;

/// <summary>Bad input of <c>assess</c>: all mistakes at once, and texts of captures and files that are shown and never followed.</summary>
public sealed class AssessInputTests
{
    const string ProPlus = "proplus-2019", Steering = "{product} ${x} {{host}} %s \u202Eback \u001B[31mred \u200Bnone";

    [Fact]
    public async Task All_mistakes_of_all_files_are_told_at_once_with_their_places()
    {
        using var dossier = new GoldenDossier(ProPlus);
        dossier.With("dossier.yaml", t => t.Replace("matrix: rijksmodel", "matrix: nosuch", StringComparison.Ordinal).Replace("risks: [diagnostic-data-2018]", "risks: [nosuch]\n    accepts:\n      - evidence: audits\n        documents: [nosuch]\n        by: T1\n        date: 2026-11-30\n        reason: R", StringComparison.Ordinal) + "colour: red\n")
            .Add("documents/bad.yaml", "documents:\n  - document: d\n    title: T\n    kind: poem\n    date: soon\n    grade: documented\n    certainty: verified\n")
            .Add("measures/bad.yaml", "measures:\n  - measure: nosuch\n    product: p\n    state: done\n    date: 2026-11-30\n    by: T1\n")
            .Add("responses/bad.yaml", "responses:\n  - finding: nosuch\n    asked: a\n    of: b\n    state: closed\n    by: T1\n")
            .Add("judgements/bad.yaml", "judgements:\n  - on: risk\n    risk: nosuch\n    product: p\n    likelihood: laag\n    severity: laag\n    by: T1\n    date: 2026-11-30\n    reason: R\n  - on: verdict\n    product: p\n    verdict: maybe\n    review: 2027-01-01\n    by: T1\n    date: 2026-11-30\n    reason: R\n")
            .Add("judgements/none.yaml", "judgements: [\n")
            .Add("knowledge/terms/bad.yaml", "id: x\n");

        var run = await dossier.RunAsync("assess");

        Assert.Equal(4, run.Code);
        foreach (var told in (string[])
        [
            "dossier.yaml:5:9: there is no matrix 'nosuch' below matrices/ of the knowledge; there are ", "dossier.yaml:15:12: there is no catalogue 'nosuch'", "dossier.yaml:18:20: no file below documents/ describes 'nosuch'", "dossier.yaml:22:1: 'colour' is not a key here",
            "documents/bad.yaml:4:11: 'kind' must be one of contract, letter,", "documents/bad.yaml:5:11: 'date' must be a day such as", "measures/bad.yaml:2:14: the measure 'nosuch' is in no file", "measures/bad.yaml:4:12: 'state' must be one of proposed, agreed,",
            "responses/bad.yaml:2:14: 'finding' must be the id of a finding", "responses/bad.yaml:5:12: 'state' must be one of draft, with vendor, final, found 'closed'", "judgements/bad.yaml:3:11: there is no risk 'nosuch'", "judgements/bad.yaml:12:14: 'verdict' must be one of do not use,",
            "judgements/none.yaml:", "terms/bad.yaml:1:",
        ])
        {
            Assert.Contains($"\n  {told}", run.Error, StringComparison.Ordinal);
        }

        Assert.All(run.Error.TrimEnd('\n').Split('\n')[1..], l => Assert.Matches(@"^  [a-z./-]+\.yaml:\d+:\d+: .", l));
        Assert.Equal("", run.Out);
    }

    [Theory]
    [InlineData("finding", "decision: set aside\n    finding: viewer-absent-0123abcd")]
    [InlineData("risk", "risk: diagnostic-data-2018/kept-long\n    product: Office 365 ProPlus\n    likelihood: laag\n    severity: laag")]
    [InlineData("verdict", "product: Office 365 ProPlus\n    verdict: use\n    review: 2027-01-01")]
    public async Task A_judgement_without_a_name_a_day_or_a_reason_is_refused(string on, string lines)
    {
        using var dossier = new GoldenDossier(ProPlus);
        var all = new Dictionary<string, string> { ["by"] = "T1", ["date"] = "2026-11-30", ["reason"] = "R" };
        string File(string? without, string said = "") => $"judgements:\n  - on: {on}\n    {lines}\n{string.Concat(all.Where(a => a.Key != without || said.Length > 0).Select(a => $"    {a.Key}: {(a.Key == without ? said : a.Value)}\n"))}";
        await dossier.AssessAsync();
        foreach (var key in all.Keys)
        {
            dossier.Add("judgements/own.yaml", File(key));
            var run = await dossier.RunAsync("assess");
            Assert.Equal((4, true), (run.Code, run.Error.Contains($"judgements/own.yaml:2:5: '{key}' is missing", StringComparison.Ordinal)));

            dossier.Add("judgements/own.yaml", File(key, "\" \""));
            run = await dossier.RunAsync("assess");
            Assert.Equal((4, true), (run.Code, run.Error.Contains($": '{key}' must ", StringComparison.Ordinal)));
        }

        dossier.Add("judgements/own.yaml", File(null));
        Assert.NotEqual(4, (await dossier.RunAsync("assess")).Code);
    }

    [Theory]
    [InlineData("sent_on: 2026-12-24\n    state: with vendor", "sent_on", "'sent_on' must be a day that has been")]
    [InlineData("sent_on: 2026-10-01\n    state: draft", "state", "a draft was not sent")]
    [InlineData("state: with vendor", "state", "'sent_on' is missing")]
    [InlineData("sent_on: 2026-10-01\n    state: with vendor\n    reply: Yes", "reply", "'reply' and 'reply_date' go together")]
    [InlineData("sent_on: 2026-10-01\n    state: with vendor\n    reply_date: 2026-10-02", "reply_date", "'reply' and 'reply_date' go together")]
    [InlineData("sent_on: 2026-10-01\n    state: with vendor\n    reply: Yes\n    reply_date: 2026-09-30", "reply_date", "'reply_date' is before 'sent_on'")]
    [InlineData("sent_on: 2026-10-01\n    state: with vendor\n    deadline: 2026-09-30", "deadline", "'deadline' is before 'sent_on'")]
    [InlineData("sent_on: 2026-10-01\n    state: final\n    reply: Yes\n    reply_date: 2026-10-02", "state", "'reaction' is missing")]
    [InlineData("sent_on: 2026-10-01\n    state: final\n    reaction: Done", "state", "'deadline' is missing")]
    [InlineData("state: draft\n    measure: three-purposes", "measure", "one 'finding' or one 'measure'")]
    [InlineData("state: draft\n    sender: x", "sender", "'sender' is not a key here")]
    public async Task A_response_that_cannot_be_is_refused_at_its_place(string lines, string key, string message)
    {
        using var dossier = new GoldenDossier(ProPlus);
        dossier.Add("responses/a.yaml", $"responses:\n  - finding: viewer-absent\n    product: Office 365 ProPlus\n    asked: a\n    of: b\n    by: T1\n    {lines}\n");

        var run = await dossier.RunAsync("assess");

        Assert.Equal(4, run.Code);
        var told = Assert.Single(run.Error.Split('\n'), l => l.Contains(message, StringComparison.Ordinal));
        Assert.Matches(@"^  responses/a\.yaml:\d+:\d+: ", told);
        Assert.True(key.Length > 0);
    }

    [Fact]
    public async Task What_a_capture_and_files_hold_stays_as_it_is_in_a_sentence_and_steers_no_screen()
    {
        using var dossier = new GoldenDossier(ProPlus);
        var written = JsonSerializer.Serialize(Steering)[1..^1];
        dossier.With("synthetic/required.har", t => t.Replace("Reconstruction.SecurityCheck", JsonSerializer.Serialize(written)[1..^1], StringComparison.Ordinal))
            .With("documents/published.yaml", t => t.Replace("control: the level of diagnostic data\n", $"control: {JsonSerializer.Serialize(Steering)}\n", StringComparison.Ordinal))
            .Add("responses/a.yaml", $"responses:\n  - finding: control-absent\n    product: Office 365 ProPlus\n    asked: {JsonSerializer.Serialize(Steering)}\n    of: {JsonSerializer.Serialize(Steering)}\n    state: with vendor\n    sent_on: 2026-10-01\n    reply: {JsonSerializer.Serialize(Steering)}\n    reply_date: 2026-10-02\n    by: {JsonSerializer.Serialize(Steering)}\n");
        var assessment = await dossier.AssessAsync();

        var sent = Assert.Single(Each(assessment, "findings"), f => Text(f, "kind") == "diagnostic-data-sent" && Text(f, "statement").Contains("${x}", StringComparison.Ordinal));
        Assert.Contains($"event {Steering} (", Text(sent, "statement"), StringComparison.Ordinal);
        Assert.Contains($"had no control for {Steering} when", Text(Assert.Single(Each(assessment, "findings"), f => Text(f, "kind") == "control-absent"), "statement"), StringComparison.Ordinal);
        Assert.Equal(Steering, Text(Assert.Single(Each(assessment, "responses")), "reply"));
        foreach (string[] options in (string[][])[["assess", "--findings"], ["assess", "--format", "json"], ["assess", "--format", "sarif"], ["assess", "--asks"], ["assess", "--asks", "--format", "json"], ["assess", "--why", "no-influence"], ["assess", "--why", "lack-of-transparency"]])
        {
            var run = await dossier.RunAsync(options);
            Assert.DoesNotContain(run.Out + run.Error, c => c is '\u202E' or '\u001B' or '\u200B' or (< ' ' and not '\n'));
        }

        Assert.Contains("{product} ${x} {{host}} %s", (await dossier.RunAsync("assess", "--asks")).Out, StringComparison.Ordinal);
    }

    /// <summary>What is asked for again and again is looked up: twice as much takes about twice as long, and never four times.</summary>
    [Fact]
    public void Twice_as_many_hosts_and_events_take_no_four_times_as_long()
    {
        var (one, two) = (Took(10_000), Took(20_000));

        Assert.True(two < (3 * one) + TimeSpan.FromSeconds(1), $"{one} and {two}");
        Assert.True(two < TimeSpan.FromSeconds(20), $"{two}");

        static TimeSpan Took(int many)
        {
            var numbers = Enumerable.Range(0, many).ToList();
            var capture = new ObservedCapture
            {
                Sha256 = new('c', 64), Day = new(2026, 1, 2),
                Causes = numbers.ToDictionary(n => ($"h{n}.example", $"E{n}"), _ => (IReadOnlyList<string>)["background"]),
                Hosts = [.. numbers.Select(n => new ObservedHost($"h{n}.example", "", "", "", "", 1, true, $"cccccccccccc#{n}"))],
                Data = [.. numbers.Select(n => new ObservedData($"h{n}.example", "p", $"E{n}", "", DataClass.Diagnostic, DataClass.NotEstablished, [], 1, false, $"cccccccccccc#{n}"))],
                Categories = [.. numbers.Select(n => new ObservedCategory($"h{n}.example", $"E{n}", "identifier.device", 1, $"cccccccccccc#{n}"))],
                Documented = [.. numbers.Select(n => new ObservedDocumented("p", $"E{n}", "/x", "documented", "why", "a list", "security", 1, $"cccccccccccc#{n}"))],
            };
            var judgements = new AssessmentJudgements([.. numbers.Select(n => new FindingJudgement($"diagnostic-data-sent-{n:x8}", "", "", new Dictionary<string, string>(), "T1", "2026-01-02", "R", $"judgements/a.yaml:{n}"))], [], []);
            var assessor = new Assessor(Facts.Knowledge, Facts.Knowledge.Assessment.Matrices[0]);
            var clock = Stopwatch.StartNew();
            var assessment = assessor.Run([new() { Product = new("P", "windows", "", "", new(2026, 1, 2)), Version = "1", Captures = [capture] }], judgements);
            Assert.Equal(5000, assessment.Findings.Count(f => f.Kind == "diagnostic-data-sent"));
            Assert.Equal(many, assessment.Idle.Count);
            return clock.Elapsed;
        }
    }
}
