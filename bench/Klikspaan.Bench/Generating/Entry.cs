using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Bench.Generating;

/// <summary>Writes a request as an entry of an HTTP Archive, as browsers write it.</summary>
sealed class Entry(Utf8JsonWriter json, Chance chance, Clock clock)
{
    public void Write(Request request)
    {
        json.WriteStartObject();
        json.WriteStartObject("_initiator");
        json.WriteString("type", "script");
        json.WriteEndObject();
        json.WriteString("_priority", "Low");
        json.WriteString("_resourceType", request.Messages.Count > 0 ? "websocket" : request.Method == "GET" ? "other" : "xhr");
        Messages(request);
        json.WriteStartObject("cache");
        json.WriteEndObject();
        json.WriteString("connection", Number(chance.Between(100, 99_999)));
        json.WriteString("pageref", "page_1");
        Sent(request);
        Received(request);
        json.WriteString("serverIPAddress", $"203.0.113.{chance.Below(255)}");
        json.WriteString("startedDateTime", clock.Next());
        Timings();
        json.WriteEndObject();
    }

    void Sent(Request request)
    {
        json.WriteStartObject("request");
        json.WriteString("method", request.Method);
        json.WriteString("url", request.Url);
        json.WriteString("httpVersion", "h2");
        var cookie = string.Join("; ", request.Cookies.Select(c => $"{c.Name}={c.Value}"));
        Pairs("headers", cookie.Length == 0 ? request.Headers : [.. request.Headers, ("cookie", cookie)]);
        Pairs("queryString", request.Query.Select(q => (Uri.EscapeDataString(q.Name), Uri.EscapeDataString(q.Value))));
        Pairs("cookies", request.Cookies);
        json.WriteNumber("headersSize", -1);
        json.WriteNumber("bodySize", request.Content?.Bytes.Length ?? 0);
        if (request.Content is { } content)
        {
            json.WriteStartObject("postData");
            json.WriteString("mimeType", content.MimeType);
            Text("text", content);
            if (content.IsBinary)
            {
                json.WriteString("encoding", "base64");
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    void Received(Request request)
    {
        json.WriteStartObject("response");
        json.WriteNumber("status", request.Messages.Count > 0 ? 101 : 200);
        json.WriteString("statusText", "");
        json.WriteString("httpVersion", "h2");
        Pairs("headers", [("content-type", request.AnswerType), ("date", "Mon, 05 Jan 2026 09:00:00 GMT"), ("server", "edge"), ("x-request-id", chance.Guid())]);
        Pairs("cookies", []);
        json.WriteStartObject("content");
        json.WriteNumber("size", Encoding.UTF8.GetByteCount(request.Answer));
        json.WriteString("mimeType", request.AnswerType);
        json.WriteString("text", request.Answer);
        if (request.IsAnswerBinary)
        {
            json.WriteString("encoding", "base64");
        }

        json.WriteEndObject();
        json.WriteString("redirectURL", "");
        json.WriteNumber("headersSize", -1);
        json.WriteNumber("bodySize", -1);
        json.WriteEndObject();
    }

    void Messages(Request request)
    {
        if (request.Messages.Count == 0)
        {
            return;
        }

        json.WriteStartArray("_webSocketMessages");
        foreach (var message in request.Messages)
        {
            json.WriteStartObject();
            json.WriteString("type", "send");
            json.WriteNumber("time", 1_767_603_600.25m);
            json.WriteNumber("opcode", message.IsBinary ? 2 : 1);
            Text("data", message);
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteString("type", "receive");
        json.WriteNumber("time", 1_767_603_600.75m);
        json.WriteNumber("opcode", 1);
        json.WriteString("data", "{\"welcome\":true}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    void Text(string name, Body body)
    {
        if (body.IsBinary)
        {
            json.WriteString(name, Encoders.Base64(body.Bytes));
        }
        else
        {
            json.WriteString(name, body.Bytes);
        }
    }

    void Pairs(string name, IEnumerable<(string Name, string Value)> pairs)
    {
        json.WriteStartArray(name);
        foreach (var pair in pairs)
        {
            json.WriteStartObject();
            json.WriteString("name", pair.Name);
            json.WriteString("value", pair.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void Timings()
    {
        json.WriteNumber("time", chance.Between(1000, 900_000) / 1000m);
        json.WriteStartObject("timings");
        foreach (var name in "blocked dns connect ssl send wait receive".Split(' '))
        {
            json.WriteNumber(name, chance.Below(90_000) / 1000m);
        }

        json.WriteEndObject();
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
