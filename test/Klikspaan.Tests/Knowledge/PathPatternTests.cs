using FsCheck.Xunit;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Knowledge;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("content:/a/b", MessagePart.Content, "/a/b")]
    [InlineData("Header:/x", MessagePart.Header, "/x")]
    [InlineData("query:", MessagePart.Query, "")]
    [InlineData("/a:b", null, "/a:b")]
    [InlineData("", null, "")]
    [InlineData("content:/a:b/c", MessagePart.Content, "/a:b/c")]
    public void A_pattern_has_a_part_and_a_pointer(string text, MessagePart? part, string pointer)
    {
        var pattern = PathPattern.Parse(text)!;

        Assert.Equal((text, part, pointer), (pattern.Text, pattern.Part, pattern.Pointer));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("content:a")]
    [InlineData("body:/a")]
    [InlineData("4:/a")]
    [InlineData("99:/a")]
    [InlineData("path,query:/a")]
    [InlineData(" content:/a")]
    [InlineData(":/a")]
    public void What_is_no_pattern_is_refused(string text) => Assert.Null(PathPattern.Parse(text));

    [Theory]
    [InlineData("/a/b", "/a/b", true)]
    [InlineData("/a/b", "/a", false)]
    [InlineData("/a/b", "/a/b/c", false)]
    [InlineData("/a/b", "/a/B", false)]
    [InlineData("", "", true)]
    [InlineData("", "/", false)]
    [InlineData("", "/a", false)]
    [InlineData("/", "/", true)]
    [InlineData("/*", "/a", true)]
    [InlineData("/*", "/", true)]
    [InlineData("/*", "/a/b", false)]
    [InlineData("/a/*/c", "/a/17/c", true)]
    [InlineData("/a/*/c", "/a/c", false)]
    [InlineData("/**", "", true)]
    [InlineData("/**", "/a/b/c", true)]
    [InlineData("/**/c", "/c", true)]
    [InlineData("/**/c", "/a/b/c", true)]
    [InlineData("/**/c", "/a/b/cc", false)]
    [InlineData("/a/**/c", "/a/c", true)]
    [InlineData("/a/**/b/**/c", "/a/b/b/c", true)]
    [InlineData("/a/**/b/**/c", "/a/x/c", false)]
    [InlineData("/a/**", "/a", true)]
    [InlineData("/sec-*", "/sec-ch-ua", true)]
    [InlineData("/sec-*", "/sec-", true)]
    [InlineData("/sec-*", "/sec/ch", false)]
    [InlineData("/*id", "/userid", true)]
    [InlineData("/*id", "/userids", false)]
    [InlineData("/a*b*c", "/axxbyybzc", true)]
    [InlineData("/a*b*c", "/axxc", false)]
    [InlineData("/a~1b", "/a~1b", true)]
    [InlineData("content:/a", "/a", true)]
    public void A_pattern_matches_a_pointer_as_a_whole(string pattern, string pointer, bool expected) =>
        Assert.Equal(expected, PathPattern.Parse(pattern)!.IsMatch(pointer));

    [Theory]
    [InlineData("content:/events/*", "/events/17/name", "/events/17")]
    [InlineData("content:/events/*", "/events/17", "/events/17")]
    [InlineData("content:/events/*", "/events", null)]
    [InlineData("content:/events/*", "/event/17", null)]
    [InlineData("content:", "/a/b", "")]
    [InlineData("content:", "", "")]
    [InlineData("content:/*", "/0/x", "/0")]
    [InlineData("content:/*", "", null)]
    [InlineData("content:/a*/b", "/abc/b/c", "/abc/b")]
    public void A_pattern_takes_its_own_segments_from_a_pointer(string pattern, string pointer, string? expected) =>
        Assert.Equal(expected, Taken(PathPattern.Parse(pattern)!, pointer));

    [Property]
    public void A_pattern_without_stars_matches_only_itself(byte[] first, byte[] second)
    {
        var (left, right) = (Path(first), Path(second));

        Assert.True(PathPattern.Parse(left)!.IsMatch(left));
        Assert.Equal(left == right, PathPattern.Parse(left)!.IsMatch(right));
        Assert.Equal(left, Taken(PathPattern.Parse(left)!, left + "/more"));
        Assert.True(PathPattern.Parse(left + "/**")!.IsMatch(left + right));
    }

    static string? Taken(PathPattern pattern, string pointer) =>
        new PathTable().Root(MessagePart.Content, pointer).Above(pattern.Length) is { } place && pattern.IsPlace(place) ? place.Exact : null;

    static string Path(byte[] segments) => string.Concat(segments.Select(s => $"/{(char)('a' + (s % 3))}"));
}
