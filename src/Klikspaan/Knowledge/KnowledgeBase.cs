namespace Klikspaan.Knowledge;

/// <summary>All facts from a knowledge folder, ready for use.</summary>
public sealed record KnowledgeBase
{
    const string RulePrefix = "rules/";

    readonly LateFacts late = new([], []);

    /// <summary>Version of the folder.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 over all files, in hex: equal digests mean equal facts.</summary>
    public required string Digest { get; init; }

    /// <summary>Categories by id.</summary>
    public required IReadOnlyDictionary<string, Category> Categories { get; init; }

    /// <summary>Protocols, in order of id.</summary>
    public required IReadOnlyList<Protocol> Protocols { get; init; }

    /// <summary>Rules, in order of id; the first that matches counts.</summary>
    public required IReadOnlyList<DetectionRule> Rules { get; init; }

    /// <summary>What was measured of rules on a corpus that is no part of the folder.</summary>
    public CorpusFigures Corpus { get; init; } = CorpusFigures.None;

    /// <summary>What was measured of rules on the recorded samples, by their id.</summary>
    public IReadOnlyDictionary<string, RuleFigure> Figures { get; init; } = new Dictionary<string, RuleFigure>(StringComparer.Ordinal);

    /// <summary>Organisations, in order of id.</summary>
    public required IReadOnlyList<Organisation> Organisations { get; init; }

    /// <summary>What a sinkhole tells apart when no protocol file knows a request.</summary>
    public AnswerLists Answers { get; init; } = AnswerLists.None;

    /// <summary>By what content, functional and diagnostic data are told apart; read when it is first asked for.</summary>
    public ClassFacts Classes => late.Classes;

    /// <summary>Small sets of words whose digests are undone; read when they are first asked for.</summary>
    public IReadOnlyList<WordSet> Words => late.Words;

    /// <summary>By what a value that was sent stands for something of the device; read when it is first asked for.</summary>
    public DeviceFacts Device => late.Device;

    /// <summary>What the lists of articles 9, 10 and 87 GDPR hold; read when it is first asked for.</summary>
    public SpecialLists Lists => late.Lists;

    /// <summary>Purposes of processing, by id; read when they are first asked for.</summary>
    public IReadOnlyDictionary<string, Purpose> Purposes => late.Purposes;

    /// <summary>Instruments on which people can rely when data go to a third country, in order of id; read when they are first asked for.</summary>
    public IReadOnlyList<Instrument> Instruments => late.Instruments;

    /// <summary>What vendors promised their customers, in order of id; read when it is first asked for.</summary>
    public IReadOnlyList<TermsDocument> Terms => late.TermsDocuments;

    /// <summary>By what evidence is assessed: findings, risks, measures, matrices; read when it is first asked for.</summary>
    public AssessmentFacts Assessment => late.Assessment;

    /// <summary>The mistakes in that, and in terms and purposes.</summary>
    public IReadOnlyList<KnowledgeProblem> AssessmentProblems => late.AssessmentProblems;

    /// <summary>How vendors' own lists of events are held against captures, in order of id; read when it is first asked for.</summary>
    public IReadOnlyList<DocumentationFacts> Documentation => late.Documentation;

    /// <summary>Words in those lists that state something of values; read when they are first asked for.</summary>
    public IReadOnlyList<StatementPhrases> Statements => late.Statements;

    /// <summary>What a report can say, by language tag; the file of a language is read when it is first asked for.</summary>
    public IReadOnlyDictionary<string, Language> Languages => late;

    /// <summary>The public suffix list.</summary>
    public required PublicSuffixList PublicSuffixes { get; init; }

    /// <summary>What a recording needs to know; read when it is first asked for.</summary>
    public RecordingFacts Recording => late.Recording;

    /// <summary>The mistakes in what a recording needs to know.</summary>
    public IReadOnlyList<KnowledgeProblem> RecordingProblems => late.RecordingProblems;

    /// <summary>How lists of a product are held against captures; null where nothing is known of that.</summary>
    public DocumentationFacts? DocumentationOf(string id) => Documentation.FirstOrDefault(d => d.Id == id);

    internal LateFacts Late
    {
        get => late;
        init => late = value;
    }

    /// <summary>The mistakes in the file of a language; none where there is no such file.</summary>
    public IReadOnlyList<KnowledgeProblem> LanguageProblems(string tag) => late.LanguageProblems(tag);

    /// <summary>What was measured of a rule as it now reads, on the recorded samples; nothing when it was never measured, or was another then.</summary>
    public RuleFigure FigureOf(DetectionRule rule) => FigureOf(rule, Figures);

    /// <summary>The same on the corpus.</summary>
    public RuleFigure CorpusFigureOf(DetectionRule rule) => FigureOf(rule, Corpus.Figures);

    /// <summary>How far what a rule says can be relied upon: see <see cref="RuleState"/>.</summary>
    public RuleState StateOf(DetectionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Categories.GetValueOrDefault(rule.Category)?.IsListed != true && FigureOf(rule).IsConfirmed && !CorpusFigureOf(rule).IsContradicted ? RuleState.Measured : RuleState.NeedsConfirmation;
    }

    /// <summary>The same by the rule of a classification, such as <c>rules/shapes/guid</c>; none when that is no detection rule.</summary>
    public RuleState StateOf(string rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.StartsWith(RulePrefix, StringComparison.Ordinal) && Rules.FirstOrDefault(r => r.Id.AsSpan().SequenceEqual(rule.AsSpan(RulePrefix.Length))) is { } found ? StateOf(found) : RuleState.None;
    }

    static RuleFigure FigureOf(DetectionRule rule, IReadOnlyDictionary<string, RuleFigure> figures)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return figures.GetValueOrDefault(rule.Id) is { } figure && figure.Digest == rule.Digest ? figure : new(rule.Id, rule.Digest, 0, 0, 0, 0);
    }
}
