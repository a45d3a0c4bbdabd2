using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Klikspaan.Reporting;

namespace Klikspaan.Tests.Reporting;

/// <summary>The types hold it: no text of its own in a block, no fact without evidence, no block that a writer does not know.</summary>
public sealed class BlockTests
{
    static readonly Evidence Anywhere = Evidence.Of(EvidenceId.OfExchange(Facts.Capture, 1));

    static readonly GridColumn[] Columns = [new(Phrases.ColumnHost)];

    /// <summary>One of each kind of block, by a mark that is captured text in it.</summary>
    static readonly Dictionary<string, Block> Sample = new()
    {
        ["mark1"] = new Heading(2, "anchor", Fact("mark1")),
        ["mark2"] = new Paragraph(Fact("mark2")),
        ["mark3"] = new Finding(Fact("mark3"), Fact("mark3")),
        ["mark4"] = new ItemList([Fact("mark4")]),
        ["mark5"] = new OpenQuestion(Fact("mark5"), new Wording(Phrases.OpenRoleWhy)),
        ["mark6"] = new Grid(new Wording(Phrases.Glossary), Columns, [new([Fact("mark6")])]),
        ["mark7"] = new Figure(new Wording(Phrases.FlowTitle), new Wording(Phrases.Summary), new FlowDrawing([Phrases.FlowProcess, Phrases.FlowHost], [], []), new(new Wording(Phrases.Glossary), Columns, [new([Fact("mark7")])])),
        ["mark8"] = new ByteDump(Fact("mark8"), [new(0, "AB"u8.ToArray(), [0, ByteLine.Masked], 0), new(2, default, [], 1234)], new HashSet<int>()),
        ["mark9"] = new Beside([new Paragraph(Fact("mark9"))], [new Paragraph(Fact("right9"))]),
    };

    public static TheoryData<string> Formats => new(Reports.Formats);

    [Fact]
    public void No_block_and_no_sentence_holds_text_but_an_id_to_link_to()
    {
        var seen = new HashSet<Type>();
        var waiting = new Stack<Type>(Kinds(typeof(Block)).Concat(Kinds(typeof(Sentence))).Concat(Kinds(typeof(Drawing))));
        while (waiting.TryPop(out var type))
        {
            foreach (var property in seen.Add(type) ? type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(p => p.Name != "EqualityContract") : [])
            {
                var held = Held(property.PropertyType).ToList();
                Assert.False(held.Contains(typeof(string)) && property.Name != "Anchor", $"{type.Name}.{property.Name} holds text");
                foreach (var next in held.Where(t => t.Namespace == typeof(Block).Namespace && t != typeof(Phrase) && t != typeof(FactForm) && t != typeof(EvidenceId) && t != typeof(Parameter)))
                {
                    waiting.Push(next);
                }
            }
        }

        Assert.Contains(typeof(GridRow), seen);
        Assert.Contains(typeof(TimeRow), seen);
        Assert.Contains(typeof(Evidence), seen);
    }

    [Fact]
    public void There_are_three_kinds_of_sentence() =>
        Assert.Equal(["Fact", "Term", "Wording"], Kinds(typeof(Sentence)).Select(t => t.Name).Order());

    [Fact]
    public void Evidence_cannot_be_made_of_nothing()
    {
        var ways = typeof(Evidence).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(m => m.ReturnType == typeof(Evidence)).ToList();

        Assert.All(typeof(Evidence).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), c => Assert.True(c.IsPrivate));
        Assert.All(ways, w => Assert.Equal(typeof(EvidenceId), w.GetParameters()[0].ParameterType));
        Assert.Single(Anywhere.Ids);
        Assert.Equal(2, Anywhere.And(EvidenceId.Manifest, EvidenceId.Manifest).Ids.Count);
    }

    [Fact]
    public void A_fact_takes_the_parameters_of_its_form_and_no_others() =>
        Assert.Throws<ArgumentException>(() => FactForms.Title.Of(Anywhere, Parameter.Captured("a"), Parameter.Captured("b")));

    [Fact]
    public void No_sentence_is_listed_twice_and_each_is_said_somewhere()
    {
        var code = string.Concat(Directory.EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(f) is not ("Phrases.cs" or "FactForms.cs")).Select(File.ReadAllText));
        var words = Regex.Matches(code, @"\b(?:Phrases|FactForms)\.\w+").Select(m => m.Value).ToHashSet();
        var fields = new[] { typeof(Phrases), typeof(FactForms) }.SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public)).ToList();

        Assert.Equal(fields.Count, Phrases.All.Count + FactForms.All.Count);
        Assert.Equal(Phrases.All.Count, Phrases.All.Select(p => p.Key).Distinct().Count());
        Assert.Equal(FactForms.All.Count, FactForms.All.Select(p => p.Key).Distinct().Count());
        Assert.Empty(fields.Select(f => $"{f.DeclaringType!.Name}.{f.Name}").Except(words));
    }

    [Fact]
    public void The_sample_holds_every_kind_of_block() =>
        Assert.Equal(KindNames(), Sample.Values.Select(b => b.GetType().Name).Order());

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_writer_writes_every_kind_of_block(string format)
    {
        var written = Write(format, [.. Sample.Values]);

        Assert.All(Sample.Keys, m => Assert.Contains(m, written, StringComparison.Ordinal));
        Assert.Contains("right9", written, StringComparison.Ordinal);
        Assert.Contains("41··", Reports.Dumped(written).Hex, StringComparison.Ordinal);
        Assert.Matches("1,234 bytes not shown|\"omitted\": 1234", written);
    }

    [Fact]
    public void Text_from_a_capture_stays_within_the_value_of_an_attribute()
    {
        var html = Write("html", new Grid(Fact("\" onclick=\"x\"><i>"), [], []));

        Assert.DoesNotContain("onclick=\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"&quot; onclick=&quot;x&quot;&gt;&lt;i&gt;\"", html, StringComparison.Ordinal);
    }

    /// <summary>A document of these blocks in one format.</summary>
    internal static string Write(string format, params IReadOnlyList<Block> blocks)
    {
        using var output = new StringWriter();
        ReportWriters.Find(format)!.Write(new(new(Facts.Knowledge.Languages["en"]), new Wording(Phrases.Untitled), blocks), output);
        return output.ToString();
    }

    /// <summary>The names of all kinds of blocks.</summary>
    internal static IEnumerable<string> KindNames() => Kinds(typeof(Block)).Select(t => t.Name).Order();

    internal static Fact Fact(string captured) => Klikspaan.Reporting.Fact.Of(Parameter.Captured(captured), Anywhere);

    static IEnumerable<Type> Kinds(Type of) => of.Assembly.GetTypes().Where(t => t.IsSubclassOf(of) && !t.IsAbstract);

    static IEnumerable<Type> Held(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Held) : type.IsArray ? Held(type.GetElementType()!) : type == typeof(IEnumerable) ? [typeof(string)] : [type];
}
