using System.Text;
using Klikspaan.Documenting;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Finds out what a vendor's list is of: by what a person says, and by the title and day of the page.</summary>
/// <param name="facts">What the knowledge says of products and their pages.</param>
sealed class SnapshotNaming(IReadOnlyList<DocumentationFacts> facts)
{
    const string Edition = "{edition}";
    const int LongestSlug = 40, LongestSaid = 2000;

    /// <summary>The head of a snapshot. <see cref="ArgumentException"/> where vendor, product or day is not known.</summary>
    public SnapshotHead Name(DocumentationOptions options, DocumentationDraft draft)
    {
        var page = facts.SelectMany(f => f.Pages.Select(p => (Facts: f, Page: p, Edition: EditionOf(p.Title, draft.Title)))).FirstOrDefault(p => p.Edition is not null);
        var known = page.Facts?.Id.Split('/') ?? ["", ""];
        var (vendor, product) = (Or(Slug(options.Vendor), known[0]), Or(Slug(options.Product), known[^1]));
        var missing = ((string, bool)[])[("--vendor", vendor.Length > 0), ("--product", product.Length > 0), ("--date yyyy-MM-dd", (options.Date ?? draft.Date) is not null)];
        if (missing.Any(m => !m.Item2))
        {
            throw new ArgumentException($"the file does not say what it is of: name {string.Join(", ", missing.Where(m => !m.Item2).Select(m => m.Item1))}");
        }

        if (((string[])[options.Edition, options.Level, options.Url, .. options.Protocols]).Any(t => t.Length > LongestSaid))
        {
            throw new ArgumentException($"--edition, --level, --source and --protocol may have {LongestSaid} characters");
        }

        // What the title says is of the product that it names, and of no other.
        var isSame = page.Facts?.Id == $"{vendor}/{product}";
        return new()
        {
            Vendor = vendor, Product = product, Edition = Or(options.Edition, isSame ? page.Edition! : ""), Date = (options.Date ?? draft.Date)!.Value,
            Level = Or(options.Level, isSame ? page.Page.Level : ""), Title = draft.Title, Url = options.Url, Protocols = options.Protocols, Sha256 = "", Bytes = 0,
        };
    }

    /// <summary>Small letters, digits and hyphens of a name, as it stands in the path of a file.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString()[..Math.Min(LongestSlug, slug.Length)].TrimEnd('-');
    }

    /// <summary>The edition in a title, empty where it has none; null where it is the title of another page.</summary>
    static string? EditionOf(string pattern, string title)
    {
        var at = pattern.IndexOf(Edition, StringComparison.Ordinal);
        if (at < 0)
        {
            return string.Equals(pattern, title, StringComparison.OrdinalIgnoreCase) ? "" : null;
        }

        var (start, end) = (pattern[..at], pattern[(at + Edition.Length)..]);
        return title.Length > start.Length + end.Length && title.StartsWith(start, StringComparison.OrdinalIgnoreCase) && title.EndsWith(end, StringComparison.OrdinalIgnoreCase)
            ? title[start.Length..^end.Length].Trim() : null;
    }

    static string Or(string text, string other) => text.Length > 0 ? text : other;
}
