using Klikspaan.Documenting;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Documenting;

/// <summary>Lists of events come from the party under investigation: nothing in them may stop the program, and what is read is written and read back as it was.</summary>
public sealed class DocumentationHostileTests
{
    static readonly DocumentationLimits Small = new() { Events = 20, Fields = 50, Text = 200, Name = 60, LineBytes = 500, Problems = 10, Values = 5 };

    public static TheoryData<string, string> Samples => new()
    {
        { "page", Pages.Windows },
        { "page", "### A.B\n\nThe following fields are available:\n\n- **x**  One of a, b\n  - 0 = c\n- plain - d\n\n| Field | Description |\n|---|---|\n| z | text |\n" },
        { "csv", "event,field,description,purpose,level,says,values\r\nT.A,x,\"two \"\"q\"\",\nlines\",p,l,hashed,a;b\r\n" },
        { "yaml", "events:\n  - event: T.A\n    fields:\n      - {field: x, says: [empty], values: [a, \"\\uD800\"]}\ncommon:\n  - group: All\n    fields:\n      - field: y\n" },
        { "classified-json", "{\"core\": {\"events\": {\"opened\": {\"comment\": \"When \\uD83D\\uDE00.\", \"kind\": {\"classification\": \"S\"}, \"${w}\": [{\"${prefix}\": \"f.\"}]}}, \"commonProperties\": {\"id\": {}}}}" },
        { "provider-json", "x = {\"Providers\":[{\"Name\":\"P\",\"Events\":[{\"Name\":\"E\",\"Fields\":[{\"Name\":\"f\",\"Fields\":[{\"Name\":\"g\",\"Description\":\"d\"}]}]}]}]};" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Damaged_lists_are_read_as_far_as_they_go_and_snapshots_of_them_are_read_back(string form, string text)
    {
        var reader = DocumentationReaders.All.Single(r => r.Form == form);
        var whole = Encode.Utf8(text);
        Assert.Same(reader, DocumentationReaders.Recognise(whole));
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            Hold(reader, whole[..cut]);
        }

        var random = new Random(4711);
        for (var i = 0; i < 1500; i++)
        {
            var bytes = whole.ToArray();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : whole[random.Next(whole.Length)]);
            }

            Hold(reader, bytes);
        }
    }

    [Fact]
    public void A_damaged_snapshot_has_mistakes_with_their_line_and_never_stops_the_program()
    {
        var whole = Written(Pages.Read(Pages.Windows));
        var random = new Random(815);
        var (mistakes, before) = (0, Count(whole));
        for (var i = 0; i < 1500; i++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(32, 127);
            List<KnowledgeProblem> problems = [];
            Load(bytes, problems);
            mistakes += problems.Count > 0 ? 1 : 0;
            Assert.All(problems, p => Assert.True(p is { Line: >= 1, Column: >= 1 }));
        }

        Assert.True(mistakes > 300, $"{mistakes}");
        Assert.Equal(5, before);
    }

    static int Count(byte[] snapshot)
    {
        var reader = new SnapshotReader(new MemoryStream(snapshot), "a.yaml", []);
        reader.ReadHead();
        return reader.ReadList(f => f).Count();
    }

    static void Load(byte[] snapshot, List<KnowledgeProblem> problems)
    {
        var reader = new SnapshotReader(new MemoryStream(snapshot), "a.yaml", problems);
        if (reader.ReadHead() is { } head)
        {
            new DocumentedList(head, reader, null, Facts.Knowledge.Statements).Find("Test.Provider.Opened", "/data/Kind");
        }
        else
        {
            Assert.NotEmpty(problems);
        }
    }

    static byte[] Written(DocumentationDraft draft)
    {
        using var stream = new MemoryStream();
        SnapshotWriter.Write(stream, new() { Vendor = "v", Product = "p", Date = new(2026, 1, 2), Sha256 = new('0', 64), Bytes = 1, Title = draft.Title }, draft);
        return stream.ToArray();
    }

    static void Hold(IDocumentationReader reader, byte[] bytes)
    {
        var draft = new DocumentationDraft(Small);
        reader.Read(new MemoryStream(bytes), draft);
        Assert.True(draft.Events.Count <= Small.Events && draft.Fields <= Small.Fields && draft.Unread.Count <= Small.Problems);
        var written = Written(draft);
        List<KnowledgeProblem> problems = [];
        var back = new SnapshotReader(new MemoryStream(written), "a.yaml", problems);
        Assert.NotNull(back.ReadHead());
        var events = back.ReadList(f => f).ToList();
        Assert.Empty(problems);
        Assert.Equal(draft.Events.Select(e => (e.Name, e.IsCommon, e.Line, e.Description, e.Fields.Count)), events.Select(e => (e.Name, e.IsCommon, e.Line, e.Description, e.Fields.Count)));
        Assert.Equal(draft.Events.SelectMany(e => e.Fields).Select(f => (f.Name, f.Description, string.Join(';', f.Values))), events.SelectMany(e => e.Fields).Select(f => (f.Name, f.Description, string.Join(';', f.Values))));

        // All of it is YAML, too, for other programs.
        Assert.NotNull(YamlFile.Read(new("a.yaml", written), problems));
        Assert.Empty(problems);
    }
}
