using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What is known of a capture that decides which lists of documented events it can be held against.</summary>
/// <param name="Product">The product, as a person said; empty when nobody did.</param>
/// <param name="Edition">Edition and build of that product, as a person said; empty when nobody did.</param>
/// <param name="Level">The level of diagnostic data that was set, in the words of a person; empty when nobody said.</param>
/// <param name="Day">The day of its first exchange; null when none has a time.</param>
sealed record CaptureStanding(string Product, string Edition, string Level, DateOnly? Day)
{
    /// <summary>The edition of a list of which a person says that it is of all editions of its day.</summary>
    public const string AllEditions = "all";

    // Shorter ones, as the first number of a version, are of too many editions.
    const int ShortestMark = 3, BuildPart = 2;
    static readonly string[] Machines = ["x86", "x64", "amd64", "arm64", "32-bit", "64-bit"];

    /// <summary>Build of the operating system, as a person said; empty when nobody did.</summary>
    public string OperatingSystemBuild { get; init; } = "";

    /// <summary>Reads it from what was said of a capture.</summary>
    public static CaptureStanding Of(ManifestEntry capture, DateTimeOffset? first)
    {
        string Said(string key) => capture.Meta.GetValueOrDefault(key, "").Trim();
        var edition = string.Join(", ", ((string[])["edition", "build"]).Select(Said).Where(s => s.Length > 0));
        return new(Said("product"), edition, Said(CaptureMeta.DiagnosticLevel), first is { } moment ? DateOnly.FromDateTime(moment.UtcDateTime) : null) { OperatingSystemBuild = Said("os_build") };
    }

    /// <summary>What was said that can be an edition of a product: that of the product that was recorded where it can be this one, and of the operating system where this is one.</summary>
    public string EditionFor(DocumentationFacts? facts, string product) =>
        string.Join(", ", ((string[])[IsOfProduct(product, facts) == false ? "" : Edition, facts?.IsOperatingSystem == true ? OperatingSystemBuild : ""]).Where(s => s.Length > 0));

    /// <summary>Whether it is of the edition of a list; null where that is not established.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="facts">What the knowledge says of the product; null for nothing.</param>
    /// <param name="product">The product that the list is about.</param>
    public bool? IsOfEdition(string edition, DocumentationFacts? facts, string product)
    {
        if (edition.Equals(AllEditions, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var (said, wanted) = (EditionFor(facts, product), Marks(edition).ToList());
        var marks = Marks(IsOfProduct(product, facts) == false ? said : $"{said} {Product}").ToList();
        var builds = (facts?.Editions ?? []).Where(e => e.Edition == edition || wanted.Contains(e.Edition, StringComparer.OrdinalIgnoreCase)).SelectMany(e => e.Builds).ToList();
        var hasBuilds = facts?.Editions.Count > 0;
        if (marks.Exists(m => wanted.Exists(w => IsOne(m, w) || (hasBuilds && (IsBuild(m, w) || IsBuild(w, m)))) || builds.Exists(b => m == b || IsBuild(m, b))))
        {
            return true;
        }

        // The first two numbers of a version can stay what they are for years.
        return said.Length == 0 || wanted.Count == 0 || marks.Exists(m => wanted.Exists(w => m.StartsWith(w + ".", StringComparison.OrdinalIgnoreCase))) ? null : false;
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

    /// <summary>Words with a digit that can name an edition.</summary>
    static IEnumerable<string> Marks(string text) =>
        text.Split([' ', ',', ';', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= ShortestMark && w.Any(char.IsAsciiDigit) && !Machines.Contains(w, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a mark is a number of a version or one that goes on with it; one that ends in a zero is of many editions.</summary>
    static bool IsOne(string mark, string wanted) =>
        mark.Equals(wanted, StringComparison.OrdinalIgnoreCase) || (mark.StartsWith(wanted + ".", StringComparison.OrdinalIgnoreCase) && !wanted.EndsWith(".0", StringComparison.Ordinal));

    /// <summary>Whether a mark is a version whose third number is a build; what follows counts corrections, and can be equal to another build by accident.</summary>
    static bool IsBuild(string mark, string build) => mark.Split('.') is { Length: > BuildPart } parts && parts[BuildPart] == build;
}
