using System.Text.Json;
using System.Text.RegularExpressions;
using static Klikspaan.Tests.Assessing.GoldenDossier;

namespace Klikspaan.Tests.Assessing;

/// <summary>The assessments of 2018 and 2019, reconstructed as dossiers: what <c>assess</c> proposes for them, and what six changes do to that, as written down beforehand in their README.</summary>
public sealed partial class GoldenCaseTests
{
    const string ProPlus = "proplus-2019", Windows = "windows-2019", WebAndMobile = "web-and-mobile-2019", Before = "proplus-2018";

    [Theory]
    [InlineData(Before, "windows: do not use", "hoog hoog x6, hoog laag x1, hoog midden x1")]
    [InlineData(ProPlus, "windows: use with measures", "hoog laag x8")]
    [InlineData(Windows, "windows: use with measures", "hoog laag x4")]
    [InlineData(WebAndMobile, "web: do not use; ios: do not use", "hoog hoog x6")]
    public async Task The_program_alone_proposes_what_was_published(string name, string verdicts, string risks)
    {
        using var dossier = new GoldenDossier(name);
        var assessment = await dossier.AssessAsync("--without-judgements");

        Assert.Equal(verdicts, string.Join("; ", Each(assessment, "verdicts").Select(v => $"{Text(v, "platform")}: {Text(v, "verdict")}")));
        Assert.All(Each(assessment, "verdicts"), v => Assert.Equal("proposal", Text(v, "state")));
        Assert.Equal(risks, string.Join(", ", Each(assessment, "risks").CountBy(r => $"{Text(r, "level")} {Text(r, "residual")}").OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} x{r.Value}")));
    }

    [Theory]
    [InlineData(ProPlus)]
    [InlineData(Windows)]
    [InlineData(WebAndMobile)]
    public async Task What_was_adopted_stands_beside_what_is_proposed_and_names_no_person(string name)
    {
        using var dossier = new GoldenDossier(name);
        var assessment = await dossier.AssessAsync();

        Assert.All(Each(assessment, "verdicts"), v =>
        {
            Assert.Equal(("adopted", Text(v, "proposed")), (Text(v, "state"), Text(v, "verdict")));
            Assert.All(Each(v, "judgements"), j => Assert.Equal("reconstruction by the Klikspaan project of published outcomes", Text(j, "by")));
            Assert.NotEmpty(Texts(v, "lifted_by"));
            Assert.NotEmpty(Text(v, "review"));
        });
    }

    /// <summary>T1.</summary>
    [Fact]
    public async Task There_are_three_assessments_and_one_before_them_each_of_its_day()
    {
        async Task<string> DaysAsync(string name)
        {
            using var dossier = new GoldenDossier(name);
            _ = await dossier.AssessAsync();
            var run = await dossier.RunAsync("show", "exchanges", "--format", "csv", "--columns", "started_at");
            return string.Join(" ", run.Lines.Skip(1).Select(l => l[..7]).Distinct().Order());
        }

        Assert.Equal(["2018-11", "2019-06", "2019-06", "2019-06"], await Task.WhenAll(DaysAsync(Before), DaysAsync(ProPlus), DaysAsync(Windows), DaysAsync(WebAndMobile)));
    }

    /// <summary>T8: what was recorded and is not in a reply is listed, and is no breach.</summary>
    [Fact]
    public async Task What_a_reply_holds_and_does_not_hold_is_listed()
    {
        using var dossier = new GoldenDossier(ProPlus);
        dossier.Add("reply.csv", "event,time,session\nOffice.Word.FileOpen.UserInitiatedOpen,2019-06-05T09:03:00.000Z,{40000000-0000-4000-8000-000000000004}\n");
        _ = await dossier.AssessAsync();
        var taken = await dossier.RunAsync("import", "--as", "access-reply", "--subject", "T1", "--requested", "2019-07-01", "--received", "2019-07-20", $"{ProPlus}/reply.csv");
        Assert.True(taken.Code is 0 or 3, taken.Error);

        var rows = JsonDocument.Parse((await dossier.RunAsync("show", "access", "--format", "json")).Out).RootElement.EnumerateArray().ToList();
        Assert.Contains(rows, r => Text(r, "result") == "found again");
        Assert.Contains(rows, r => Text(r, "result") == "not found in the reply");
        Assert.DoesNotContain(rows, r => r.GetRawText().Contains("breach", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>T9: an instrument has a status by day, and the program says neither transfer nor valid.</summary>
    [Theory]
    [InlineData("2018-11-05", "in force", "declared invalid 2020-07-16 (C-311/18)")]
    [InlineData("2020-08-05", "declared invalid 2020-07-16 (C-311/18)", "")]
    public async Task The_Privacy_Shield_has_a_status_on_the_day_of_the_capture(string day, string status, string next)
    {
        using var dossier = new GoldenDossier(Before);
        if (day != "2018-11-05")
        {
            dossier.With("synthetic/default.har", t => t.Replace("2018-11-05", day, StringComparison.Ordinal));
        }

        _ = await dossier.AssessAsync();
        var row = JsonDocument.Parse((await dossier.RunAsync("show", "locations", "--format", "json")).Out).RootElement.EnumerateArray().First(r => r.GetProperty("instrument").GetRawText().Contains("rivacy", StringComparison.Ordinal));
        Assert.Contains(status, row.GetProperty("instrument_status").GetRawText(), StringComparison.Ordinal);
        Assert.Contains(next, row.GetProperty("instrument_next").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, new[] { "server_country", "contracting_entity" }.Count(c => row.GetProperty(c).GetRawText().Contains("not established", StringComparison.Ordinal)));
        Assert.DoesNotMatch(@"(?i)\b(transfer|valid)\b", row.GetRawText());
    }

    /// <summary>T2 and T3: a purpose is held against the terms of the day, and where none cover a product it is outside them.</summary>
    [Fact]
    public async Task A_recommendation_was_among_the_purposes_of_2018_and_is_not_among_those_of_2019()
    {
        using var before = new GoldenDossier(Before);
        using var after = new GoldenDossier(ProPlus);
        using var mobile = new GoldenDossier(WebAndMobile);

        Assert.Contains(Lines(await before.AssessAsync()), l => l.StartsWith("finding windows purpose-authorised: Reconstruction.TargetedTip.Shown, recommendations", StringComparison.Ordinal));
        Assert.Contains(Lines(await after.AssessAsync()), l => l.StartsWith("finding windows purpose-not-named: Reconstruction.TargetedTip.Shown, recommendations", StringComparison.Ordinal));
        Assert.Contains(Lines(await mobile.AssessAsync()), l => l.StartsWith("finding ios terms-exclude: Amended terms for the Dutch central government", StringComparison.Ordinal));
    }

    /// <summary>T4: terms that do not apply cannot be breached.</summary>
    [Fact]
    public async Task The_marketing_company_is_named_in_no_document_and_its_role_is_not_established()
    {
        using var dossier = new GoldenDossier(WebAndMobile);
        var assessment = await dossier.AssessAsync();

        var finding = Assert.Single(Each(assessment, "findings"), f => Text(f, "kind") == "recipient-not-named");
        Assert.Contains("which no document in force for mobile Office apps on ios names, as far as documents are held here; its role is not established", Text(finding, "statement"), StringComparison.Ordinal);
        Assert.Equal(3, finding.GetProperty("times").GetInt64());
        Assert.Contains("unverified", Text(finding, "recipient"), StringComparison.Ordinal);
    }

    /// <summary>T6: at level Neither no diagnostic data of the client, and required service data remain.</summary>
    [Fact]
    public async Task At_the_lowest_level_no_diagnostic_event_was_observed_and_other_requests_were()
    {
        using var dossier = new GoldenDossier(ProPlus);
        dossier.With("synthetic/required.yaml", t => t.Replace("windows", "elsewhere", StringComparison.Ordinal));
        var assessment = await dossier.AssessAsync();

        Assert.DoesNotContain(Each(assessment, "findings"), f => Text(f, "kind") == "diagnostic-data-sent");
        Assert.Contains(Each(assessment, "findings"), f => Text(f, "kind").StartsWith("recipient-", StringComparison.Ordinal));
        Assert.Contains(Each(assessment, "not_established"), o => Text(o, "what").Contains("was not assessed", StringComparison.Ordinal));
    }

    /// <summary>T7: a planted name of a file within an event.</summary>
    [Fact]
    public async Task A_planted_name_of_a_file_is_content_in_diagnostic_data()
    {
        using var dossier = new GoldenDossier(ProPlus);
        var assessment = await dossier.AssessAsync();

        var finding = Assert.Single(Each(assessment, "findings"), f => Text(f, "kind") == "content-in-diagnostic-data");
        Assert.Equal("content:/data/FileName", finding.GetProperty("fields").GetProperty("path").GetString());
        Assert.DoesNotContain("Kanarie", assessment.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>What a capture only has written down is no finding of what was sent: here an entry of a HAR that its browser blocked.</summary>
    [Fact]
    public async Task What_was_not_sent_is_no_finding_of_what_was_sent()
    {
        using var dossier = new GoldenDossier(ProPlus);
        dossier.With("synthetic/required.har", t => t.Replace("\"status\": 200", "\"_error\": \"net::ERR_BLOCKED_BY_CLIENT\", \"status\": 0", StringComparison.Ordinal));
        var assessment = await dossier.AssessAsync();

        Assert.DoesNotContain(Each(assessment, "findings"), f => Text(f, "kind") is "diagnostic-data-sent" or "content-in-diagnostic-data" or "planted-value-sent" or "identifier-in-event");
        Assert.Contains(Each(assessment, "not_established"), o => Text(o, "what").StartsWith("whether 5 entries of the kind attempt in capture", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_planted_value_on_a_list_is_a_finding_of_that_list()
    {
        using var dossier = new GoldenDossier(ProPlus);
        dossier.With("dossier.yaml", t => t.Replace("kind: file-name", "kind: file-name\n    list: art-9", StringComparison.Ordinal));
        var assessment = await dossier.AssessAsync();

        var finding = Assert.Single(Each(assessment, "findings"), f => Text(f, "kind") == "value-on-list");
        Assert.Equal("art-9", finding.GetProperty("fields").GetProperty("list").GetString());
    }

    /// <summary>T10: low is conditional on measures, each with whether a capture shows it.</summary>
    [Fact]
    public async Task Low_says_on_which_measures_it_rests_and_which_of_them_a_capture_shows()
    {
        using var dossier = new GoldenDossier(ProPlus);
        var lines = Lines(await dossier.AssessAsync());

        Assert.Contains("risk windows no-influence: hoog laag, if level-of-choice+office-level-neither (verified)", lines);
        Assert.Contains("risk windows purpose-limitation: hoog laag, if three-purposes+audit-rights", lines);
        var text = await dossier.RunAsync("assess", "--why", "no-influence");
        Assert.Contains("low, if level-of-choice [implemented, no capture shows it], office-level-neither [verified, a capture shows it]", (await dossier.RunAsync("assess")).Out, StringComparison.Ordinal);
        Assert.Contains("measure office-level-neither (technical, by the organisation)", text.Out, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string[]> Changes => new()
    {
        {
            "remove the exchanges of the marketing company", WebAndMobile,
            [
                "- finding ios device-read: identifier.device, api.marketing-company.example, not established", "- finding ios only-vendor: web-and-mobile-2019/company-not-named",
                "- finding ios recipient-not-named: a US marketing company (placeholder; its name is unverified), api.marketing-company.example", "- finding ios recipient-outside-area: a US marketing company (placeholder; its name is unverified), US, api.marketing-company.example",
                "- risk ios company-not-named: hoog hoog, if ",
            ]
        },
        {
            "name the company in documents in force", WebAndMobile,
            [
                "+ finding ios recipient-named: a US marketing company (placeholder; its name is unverified), api.marketing-company.example, A document of the reconstruction", "+ finding ios recipient-vendor: Microsoft group (which company is not established), mobile.events.data.microsoft.com, A document of the reconstruction",
                "+ finding ios terms-silent: A document of the reconstruction, audit", "+ finding ios terms-silent: A document of the reconstruction, proportionality", "+ finding ios terms-silent: A document of the reconstruction, purposes",
                "+ finding ios terms-silent: A document of the reconstruction, retention", "+ finding ios terms-silent: A document of the reconstruction, roles", "+ finding ios terms-silent: A document of the reconstruction, transfer",
                "- finding ios only-vendor: web-and-mobile-2019/company-not-named", "- finding ios recipient-not-named: a US marketing company (placeholder; its name is unverified), api.marketing-company.example",
                "- finding ios recipient-vendor-without-terms: Microsoft group (which company is not established), mobile.events.data.microsoft.com", "- risk ios company-not-named: hoog hoog, if ",
            ]
        },
        {
            "set the Windows level to Full", Windows,
            [
                "+ risk windows kept-long: hoog hoog, if ", "+ risk windows no-audit: hoog hoog, if ", "+ risk windows outside-area: hoog hoog, if ", "+ risk windows vendor-as-controller: hoog hoog, if ", "+ verdict windows: do not use, if ",
                "- risk windows kept-long: hoog laag, if windows-level-security+timeline-sync-off", "- risk windows no-audit: hoog laag, if windows-level-security+timeline-sync-off", "- risk windows outside-area: hoog laag, if windows-level-security+timeline-sync-off",
                "- risk windows vendor-as-controller: hoog laag, if windows-level-security+timeline-sync-off", "- verdict windows: use with measures, if timeline-sync-off+windows-level-security",
            ]
        },
        {
            "drop the verification of one measure", ProPlus,
            [
                "+ risk windows kept-long: hoog laag, if office-level-neither+office-own-dpia", "+ risk windows no-influence: hoog laag, if level-of-choice+office-level-neither", "+ risk windows outside-area: hoog laag, if office-level-neither+three-purposes",
                "+ risk windows sensitive-content: hoog laag, if office-level-neither+office-optional-experiences-off+sensitive-work-apart",
                "- risk windows kept-long: hoog laag, if office-level-neither (verified)+office-own-dpia", "- risk windows no-influence: hoog laag, if level-of-choice+office-level-neither (verified)", "- risk windows outside-area: hoog laag, if office-level-neither (verified)+three-purposes",
                "- risk windows sensitive-content: hoog laag, if office-level-neither (verified)+office-optional-experiences-off+sensitive-work-apart",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_does_what_was_written_down_and_nothing_else(string change, string name, string[] expected)
    {
        Assert.Equal(expected, await EffectAsync(change, name));
    }

    /// <summary>Dated 2018 the same captures are held against the terms of 2018, and the agreement of 2019 lowers nothing.</summary>
    [Fact]
    public async Task Dated_2018_the_agreement_of_2019_does_not_hold()
    {
        var effect = await EffectAsync("date the captures 2018", ProPlus);

        Assert.Equal(
            [
                "+ verdict windows: do not use, if documentation-and-viewer+level-of-choice+office-level-neither+office-optional-experiences-off+office-own-dpia+sensitive-work-apart",
                "- verdict windows: use with measures, if audit-rights+documentation-and-viewer+level-of-choice+office-level-neither+office-optional-experiences-off+office-own-dpia+processor-agreement+sensitive-work-apart+three-purposes",
            ],
            effect.Where(l => l[2..].StartsWith("verdict", StringComparison.Ordinal)));
        Assert.Equal(
            ["+ risk windows outside-area: hoog hoog, if ", "+ risk windows purpose-limitation: hoog hoog, if ", "+ risk windows subprocessors: hoog hoog, if ", "+ risk windows wrong-role: hoog hoog, if "],
            effect.Where(l => l.StartsWith("+ risk", StringComparison.Ordinal) && l.Contains("hoog hoog", StringComparison.Ordinal)));
        Assert.Equal(3, effect.Count(l => l.StartsWith("+ risk", StringComparison.Ordinal) && l.Contains("hoog laag, if", StringComparison.Ordinal) && l.Contains("office-level-neither", StringComparison.Ordinal) && !l.Contains("verified", StringComparison.Ordinal)));
        Assert.All(effect.Where(l => l.Contains("finding", StringComparison.Ordinal)), l => Assert.Matches("(purpose|terms|recipient|proportionality|only-vendor)", l));
        Assert.Contains("+ finding windows purpose-authorised: Reconstruction.TargetedTip.Shown, recommendations, Purposes of the telemetry of Office ProPlus, 2018", effect);
    }

    /// <summary>Where 40 % of the requests can no longer be read, use with measures is not established any more, and do not use stays.</summary>
    [Fact]
    public async Task Less_that_was_read_turns_a_verdict_into_not_established_but_never_do_not_use()
    {
        var effect = await EffectAsync("cut the decryption of 40 % of the traffic", ProPlus);

        Assert.Equal("+ verdict windows: not established, if audit-rights+documentation-and-viewer+level-of-choice+office-level-neither+office-optional-experiences-off+office-own-dpia+processor-agreement+sensitive-work-apart+three-purposes", effect.Single(l => l.StartsWith("+ verdict", StringComparison.Ordinal)));
        Assert.DoesNotContain(effect, l => l.Contains(" risk ", StringComparison.Ordinal));
        Assert.All(effect.Where(l => l.Contains(" finding ", StringComparison.Ordinal)), l => Assert.Matches(@"^- finding windows .*(Reconstruction\.(TargetedTip|SecurityCheck)|documentation-not)", l));
        Assert.DoesNotContain(await EffectAsync("cut the decryption of 40 % of the traffic", WebAndMobile), l => l.Contains("verdict", StringComparison.Ordinal));
    }

    /// <summary>What is committed are the captures that the tests take in.</summary>
    [Theory]
    [InlineData(Before)]
    [InlineData(ProPlus)]
    [InlineData(Windows)]
    [InlineData(WebAndMobile)]
    public async Task The_dossiers_as_they_are_committed_hold_the_synthetic_captures_and_verify(string name)
    {
        var folder = Repository.Path("examples", "microsoft-2019", name);
        string[] Contents(string of) => [.. Directory.EnumerateFiles(Path.Combine(folder, of)).Where(f => !f.EndsWith(".yaml", StringComparison.Ordinal)).Select(f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))).Order(StringComparer.Ordinal)];
        using var place = new Workplace();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Where(f => !f.StartsWith("index/", StringComparison.Ordinal) && !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            place.Write($"{name}/{file}", File.ReadAllBytes(Path.Combine(folder, file)));
        }

        Assert.Equal(Contents("synthetic"), Contents("captures"));
        var run = await place.RunOnAsync(new(2026, 12, 1), "-d", name, "rebuild");
        Assert.True(run.Code is 0 or 3, run.Error);
        Assert.Equal(0, (await place.RunAsync("-d", name, "verify")).Code);
        Assert.DoesNotContain(Repository.Root, string.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/index/", StringComparison.Ordinal)).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    static async Task<List<string>> EffectAsync(string change, string name)
    {
        using var plain = new GoldenDossier(name);
        using var changed = Change(new GoldenDossier(name), change);
        var (before, after) = (Lines(await plain.AssessAsync("--without-judgements")), Lines(await changed.AssessAsync("--without-judgements")));
        return [.. after.Except(before).Select(l => $"+ {l}"), .. before.Except(after).Select(l => $"- {l}")];
    }

    static GoldenDossier Change(GoldenDossier dossier, string change) => change switch
    {
        "remove the exchanges of the marketing company" => dossier.With("synthetic/ios.har", t => Entries(t, e => !Url(e).Contains("marketing", StringComparison.Ordinal))),
        "name the company in documents in force" => dossier.Add("knowledge/terms/microsoft/reconstruction@2019-06.yaml", """
            title: A document of the reconstruction
            vendor: microsoft
            from: 2019-06-01
            text: described
            sources:
              - {id: own, date: 2026-11-30, says: A document that never was, certainty: uncertain}
            covers:
              - {product: mobile Office apps, platforms: [ios], source: own}
            recipients:
              - {name: a US marketing company, organisation: placeholder-marketing-company, as: sub-processor, source: own}
            not_established: [purposes, proportionality, roles, retention, transfer, audit]
            """),
        "set the Windows level to Full" => dossier.With("synthetic/security.yaml", t => t.Replace("diagnostic_level: \"security\"", "diagnostic_level: \"full\"", StringComparison.Ordinal)),
        "drop the verification of one measure" => dossier.With("measures/in-force.yaml", t => Verified().Replace(t, "state: implemented")),
        "date the captures 2018" => dossier.With("synthetic/required.har", t => t.Replace("2019-06-05", "2018-11-05", StringComparison.Ordinal)).With("synthetic/neither.har", t => t.Replace("2019-06-20", "2018-11-06", StringComparison.Ordinal)),
        _ => dossier.Has("synthetic/required.har")
            ? dossier.With("synthetic/required.har", t => Opaque(t, "TargetedTip", "SecurityCheck")) : dossier.With("synthetic/ios.har", t => Opaque(t, "App B", "App C")),
    };

    /// <summary>Bodies that hold a word become bytes that nothing opens, as those of a connection that was not decrypted.</summary>
    static string Opaque(string har, params string[] words) => Body().Replace(har, m => Array.Exists(words, w => m.Value.Contains(w, StringComparison.Ordinal)) ? $"\"text\": \"{Convert.ToBase64String([.. Enumerable.Range(0, 600).Select(i => (byte)((i * 167) ^ (i >> 2) ^ 0x9d))])}\", \"encoding\": \"base64\"" : m.Value);

    static string Entries(string har, Func<JsonElement, bool> keep)
    {
        using var document = JsonDocument.Parse(har);
        var kept = document.RootElement.GetProperty("log").GetProperty("entries").EnumerateArray().Where(keep).Select(e => e.GetRawText());
        return $$$"""{"log":{"version":"1.2","creator":{"name":"synthetic","version":"1"},"entries":[{{{string.Join(",", kept)}}}]}}""";
    }

    static string Url(JsonElement entry) => entry.GetProperty("request").GetProperty("url").GetString()!;

    [GeneratedRegex(@"state: verified")]
    private static partial Regex Verified();

    [GeneratedRegex("\"text\": \"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Body();
}
