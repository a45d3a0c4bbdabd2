using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Klikspaan.Store;

/// <summary>How index rows are written as JSON.</summary>
[JsonSerializable(typeof(ExchangeRow))]
[JsonSerializable(typeof(PlantedRow))]
[JsonSerializable(typeof(ProblemRow))]
[JsonSerializable(typeof(IndexSeal))]
[JsonSerializable(typeof(SightingFile))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
sealed partial class IndexJson : JsonSerializerContext
{
    /// <summary>Text is left readable; the output is JSON lines, never HTML.</summary>
    public static JsonWriterOptions Text { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The context with text left readable.</summary>
    public static IndexJson Readable { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    });
}
