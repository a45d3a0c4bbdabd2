namespace Klikspaan.Importing;

/// <summary>The request or the answer of a transaction: what stands in it, and where.</summary>
sealed class CharlesMessage(CaptureEntry entry, bool isRequest)
{
    /// <summary>Whether there is one.</summary>
    public bool IsThere { get; private set; }

    /// <summary>Its header fields.</summary>
    public List<(JsonText Name, JsonText Value)> Fields { get; } = Empty(isRequest ? entry.Pairs : null);

    /// <summary>Whether its head holds anything.</summary>
    public bool HasHead { get; private set; }

    /// <summary>The status of an answer.</summary>
    public int? Status { get; private set; }

    /// <summary>How many bytes its head had.</summary>
    public long? HeadSize { get; private set; }

    /// <summary>How many bytes its content had.</summary>
    public long? Size { get; private set; }

    /// <summary>The content as text; that of an answer is not read.</summary>
    public JsonText? Text { get; private set; }

    /// <summary>The content as it was encoded for the file.</summary>
    public JsonText? Encoded { get; private set; }

    /// <summary>How it was.</summary>
    public string Encoding { get; private set; } = "";

    /// <summary>The character set of the content; empty where none is named.</summary>
    public string Charset { get; private set; } = "";

    /// <summary>How the content was compressed when it was sent; empty where it was not.</summary>
    public string Compression { get; private set; } = "";

    /// <summary>Whether the content was decoded before it was written down.</summary>
    public bool IsDecoded { get; private set; }

    static List<(JsonText Name, JsonText Value)> Empty(List<(JsonText Name, JsonText Value)>? pairs)
    {
        pairs?.Clear();
        return pairs ?? [];
    }

    /// <summary>Reads the value here.</summary>
    public void Read(ref JsonCursor cursor)
    {
        if (!cursor.Object())
        {
            return;
        }

        IsThere = true;
        while (cursor.NextMember())
        {
            if (cursor.Is("status"u8))
            {
                Status = cursor.Number() is > 0 and < 1000 and var code ? (int)code : null;
            }
            else if (cursor.Is("sizes"u8))
            {
                Sizes(ref cursor);
            }
            else if (cursor.Is("header"u8))
            {
                Head(ref cursor);
            }
            else if (cursor.Is("charset"u8))
            {
                Charset = cursor.Text(entry) is { Length: > 0 } charset ? charset : Charset;
            }
            else if (cursor.Is("contentEncoding"u8))
            {
                Compression = cursor.Text(entry);
            }
            else if (isRequest && cursor.Is("body"u8))
            {
                Body(ref cursor);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    void Sizes(ref JsonCursor cursor)
    {
        for (var isIn = cursor.Object(); isIn && cursor.NextMember();)
        {
            if (cursor.Is("headers"u8))
            {
                HeadSize = cursor.Number() is >= 0 and var size ? size : null;
            }
            else if (cursor.Is("body"u8))
            {
                Size = cursor.Number() is >= 0 and var size ? size : null;
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    void Head(ref JsonCursor cursor)
    {
        for (var isIn = cursor.Object(); isIn && cursor.NextMember();)
        {
            if (cursor.Is("firstLine"u8))
            {
                HasHead |= cursor.String(entry) is { Length: > 0 };
            }
            else if (cursor.Is("headers"u8))
            {
                HarFields.Read(ref cursor, entry, Fields);
                HasHead |= Fields.Count > 0;
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    void Body(ref JsonCursor cursor)
    {
        for (var isIn = cursor.Object(); isIn && cursor.NextMember();)
        {
            if (cursor.Is("text"u8))
            {
                Text = cursor.Any(entry) ?? Text;
            }
            else if (cursor.Is("encoded"u8))
            {
                Encoded = cursor.String(entry) ?? Encoded;
            }
            else if (cursor.Is("encoding"u8))
            {
                Encoding = cursor.Text(entry);
            }
            else if (cursor.Is("charset"u8))
            {
                Charset = cursor.Text(entry) is { Length: > 0 } charset ? charset : Charset;
            }
            else if (cursor.Is("decoded"u8))
            {
                IsDecoded = cursor.IsTrue();
            }
            else
            {
                cursor.Skip();
            }
        }
    }
}
