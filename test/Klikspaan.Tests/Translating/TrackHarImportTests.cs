using System.Text;
using Klikspaan.Knowledge;
using Klikspaan.Translating;

namespace Klikspaan.Tests.Translating;

/// <summary>What is wrong in a file of adapters is told with its place, and the other adapters are translated.</summary>
public sealed class TrackHarImportTests
{
    const string Good = """{"tracker":"t","slug":"good","name":"T","urls":["https://a.example/p"],"steps":[{"function":"parseJson","input":"body","output":"res.body"}],"props":{"userId":[{"c":"body","p":"id","r":"https://why.example/#1"}]}}""";

    public static TheoryData<string, string> Broken => new()
    {
        { "", "a.json:1:1: not JSON that can be read: " },
        { "[\n{\"a\": tru}]", "a.json:2:" },
        { "{}", "a.json:1:1: the file must hold one list of adapters, at most 10000" },
        { "[1]", "a.json:1:2: an adapter must be an object" },
        { Repeated("[", 100), "a.json:1:25: not JSON that can be read: The maximum configured depth of 24 has been exceeded" },
        { "[\"\\ud800\"]", "a.json:1:2: not text: " },
        { "[{}]", "a.json:1:2: 'tracker' is missing" },
        { Of("\"tracker\":\"t\"", "\"tracker\":{}"), "a.json:1:13: 'tracker' must be a text" },
        { Of("\"steps\":[", "\"steps\":{},\"x\":["), "'steps' must be a list" },
        { Of("parseJson", "runScript"), "'runScript' is no step that is known; known are parseQueryString, " },
        { Of("\"input\":\"body\"", "\"input\":\"body[?(\""), "'body[?(' is a path of a form that is not known" },
        { Of("\"input\":\"body\"", "\"input\":5"), "'input' must be a text" },
        { Of("\"function\":\"parseJson\"", "\"function\":\"split\""), "'split' needs a separator" },
        { Of("\"function\":\"parseJson\"", "\"function\":\"getProperty\""), "'options' is missing" },
        { Of("\"c\":\"body\"", "\"c\":\"trailer\""), "'trailer' is no part of a request that is known" },
        { Of("\"p\":\"id\"", "\"p\":\"$[?(process.exit())]\""), "is a path of a form that is not known" },
        { Of("\"p\":\"id\"", "\"p\":\"a..b..c..d\""), "down more than 2 times" },
        { Of("\"p\":\"id\"", "\"p\":\"" + string.Join('.', Enumerable.Repeat("a", 60)) + "\""), "it leads deeper than 40 segments" },
        { Of("\"p\":\"id\"", "\"p\":\"a*b*c\""), "a name with more than one *" },
        { Of("\"p\":\"id\"", "\"p\":\"id\",\"n\":\"/(a)\\\\1/\""), "is no regular expression that can be used here" },
        { Of("\"p\":\"id\"", "\"p\":\"id\",\"o\":\"/(?=a)/\""), "is no regular expression that can be used here" },
        { Of("userId", "shoeSize"), "no category of the vocabulary names the property 'shoeSize'" },
        { Of("https://a.example/p", "javascript:alert(1)"), "an address must be an http address or an expression for one" },
        { Of("\"name\":\"T\"", "\"name\":\"T\",\"match\":\"(r)=>r.scheme === 'http'\""), "'match' asks something of a request that is not known here" },
        { Of("{\"userId\":[", "{\"userId\":{\"x\":["), "" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_mistake_has_its_place(string json, string expected)
    {
        var files = TrackHarImport.Read(new("a.json", Encoding.UTF8.GetBytes(json)), TheirValues.Origin, Facts.Knowledge.Categories.Values, out var problems);

        Assert.NotEmpty(problems);
        Assert.Contains(expected, string.Join('\n', problems), StringComparison.Ordinal);
        Assert.All(problems, p => Assert.True(p is { File: "a.json", Line: > 0, Column: > 0 }, p.ToString()));
        Assert.DoesNotContain(files, f => f.Path.Contains("bad", StringComparison.Ordinal));
    }

    [Fact]
    public void An_adapter_with_a_mistake_is_left_out_and_the_others_are_kept()
    {
        var files = TrackHarImport.Read(new("a.json", Encode.Utf8($"[{Of("parseJson", "no")[1..^1]},{Good}]")), TheirValues.Origin, Facts.Knowledge.Categories.Values, out var problems);

        Assert.Equal("protocols/trackhar/0002-t-good.yaml", Assert.Single(files).Path);
        Assert.Single(problems);
    }

    [Fact]
    public void Steps_that_go_in_circles_and_grow_come_to_an_end()
    {
        var steps = string.Join(',', Enumerable.Repeat("""{"function":"getProperty","input":"res.body","output":"b","options":{"path":"x.y"}},{"function":"getProperty","input":"b","output":"res.body","options":{"path":"x.y"}}""", 49));
        var files = TrackHarImport.Read(new("a.json", Encode.Utf8($"[{Good.Replace("\"res.body\"}]", $"\"res.body\"}},{steps}]", StringComparison.Ordinal)}]")), TheirValues.Origin, Facts.Knowledge.Categories.Values, out var problems);

        Assert.Empty(files);
        Assert.Contains("it leads deeper than 40 segments", problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_says_who_says_it_and_that_nothing_proves_it()
    {
        var text = Encoding.UTF8.GetString(Assert.Single(TrackHarImport.Read(new("a.json", Encode.Utf8($"[{Good}]")), TheirValues.Origin, Facts.Knowledge.Categories.Values, out _)).Bytes.Span);

        Assert.StartsWith("# Translated from TrackHAR \"1.0.0\", adapter \"t/good\", licence CC0-1.0. No sample of our own proves it.\n", text, StringComparison.Ordinal);
        Assert.Contains("imported: trackhar\n", text, StringComparison.Ordinal);
        Assert.Contains("  - path: \"content:/id/**\"\n    category: identifier.user\n    reason: \"TrackHAR 1.0.0 takes body:id for 'userId'. The reason that it gives: https://why.example/#1.\"\n    source: reason-1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("certainty: verified", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_cannot_leave_their_place_in_the_YAML()
    {
        const string Evil = "T\\\"\\nevents: []\\n# \\u2028\\u0085\\ud83d\\ude00 '";
        var adapters = Encode.Utf8($"[{Good.Replace("\"name\":\"T\"", $"\"name\":\"{Evil}\"", StringComparison.Ordinal).Replace("\"slug\":\"good\"", "\"slug\":\"../../x\\n\"", StringComparison.Ordinal)}]");
        var knowledge = TheirValues.Translate(adapters, out var problems);

        Assert.Empty(problems);
        Assert.Equal("trackhar/0001-t-------x-", Assert.Single(knowledge.Protocols, p => p.ImportedFrom.Length > 0).Id);
        Assert.Contains("T\"\nevents: []\n# \u2028\u0085\U0001F600 '", Assert.Single(knowledge.Protocols, p => p.ImportedFrom.Length > 0).Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_never_throw()
    {
        var bytes = Encode.Utf8($"[{Good},{Of("\"p\":\"id\"", "\"p\":\"$.a[?(@.b === 'c' && @.match(/d/i))].e\",\"n\":\"/x/\"")[1..^1]}]");
        var random = new Random(1);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = bytes.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var files = TrackHarImport.Read(new("a.json", damaged.AsMemory(0, round % 3 == 0 ? random.Next(damaged.Length) : damaged.Length)), TheirValues.Origin, Facts.Knowledge.Categories.Values, out var problems);

            Assert.True(files.Count > 0 || problems.Count > 0);
            Assert.All(files, f => Read(f));
        }
    }

    /// <summary>What is written can be read.</summary>
    static void Read(KnowledgeFile file)
    {
        var problems = new List<KnowledgeProblem>();
        YamlFile.Read(file, problems);

        Assert.Empty(problems);
    }

    static string Of(string from, string to) => $"[{Good.Replace("\"good\"", "\"bad\"", StringComparison.Ordinal).Replace(from, to, StringComparison.Ordinal)}]";

    static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
