namespace Klikspaan.Knowledge;

/// <summary>A kind of finding: evidence held against terms, documentation or settings; read from <c>findings.yaml</c>.</summary>
/// <param name="Id">Its name in files, such as <c>recipient-not-named</c>.</param>
/// <param name="Says">The sentence, with the fields of the finding in braces.</param>
/// <param name="Fields">What a finding of this kind is about; findings equal in these are one.</param>
/// <param name="IsStated">Whether a document of the dossier may state it; else it comes from captures, terms or the assessment itself.</param>
public sealed record FindingKind(string Id, LocalText Says, IReadOnlyList<string> Fields, bool IsStated);
