namespace Klikspaan.Classifying;

/// <summary>Finds many byte patterns in one pass over a text, or in two where some are very short.</summary>
/// <remarks>Cost: a look at every eighth byte when all patterns are of 13 bytes and more; shorter ones need more looks.</remarks>
sealed class PatternSet
{
    /// <summary>Patterns below this length are refused: they would occur by accident.</summary>
    public const int Shortest = 6;

    const int ShortestLong = 10, ShortestOfFewLooks = 15;
    readonly List<(byte[] Bytes, int Id)> patterns = [];
    readonly Lazy<GramTable[]> tables;

    public PatternSet() => tables = new(Build);

    /// <summary>How many patterns there are.</summary>
    public int Count => patterns.Count;

    /// <summary>Adds a pattern under a number of the caller's; before the first search.</summary>
    public void Add(byte[] pattern, int id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pattern.Length, Shortest);
        if (tables.IsValueCreated)
        {
            throw new InvalidOperationException("a pattern was added after the first search");
        }

        patterns.Add((pattern, id));
    }

    /// <summary>Adds each place where a pattern stands.</summary>
    public void Find(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
    {
        foreach (var table in tables.Value)
        {
            table.Find(text, found);
        }
    }

    GramTable[] Build() => [.. patterns.GroupBy(p => p.Bytes.Length >= ShortestLong).OrderByDescending(g => g.Key).Select(g => new GramTable([.. g], g.Key ? LongSize(g.Min(p => p.Bytes.Length)) : 4))];

    /// <summary>Grams of eight bytes occur by accident least; where they would have to be looked for at more than every eighth byte, those of six need fewer looks.</summary>
    static int LongSize(int shortest) => shortest >= ShortestOfFewLooks ? 8 : 6;
}
