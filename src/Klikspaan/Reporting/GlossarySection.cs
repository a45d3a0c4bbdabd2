using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>Words of the field, and what is meant by them here.</summary>
static class GlossarySection
{
    public static IEnumerable<Block> Of(Language language) =>
    [
        new Heading(2, "glossary", new Wording(Phrases.Glossary)),
        new Grid(
            new Wording(Phrases.Glossary),
            [new(Phrases.ColumnTerm), new(Phrases.ColumnMeaning)],
            [.. Enumerable.Range(0, language.Glossary.Count).Select(i => new GridRow([new Term(i, IsMeaning: false), new Term(i, IsMeaning: true)]))]),
    ];
}
