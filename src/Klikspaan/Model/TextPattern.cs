using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Klikspaan;

/// <summary>A regular expression of a knowledge file, within bounds: its time grows with the length of the text and no faster.</summary>
public sealed class TextPattern
{
    /// <summary>Most characters of a text that is looked at; a longer one does not match.</summary>
    public const int LongestText = 1 << 16;

    const int LongestPattern = 1000;
    const int MostRepeats = 100_000;
    readonly Regex regex;

    TextPattern(string text, Regex regex) => (Text, this.regex) = (text, regex);

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>Reads an expression; null, and why, when it is none or could take too long.</summary>
    public static TextPattern? Parse(string text, out string failure)
    {
        ArgumentNullException.ThrowIfNull(text);
        failure = text.Length > LongestPattern ? $"at most {LongestPattern} characters are allowed" : Repeats(text) > MostRepeats ? "it repeats too much" : "";
        if (failure.Length > 0)
        {
            return null;
        }

        try
        {
            return new(text, new(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            failure = e.Message;
            return null;
        }
    }

    /// <summary>Whether the expression matches anywhere in the text.</summary>
    public bool IsMatch(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= LongestText && regex.IsMatch(text);
    }

    /// <summary>Whether the expression matches anywhere in the text.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text) => text.Length <= LongestText && regex.IsMatch(Encoding.UTF8.GetString(text));

    /// <summary>What all counts in braces come to when they stand in each other.</summary>
    static double Repeats(string text)
    {
        var product = 1.0;
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end > 0 && double.TryParse(text.AsSpan(i + 1, end - i - 1).TrimEnd(',') is var inside && inside.IndexOf(',') is >= 0 and var comma ? inside[(comma + 1)..] : inside, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                product *= Math.Max(1, count);
            }
        }

        return product;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
