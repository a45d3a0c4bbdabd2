namespace Klikspaan.Reporting;

/// <summary>A sentence of the language files about the evidence. It becomes a <see cref="Fact"/> only with evidence.</summary>
/// <param name="Key">Its key below <c>facts</c>.</param>
/// <param name="Parameters">The names that stand in it in braces, in the order in which they are given.</param>
sealed record FactForm(string Key, IReadOnlyList<string> Parameters)
{
    /// <summary>Makes the sentence.</summary>
    public Fact Of(Evidence evidence, params IReadOnlyList<Parameter> values) => new(this, values, evidence);
}
