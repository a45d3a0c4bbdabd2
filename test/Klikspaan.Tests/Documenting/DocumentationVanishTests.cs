namespace Klikspaan.Tests.Documenting;

/// <summary>Parts of lists that no reader takes for what they are: each is told with its line, and the rest is read. All lists here are synthetic.</summary>
public sealed class DocumentationVanishTests
{
    const string Page = "# T x\n## A.B\nx\n- **f** d\n", After = "## C.D\nx\n- **g** d\n";

    [Theory]
    [InlineData(Page + "<!-- open\n" + After, "A.B:2 f", "5: a comment has no end: what follows was not read")]
    [InlineData(Page + "x <!-- open\n" + After, "A.B:2 f", "5: a comment has no end: what follows was not read")]
    [InlineData(Page + "<!-- a --> b <!-- c\n- **no** d\n-->\n" + After, "A.B:2 f\nC.D:8 g", "")]
    [InlineData(Page + "```\nopen\n" + After, "A.B:2 f", "7: a block of code holds lines in the form of events or fields: they were not read|5: a block of code has no end: what follows was not read")]
    [InlineData(Page + "```\n~~~\n```\n" + After, "A.B:2 f\nC.D:8 g", "")]
    [InlineData(Page + "````\n```\nx\n````\n```one``` two\n" + After, "A.B:2 f\nC.D:10 g", "")]
    [InlineData("---\ntitle: t\n## A.B\nx\n- **f** d\n", "A.B:3 f", "1: the head of the page has no end: from line 3 on it was read as the page")]
    [InlineData("---\ntitle: t\n# x y\n", "", "1: the head of the page has no end: what follows was not read")]
    [InlineData(Page + "## AppOpened\nSent.\n" + After, "A.B:2 f\nC.D:7 g", "5: whether 'AppOpened' is an event cannot be known: its name has no dot, and no fields were found below it; it was not read")]
    [InlineData(Page + "## Group\nWords.\n#" + After, "A.B:2 f\nC.D:7 g", "")]
    [InlineData(Page + "## E.F\n", "A.B:2 f\nE.F:5", "")]
    [InlineData("# T x\n## A.B\n\n| Name | Meaning |\n|---|---|\n| f | d |\n", "A.B:2 f", "")]
    [InlineData("# T x\n## A.B\n\nName | Meaning\n---|---\nf | d\ng | d\n\nx | y\n", "A.B:2 f g", "")]
    [InlineData(Page + "\n| Number | Means |\n|---|---|\n| f | d |\n", "A.B:2 f", "6: a table whose head names neither events nor fields was not read")]
    [InlineData(Page + "C.D\n---\n\n- **g** d\n", "A.B:2 f\nC.D:6 g", "")]
    [InlineData(Page + "<h3>C.D</h3>\n", "A.B:2 f", "5: what stands here in HTML was not read")]
    [InlineData("# T x\n## A.B\n- f - d\n", "A.B:2", "3: an item below the name of an event may be a field: it was not read, as no line says that fields follow")]
    [InlineData("# T x\n## A\u202EB\n- **f\u200Bg** d\n## A.B\n- **f\u202E** d\n", "A.B:4", "3: fields below 'A\uFFFDB' were not read|5: the name of the field holds control characters or marks that nobody sees")]
    [InlineData("event,name,description\nA.B,f,d\n", "A.B:2", "1: the column 'name' was not read: it is none of event, field, description, purpose, level, says, values")]
    [InlineData("{\"Providers\":[{\"Name\":\"P\",\"Events\":[{\"Fields\":[{\"Name\":\"x\"}],\n\"Name\":\"E\"},3]}]}", "P.E:1", "1: fields that stand before the name of their event were not read|2: an entry of a list that is no object was not read")]
    [InlineData("{\"Providers\":[{\"Name\":\"P\",\"Events\":[{\"Name\":\"E\",\"Fields\":{\"x\":1}},{\"Name\":\"F\",\"Fields\":[{\"Fields\":[],\"Name\":\"y\"},{\"Description\":\"d\"}]}]}]}\n{\"Providers\":[]}", "P.E:1\nP.F:1 y", "1: 'Fields' is no list: what it holds was not read|1: fields that stand before the name of the field that holds them were not read|1: a field without a name was not read|2: another object follows the first: it was not read")]
    [InlineData("{\"a\":{\"b\":{\"c\":{\"d\":{\"events\":{\"E.F\":{}}}}}},\"events\":{\"A.B\":{\"f\":{\"classification\":\"x\",\"in\":{\"g\":1}}}},\n\"commonProperties\":[]}", "A.B:1 f", "1: 'd' is no object, or stands too deep within others: what it holds was not read|1: what stands within 'in' of a field was not read|2: 'commonProperties' is no object, or stands too deep within others: what it holds was not read")]
    public void What_cannot_be_read_is_told_and_the_rest_is_read(string text, string events, string unread)
    {
        var draft = Pages.Read(text);

        Assert.Equal(events, Pages.Told(draft));
        Assert.Equal(unread.Split('|', StringSplitOptions.RemoveEmptyEntries).Length, draft.Unread.Count);
        Assert.All(unread.Split('|', StringSplitOptions.RemoveEmptyEntries).Zip(draft.Unread), p => Assert.StartsWith(p.First, $"{p.Second.Line}: {p.Second.Message}", StringComparison.Ordinal));
        Assert.Equal(0, draft.Texts);
    }

