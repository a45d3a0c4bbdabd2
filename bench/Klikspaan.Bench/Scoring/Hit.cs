using System.Text.Json.Serialization;

namespace Klikspaan.Bench.Scoring;

/// <summary>What a program says that it found, in a line of JSON: <c>klikspaan show planted --format ndjson</c> has these members.</summary>
sealed record Hit([property: JsonPropertyName("label")] string Label, [property: JsonPropertyName("exchange")] int Exchange);
