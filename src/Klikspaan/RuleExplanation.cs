using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>Tells in words what a rule goes by, what it is worth, and where it is known to be wrong.</summary>
public static class RuleExplanation
{
    /// <summary>The explanation, as lines of text.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="knowledge">All facts.</param>
    /// <param name="figure">What was measured of it on the recorded samples.</param>
    public static IReadOnlyList<string> Write(DetectionRule rule, KnowledgeBase knowledge, RuleFigure figure)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(figure);
        var category = knowledge.Categories[rule.Category];
        return
        [
            $"rules/{rule.Id}: {category.Name}",
            rule.Reason,
            "",
            "1. Goes by",
            .. Line("names of fields", rule.Keys),
            .. Line("not for names of fields", rule.NotKeys),
            .. Line("shapes of values", rule.Shapes),
            .. Line("beginnings of values", rule.Prefixes.Where(p => !rule.Lengths.ContainsKey(p)).Concat(rule.PrefixBytes.Select(b => "0x" + b))),
            .. Line("beginnings of values, with how many characters these have", rule.Lengths.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key} {l.Value}"))),
            .. Line("names of what the field stands in", rule.In),
            .. rule.TellsApart ? ["   not for values of one character, noughts alone, -1, true, false, null, none, n/a, unknown and undefined"] : (string[])[],
            .. Line("parts of the request", rule.Parts.Select(p => p.Name())),
            "",
            "2. Measured on labelled values",
            "   of the recorded samples: " + Figure(figure),
            "   of the corpus: " + Corpus(rule, knowledge),
            "   " + State(rule, knowledge, figure),
            .. rule.Kind.Length > 0 ? [$"   it speaks of one kind of what its category holds, {rule.Kind}; of others it misses nothing"] : (string[])[],
            .. rule.AlsoRight.Count > 0 ? [$"   it counts as right, too, for {string.Join(", ", rule.AlsoRight)}: it says less than these"] : (string[])[],
            "",
            "3. Known to be wrong for",
            .. rule.FalsePositives.Select(f => "   " + f),
            .. rule.Examples.Where(e => e.IsWrong).Select(e => $"   {e.Path} = {e.Value}"),
            "",
            "4. Examples",
            .. rule.Examples.Where(e => !e.IsWrong).Select(e => $"   {(e.Matches ? "matches       " : "does not match")} {e.Path} = {(category.IsSecret ? "(not shown)" : e.Value)}"),
            .. rule.Source.Length > 0 ? ["", $"Source: {rule.Source}"] : (string[])[],
        ];
    }

    /// <summary>The figures of a rule on one line.</summary>
    public static string Figure(RuleFigure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return string.Create(CultureInfo.InvariantCulture,
            $"{figure.Cases} cases: {figure.Right} right, {figure.Wrong} wrong, {figure.Missed} missed; precision {Share(figure.Precision, figure.Right + figure.Wrong)}, recall {Share(figure.Recall, figure.Found + figure.Missed)}");
    }

    /// <summary>The figures of a rule on the corpus on one line, with the day of which they are.</summary>
    public static string Corpus(DetectionRule rule, KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(knowledge);
        return knowledge.Corpus.Measured.Length == 0 ? "never measured"
            : knowledge.Corpus.Figures.GetValueOrDefault(rule.Id)?.Digest != rule.Digest ? "not measured since the rule was changed"
            : $"({knowledge.Corpus.Measured}) {Figure(knowledge.CorpusFigureOf(rule))}";
    }

    /// <summary>The state of a rule, and why it has that.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="knowledge">All facts.</param>
    /// <param name="figure">What was measured of it on the recorded samples, by which it can be confirmed; what was measured on the corpus can take that away.</param>
    public static string State(DetectionRule rule, KnowledgeBase knowledge, RuleFigure figure)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(figure);
        var category = knowledge.Categories[rule.Category];
        var lowest = RuleFigure.LowestPrecision.ToString("0.00", CultureInfo.InvariantCulture);
        return category.IsListed ? $"{RuleState.NeedsConfirmation.Name()}: no figure makes a rule claim a {category.Kind}"
            : knowledge.CorpusFigureOf(rule).IsContradicted ? $"{RuleState.NeedsConfirmation.Name()}: precision on the corpus below {lowest}"
            : figure.IsConfirmed ? RuleState.Measured.Name()
            : figure.Precision is null ? $"{RuleState.NeedsConfirmation.Name()}: too few cases in the recorded samples"
            : $"{RuleState.NeedsConfirmation.Name()}: precision below {lowest}";
    }

    /// <summary>Cut, never rounded up: 0.9499 is no 0.95.</summary>
    static string Share(double? share, int of) =>
        share is { } value ? (Math.Floor(value * 1000) / 1000).ToString("0.000", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"no figure ({of} < {RuleFigure.FewestCases})");

    static IEnumerable<string> Line(string what, IEnumerable<string> values) => values.Any() ? [$"   {what}: {string.Join(", ", values)}"] : [];
}
