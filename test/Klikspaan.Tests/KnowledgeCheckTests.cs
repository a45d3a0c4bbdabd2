using System.Text.RegularExpressions;

namespace Klikspaan.Tests;

public sealed partial class KnowledgeCheckTests
{
    const string Entries = """
            name: /name
            items:
              - path: /name
                category: use.action
                reason: It names what was done.
            ignored:
              - path: /v
                reason: The version of the format.
        """;

    static readonly (string Path, string Text) Sample = ("protocols/v/p.one.har", Har("""{"name":"started","v":1}"""));

    static readonly (string Path, string Text) Verified = ("protocols/v/p.one.verified.yaml", """
        - exchange: 1
          request: "POST host.example/p"
          protocol: "v/p"
          events:
            - name: "started"
          items:
            - "content:/name": "started"  # use.action event 1
            - "content:/v": "1"  # protocol event 1

        """);

    static readonly (string Path, string Text) Rule = ("rules/r.yaml", """
        id: r
        category: credential
        keys: [token]
        reason: By its name.
        examples:
          match: [{path: "content:/token", value: x}]
          no_match: [{path: "content:/tokens", value: x}]
        false_positives: [A count of words.]
        """);

    [Fact]
    public async Task The_shipped_knowledge_has_no_mistakes() =>
        Assert.Empty(await KnowledgeCheck.RunAsync(Facts.Files, TestContext.Current.CancellationToken));

    /// <summary>Words that claim more than a recording can show, or that are for a person to judge.</summary>
    [Fact]
    public void No_statement_in_the_knowledge_uses_a_forbidden_word()
    {
        var lines = Facts.Files
            .Where(f => f.Path.EndsWith(".yaml", StringComparison.Ordinal) && !f.Path.EndsWith(".verified.yaml", StringComparison.Ordinal))
            .SelectMany(f => System.Text.Encoding.UTF8.GetString(f.Bytes.Span).Split('\n').Select((text, i) => $"{f.Path}:{i + 1}: {text.Trim()}"));

        Assert.DoesNotContain(lines, l => Statement().IsMatch(l) && Forbidden().IsMatch(l));
    }

    [GeneratedRegex(@": (?:- )?(?:reason|says|about|summary|name):")]
    private static partial Regex Statement();

