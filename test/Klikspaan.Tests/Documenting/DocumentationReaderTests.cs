using Klikspaan.Documenting;

namespace Klikspaan.Tests.Documenting;

/// <summary>Each form in which vendors publish lists of events. All lists here are synthetic.</summary>
public sealed class DocumentationReaderTests
{
    [Fact]
    public void A_page_gives_events_with_their_fields_and_common_fields_apart_and_tells_what_it_could_not_read()
    {
        var draft = Pages.Read(Pages.Windows);

        Assert.Equal(
            """
            common Common Data Extensions.app:12 id locale
            common Common Data Extensions.Envelope:21 name time ver iKey
            common Ms.Device.InventoryChange:32 syncId
            Test.Provider.Opened:40 UserHash Reserved Kind Settings List
            Test.Provider.NoFields:53
            """.ReplaceLineEndings("\n"), Pages.Told(draft));
        Assert.Equal(("Required diagnostic events and fields for Windows 11, version 24H2", new DateOnly(2024, 10, 1)), (draft.Title, draft.Date));
        Assert.Equal([(8, "fields below 'Required diagnostic events and fields' were not read: the heading is no name of an event, and does not say that they are common to several"), (51, "an item of a list of fields is empty")], draft.Unread.Select(u => ((int)u.Line, u.Message)));
        Assert.Equal(("Test events", "A pseudonymized (hashed) identifier of the user.", 46L), (draft.Events[3].Section, draft.Events[3].Fields[0].Description, draft.Events[3].Fields[0].Line));
        Assert.Contains("previously named Test.Provider.Unfolded.", draft.Events[3].Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- **A\\_b** - text", "A_b", "text")]
    [InlineData("- **A:** text", "A", "text")]
    [InlineData("- **A –** text", "A", "text")]
    [InlineData("  - **New**\\_State – text", "New_State", "text")]
    [InlineData("* **A**\\_**b**\\_c - text", "A_b_c", "text")]
    [InlineData("- **coun**t - text", "count", "text")]
    [InlineData("- **child[0]**  If [this](that.md) &amp; `more`", "child[0]", "If this & more")]
    [InlineData("- **Generic String**: text", "Generic String", "text")]
    [InlineData("- plain - text", "plain", "text")]
    public void A_field_is_read_however_its_name_is_marked(string line, string name, string description)
    {
        var draft = Pages.Read($"### Test.Event\n\nThe following fields are collected:\n\n{line}\n");

        Assert.Empty(draft.Unread);
        Assert.Equal((name, description), draft.Events.Single().Fields.Select(f => (f.Name, f.Description)).Single());
    }

    [Fact]
    public void A_heading_with_two_names_is_two_events_and_values_below_a_field_are_of_it()
    {
        var draft = Pages.Read("""
            #### Test.One, Test.Two

            The following fields are collected:

              - **Type** - Type of it. The possible values are:
                - 0 = None
                - 1 = Some
              - **Next** - Text

            | Event | Field | Description | Level |
            |---|---|---|---|
            | Test.Three | a | of a | optional |
            | Test.Three | b | of b | optional |
            | | c | of c | |
            """);

        Assert.Equal("Test.One:1 Type Next\nTest.Two:1 Type Next\nTest.Three:12 [optional] a b c", Pages.Told(draft));
        Assert.Equal("Type of it. The possible values are: • 0 = None • 1 = Some", draft.Events[1].Fields[0].Description);
        Assert.Empty(draft.Unread);
    }

    [Fact]
    public void A_table_as_csv_has_a_row_for_each_field_and_mistakes_have_their_line()
    {
        var draft = Pages.Read("event,field,description,purpose,level,says,values\r\nT.A,,\"An event, \"\"quoted\"\"\",why,required,,\r\nT.A,x,\"two\nlines\",,,hashed;nonsense,a;b\r\n,y,none,,,,\r\nT.B,z,,,optional,empty,\r\nT.C,\"open\r\n");

        Assert.Equal("T.A:2 [required] x\nT.B:6 [optional] z", Pages.Told(draft));
        Assert.Equal(("An event, \"quoted\"", "why", "two\nlines"), (draft.Events[0].Description, draft.Events[0].Purpose, draft.Events[0].Fields[0].Description));
        Assert.Equal(["hashed", "a", "b", "empty"], [.. draft.Events[0].Fields[0].Says, .. draft.Events[0].Fields[0].Values, .. draft.Events[1].Fields[0].Says]);
        Assert.Equal(["3: 'nonsense' is no statement that can be compared; these are: hashed, empty", "5: the row names no event", "7: a quotation mark has no end: the row was not read"], draft.Unread.Select(u => $"{u.Line}: {u.Message}"));
    }

    [Fact]
    public void A_list_as_yaml_is_read_and_a_key_that_is_none_is_told()
    {
        var draft = Pages.Read("title: T\nevents:\n  - event: T.A\n    level: optional\n    fields:\n      - {field: x, description: d, says: [empty], values: [a, b], slip: 1}\ncommon:\n  - group: All\n    fields:\n      - field: y\n");

        Assert.Equal("T.A:3 [optional] x\ncommon All:8 y", Pages.Told(draft));
        Assert.Equal([6L], draft.Unread.Select(u => u.Line));
        Assert.Contains("'slip' is not a key here", draft.Unread[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_program_prints_of_its_events_is_read_as_a_stream_with_common_fields_and_names_by_their_start()
    {
        var draft = Pages.Read("""
            {"core": {
              "events": {
                "opened": {"owner": "x", "comment": "When.", "kind": {"classification": "SystemMetaData", "purpose": "FeatureInsight", "endPoint": "none"},
                  "${wildcard}": [{"${prefix}": "filter.", "${classification}": {"classification": "S"}}], "${include}": ["${Other}"]},
                "bad": 3
              },
              "commonProperties": {"common.id": {"comment": "An id", "purpose": "P"}}},
             "ext": {"events": {"ext/x": {}}}}
            """);

        Assert.Equal("opened:3 kind filter.*\ncommon commonProperties:7 common.id\next/x:8", Pages.Told(draft));
        Assert.Equal(("When.", "classification: SystemMetaData, endPoint: none", "FeatureInsight", "An id"), (draft.Events[0].Description, draft.Events[0].Fields[0].Description, draft.Events[0].Fields[0].Purpose, draft.Events[1].Fields[0].Description));
        Assert.Equal(["4: what '${include}' refers to is not in this file: its fields were not read", "5: an event that is no object was not read"], draft.Unread.Select(u => $"{u.Line}: {u.Message}"));
    }

    [Fact]
    public void What_a_program_ships_for_its_viewer_is_read_with_fields_within_fields()
    {
        var draft = Pages.Read("""
            window.someEvents = {
              "Notes": ["x"],
              "Providers": [{"Name": "Test.P", "Guid": "g", "Events": [
                {"Name": "E", "Description": "An event.", "Tags": {"a": ["b"]}, "Fields": [
                  {"Name": "s", "Type": "struct", "Fields": [{"Name": "id", "Description": "An id."}]},
                  {"Name": "t", "Description": "Text."}]},
                {"Description": "no name"}]}]
            };
            """);

        Assert.Equal("Test.P.E:4 s s.id t", Pages.Told(draft));
        Assert.Equal(("An event.", "An id.", "Text."), (draft.Events[0].Description, draft.Events[0].Fields[1].Description, draft.Events[0].Fields[2].Description));
        Assert.Equal([(7L, "an event without a name before its fields was not read")], draft.Unread.Select(u => (u.Line, u.Message)));
    }

    [Fact]
    public void Bounds_are_told_with_a_line_and_what_was_read_before_stays()
    {
        var limits = new DocumentationLimits { Events = 2, Fields = 3, Text = 10, Name = 8, LineBytes = 60, Problems = 3 };
        var draft = Pages.Read("event,field,description\nA.A,a,0123456789ABC\nA.A,b,\nA.A,c,\nA.A,d,\nB.B,a,\nC.C,a,\nA.A,waytoolong,\nA.A,x," + new string('x', 90) + "\n,,\n", limits);

        Assert.Equal("A.A:2 a b c\nB.B:6", Pages.Told(draft));
        Assert.Equal("0123456789", draft.Events[0].Fields[0].Description);
        Assert.Equal(["2: the description of 'a' is longer than 10 characters: the rest was left out", "5: more than 3 fields: from here on none was read", "8: the name of the field is longer than 8 characters"], draft.Unread.Select(u => $"{u.Line}: {u.Message}"));
        Assert.True(draft.UnreadMore > 0);
        Assert.Equal(1, draft.Texts);
    }

    [Fact]
    public void An_event_that_is_listed_twice_is_one_and_that_is_told()
    {
        var draft = Pages.Read("### T.A\n\nText.\n\nThe following fields are available:\n\n- **x** one\n\n### T.A\n\nThe following fields are available:\n\n- **y** two\n- **x** other\n");

        Assert.Equal("T.A:1 x y", Pages.Told(draft));
        Assert.Equal("one other", draft.Events[0].Fields[0].Description);
        Assert.Equal([(9L, "the event was listed in line 1 already; its fields were put together")], draft.Unread.Select(u => (u.Line, u.Message)));
    }

    [Fact]
    public async Task A_line_of_brackets_takes_no_longer_than_any_other()
    {
        var read = Task.Run(() => Pages.Read("# T.A\n" + new string('[', 1_000_000) + "\n" + string.Concat(Enumerable.Repeat("](", 400_000)) + "\n"), TestContext.Current.CancellationToken);

        Assert.Same(read, await Task.WhenAny(read, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)));
    }
}
