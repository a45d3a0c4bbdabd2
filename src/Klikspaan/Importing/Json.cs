using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>Called with the reader at the name of a member; it must read the member's value.</summary>
delegate void JsonMember(ref Utf8JsonReader reader);

/// <summary>Small moves over JSON whose members may be of any type.</summary>
static class Json
{
    /// <summary>Moves to the name of the next member of the object; false at its end.</summary>
    public static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Reads the object that is the value here; anything else is passed over.</summary>
    public static void Object(ref Utf8JsonReader reader, JsonMember member)
    {
        ToValue(ref reader);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (Next(ref reader))
        {
            member(ref reader);
        }
    }

    /// <summary>Reads the list of objects that is the value here; anything else is passed over.</summary>
    public static void Objects(ref Utf8JsonReader reader, Action begin, JsonMember member, Action end)
    {
        ToValue(ref reader);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            begin();
            while (Next(ref reader))
            {
                member(ref reader);
            }

            end();
        }
    }

    /// <summary>The string that is the value here, with its place in the entry; null for anything else.</summary>
    public static JsonText? String(ref Utf8JsonReader reader, CaptureEntry entry)
    {
        ToValue(ref reader);
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        var offset = (int)reader.TokenStartIndex + 1;
        return new(entry.Bytes.Slice(offset, reader.ValueSpan.Length), entry.Offset + offset, reader.ValueIsEscaped);
    }

    /// <summary>The string that is the value here, or what stands there instead of one, such as an object; null for null.</summary>
    public static JsonText? Any(ref Utf8JsonReader reader, CaptureEntry entry)
    {
        ToValue(ref reader);
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
        {
            return String(ref reader, entry);
        }

        var offset = (int)reader.TokenStartIndex;
        reader.Skip();
        return new(entry.Bytes[offset..(int)reader.BytesConsumed], entry.Offset + offset, false);
    }

    /// <summary>The string that is the value here as text; empty for anything else.</summary>
    public static string Text(ref Utf8JsonReader reader, CaptureEntry entry) => String(ref reader, entry)?.ToString() ?? "";

    /// <summary>The whole number that is the value here; null for anything else.</summary>
    public static long? Number(ref Utf8JsonReader reader)
    {
        ToValue(ref reader);
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt64(out var number) ? number : null;
        }

        reader.Skip();
        return null;
    }

    static void ToValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
        }
    }
}
