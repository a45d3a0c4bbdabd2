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

    /// <summary>How much it says of what it is about: of two that hold of a value the one that says more counts.</summary>
    public int Weight => About.Sum(a => a.Length == 0 ? 0 : a.Contains('*', StringComparison.Ordinal) ? 1 : 16);

    /// <summary>Whether it is about a value.</summary>
    public bool IsAbout(string host, string protocol, string name, string path) =>
        Holds(About[0], host) && Holds(About[1], protocol) && Holds(About[2], name) && Holds(About[3], path);

    static bool Holds(string pattern, string text) => pattern.Length == 0 || pattern == text || (pattern.Contains('*', StringComparison.Ordinal) && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), text, ignoreCase: false));
}
