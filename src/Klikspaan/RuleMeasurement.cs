using System.Text;
using Klikspaan.Classifying;
using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>Measures the rules of a knowledge folder on the values of its recorded samples, each labelled by its protocol file and by <c>labels/</c>, and on captures elsewhere that are labelled by place.</summary>
/// <remarks>Synthetic samples are no cases: who writes a rule could write them to suit it.</remarks>
public static class RuleMeasurement
{
    /// <summary>What came of each rule, in order of id. A rule is measured by itself, whatever other rules say of the same value.</summary>
    /// <param name="knowledge">All facts.</param>
    /// <param name="files">The files of the folder, samples included.</param>
    /// <param name="cancellation">Stops the reading of samples.</param>
    public static async Task<IReadOnlyList<RuleFigure>> RunAsync(KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        var cases = await CasesAsync(knowledge, files, cancellation).ConfigureAwait(false);
        return [.. knowledge.Rules.Select(cases.Measure).OrderBy(f => f.Rule, StringComparer.Ordinal)];
    }

    /// <summary>The mistakes in the labels, and where what <c>figures.yaml</c> says is not what is measured; none of the latter where there is no such file.</summary>
    internal static async Task<IReadOnlyList<KnowledgeProblem>> CheckAsync(KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, CancellationToken cancellation)
    {
        var problems = new List<KnowledgeProblem>();
        LabelReader.Read(files, knowledge, problems);
        LabelledCaptureReader.Read(files, knowledge, problems);
        if (problems.Count > 0 || !files.Any(f => f.Path == KnowledgeReader.FiguresFile))
        {
            return problems;
        }

        var measured = await RunAsync(knowledge, files, cancellation).ConfigureAwait(false);
        problems.AddRange(measured.Where(m => knowledge.Figures.GetValueOrDefault(m.Rule) != m).Select(m => new KnowledgeProblem(
            KnowledgeReader.FiguresFile, 1, 1, $"of '{m.Rule}' now {m.Right} are right, {m.Wrong} wrong and {m.Missed} missed, which this file does not say; read what 'klikspaan knowledge check --accept' writes, and keep it if it is right")));
        problems.AddRange(knowledge.Figures.Keys.Except(measured.Select(m => m.Rule)).Select(r => new KnowledgeProblem(KnowledgeReader.FiguresFile, 1, 1, $"there is no rule '{r}'")));
        problems.AddRange(CheckCorpus(knowledge, files));
        return problems;
    }

    /// <summary>What was measured, as the text of <c>figures.yaml</c>.</summary>
    /// <param name="figures">What was measured on the recorded samples.</param>
    /// <param name="corpus">What was measured on a corpus.</param>
    public static string Render(IEnumerable<RuleFigure> figures, CorpusFigures corpus) => FigureReader.Write(figures, corpus);

    /// <summary>The captures of a corpus of which values are labelled in <paramref name="files"/>.</summary>
    public static IReadOnlyList<LabelledCapture> Captures(KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files) => LabelledCaptureReader.Read(files, knowledge, []);

