using System.Text.Json.Serialization;

namespace Klikspaan.Bench.Generating;

/// <summary>What was put where: a line of the truth (planted values) or of the near misses.</summary>
/// <param name="Entry">Number of the entry, from 1.</param>
/// <param name="Label">Label of the value.</param>
/// <param name="Form">Form that it stands in, or kind of near miss.</param>
/// <param name="Place">Part of the request: query, path, header, cookie, body or message.</param>
/// <param name="Layers">Steps from that part to the text that holds the literal.</param>
/// <param name="Literal">What stands there.</param>
/// <param name="Start">First byte of the entry in the file.</param>
/// <param name="End">The byte after its last.</param>
sealed record TruthRow(
    [property: JsonPropertyName("entry")] int Entry,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("form")] string Form,
    [property: JsonPropertyName("place")] string Place,
    [property: JsonPropertyName("layers")] IReadOnlyList<string> Layers,
    [property: JsonPropertyName("literal")] string Literal,
    [property: JsonPropertyName("start")] long Start,
    [property: JsonPropertyName("end")] long End);
