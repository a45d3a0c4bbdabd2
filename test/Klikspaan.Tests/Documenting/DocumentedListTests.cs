using Klikspaan.Documenting;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Documenting;

/// <summary>How a field of an event corresponds with a list. All lists here are synthetic.</summary>
public sealed class DocumentedListTests
{
    [Theory]
    [InlineData("Test.Provider.Opened", "/data/Kind", "Field Kind")]
    [InlineData("Test.Provider.Opened", "/data/List/*", "Field List")]
    [InlineData("Test.Provider.Opened", "/data/kind", "FieldLoosely Kind")]
    [InlineData("Test.Provider.Opened", "/data/Settings/Colour", "Within Settings")]
    [InlineData("Test.Provider.Opened", "/data/Other", "EventOnly")]
    [InlineData("Test.Provider.Opened", "/Kind", "EventOnly")]
    [InlineData("Test.Provider.Unfolded", "/data/Kind", "Field Kind, former name")]
    [InlineData("Test.Provider.opened", "/data/Kind", "EventLoosely")]
    [InlineData("Test.Provider.Closed", "/data/Kind", "None")]
    [InlineData("Test.Provider.Closed", "/data/syncId", "CommonToSome syncId")]
    [InlineData("Test.Provider.Closed", "/ext/app/id", "Common id")]
    [InlineData("Test.Provider.Opened", "/ext/app/other", "EventOnly")]
    [InlineData("Test.Provider.Closed", "/time", "Common time")]
    public void A_value_corresponds_with_its_event_and_field_and_loosely_is_told_apart(string name, string path, string how)
    {
        var found = List(Pages.Read(Pages.Windows), "windows").Find(name, path);

        Assert.Equal(how, $"{found.Kind}{(found.Field is { } field ? $" {field.Name}" : "")}{(found.Former ? ", former name" : "")}");
    }

    [Theory]
    [InlineData("A pseudonymized (hashed) identifier.", "hashed", "")]
    [InlineData("A hash of the name.", "hashed", "")]
    [InlineData("Whether the name is hashed.", "", "")]
    [InlineData("The number of hashed names.", "", "")]
    [InlineData("Reserved; always empty.", "empty", "")]
    [InlineData("Always empty when the feature is off.", "", "")]
    [InlineData("One of Start, Stop, or Pause", "", "Start Stop Pause")]
    [InlineData("The possible values are: • 0 = None • 1 = Some", "", "0 None 1 Some")]
    [InlineData("Possible values - true/false", "", "true false")]
    [InlineData("One of the things that we like, and another thing. Nothing more", "", "")]
    [InlineData("None of Start, Stop, or Pause", "", "")]
    [InlineData("Possible values are A, B, and more.", "", "")]
    [InlineData("Possible values are: \u2022 A \u2022 B \u2022 etc.", "", "")]
    [InlineData("Rehashed.", "", "")]
    [InlineData("The name of the device.", "", "")]
    public void Words_of_a_description_only_read_as_if_they_said_something_of_values(string description, string says, string values)
    {
        var list = List(Pages.Read($"event,field,description\nT.A,x,\"{description}\"\n"), "any");
        var field = list.Find("T.A", "/x").Field!;

        Assert.Equal((says, values), (string.Join(' ', field.Phrased.Select(p => p.Says)).Trim(), string.Join(' ', field.Phrased.SelectMany(p => p.Values))));
        Assert.All(field.Phrased, p => Assert.Contains(p.Quote, description, StringComparison.Ordinal));
        Assert.Equal((0, 0), (field.Says.Count, field.Values.Count));
        Assert.Equal("", field.Description);
    }

    [Fact]
    public void Names_of_a_list_in_small_letters_and_behind_a_prefix_correspond_where_the_knowledge_says_so()
    {
        var list = List(Pages.Read("{\"events\": {\"opened\": {\"kindofit\": {\"classification\": \"S\"}, \"${w}\": [{\"${prefix}\": \"filter.\"}]}}, \"commonProperties\": {\"common.id\": {}}}"), "vscode");

        Assert.Equal(["Field kindofit", "Field filter.*", "Common common.id", "EventOnly ", "None "], ((string[])["/data/properties/kindOfIt", "/data/baseData/properties/filter.x", "/data/properties/common.id", "/data/other"]).Select(p => Told(list.Find("monacoworkbench/opened", p))).Append(Told(list.Find("other/opened", "/data/x"))));
        Assert.Equal("Field x", Told(List(Pages.Read("x = {\"Providers\":[{\"Name\":\"P\",\"Events\":[{\"Name\":\"E\",\"Fields\":[{\"Name\":\"x\"}]}]}]}"), "edge").Find("Aria.0123abcd.P.E", "/data/x")));

        static string Told(Correspondence found) => $"{found.Kind} {found.Field?.Name}";
    }