    [Fact]
    public void Fields_deeper_within_each_other_than_are_read_are_told()
    {
        var text = "{\"Providers\":[{\"Name\":\"P\",\"Events\":[{\"Name\":\"E\",\"Fields\":[" + string.Concat(Enumerable.Repeat("{\"Name\":\"f\",\"Fields\":[", 10)) + string.Concat(Enumerable.Repeat("]}", 10)) + "]}]}]}";

        Assert.Equal([(1L, "fields that stand more than 8 deep within others were not read")], Pages.Read(text).Unread.Select(u => (u.Line, u.Message)));
    }

    [Fact]
    public void Texts_that_were_cut_are_told_as_such_and_lose_no_name()
    {
        var words = new string('x', 5000);
        var draft = Pages.Read($"# T x\n## A.B\n{words}\n\n- **f** {words}\n  {words}\n- **g** Values:\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"  - v{i} - word word\n")));

        Assert.Equal("A.B:2 f g", Pages.Told(draft));
        Assert.Equal((3L, 3), (draft.Texts, draft.Unread.Count));
        Assert.Equal(["A.B", "f", "g"], draft.Unread.Select(u => u.Message.Split('\'')[1]));
    }

    [Fact]
    public void A_heading_of_many_names_repeats_nothing_and_all_that_is_kept_has_a_bound()
    {
        var names = string.Join(", ", Enumerable.Range(0, 21).Select(i => $"A.B{i}"));
        var draft = Pages.Read($"# T x\n## {names}\n- **f** d\n- **g** d\n## {names}\n");
        Assert.Equal(("", 2), (Pages.Told(draft), draft.Unread.Count));
        Assert.Equal(20, Pages.Read($"# T x\n## {names[..^7]}\n- **f** d\n").Events.Count);

        var full = Pages.Read($"# T x\n## {names[..^7]}\n- **f** {new string('d', 100)}\n", new() { Kept = 1000 });
        Assert.Contains(full.Unread, u => u.Message == "more than 1000 characters of names and descriptions: from here on none was read");
        Assert.True(full.Events.Sum(e => e.Name.Length + e.Fields.Sum(f => f.Name.Length + f.Description.Length)) <= 1000);
    }

    [Fact]
    public void Messages_are_short_and_within_what_is_read_of_a_head()
    {
        var draft = Pages.Read("# T x\n## A.B\n- **f** d\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"## no name {i} {new string('w', 2000)}\n- **g** d\n")));

        Assert.All(draft.Unread, u => Assert.True(u.Message.Length <= 203));
        Assert.Equal(1000, draft.Unread.Count + draft.UnreadMore);
    }
}
