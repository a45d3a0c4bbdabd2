namespace Klikspaan.Knowledge;

/// <summary>A product that a document names, as covered or as not covered.</summary>
/// <param name="Product">Its name.</param>
/// <param name="Platforms">On which platforms; empty for all.</param>
/// <param name="Clause">What says so.</param>
public sealed record TermsScope(string Product, IReadOnlyList<string> Platforms, TermsClause Clause)
{
    /// <summary>Whether it speaks of a product on a platform. Nothing is known of a platform that was not written down, where only some are named.</summary>
    public bool IsOf(string product, string platform) =>
        Product.Equals(product, StringComparison.OrdinalIgnoreCase) && (Platforms.Count == 0 || Platforms.Contains(platform, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether both speak of one product on one platform.</summary>
    public bool Meets(TermsScope other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Product.Equals(other.Product, StringComparison.OrdinalIgnoreCase)
            && (Platforms.Count == 0 || other.Platforms.Count == 0 || Platforms.Intersect(other.Platforms, StringComparer.OrdinalIgnoreCase).Any());
    }
}
