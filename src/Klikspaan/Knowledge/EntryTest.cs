namespace Klikspaan.Knowledge;

/// <summary>What must hold beside the path before an entry says what a value is.</summary>
/// <param name="Named">What the name of the field must match; null when any will do.</param>
/// <param name="Only">What the value must match; null when any will do.</param>
/// <param name="Not">What the value must not match.</param>
/// <param name="Where">Values that must stand beside it; all must hold.</param>
public sealed record EntryTest(TextPattern? Named, TextPattern? Only, TextPattern? Not, IReadOnlyList<Neighbour> Where)
{
    internal static EntryTest? Read(YamlMap map)
    {
        var test = new EntryTest(Pattern(map, "named"), Pattern(map, "only"), Pattern(map, "not"), [.. map.Texts("where").Select(t => Neighbour(map, t)).OfType<Neighbour>()]);
        return test is { Named: null, Only: null, Not: null, Where.Count: 0 } ? null : test;
    }

    internal static TextPattern? Pattern(YamlMap map, string key)
    {
        if (map.Optional(key) is not { Length: > 0 } text)
        {
            return null;
        }

        var pattern = TextPattern.Parse(text, out var failure);
        if (pattern is null)
        {
            map.Report(key, $"'{key}' is no regular expression that can be used here: {failure}");
        }

        return pattern;
    }

    static Neighbour? Neighbour(YamlMap map, string text)
    {
        var neighbour = Knowledge.Neighbour.Parse(text);
        if (neighbour is null)
        {
            map.Report("where", $"'{text}' must be a way up and a value, such as ../state=start");
        }

        return neighbour;
    }
}