    [Fact]
    public void A_snapshot_tells_all_mistakes_of_its_head_and_list_with_their_line()
    {
        List<KnowledgeProblem> problems = [];
        var reader = new SnapshotReader(new MemoryStream(Encode.Utf8($"documentation: 2\nvendor: A B\nproduct: p\ndate: yesterday\nsha256: {Digest}\nbytes: many\nslip: 1\ncounts: {{events: 0, common: 0, fields: 0, unread: 0}}\nlist: []\n")), "a.yaml", problems);

        Assert.Null(reader.ReadHead());
        Assert.Equal([(1L, "'documentation' must be 1"), (4L, "'date' must be a day"), (6L, "'bytes' must be a whole number"), (2L, "'vendor' must be of small"), (7L, "'slip' is not a key here")], problems.Select(p => (p.Line, string.Join(' ', p.Message.Split(' ').Take(p.Message.StartsWith("'slip", StringComparison.Ordinal) ? 6 : p.Message.Contains("whole", StringComparison.Ordinal) ? 6 : p.Message.Contains("day", StringComparison.Ordinal) || p.Message.Contains("small", StringComparison.Ordinal) ? 5 : 4)).TrimEnd(';'))));

        problems.Clear();
        reader = new(new MemoryStream(Encode.Utf8(Top("{events: 2, common: 0, fields: 1, unread: 0}") + "  - {\"event\": \"a\", \"fields\": [\n    {\"nonsense\": 1},\n    {\"field\": \"x\"}]}\n  what\n  - {\"event\": \"b\", \"fields\": [\n")), "a.yaml", problems);
        Assert.NotNull(reader.ReadHead());
        Assert.Equal(["x"], reader.ReadList(f => f).SelectMany(e => e.Fields).Select(f => f.Name));
        Assert.Equal(["a.yaml:10:1: 'field' is missing", "a.yaml:12:1: a line of the list must be an event or a field of one, as the program writes them", "a.yaml:13:1: the list ends within an event"], problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Differences_name_what_was_added_removed_and_described_otherwise()
    {
        var (old, now) = (Pages.Read("event,field,description,level\nA,x,one,required\nA,y,same,\nB,z,gone,\n"), Pages.Read("event,field,description,level\nA,x,two,optional\nA,y,same,\nA,new,,\nC,z,,\n"));

        Assert.Equal(
            ["changed A  level required optional", "added A new field  ", "changed A x description one two", "removed B  event 1 fields ", "added C  event  1 fields"],
            SnapshotDifference.Between(Head("p"), old.Events, Head("p"), now.Events).Select(d => $"{d.Change} {d.Event} {d.Field} {d.What} {d.Before} {d.After}"));
    }

    [Fact]
    public void Of_fields_of_which_nothing_is_stated_one_object_is_held()
    {
        var list = List(Pages.Read("event,field,description\nA,x,one\nA,h,hashed\nB,x,two\nB,h,hashed\n"), "any");

        Assert.Same(list.Find("A", "/x").Field, list.Find("B", "/x").Field);
        Assert.NotSame(list.Find("A", "/h").Field, list.Find("B", "/h").Field);
    }

    [Theory]
    [InlineData("{events: 1, common: 0, fields: 1, unread: 0}", "  - {\"event\": \"a\", \"fields\": [\n    {\"field\": \"\\ud800\"}]}\n", "a.yaml:10:1: a text holds half a character")]
    [InlineData("{events: 1, common: 0, fields: 2, unread: 0}", "  - {\"event\": \"a\", \"fields\": [\n    {\"field\": \"x\"},\n    {\"field\": \"x\"}]}\n", "a.yaml:11:1: the field 'x' stands twice in its event")]
    [InlineData("{events: 2, common: 0, fields: 0, unread: 0}", "  - {\"event\": \"a\", \"fields\": []}\n  - {\"event\": \"a\", \"fields\": []}\n", "a.yaml:10:1: 'a' stands twice in the list")]
    [InlineData("{events: 2, common: 0, fields: 1, unread: 0}", "  - {\"event\": \"a\", \"fields\": []}\n", "a.yaml:9:1: the list holds 1 events, 0 groups of common fields and 0 fields; by 'counts' in the head there were 2, 0 and 1: the file was cut or edited")]
    [InlineData("{events: 0, common: 0, fields: 0, unread: 1, texts: 2}", "", "a.yaml:7:9: 'counts' must tell of all that is 'unread'")]
    [InlineData("{events: 0, fields: 0, unread: 0}", "", "a.yaml:7:9: 'counts' must hold the whole number 'common'")]
    public void An_edited_or_cut_snapshot_tells_where_it_is_wrong(string counts, string list, string problem)
    {
        List<KnowledgeProblem> problems = [];
        var reader = new SnapshotReader(new MemoryStream(Encode.Utf8(Top(counts) + list)), "a.yaml", problems);
        if (reader.ReadHead() is not null)
        {
            _ = reader.ReadList(f => f).Count();
        }

        Assert.Contains(problem, problems.Select(p => p.ToString()));
    }

    [Theory]
    [InlineData("list:", "'list' is missing: the file was cut")]
    [InlineData("0000", "'sha256' must be 64 hex digits")]
    public void A_snapshot_without_its_list_or_digest_is_none(string without, string message)
    {
        List<KnowledgeProblem> problems = [];
        Assert.Null(new SnapshotReader(new MemoryStream(Encode.Utf8(Top("{events: 0, common: 0, fields: 0, unread: 0}").Replace(without, "", StringComparison.Ordinal))), "a.yaml", problems).ReadHead());
        Assert.Contains(problems, p => p.Message == message);
    }

    static readonly string Digest = $"\"{new string('0', 64)}\"";

    static string Top(string counts) => $"documentation: 1\nvendor: v\nproduct: p\ndate: 2026-01-02\nsha256: {Digest}\nbytes: 1\ncounts: {counts}\nlist:\n";

    internal static SnapshotHead Head(string product) => new() { Vendor = "microsoft", Product = product, Date = new(2026, 1, 2), Sha256 = new('0', 64), Bytes = 1 };

    static DocumentedList List(DocumentationDraft draft, string product)
    {
        using var stream = new MemoryStream();
        SnapshotWriter.Write(stream, Head(product), draft);
        stream.Position = 0;
        return Load(stream, product);
    }

    static DocumentedList Load(Stream stream, string product)
    {
        List<KnowledgeProblem> problems = [];
        var reader = new SnapshotReader(stream, "a.yaml", problems);
        var list = new DocumentedList(reader.ReadHead()!, reader, Facts.Knowledge.DocumentationOf($"microsoft/{product}"), Facts.Knowledge.Statements);
        Assert.Empty(problems);
        return list;
    }
}
