namespace Klikspaan.Bench.Generating;

/// <summary>How programs spell a value before they encode it.</summary>
static class Spellings
{
    /// <summary>The spellings of a value, as planted first.</summary>
    public static IReadOnlyList<(string Name, string Text)> Of(Planted planted)
    {
        (string Name, string Text)[] own = planted.Kind switch
        {
            "mac" => [("", planted.Text), ("bare", planted.Text.Replace(":", "", StringComparison.Ordinal)), ("dashes", planted.Text.Replace(':', '-'))],
            "git-remote" => [("", planted.Text), ("joined", planted.Text.Replace('/', '#')), ("address", "https://" + planted.Text + ".git")],
            _ => [("", planted.Text)],
        };
        return [.. own.Concat(own.Select(s => (s.Name + " small", s.Text.ToLowerInvariant()))).Concat(own.Select(s => (s.Name + " large", s.Text.ToUpperInvariant()))).DistinctBy(s => s.Item2)];
    }
}
