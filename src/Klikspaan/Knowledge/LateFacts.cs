using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Klikspaan.Knowledge;

/// <summary>
/// Facts that only some commands need: what a recording must know, and the languages. Each file is read when it is first asked for,
/// once, whoever asks; its mistakes are kept for who needs it.
/// </summary>
sealed class LateFacts : IReadOnlyDictionary<string, Language>
{
    readonly Dictionary<string, Lazy<(Language? Facts, IReadOnlyList<KnowledgeProblem> Problems)>> languages;
    readonly Lazy<(RecordingFacts Facts, IReadOnlyList<KnowledgeProblem> Problems)> recording;

    readonly Lazy<(ClassFacts Facts, IReadOnlyList<KnowledgeProblem> Problems)> classes;

    readonly Lazy<(IReadOnlyList<WordSet> Facts, IReadOnlyList<KnowledgeProblem> Problems)> words;

    readonly Lazy<(IReadOnlyDictionary<string, Purpose> Facts, IReadOnlyList<KnowledgeProblem> Problems)> purposes;

    readonly Lazy<(IReadOnlyList<Instrument> Facts, IReadOnlyList<KnowledgeProblem> Problems)> instruments;

    readonly Lazy<(IReadOnlyList<TermsDocument> Facts, IReadOnlyList<KnowledgeProblem> Problems)> terms;

    readonly Lazy<(DeviceFacts Facts, IReadOnlyList<KnowledgeProblem> Problems)> device;

    readonly Lazy<(SpecialLists Facts, IReadOnlyList<KnowledgeProblem> Problems)> lists;

    readonly Lazy<(IReadOnlyList<DocumentationFacts> Facts, IReadOnlyList<KnowledgeProblem> Problems)> documentation;

    readonly Lazy<(AssessmentFacts Facts, IReadOnlyList<KnowledgeProblem> Problems)> assessment;

    readonly Lazy<(IReadOnlyList<StatementPhrases> Facts, IReadOnlyList<KnowledgeProblem> Problems)> statements;

    public LateFacts(List<KnowledgeFile> files, IReadOnlyList<Organisation> organisations)
    {
        languages = files.Where(f => f.Path.StartsWith("languages/", StringComparison.Ordinal)).ToDictionary(
            KnowledgeReader.Id, f => Late(problems => LanguageReader.Read(f, problems)), StringComparer.Ordinal);
        classes = Late(problems => ClassFactsReader.Read(files.Find(f => f.Path == ClassFactsReader.FileName), problems));
        words = Late<IReadOnlyList<WordSet>>(problems => [.. files.Where(f => f.Path.StartsWith("words/", StringComparison.Ordinal)).Select(f => WordSetReader.Read(f, problems)).OfType<WordSet>().OrderBy(w => w.Id, StringComparer.Ordinal)]);
        device = Late(problems => DeviceFactsReader.Read(files.Find(f => f.Path == DeviceFactsReader.FileName), problems));
        lists = Late(problems => SpecialListsReader.Read(files.Find(f => f.Path == SpecialListsReader.FileName), problems));
        purposes = Late(problems => PurposeReader.Read(files.Find(f => f.Path == PurposeReader.FileName), problems));
        instruments = Late(problems => InstrumentReader.Read(files.Find(f => f.Path == InstrumentReader.FileName), problems));
        terms = Late<IReadOnlyList<TermsDocument>>(problems => Terms(files, organisations, problems));
        documentation = Late(problems => DocumentationFactsReader.Read(files, problems));
        statements = Late(problems => DocumentationFactsReader.ReadStatements(files.Find(f => f.Path == DocumentationFactsReader.Statements), problems));
        assessment = Late(problems => AssessmentFacts.Read(files, problems));
        recording = Late(problems => RecordingReader.Read(files, problems));
    }

    /// <summary>What a recording must know.</summary>
    public RecordingFacts Recording => recording.Value.Facts;

    /// <summary>The mistakes in <c>recording/</c>.</summary>
    public IReadOnlyList<KnowledgeProblem> RecordingProblems => recording.Value.Problems;

