using System.Text;
using System.Text.Json;
using FsCheck.Xunit;

namespace Klikspaan.Tests.Model;

public class JsonEscapesTests
{
    [Property(MaxTest = 500)]
    public void What_was_escaped_is_unescaped_into_room_that_is_just_enough(string?[] pieces)
    {
        var text = string.Concat(pieces).Replace("\0", "\"", StringComparison.Ordinal);
        var json = JsonSerializer.SerializeToUtf8Bytes(text).AsSpan()[1..^1];
        var expected = Encoding.UTF8.GetBytes(text);
        var target = new byte[expected.Length];

        Assert.True(JsonEscapes.TryUnescape(json, out var plain, out var bad));
        Assert.Equal(expected, plain);
        Assert.Equal(-1, bad);
        Assert.True(JsonEscapes.TryUnescape(json, target, out var written, out bad));
        Assert.Equal(expected, target);
        Assert.Equal((expected.Length, -1), (written, bad));
        Assert.Equal(expected.Length == 0, JsonEscapes.TryUnescape(json, target.AsSpan(..Math.Max(0, target.Length - 1)), out _, out _));
    }

    [Theory]
    [InlineData("ab\\", 2)]
    [InlineData("\\n\\x", 2)]
    [InlineData("0123456789012345678901234567890123456789\\u12g4", 40)]
    [InlineData("\\ud800\\u12", 6)]
    public void The_place_of_what_is_no_escape_is_told(string json, int expected)
    {
        Assert.False(JsonEscapes.TryUnescape(Encode.Utf8(json), out var text, out var bad));
        Assert.Equal((0, expected), (text.Length, bad));
    }

    [Theory]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\ud83dx\\ude00", "\uFFFDx\uFFFD")]
    [InlineData("\\ud83d\\u0041", "\uFFFDA")]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    public void Escapes_stand_for_characters(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(JsonEscapes.Unescape(Encode.Utf8(json))));

    [Fact]
    public void A_string_larger_than_what_is_lent_is_unescaped()
    {
        var json = Encode.Utf8(string.Concat(Enumerable.Repeat("all work and no play\\n", 100_000)));

        Assert.Equal(2_100_000, JsonEscapes.Unescape(json).Length);
    }
}
