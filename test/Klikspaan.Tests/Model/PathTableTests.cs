namespace Klikspaan.Tests.Model;

public sealed class PathTableTests
{
    readonly PathTable table = new();

    [Fact]
    public void Equal_paths_are_one_object()
    {
        var root = table.Root(MessagePart.Content);

        Assert.Same(root.Member("a").Element(3).Member("b"), root.Member("a"u8).Element(3).Member("b"u8));
        Assert.Same(root.Member(7), root.Member("7"));
        Assert.NotSame(root.Member("a"), root.Member("A"));
        Assert.NotSame(root.Member("a"), table.Root(MessagePart.Query).Member("a"));
        Assert.NotSame(root.Member("3"), root.Element(3));
    }

    [Fact]
    public void A_request_finds_its_own_paths_and_none_of_those_before_it_whatever_their_number()
    {
        var reused = new PathTable(isReused: true);
        foreach (var count in new[] { 3, 5000, 7, 40_000, 2, 3000 })
        {
            reused.Clear();
            var list = reused.Root(MessagePart.Content).Member("l");
            var made = Enumerable.Range(0, count).Select(i => list.Element(i)).ToList();

            Assert.Equal(count, made.Distinct(ReferenceEqualityComparer.Instance).Count());
            Assert.All(made, (path, i) => Assert.Same(path, reused.Root(MessagePart.Content).Find($"/l/{i}")));
            Assert.Null(reused.Root(MessagePart.Content).Find($"/l/{count}"));
        }
    }

    [Fact]
    public void A_path_is_written_as_a_pointer_and_its_shape_with_stars()
    {
        var path = table.Root(MessagePart.Content).Member("a/b~c").Element(12).Member("é");

        Assert.Equal(("/a~1b~0c/12/é", "/a~1b~0c/*/é"), (path.Exact, path.Shape.Text));
        Assert.Equal((path.Exact.Length, path.Shape.Text.Length, 3), (path.ExactLength, path.Shape.Length, path.Depth));
        Assert.Equal("é", path.Shape.Key);
    }

    [Fact]
    public void Elements_of_a_list_share_their_shape()
    {
        var list = table.Root(MessagePart.Content).Member("l");

        Assert.Same(list.Element(0).Member("x").Shape, list.Element(999).Member("x").Shape);
    }

    [Fact]
    public void A_pointer_finds_what_was_made_and_nothing_else()
    {
        var root = table.Root(MessagePart.Content);
        var path = root.Member("a/b").Element(2).Member("3");

        Assert.Same(path, root.Find("/a~1b/2/3"));
        Assert.Same(root, root.Find(""));
        Assert.Null(root.Find("/a~1b/1"));
        Assert.Null(root.Find("/a/b/2/3"));
        Assert.Null(root.Find("/" + new string('x', 1000)));
    }

    [Fact]
    public void What_a_pointer_did_not_lead_to_is_found_once_it_is_made()
    {
        const string Pointer = "/name", Position = "/4";
        var root = table.Root(MessagePart.Content);
        Assert.Null(root.Find(Pointer));
        Assert.Null(root.Find(Position));

        var (name, element) = (root.Member("name"), root.Element(4));

        Assert.Same(name, root.Find(Pointer));
        Assert.Same(element, root.Find(Position));
        Assert.Null(name.Find(Pointer));
        Assert.Same(name, root.Find(Pointer));
    }

    [Fact]
    public void A_pointer_that_was_asked_before_leads_to_the_place_in_this_request()
    {
        const string Pointer = "/name";
        var reused = new PathTable(isReused: true);
        var before = reused.Root(MessagePart.Content).Member("name");
        Assert.Same(before, reused.Root(MessagePart.Content).Find(Pointer));
        reused.Clear();
        var root = reused.Root(MessagePart.Content);

        Assert.Null(root.Find(Pointer));
        _ = root.Member("other");
        Assert.Null(root.Find(Pointer));
        Assert.Same(root.Member("name"), root.Find(Pointer));
    }

    [Fact]
    public void A_path_moves_below_another_place_with_all_below_it()
    {
        var root = table.Root(MessagePart.Content).Member("r");
        var moved = root.Member("a").Element(4).Move(root, root.Element(0));

        Assert.Equal(("/r/0/a/4", "/r/*/a/*"), (moved.Exact, moved.Shape.Text));
    }

