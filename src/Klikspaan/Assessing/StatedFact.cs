namespace Klikspaan.Assessing;

/// <summary>What a document of the dossier states of a product.</summary>
/// <param name="Kind">Id of the kind of finding.</param>
/// <param name="Product">The product.</param>
/// <param name="Platform">The platform; empty for all.</param>
/// <param name="Fields">What it is about.</param>
/// <param name="Grade">How far the document goes.</param>
/// <param name="Evidence">Document, and page where there is one.</param>
/// <param name="IsUncertain">Whether it is marked as uncertain.</param>
/// <param name="From">From which day on it holds; null for any.</param>
/// <param name="To">Until which day; null for any.</param>
public sealed record StatedFact(string Kind, string Product, string Platform, IReadOnlyDictionary<string, string> Fields, string Grade, string Evidence, bool IsUncertain, DateOnly? From, DateOnly? To)
{
    /// <summary>Whether a document of the umbrella states it, and not one of the dossier itself.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether it is about a product on a platform on a day. A day that is not known is met by facts without days alone.</summary>
    public bool IsOf(AssessedProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return Product.Equals(product.Name, StringComparison.OrdinalIgnoreCase) && (Platform.Length == 0 || Platform.Equals(product.Platform, StringComparison.OrdinalIgnoreCase))
            && (From is null || product.Day >= From) && (To is null || product.Day <= To);
    }
}

/// <summary>What somebody else concluded of a product: shown beside the assessment, never part of it.</summary>
/// <param name="Product">The product.</param>
/// <param name="Platform">The platform; empty for all.</param>
/// <param name="Says">What was concluded, in our own words.</param>
/// <param name="Evidence">Document, and page where there is one.</param>
/// <param name="IsUncertain">Whether it is marked as uncertain.</param>
public sealed record SourceClaim(string Product, string Platform, string Says, string Evidence, bool IsUncertain);
