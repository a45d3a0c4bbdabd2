using System.Text.Json;

namespace Klikspaan.Store;

/// <summary>A place of a value in the parts of its locator, which repeat from one to the next; the capture is left out.</summary>
/// <param name="Exchange">Number of the exchange.</param>
/// <param name="Part">The part of the request.</param>
/// <param name="Path">Exact path.</param>
/// <param name="Offset">Offset in the capture of the bytes that are cut out.</param>
/// <param name="Length">How many bytes of the capture.</param>
/// <param name="Chain">Steps from these to the layer.</param>
/// <param name="CutOffset">Offset of the value in its layer; -1 when it is all of it.</param>
/// <param name="CutLength">Length of the value in its layer.</param>
/// <param name="Step">The step from there to the value.</param>
readonly record struct DistinctPlace(
    int Exchange, MessagePart Part, string Path, long Offset, long Length, string Chain, int CutOffset, int CutLength, string Step)
{
    /// <summary>Writes it as a list.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Exchange);
        json.WriteStringValue(Masking.Show(Path));
        json.WriteNumberValue(Offset);
        json.WriteNumberValue(Length);
        json.WriteStringValue(Chain);
        json.WriteNumberValue(CutOffset);
        json.WriteNumberValue(CutLength);
        json.WriteStringValue(Step);
        json.WriteEndArray();
    }

    /// <summary>Reads it from a list at whose start the reader stands.</summary>
    public static DistinctPlace Read(ref Utf8JsonReader json, MessagePart part)
    {
        json.Read();
        return new(Int(ref json), part, Text(ref json), Long(ref json), Long(ref json), Text(ref json), Int(ref json), Int(ref json), End(ref json));
    }

    /// <summary>The place as a locator of a capture.</summary>
    public Locator In(string capture)
    {
        var steps = CutOffset < 0 ? Chain : Join(Chain, $"[{CutOffset}+{CutLength}]");
        return new(capture, Exchange, Part, Path, Offset, Length, Join(steps, Step));
    }

    static string Join(string left, string right) => left.Length == 0 ? right : right.Length == 0 ? left : $"{left}|{right}";

    static int Int(ref Utf8JsonReader json) => json.Read() ? json.GetInt32() : 0;

    static long Long(ref Utf8JsonReader json) => json.Read() ? json.GetInt64() : 0;

    static string Text(ref Utf8JsonReader json) => json.Read() ? json.GetString()! : "";

    static string End(ref Utf8JsonReader json)
    {
        var text = Text(ref json);
        json.Read();
        return text;
    }
}
