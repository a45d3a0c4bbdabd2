using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Sessions of Charles made by hand: synthetic, since no real one may be shipped.</summary>
static class Charles
{
    public const string Fields = """[{"name":"Host","value":"host.example"},{"name":"cookie","value":"c=d"},{"name":":path","value":"/p"}]""";

    /// <summary>A session of these transactions.</summary>
    public static byte[] Of(params IEnumerable<string> transactions) => Encode.Utf8("[\n  " + string.Join(",\n  ", transactions) + "\n]\n");

    /// <summary>A transaction of which the request has this body and these other members, with other members that take the place of the usual ones.</summary>
    public static string Transaction(string body = "null", string request = "", string state = "COMPLETE", string more = "", string response = "") =>
        $$"""
        {"status":"{{state}}","method":"POST","protocolVersion":"HTTP/1.1","scheme":"https","host":"HOST.example","actualPort":443,"path":"/p%20q","query":"a=1&b","tunnel":false,"keptAlive":true,"webSocket":false,
          "remoteAddress":"host.example/198.18.0.1","clientAddress":"127.0.0.1","clientPort":5,"times":{"start":"2026-01-02T04:04:05.250+01:00","requestBegin":"2026-01-02T04:04:06+01:00"},"durations":{"total":9,"dns":null},
          "totalSize":9,"ssl":{"protocol":"TLSv1.3","cipherSuite":"X"},"alpn":{"protocol":"http/1.1"},{{With(more)}}
          "request":{"sizes":{"headers":80,"body":0},"mimeType":"application/json","charset":null,"contentEncoding":null,{{With(request)}}"header":{"firstLine":"POST /p%20q?a=1&b HTTP/1.1","headers":{{Fields}}},"body":{{body}}},
          "response":{{(response.Length > 0 ? response : Answer())}}}
        """;

    /// <summary>An answer with a body.</summary>
    public static string Answer(string body = """{"text":"12345678","charset":null}""") =>
        $$"""{"status":204,"sizes":{"headers":20,"body":8},"mimeType":"text/plain","header":{"firstLine":"HTTP/1.1 204 No Content","headers":[{"name":"A","value":"b"}]},"body":{{body}}}""";

    /// <summary>A transaction of a tunnel.</summary>
    public static string Tunnel(string state = "COMPLETE", string more = "", string sizes = "{\"headers\":60,\"body\":1444}", string response = "") =>
        $$$"""{"status":"{{{state}}}","method":"CONNECT","scheme":"https","host":"host.example","actualPort":443,"path":null,"tunnel":true,"times":{"start":"2026-01-02T03:04:05Z"},{{{With(more)}}}"request":{"sizes":{{{sizes}}},"header":{"headers":{{{Fields}}}},"body":{"encoding":"base64","encoded":"AAEC"}},"response":{{{(response.Length > 0 ? response : """{"status":200,"sizes":{"headers":1,"body":99},"body":{"encoding":"base64","encoded":"AAEC"}}""")}}}}""";

    /// <summary>Text as the body of a request.</summary>
    public static string Text(string text, string more = "") => $"{{\"text\":{Facts.Json(text)}{(more.Length > 0 ? "," + more : "")}}}";

    /// <summary>Bytes as the body of a request.</summary>
    public static string Encoded(byte[] bytes, string more = "\"encoding\":\"base64\"") => $"{{{more}{(more.Length > 0 ? "," : "")}\"encoded\":\"{Convert.ToBase64String(bytes)}\"}}";

    /// <summary>A frame of a websocket as a client sends it.</summary>
    public static byte[] Frame(byte head, string payload)
    {
        byte[] mask = [1, 2, 3, 4];
        return [head, (byte)(0x80 | payload.Length), .. mask, .. Encode.Utf8(payload).Select((b, i) => (byte)(b ^ mask[i & 3]))];
    }

    /// <summary>Exchanges, excerpts and problems as lines; every excerpt is cut from the file and compared.</summary>
    public static Task<List<string>> ReadAsync(byte[] session, Limits? limits = null) => Hars.ReadAsync(new MemoryStream(session), session, limits, new CharlesReader());

    /// <summary>What is read of the content of one transaction, and what is wrong with it.</summary>
    public static async Task<string> PartsAsync(string transaction) =>
        string.Join('|', (await ReadAsync(Of(transaction))).Where(l => l.StartsWith("  content", StringComparison.Ordinal) || l.StartsWith("  message", StringComparison.Ordinal) || l[0] == '!').Select(l => l.Trim()));

    static string With(string members) => members.Length > 0 ? members + "," : "";
}
