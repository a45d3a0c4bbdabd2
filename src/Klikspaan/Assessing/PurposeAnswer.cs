using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>What terms say of a purpose, and where.</summary>
/// <param name="Result">What they say.</param>
/// <param name="Document">The document; null when none says anything.</param>
/// <param name="Clause">What in it; null when it does not name the purpose.</param>
public sealed record PurposeAnswer(PurposeResult Result, TermsDocument? Document, TermsPurpose? Clause);
