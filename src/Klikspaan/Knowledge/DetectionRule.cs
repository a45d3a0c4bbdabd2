namespace Klikspaan.Knowledge;

/// <summary>A rule that gives values a category wherever they stand.</summary>
/// <param name="Id">Path of the file without extension, below <c>rules/</c>.</param>
/// <param name="Category">Id of the category.</param>
/// <param name="Keys">Names of the field, lower case without separators, <c>*</c> for any text; empty for any.</param>
/// <param name="Parts">Parts of the request; empty for any.</param>
/// <param name="Shapes">Shapes of the value, such as <c>guid</c>; empty for any.</param>
/// <param name="Prefixes">What the value starts with; empty for anything.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Source">The source, as <c>file#source</c>; empty when the reason stands by itself.</param>
/// <param name="Examples">Values that must match and values that must not.</param>
public sealed record DetectionRule(
    string Id,
    string Category,
    IReadOnlyList<string> Keys,
    IReadOnlyList<MessagePart> Parts,
    IReadOnlyList<string> Shapes,
    IReadOnlyList<string> Prefixes,
    string Reason,
    string Source,
    IReadOnlyList<RuleExample> Examples)
{
    /// <summary>Names of fields, as in <see cref="Keys"/>, of which it says nothing.</summary>
    public IReadOnlyList<string> NotKeys { get; init; } = [];

    /// <summary>Categories, <c>*</c> for any text, of which a value can be without the rule being wrong: it says less than they do.</summary>
    public IReadOnlyList<string> AlsoRight { get; init; } = [];

    /// <summary>What the value begins with, in hex, beside <see cref="Prefixes"/>: of values that are no text.</summary>
    public IReadOnlyList<string> PrefixBytes { get; init; } = [];

    /// <summary>How many characters a value of each of <see cref="Prefixes"/> has, spaces left out; empty for any number.</summary>
    public IReadOnlyDictionary<string, int> Lengths { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Names, as in <see cref="Keys"/> but without <c>*</c>, of one of which the field must stand in; empty for any.</summary>
    public IReadOnlyList<string> In { get; init; } = [];

    /// <summary>Whether it speaks of values that tell many apart, and so never of <c>7</c> or <c>false</c>.</summary>
    public bool TellsApart { get; init; }

    /// <summary>Of what its category holds, the one kind of which it speaks, in words; empty when it speaks of all. Of another kind it misses nothing.</summary>
    public string Kind { get; init; } = "";

    /// <summary>In what cases it is known to be wrong, in words.</summary>
    public IReadOnlyList<string> FalsePositives { get; init; } = [];

    /// <summary>The first 16 hex digits of the SHA-256 of its file, line ends aside: what was measured of it holds of this text alone.</summary>
    public string Digest { get; init; } = "";

    /// <summary>How many beginnings of values it knows.</summary>
    internal int Beginnings => Prefixes.Count + PrefixBytes.Count;

    /// <summary>How a value is labelled that is of its <see cref="Kind"/>, such as <c>rules/content/subject</c>.</summary>
    internal string Label => "rules/" + Id;

    /// <summary>Whether it speaks of fields of this name, in lower case without separators.</summary>
    internal bool IsAbout(string key) =>
        (Keys.Count == 0 || Keys.Any(k => PathPattern.Segment(k, key))) && !NotKeys.Any(k => PathPattern.Segment(k, key));
}