    /// <summary>By what classes of data are told apart.</summary>
    public ClassFacts Classes => classes.Value.Facts;

    /// <summary>Small sets of words, in order of id.</summary>
    public IReadOnlyList<WordSet> Words => words.Value.Facts;

    /// <summary>By what a value stands for something of the device.</summary>
    public DeviceFacts Device => device.Value.Facts;

    /// <summary>The lists of articles 9, 10 and 87 GDPR.</summary>
    public SpecialLists Lists => lists.Value.Facts;

    /// <summary>Purposes of processing, by id.</summary>
    public IReadOnlyDictionary<string, Purpose> Purposes => purposes.Value.Facts;

    /// <summary>Instruments on which people can rely, in order of id.</summary>
    public IReadOnlyList<Instrument> Instruments => instruments.Value.Facts;

    /// <summary>What vendors promised, in order of id.</summary>
    public IReadOnlyList<TermsDocument> TermsDocuments => terms.Value.Facts;

    /// <summary>The mistakes in <c>terms/</c>, in <c>purposes.yaml</c> and in <c>instruments.yaml</c>.</summary>
    IEnumerable<KnowledgeProblem> TermsProblems => [.. purposes.Value.Problems, .. instruments.Value.Problems, .. terms.Value.Problems];

    /// <summary>How vendors' lists of events are held against captures, in order of id.</summary>
    public IReadOnlyList<DocumentationFacts> Documentation => documentation.Value.Facts;

    /// <summary>Words in those lists that state something of values.</summary>
    public IReadOnlyList<StatementPhrases> Statements => statements.Value.Facts;

    /// <summary>By what evidence is assessed.</summary>
    public AssessmentFacts Assessment => assessment.Value.Facts;

    /// <summary>The mistakes in that, in terms and in purposes.</summary>
    public IReadOnlyList<KnowledgeProblem> AssessmentProblems => [.. TermsProblems, .. assessment.Value.Problems];

    /// <summary>The mistakes in all files that are read late.</summary>
    public IEnumerable<KnowledgeProblem> Problems =>
        RecordingProblems.Concat(classes.Value.Problems).Concat(words.Value.Problems).Concat(device.Value.Problems).Concat(lists.Value.Problems).Concat(AssessmentProblems).Concat(documentation.Value.Problems).Concat(statements.Value.Problems).Concat(languages.Values.SelectMany(l => l.Value.Problems));

    public int Count => Keys.Count();

    public IEnumerable<string> Keys => languages.Keys.Where(ContainsKey);

    public IEnumerable<Language> Values => Keys.Select(k => this[k]);

    public Language this[string key] => TryGetValue(key, out var language) ? language : throw new KeyNotFoundException($"there is no language '{key}'");

    /// <summary>The mistakes in the file of a language; none where there is no such file.</summary>
    public IReadOnlyList<KnowledgeProblem> LanguageProblems(string tag) => languages.TryGetValue(tag, out var late) ? late.Value.Problems : [];

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>A file that names another language than its own is none.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Language value)
    {
        value = languages.TryGetValue(key, out var late) && late.Value.Facts is { } read && read.Tag == key ? read : null;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, Language>> GetEnumerator() => Keys.Select(k => KeyValuePair.Create(k, this[k])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    List<TermsDocument> Terms(List<KnowledgeFile> files, IReadOnlyList<Organisation> organisations, List<KnowledgeProblem> problems)
    {
        List<TermsDocument> all = [.. files.Where(f => f.Path.StartsWith(TermsReader.Folder, StringComparison.Ordinal)).Select(f => TermsReader.Read(f, problems)).OfType<TermsDocument>().OrderBy(d => d.Id, StringComparer.Ordinal)];
        problems.AddRange(TermsCheck.Run(all, Purposes, organisations));
        return all;
    }

    static Lazy<(T Facts, IReadOnlyList<KnowledgeProblem> Problems)> Late<T>(Func<List<KnowledgeProblem>, T> read) => new(() =>
    {
        var problems = new List<KnowledgeProblem>();
        return (read(problems), problems);
    });
}