    /// <summary>What came of each rule on a corpus that is no part of the folder.</summary>
    /// <param name="knowledge">All facts.</param>
    /// <param name="files">The files of the folder.</param>
    /// <param name="observe">Reads a capture of the corpus, of which the bytes have been found to be those that were labelled.</param>
    /// <param name="day">The day, as <c>2026-01-31</c>.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The figures, and the labels at whose places there is no value: what was measured counts where there are none.</returns>
    public static async Task<(CorpusFigures Figures, IReadOnlyList<KnowledgeProblem> Problems)> RunOnCorpusAsync(
        KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, Func<LabelledCapture, IAsyncEnumerable<Observation>> observe, string day, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(observe);
        var problems = new List<KnowledgeProblem>();
        var cases = new RuleCases();
        var captures = Captures(knowledge, files);
        foreach (var capture in captures)
        {
            var left = new HashSet<LabelledPlace>(capture.Labels.Keys);
            await foreach (var observation in observe(capture).WithCancellation(cancellation).ConfigureAwait(false))
            {
                foreach (var item in (observation.Decoded?.Items ?? []).Where(RuleCases.IsValue))
                {
                    // Where one name stands twice, the first value is the one that was labelled.
                    var place = new LabelledPlace(observation.Number, item.Part, item.Path);
                    if (left.Remove(place))
                    {
                        cases.Add(item, capture.Labels[place]);
                    }
                }
            }

            problems.AddRange(left.Select(p => new KnowledgeProblem(capture.File, 1, 1, $"entry {p.Entry} of the capture has no value at '{p.Part.Name()}:{p.Path}'")));
        }

        var figures = knowledge.Rules.Select(cases.Measure).ToDictionary(f => f.Rule, StringComparer.Ordinal);
        return (new(day, LabelledCaptureReader.Digest(files), captures.Count, cases.Count, figures), problems);
    }

    /// <summary>Whether what <c>figures.yaml</c> says of the corpus is what was measured now.</summary>
    public static bool IsStill(KnowledgeBase knowledge, CorpusFigures measured)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(measured);
        return knowledge.Corpus.IsSame(measured);
    }

    /// <summary>What can be held of the labels and figures of a corpus where the corpus is not at hand.</summary>
    static IEnumerable<KnowledgeProblem> CheckCorpus(KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files)
    {
        var corpus = knowledge.Corpus;
        KnowledgeProblem Problem(string message) => new(KnowledgeReader.FiguresFile, 1, 1, message);
        if (corpus.Measured.Length == 0)
        {
            yield break;
        }

        var labelled = Captures(knowledge, files).Sum(c => c.Places);
        if (corpus.Labels != LabelledCaptureReader.Digest(files) || corpus.Values != labelled)
        {
            yield return Problem("the labels of the corpus are others than those with which it was measured: 'klikspaan knowledge check --accept --corpus DIR' measures again");
        }

        foreach (var figure in corpus.Figures.Values.Where(f => !knowledge.Rules.Any(r => r.Id == f.Rule)))
        {
            yield return Problem($"there is no rule '{figure.Rule}'");
        }

        foreach (var figure in corpus.Figures.Values.Where(f => f.Cases > labelled))
        {
            yield return Problem($"'{figure.Rule}' has more cases on the corpus than values are labelled");
        }
    }

    static async Task<RuleCases> CasesAsync(KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, CancellationToken cancellation)
    {
        var labels = LabelReader.Read(files, knowledge, []);
        var cases = new RuleCases();
        foreach (var sample in knowledge.Protocols.Where(p => !p.IsBase).SelectMany(p => KnowledgeCheck.Samples(p.Id, files)).Where(s => SampleOrigins.Find(s.Path) != SampleOrigin.Synthetic))
        {
            await foreach (var observation in KnowledgeCheck.ObserveAsync(knowledge, sample, cancellation).ConfigureAwait(false))
            {
                foreach (var item in (observation.Decoded?.Items ?? []).Where(RuleCases.IsValue))
                {
                    Add(cases, item, labels);
                }
            }
        }

        return cases;
    }

    /// <summary>Adds a value with all that it is labelled as; what nobody labelled is no case.</summary>
    static void Add(RuleCases cases, DataItem item, Dictionary<string, ValueLabel> labels)
    {
        var label = labels.GetValueOrDefault(Encoding.UTF8.GetString(item.Value.Span));
        if (item.Mapping is null && label is null)
        {
            return;
        }

        var known = new List<string>(label?.Is ?? []);
        if (item.Mapping is { } mapping)
        {
            known.Add(mapping.Category is null ? Classifier.ProtocolCategory : mapping.IsPlaceholder(item.Value.Span) ? Classification.NoValue : mapping.Category);
        }

        cases.Add(item, known);
    }
}
