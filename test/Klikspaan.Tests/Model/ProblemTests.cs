namespace Klikspaan.Tests.Model;

public sealed class ProblemTests
{
    static readonly Locator Where = new(Facts.Capture, 17, MessagePart.Content, "/a/b", 0x1A2F, 36, "json-string|gzip|[120+36]");

    [Fact]
    public void A_problem_reads_as_a_sentence_with_its_place()
    {
        Assert.Equal(
            "aaaaaaaaaaaa: entry 17, request content /a/b, after json-string|gzip|[120+36], byte 0x1A2F: expected base64, found '%'",
            new Problem(Where, "base64", "base64", "'%'").ToString());
        Assert.Equal(
            "aaaaaaaaaaaa: file, byte 0x0: expected JSON, found the end",
            new Problem(new(Facts.Capture, 0, MessagePart.Whole, "", 0, 0, ""), "cut", "JSON", "the end").ToString());
    }

    [Fact]
    public void A_locator_reads_as_all_that_is_needed_to_cut_by_hand()
    {
        Assert.Equal("aaaaaaaaaaaa#17 content:/a/b @6703+36 |json-string|gzip|[120+36]", Where.ToString());
        Assert.Equal("short#1 query: @0+0", new Locator("short", 1, MessagePart.Query, "", 0, 0, "").ToString());
    }

    [Fact]
    public void A_capture_that_cannot_be_read_says_why()
    {
        var problem = new Problem(Where, "x", "y", "z");

        Assert.Equal(problem.ToString(), new CaptureException(problem).Message);
        Assert.Throws<ArgumentNullException>(() => new CaptureException(null!));
    }

    [Fact]
    public void A_limit_of_nothing_is_a_mistake_of_the_caller() => Assert.All(
        new Func<Limits>[]
        {
            () => Limits.Default with { EntryBytes = 0 }, () => Limits.Default with { LayerBytes = 0 }, () => Limits.Default with { ExchangeBytes = 0 },
            () => Limits.Default with { Depth = -1 }, () => Limits.Default with { Nesting = 0 }, () => Limits.Default with { Leaves = 0 },
            () => Limits.Default with { Problems = 0 }, () => Limits.Default with { DistinctRows = 0 },
        },
        make => Assert.Throws<ArgumentOutOfRangeException>(make));
}
