using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>Which terms hold for a product.</summary>
/// <param name="Standing">Whether any do.</param>
/// <param name="Documents">The documents that cover it; or, of one that is not covered, those that say so; in order of id.</param>
/// <param name="Why">In one sentence.</param>
public sealed record TermsAnswer(TermsStanding Standing, IReadOnlyList<TermsDocument> Documents, string Why)
{
    /// <summary>Where documents cover the product, those in force that are said not to: another document of the vendor can cover what the terms of the customer do not.</summary>
    public IReadOnlyList<TermsDocument> Excluding { get; init; } = [];

    /// <summary>What the documents in force say of a purpose.</summary>
    /// <param name="purpose">Id of a purpose that documentation gives for an event; empty when it gives none.</param>
    public PurposeAnswer Of(string purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        if (Standing != TermsStanding.Covered || purpose.Length == 0)
        {
            return new(PurposeResult.NotEstablished, null, null);
        }

        var said = Documents.SelectMany(d => d.Purposes.Select(p => (Document: d, Purpose: p))).ToList();

        // What one document forbids no other allows.
        var named = said.Where(s => s.Purpose.Purpose == purpose).OrderByDescending(s => s.Purpose.Standing == PurposeStanding.Prohibited).ToList();
        if (named.Count > 0)
        {
            return new(
                named[0].Purpose.Standing switch { PurposeStanding.Authorised => PurposeResult.Authorised, PurposeStanding.Prohibited => PurposeResult.Prohibited, _ => PurposeResult.OpenEnded },
                named[0].Document, named[0].Purpose);
        }

        var open = said.Find(s => s.Purpose.Standing == PurposeStanding.OpenEnded);
        return open.Purpose is not null ? new(PurposeResult.OpenEnded, open.Document, open.Purpose)
            : said.Count > 0 ? new(PurposeResult.NotNamed, Documents[0], null)
            : new(PurposeResult.NotEstablished, null, null);
    }

    /// <summary>As what the documents in force name a recipient.</summary>
    /// <param name="product">The product.</param>
    /// <param name="organisation">Id of who operates the host; empty when that is not established.</param>
    /// <param name="isOwn">Whether the host is the customer's own.</param>
    public RecipientAnswer Naming(AssessedProduct product, string organisation, bool isOwn)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(organisation);
        if (isOwn)
        {
            return new(RecipientResult.Own, null, null);
        }

        if (organisation.Length == 0 || Standing == TermsStanding.NotEstablished || (Standing == TermsStanding.NotNamed && organisation != product.Vendor))
        {
            return new(RecipientResult.NotEstablished, null, null);
        }

        foreach (var document in Standing == TermsStanding.Covered ? Documents : [])
        {
            if (document.Recipients.FirstOrDefault(r => r.Organisation == organisation) is { } named)
            {
                return new(named.As == TermsRecipient.OwnTerms ? RecipientResult.OwnTerms : RecipientResult.Named, document, named);
            }

            if (organisation == document.Vendor)
            {
                return new(RecipientResult.Vendor, document, null);
            }
        }

        // A document of which it is not known whom it names cannot be said to leave somebody out.
        if (Standing == TermsStanding.Covered && organisation != product.Vendor && Documents.Any(d => d.NotEstablished.Contains("recipients")))
        {
            return new(RecipientResult.NotEstablished, null, null);
        }

        // Of the vendor itself it is known who it is, though no terms hold.
        return new(organisation == product.Vendor ? RecipientResult.VendorWithoutTerms : RecipientResult.NotNamed, null, null);
    }
}
