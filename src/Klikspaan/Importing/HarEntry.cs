using System.Globalization;
using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>Reads one entry of an HTTP Archive, and keeps for each value where it stands in the file.</summary>
/// <remarks>Cost: 15 % of the path: one look at each byte, and none at what nothing reads.</remarks>
sealed class HarEntry
{
    readonly CaptureEntry entry;
    readonly HarRequest request;
    readonly string capture;
    readonly HarSending sending = new();
    HarMarks? marks;
    DateTimeOffset? started;
    int? status;
    long? bytesIn;
    JsonText? server;

    HarEntry(CaptureEntry entry, string capture) => (this.entry, this.capture, request) = (entry, capture, new HarRequest(entry, capture));

    /// <summary>Reads an entry; null, and a problem, when it holds no request.</summary>
    public static Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        var har = new HarEntry(entry, capture);
        var cursor = new JsonCursor(entry.Bytes.Span);
        har.Entry(ref cursor);
        if (cursor.IsBroken)
        {
            problems.Add(Whole(entry, capture, BrokenAt(entry.Bytes.Span), "json", "JSON", "bytes that are not"));
            return null;
        }

        if (har.request.Url is null)
        {
            problems.Add(Whole(entry, capture, 0, "har", "a request with a url", "none"));
            return null;
        }

        // What is missing was told when the archive was made from another capture, and is told again.
        var isTold = har.marks is { Problems.Count: > 0 };
        var exchange = har.sending.Apply(har.request.Finish(har.started, har.status, har.bytesIn, isTold), har.request.Url.Value.Unescape().Span);
        if (har.server is { } server)
        {
            exchange = exchange with { Server = ServerAddress.Read(server.ToString(), "serverIPAddress", server.Offset, server.Length) };
        }

        return har.marks is { Problems.Count: > 0 } marks ? exchange with { Problems = [.. exchange.Problems, .. marks.Problems] } : exchange;
    }

    /// <summary>A problem with an entry from a place in it on.</summary>
    internal static Problem Whole(CaptureEntry entry, string capture, long index, string kind, string expected, string found)
    {
        var offset = entry.Place(index);
        return new(new(capture, entry.Number, MessagePart.Whole, "", offset, Math.Max(0, entry.Offset + entry.Length - offset), ""), kind, expected, found);
    }

    /// <summary>Where the bytes stop being JSON.</summary>
    internal static long BrokenAt(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth });
        try
        {
            reader.Read();
            reader.Skip();
        }
        catch (JsonException)
        {
            return reader.BytesConsumed;
        }

        return 0;
    }

    /// <summary>A time as it is written in JSON; null when it is none. Where it names no zone it is taken for UTC.</summary>
    internal static DateTimeOffset? Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    void Entry(ref JsonCursor cursor)
    {
        if (!cursor.Object())
        {
            return;
        }

        while (cursor.NextMember())
        {
            if (cursor.Is("startedDateTime"u8))
            {
                started = Time(cursor.Text(entry));
            }
            else if (cursor.Is("request"u8))
            {
                request.Read(ref cursor);
            }
            else if (cursor.Is("response"u8))
            {
                Response(ref cursor);
            }
            else if (cursor.Is("_webSocketMessages"u8))
            {
                request.Messages(ref cursor);
            }
            else if (cursor.Is("serverIPAddress"u8))
            {
                server = cursor.String(entry);
            }
            else if (sending.Entry(ref cursor, entry))
            {
                continue;
            }
            else if (cursor.Is("_klikspaan"u8))
            {
                (marks ??= new(entry, capture)).Read(ref cursor);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    void Response(ref JsonCursor cursor)
    {
        if (!cursor.Object())
        {
            return;
        }

        while (cursor.NextMember())
        {
            if (cursor.Is("status"u8))
            {
                status = cursor.Number() is > 0 and < 1000 and var code ? (int)code : null;
            }
            else if (cursor.Is("content"u8))
            {
                ResponseContent(ref cursor);
            }
            else if (!sending.Response(ref cursor, entry))
            {
                cursor.Skip();
            }
        }
    }

    void ResponseContent(ref JsonCursor cursor)
    {
        if (!cursor.Object())
        {
            return;
        }

        while (cursor.NextMember())
        {
            if (cursor.Is("size"u8))
            {
                bytesIn = cursor.Number() is >= 0 and var size ? size : null;
            }
            else
            {
                cursor.Skip();
            }
        }
    }
}