    [GeneratedRegex(@"\b(?:tracks|tracked|spies|illegal|unlawful|violat\w+|non-compliant|compliant|pseudonymi[sz]ed|anonymi[sz]ed|anonymous|always|never sends|sends nothing|third party|is personal data)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();
    [Fact]
    public Task A_folder_with_proof_of_everything_has_no_mistakes() => FindsAsync("", Folder.Protocol(Entries), Sample, Verified, Rule);

    [Fact]
    public Task Line_ends_of_another_system_are_no_difference() =>
        FindsAsync("", Folder.Protocol(Entries), Sample, (Verified.Path, Verified.Text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public Task Mistakes_in_the_files_come_first_and_alone() => FindsAsync(
        "recipients/x.yaml:1:1: the file must hold one YAML mapping",
        Folder.Protocol(Entries), ("recipients/x.yaml", ""));

    [Fact]
    public Task A_missing_sample_is_found() => FindsAsync(
        """
        protocols/v/p.yaml:1:1: there is no sample beside it, such as p.CASE.har
        protocols/v/p.yaml:1:1: no sample has an event of kind 'event': a statement without proof
        protocols/v/p.yaml:1:1: no sample has an event of kind 'event' with a value at '/name': a statement without proof
        protocols/v/p.yaml:1:1: no sample has a value at '/name': an entry without proof
        protocols/v/p.yaml:1:1: no sample has a value at '/v': an entry without proof
        """,
        Folder.Protocol(Entries));

    [Fact]
    public Task A_sample_of_another_protocol_is_no_sample_of_this_one() => FindsAsync(
        "protocols/v/p.yaml:1:1: there is no sample beside it, such as p.CASE.har",
        before: 1,
        Folder.Protocol(Entries), ("protocols/v/pp.one.har", Sample.Text));

    [Fact]
    public Task A_missing_reading_is_found() => FindsAsync(
        "protocols/v/p.one.verified.yaml:1:1: the file is missing; read what 'klikspaan knowledge check --accept' writes, and keep it if it is right",
        Folder.Protocol(Entries), Sample);

    [Theory]
    [InlineData("\"started\"\n  items", "\"stopped\"\n  items", 5)]
    [InlineData("use.action event 1", "use.action", 7)]
    [InlineData("\"1\"  # protocol event 1\n", "\"1\"  # protocol event 1", 9)]
    [InlineData("- exchange: 1", "# remark\n- exchange: 1", 1)]
    public Task A_reading_that_differs_is_found_with_its_line(string right, string wrong, int line) => FindsAsync(
        $"protocols/v/p.one.verified.yaml:{line}:1: the sample now reads otherwise than this file says",
        Folder.Protocol(Entries), Sample, (Verified.Path, Verified.Text.Replace(right, wrong, StringComparison.Ordinal)));

    [Fact]
    public Task A_value_that_is_neither_mapped_nor_ignored_is_found() => FindsAsync(
        """
        protocols/v/p.one.har:1:1: entry 1: 'header:/x-new' is neither mapped nor ignored
        protocols/v/p.one.har:1:1: entry 1: 'content:/list/*/new' is neither mapped nor ignored
        """,
        before: 2,
        Folder.Protocol(Entries), (Sample.Path, Har("""{"name":"started","v":1,"list":[{"new":true}]}""", """{"name":"X-New","value":"y"}""")), Verified);

    [Fact]
    public Task An_entry_without_proof_is_found() => FindsAsync(
        "protocols/v/p.yaml:1:1: no sample has a value at '/w': an entry without proof",
        Folder.Protocol(Entries.Replace("path: /v", "path: [/v, /w]", StringComparison.Ordinal)), Sample, Verified);

    [Fact]
    public Task An_entry_that_another_of_the_same_path_comes_before_is_without_proof() => FindsAsync(
        "protocols/v/p.yaml:1:1: no sample has a value at '/name': an entry without proof",
        Folder.Protocol(Entries.Replace("    ignored:", """
                  - path: /name
                    category: use.action
                    reason: It names what was done.
                ignored:
            """, StringComparison.Ordinal)), Sample, Verified);

    [Fact]
    public Task A_kind_of_event_without_proof_is_found() => FindsAsync(
        """
        protocols/v/p.yaml:1:1: no sample has an event of kind 'other': a statement without proof
        protocols/v/p.yaml:1:1: no sample has an event of kind 'other' with a value at '/time': a statement without proof
        """,
        Folder.Protocol(Entries + "\n  - {kind: other, each: \"content:\", having: /other, time: /time}"), Sample, Verified);

    [Fact]
    public Task A_sample_with_an_entry_of_something_else_is_found() => FindsAsync(
        "protocols/v/p.one.har:1:1: entry 2 is not of this protocol (no endpoint has its host, path and method); a sample holds only what it proves",
        before: 1,
        Folder.Protocol(Entries), (Sample.Path, Sample.Text.Replace("] } }", ",{\"request\":{\"url\":\"https://other.example/\"}}] } }", StringComparison.Ordinal)), Verified);

    [Fact]
    public async Task An_example_of_a_rule_that_is_wrong_is_found()
    {
        await FindsAsync(
            "rules/r.yaml:7:1: the example matches, and must not",
            (Rule.Path, Rule.Text.Replace("/tokens", "/To_Ken", StringComparison.Ordinal)));
        await FindsAsync(
            "rules/r.yaml:6:1: the example does not match",
            (Rule.Path, Rule.Text.Replace("/token\"", "/took\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_rule_that_names_no_false_positive_or_one_that_it_does_not_match_is_found()
    {
        await FindsAsync(
            "rules/r.yaml:1:1: 'false_positives' is missing: each rule names in what cases it is wrong",
            (Rule.Path, Rule.Text.Replace("false_positives: [A count of words.]", "", StringComparison.Ordinal)));
        await FindsAsync(
            "rules/r.yaml:8:1: the example does not match",
            (Rule.Path, Rule.Text.Replace("false_positives:", "  false_positive: [{path: \"content:/words\", value: x}]\nfalse_positives:", StringComparison.Ordinal)));
    }

    [Fact]
    public Task Categories_sources_domains_and_keys_that_nobody_knows_are_found() => FindsAsync(
        """
        protocols/v/p.yaml:17:19: the category 'use.everything' is not in categories.yaml
        recipients/a.yaml:9:39: the source 'elsewhere' is not listed in this file
        recipients/b.yaml:1:1: 'x.example' is claimed by a and b
        recipients/b.yaml:10:1: the key's protocol 'v/none' has no file below protocols/
        """,
        Folder.Protocol(Entries.Replace("use.action", "use.everything", StringComparison.Ordinal)), Sample, Verified,
        Folder.Recipient("a", "domains: [{domain: x.example, source: elsewhere}]"),
        Folder.Recipient("b", "domains: [{domain: x.example, source: s}]\nkeys: [{protocol: v/none, key: k, source: s}]"));

    [Fact]
    public async Task A_credential_in_a_sample_is_not_written_out()
    {
        var knowledge = Folder.Read(Folder.Protocol(Entries), Rule);
        var text = await KnowledgeCheck.RenderAsync(knowledge, Folder.File("x.har", Har("""{"name":"started","token":"geheim"}""")), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        Assert.Contains("    - \"content:/token\": \"[masked: 6 bytes]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_a_sample_cannot_break_out_of_its_line()
    {
        var knowledge = Folder.Read(Folder.Protocol(Entries));
        var text = await KnowledgeCheck.RenderAsync(knowledge, Folder.File("x.har", Har("""{"name":"a\"\n- exchange: 2\u0085\u2028","k\"\n: x":1}""")), TestContext.Current.CancellationToken);

        Assert.Equal(8, text.Split('\n', '\u0085', '\u2028').Length - 1);
        Assert.Single(text.Split('\n'), l => l.StartsWith("- exchange", StringComparison.Ordinal));
    }

    static Task FindsAsync(string expected, params (string Path, string Text)[] files) => FindsAsync(expected, 0, files);

    /// <summary>Checks a folder; <paramref name="before"/> takes only that many of the mistakes, where others follow from them.</summary>
    static async Task FindsAsync(string expected, int before, params (string Path, string Text)[] files)
    {
        var problems = (await KnowledgeCheck.RunAsync(Folder.Of(files), TestContext.Current.CancellationToken)).Select(p => p.ToString()).ToList();

        Assert.Equal(expected, string.Join('\n', before > 0 ? problems.Take(before) : problems));
    }

    static string Har(string body, string header = "") =>
        $$"""{"log":{"entries":[{"request":{"method":"POST","url":"https://host.example/p","headers":[{{header}}],"postData":{"text":{{Encode.Json(body)}} } } }] } }""";
}
