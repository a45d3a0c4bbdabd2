namespace Klikspaan.Store;

/// <summary>What a person decided on the class of data, or on what is known of their storage. A run never overwrites it.</summary>
public sealed record ClassJudgement
{
    /// <summary>What it is about: host, protocol, event and path, each exact, or <c>*</c> for any text within it; empty for any.</summary>
    public required IReadOnlyList<string> About { get; init; }

    /// <summary>The class that was decided for; null where only storage was.</summary>
    public DataClass? Class { get; init; }

    /// <summary>What is known of storage at the recipient: <c>documented</c>, <c>contract</c>, <c>access reply</c>; empty where nothing was said.</summary>
    public string Storage { get; init; } = "";

    /// <summary>The list of article 9, 10 or 87 GDPR that it is on, as the person marked: one of <see cref="PlantedValue.Lists"/>; empty where nothing was said.</summary>
    public string List { get; init; } = "";

    /// <summary>Who decided: a name or function.</summary>
    public required string By { get; init; }

    /// <summary>On which day, such as 2026-11-30.</summary>
    public required string Date { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What the machine proposed at the time; empty where that was not written down.</summary>
    public string Machine { get; init; } = "";

    /// <summary>File and line.</summary>
    public required string Place { get; init; }

    /// <summary>Who decided what, when and why, as tables show it.</summary>
    public string Said => $"{By}, {Date}: {string.Join(", ", new[] { Class?.Name() ?? "", Storage, List }.Where(t => t.Length > 0))}. {Reason}";

    /// <summary>How much it says of what it is about, in characters that are no wildcard: of two that hold of a value the one that says more counts. What is exact says more than any pattern.</summary>
    public int Weight => About.Sum(WeightOf);

    /// <summary>Whether it is about a value.</summary>
    public bool IsAbout(string host, string protocol, string name, string path) =>
        Holds(About[0], host, '\0') && Holds(About[1], protocol, '\0') && Holds(About[2], name, '\0') && Holds(About[3], path, '/');

    /// <summary>How much a pattern says.</summary>
    internal static int WeightOf(string pattern) => pattern.Length == 0 ? 0 : pattern.Contains('*', StringComparison.Ordinal) ? pattern.Count(c => c != '*') : 100_000;

    /// <summary>Whether a text fits a pattern: <c>*</c> stands for any text, of a path for one segment, and <c>**</c> for any text there.</summary>
    internal static bool Holds(string pattern, string text, char separator) => pattern.Length == 0 || pattern == text || (pattern.Contains('*', StringComparison.Ordinal) && Fits(pattern, text, separator));

    static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, char separator)
    {
        // Where the last wildcard began, and how much of the text it was taken for.
        int at = 0, from = 0, star = -1, taken = 0;
        var crosses = false;
        while (from < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                crosses = separator == '\0' || (at + 1 < pattern.Length && pattern[at + 1] == '*');
                at += at + 1 < pattern.Length && pattern[at + 1] == '*' ? 2 : 1;
                (star, taken) = (at, from);
            }
            else if (at < pattern.Length && pattern[at] == text[from])
            {
                (at, from) = (at + 1, from + 1);
            }
            else if (star >= 0 && (crosses || text[taken] != separator))
            {
                (at, from) = (star, ++taken);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }
}
