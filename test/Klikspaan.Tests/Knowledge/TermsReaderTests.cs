namespace Klikspaan.Tests.Knowledge;

public sealed class TermsReaderTests
{
    const string Sources = """
        sources:
          - {id: s, date: 2020-01-01, says: x, certainty: verified}
        """;

    const string Purposes = """
        sources:
          - {id: s, date: 2020-01-01, says: x, certainty: verified}
        purposes:
          - {purpose: a, says: x, source: s}
          - {purpose: b, says: x, source: s}
        """;

    static string Document(string more, string first = "from: 2020-01-01\ntext: described", string open = "proportionality, roles, recipients, retention, transfer, audit") =>
        $"title: T\nvendor: o\n{first}\n{Sources}\n{more}\nnot_established: [{open}]\n";

    const string Whole = "covers: [{product: P, source: s}]\npurposes: [{purpose: a, standing: authorised, source: s}]";

    static string[] Problems(params (string Path, string Text)[] documents) =>
        Folder.Mistakes([Folder.Recipient("o", ""), ("purposes.yaml", Purposes), .. documents]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void A_document_that_speaks_of_each_matter_or_says_that_it_is_not_known_has_no_mistakes() =>
        Assert.Empty(Problems(("terms/o/d@2020.yaml", Document(Whole))));

    [Theory]
    [InlineData("covers: [{product: P, source: s}]", "the document says nothing of 'purposes': add it, or list it in 'not_established'")]
    [InlineData(Whole + "\nretention: {says: x, source: s}", "the document speaks of 'retention', and lists it as not established")]
    [InlineData("covers: [{product: P, source: s}]\npurposes: [{purpose: a, standing: authorised, source: s}, {purpose: a, standing: prohibited, source: s}]", "the purpose 'a' is listed 2 times: authorised and prohibited")]
    [InlineData("covers: [{product: P, source: s}]\nexcludes: [{product: p, platforms: [ios], source: s}]\npurposes: [{purpose: a, standing: authorised, source: s}]", "'p' is covered and not covered on the same platform")]
    [InlineData("covers: [{product: P, source: s}]\npurposes: [{purpose: c, standing: authorised, source: s}]", "the purpose 'c' is not listed in purposes.yaml")]
    [InlineData("covers: [{product: P, source: s}]\npurposes: [{purpose: a, standing: allowed, source: s}]", "'standing' must be authorised, prohibited or open-ended")]
    [InlineData("covers: [{product: P, quote: \"as it says\", source: s}]\npurposes: [{purpose: a, standing: authorised, source: s}]", "the text itself was not read, so that nothing of it can be quoted: say it in your own words")]
    [InlineData(Whole + "\nreplaces: [o/none@2019]", "it replaces 'o/none@2019', which has no file below terms/")]
    public void Gaps_and_contradictions_within_a_document_are_told(string more, string expected) =>
        Assert.EndsWith(": " + expected, Assert.Single(Problems(("terms/o/d@2020.yaml", Document(more)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("terms/o/d@2021.yaml", "from: 2020-01-01\ntext: described", "the name of the file says @2021, and 'from' another day")]
    [InlineData("terms/x/d@2020.yaml", "from: 2020-01-01\ntext: described", "the file must be terms/o/DOCUMENT@DATE.yaml, found terms/x/d@2020.yaml")]
    [InlineData("terms/o/d@2020.yaml", "from: 2020-01-01\nto: 2019-12-31\ntext: described", "'to' is before 'from'")]
    [InlineData("terms/o/d@2020.yaml", "from: 2020-01-01\ntext: heard", "'text' must be read, or described when the text itself was not read")]
    public void Its_name_and_its_days_agree(string path, string first, string expected) =>
        Assert.EndsWith(": " + expected, Assert.Single(Problems((path, Document(Whole, first)))), StringComparison.Ordinal);

    [Fact]
    public void Two_documents_that_hold_for_one_product_at_one_time_are_a_contradiction_unless_one_replaces_the_other()
    {
        var first = ("terms/o/d@2020.yaml", Document(Whole));
        var second = Document(Whole, "from: 2021-01-01\ntext: described");

        Assert.Equal(
            ["terms/o/e@2021.yaml:1:1: terms/o/d@2020.yaml covers 'P' for the same customer at the same time: give the older one a last day, or say in 'replaces' which one counts"],
            Problems(first, ("terms/o/e@2021.yaml", second)));
        Assert.Empty(Problems(first, ("terms/o/e@2021.yaml", second + "replaces: [o/d@2020]\n")));
        Assert.Empty(Problems(first, ("terms/o/e@2021.yaml", second + "customer: somebody\n")));
        Assert.Empty(Problems(("terms/o/d@2020.yaml", Document(Whole, "from: 2020-01-01\nto: 2020-12-31\ntext: described")), ("terms/o/e@2021.yaml", second)));
    }
}
