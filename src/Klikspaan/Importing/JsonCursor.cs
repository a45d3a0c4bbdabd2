using System.Buffers.Text;
using System.Numerics;

namespace Klikspaan.Importing;

/// <summary>
/// Walks over the JSON of one entry without making an object of anything. It checks all that it passes over, so it accepts
/// what Utf8JsonReader accepts. Once broken it stands at the end of nothing, so that every loop over it ends.
/// </summary>
ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    /// <summary>Most containers inside each other.</summary>
    public const int MaxDepth = 256;

    ReadOnlySpan<byte> text = json;
    ReadOnlySpan<byte> name;
    int at, depth;
    bool isFirst, isEscaped, isNameEscaped;

    /// <summary>Whether bytes were met that are not JSON.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether the member at which the cursor stands has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> expected) =>
        isNameEscaped ? JsonEscapes.TryUnescape(name, out var plain, out _) && expected.SequenceEqual(plain) : expected.SequenceEqual(name);

    /// <summary>The name of the member at which the cursor stands; empty when it is longer than this many bytes.</summary>
    public readonly string Name(int most) =>
        name.Length > most ? "" : System.Text.Encoding.UTF8.GetString(isNameEscaped && JsonEscapes.TryUnescape(name, out var plain, out _) ? plain : name);
    /// <summary>The name of the member at which the cursor stands.</summary>
    public readonly string Name() => System.Text.Encoding.UTF8.GetString(isNameEscaped && JsonEscapes.TryUnescape(name, out var plain, out _) ? plain : name);

    /// <summary>Enters the object that is the value here; anything else is passed over.</summary>
    public bool Object() => EnterOrSkip((byte)'{');

    /// <summary>Enters the list that is the value here; anything else is passed over.</summary>
    public bool List() => EnterOrSkip((byte)'[');

    /// <summary>Moves to the value of the next member of the object; false behind its end.</summary>
    public bool NextMember()
    {
        if (!Next((byte)'}') || !Expect((byte)'"'))
        {
            return false;
        }

        var (start, length) = Characters();
        name = text.Slice(start, length);
        isNameEscaped = isEscaped;
        _ = Peek();
        return Expect((byte)':');
    }

    /// <summary>Enters the next object of the list, past anything else in it; false behind its end.</summary>
    public bool NextObject()
    {
        while (Next((byte)']'))
        {
            if (Object())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves to the next element of the list; false behind its end.</summary>
    public bool NextItem() => Next((byte)']');

    /// <summary>Passes over the value here.</summary>
    public void Skip()
    {
        switch (Peek())
        {
            case (byte)'"':
                at++;
                _ = Characters();
                break;
            case (byte)'{':
                for (Enter(); NextMember();)
                {
                    Skip();
                }

                break;
            case (byte)'[':
                for (Enter(); Next((byte)']');)
                {
                    Skip();
                }

                break;
            default:
                Scalar();
                break;
        }
    }

    /// <summary>The string that is the value here, with its place in the entry; null for anything else.</summary>
    public JsonText? String(CaptureEntry entry)
    {
        if (Peek() != '"')
        {
            Skip();
            return null;
        }

        at++;
        var (start, length) = Characters();
        return IsBroken ? null : JsonText.At(entry, start, length, isEscaped);
    }

    /// <summary>The string that is the value here, or what stands there instead of one, such as an object; null for null.</summary>
    public JsonText? Any(CaptureEntry entry)
    {
        if (Peek() is (byte)'"' or (byte)'n')
        {
            return String(entry);
        }

        var start = at;
        Skip();
        return IsBroken ? null : JsonText.At(entry, start, at - start, false);
    }

    /// <summary>The string that is the value here as text; empty for anything else.</summary>
    public string Text(CaptureEntry entry) => String(entry)?.ToString() ?? "";

    /// <summary>Whether the value here is the word true.</summary>
    public bool IsTrue()
    {
        var isTrue = Peek() == 't';
        Skip();
        return isTrue && !IsBroken;
    }

    /// <summary>The whole number that is the value here; null for anything else.</summary>
    public long? Number()
    {
        var (isNumber, start) = (Peek() is (byte)'-' or (>= (byte)'0' and <= (byte)'9'), at);
        Skip();
        return isNumber && !IsBroken && Utf8Parser.TryParse(text[start..at], out long number, out var used) && used == at - start ? number : null;
    }

    bool EnterOrSkip(byte open)
    {
        if (Peek() != open)
        {
            Skip();
            return false;
        }

        return Enter();
    }

    bool Enter()
    {
        at++;
        isFirst = true;
        return depth++ < MaxDepth || Fail();
    }

    /// <summary>Moves over the comma to what follows in a container; false behind its end.</summary>
    bool Next(byte close)
    {
        var next = Peek();
        if (next == close)
        {
            at++;
            depth--;
            isFirst = false;
            return false;
        }

        if (!isFirst && !Expect((byte)','))
        {
            return false;
        }

        isFirst = false;
        return Peek() != 0;
    }

    bool Expect(byte expected)
    {
        if (at >= text.Length || text[at] != expected)
        {
            return Fail();
        }

        at++;
        return true;
    }

    /// <summary>The next byte that is not white space, at which the cursor then stands; 0 when there is none, which is no JSON.</summary>
    byte Peek()
    {
        var rest = text;
        for (var i = at; (uint)i < (uint)rest.Length; i++)
        {
            var next = rest[i];
            if (next > ' ')
            {
                at = i;
                return next;
            }

            if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                break;
            }
        }

        Fail();
        return 0;
    }

    /// <summary>Moves behind the string in whose beginning the cursor stands; tells where it stands without its quotation marks.</summary>
    (int Start, int Length) Characters()
    {
        var start = at;
        isEscaped = false;
        while (true)
        {
            while (at <= text.Length - JsonWord.Size && Word())
            {
            }

            at = JsonParts.Special(text, at);
            if (at >= text.Length || text[at] < ' ')
            {
                Fail();
                return default;
            }

            if (text[at] == '"')
            {
                at++;
                return (start, at - 1 - start);
            }

            isEscaped = true;
            if (!Escape())
            {
                return default;
            }
        }
    }

    /// <summary>Moves over sixty-four bytes of a string; false, and as far as all is plain, when there is something else among them.</summary>
    bool Word()
    {
        var word = JsonWord.ReadText(text.Slice(at, JsonWord.Size), out var stops);
        if (word.Backslashes == 0)
        {
            stops |= word.Quotes;
            at += BitOperations.TrailingZeroCount(stops);
            return stops == 0;
        }

        var escaped = word.Escaped(out var isCut);
        stops |= word.Quotes & ~escaped;
        for (var others = escaped & ~(word.Quotes | word.Backslashes); others != 0; others &= others - 1)
        {
            // Most escapes are of quotation marks and backslashes.
            stops |= JsonEscapes.Short(text[at + BitOperations.TrailingZeroCount(others)]) == 0 ? others & ~(others - 1) : 0;
        }

        var stop = BitOperations.TrailingZeroCount(stops);
        isEscaped |= stop > 0 && word.Backslashes << (64 - stop) != 0;
        if (stops == 0)
        {
            at += isCut ? JsonWord.Size - 1 : JsonWord.Size;
            return true;
        }

        at += (escaped >> stop & 1) != 0 ? stop - 1 : stop;
        return false;
    }

    bool Escape()
    {
        var length = JsonParts.Escape(text[at..]);
        at += length;
        return length > 0 || Fail();
    }

    void Scalar()
    {
        var length = JsonParts.Scalar(text[at..]);
        at += length;
        if (length == 0)
        {
            Fail();
        }
    }

    bool Fail()
    {
        text = default;
        at = 0;
        IsBroken = true;
        return false;
    }
}
