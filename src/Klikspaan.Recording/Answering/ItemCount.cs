using System.Text.Json;
using Klikspaan.Decoding;

namespace Klikspaan.Recording.Answering;

/// <summary>Counts the items that a request sent, for receivers that say how many they took.</summary>
static class ItemCount
{
    static readonly Limits Bounds = new() { LayerBytes = 16 << 20 };

    /// <summary>Names under which a batch holds its items.</summary>
    static readonly string[] ListNames = ["items", "events", "batch"];

    /// <summary>
    /// The elements of a JSON list, or of the list in a batch; the values of a sequence of JSON; else 1.
    /// What cannot be read counts up to where it could be.
    /// </summary>
    public static int Count(AnswerRequest request)
    {
        var bytes = Inflate(request);
        try
        {
            return Math.Max(1, CountValues(bytes.Span));
        }
        catch (JsonException)
        {
            return 1;
        }
    }

    static ReadOnlyMemory<byte> Inflate(AnswerRequest request)
    {
        var bytes = request.Content.Span;
        var name = bytes.StartsWith(new byte[] { 0x1F, 0x8B }) ? "gzip"
            : bytes.StartsWith(new byte[] { 0x28, 0xB5, 0x2F, 0xFD }) ? "zstd"
            : request.Field("content-encoding").Trim().ToLowerInvariant() switch { "br" => "br", "deflate" => "zlib", _ => "" };
        return Transforms.Find(name) is { } transform && transform.TryDecode(bytes, Bounds, out var decoded, out _) ? decoded : request.Content;
    }

    static int CountValues(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Disallow });
        var (values, inFirst) = (0, 0);
        try
        {
            while (reader.Read())
            {
                values++;
                var inside = Inside(ref reader);
                inFirst = values == 1 ? inside : inFirst;
            }
        }
        catch (JsonException) when (values > 1)
        {
            return values;
        }

        return values == 1 && inFirst > 0 ? inFirst : values;
    }

    /// <summary>Reads past one value, and counts the elements if it is a list or holds one under a known name.</summary>
    static int Inside(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return Elements(ref reader);
        }

        var count = 0;
        while (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == depth && reader.Read())
        {
            while (reader.TokenType == JsonTokenType.PropertyName)
            {
                var isList = IsListName(ref reader);
                reader.Read();
                if (isList && reader.TokenType == JsonTokenType.StartArray)
                {
                    count = Math.Max(count, Elements(ref reader));
                }
                else
                {
                    reader.Skip();
                }

                reader.Read();
            }
        }

        return count;
    }

    static bool IsListName(ref Utf8JsonReader reader)
    {
        foreach (var name in ListNames)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    static int Elements(ref Utf8JsonReader reader)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            reader.Skip();
        }

        return count;
    }
}
