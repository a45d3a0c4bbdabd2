using System.Globalization;
using System.Text;
using Klikspaan.Replying;

namespace Klikspaan.Tests.Replying;

/// <summary>How long a reply took against the term, and the moments in it.</summary>
public sealed class AccessTermTests
{
    [Theory]
    [InlineData("2026-10-01", "2026-10-30", "", "within the term", 29, "2026-11-02")]
    [InlineData("2026-09-01", "2026-10-01", "", "within the term", 30, "2026-10-01")]
    [InlineData("2026-09-01", "2026-10-02", "", "after the term", 31, "2026-10-01")]
    [InlineData("2026-10-01", "2026-11-02", "", "within the term", 32, "2026-11-02")]
    [InlineData("2026-10-01", "2026-11-03", "", "after the term", 33, "2026-11-02")]
    [InlineData("2026-01-31", "2026-02-28", "", "within the term", 28, "2026-03-02")]
    [InlineData("2024-01-31", "2024-02-29", "", "within the term", 29, "2024-02-29")]
    [InlineData("2026-09-01", "2026-12-01", "2026-10-01", "within the extended term", 91, "2026-12-01")]
    [InlineData("2026-09-01", "2026-12-02", "2026-10-01", "after the term", 92, "2026-12-01")]
    [InlineData("2026-09-01", "2026-11-01", "2026-10-02", "after the term", 61, "2026-10-01")]
    [InlineData("2026-09-01", "2026-09-20", "2026-09-10", "within the term", 19, "2026-12-01")]
    [InlineData("2026-09-01", "", "", "not established", null, "2026-10-01")]
    [InlineData("", "2026-09-01", "", "not established", null, "")]
    public void The_term_is_a_month_and_two_more_where_that_was_told_within_the_first(string requested, string received, string extended, string name, int? days, string due)
    {
        var term = AccessTerm.Of(Day(requested), Day(received), Day(extended));

        Assert.Equal((name, days, Day(due)), (term.Name, term.Days, term.Due));
        Assert.EndsWith(".", term.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", false, "2026-01-02T03:04:05.000+00:00 00:00:01 True")]
    [InlineData("2026-01-02 03:04:05.5+01:00", false, "2026-01-02T02:04:05.500+00:00 00:00:00 True")]
    [InlineData("2026-01-02 03:04", false, "2026-01-02T03:04:00.000+00:00 00:01:00 False")]
    [InlineData("2026-01-02", false, "2026-01-02T00:00:00.000+00:00 1.00:00:00 False")]
    [InlineData("Fri, 02 Jan 2026 03:04:05 GMT", false, "2026-01-02T03:04:05.000+00:00 00:00:01 True")]
    [InlineData("1767323045", true, "2026-01-02T03:04:05.000+00:00 00:00:01 True")]
    [InlineData("1767323045123", true, "2026-01-02T03:04:05.123+00:00 00:00:00 True")]
    [InlineData("1767323045", false, null)]
    [InlineData("03/04/2026", true, null)]
    [InlineData("2026-13-02", false, null)]
    [InlineData("2026-01-02T25:04:05Z", false, null)]
    public void A_moment_is_read_as_it_is_written_and_not_guessed(string text, bool isTime, string? moment)
    {
        Assert.Equal(moment, ReplyMoment.Of(Encoding.UTF8.GetBytes(text), isTime) is { } at ? $"{at.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture)} {at.Span} {at.HasZone}" : null);
    }

    [Fact]
    public void Moments_in_a_text_are_found_and_a_day_fits_no_moment()
    {
        Assert.Equal(["2026-01-02", "2026-03-04"], ReplyMoment.In("On 2026-01-02 03:04:05 and (2026-03-04), not 12026-01-023."u8).Select(m => m.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.False(ReplyMoment.Of("2026-01-02"u8, false)!.Value.Fits(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        Assert.True(ReplyMoment.Of("2026-01-02 03:04"u8, false)!.Value.Fits(new(2026, 1, 2, 3, 4, 59, TimeSpan.Zero)));
        Assert.False(ReplyMoment.Of("2026-01-02 03:04:05Z"u8, false)!.Value.Fits(new(2026, 1, 2, 3, 4, 9, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(1, "2026-01-02", "2026-02-01", "2026-02-20", "", "found again")]
    [InlineData(0, "2026-01-02", "2026-02-01", "2026-02-20", "", "not found in the reply")]
    [InlineData(0, "2026-01-02", "", "2026-02-20", "", "not found in the reply")]
    [InlineData(0, "2026-02-01", "2026-02-01", "2026-02-20", "", "not established")]
    [InlineData(0, "2026-02-10", "2026-02-01", "2026-02-20", "", "not established")]
    [InlineData(0, "2026-01-02", "", "", "", "not established")]
    [InlineData(0, "", "2026-02-01", "2026-02-20", "", "not established")]
    [InlineData(0, "2026-01-02", "2026-02-01", "2026-02-20", "Too short.", "not established")]
    public void That_something_was_not_found_is_said_only_of_what_was_recorded_before(long found, string recorded, string requested, string received, string obstacle, string result)
    {
        var of = AccessResult.Of(new(1, found, Day(recorded) is { } day ? new(day.ToDateTime(new(12, 0)), TimeSpan.Zero) : null, Day(requested), Day(received), obstacle));

        Assert.Equal(result, of.Name);
        Assert.Equal(result == "found again", of.Why.Length == 0);
        if (result == "not found in the reply")
        {
            Assert.Equal("Recorded first on 2026-01-02; not found in the reply of 2026-02-20.", of.Why);
        }
    }

    static DateOnly? Day(string text) => text.Length > 0 ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
