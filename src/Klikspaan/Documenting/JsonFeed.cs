using System.Text.Json;

namespace Klikspaan.Documenting;

/// <summary>The tokens of JSON in a file, one at a time, with the line in which each stands; only a part of the file is held.</summary>
/// <param name="stream">The file.</param>
/// <param name="mostToken">Most bytes of one token.</param>
/// <param name="mostFile">Most bytes of the file.</param>
sealed class JsonFeed(Stream stream, int mostToken, long mostFile)
{
    const int Deepest = 64;
    JsonReaderState state = new(new() { MaxDepth = Deepest, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    byte[] block = new byte[64 << 10];
    long left = mostFile;
    int from, to;
    bool isEnd;

    /// <summary>What the token is.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>The text of a name or string; empty for others.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How deep the token stands.</summary>
    public int Depth { get; private set; }

    /// <summary>Line of the token, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>What is wrong; empty while nothing is.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Goes to the first brace of the file, as a script begins with the name that it gives to the object.</summary>
    public bool Begin()
    {
        if (Seek())
        {
            return true;
        }

        Fault = "the file holds no object";
        return false;
    }

    /// <summary>Tells what is wrong, or that more follows the object.</summary>
    public void End(DocumentationDraft draft)
    {
        if (Fault.Length > 0)
        {
            draft.Report(Line, $"{Fault}: what follows was not read");
        }
        else if (Seek())
        {
            draft.Report(Line, "another object follows the first: it was not read");
        }
        else if (left == 0)
        {
            draft.Report(Line, "the file is longer than what is read of one: the rest was not read");
        }
    }

    bool Seek()
    {
        while (from < to || Fill())
        {
            var rest = block.AsSpan(from, to - from);
            var brace = rest.IndexOf((byte)'{');
            Line += rest[..(brace < 0 ? rest.Length : brace)].Count((byte)'\n');
            from += brace < 0 ? rest.Length : brace;
            if (brace >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the next token; false at the end, or where something is wrong.</summary>
    public bool Read()
    {
        while (Fault.Length == 0)
        {
            try
            {
                var reader = new Utf8JsonReader(block.AsSpan(from, to - from), isEnd, state);
                if (reader.Read())
                {
                    Take(ref reader);
                    return true;
                }

                // What was read without a token is space.
                Line += block.AsSpan(from, (int)reader.BytesConsumed).Count((byte)'\n');
                from += (int)reader.BytesConsumed;
                state = reader.CurrentState;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // The message of the parser can quote what stands there.
                Fault = e is JsonException json ? $"not JSON (byte {json.BytePositionInLine} of the {(json.LineNumber > 0 ? "following" : "same")} line)" : "a text that is no UTF-8";
                return false;
            }

            if (isEnd)
            {
                Fault = "the file ends within the object";
            }
            else if (!Fill() && to - from >= mostToken)
            {
                Fault = $"a text of more than {mostToken} bytes";
            }
        }

        return false;
    }

    /// <summary>Passes over the value that begins with this token, or with the next one where this is a name.</summary>
    public bool Skip()
    {
        if (Type == JsonTokenType.PropertyName && !Read())
        {
            return false;
        }

        if (Type is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            var depth = Depth;
            do
            {
                if (!Read())
                {
                    return false;
                }
            }
            while (Depth > depth);
        }

        return true;
    }

    void Take(ref Utf8JsonReader reader)
    {
        Type = reader.TokenType;
        Text = Type is JsonTokenType.PropertyName or JsonTokenType.String ? reader.GetString()! : "";
        Depth = reader.CurrentDepth;
        Line += block.AsSpan(from, (int)reader.BytesConsumed).Count((byte)'\n');
        from += (int)reader.BytesConsumed;
        state = reader.CurrentState;
    }

    /// <summary>Makes room and reads on; false where nothing came.</summary>
    bool Fill()
    {
        if (from > 0)
        {
            block.AsSpan(from, to - from).CopyTo(block);
            (from, to) = (0, to - from);
        }

        if (to == block.Length)
        {
            if (block.Length >= mostToken)
            {
                return false;
            }

            Array.Resize(ref block, Math.Min(mostToken, block.Length * 2));
        }

        var read = left > 0 ? stream.Read(block, to, (int)Math.Min(block.Length - to, left)) : 0;
        (left, to, isEnd) = (left - read, to + read, read == 0);
        return read > 0;
    }
}
