using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>As what documents name a recipient, and where.</summary>
/// <param name="Result">As what.</param>
/// <param name="Document">The document; null when none names it.</param>
/// <param name="Recipient">What in it; null when it is the vendor, or is not named.</param>
public sealed record RecipientAnswer(RecipientResult Result, TermsDocument? Document, TermsRecipient? Recipient);
