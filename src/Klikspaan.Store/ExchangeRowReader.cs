using System.Text.Json;

namespace Klikspaan.Store;

/// <summary>
/// Reads rows of exchanges as this version writes them: the members in their order, which the seal of the index vouches for.
/// </summary>
/// <remarks>Cost: one pass over the bytes; what a row has in common with the one before is one object, so a row makes few of its own.</remarks>
static class ExchangeRowReader
{
    const int LeastRoom = 1 << 16;

    /// <summary>The rows of a file, in its order; <see cref="JsonException"/> at one that this version did not write.</summary>
    /// <param name="file">The file.</param>
    /// <param name="withCategories">Whether the counts of categories, which are half of the work, are wanted.</param>
    public static IEnumerable<ExchangeRow> Read(string file, bool withCategories)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var room = new byte[LeastRoom];
        ExchangeRow? last = null;
        int from = 0, to = 0;
        while (true)
        {
            for (int end; (end = room.AsSpan(from, to - from).IndexOf((byte)'\n')) >= 0; from += end + 1)
            {
                yield return last = Read(room.AsSpan(from, end), last, withCategories);
            }

            room.AsSpan(from, to - from).CopyTo(room);
            (from, to) = (0, to - from);
            if (to == room.Length)
            {
                Array.Resize(ref room, room.Length * 2);
            }

            var read = stream.Read(room.AsSpan(to));
            if (read == 0)
            {
                break;
            }

            to += read;
        }

        if (to > 0)
        {
            yield return Read(room.AsSpan(0, to), last, withCategories);
        }
    }

    static ExchangeRow Read(ReadOnlySpan<byte> line, ExchangeRow? last, bool withCategories)
    {
        var json = new Utf8JsonReader(line);
        Expect(ref json, JsonTokenType.StartObject);
        return new(
            (int)Long(ref json), Long(ref json), Long(ref json), Time(ref json), Text(ref json, last?.Method), Text(ref json, last?.Scheme), Text(ref json, last?.Host),
            (int?)Number(ref json), Text(ref json, last?.Path), (int?)Number(ref json), Number(ref json), Long(ref json), Text(ref json, last?.Protocol),
            (int)Long(ref json), (int)Long(ref json), Long(ref json), Long(ref json), Long(ref json), (int)Long(ref json), (int)Long(ref json),
            Texts(ref json, last?.Decode), Text(ref json, last?.Operator), Text(ref json, last?.OperatorSource), Text(ref json, last?.Country),
            Text(ref json, last?.OnBehalfOf), Text(ref json, last?.OnBehalfOfSource), Text(ref json, last?.RegistrableDomain), Text(ref json, last?.Kind),
            Text(ref json, last?.Process), (int?)Number(ref json), withCategories ? Categories(ref json, last?.Categories) : []);
    }

    static void Next(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.PropertyName);
        json.Read();
    }

    static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw new JsonException("a row of an index that this version did not write");
        }
    }

    static long Long(ref Utf8JsonReader json)
    {
        Next(ref json);
        return json.GetInt64();
    }

    static long? Number(ref Utf8JsonReader json)
    {
        Next(ref json);
        return json.TokenType == JsonTokenType.Null ? null : json.GetInt64();
    }

    static DateTimeOffset? Time(ref Utf8JsonReader json)
    {
        Next(ref json);
        return json.TokenType == JsonTokenType.Null ? null : json.GetDateTimeOffset();
    }

    static string Text(ref Utf8JsonReader json, string? last)
    {
        Next(ref json);
        return Same(ref json, last);
    }

    /// <summary>The text of a string: the object that stood in the last row, if it is equal.</summary>
    static string Same(ref Utf8JsonReader json, string? last) => last is not null && json.ValueTextEquals(last) ? last : json.GetString()!;

    static List<string> Texts(ref Utf8JsonReader json, IReadOnlyList<string>? last)
    {
        List<string>? texts = null;
        Next(ref json);
        while (json.Read() && json.TokenType == JsonTokenType.String)
        {
            var known = last?.ElementAtOrDefault(texts?.Count ?? 0);
            (texts ??= []).Add(Same(ref json, known));
        }

        return texts ?? [];
    }

    static List<CategoryCount> Categories(ref Utf8JsonReader json, IReadOnlyList<CategoryCount>? last)
    {
        List<CategoryCount>? categories = null;
        Next(ref json);
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var known = last?.ElementAtOrDefault(categories?.Count ?? 0);
            (categories ??= []).Add(new(Text(ref json, known?.OnBehalfOf), Text(ref json, known?.Category), Long(ref json)));
            Expect(ref json, JsonTokenType.EndObject);
        }

        return categories ?? [];
    }
}
