using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Assessing;

/// <summary>Each shipped risk: one fact fires it, and without that fact it does not; and what counts of measures and judgements.</summary>
public sealed class RiskTests
{
    const string Product = "Office 365 ProPlus", Government = "dutch-central-government";
    static readonly DateOnly Day = new(2019, 6, 5);
    static readonly AssessmentFacts Known = Facts.Knowledge.Assessment;

    public static TheoryData<string, string> Triggers => new(Known.Risks.SelectMany(r => r.Any.Concat(r.All).Select(t => (r.Id, t.Kind)).Distinct()));

    static RiskMatrix Matrix(string id = "rijksmodel") => Known.Matrices.Single(m => m.Id == id);

    /// <summary>A product of which nothing is known but a capture with one request to a host of its customer.</summary>
    static AssessedCase Bare(string product = "a product") => new()
    {
        Product = new(product, "windows", "microsoft", Government, Day),
        Version = "1",
        OwnHosts = ["own.example"],
        Captures = [Capture],
    };

    static ObservedCapture Capture => new() { Sha256 = new('c', 64), Day = Day, Mode = "imported as har", Bytes = (100, 0), Connections = (1, 0), Hosts = [new("own.example", "", "", "", "", 1, true, "cccccccccccc#1")] };

    static AssessedCase With(AssessedCase of, Func<ObservedCapture, ObservedCapture> change) => of with { Captures = [change(of.Captures[0])] };

    static AssessedCase State(AssessedCase of, string kind, params (string Name, string Value)[] fields) => of with
    {
        Stated = [.. of.Stated, new(kind, of.Product.Name, "", fields.Length > 0 ? fields.ToDictionary(f => f.Name, f => f.Value) : Known.Findings[kind].Fields.ToDictionary(f => f, f => "x"), EvidenceGrades.Described, "documents/x", false, null, null)],
    };

    static ObservedData Diagnostic(string name, DataClass dataClass = DataClass.Diagnostic, params string[] lists) =>
        new("own.example", "p", name, "content:/x", dataClass, dataClass == DataClass.Content ? DataClass.Diagnostic : DataClass.NotEstablished, lists, 1, false, "cccccccccccc#1 content:/x @1+2");

    static ObservedDocumented Listed(string result) => new("p", "E", "/x", result, "why", "a list", "", 1, "cccccccccccc#1 content:/x @1+2");

    /// <summary>The smallest case that has a finding of a kind, and the same less the one fact that makes it.</summary>
    static (AssessedCase With, AssessedCase Without) Case(string kind)
    {
        var bare = Bare();
        if (Known.Findings[kind].IsStated)
        {
            return (State(bare, kind), bare);
        }

        // The terms of 2018 hold for all customers; those of 2019 for the government alone.
        var government = Bare(Product);
        var past = government with { Product = government.Product with { Day = new(2018, 12, 1) }, Captures = [Capture with { Day = new(2018, 12, 1) }] };
        AssessedCase Purpose(AssessedCase of, string purpose) => State(With(of, c => c with { Data = [Diagnostic("E")] }), FindingMaker.Purpose, ("event", "E"), ("purpose", purpose));
        return kind switch
        {
            "content-in-diagnostic-data" => (With(bare, c => c with { Data = [Diagnostic("E", DataClass.Content)] }), bare),
            "value-on-list" => (With(bare, c => c with { Data = [Diagnostic("E", DataClass.NotEstablished, "art-9")] }), bare),
            "identifier-in-event" => (With(bare, c => c with { Categories = [new("own.example", "E", "identifier.device", 1, "cccccccccccc#1")] }), bare),
            "recipient-not-named" => (With(Bare("Windows 10 Enterprise"), c => c with { Hosts = [new("a.example", "A", "braze", "recipients/braze#x", "", 1, true, "cccccccccccc#1")] }), Bare("Windows 10 Enterprise")),
            "recipient-outside-area" => (With(government, c => c with { Hosts = [new("m.example", "M", "microsoft", "recipients/microsoft#x", "US", 1, true, "cccccccccccc#1")] }), With(government, c => c with { Hosts = [new("m.example", "M", "microsoft", "recipients/microsoft#x", "NL", 1, true, "cccccccccccc#1")] })),
            "not-in-documentation" => (With(bare, c => c with { Documented = [Listed("undocumented")] }), With(bare, c => c with { Documented = [Listed("documented")] })),
            "against-documentation" => (With(bare, c => c with { Documented = [Listed("contradicted")] }), With(bare, c => c with { Documented = [Listed("documented")] })),
            "planted-value-sent" => (With(bare, c => c with { Planted = [new("a name", "text", "own.example", 1, "cccccccccccc#1 content:/x @1+2")] }), bare),
            "device-read" => (With(bare, c => c with { Device = [new(false, "device.os", "own.example", "not established", 1, "cccccccccccc#1")] }), bare),
            "device-stored" => (With(bare, c => c with { Device = [new(true, "a cookie", "own.example", "not established", 1, "cccccccccccc#1")] }), bare),
            "terms-exclude" => (Bare("Windows 10 Enterprise"), Bare("Windows 10 Enterprise") with { Product = Bare("Windows 10 Enterprise").Product with { Customer = "" } }),
            "terms-open-ended" => (past, government),
            "purpose-open-ended" => (Purpose(past, "market-research"), past with { Product = past.Product with { Day = new(2017, 1, 1) }, Captures = [Capture with { Day = new(2017, 1, 1) }] }),
            "purpose-prohibited" => (Purpose(government, "advertising"), Purpose(government, "security")),
            "purpose-not-named" => (Purpose(government, "recommendations"), Purpose(government, "security")),
            _ => throw new ArgumentException($"no case is written for {kind}"),
        };
    }

