namespace Klikspaan;

/// <summary>In how many pairs of runs, that differ in one thing, a value was the same.</summary>
/// <param name="Change">What differed.</param>
/// <param name="Same">Pairs in which it was the same.</param>
/// <param name="Pairs">All pairs in which the field had a value.</param>
public sealed record KeptOver(ContextChange Change, int Same, int Pairs);
