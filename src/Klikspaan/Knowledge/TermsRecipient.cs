namespace Klikspaan.Knowledge;

/// <summary>A recipient that a document names (GDPR art. 4(9), 28(2)).</summary>
/// <param name="Name">As it is named there.</param>
/// <param name="Organisation">Id below <c>recipients/</c>; empty when there is no such file.</param>
/// <param name="As">As what it is named: see <see cref="All"/>.</param>
/// <param name="Country">Where, as the document says (ISO 3166); empty when it does not.</param>
/// <param name="Clause">What says so.</param>
public sealed record TermsRecipient(string Name, string Organisation, string As, string Country, TermsClause Clause)
{
    /// <summary>Named under the vendor's responsibility, or under terms of its own.</summary>
    public const string SubProcessor = "sub-processor", OwnTerms = "own terms";

    /// <summary>As what a document can name a recipient.</summary>
    public static IReadOnlyList<string> All { get; } = [SubProcessor, OwnTerms];
}
