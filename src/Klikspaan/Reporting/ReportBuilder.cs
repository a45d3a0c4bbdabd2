using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>Makes the report of what was sent: the evidence, what it does not show, and how to check it.</summary>
public static class ReportBuilder
{
    /// <summary>Makes it in one language.</summary>
    /// <param name="data">What was gathered from a dossier.</param>
    /// <param name="knowledge">The facts in use.</param>
    /// <param name="language">Tag of a language in <c>languages/</c>.</param>
    public static Report Build(ReportData data, KnowledgeBase knowledge, string language)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(knowledge);
        var context = new ReportContext(data, knowledge);
        var book = Book(knowledge, language);
        List<Block> blocks =
        [
            .. SummarySection.Of(context),
            .. RecipientSection.Of(context),
            .. LocationSection.Of(context),
            .. PlantedSection.Of(context),
            .. IdentifierSection.Of(context),
            .. DigestSection.Of(context),
            .. ClassSection.Of(context),
            .. DeviceSection.Of(context),
            .. FirstStepSection.Of(context),
            .. CauseSection.Of(context),
            .. BesidesSection.Of(context),
            .. TimelineSection.Of(context),
            .. CoverageSection.Of(context),
            .. OpenSection.Of(context),
            .. MethodSection.Of(context),
            .. GlossarySection.Of(book.Language),
            .. ExchangeSection.Of(context),
        ];
        return new(book, Title(context), blocks);
    }

    /// <summary>The summary alone, as lines of text for a terminal: what was seen, what could not be seen, and that it is no verdict.</summary>
    public static ReportSummary Summarise(ReportData data, KnowledgeBase knowledge, string language)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(knowledge);
        var context = new ReportContext(data, knowledge);
        var book = Book(knowledge, language);
        return new(
            [.. SummarySection.Seen(context).Select(book.Text)],
            [.. SummarySection.Unseen(context).Select(book.Text)],
            book.Text(SummarySection.Verdict(context)),
            book.Text(Phrases.Seen), book.Text(Phrases.Unseen), book.Text(Phrases.NextHead),
            book.Text(Phrases.NextLawyer), book.Text(Phrases.NextEngineer), book.Text(Phrases.NextAdministrator));
    }

    static Phrasebook Book(KnowledgeBase knowledge, string language) =>
        knowledge.Languages.TryGetValue(language, out var found)
            ? new(found)
            : throw new ArgumentException($"there is no languages/{language}.yaml; there are {string.Join(", ", knowledge.Languages.Keys.Order(StringComparer.Ordinal))}", nameof(language));

    static Sentence Title(ReportContext context) =>
        context.Data.Name.Length > 0 ? FactForms.Title.Of(Evidence.Of(EvidenceId.Manifest), Parameter.Known(context.Data.Name)) : new Wording(Phrases.Untitled);
}
