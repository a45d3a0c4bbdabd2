using System.Text;
using Klikspaan.Classifying;
using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>Measures the rules of a knowledge folder on the values of its recorded samples, each labelled by its protocol file and by <c>labels/</c>.</summary>
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
        return [.. knowledge.Rules.Select(r => Measure(r, cases)).OrderBy(f => f.Rule, StringComparer.Ordinal)];
    }

    /// <summary>The mistakes in the labels, and where what <c>figures.yaml</c> says is not what is measured; none of the latter where there is no such file.</summary>
    internal static async Task<IReadOnlyList<KnowledgeProblem>> CheckAsync(KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, CancellationToken cancellation)
    {
        var problems = new List<KnowledgeProblem>();
        LabelReader.Read(files, knowledge.Categories, problems);
        if (problems.Count > 0 || !files.Any(f => f.Path == KnowledgeReader.FiguresFile))
        {
            return problems;
        }

        var measured = await RunAsync(knowledge, files, cancellation).ConfigureAwait(false);
        problems.AddRange(measured.Where(m => knowledge.Figures.GetValueOrDefault(m.Rule) != m).Select(m => new KnowledgeProblem(
            KnowledgeReader.FiguresFile, 1, 1, $"of '{m.Rule}' now {m.Right} are right, {m.Wrong} wrong and {m.Missed} missed, which this file does not say; read what 'klikspaan knowledge check --accept' writes, and keep it if it is right")));
        problems.AddRange(knowledge.Figures.Keys.Except(measured.Select(m => m.Rule)).Select(r => new KnowledgeProblem(KnowledgeReader.FiguresFile, 1, 1, $"there is no rule '{r}'")));
        return problems;
    }

    /// <summary>What was measured, as the text of <c>figures.yaml</c>.</summary>
    public static string Render(IEnumerable<RuleFigure> figures) => FigureReader.Write(figures);

    static RuleFigure Measure(DetectionRule rule, Dictionary<Case, HashSet<string>> cases)
    {
        int right = 0, wrong = 0, missed = 0;
        foreach (var (at, labels) in cases)
        {
            var isIt = labels.Any(l => l == rule.Category || rule.AlsoRight.Any(p => PathPattern.Segment(p, l)));
            var matches = Classifier.IsMatchOfKey(rule, at.Part, at.Key, Encoding.UTF8.GetBytes(at.Value));
            right += matches && isIt ? 1 : 0;
            wrong += matches && !isIt ? 1 : 0;
            missed += isIt && !matches ? 1 : 0;
        }

        return new(rule.Id, rule.Digest, right, wrong, missed);
    }

    /// <summary>Each value under a name in a part of a request, once, with all that it is labelled as; what nobody labelled is no case.</summary>
    static async Task<Dictionary<Case, HashSet<string>>> CasesAsync(KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, CancellationToken cancellation)
    {
        var labels = LabelReader.Read(files, knowledge.Categories, []);
        var cases = new Dictionary<Case, HashSet<string>>();
        foreach (var sample in knowledge.Protocols.Where(p => !p.IsBase).SelectMany(p => KnowledgeCheck.Samples(p.Id, files)).Where(s => SampleOrigins.Find(s.Path) != SampleOrigin.Synthetic))
        {
            await foreach (var observation in KnowledgeCheck.ObserveAsync(knowledge, sample, cancellation).ConfigureAwait(false))
            {
                foreach (var item in observation.Decoded?.Items ?? [])
                {
                    Add(cases, item, labels);
                }
            }
        }

        return cases;
    }

    static void Add(Dictionary<Case, HashSet<string>> cases, DataItem item, Dictionary<string, ValueLabel> labels)
    {
        if (item.IsOpened || item.IsOpaque || item.IsNull || item.Value.IsEmpty)
        {
            return;
        }

        var value = Encoding.UTF8.GetString(item.Value.Span);
        var label = labels.GetValueOrDefault(value);
        if (item.Mapping is null && label is null)
        {
            return;
        }

        var at = new Case(item.Part, item.ShapeAt.Key, value);
        if (!cases.TryGetValue(at, out var known))
        {
            cases.Add(at, known = new(StringComparer.Ordinal));
        }

        if (item.Mapping is { } mapping)
        {
            known.Add(mapping.Category is null ? Classifier.ProtocolCategory : mapping.IsPlaceholder(item.Value.Span) ? Classification.NoValue : mapping.Category);
        }

        known.UnionWith(label?.Is ?? []);
    }

    readonly record struct Case(MessagePart Part, string Key, string Value);
}
