namespace Klikspaan.Decoding;

/// <summary>
/// Reads JSON values that follow each other, token by token, and makes no object of anything. It accepts what Utf8JsonReader accepts, and
/// says where it stopped without an exception: much of what is tried as JSON is none.
/// </summary>
/// <param name="json">The bytes.</param>
/// <param name="maxDepth">Most containers inside each other.</param>
/// <param name="lists">Room for a bit for each of them.</param>
ref struct JsonTokens(ReadOnlySpan<byte> json, int maxDepth, Span<ulong> lists)
{
    readonly ReadOnlySpan<byte> text = json;
    readonly Span<ulong> lists = lists;
    Expected expected = Expected.Next;
    int depth;
    bool isInList;

    enum Expected
    {
        /// <summary>What follows a value: a comma, the end of the container, or outside of any the next value.</summary>
        Next,

        /// <summary>The first of a container, or its end.</summary>
        First,

        /// <summary>A value.</summary>
        Value,

        /// <summary>A name.</summary>
        Name,
    }

    /// <summary>Where the token stands: of a string or name, what is between the quotation marks.</summary>
    public int Start { get; private set; }

    /// <summary>How long it is.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the string or name holds an escape.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>Where the last sound token ended.</summary>
    public int Consumed { get; private set; }

    /// <summary>Whether reading stopped at what is no JSON.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether reading stopped at a container too many.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>The bytes of the token.</summary>
    public readonly ReadOnlySpan<byte> Value => text.Slice(Start, Length);

    /// <summary>Moves to the next token; <see cref="JsonToken.None"/> at the end and at what is no JSON.</summary>
    public JsonToken Read()
    {
        var at = White(Consumed);
        var may = expected;
        if (may == Expected.Next)
        {
            may = depth == 0 ? Expected.Value : Expected.Next;
            if (depth > 0 && at < text.Length && text[at] == ',')
            {
                at = White(at + 1);
                may = isInList ? Expected.Value : Expected.Name;
            }
        }

        if (at >= text.Length)
        {
            IsBroken = depth > 0;
            return JsonToken.None;
        }

        switch (text[at])
        {
            case (byte)'"' when may != Expected.Next:
                return Word(at + 1, isName: depth > 0 && !isInList && may != Expected.Value);
            case (byte)'{' when IsValue(may):
                return Open(at, JsonToken.Object);
            case (byte)'[' when IsValue(may):
                return Open(at, JsonToken.List);
            case (byte)'}' when IsEnd(may) && !isInList:
            case (byte)']' when IsEnd(may) && isInList:
                return Close(at);
            default:
                return IsValue(may) ? Scalar(at) : Break();
        }
    }

    readonly bool IsValue(Expected may) => may == Expected.Value || (may == Expected.First && isInList);

    static bool IsEnd(Expected may) => may is Expected.Next or Expected.First;

    readonly int White(int from)
    {
        var bytes = text;
        var i = from;
        while ((uint)i < (uint)bytes.Length && bytes[i] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            i++;
        }

        return i;
    }

    JsonToken Open(int at, JsonToken token)
    {
        if (depth == maxDepth)
        {
            IsTooDeep = true;
            return Break();
        }

        ref var bits = ref lists[depth / 64];
        var bit = 1UL << (depth % 64);
        isInList = token == JsonToken.List;
        bits = isInList ? bits | bit : bits & ~bit;
        depth++;
        expected = Expected.First;
        return Take(token, at, 1, at + 1);
    }

    JsonToken Close(int at)
    {
        depth--;
        isInList = depth > 0 && (lists[(depth - 1) / 64] >> ((depth - 1) % 64) & 1) != 0;
        expected = Expected.Next;
        return Take(JsonToken.End, at, 1, at + 1);
    }

    JsonToken Word(int start, bool isName)
    {
        IsEscaped = false;
        var at = JsonParts.Special(text, start);
        while (at < text.Length && text[at] == '\\')
        {
            IsEscaped = true;
            var escape = JsonParts.Escape(text[at..]);
            if (escape == 0)
            {
                return Break();
            }

            at = JsonParts.Special(text, at + escape);
        }

        if (at >= text.Length || text[at] != '"')
        {
            return Break();
        }

        if (!isName)
        {
            expected = Expected.Next;
            return Take(JsonToken.String, start, at - start, at + 1);
        }

        var colon = White(at + 1);
        if (colon >= text.Length || text[colon] != ':')
        {
            return Break();
        }

        expected = Expected.Value;
        return Take(JsonToken.Name, start, at - start, colon + 1);
    }

    JsonToken Scalar(int at)
    {
        var length = JsonParts.Scalar(text[at..]);
        if (length == 0 || (text[at] <= '9' && !IsEndOfNumber(at + length)))
        {
            return Break();
        }

        expected = Expected.Next;
        return Take(text[at] == 'n' ? JsonToken.Null : JsonToken.Scalar, at, length, at + length);
    }

    /// <summary>Whether a number can end before this place: one that stands at the end of what was cut off may have gone on.</summary>
    readonly bool IsEndOfNumber(int at) => at == text.Length ? depth == 0 : ",}] \n\r\t/"u8.Contains(text[at]);

    JsonToken Take(JsonToken token, int start, int length, int end)
    {
        (Start, Length, Consumed) = (start, length, end);
        return token;
    }

    JsonToken Break()
    {
        IsBroken = true;
        return JsonToken.None;
    }
}
