using Klikspaan.Importing;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests;

public sealed class RuleMeasurementTests
{
    const string Entries = """
            items:
              - path: /token
                category: credential
                reason: It gives access.
              - path: /name
                category: use.action
                reason: It names what was done.
              - path: /session/*
                category: use.action
                reason: They name what was done.
            ignored:
              - path: /v
                reason: The version of the format.
        """;

    static (string Path, string Text) Rule(string more = "keys: [token, v]", string category = "credential") => ("rules/r.yaml", $$"""
        id: r
        category: {{category}}
        {{more}}
        reason: By its name.
        examples:
          match: [{path: "content:/token", value: x}]
          no_match: [{path: "content:/other", value: x}]
        """);

    [Fact]
    public Task A_rule_is_right_wrong_or_has_missed_by_what_the_protocol_file_says() =>
        MeasuresAsync((1, 1, 0), """{"token":"abc","name":"started","v":"1"}""", Rule());

    [Fact]
    public Task A_value_counts_once_however_often_and_under_however_many_names_it_was_sent() =>
        MeasuresAsync((0, 0, 2), """{"name":"started","session":["Started","started","stopped"]}""", Rule("keys: [none]", "use.action"));

    [Theory]
    [InlineData(1, 0, 0, """{"name":"x"}""")]
    [InlineData(0, 1, 0, """{"name":"x","v":"x"}""")]
    [InlineData(0, 0, 1, """{"name":"x","session":["x"]}""")]
    [InlineData(0, 1, 0, """{"name":"x","v":"x","session":["x"]}""")]
    public Task One_value_under_many_names_is_right_only_where_it_is_right_under_all(int right, int wrong, int missed, string json) =>
        MeasuresAsync((right, wrong, missed), json, Rule("keys: [name, v]", "use.action"));

    [Fact]
    public Task A_rule_about_one_kind_of_its_category_misses_none_of_another() =>
        MeasuresAsync((1, 0, 1), """{"name":"a","session":["b","c"]}""", Rule("kind: the first\nkeys: [name]", "use.action"), Labels("b", "rules/r"));

    /// <summary>What is right as well is no part of what there was to find: recall is of one set of values.</summary>
    [Fact]
    public async Task What_is_right_too_counts_for_precision_alone()
    {
        var files = Files("""{"name":"a","session":["b"]}""", "one", Rule("kind: the first\nkeys: [name]", "use.action"), Labels("b", "rules/r"));
        var figure = Assert.Single(await RuleMeasurement.RunAsync(KnowledgeReader.Read(files, out _), files, TestContext.Current.CancellationToken));

        Assert.Equal((1, 0, 0, 1), (figure.Right, figure.Wrong, figure.Found, figure.Missed));
    }

    [Fact]
    public async Task A_label_names_only_rules_with_a_kind()
    {
        var files = Folder.Of(Rule(), Labels("b", "rules/r"));
        var problems = await KnowledgeCheck.RunAsync(files, TestContext.Current.CancellationToken);

        Assert.Equal(["labels/l.yaml:3:9: 'rules/r' is no rule with a 'kind'"], problems.Where(p => p.File == "labels/l.yaml").Select(p => p.ToString()));
    }

    [Fact]
    public Task A_label_of_a_value_adds_to_what_its_field_is() =>
        MeasuresAsync((2, 0, 0), """{"token":"abc","v":"secret-version"}""", Rule(), Labels("secret-version", "credential"));

    [Fact]
    public Task A_category_that_says_more_than_the_rule_is_right_too() =>
        MeasuresAsync((1, 1, 0), """{"token":"abc","name":"started","v":"1"}""", Rule("keys: [token, v]\nalso_right: [\"use.*\"]"));

    [Fact]
    public Task What_was_never_sent_is_no_case() => MeasuresAsync((0, 0, 0), """{"token":"abc"}""", Rule(), sample: "synthetic-one");

    [Fact]
    public Task What_nobody_labelled_is_no_case() => MeasuresAsync((0, 0, 0), """{"other":{"token":"abc"}}""", Rule());

