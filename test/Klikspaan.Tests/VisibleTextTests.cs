using System.Globalization;
using System.Text;
using FsCheck.Xunit;

namespace Klikspaan.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain, é, \u05E9\u05DC\u05D5\u05DD, \u0645\u0631\u062D\u0628\u0627, 😀", "plain, é, \u05E9\u05DC\u05D5\u05DD, \u0645\u0631\u062D\u0628\u0627, 😀")]
    [InlineData("a\0b\u001b[2Jc\td\r\n", "a\u2400b\u241B[2Jc\u2409d\u240D\u240A")]
    [InlineData("a\u007f\u0085\u009bb", "a\uFFFD\uFFFD\uFFFDb")]
    [InlineData("\u202Ecba\u202C \u2066x\u2069 \u200E\u200F\u061C", "\uFFFDcba\uFFFD \uFFFDx\uFFFD \uFFFD\uFFFD\uFFFD")]
    [InlineData("zero\u200Bwidth\u2060\uFEFF\u00AD", "zero\uFFFDwidth\uFFFD\uFFFD\uFFFD")]
    [InlineData("line\u2028para\u2029", "line\uFFFDpara\uFFFD")]
    [InlineData("a\U000E0041\U000E007Fb", "a\uFFFD\uFFFDb")]
    [InlineData("\U0001FFFE\uFFFF\uFFFE", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("\U000110BD", "\U000110BD")]
    public void What_steers_turns_or_hides_is_replaced(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Half_a_character_is_replaced()
    {
        Assert.Equal("a\uFFFDb", VisibleText.Of("a\uD83Db"));
        Assert.Equal("\uFFFDa\uFFFD", VisibleText.Of("\uDE00a\uD83D"));
        Assert.Equal("\uFFFD😀", VisibleText.Of("\uD83D\uD83D\uDE00"));
    }

    [Theory]
    [InlineData("ab", "ab", false)]
    [InlineData("abcd", "abcd", false)]
    [InlineData("abcde", "abcd", true)]
    [InlineData("abc😀", "abc", true)]
    [InlineData("ab😀c", "ab😀", true)]
    public void A_cut_leaves_no_half_character_and_is_told(string text, string shown, bool wasCut) =>
        Assert.Equal((shown, wasCut), (VisibleText.Of(text, 4, out var cut), cut));

    [Property(MaxTest = 500)]
    public bool Nothing_unsafe_is_left_of_any_text(ushort[] units) => IsSafe(VisibleText.Of(Text(units))) && IsSafe(VisibleText.Of(Text(units), 2 + units.Length / 2, out _));

    [Fact]
    public void Nothing_unsafe_is_left_of_any_character()
    {
        var all = new StringBuilder();
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            all.Append(Rune.IsValid(value) ? new Rune(value).ToString() : ((char)value).ToString() + ' ');
        }

        Assert.True(IsSafe(VisibleText.Of(all.ToString())));
    }

    [Property]
    public bool What_is_safe_stays_as_it_is(ushort[] units) => VisibleText.Of(Text(units)) is var once && VisibleText.Of(once) == once;

    /// <summary>By the categories of Unicode, not by the list of the code; signs of Arabic, Syriac and Kaithi that are seen are no hidden marks.</summary>
    internal static bool IsSafe(string text) => text.EnumerateRunes().Aggregate(new StringBuilder(), (s, r) => s.Append(r.ToString())).ToString() == text && text.EnumerateRunes().All(IsSafe);

    static bool IsSafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        && (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format || rune.Value is (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD)
        && (rune.Value & 0xFFFE) != 0xFFFE;

    /// <summary>Many of the units that FsCheck gives are small: they are spread over what is dangerous.</summary>
    static string Text(ushort[] units) => string.Concat(units.Select((u, i) => (char)((i % 4) switch { 0 => u, 1 => 0x2000 + (u % 0x70), 2 => 0xD800 + (u % 0x800), _ => u % 0xA0 })));
}
