using System.Text;
using System.Text.Json;
using Klikspaan.Knowledge;

namespace Klikspaan.Translating;

/// <summary>One value of a JSON file, with its place: within bounds, and without exceptions for what is no JSON.</summary>
sealed class JsonText
{
    const int Deepest = 24;
    const int LargestFile = 32 << 20;
    const int MostValues = 2_000_000;

    JsonText(JsonTokenType type, int offset) => (Type, Offset) = (type, offset);

    /// <summary>What it is: a string, number, true, false, null, or the beginning of an object or list.</summary>
    public JsonTokenType Type { get; }

    /// <summary>Where it begins, in bytes.</summary>
    public int Offset { get; }

    /// <summary>The text of a string; null for all else.</summary>
    public string? Text { get; private init; }

    /// <summary>The elements of a list, or the values of an object.</summary>
    public List<JsonText> Items { get; } = [];

    /// <summary>The names in an object, in the order of the file.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => Type == JsonTokenType.StartObject;

    /// <summary>Whether it is a list.</summary>
    public bool IsList => Type == JsonTokenType.StartArray;

    /// <summary>The value of that name; null when there is none, or it is null.</summary>
    public JsonText? Member(string name)
    {
        var index = Names.IndexOf(name);
        return index >= 0 && Items[index].Type != JsonTokenType.Null ? Items[index] : null;
    }

    /// <summary>Reads a file; null, and a problem with its place, when it is no JSON or too much.</summary>
    public static JsonText? Read(KnowledgeFile file, List<KnowledgeProblem> problems)
    {
        if (file.Bytes.Length > LargestFile)
        {
            problems.Add(new(file.Path, 1, 1, $"the file is larger than {LargestFile} bytes"));
            return null;
        }

        var reader = new Utf8JsonReader(file.Bytes.Span is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : file.Bytes.Span, new() { MaxDepth = Deepest });
        try
        {
            var count = 0;
            reader.Read();
            var root = Value(ref reader, ref count);
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            var line = (e.LineNumber ?? 0) + 1;
            problems.Add(new(file.Path, line, (e.BytePositionInLine ?? 0) + 1, $"not JSON that can be read: {Plain(e.Message)}"));
        }
        catch (InvalidOperationException e)
        {
            var (line, column) = Place(file.Bytes.Span, (int)reader.TokenStartIndex);
            problems.Add(new(file.Path, line, column, $"not text: {e.Message}"));
        }

        return null;
    }

    /// <summary>Line and column of an offset, from 1.</summary>
    public static (long Line, long Column) Place(ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..Math.Min(offset, bytes.Length)];
        return (before.Count((byte)'\n') + 1, before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1);
    }

    static JsonText Value(ref Utf8JsonReader reader, ref int count)
    {
        if (++count > MostValues)
        {
            throw new JsonException($"more than {MostValues} values");
        }

        var value = new JsonText(reader.TokenType, (int)reader.TokenStartIndex) { Text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null };
        while (value.IsObject || value.IsList)
        {
            reader.Read();
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                break;
            }

            if (value.IsObject)
            {
                value.Names.Add(reader.GetString()!);
                reader.Read();
            }

            value.Items.Add(Value(ref reader, ref count));
        }

        return value;
    }

    /// <summary>The message without the reader's own place, which is told already.</summary>
    static string Plain(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new StringBuilder(end < 0 ? message : message[..end]).Replace('\n', ' ').ToString();
    }
}
