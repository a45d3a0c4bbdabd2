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
    public Task A_value_under_one_name_counts_once_however_often_it_was_sent() =>
        MeasuresAsync((0, 0, 3), """{"name":"started","session":["started","started","stopped"]}""", Rule("keys: [none]", "use.action"));

    [Fact]
    public Task A_label_of_a_value_adds_to_what_its_field_is() =>
        MeasuresAsync((2, 0, 0), """{"token":"abc","v":"secret-version"}""", Rule(), Labels("secret-version", "credential"));

    [Fact]
    public Task A_category_that_says_more_than_the_rule_is_right_too() =>
        MeasuresAsync((1, 1, 1), """{"token":"abc","name":"started","v":"1"}""", Rule("keys: [token, v]\nalso_right: [\"use.*\"]"));

    [Fact]
    public Task What_was_never_sent_is_no_case() => MeasuresAsync((0, 0, 0), """{"token":"abc"}""", Rule(), sample: "synthetic-one");

    [Fact]
    public Task What_nobody_labelled_is_no_case() => MeasuresAsync((0, 0, 0), """{"other":{"token":"abc"}}""", Rule());

    [Fact]
    public async Task A_figure_that_is_no_longer_what_is_measured_is_found()
    {
        var files = Files("""{"token":"abc","name":"started","v":"1"}""", "one", Rule());
        var knowledge = KnowledgeReader.Read(files, out _);
        var text = RuleMeasurement.Render(await RuleMeasurement.RunAsync(knowledge, files, TestContext.Current.CancellationToken));

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

    [Theory]
    [InlineData(29, 0, 0, null, null, false)]
    [InlineData(30, 0, 0, 1.0, 1.0, true)]
    [InlineData(29, 1, 1, 29 / 30.0, 29 / 30.0, true)]
    [InlineData(57, 3, 0, 0.95, 1.0, true)]
    [InlineData(56, 3, 0, 56 / 59.0, 1.0, false)]
    [InlineData(10, 0, 90, null, 0.1, false)]
    public void Fewer_than_thirty_cases_are_no_figure_and_a_low_precision_needs_confirmation(int right, int wrong, int missed, double? precision, double? recall, bool isConfirmed)
    {
        var figure = new RuleFigure("r", "", right, wrong, missed);

        Assert.Equal((precision, recall, isConfirmed), (figure.Precision, figure.Recall, figure.IsConfirmed));
    }

    [Fact]
    public void What_was_measured_holds_of_the_rule_as_it_was_alone()
    {
        var (path, text) = Rule();
        var first = Folder.Read((path, text));
        var figures = RuleMeasurement.Render([new("r", first.Rules[0].Digest, 40, 0, 0)]);
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
        var knowledge = Facts.Knowledge with { Figures = new Dictionary<string, RuleFigure> { [rule.Id] = new(rule.Id, rule.Digest, 1000, 0, 0) } };

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

    static (string Path, string Text) Labels(string value, string category) => ("labels/l.yaml", $"labels:\n  - value: {value}\n    is: [{category}]\n    because: So.\n");

    static IReadOnlyList<KnowledgeFile> Files(string json, string sample, params (string Path, string Text)[] more) => Folder.Of(
        [Folder.Protocol(Entries), ($"protocols/v/p.{sample}.har", System.Text.Encoding.UTF8.GetString(Facts.Har(json, "https://host.example/p"))), .. more]);

    static async Task<string> FiguresAsync(IReadOnlyList<KnowledgeFile> files, string figures) => string.Join('\n',
        (await KnowledgeCheck.RunAsync([.. files, new(KnowledgeReader.FiguresFile, Encode.Utf8(figures))], TestContext.Current.CancellationToken))
            .Where(p => p.File == KnowledgeReader.FiguresFile).Select(p => p.Message));
}
