namespace Klikspaan.Knowledge;

/// <summary>Which countries belong to the European Economic Area, and until when; read from <c>areas.yaml</c>.</summary>
/// <param name="EconomicArea">By ISO 3166 code, the last day that the law of the area held there; null while it holds.</param>
public sealed record Areas(IReadOnlyDictionary<string, DateOnly?> EconomicArea)
{
    /// <summary>Whether a country lay outside on a day; null where country, day or the area are not known.</summary>
    public bool? IsOutside(string country, DateOnly? day) =>
        country.Length != 2 || EconomicArea.Count == 0 || day is null ? null : !EconomicArea.TryGetValue(country, out var last) || last < day;
}
