using System.Text.RegularExpressions;

namespace Klikspaan.Tests.Cli;

public sealed class KnowledgeCommandTests
{
    [Fact]
    public async Task The_shipped_knowledge_is_checked_when_no_folder_is_named()
    {
        using var place = new Workplace();

        var run = await place.RunAsync("knowledge", "check");

        Assert.Equal((0, $"{Facts.Files.Count} files, no mistakes\n", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task Every_mistake_is_told_with_its_place_and_the_exit_code_is_4()
    {
        using var place = new Workplace();
        place.Write("own/rules/bad/one.yaml", "id: bad/one\n\"\\e[2J\": 1\n");
        place.Write("own/rules/bad/two.yaml", "- not a mapping\n");

        var run = await place.RunAsync("knowledge", "check", "own");

        Assert.Equal((4, ""), (run.Code, run.Error));
        Assert.Contains(Path.Combine("own", "rules/bad/one.yaml") + ":2:1: '\u241B[2J' is not a key here; known are ", run.Out, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("own", "rules/bad/two.yaml") + ":1:1: the file must hold one YAML mapping\n", run.Out, StringComparison.Ordinal);
        Assert.Equal($"{run.Lines.Length - 1} mistake(s)", run.Lines[^1]);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_wrong_use()
    {
        using var place = new Workplace();

        var run = await place.RunAsync("knowledge", "check", "nosuch");

        Assert.Equal((2, "", $"klikspaan: there is no folder {place.Path("nosuch")}\n"), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task Each_sample_of_a_folder_of_ones_own_is_read_and_held_against_what_was_verified()
    {
        using var place = new Workplace();
        place.Write("own/protocols/v/p.yaml", Protocol);
        place.Write("own/protocols/v/p.one.har", Sample(""));
        place.Write("own/protocols/v/p.synthetic-two.har", Sample("synthetic: made up"));
        var first = await place.RunAsync("knowledge", "test", "own");
        await place.RunAsync("knowledge", "check", "own", "--accept");
        var second = await place.RunAsync("knowledge", "test", "own");

        Assert.Equal(4, first.Code);
        Assert.Contains("p.one.verified.yaml:1:1: the file is missing", first.Out, StringComparison.Ordinal);
        Assert.Equal("2 samples: 0 passed, 2 failed", first.Lines[^1]);
        Assert.Equal((0, ""), (second.Code, second.Error));
        Assert.Equal(["passed  protocols/v/p.one.har  (1 requests, 1 events, 3 values)", "passed  protocols/v/p.synthetic-two.har  (1 requests, 1 events, 3 values)", "2 samples: 2 passed, 0 failed"], second.Lines);
    }

    [Theory]
    [InlineData("one", "synthetic: made up", "name it ENDPOINT.synthetic-CASE.har")]
    [InlineData("synthetic-one", "", "begins with 'synthetic'")]
    public async Task A_sample_that_was_never_sent_says_so_in_its_name_and_in_itself(string name, string comment, string expected)
    {
        using var place = new Workplace();
        place.Write("own/protocols/v/p.yaml", Protocol);
        place.Write($"own/protocols/v/p.{name}.har", Sample(comment));
        var run = await place.RunAsync("knowledge", "check", "own", "--accept");

        Assert.Equal(4, run.Code);
        Assert.Contains(expected, run.Out, StringComparison.Ordinal);
        Assert.Equal("1 mistake(s)", run.Lines[^1]);
    }

    [Fact]
    public async Task A_protocol_is_explained_step_by_step_with_sources_and_how_its_samples_were_made()
    {
        using var place = new Workplace();
        place.Write("own/protocols/v/p.yaml", Protocol);
        place.Write("own/protocols/v/p.synthetic-two.har", Sample("synthetic: made up"));
        var run = await place.RunAsync("--knowledge", "own", "knowledge", "explain", "v/p");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(
            """
            v/p: A protocol
            What it tells.

            1. Recognised by where it is sent
               any method host.example  /p

            2. Opened by what the bytes are; in the samples
               p.synthetic-two.har: synthetic, written from documentation or public source and never sent
                 POST host.example/p
                   content: json-string -> json
                   1 event (started), 3 values

            3. Events
               event: one at each content:
                 its name: /name

            4. What the values are
               in an event 'event'
                 /name
                   use.action: It names what was done. [docs]
                 /v
                   of the protocol itself: The version of the format.

            5. Sources
               [docs] 2026-11-29, uncertain: What it says. https://docs.example/p

            """,
            run.Out);
    }

    [Fact]
    public async Task A_protocol_that_is_not_there_is_wrong_use_and_those_that_are_alike_are_named()
    {
        using var place = new Workplace();
        place.Write("own/protocols/v/p.yaml", Protocol);
        place.Write("own/protocols/v/p.one.har", Sample(""));

        var alike = await place.RunAsync("--knowledge", "own", "knowledge", "explain", "v/");
        var none = await place.RunAsync("--knowledge", "own", "knowledge", "explain", "nosuch");

        Assert.Equal(2, alike.Code);
        Assert.Contains("there is no protocol or rule 'v/'; there are ", alike.Error, StringComparison.Ordinal);
        Assert.Contains("v/p", alike.Error, StringComparison.Ordinal);
        Assert.Contains("there is no protocol or rule 'nosuch'; the files below protocols/", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_rule_is_measured_on_labelled_values_and_says_what_it_is_worth()
    {
        using var place = new Workplace();
        var run = await place.RunAsync("knowledge", "rules");

        Assert.Equal((0, ""), (run.Code, run.Error));
        const string Figure = @"\d+ cases: \d+ right, \d+ wrong, \d+ missed; precision (?:[01]\.\d{3}|no figure \(\d+ < 30\)), recall (?:[01]\.\d{3}|no figure \(\d+ < 30\))";
        Assert.Equal((4 * Facts.Knowledge.Rules.Count) + 2, run.Lines.Length);
        Assert.All(run.Lines[..^2].Chunk(4), l => Assert.Matches($@"^[a-z0-9/-]+\n  recordings: {Figure}\n  corpus: (?:\(\d{{4}}-\d\d-\d\d\) {Figure}|not measured since the rule was changed)\n  (?:measured|needs confirmation: .+)$", string.Join('\n', l)));
        Assert.Matches(@"^the corpus: \d+ labelled values in \d+ captures, measured on \d{4}-\d\d-\d\d, labelled after most rules were written: it takes away, and confirms none$", run.Lines[^2]);
        Assert.Equal("  needs confirmation: no figure makes a rule claim a nationaal identificatienummer", run.Lines[Array.IndexOf(run.Lines, "person/national-number") + 3]);
        Assert.Matches($"^{Facts.Knowledge.Rules.Count} rules: \\d+ measured, \\d+ need confirmation$", run.Lines[^1]);
    }

    [Fact]
    public async Task What_the_folder_says_of_the_corpus_is_what_is_measured_on_it()
    {
        var corpus = Repository.InCorpus();
        using var place = new Workplace();

        var run = await place.RunAsync("knowledge", "rules", "--corpus", corpus);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.DoesNotContain(run.Lines, l => l.Contains("not measured", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_corpus_that_is_not_there_or_is_another_is_said()
    {
        using var place = new Workplace();
        var labelled = Repository.Path("knowledge", "labels", "corpus", "no-title.yaml");
        var name = File.ReadLines(labelled).First().Split(' ')[1];
        place.Write("own/labels/corpus/no-title.yaml", File.ReadAllText(labelled));
        foreach (var other in Directory.EnumerateFiles(Path.GetDirectoryName(labelled)!).Where(f => f != labelled))
        {
            place.Write($"own/labels/corpus/{Path.GetFileName(other)}", $"capture: {name}\nsha256: {new string('0', 64)}\nlabelled: 2026-11-30\nnot_labelled: 0\nlabels: []\n");
        }

        var none = await place.RunAsync("knowledge", "rules", "own", "--corpus", "elsewhere");
        place.Write($"elsewhere/{name}", Facts.Har("""{"a":1}""", "https://host.example/p"));
        var another = await place.RunAsync("knowledge", "rules", "own", "--corpus", "elsewhere");
        var kept = await place.RunAsync("knowledge", "check", "own", "--accept", "--corpus", "elsewhere");

        var alone = await place.RunAsync("knowledge", "check", "own", "--corpus", "elsewhere");

        Assert.Equal((4, 4, "", 2), (none.Code, another.Code, another.Out, alone.Code));
        Assert.StartsWith("klikspaan: --corpus goes with --accept", alone.Error, StringComparison.Ordinal);
        Assert.Contains($"klikspaan: the corpus has no {name}, of which labels/corpus/no-title.yaml labels values", none.Error, StringComparison.Ordinal);
        Assert.Contains($"klikspaan: {name} is another file than the one that was labelled", another.Error, StringComparison.Ordinal);
        Assert.Equal((2, "klikspaan: the folder has no figures.yaml to write to\n"), (kept.Code, kept.Error));
    }

    [Fact]
    public async Task A_rule_is_explained_by_its_name_alone_and_help_lists_no_names()
    {
        using var place = new Workplace();

        var bare = await place.RunAsync("knowledge", "explain", "person/email");
        var whole = await place.RunAsync("knowledge", "explain", "rules/person/email");
        var help = await place.RunAsync("knowledge", "--help");

        Assert.StartsWith("rules/person/email: ", bare.Out, StringComparison.Ordinal);
        Assert.Equal((0, bare.Out), (whole.Code, whole.Out));
        Assert.Contains("explain <id>", help.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("person/email", help.Out, StringComparison.Ordinal);
        Assert.All(help.Lines, l => Assert.InRange(l.Length, 0, 300));
    }

    [Fact]
    public async Task A_rule_is_explained_with_what_it_goes_by_and_what_it_is_worth()
    {
        using var place = new Workplace();
        place.Write("own/rules/shapes/colour.yaml", """
            id: shapes/colour
            category: network.hostname
            keys: [colour]
            reason: A colour names the host.
            false_positives: [A colour that names nothing.]
            examples:
              match: [{path: "content:/colour", value: red}]
              no_match: [{path: "content:/color", value: red}]
              false_positive: [{path: "content:/sky/colour", value: blue}]
            """);
        var run = await place.RunAsync("--knowledge", "own", "knowledge", "explain", "rules/shapes/colour");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var missed = Regex.Match(run.Out, @"0 right, 0 wrong, (\d+) missed").Groups[1].Value;
        Assert.Equal(
            $"""
            rules/shapes/colour: Host name of the device
            A colour names the host.

            1. Goes by
               names of fields: colour

            2. Measured on labelled values
               of the recorded samples: {missed} cases: 0 right, 0 wrong, {missed} missed; precision no figure (0 < 30), recall no figure ({missed} < 30)
               of the corpus: not measured since the rule was changed
               needs confirmation: too few cases in the recorded samples

            3. Known to be wrong for
               A colour that names nothing.
               content:/sky/colour = blue

            4. Examples
               matches        content:/colour = red
               does not match content:/color = red

            """,
            run.Out);
    }

    const string Protocol = """
        id: v/p
        name: A protocol
        summary: What it tells.
        sources:
          - id: docs
            url: https://docs.example/p
            date: 2026-11-29
            says: What it says.
            certainty: uncertain
        endpoints:
          - host: host.example
            path: /p
        events:
          - kind: event
            each: "content:"
            name: /name
            items:
              - path: /name
                category: use.action
                reason: It names what was done.
                source: docs
            ignored:
              - path: /v
                reason: The version of the format.
        """;

    static string Sample(string comment) =>
        """{"log":{"version":"1.2","comment":"COMMENT","creator":{"name":"t","version":"1"},"entries":[{"startedDateTime":"2026-11-29T10:00:00Z","time":1,"request":{"method":"POST","url":"https://host.example/p","httpVersion":"HTTP/1.1","headers":[],"cookies":[],"queryString":[],"headersSize":-1,"bodySize":24,"postData":{"mimeType":"application/json","text":"{\"name\":\"started\",\"v\":1}"}},"response":{"status":200,"statusText":"","httpVersion":"HTTP/1.1","headers":[],"cookies":[],"content":{"size":0,"mimeType":""},"redirectURL":"","headersSize":-1,"bodySize":0},"cache":{},"timings":{"send":0,"wait":1,"receive":0}}]}}""".Replace("COMMENT", comment, StringComparison.Ordinal);
    const string Adapters = """[{"tracker":"t","slug":"s","name":"T","urls":["https://host.example/v1"],"steps":[{"function":"parseJson","input":"body","output":"res.body"}],"props":{"userId":[{"c":"body","p":"id","r":"obvious property name"}]}}]""";

    [Fact]
    public async Task Adapters_become_a_folder_that_is_told_to_be_unproven_and_can_be_laid_over_ours()
    {
        using var place = new Workplace();
        place.Write("trackhar-1.0.0-adapters.json", Adapters);
        place.Write("a.har", Facts.Har("""{"id":"u-1"}""", "https://host.example/v1"));

        var made = await place.RunAsync("knowledge", "import-trackhar", "trackhar-1.0.0-adapters.json", "-o", "theirs", "--date", "2026-05-18");
        var check = await place.RunAsync("knowledge", "check", "theirs");
        var import = await place.RunAsync("--knowledge", "theirs", "-d", "d", "import", "a.har");
        var items = await place.RunAsync("--knowledge", "theirs", "-d", "d", "show", "items", "--columns", "protocol,path,value,category,rule", "--format", "csv");

        Assert.Equal((0, "1 adapters of TrackHAR 1.0.0 written to theirs; 0 mistake(s). Lay them over ours: klikspaan --knowledge theirs import FILE\n", ""), (made.Code, made.Out, made.Error));
        Assert.Equal((0, "1 protocol files were imported, and no sample of our own proves them: they are as certain as their source\n2 files, no mistakes\n", ""), (check.Code, check.Out, check.Error));
        Assert.Equal(0, import.Code);
        Assert.Contains("trackhar/0001-t-s,content:/id,u-1,identifier.user,trackhar/0001-t-s:content:/id/**", items.Out, StringComparison.Ordinal);
        Assert.Contains("CC0-1.0", await File.ReadAllTextAsync(place.Path("theirs", "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapters_with_mistakes_are_told_with_their_place_and_nothing_is_overwritten()
    {
        using var place = new Workplace();
        place.Write("a.json", "[\n" + Adapters[1..^1].Replace("parseJson", "\\u001b[2J", StringComparison.Ordinal) + "]");
        place.Write("full/file", "x");

        var bad = await place.RunAsync("knowledge", "import-trackhar", "a.json");
        var full = await place.RunAsync("knowledge", "import-trackhar", "a.json", "-o", "full");
        var day = await place.RunAsync("knowledge", "import-trackhar", "a.json", "--date", "yesterday");
        var none = await place.RunAsync("knowledge", "import-trackhar", "none.json");

        Assert.Equal(4, bad.Code);
        Assert.StartsWith("a.json:2:", bad.Out, StringComparison.Ordinal);
        Assert.Contains("'\u241B[2J' is no step that is known", bad.Out, StringComparison.Ordinal);
        Assert.EndsWith("nothing was written: 1 mistake(s)\n", bad.Out, StringComparison.Ordinal);
        Assert.Equal((2, "klikspaan: the folder full is not empty; name another with -o\n"), (full.Code, full.Error));
        Assert.Equal((2, "klikspaan: --date must be a day such as 2026-05-18\n"), (day.Code, day.Error));
        Assert.Equal(2, none.Code);
        Assert.False(Directory.Exists(place.Path("trackhar-knowledge")));
    }
}