    /// <summary>A product without terms, of which a document says that data are kept for long: one risk.</summary>
    static AssessedCase KeptLong()
    {
        var (of, _) = Case("kept-long");
        return of with { Product = of.Product with { Customer = "" }, Catalogues = ["windows-2019"] };
    }

    static Assessment Assess(AssessedCase of, AssessmentJudgements? judgements = null, string matrix = "rijksmodel") => new Assessor(Facts.Knowledge, Matrix(matrix)).Run([of], judgements ?? AssessmentJudgements.None);

    [Theory]
    [MemberData(nameof(Triggers))]
    public void One_fact_fires_a_risk_and_without_it_it_does_not_fire(string risk, string kind)
    {
        var (with, without) = Case(kind);
        var catalogue = Known.Risks.Single(r => r.Id == risk).Catalogue;

        var fired = Assert.Single(Assess(with with { Catalogues = [catalogue] }).Risks, r => r.Risk.Id == risk);
        Assert.All(fired.FiredBy, f => Assert.NotEmpty(f.Evidence));
        Assert.Contains(fired.FiredBy, f => f.Kind == kind);
        Assert.DoesNotContain(Assess(without with { Catalogues = [catalogue] }).Findings, f => f.Kind == kind);
        if (kind is not ("purpose-open-ended" or "terms-open-ended"))
        {
            Assert.DoesNotContain(Assess(without with { Catalogues = [catalogue] }).Risks, r => r.Risk.Id == risk && r.FiredBy.All(f => f.Kind == kind));
        }
    }

    /// <summary>T5.</summary>
    [Theory]
    [InlineData("rijksmodel", "laag", "hoog", "laag", true)]
    [InlineData("rijksmodel", "midden", "midden", "midden", false)]
    [InlineData("rijksmodel", "midden", "hoog", "hoog", false)]
    [InlineData("rijksmodel", "hoog", "laag", "laag", true)]
    [InlineData("rijksmodel", "laag", "laag", "laag", false)]
    [InlineData("ico", "reasonable", "serious", "high", false)]
    [InlineData("cnil", "limited", "limited", "low", true)]
    public void A_level_is_read_from_a_table(string matrix, string likelihood, string severity, string level, bool isLowByOneScale)
    {
        var read = Matrix(matrix);

        Assert.Equal(level, read.Levels[read.LevelOf(likelihood, severity)!.Value].Id);
        Assert.Equal(isLowByOneScale, read.IsLowByOneScale(likelihood, severity));
        Assert.Null(read.LevelOf("unheard of", severity));
    }

