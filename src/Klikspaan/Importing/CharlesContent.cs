using System.Text;

namespace Klikspaan.Importing;

/// <summary>The content of a request in a session of Charles, or the messages of a websocket, and what was done to them before they were written down.</summary>
static class CharlesContent
{
    /// <summary>Adds it to the parts of the request.</summary>
    public static void Add(CharlesMessage request, bool isChunked, bool isWebsocket, HarExcerpts parts)
    {
        if (request.Encoded is { Length: > 0 } encoded)
        {
            if (isWebsocket)
            {
                parts.Frames(encoded);
            }
            else
            {
                Bytes(request, encoded, isChunked, parts);
            }
        }
        else if (request.Text is { Length: > 0 } text)
        {
            if (isWebsocket)
            {
                parts.Body(MessagePart.Message, "/0", text, "");
                parts.Tell("websocket", MessagePart.Message, "frames of a websocket in base64", "text, which is taken for one message");
            }
            else
            {
                Text(request, text, isChunked, parts);
            }
        }
        else if (request.Size > 0)
        {
            parts.Lost(Of(request.Size), "none: the exporter did not keep it");
        }
    }

    static string Of(long? size) => FormattableString.Invariant($"content of {size} bytes");

    static void Bytes(CharlesMessage request, JsonText encoded, bool isChunked, HarExcerpts parts)
    {
        var isBase64 = request.Encoding.Length == 0 || request.Encoding.Equals("base64", StringComparison.OrdinalIgnoreCase);
        var content = parts.Body(MessagePart.Content, "", encoded, isBase64 ? "base64" : "");
        if (!isBase64)
        {
            parts.Tell("encoding", MessagePart.Content, "content in base64", "another encoding, which was not undone");
        }
        else if (request.IsDecoded)
        {
            Decoded(parts);
        }
        else if (!isChunked && request.Size > 0 && content is not null && content.Bytes.Length != request.Size)
        {
            parts.Lost(Of(request.Size), FormattableString.Invariant($"{content.Bytes.Length} bytes"));
        }
    }

    /// <summary>Text is no longer the bytes: it was read in a character set, after what compressed it was undone, and written in UTF-8.</summary>
    static void Text(CharlesMessage request, JsonText text, bool isChunked, HarExcerpts parts)
    {
        var isDecoded = request.IsDecoded || (request.Compression.Length > 0 && !request.Compression.Equals("identity", StringComparison.OrdinalIgnoreCase));

        // The size is that of what was sent, with the lengths of its chunks.
        var size = isDecoded || isChunked ? -1 : request.Size ?? -1;
        if (parts.Body(MessagePart.Content, "", text, "", size) is not { } content)
        {
            return;
        }

        var bytes = content.Bytes.Span;
        if (isDecoded)
        {
            Decoded(parts);
        }
        else if (!content.Steps.EndsWith("latin1", StringComparison.Ordinal) && !Ascii.IsValid(bytes) && bytes.IndexOf("\uFFFD"u8) < 0 && (IsOther(request.Charset) || (size > 0 && bytes.Length > size)))
        {
            parts.Lost("the bytes of the content", "its text in UTF-8, in which the exporter wrote what was in another character set");
        }
    }

    static void Decoded(HarExcerpts parts) =>
        parts.Lost("the content as it was sent", "what came of it when the exporter undid its encoding: its values are there, its bytes are not");

    static bool IsOther(string charset) =>
        charset.Length > 0 && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);
}
