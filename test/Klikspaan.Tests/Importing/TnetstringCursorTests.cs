using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class TnetstringCursorTests
{
    [Theory]
    [InlineData("3:abc,0:~4:true!", ", ~ !", -1)]
    [InlineData("", "", -1)]
    [InlineData("3:abc", "", 0)]
    [InlineData("3:abc,4:abc,", ",", 6)]
    [InlineData("0:~:abc,", "~", 3)]
    [InlineData("0:~-1:abc,", "~", 3)]
    [InlineData("3:abcx", "", 0)]
    [InlineData("000000000003:abc,", ",", -1)]
    [InlineData("0000000000003:abc,", "", 0)]
    [InlineData("999999999999:abc,", "", 0)]
    [InlineData("12", "", 0)]
    public void Values_are_read_until_one_does_not_fit(string text, string tags, int broken)
    {
        var cursor = Of(text);
        var found = new List<string>();
        while (cursor.Next(out var value))
        {
            found.Add(((char)value.Tag).ToString());
        }

        Assert.Equal((tags, broken), (string.Join(' ', found), cursor.BrokenAt));
        Assert.False(cursor.Next(out _));
    }

    [Theory]
    [InlineData("1:a,1:x,1:b;1:y,", 'y', -1)]
    [InlineData("1:b,1:x,1:b;1:y,", 'y', -1)]
    [InlineData("1:b,1:x,1:c,", 'x', 8)]
    [InlineData("1:b,1:x,1:1#1:y,", 'x', 8)]
    [InlineData("2:bb,1:x,", null, -1)]
    public void The_last_member_of_a_name_counts(string text, char? expected, int broken)
    {
        var entry = Entry(text);
        var cursor = new TnetstringCursor(entry, Whole(text));
        var found = cursor.Find("b"u8);

        Assert.Equal((expected, broken), (found.Tag == 0 ? null : (char)entry.Bytes.Span[found.At], cursor.BrokenAt));
    }

    [Fact]
    public void What_is_neither_a_list_nor_names_and_values_is_not_entered()
    {
        var cursor = new TnetstringCursor(Entry("1:a,"), Whole("1:a,") with { Tag = (byte)',' });

        Assert.False(cursor.Next(out _));
        Assert.Equal(-1, cursor.BrokenAt);
    }

    [Fact]
    public void Values_are_entered_to_a_depth()
    {
        byte[] nested = "1:a,"u8.ToArray();
        for (var i = 0; i < 100; i++)
        {
            nested = Flows.Tagged(']', nested);
        }

        var entry = new FlowEntry(1, 0, nested.Length) { Bytes = nested };
        var value = new TnetstringValue((byte)']', 0, nested.Length, 0, 0);
        var depth = 0;
        while (new TnetstringCursor(entry, value).Next(out value))
        {
            depth++;
        }

        Assert.Equal(TnetstringCursor.MaxDepth, depth);
    }

    static TnetstringCursor Of(string text) => new(Entry(text), Whole(text));

    static FlowEntry Entry(string text) => new(1, 0, text.Length) { Bytes = Encode.Utf8(text) };

    static TnetstringValue Whole(string text) => new((byte)'}', 0, text.Length, 0, 0);
}