    [Fact]
    public void A_low_risk_that_can_be_mitigated_further_does_not_count_as_low_until_a_person_says_that_it_cannot()
    {
        var of = KeptLong();
        RiskJudgement Judge(string canGoLower) => new("windows-2019/kept-long", "a product", "", true, "laag", "hoog", canGoLower, "", "A", "2019-07-01", "Reasons.", "judgements/a.yaml:2");
        AssessedRisk Risk(params RiskJudgement[] judged) => Assert.Single(Assess(of, new([], judged, [])).Risks);

        Assert.Equal((0, false), (Risk(Judge("")).After.Level, Risk(Judge("")).Asks == LocalText.None));
        Assert.Equal((0, true), (Risk(Judge("no")).After.Level, Risk(Judge("no")).Asks == LocalText.None));
        Assert.Equal((1, true), (Risk(Judge("yes")).After.Level, Risk(Judge("yes")).Asks == LocalText.None));
        Assert.Equal(2, Risk().Proposed.Level);
    }

    [Fact]
    public void Two_people_who_contradict_each_other_are_both_shown_and_neither_counts()
    {
        var of = KeptLong();
        RiskJudgement Judge(string by, string likelihood) => new("windows-2019/kept-long", "a product", "", false, likelihood, "midden", "", "", by, "2019-07-01", "Reasons.", "judgements/a.yaml:2");
        AssessedRisk Risk(params RiskJudgement[] judged) => Assert.Single(Assess(of, new([], judged, [])).Risks);

        var (agreed, apart) = (Risk(Judge("A", "laag"), Judge("B", "laag")), Risk(Judge("A", "laag"), Judge("B", "midden")));
        Assert.Equal((0, false, 2), (agreed.Before.Level, agreed.IsContradicted, agreed.Judgements.Count));
        Assert.Equal((2, true, 2), (apart.Before.Level, apart.IsContradicted, apart.Judgements.Count));
        Assert.Equal(2, agreed.Proposed.Level);
    }

    [Fact]
    public void A_finding_that_a_person_sets_aside_stays_visible_and_fires_nothing()
    {
        var (of, _) = Case("content-in-diagnostic-data");
        of = of with { Catalogues = ["general"] };
        var judgement = new FindingJudgement("content-in-diagnostic-data", "", "", new Dictionary<string, string> { ["event"] = "E" }, "A", "2019-07-01", "The tester's own act.", "judgements/a.yaml:2");

        var assessment = Assess(of, new([judgement], [], []));
        Assert.Empty(assessment.Risks);
        Assert.Contains("The tester's own act.", Assert.Single(assessment.Findings, f => f.Kind == "content-in-diagnostic-data").SetAside, StringComparison.Ordinal);
        Assert.Empty(assessment.Idle);
        Assert.Single(Assess(of, new([judgement with { Fields = new Dictionary<string, string> { ["event"] = "F" } }], [], [])).Risks);
        Assert.Single(Assess(of, new([judgement with { Fields = new Dictionary<string, string> { ["event"] = "F" } }], [], [])).Idle);
    }

    static MeasureStanding Measure(string id, string state, string capture = "", string terms = "") => new()
    {
        Measure = id, Product = Product, State = state, By = "A", Date = new(2019, 6, 1), Capture = capture, Terms = terms, Place = "measures/a.yaml:2",
    };

    [Theory]
    [InlineData("proposed", false)]
    [InlineData("refused", false)]
    [InlineData("agreed", true)]
    [InlineData("implemented", true)]
    public void What_a_vendor_has_not_agreed_to_lowers_nothing(string state, bool counts)
    {
        var of = State(Bare(Product), "viewer-absent") with { Catalogues = ["diagnostic-data-2018"], Measures = [Measure("documentation-and-viewer", state)] };
        var risk = Assess(of).Risks.Single(r => r.Risk.Id.EndsWith("/no-overview", StringComparison.Ordinal));

        Assert.Equal(counts ? 0 : 2, risk.After.Level);
        Assert.Equal(counts, Assert.Single(risk.Measures).Counts);
        Assert.Equal(2, risk.Before.Level);
    }

