namespace Klikspaan.Knowledge;

/// <summary>A small set of words whose digests can be undone by trying each: read from <c>words/*.yaml</c>.</summary>
/// <param name="Id">Name of the file without extension.</param>
/// <param name="Name">What the words are, in a few words.</param>
/// <param name="Listed">The words that are listed.</param>
/// <param name="Versions">Least upper bounds of the three parts of versions such as 1.2.3, whose versions of two parts are in it too; none where there are no versions.</param>
/// <param name="Numbers">Least number from 0 that is not in it; 0 where there are no numbers.</param>
public sealed record WordSet(string Id, string Name, IReadOnlyList<string> Listed, IReadOnlyList<int> Versions, int Numbers)
{
    /// <summary>Most words of one set, so that trying each stays quick.</summary>
    public const int Most = 50_000;

    /// <summary>The words, listed and counted.</summary>
    public IEnumerable<string> Words => [.. Listed, .. VersionsInWords(), .. Enumerable.Range(0, Numbers).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    IEnumerable<string> VersionsInWords() => Versions is not [var major, var minor, var patch] ? [] :
        from a in Enumerable.Range(0, major)
        from b in Enumerable.Range(0, minor)
        from c in Enumerable.Range(-1, patch + 1)
        select c < 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{a}.{b}") : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{a}.{b}.{c}");
}
