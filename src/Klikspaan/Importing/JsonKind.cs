using System.Collections.Frozen;
using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>The kind of a metadata record of our own recordings, told by the first bytes of its JSON.</summary>
static class JsonKind
{
    /// <summary>Kinds that are no exchange, or belong to one.</summary>
    public static FrozenSet<string> Others { get; } = FrozenSet.Create("run", "exchange", "output", "end");

    /// <summary>The member <c>kind</c>; empty when it is not among these bytes.</summary>
    public static string Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return "";
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isKind = reader.ValueTextEquals("kind"u8);
                if (!reader.Read())
                {
                    return "";
                }

                if (isKind)
                {
                    return reader.TokenType == JsonTokenType.String ? System.Text.Encoding.UTF8.GetString(reader.ValueSpan) : "";
                }

                if (!reader.TrySkip())
                {
                    return "";
                }
            }
        }
        catch (JsonException)
        {
            return "";
        }

        return "";
    }

    /// <summary>Where a text member of the outermost object stands, between its quotation marks, and whether it is escaped; null when there is none.</summary>
    public static (int At, int Length, bool IsEscaped)? Text(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(name))
            {
                return reader.Read() && reader.TokenType == JsonTokenType.String ? ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped) : null;
            }
        }

        return null;
    }
}