    [Fact]
    public void What_a_contract_says_lowers_risks_only_where_and_when_it_holds()
    {
        var terms = "microsoft/dutch-central-government@2019-05";
        AssessedCase Of(string customer, string day) => Bare(Product) with
        {
            Product = new(Product, "windows", "microsoft", customer, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)), Captures = [],
            Stated = State(Bare(Product), "audit-absent").Stated, Catalogues = ["diagnostic-data-2018"], Measures = [Measure("audit-rights", "implemented", terms: terms)],
        };
        int Level(AssessedCase of) => Assess(of).Risks.Single(r => r.Risk.Id.EndsWith("/subprocessors", StringComparison.Ordinal)).After.Level;

        Assert.Equal((0, 2, 2), (Level(Of(Government, "2019-06-05")), Level(Of("", "2019-06-05")), Level(Of(Government, "2018-12-01"))));
    }

    [Fact]
    public void A_measure_is_verified_by_a_capture_that_shows_it_and_not_by_one_that_speaks_against_it()
    {
        AssessedMeasure Of(string level, bool sendsEvents, long notSeen = 0) => new MeasureWeighing(
            Bare(Product) with { Captures = [Capture with { Meta = new Dictionary<string, string> { ["diagnostic_level"] = level }, Connections = (1, notSeen) }], Measures = [Measure("office-level-neither", "verified", new string('c', 12))] },
            Facts.Knowledge, new(Facts.Knowledge), sendsEvents ? [new() { Id = "x", Kind = "diagnostic-data-sent", Product = Product, Platform = "windows", Fields = new Dictionary<string, string>(), Grade = "decrypted", Evidence = ["cccccccccccc#1"], Captures = ["cccccccccccc"] }] : []).Of("office-level-neither");

        Assert.Equal((true, true), (Of("neither", false).Counts, Of("neither", false).IsVerified));
        Assert.Equal((false, false), (Of("required", false).Counts, Of("required", false).IsVerified));
        Assert.Equal((false, false), (Of("neither", true).Counts, Of("neither", true).IsVerified));
        Assert.Equal((true, false), (Of("neither", false, 1).Counts, Of("neither", false, 1).IsVerified));
    }

    [Theory]
    [InlineData(0, 0, "1", "use")]
    [InlineData(5, 0, "1", "use")]
    [InlineData(6, 0, "1", "not established")]
    [InlineData(0, 1, "1", "not established")]
    [InlineData(0, 0, "", "not established")]
    public void What_was_not_seen_keeps_use_from_being_proposed_and_evidence_of_another_kind_takes_its_place(long notOpened, long notSeen, string version, string verdict)
    {
        var of = With(Bare(Product), c => c with { Bytes = (100, notOpened), Connections = (10, notSeen) }) with { Version = version, Catalogues = ["general"] };
        var accepted = new AcceptedEvidence("audits", [], "A", "2019-07-01", "Reasons.");

        Assert.Equal(verdict, Assess(of).Verdicts[0].Verdict);
        Assert.Equal(version.Length > 0 ? "use" : "not established", Assess(of with { Accepted = [accepted] }).Verdicts[0].Verdict);
    }

    public static TheoryData<string, string> Open => new()
    {
        { "a sinkhole", "a sinkhole answered" },
        { "an operator", "who operates 1 host is not established" },
        { "terms", "which terms held is not established: whose product it is" },
        { "another product", "does not name the product on this platform" },
        { "content", "1 findings of the kind content-in-diagnostic-data are looked at by no risk" },
        { "another build", "is of build '2.0', and version '1' is assessed" },
        { "a host", "of what was sent to own.example 50.0 % of 10 bytes were not opened" },
        { "nothing", "" },
    };

    /// <summary>What is open of the evidence keeps <c>use</c> from being proposed, and is said.</summary>
    [Theory]
    [MemberData(nameof(Open))]
    public void What_is_open_keeps_a_verdict_from_being_established(string what, string gap)
    {
        var covered = Bare(Product) with { Catalogues = ["web-and-mobile-2019"] };
        var of = what switch
        {
            "a sinkhole" => With(covered, c => c with { Mode = "isolated, sinkhole" }),
            "an operator" => With(covered, c => c with { Hosts = [new("x.example", "", "", "", "", 1, true, "cccccccccccc#1")] }),
            "terms" => covered with { Product = covered.Product with { Vendor = "" } },
            "another product" => covered with { Product = covered.Product with { Name = "a product" } },
            "content" => With(covered, c => c with { Data = [Diagnostic("E", DataClass.Content)] }),
            "another build" => With(covered, c => c with { Meta = new Dictionary<string, string> { ["build"] = "2.0" } }),
            "a host" => With(covered, c => c with { Bytes = (1000, 5), Hosts = [c.Hosts[0] with { Bytes = (10, 5) }] }),
            _ => covered,
        };

        var verdict = Assert.Single(Assess(of).Verdicts);
        Assert.Equal(gap.Length > 0 ? "not established" : "use", verdict.Verdict);
        Assert.Equal(gap.Length > 0, verdict.Gaps.Any(g => g.Contains(gap, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_judgement_on_other_evidence_and_a_word_that_its_speaker_took_back_do_not_count()
    {
        var of = KeptLong();
        RiskJudgement Judge(string likelihood, string date, string evidence = "") => new("windows-2019/kept-long", "a product", "", false, likelihood, "midden", "", evidence, "A", date, "Reasons.", "judgements/a.yaml:2");
        AssessedRisk Risk(params RiskJudgement[] judged) => Assert.Single(Assess(of, new([], judged, [])).Risks);

        Assert.Equal(2, Risk(Judge("laag", "2019-07-01", "000000000000")).Before.Level);
        Assert.Equal(0, Risk(Judge("laag", "2019-07-01", Risk().Evidence)).Before.Level);
        Assert.Equal((1, false), (Risk(Judge("midden", "2019-07-02"), Judge("laag", "2019-07-01")).Before.Level, Risk(Judge("midden", "2019-07-02"), Judge("laag", "2019-07-01")).IsContradicted));
    }

    [Fact]
    public void A_contractual_measure_counts_only_with_the_terms_in_which_it_stands()
    {
        var of = State(Bare(Product), "audit-absent") with { Catalogues = ["diagnostic-data-2018"] };
        AssessedMeasure Of(string terms) => Assert.Single(Assess(of with { Measures = [Measure("audit-rights", "agreed", terms: terms)] }).Risks).Measures[0];

        Assert.Equal((false, true), (Of("").Counts, Of("microsoft/dutch-central-government@2019-05").Counts));
    }

    [Fact]
    public void Where_people_contradict_each_other_on_a_measure_it_does_not_count()
    {
        var of = State(Bare(Product), "viewer-absent") with { Catalogues = ["diagnostic-data-2018"], Measures = [Measure("documentation-and-viewer", "implemented"), Measure("documentation-and-viewer", "refused") with { By = "B" }] };

        Assert.StartsWith("people contradict each other: A: implemented", Assert.Single(Assess(of).Risks).Measures[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Do_not_use_needs_no_coverage()
    {
        var (of, _) = Case("kept-long");

        Assert.Equal("do not use", Assess(With(of, c => c with { Connections = (0, 9) }) with { Catalogues = ["windows-2019"] }).Verdicts[0].Verdict);
        Assert.Equal("do not use", Assess(of with { Captures = [], Catalogues = ["windows-2019"] }).Verdicts[0].Verdict);
    }

    [Fact]
    public void Every_finding_that_is_made_has_a_kind_in_the_facts_and_says_something_in_both_languages()
    {
        var kinds = Known.Risks.SelectMany(r => r.Any.Concat(r.All)).Select(t => t.Kind).Distinct();

        Assert.All(kinds, k => Assert.Contains(Assess(Case(k).With).Findings, f => f.Kind == k));
        Assert.All(Known.Findings.Values, k => Assert.All(k.Says.In("nl") + k.Says.In("en"), c => Assert.False(char.IsControl(c))));
    }
}
