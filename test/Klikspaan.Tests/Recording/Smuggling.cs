using System.Globalization;

namespace Klikspaan.Tests.Recording;

/// <summary>Requests of HTTP/1.1 that two readers could cut apart at different places.</summary>
static class Smuggling
{
    static readonly string[] Lines = ["GET {0} HTTP/1.1", "POST {0} HTTP/1.1", "POST {0} HTTP/1.0", "CONNECT h:1 HTTP/1.1", "OPTIONS {0} HTTP/1.1", "get {0} HTTP/1.1", "POST  {0} HTTP/1.1"];

    static readonly string[] Fields =
    [
        "Content-Length: 5", "Content-Length: +5", "Content-Length: 005", "Content-Length:5 ", "content-length:\t5", "Content-Length: 5, 5", "Content-Length: -0", "Content-Length : 5",
        "Content-Length: 0x5", "Content-Length:", "Content_Length: 5", "Content-Length: 40", "Transfer-Encoding: chunked", "transfer-encoding:chunked", "Transfer-Encoding: Chunked ",
        "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: x chunked",
        "Transfer-Encoding: \vchunked", "Transfer-Encoding : chunked", " Transfer-Encoding: chunked", "X: y\r\n Content-Length: 5", "X: y\rContent-Length: 5", "X: y\0", "Connection: Upgrade\r\nUpgrade: websocket",
        "Connection: close", "Connection: keep-alive", "Expect: 100-continue", "X: \u00E9", "X(: y", ": x", "no field",
    ];

    static readonly string[] Bodies =
    [
        "", "hello", "5\r\nhello\r\n0\r\n\r\n", "5;a=b\r\nhello\r\n0;c\r\nT: x\r\n\r\n", "5\nhello\n0\n\n", "5;a\nhello\r\n0\r\n\r\n", "5;\r\nhello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n", "05\r\nhello\r\n00\r\n\r\n",
        "5;a\rb\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "0\r\n\r\n", "0\n\r\n", "0\r\nT: x\n\r\n", "0\r\n folded\r\n\r\n", "2;\n;\r\nGE\r\n5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n", "5\r\r\nhello\r\n0\r\n\r\n", "0\r\nContent-Length: 3\r\n\r\n", "5 ;x\r\nhello\r\n0\r\n\r\n", "5\t\r\nhello\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFF5\r\nhello\r\n0\r\n\r\n", "0\r\nT x\r\n\r\n",
    ];

    /// <summary>A few requests on one connection, sometimes with an octet changed, left out or put in.</summary>
    public static string Make(Random random)
    {
        var sent = string.Concat(Enumerable.Range(0, 3).Select(i => Request(random, $"/{i}"))) + "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
        for (var damage = random.Next(8); damage > 5; damage--)
        {
            var at = random.Next(sent.Length);
            var octet = "\r\n \t:;,+-05aG\0\v"[random.Next(15)];
            sent = random.Next(3) switch { 0 => sent.Remove(at, 1), 1 => sent.Insert(at, $"{octet}"), _ => sent.Remove(at, 1).Insert(at, $"{octet}") };
        }

        return sent;
    }

    /// <summary>The content of a request whose block is well formed, decoded in the plainest way.</summary>
    public static string Content(string block)
    {
        var start = block.TrimStart('\r', '\n');
        var end = System.Text.RegularExpressions.Regex.Match(start, "\r?\n\r?\n");
        var (head, body) = (start[..end.Index], start[(end.Index + end.Length)..]);
        if (!System.Text.RegularExpressions.Regex.IsMatch(head, "(?i)\ntransfer-encoding:[ \t]*chunked"))
        {
            return body;
        }

        var content = "";
        while (true)
        {
            var line = body[..body.IndexOf('\n', StringComparison.Ordinal)];
            var size = int.Parse(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, null);
            if (size == 0)
            {
                return content;
            }

            content += body.Substring(line.Length + 1, size);
            body = body[(line.Length + 1 + size + 2)..];
        }
    }

    static string Request(Random random, string path)
    {
        // Most requests are plain, so that the others have something before and behind them.
        var strange = random.Next(3);
        var body = strange == 0 ? Bodies[random.Next(Bodies.Length)] : Bodies[random.Next(4)];
        var framing = body.Length == 0 ? "" : body == "hello" ? "Content-Length: 5\r\n" : "Transfer-Encoding: chunked\r\n";
        var line = strange == 0 ? Lines[random.Next(Lines.Length)] : Lines[random.Next(2)];
        var field = strange <= 1 ? Fields[random.Next(Fields.Length)] + "\r\n" : "";
        framing = random.Next(6) == 0 ? "" : framing;
        return string.Format(CultureInfo.InvariantCulture, line, path) + "\r\nHost: h\r\n" + framing + field + "\r\n" + body;
    }
}
