namespace Klikspaan.Knowledge;

/// <summary>A condition of a risk: that there is a finding of a kind, about certain things where it says so.</summary>
/// <param name="Kind">Id of the kind of finding.</param>
/// <param name="Where">Fields that the finding must have, by name; empty for any finding of the kind.</param>
public sealed record RiskTrigger(string Kind, IReadOnlyDictionary<string, string> Where)
{
    /// <summary>Whether a finding of this kind with these fields meets it.</summary>
    public bool IsMetBy(string kind, IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return kind == Kind && Where.All(w => fields.TryGetValue(w.Key, out var value) && value.Equals(w.Value, StringComparison.OrdinalIgnoreCase));
    }
}
