using Klikspaan.Merging;

namespace Klikspaan.Tests.Merging;

public sealed class SameRequestTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_request_that_two_captures_show_is_one_and_a_retry_is_another()
    {
        var first = Marks((1, "a", 0), (2, "a", 10), (3, "b", 20));
        var second = Marks((1, "a", 0.4), (2, "a", 10.4), (3, "a", 14), (4, "c", 20));

        Assert.Equal([(1, 1), (2, 2)], SameRequest.Find(first, second, TimeSpan.Zero).Select(s => (s.First, s.Second)));
    }

    [Theory]
    [InlineData(2.0, 1)]
    [InlineData(-2.0, 1)]
    [InlineData(2.001, 0)]
    [InlineData(-2.001, 0)]
    public void What_is_further_apart_than_the_tolerance_is_not_the_same(double seconds, int same) =>
        Assert.Equal(same, SameRequest.Find(Marks((1, "a", 0)), Marks((1, "a", seconds)), TimeSpan.Zero).Count);

    /// <summary>To take the first of two for the second of the other capture would lose a request.</summary>
    [Fact]
    public void The_nearest_one_is_taken_not_the_first()
    {
        var same = SameRequest.Find(Marks((1, "a", 0), (2, "a", 1.9)), Marks((1, "a", 1.9), (2, "a", 3.8)), TimeSpan.Zero);

        Assert.Equal([(2, 1)], same.Select(s => (s.First, s.Second)));
    }

    [Fact]
    public void Header_fields_that_the_second_alone_shows_are_named()
    {
        FieldMark a = new("accept", 1), b = new("cookie", 2), c = new("cookie", 3), d = new("accept", 4);
        RequestMark One(params FieldMark[] fields) => new(1, new(1, 1), Start, fields);

        Assert.Equal(["accept", "cookie"], SameRequest.Find([One(a, b)], [One(d, b, c)], TimeSpan.Zero).Single().More);
        Assert.Empty(SameRequest.Find([One(a, b, c)], [One(c, a)], TimeSpan.Zero).Single().More);
    }

    [Fact]
    public void The_difference_of_clocks_is_the_median_of_what_stands_once_in_each()
    {
        var first = Marks((1, "a", 0), (2, "b", 10), (3, "c", 20), (4, "d", 30), (5, "e", 40), (6, "e", 50));
        var second = Marks((1, "a", 3.1), (2, "b", 13.3), (3, "c", 23.2), (4, "d", 99), (5, "e", 0));

        var clock = ClockDifference.Measure(first, second, null, SameRequest.Tolerance);

        Assert.Equal((3.3, 3, 1, true), (clock.By.TotalSeconds, clock.Pairs, clock.Others, clock.IsMeasured));
        Assert.Equal([1, 2, 3], SameRequest.Find(first, second, clock.By).Select(s => s.First).Order());
    }

    [Theory]
    [InlineData(new[] { 5.0, 15 })] // two pairs
    [InlineData(new[] { 5.0, 15, 90 })] // no three that agree
    [InlineData(new[] { 5.0, 15, 25, 90, 120, 190 })] // not more than half
    public void With_too_few_that_agree_the_clocks_are_taken_as_people_said(double[] at)
    {
        var names = "abcdef";
        var first = Marks([.. at.Select((_, i) => (i + 1, names[i].ToString(), i * 10.0))]);
        var second = Marks([.. at.Select((t, i) => (i + 1, names[i].ToString(), t))]);

        var clock = ClockDifference.Measure(first, second, TimeSpan.FromSeconds(7), SameRequest.Tolerance);

        Assert.Equal((7.0, 0, at.Length, false), (clock.By.TotalSeconds, clock.Pairs, clock.Others, clock.IsMeasured));
    }

    /// <summary>A few requests that were sent again half a minute later look as a clock that is off; many do not.</summary>
    [Theory]
    [InlineData(3, 30, null, 0)]
    [InlineData(9, 30, null, 0)]
    [InlineData(10, 30, null, 10)]
    [InlineData(10, 30, 0.0, 0)]
    [InlineData(10, 30, 27.0, 10)]
    [InlineData(3, 5, null, 3)]
    [InlineData(3, 5.5, null, 0)]
    public void A_great_difference_needs_many_requests_and_never_stands_in_place_of_what_people_said(int requests, double ahead, double? said, int pairs)
    {
        var first = Marks([.. Enumerable.Range(0, requests).Select(i => (i + 1, ((char)('a' + i)).ToString(), i * 3.0))]);
        var second = Marks([.. Enumerable.Range(0, requests).Select(i => (i + 1, ((char)('a' + i)).ToString(), (i * 3.0) + ahead))]);

        var clock = ClockDifference.Measure(first, second, said is { } seconds ? TimeSpan.FromSeconds(seconds) : null, SameRequest.Tolerance);

        Assert.Equal((pairs > 0 ? ahead : said ?? 0, pairs), (clock.By.TotalSeconds, clock.Pairs));
    }

    static List<RequestMark> Marks(params (int Number, string What, double At)[] marks) =>
        [.. marks.Select(m => new RequestMark(m.Number, new(0, m.What[0]), Start.AddSeconds(m.At), []))];
}