    [Fact]
    public async Task A_figure_that_is_no_longer_what_is_measured_is_found()
    {
        var files = Files("""{"token":"abc","name":"started","v":"1"}""", "one", Rule());
        var knowledge = KnowledgeReader.Read(files, out _);
        var text = RuleMeasurement.Render(await RuleMeasurement.RunAsync(knowledge, files, TestContext.Current.CancellationToken), CorpusFigures.None);

        Assert.Equal("", await FiguresAsync(files, text));
        Assert.Equal(
            "of 'r' now 1 are right, 1 wrong and 0 missed, which this file does not say; read what 'klikspaan knowledge check --accept' writes, and keep it if it is right",
            await FiguresAsync(files, text.Replace("wrong: 1", "wrong: 0", StringComparison.Ordinal)));
        Assert.EndsWith("there is no rule 'gone'", await FiguresAsync(files, text.Replace("\"r\"", "\"gone\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_of_no_category_and_a_value_that_is_labelled_twice_are_found()
    {
        var problems = await KnowledgeCheck.RunAsync(
            Folder.Of(("labels/a.yaml", "labels:\n  - {value: x, is: [nosuch], because: So.}\n  - {value: x, is: [], because: So.}\n")), TestContext.Current.CancellationToken);

        Assert.Equal(
            ["labels/a.yaml:2:20: the category 'nosuch' is not in categories.yaml", "labels/a.yaml:3:13: the value 'x' is already labelled"],
            problems.Select(p => p.ToString()));
    }

    [Fact]
    public async Task A_capture_elsewhere_is_measured_by_the_places_that_are_labelled()
    {
        var har = Facts.Har("""{"token":"abc","v":"1","other":"abc","rest":"r"}""", "https://elsewhere.example/x");
        var files = Folder.Of(Rule(), Corpus("""
            - {is: [credential], because: So., at: ["1 content:/token"]}
            - {is: [], because: So., at: ["1 content:/v", "1 content:/gone"]}
            """));
        var (figures, problems) = await OnCorpusAsync(files, har);

        Assert.Equal((1, 2), (figures.Captures, figures.Values));
        var figure = figures.Figures["r"];
        Assert.Equal((1, 1, 0), (figure.Right, figure.Wrong, figure.Missed));
        Assert.Equal(["labels/corpus/a.yaml:1:1: entry 1 of the capture has no value at 'content:/gone'"], problems.Select(p => p.ToString()));
    }

    [Fact]
    public async Task What_the_corpus_shows_is_held_as_far_as_it_can_be_without_it()
    {
        var files = Folder.Of(Rule(), Corpus("""- {is: [credential], because: So., at: ["1 content:/token"]}"""));
        var (figures, _) = await OnCorpusAsync(files, Facts.Har("""{"token":"abc"}""", "https://elsewhere.example/x"));
        var measured = await RuleMeasurement.RunAsync(KnowledgeReader.Read(files, out _), files, TestContext.Current.CancellationToken);
        var text = RuleMeasurement.Render(measured, figures);
        var (read, same) = (KnowledgeReader.Read([.. files, new(KnowledgeReader.FiguresFile, Encode.Utf8(text))], out _), figures with { Measured = "2020-01-01" });

        Assert.Equal("", await FiguresAsync(files, text));
        Assert.True(RuleMeasurement.IsStill(read, same));
        Assert.False(RuleMeasurement.IsStill(read, figures with { Values = 2 }));
        Assert.Equal("'r' has more cases on the corpus than values are labelled", await FiguresAsync(files, text.Replace("right: 1", "right: 2", StringComparison.Ordinal)));
        Assert.EndsWith("--corpus DIR' measures again", await FiguresAsync(Folder.Of(Rule(), Corpus("""- {is: [], because: So., at: ["1 content:/token"]}""")), text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""- {is: [], because: So., at: ["content:/v"]}""", "labels/corpus/a.yaml:6:32: 'content:/v' must be an entry, a part of the request and a pointer, such as 12 content:/user/id")]
    [InlineData("""- {is: [], because: So., at: ["1 content:/v", "1 content:/v"]}""", "labels/corpus/a.yaml:6:32: the place '1 content:/v' is already labelled")]
    [InlineData("""- {is: [nosuch], because: So., at: []}""", "labels/corpus/a.yaml:6:10: the category 'nosuch' is not in categories.yaml")]
    public async Task A_mistake_in_the_labels_of_a_capture_is_found(string labels, string expected) =>
        Assert.Equal([expected], (await KnowledgeCheck.RunAsync(Folder.Of(Corpus(labels)), TestContext.Current.CancellationToken)).Select(p => p.ToString()));

    [Fact]
    public async Task A_capture_is_sought_within_the_corpus_alone()
    {
        var (path, text) = Corpus("- {is: [], because: So., at: []}");
        var problems = await KnowledgeCheck.RunAsync(Folder.Of((path, text.Replace("har/a.har", "../a.har", StringComparison.Ordinal))), TestContext.Current.CancellationToken);

        Assert.Equal(["labels/corpus/a.yaml:1:10: 'capture' must be a path within the corpus"], problems.Select(p => p.ToString()));
    }

    [Fact]
    public void The_corpus_takes_away_and_confirms_nothing()
    {
        var first = Folder.Read(Rule());
        var (few, enough, low) = (new RuleFigure("r", first.Rules[0].Digest, 10, 0, 10, 0), new RuleFigure("r", first.Rules[0].Digest, 40, 0, 40, 0), new RuleFigure("r", first.Rules[0].Digest, 30, 10, 30, 0));
        RuleState State(RuleFigure recordings, RuleFigure corpus) =>
            Folder.Read(Rule(), (KnowledgeReader.FiguresFile, RuleMeasurement.Render([recordings], new("2026-11-30", "", 1, 40, new Dictionary<string, RuleFigure> { ["r"] = corpus })))).StateOf("rules/r");

        Assert.Equal(RuleState.NeedsConfirmation, State(few, enough));
        Assert.Equal(RuleState.Measured, State(enough, few));
        Assert.Equal(RuleState.Measured, State(enough, enough));
        Assert.Equal(RuleState.NeedsConfirmation, State(enough, low));
        Assert.Equal(RuleState.Measured, State(enough, low with { Digest = "0" }));
    }

    [Theory]
    [InlineData(29, 0, 0, null, null, false)]
    [InlineData(30, 0, 0, 1.0, 1.0, true)]
    [InlineData(29, 1, 1, 29 / 30.0, 29 / 30.0, true)]
    [InlineData(57, 3, 0, 0.95, 1.0, true)]
    [InlineData(56, 3, 0, 56 / 59.0, 1.0, false)]
    [InlineData(10, 0, 90, null, 0.1, false)]
    public void Fewer_than_thirty_cases_are_no_figure_and_a_low_precision_needs_confirmation(int right, int wrong, int missed, double? precision, double? recall, bool isConfirmed)
    {
        var figure = new RuleFigure("r", "", right, wrong, right, missed);

        Assert.Equal((precision, recall, isConfirmed), (figure.Precision, figure.Recall, figure.IsConfirmed));
    }

    [Fact]
    public void What_was_measured_holds_of_the_rule_as_it_was_alone()
    {
        var (path, text) = Rule();
        var first = Folder.Read((path, text));
        var figures = RuleMeasurement.Render([new("r", first.Rules[0].Digest, 40, 0, 40, 0)], CorpusFigures.None);
        RuleState State(string rule) => Folder.Read((path, rule), (KnowledgeReader.FiguresFile, figures)).StateOf("rules/r");

        Assert.Equal(RuleState.Measured, State(text));
        Assert.Equal(RuleState.Measured, State(text.ReplaceLineEndings("\r\n")));
        Assert.Equal(RuleState.NeedsConfirmation, State(text.Replace("By its name", "By its very name", StringComparison.Ordinal)));
        Assert.Equal(RuleState.NeedsConfirmation, first.StateOf("rules/r"));
        Assert.Equal((RuleState.None, RuleState.None), (first.StateOf("v/p"), first.StateOf("rules/gone")));
    }

    [Theory]
    [InlineData("bijzonder", "keys: [token]\nshapes: [eleven-test]", "rules/r.yaml:2:11: no rule may claim 'listed', which is bijzonder: only a planted value or a protocol file shows it")]
    [InlineData("strafrechtelijk", "keys: [token]\nshapes: [eleven-test]", "rules/r.yaml:2:11: no rule may claim 'listed', which is strafrechtelijk: only a planted value or a protocol file shows it")]
    [InlineData("nationaal identificatienummer", "shapes: [eleven-test]", "rules/r.yaml:2:11: a rule for 'listed', which is a nationaal identificatienummer, needs both 'keys' and 'shapes'")]
    [InlineData("nationaal identificatienummer", "keys: [token]", "rules/r.yaml:2:11: a rule for 'listed', which is a nationaal identificatienummer, needs both 'keys' and 'shapes'")]
    [InlineData("nationaal identificatienummer", "keys: [\"*\"]\nshapes: [eleven-test]", "rules/r.yaml:2:11: a rule for 'listed', which is a nationaal identificatienummer, needs both 'keys' and 'shapes'")]
    [InlineData("nationaal identificatienummer", "keys: [token]\nshapes: [eleven-test]", "")]
    public void No_rule_guesses_at_one_of_the_three_lists(string kind, string goesBy, string expected) =>
        Assert.Equal(expected, Folder.Mistakes(Rule(goesBy, "listed"), ("categories.yaml", $"categories:\n  - {{id: listed, name: Listed, kind: {kind}, about: Of a list.}}\n")));

    [Fact]
    public void No_figure_confirms_what_a_rule_says_of_a_national_number()
    {
        var rule = Facts.Knowledge.Rules.Single(r => r.Category == "national.number");
        var knowledge = Facts.Knowledge with { Figures = new Dictionary<string, RuleFigure> { [rule.Id] = new(rule.Id, rule.Digest, 1000, 0, 1000, 0) } };

        Assert.Equal(RuleState.NeedsConfirmation, knowledge.StateOf(rule));
        Assert.Contains("asks", rule.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_three_lists_are_there_and_no_shipped_rule_claims_one()
    {
        var kinds = Facts.Knowledge.Categories.Values.Where(c => c.IsListed).GroupBy(c => c.Kind).ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(8, kinds["bijzonder"]);
        Assert.True(kinds["strafrechtelijk"] > 0 && kinds["nationaal identificatienummer"] > 0);
        Assert.Equal(["person/national-number"], Facts.Knowledge.Rules.Where(r => Facts.Knowledge.Categories[r.Category].IsListed).Select(r => r.Id));
    }

    static async Task MeasuresAsync((int Right, int Wrong, int Missed) expected, string json, (string Path, string Text) rule, (string Path, string Text)? labels = null, string sample = "one")
    {
        var files = Files(json, sample, [rule, .. labels is { } l ? [l] : Array.Empty<(string, string)>()]);
        var knowledge = KnowledgeReader.Read(files, out var problems);
        Assert.Empty(problems);

        var figure = Assert.Single(await RuleMeasurement.RunAsync(knowledge, files, TestContext.Current.CancellationToken));

        Assert.Equal(expected, (figure.Right, figure.Wrong, figure.Missed));
    }

    static (string Path, string Text) Corpus(string labels) =>
        ("labels/corpus/a.yaml", $"capture: har/a.har\nsha256: {new string('a', 64)}\nlabelled: 2026-11-30\nnot_labelled: 0\nlabels:\n  {labels.ReplaceLineEndings("\n  ")}\n");

    static async Task<(CorpusFigures Figures, IReadOnlyList<KnowledgeProblem> Problems)> OnCorpusAsync(IReadOnlyList<KnowledgeFile> files, byte[] har)
    {
        var knowledge = KnowledgeReader.Read(files, out var problems);
        Assert.Empty(problems);
        return await RuleMeasurement.RunOnCorpusAsync(
            knowledge, files, c => new Pipeline(knowledge, [], Limits.Default).ReadAsync(new MemoryStream(har), new HarReader(), c.Sha256), "2026-11-30", TestContext.Current.CancellationToken);
    }

    static (string Path, string Text) Labels(string value, string category) => ("labels/l.yaml", $"labels:\n  - value: {value}\n    is: [{category}]\n    because: So.\n");

    static IReadOnlyList<KnowledgeFile> Files(string json, string sample, params (string Path, string Text)[] more) => Folder.Of(
        [Folder.Protocol(Entries), ($"protocols/v/p.{sample}.har", System.Text.Encoding.UTF8.GetString(Facts.Har(json, "https://host.example/p"))), .. more]);

    static async Task<string> FiguresAsync(IReadOnlyList<KnowledgeFile> files, string figures) => string.Join('\n',
        (await KnowledgeCheck.RunAsync([.. files, new(KnowledgeReader.FiguresFile, Encode.Utf8(figures))], TestContext.Current.CancellationToken))
            .Where(p => p.File == KnowledgeReader.FiguresFile).Select(p => p.Message));
}
