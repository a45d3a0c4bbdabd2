using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Burp exports made by hand.</summary>
static class Burps
{
    public const string Declaration =
        """
        <?xml version="1.0"?>
        <!DOCTYPE items [
        <!-- one's own < ] > -->
        <!ELEMENT items (item*)>
        <!ATTLIST items burpVersion CDATA "">
        <!ATTLIST request base64 (true|false) "false">
        <!ENTITY who SYSTEM "file:///etc/passwd">
        ]>

        """;

    public const string Post = "POST /p%20q?a=1&b HTTP/1.1\r\nHost: host.example\r\nCookie: c=d\r\nContent-Length: 7\r\n\r\n{\"a\":1}";

    /// <summary>An export of these items.</summary>
    public static byte[] Of(params IEnumerable<string> items) =>
        Encode.Utf8($"{Declaration}<items burpVersion=\"2026.1\" exportTime=\"Fri Jan 02 04:04:05 CET 2026\">\r\n{string.Concat(items.Select(i => "  " + i + "\r\n"))}</items>\r\n");

    /// <summary>An item with a request in base64.</summary>
    public static string Item(string request = Post, string more = "") => With($"<request base64=\"true\"><![CDATA[{Convert.ToBase64String(Encode.Utf8(request))}]]></request>", more);

    /// <summary>An item with a request as it was.</summary>
    public static string Plain(string request = Post) => With($"<request base64=\"false\"><![CDATA[{request}]]></request>");

    /// <summary>An item with these elements for its request.</summary>
    public static string With(string request, string more = "", string time = "Fri Jan 02 04:04:05 CET 2026") =>
        $"""
        <item>
            <time>{time}</time>
            <url><![CDATA[https://host.example/p%20q?a=1&b]]></url>
            <host ip="198.18.0.1">host.example</host>
            <port>443</port>
            <protocol>https</protocol>
            <method>POST</method>
            {request}
            <status>204</status>
            <responselength>41</responselength>
            <response base64="true"><![CDATA[{Convert.ToBase64String(Encode.Utf8("HTTP/1.1 204 No Content\r\nA: b\r\n\r\n12345678"))}]]></response>
            <comment></comment>{more}
          </item>
        """;

    /// <summary>Exchanges, excerpts and problems as lines; every excerpt is cut from the file and compared.</summary>
    public static Task<List<string>> ReadAsync(byte[] export, Limits? limits = null) => Hars.ReadAsync(new MemoryStream(export), export, limits, new BurpReader());
}
