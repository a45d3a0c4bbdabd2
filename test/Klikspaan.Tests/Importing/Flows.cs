using System.Globalization;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Files of flows made by hand.</summary>
static class Flows
{
    /// <summary>Seconds since 1970 of the second in which all is sent.</summary>
    public const double At = 1767323045.25;

    /// <summary>A value: text, bytes, numbers, true and false, null, lists, and names with values; a piece that is ready is taken as it is.</summary>
    public static byte[] Value(object? value) => value switch
    {
        Ready ready => ready.Bytes,
        null => Tagged('~', []),
        string text => Tagged(';', Encode.Utf8(text)),
        byte[] bytes => Tagged(',', bytes),
        bool flag => Tagged('!', Encode.Utf8(flag ? "true" : "false")),
        int number => Tagged('#', Encode.Utf8(number.ToString(CultureInfo.InvariantCulture))),
        double number => Tagged('^', Encode.Utf8(number.ToString("R", CultureInfo.InvariantCulture))),
        (string Name, object? Value)[] members => Tagged('}', [.. members.SelectMany(m => (byte[])[.. Value(m.Name), .. Value(m.Value)])]),
        object?[] list => Tagged(']', [.. list.SelectMany(Value)]),
        _ => throw new ArgumentException("a value of another type", nameof(value)),
    };

    /// <summary>Bytes with their length and tag.</summary>
    public static byte[] Tagged(char tag, byte[] bytes, long? length = null) =>
        [.. Encode.Utf8((length ?? bytes.Length).ToString(CultureInfo.InvariantCulture) + ":"), .. bytes, (byte)tag];

    /// <summary>A record of this type; members that are given replace those that it has by itself, and null ones stay away.</summary>
    public static byte[] Record(string type, params (string Name, object? Value)[] members) => Value(Members(type, members));

    public static (string Name, object? Value)[] Members(string type, params (string Name, object? Value)[] members)
    {
        (string Name, object? Value)[] usual =
        [
            ("type", type), ("version", 21), ("error", null), ("id", "f"), ("metadata", Array.Empty<(string, object?)>()),
            ("client_conn", new (string, object?)[] { ("tls", true), ("timestamp_tls_setup", At), ("timestamp_start", At), ("sni", "sni.example") }),
            ("server_conn", new (string, object?)[] { ("tls", false), ("address", new object?[] { "Server.Example", 8443 }), ("certificate_list", new object?[] { new byte[3000] }) }),
        ];
        return [.. usual.Where(u => !members.Any(m => m.Name == u.Name)), .. members];
    }

    /// <summary>A flow of HTTP with this request.</summary>
    public static byte[] Http((string Name, object? Value)[]? request = null, params (string Name, object? Value)[] members) =>
        Record("http", [("request", Request(request ?? [])), .. members]);

    public static (string Name, object? Value)[] Request(params (string Name, object? Value)[] members)
    {
        (string Name, object? Value)[] usual =
        [
            ("path", "/p?q=1"u8.ToArray()), ("authority", Array.Empty<byte>()), ("scheme", "https"u8.ToArray()), ("method", "POST"u8.ToArray()), ("port", 443),
            ("host", "host.example"), ("timestamp_end", At + 1), ("timestamp_start", At), ("trailers", null), ("content", "{\"a\":1}"u8.ToArray()),
            ("headers", Fields(("Host", "host.example"))), ("http_version", "HTTP/1.1"u8.ToArray()),
        ];
        return [.. usual.Where(u => !members.Any(m => m.Name == u.Name)), .. members];
    }

    public static (string Name, object? Value)[] Response(byte[]? content, int status = 204) =>
        [("status_code", status), ("content", content), ("headers", Fields(("Server", "s"))), ("timestamp_start", At)];

    public static object?[] Fields(params (string Name, string Value)[] fields) =>
        [.. fields.Select(f => new object?[] { Encode.Utf8(f.Name), Encode.Utf8(f.Value) })];

    /// <summary>A message of a websocket in the later versions.</summary>
    public static object?[] Message(bool isSent, string content, bool isInjected = false) => [1, isSent, Encode.Utf8(content), At + 2, false, isInjected];

    /// <summary>A message of a connection of another protocol.</summary>
    public static object?[] Piece(bool isSent, string content) => [isSent, Encode.Utf8(content), At + 2];

    public static (string Name, object? Value)[] Messages(params object?[] messages) => [("messages", messages)];

    /// <summary>Exchanges, excerpts and problems as lines; every excerpt is cut from the file and compared.</summary>
    public static Task<List<string>> ReadAsync(byte[] flows, Limits? limits = null) => Hars.ReadAsync(new MemoryStream(flows), flows, limits, new FlowReader());

    /// <summary>The lines of an only flow of HTTP, without the exchange.</summary>
    public static async Task<string> PartsAsync((string Name, object? Value)[] request, params (string Name, object? Value)[] members) =>
        string.Join('|', (await ReadAsync(Http(request, members))).Where(l => l[0] is ' ' or '!').Select(l => l.Trim()));

    /// <summary>Bytes that are a value already.</summary>
    public sealed record Ready(byte[] Bytes);
}
