namespace Klikspaan.Knowledge;

/// <summary>Every sentence that a report can say, in one language: <c>languages/TAG.yaml</c>.</summary>
/// <param name="Tag">BCP 47 tag: <c>nl</c>, <c>en</c>.</param>
/// <param name="Name">The language's own name for itself.</param>
/// <param name="Group">What stands between thousands.</param>
/// <param name="Decimal">What stands before a fraction.</param>
/// <param name="And">What stands before the last of a list.</param>
/// <param name="Texts">Fixed wording by key: no parameter stands in it, so it can say nothing of the evidence.</param>
/// <param name="Facts">Sentences about the evidence by key, with named parameters in braces.</param>
/// <param name="Names">Names of things by id: <c>category.person.email</c>.</param>
/// <param name="Units">What is counted, by key: for one, and for any other number.</param>
/// <param name="Glossary">Words that a reader may not know, in the order of the alphabet.</param>
public sealed record Language(
    string Tag,
    string Name,
    string Group,
    string Decimal,
    string And,
    IReadOnlyDictionary<string, YamlText> Texts,
    IReadOnlyDictionary<string, YamlText> Facts,
    IReadOnlyDictionary<string, YamlText> Names,
    IReadOnlyDictionary<string, CountedUnit> Units,
    IReadOnlyList<GlossaryTerm> Glossary)
{
    /// <summary>Path of the file in the knowledge folder.</summary>
    public string File => $"languages/{Tag}.yaml";
}
