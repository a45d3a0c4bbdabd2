using System.Globalization;
using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>Reads one entry of an HTTP Archive, and keeps for each value where it stands in the file.</summary>
sealed class HarEntry
{
    readonly CaptureEntry entry;
    readonly HarRequest request;
    DateTimeOffset? started;
    int? status;
    long? bytesIn;

    HarEntry(CaptureEntry entry, string capture) => (this.entry, request) = (entry, new HarRequest(entry, capture));

    /// <summary>Reads an entry; null, and a problem, when it holds no request.</summary>
    public static Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        var har = new HarEntry(entry, capture);
        var reader = new Utf8JsonReader(entry.Bytes.Span, new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            reader.Read();
            har.Entry(ref reader);
        }
        catch (JsonException)
        {
            problems.Add(Whole(entry, capture, reader.BytesConsumed, "json", "JSON", "bytes that are not"));
            return null;
        }

        if (har.request.Url is null)
        {
            problems.Add(Whole(entry, capture, 0, "har", "a request with a url", "none"));
            return null;
        }

        return har.request.Finish(har.started, har.status, har.bytesIn);
    }

    internal static Problem Whole(CaptureEntry entry, string capture, long offset, string kind, string expected, string found) =>
        new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset + offset, Math.Max(0, entry.Length - offset), ""), kind, expected, found);

    void Entry(ref Utf8JsonReader reader)
    {
        while (Json.Next(ref reader))
        {
            if (reader.ValueTextEquals("startedDateTime"u8))
            {
                started = DateTimeOffset.TryParse(Json.Text(ref reader, entry), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
            }
            else if (reader.ValueTextEquals("request"u8))
            {
                Json.Object(ref reader, request.Member);
            }
            else if (reader.ValueTextEquals("response"u8))
            {
                Json.Object(ref reader, Response);
            }
            else if (reader.ValueTextEquals("_webSocketMessages"u8))
            {
                request.Messages(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    void Response(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("status"u8))
        {
            status = Json.Number(ref reader) is > 0 and < 1000 and var code ? (int)code : null;
        }
        else if (reader.ValueTextEquals("content"u8))
        {
            Json.Object(ref reader, (ref Utf8JsonReader r) =>
            {
                if (r.ValueTextEquals("size"u8))
                {
                    bytesIn = Json.Number(ref r) is >= 0 and var size ? size : null;
                }
                else
                {
                    r.Skip();
                }
            });
        }
        else
        {
            reader.Skip();
        }
    }
}
