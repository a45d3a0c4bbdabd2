namespace Klikspaan.Knowledge;

/// <summary>What a document says of a purpose.</summary>
/// <param name="Purpose">Id of the purpose in <c>purposes.yaml</c>.</param>
/// <param name="Standing">Whether it is authorised.</param>
/// <param name="Except">When not, in words; empty where there is no exception.</param>
/// <param name="Clause">What says so.</param>
public sealed record TermsPurpose(string Purpose, PurposeStanding Standing, string Except, TermsClause Clause);