    [Fact]
    public void Many_names_are_told_apart_and_fill_the_table()
    {
        var root = table.Root(MessagePart.Content);
        var paths = Enumerable.Range(0, 40_000).Select(i => root.Member(i)).ToList();

        Assert.True(table.IsFull);
        Assert.False(new PathTable().IsFull);
        Assert.Equal(paths.Count, paths.Distinct().Count());
        Assert.All(Enumerable.Range(0, paths.Count), i => Assert.Same(paths[i], root.Member(i.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Members_are_found_in_any_order_and_however_many_there_are()
    {
        var root = table.Root(MessagePart.Content);
        var paths = Enumerable.Range(0, 300).Select(i => root.Element(i % 2).Member(i)).ToList();

        foreach (var i in Enumerable.Range(0, 300).Select(i => i * 7 % 300))
        {
            Assert.Same(paths[i], root.Element(i % 2).Member(i));
            Assert.Same(paths[i], root.Find($"/{i % 2}/{i}"));
            Assert.Null(root.Find($"/{(i + 1) % 2}/{i}"));
        }
    }

    [Theory]
    [InlineData("ab", "ab\0")]
    [InlineData("ab\0\0", "ab\0")]
    [InlineData("telemetry", "telemetrx")]
    [InlineData("telemetry.a", "telemetry.ab")]
    [InlineData("", "\0")]
    [InlineData("telemetryXtelemetry", "telemetryYtelemetry")]
    [InlineData("telemetrtelemetr", "telemetr.telemetr")]
    public void A_name_that_follows_as_another_did_before_is_not_taken_for_it(string before, string now)
    {
        var root = table.Root(MessagePart.Content);
        _ = root.Member("first"u8);
        var other = root.Member(Encode.Utf8(before));
        _ = root.Member("first"u8);

        Assert.NotSame(other, root.Member(Encode.Utf8(now)));
        Assert.Equal("/" + now, root.Member(Encode.Utf8(now)).Exact);
        Assert.Same(other, root.Member(Encode.Utf8(before)));
    }

    [Fact]
    public void Paths_that_are_used_again_are_told_from_those_of_the_request_before()
    {
        var reused = new PathTable(isReused: true);
        var before = Texts(reused, "a", "b", "c");
        reused.Clear();
        Assert.Null(reused.Root(MessagePart.Content).Find("/list/0/a"));

        // The same objects now stand for other places: none of them may be found where it stood.
        var after = Texts(reused, "c", "a");
        Assert.Equal(["/list/0/c", "/list/1/c", "/list/0/a", "/list/1/a"], after);
        Assert.Equal(["/list/0/a", "/list/1/a", "/list/0/b", "/list/1/b", "/list/0/c", "/list/1/c"], before);
        Assert.Null(reused.Root(MessagePart.Content).Find("/list/0/b"));
        Assert.Same(reused.Root(MessagePart.Content).Member("list").Element(1).Member("a"), reused.Root(MessagePart.Content).Find("/list/1/a"));
    }

    [Fact]
    public void Paths_that_are_kept_outlive_their_request()
    {
        var kept = table.Root(MessagePart.Content).Member("a").Element(7);
        table.Clear();
        var other = table.Root(MessagePart.Content).Member("b").Element(8);

        Assert.Equal(("/a/7", "/b/8"), (kept.Exact, other.Exact));
        Assert.NotSame(kept, table.Root(MessagePart.Content).Member("a").Element(7));
        Assert.Same(kept.Shape, table.Root(MessagePart.Content).Member("a").Element(7).Shape);
    }

    [Fact]
    public void Each_part_has_its_own_root_in_each_request()
    {
        var reused = new PathTable(isReused: true);
        for (var i = 0; i < 3; i++)
        {
            // The object that was the root of one part before may now be that of another, or no root at all.
            var (first, second) = i % 2 == 0 ? (MessagePart.Content, MessagePart.Query) : (MessagePart.Query, MessagePart.Content);
            var member = reused.Root(first).Member("a");

            Assert.Equal((first, second), (reused.Root(first).Part, reused.Root(second).Part));
            Assert.Same(reused.Root(first), member.Parent);
            Assert.Same(member, reused.Root(first).Member("a"));
            Assert.Null(reused.Root(first).Parent);
            Assert.NotSame(member, reused.Root(second).Member("a"));
            reused.Clear();
        }
    }

    [Fact]
    public void Marks_of_a_request_are_gone_in_the_next()
    {
        var reused = new PathTable(isReused: true);
        reused.Root(MessagePart.Content).Member("a").Marks = new() { Reading = 1, Item = 5 };
        reused.Clear();

        Assert.Equal(0, reused.Root(MessagePart.Content).Member("a").Marks.Reading);
    }

    [Fact]
    public void A_request_of_many_places_is_followed_by_small_ones()
    {
        var reused = new PathTable(isReused: true);
        for (var i = 0; i < 3; i++)
        {
            var list = reused.Root(MessagePart.Content).Member("l");
            var many = Enumerable.Range(0, 20_000).Select(list.Element).ToList();
            Assert.Equal(many.Count, many.Distinct().Count());
            Assert.All(Enumerable.Range(0, many.Count), n => Assert.Same(many[n], list.Element(n)));
            reused.Clear();
            Assert.Equal("/l/3", reused.Root(MessagePart.Content).Member("l").Element(3).Exact);
            reused.Clear();
        }
    }

    static List<string> Texts(PathTable reused, params string[] names) =>
        [.. names.SelectMany(n => new[] { 0, 1 }.Select(i => reused.Root(MessagePart.Content).Member("list").Element(i).Member(n).Exact))];

    [Fact]
    public void Few_long_names_fill_the_table_too()
    {
        table.Root(MessagePart.Content).Member(new string('x', 3 << 20));

        Assert.True(table.IsFull);
    }

    [Fact]
    public void Shapes_with_the_same_text_are_the_same_in_two_tables()
    {
        var one = table.Root(MessagePart.Content).Member("a").Shape;
        var other = new PathTable().Root(MessagePart.Content).Member("a").Shape;

        Assert.NotSame(one, other);
        Assert.True(one.IsSame(other));
        Assert.Equal(one.Hash, other.Hash);
        Assert.NotSame(one, table.Root(MessagePart.Query).Member("a").Shape);
        Assert.False(one.IsSame(table.Root(MessagePart.Content).Member("b").Shape));
    }

    [Fact]
    public void Names_that_are_no_text_are_kept_as_bytes()
    {
        var path = table.Root(MessagePart.Content).Member([0xFF, 0xFE]);

        Assert.Same(path, table.Root(MessagePart.Content).Member([0xFF, 0xFE]));
        Assert.Equal("/\uFFFD\uFFFD", path.Exact);
    }
}
