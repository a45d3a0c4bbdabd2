using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Of which class data are: what the machine observed, and what people decided, both kept.</summary>
/// <param name="Observed">What the machine proposes.</param>
/// <param name="Judgements">The judgements that count: of those that are about the value, those that say most of it.</param>
sealed record JudgedClass(ObservedClass Observed, IReadOnlyList<ClassJudgement> Judgements)
{
    /// <summary>The judgements that mark it as on a list of article 9, 10 or 87 GDPR: of those that are about the value, those that say most of it.</summary>
    public IReadOnlyList<ClassJudgement> Marked { get; init; } = [];

    /// <summary>All that people said of it, each judgement once.</summary>
    public IEnumerable<ClassJudgement> All => Judgements.Concat(Marked).Distinct();

    /// <summary>The lists that it is on: by what was found in it, and by whom it was marked.</summary>
    /// <param name="found">Those by what was found in it.</param>
    public string Lists(string found) => string.Join(", ", new[] { found }.Where(f => f.Length > 0).Concat(Marked.Select(m => $"{m.List} (marked by {m.By}, {m.Date})")).Distinct());

    /// <summary>Where people decided otherwise of the same.</summary>
    public const string Contradicting = "contradicting judgements";

    /// <summary>The class that counts: what a person decided, else what was observed.</summary>
    public string Class => Judgements.Select(j => j.Class).OfType<DataClass>().Distinct().ToList() switch
    {
        [] => Observed.Class.Name(),
        [var one] => one.Name(),
        _ => Contradicting,
    };

    /// <summary>What is known of storage at the recipient.</summary>
    public string Storage => Judgements.Select(j => j.Storage).Where(s => s.Length > 0).Distinct().ToList() switch
    {
        [] => Observed.Basis == ClassFacts.RecordBasis ? "vendor record" : Classification.NotEstablished,
        [var one] => one,
        _ => Contradicting,
    };

    /// <summary>Where a judgement was made when the machine proposed something else than now.</summary>
    public IEnumerable<ClassJudgement> Changed => Judgements.Where(j => j.Machine.Length > 0 && j.Machine != Observed.Class.Name());
}
