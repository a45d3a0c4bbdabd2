namespace Klikspaan;

/// <summary>Of which class data are, as far as they were observed, and by what that is known.</summary>
/// <param name="Class">The class.</param>
/// <param name="Basis">What it rests on, in a few words.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Source">Where that was learned, as <c>file#source</c>; empty where the reason stands by itself.</param>
public sealed record ObservedClass(DataClass Class, string Basis, string Reason, string Source)
{
    /// <summary>The statement of a tester that it rests on; null for any other basis.</summary>
    public StepNeed? Need { get; init; }
}
