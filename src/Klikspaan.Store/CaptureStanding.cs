using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What is known of a capture that decides which lists of documented events it can be held against.</summary>
/// <param name="Product">The product, as a person said; empty when nobody did.</param>
/// <param name="Edition">Edition and builds, as a person said; empty when nobody did.</param>
/// <param name="Level">The level of diagnostic data that was set, in the words of a person; empty when nobody said.</param>
/// <param name="Day">The day of its first exchange; null when none has a time.</param>
sealed record CaptureStanding(string Product, string Edition, string Level, DateOnly? Day)
{
    const int ShortestMark = 3, MostParts = 3;
    readonly HashSet<string> marks = Marks($"{Edition} {Product}").ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads it from what was said of a capture.</summary>
    public static CaptureStanding Of(ManifestEntry capture, DateTimeOffset? first)
    {
        string Said(string key) => capture.Meta.GetValueOrDefault(key, "").Trim();
        var edition = string.Join(", ", ((string[])["edition", "build", "os_build"]).Select(Said).Where(s => s.Length > 0));
        return new(Said("product"), edition, Said(CaptureMeta.DiagnosticLevel), first is { } moment ? DateOnly.FromDateTime(moment.UtcDateTime) : null);
    }

    /// <summary>Whether it is of the edition of a list; null where that is not established.</summary>
    public bool? IsOfEdition(string edition, DocumentationFacts? facts)
    {
        if (edition.Length == 0)
        {
            return true;
        }

        var wanted = Marks(edition).ToList();
        wanted.AddRange((facts?.Editions ?? []).Where(e => e.Edition == edition || wanted.Contains(e.Edition, StringComparer.OrdinalIgnoreCase)).SelectMany(e => e.Builds).ToList());
        return wanted.Any(marks.Contains) ? true : Edition.Length == 0 || wanted.Count == 0 ? null : false;
    }

    /// <summary>Whether a person said that this product was recorded; null when nobody said which.</summary>
    public bool? IsOfProduct(string product, DocumentationFacts? facts)
    {
        if (Product.Length == 0)
        {
            return null;
        }

        var names = facts?.Products is { Count: > 0 } known ? known : [facts?.Name ?? product];
        return names.Any(n => Product.StartsWith(n, StringComparison.OrdinalIgnoreCase) && (Product.Length == n.Length || !char.IsLetter(Product[n.Length])));
    }

    /// <summary>The level as the lists name it; empty when nobody said.</summary>
    public string LevelIn(DocumentationFacts? facts) => LevelIn(facts, Level);

    /// <summary>A level as the lists name it.</summary>
    public static string LevelIn(DocumentationFacts? facts, string level) =>
        (facts?.Levels ?? []).FirstOrDefault(l => l.Called.Append(l.Level).Contains(level, StringComparer.OrdinalIgnoreCase))?.Level ?? level.ToLowerInvariant();

    /// <summary>Words with a digit, and the first parts of a number with dots: further ones count corrections, and can be equal by accident.</summary>
    static IEnumerable<string> Marks(string text)
    {
        foreach (var word in text.Split([' ', ',', ';', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Any(char.IsAsciiDigit)))
        {
            string[] parts = word.Split('.');
            foreach (var mark in parts.Take(MostParts).Append(word).Append(string.Join('.', parts.Take(2))).Where(m => m.Length >= ShortestMark))
            {
                yield return mark;
            }
        }
    }
}
