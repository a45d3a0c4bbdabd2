using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class LooseJsonStructureTests
{
    [Fact]
    public void Names_without_marks_single_ones_comments_and_commas_too_many_are_read() => Reads(
        """
        {// what the page keeps
        a: 'it\'s', "b": [1, .5, +2, 0xFF, 5., NaN, -Infinity,], /* no
        more */ $c_1: {d: undefined, 'e f': null, 7: "\x41",}, 'g\u00e9': true};
        """,
        """
        content:/a = it's [loose-json|js-string]
        content:/b/0 = 1 [loose-json]
        content:/b/1 = .5 [loose-json]
        content:/b/2 = +2 [loose-json]
        content:/b/3 = 0xFF [loose-json]
        content:/b/4 = 5. [loose-json]
        content:/b/5 = NaN [loose-json]
        content:/b/6 = -Infinity [loose-json]
        content:/$c_1/d = undefined [loose-json]
        content:/$c_1/e f = null [loose-json]
        content:/$c_1/7 = A [loose-json|js-string]
        content:/gé = true [loose-json]
        """);

    [Fact]
    public void It_is_opened_within_a_value() => Reads(
        """{"x":"{a:1,b:'c'}","y":2}""",
        """
        content:/x > [json]
        content:/y = 2 [json]
        content:/x/a = 1 [json|loose-json]
        content:/x/b = c [json|loose-json]
        """);

    [Theory]
    [InlineData("{}")]
    [InlineData("{a}")]
    [InlineData("{a:b}")]
    [InlineData("{a:1 b:2}")]
    [InlineData("{a:1,,b:2}")]
    [InlineData("{a:1]")]
    [InlineData("[1,2}")]
    [InlineData("{a:1}}")]
    [InlineData("{a:1} {b:2}")]
    [InlineData("{a:'1\n'}")]
    [InlineData("{a:1/*}")]
    [InlineData("{a:1 // }")]
    [InlineData("{a:'1}")]
    [InlineData("{a:1.2.3}")]
    [InlineData("{a:1e}")]
    [InlineData("{a:0x}")]
    [InlineData("{a:.}")]
    [InlineData("{a:'\\u12'}")]
    [InlineData("{:1}")]
    [InlineData("{-a:1}")]
    [InlineData("// note\n{a:1}")]
    [InlineData("function(){return {a:1}}")]
    [InlineData("{name}")]
    [InlineData("[ERROR] [main]")]
    public void What_is_not_wholly_of_its_syntax_is_not_read_as_it(string text) =>
        Assert.DoesNotContain("loose-json", Sent.Content(text).Read(), StringComparison.Ordinal);

    [Fact]
    public void What_is_JSON_stays_JSON()
    {
        Assert.DoesNotContain("loose", Sent.Content("""{"a":1,"b":[true,"c"]}""").Read(), StringComparison.Ordinal);
        Assert.Contains("content:/a = 1 [json]", Sent.Content("""{"a":1,"b":""").Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_too_many_is_not_read()
    {
        var text = string.Concat(Enumerable.Repeat("{a:", 2000)) + "1" + new string('}', 2000);

        Assert.DoesNotContain("loose", Sent.Content(text).Read(), StringComparison.Ordinal);
    }

    [Property(MaxTest = 500)]
    public void Any_text_of_its_characters_is_read_or_not_and_each_value_stands_where_it_says(NonNull<byte[]> bytes)
    {
        const string Letters = "{}[]:,'\"\\/*ab1.xu \n0-";
        var text = "{" + string.Concat(bytes.Get.Select(b => Letters[b % Letters.Length])) + "}";
        var exchange = Sent.Content(text);

        foreach (var item in exchange.Decode().Items.Where(i => !i.IsOpaque))
        {
            var locator = item.Locate("", 1);
            Assert.True(Steps.TryFollow(Encode.Utf8(text), locator.Steps, Limits.Default, out var value, out var failed), failed);
            Assert.Equal(item.Value.ToArray(), value.ToArray());
        }
    }

    static void Reads(string text, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n"), Sent.Content(text).Read());
}
