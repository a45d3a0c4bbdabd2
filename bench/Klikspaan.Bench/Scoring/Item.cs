using System.Text.Json.Serialization;

namespace Klikspaan.Bench.Scoring;

/// <summary>A value and what the product says of it: a line of <c>klikspaan show items --format ndjson</c>.</summary>
sealed record Item(
    [property: JsonPropertyName("exchange")] int Exchange,
    [property: JsonPropertyName("value")] string Value,
    [property: JsonPropertyName("rule")] string Rule,
    [property: JsonPropertyName("basis")] string Basis);
