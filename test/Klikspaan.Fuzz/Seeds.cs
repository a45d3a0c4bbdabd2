using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Klikspaan.Importing;

namespace Klikspaan.Fuzz;

/// <summary>Small examples from which a fuzzer starts, a folder for each target, and the names in them, which it would not guess.</summary>
static partial class Seeds
{
    const int MostNames = 150;
    const int LargestSeed = 4000;
    const int MostContents = 120;
    const string DocumentationPage = "---\ntitle: Required events\nms.date: 11/30/2026\n---\n## Common fields\n\n### Common.app\n\nThe following fields are available:\n\n- **id**  An id.\n\n## Events\n\n### Any.Event, Any.Other\n\nThis event *[was previously named Any.Old.]*\n\nThe following fields are available:\n\n- **Na\\_me** - hashed [x](y.md)\n  - 0 = none\n- **Other:** one of a, b\n* plain - text\n\n| Field | Description |\n|---|---|\n| z | text |\n";
    static readonly byte[] Sample = Encode.Utf8("{\"a\":1,\"b\":[true,null,\"é &amp; x\"]} aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

    static readonly Dictionary<string, byte[][]> Transformed = new()
    {
        ["json-string"] = [Encode.JsonString(Sample), Encode.Utf8(@"\ud83d\ude00\u00e9\/\b")],
        ["latin1"] = [Encode.Latin1(Sample)],
        ["percent"] = [Encode.Percent(Sample)],
        ["form"] = [Encode.Form(Sample)],
        ["base64"] = [Encode.Base64(Sample), Encode.Base64(Sample[..5])],
        ["base64url"] = [Encode.Base64Url(Sample)],
        ["base32"] = [Encode.Base32(Sample)],
        ["hex"] = [Encode.Hex(Sample)],
        ["base58"] = [Encode.Base58(Sample)],
        ["quoted-printable"] = [Encode.QuotedPrintable(Sample)],
        ["js-string"] = [Encode.JsString(Sample), Encode.Utf8(@"\'\x41\u{1F600}\ud83d\0\v")],
        ["permessage-deflate"] = [Encode.MessageDeflate(Sample)],
        ["chunked"] = [Encode.Chunked(Sample)],
        ["gzip"] = [Encode.Gzip(Sample), [.. Encode.Gzip(Sample[..3]), .. Encode.Gzip(Sample)]],
        ["zlib"] = [Encode.Zlib(Sample)],
        ["deflate"] = [Encode.Deflate(Sample), Encode.Deflate(new byte[100_000])],
        ["br"] = [Encode.Brotli(Sample), Encode.Brotli(new byte[100_000])],
        ["zstd"] = [Encode.Zstd(Sample), Encode.Zstd(new byte[100_000])],
        ["csv-quoted"] = [Encode.CsvQuoted(Sample)],
        ["sqlite-constant"] = [[8], [9]],
        ["xml-text"] = [Encode.Xml(Sample), Encode.Utf8("a &lt;&#65;&#x41;<![CDATA[x]]>\r\n")],
        ["xml-attribute"] = [Encode.Xml(Sample)],
        ["utf-16le"] = [Encode.Utf16("één 😀")],
        ["utf-16be"] = [Encode.Utf16("\uFEFFéén 😀", isBigEndian: true)],
        ["html"] = [Encode.Utf8("Jan &amp; Co &lt;x&gt; &#39;&#x27; caf&eacute;")],
        ["lz-string"] = [Encode.Utf8("BYUwNmD2Q==="), Encode.Utf8("JfB2AICcFMHNoDYBpwgjezVinRQ=")],
        ["lz-string-uri"] = [Encode.Utf8("qemhpzR5UYYwyLUMidDIEwxA")],
        ["lz-string-utf16"] = [Encode.Utf8("ጘᶠဳ䅬ຍøͮࡃ㶺壇⊠ ")],
        ["varint"] = [Encode.Varint(300)],
        ["zigzag"] = [Encode.Varint(ulong.MaxValue)],
        ["steps"] = [[.. "gzip|[1+3]|hex\n"u8, .. Encode.Gzip(Sample)], [.. "[0+4]|json-string\n"u8, .. Sample]],
    };

    // Text and binary in each form that a content can have.
    static readonly string[] Contents =
    [
        """{"a":{"b":[1,2.5,"x"]},"c":"{\"d\":\"e\\u00e9\"}"}""", "a=1&b=%7B%22c%22%3A1%7D&d=e+f", "{\"a\":1}\n{\"b\":2}\n", "data=eyJhIjoxLCJiIjoieCJ9AAAA",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a x=\"1&amp;2\"><b>t&b;</b><![CDATA[d]]></a>",
        "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>a</key><integer>1</integer></dict></plist>", "{a:1,'b':[,],c:undefined}",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkphbiJ9.c2lnbmF0dXJlc2lnbmF0dXJl", "a=b; c=\"d\"; e=%22f%22", "/v1/a/1234567890/b.gif",
    ];

    static readonly string[] Binary =
    [
        "0A0568656C6C6F10960119000000000000F83F", "00000000130A0568656C6C6F10960119000000000000F83F", "A26161016162820263616263", "BF6161F6FF", "82A16101A1629202A3616263",
        "62706C6973743030D101025161516208FFFF", "6094BFAC1F", "A1616118FF", "1F8B08000000000000FF03000000000000000000", "28B52FFD2000010000", "789C030000000001", "8106", "FFFFFFFFFFFFFFFFFF01",
    ];

    static readonly string[] Records =
    [
        Record("warcinfo", "WARC-Record-ID: <urn:i>\r\n", "software: other\r\n"),
        Record("request", "WARC-Record-ID: <urn:b>\r\nWARC-Concurrent-To: <urn:a>\r\nWARC-Target-URI: <http://a.example/x>\r\n", "POST /x?q=1 HTTP/1.1\r\nHost: a.example\r\nCookie: c=d\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n"),
        Record("response", "WARC-Record-ID: <urn:a>\r\nWARC-Target-URI: <http://a.example/x>\r\n", "HTTP/1.1 200 OK\r\n\r\nbody"),
        Record("metadata", "WARC-Record-ID: <urn:d>\r\nWARC-Concurrent-To: <urn:b>\r\n", "{\"kind\":\"dns\",\"name\":\"no.example\"}"),
    ];

    // A record of each kind of flow; the lengths are put in below, so that each value can be read here.
    static readonly string[] Flows =
    [
        Flow("http", "request", Dictionary("path", "/x?q=1,", "authority", ",", "scheme", "https,", "method", "POST,", "port", "443#", "host", "a.example;", "content", "{\"a\":1},", "timestamp_start", "1767323045.25^",
            "headers", Tagged(Tagged("Cookie,") + Tagged("c=d,") + "]") + "]", "http_version", "HTTP/1.1,"),
            "response", Dictionary("status_code", "200#", "content", new string('x', 200) + ","),
            "websocket", Dictionary("messages", Message("1#", "true!") + Message("2#", "false!") + "]")),
        Flow("websocket", "messages", Message("1#", "true!") + "]", "metadata", Dictionary("websocket_handshake", "f;")).Replace("2:21#", "2:11#", StringComparison.Ordinal),
        Flow("tcp", "messages", Message("true!") + Message("false!") + "]", "error", Dictionary("msg", "x;"), "client_conn", Dictionary("tls", "true!", "sni", "a.example;")),
        Flow("dns", "request", Dictionary("questions", Tagged(Dictionary("name", "no.example;")) + "]", "timestamp", "1767323045#")),
    ];

    // Transactions of a session of Charles: with text, with bytes, a websocket, a tunnel, and one that failed.
    static readonly string[] Sessions =
    [
        """{"status":"COMPLETE","method":"POST","protocolVersion":"HTTP/1.1","scheme":"https","host":"a.example","actualPort":443,"path":"/x","query":"q=1","times":{"start":"2026-01-02T03:04:05.250+01:00"},"request":{"sizes":{"headers":9,"body":7},"charset":"UTF-8","contentEncoding":"gzip","header":{"firstLine":"POST /x HTTP/1.1","headers":[{"name":"Cookie","value":"c=d"}]},"body":{"text":"{\"a\":1}","decoded":true}},"response":{"status":200,"sizes":{"body":4},"header":{"firstLine":"HTTP/1.1 200 OK"},"body":{"text":"body"}}}""",
        """{"status":"EXCEPTION","method":"PUT","scheme":"http","host":"[::1]","port":81,"path":"\/x","errorMessage":"x","request":{"sizes":{"body":9},"body":{"encoding":"base64","encoded":"AAEC"}},"response":{"status":200}}""",
        """{"status":"COMPLETE","method":"GET","scheme":"https","host":"a.example","webSocket":true,"path":"/","request":{"body":{"encoding":"base64","encoded":"gYEBAgMEYIEBYQ=="}}}""",
        """{"status":"EXCEPTION","method":"CONNECT","scheme":"https","host":"a.example","actualPort":443,"tunnel":true,"errorMessage":"SSL handshake failed","request":{"sizes":{"body":0}},"response":{"status":200}}""",
    ];

    static readonly string[] Logs =
    [
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\thttp\n#open\t2026\n#fields\tts\tid.resp_h\tid.resp_p\tmethod\thost\turi\tuser_agent\n1.5\t198.18.0.1\t80\tGET\ta.example:1\t/p?q=\\x09#r\t-\n#close\t2026\n",
        "{\"ts\":1.5,\"id.resp_h\":\"198.18.0.1\",\"trans_depth\":1,\"host\":\"a\\u0041.example\",\"uri\":\"http://b@c:1/p?q\"}\n{\"_path\":\"dns\",\"query\":\"a.example\"}\n",
        "{\"type\":\"networkActivity\",\"domain\":\"a.example\",\"bundleID\":\"b.c\",\"timeStamp\":\"2026-01-02T03:04:05.000+01:00\"}\n{\"type\":\"access\",\"timeStamp\":\"\",\"accessor\":{}}\n",
        "\"ID\",\"daddr\",\"dport\",\"time\",\"allowed\",\"Tracker Name\"\r\n\"1\",\"a\"\"b.example\",\"443\",\"1767323045000\",\"0\",\r\n",
        "#Version: 1.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query cs(Host) cs(Cookie) sc-status\n2026-01-02 03:04:05 198.18.0.1 GET /p q=1 \"a\"\"b.example\" - 200\n",
        "1767323045.123    45 192.168.1.2 TCP_MISS/200 4512 GET http://a.example/p?q=1 jan HIER_DIRECT/198.18.0.1 text/html\n1767323045.123 1 - NONE/400 0 NONE error:invalid-request - HIER_NONE/- -\n",
        "192.168.1.2 - jan [02/Jan/2026:03:04:05 +0100] \"GET http://a.example/p?q=1 HTTP/1.1\" 200 12 \"-\" \"T \\\"x\\\"\" TCP_MISS:HIER_DIRECT\n",
        "Jan  2 03:04:05 host dnsmasq[12]: query[A] a.example from 192.168.1.2\n2026-01-02T03:04:05+01:00 host dnsmasq[12]: 5 192.168.1.2/5 query[AAAA] b.example from 192.168.1.2\n",
        "[1767323045] unbound[12:0] info: 192.168.1.2 a.example. A IN\n[1767323045] unbound[12:0] reply: ::1@5 b.example. AAAA IN NOERROR 0.1 0 45\n",
    ];

    static readonly string[] Lists =
    [
        "#TYPE x\r\n\"Name\",\"Timestamp\",\"Payload\",\"DiagnosticDataCategories\"\r\n\"a\",\"b\",\"{\"\"a\"\":1}\",\"System.Collections.Generic.List`1[System.Int32]\"\r\n",
        "CreationDate,UserIds,Operations,AuditData\n2026,a,b,\"{\"\"a\"\":\n1}\"\nc,d\n",
        "Date (UTC);Request ID;Username\n2026;\"a;b\";jan\n",
        """[{"Name":"a","Timestamp":"b","Payload":"{\"a\":1}","DiagnosticDataCategories":[1]},{"Name":"c"}]""",
        """{"@odata.nextLink":"x","value":[{"auditLogRecordType":"a","operation":"b","auditData":{"c":1}}]}{"value":[]}""",
        """{"kind":"l","items":[{"kind":"a","id":{"time":"t"},"actor":{"email":"jan@example.nl"},"events":[{"name":"n"}]}]}""",
        "{\"CreationTime\":1,\"RecordType\":2,\"Operation\":3}\n{\"CreationTime\":1}\n",
    ];

    public static void Write(string folder)
    {
        foreach (var target in Targets.All.Keys)
        {
            var number = 0;
            Directory.CreateDirectory(Path.Combine(folder, target));
            var seeds = Of(target).Where(s => s.Length is > 0 and <= LargestSeed).DistinctBy(Convert.ToHexString).ToList();
            foreach (var seed in seeds)
            {
                File.WriteAllBytes(Path.Combine(folder, target, $"{number++:000}"), seed);
            }

            var names = seeds.SelectMany(s => Names().Matches(Encoding.Latin1.GetString(s)).Select(m => m.Value).Distinct())
                .CountBy(n => n).OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).Take(MostNames);
            File.WriteAllLines(Path.Combine(folder, target + ".dict"), names.Select(n => $"\"{n.Key}\""));
        }
    }

    static IEnumerable<byte[]> Of(string target) => target switch
    {
        "content" or "parts" => [.. All(), .. Captured().Take(MostContents)],
        "content-gzip" => All().Select(Encode.Gzip),
        "har" => [Facts.Asked, .. Files("*.har")],
        "warc" => [.. Warcs(), .. Files("*.warc.gz")],
        "burp" => Burps(),
        "charles" => [Encode.Utf8($"[{string.Join(",\n", Sessions)}]"), .. Sessions.Select(s => Encode.Utf8($"[{s}]"))],
        "pcap" => Pcaps(),
        "saz" => [Saz(new MemoryStream(), CompressionLevel.Optimal), Saz(new MemoryStream(), CompressionLevel.NoCompression), Saz(new ForwardOnly(), CompressionLevel.Optimal), Saz(new ForwardOnly(), CompressionLevel.NoCompression)],
        "files" => Cases(),
        "logs" => Logs.SelectMany(l => LogFormats.All.Select((_, i) => (byte[])[(byte)i, .. Encode.Utf8(l)])),
        "flows" => [Encode.Utf8(string.Concat(Flows)), .. Flows.Select(Encode.Utf8)],
        "transcript" => [Transcript(false), Transcript(true), SqliteLogFile.Archive(Transcript(false)[..512], new SqliteLogFile(512).Transaction([], Transcript(false)).Bytes())],
        "transcript-log" => [Frames(false), Frames(true), [1, 0, .. Transcript(true)[..512], .. Frames(true)]],
        "csv-records" => Lists.Select(Encode.Utf8).Concat(Lists.Select(l => Encode.Utf16("\uFEFF" + l))),
        "json-records" => Lists.Select(Encode.Utf8).Concat(Lists.Select(l => Encode.Utf16("\uFEFF" + l, isBigEndian: true))).Reverse(),
        "ip-database" => [MaxMindFile.OfCountries(("1.2.3.0/24", "NL"), ("2a00:1::/32", "IE")), Encode.Utf8("start_ip,end_ip,country\n1.2.3.0,1.2.3.255,NL\n\"16909312\",\"16909567\",\"US\"\n2a00:1::,2a00:1::ffff,IE\n")],
        "documentation-page" => [Encode.Utf8(DocumentationPage)],
        "documentation-csv" => [Encode.Utf8("event,field,description,purpose,level,says,values\r\nA.B,x,\"a \"\"b\"\",\nc\",p,required,hashed;empty,1;2\r\n")],
        "documentation-yaml" => [Encode.Utf8("title: t\nevents:\n  - event: A.B\n    level: required\n    fields:\n      - {field: x, description: a, says: [hashed], values: [a, b]}\ncommon:\n  - group: c\n    fields: [{field: y}]\n")],
        "documentation-classified-json" => [Encode.Utf8("{\"core\":{\"events\":{\"a/b\":{\"comment\":\"c\",\"x\":{\"classification\":\"S\",\"purpose\":\"P\"},\"${wildcard}\":[{\"${prefix}\":\"f.\",\"${classification}\":{}}]}},\"commonProperties\":{\"id\":{\"purpose\":\"P\"}}}}")],
        "documentation-provider-json" => [Encode.Utf8("window.events = {\"Providers\":[{\"Name\":\"P\",\"Events\":[{\"Name\":\"E\",\"Description\":\"d\",\"Fields\":[{\"Name\":\"f\",\"Fields\":[{\"Name\":\"g\",\"Description\":\"d\"}]}]}]}]};")],
        "documentation-snapshot" => [Encode.Utf8("documentation: 1\nvendor: v\nproduct: p\ndate: \"2026-11-30\"\nsha256: \"0000000000000000000000000000000000000000000000000000000000000000\"\nbytes: \"1\"\ncounts: {\"events\": 1, \"common\": 1, \"fields\": 1, \"unread\": 0}\nlist:\n  - {\"event\":\"Any.Event\",\"line\":1,\"description\":\"previously named Any.Old\", \"fields\": [\n    {\"field\":\"field\",\"line\":2,\"description\":\"hashed; one of a, b\"}]}\n  - {\"common\":\"c\",\"line\":3, \"fields\": []}\n")],
        "access-reply" => Replies(),
        "json-lines" => [.. Logs.Select(Encode.Utf8).Where(l => l[0] == '{'), Encode.Utf16("\uFEFF{\"a\":\"é\"}\r\n{\"b\":2}\n"), Encode.Utf16("\uFEFF{\"a\":\"é\"}\n{\"b\":2}", isBigEndian: true)],
        "yaml" => Facts.Files().GroupBy(f => f.Path.Split('/')[0]).SelectMany(g => g.OrderBy(f => f.Bytes.Length).Take(10))
            .Select(f => (byte[])[.. Encode.Utf8(f.Path + "\n"), .. f.Bytes[..Math.Min(f.Bytes.Length, LargestSeed / 2)].Span]),
        _ => Transformed.GetValueOrDefault(target) ?? [[1], [1, 2], [0xFF, 0xFF, 0xFF, 0xFF], [0xFB, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F], [0x33, 0x41, 0xC2, 0, 0, 0, 0, 0, 0]],
    };

    static IEnumerable<byte[]> All() =>
        Contents.Select(Encode.Utf8).Concat(Binary.Select(Convert.FromHexString)).Concat(Transformed.Where(t => t.Key != "steps").Select(t => t.Value[0]));

    /// <summary>The smallest contents of the requests that ship as samples, one of each folder.</summary>
    static IEnumerable<byte[]> Captured() =>
        Directory.EnumerateFiles(Facts.Folder, "*.har", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(file => Requests(File.ReadAllBytes(file)).Where(b => b.Length is > 8 and <= LargestSeed).OrderBy(b => b.Length).Take(1));

    static List<byte[]> Requests(byte[] har)
    {
        var reader = new HarReader();
        return reader.SplitAsync(new MemoryStream(har), Limits.Default, CancellationToken.None).ToBlockingEnumerable()
            .Where(e => e.Kind == EntryKind.Exchange)
            .SelectMany(e => reader.Read(e, Promises.Capture, [])?.Excerpts ?? [])
            .Where(e => e.Part is MessagePart.Content or MessagePart.Message)
            .Select(e => e.Bytes.ToArray())
            .ToList();
    }

    static IEnumerable<byte[]> Files(string pattern) =>
        Directory.EnumerateFiles(Facts.Folder, pattern, SearchOption.AllDirectories).Where(f => new FileInfo(f).Length <= LargestSeed)
            .OrderBy(f => new FileInfo(f).Length).Take(20).Select(File.ReadAllBytes);

    static IEnumerable<byte[]> Warcs() =>
        [Encode.Utf8(string.Concat(Records)), [.. Records.SelectMany(r => Encode.Gzip(Encode.Utf8(r)))], Encode.Gzip(Encode.Utf8(string.Concat(Records))), .. Records.Select(Encode.Utf8), Exported()];

    /// <summary>Exchanges that were written again from another capture: one with octets, one without a method, and a look-up.</summary>
    static byte[] Exported() => Encode.Utf8(string.Concat(
        Record("warcinfo", "WARC-Record-ID: <urn:i>\r\n", "klikspaan-export: 1\r\n"),
        Record("request", "WARC-Record-ID: <urn:b>\r\nWARC-Target-URI: <http://a.example/x>\r\n", "POST /x HTTP/1.1\r\nhost: a.example\r\n\r\n{\"a\":1}"),
        Record("metadata", "WARC-Concurrent-To: <urn:b>\r\n", """{"kind":"exchange","sender":{"pid":1},"exchange":{"started_at":"2026-01-02T03:04:05Z","method":"POST","scheme":"http","host":"a.example","port":81,"path":"/x","status":200,"bytes_in":4,"bytes_out":9,"bytes_not_read":1},"parts":[{"part":"message","path":"/0","base64":"AAEC"},{"part":"cookie","path":"/a","text":"b\u00e9"}],"problems":[{"part":"content","kind":"body-lost","expected":"a","found":"b"}]}"""),
        Record("metadata", "", """{"kind":"http","exchange":{"host":"a.example"},"parts":[{"part":"path","path":"","text":"/x"}]}"""),
        Record("metadata", "", """{"kind":"dns","exchange":{"host":"a.example"},"parts":[{"part":"name","path":"","text":"a.example"}]}"""),
        Record("metadata", "", """{"kind":"end"}""")));

    static IEnumerable<byte[]> Burps()
    {
        const string Request = "POST /x?q=1 HTTP/1.1\r\nHost: a.example\r\nCookie: c=d\r\n\r\n{\"a\":1}";
        const string About = "<time>Fri Jan 02 04:04:05 CET 2026</time><url><![CDATA[https://a.example/x?q=1]]></url><host ip=\"198.18.0.1\">a.example</host><port>443</port><protocol>https</protocol>";
        const string Answer = "<status>204</status><responselength>27</responselength><response base64=\"false\">HTTP/1.1 204 No Content\r\n\r\n</response>";
        string[] requests = [$"<request base64=\"true\"><![CDATA[{Convert.ToBase64String(Encode.Utf8(Request))}]]></request>", $"<request base64=\"false\"><![CDATA[{Request}]]></request>", "<request>GET /&amp;&#65; HTTP/1.1&#13;\n\r\n</request>"];
        return [.. requests.Select(r => Encode.Utf8($"<?xml version=\"1.0\"?>\n<!DOCTYPE items [\n<!ELEMENT items (item*)>\n]>\n<items burpVersion=\"1\" exportTime=\"\">\n<item>{About}{r}{Answer}</item>\n<item>{r}</item></items>"))];
    }

    /// <summary>A look-up, and a connection of HTTP with an answer, as packets without a link.</summary>
    static byte[][] Pcaps()
    {
        byte[] query = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, .. "a"u8, 7, .. "example"u8, 0, 0, 1, 0, 1];
        byte[] hello = Convert.FromHexString("160301003A010000360303" + new string('0', 64) + "0000021301010000" + "0B" + "000000070005000002" + "3078" + "00");
        byte[] http2 = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 3, 1, 5, 0, 0, 0, 1, 0x82, 0x84, 0x86];
        byte[][] sent = [.. new[] { "GET /x?q=1 HTTP/1.1\r\nHost: a.example\r\n\r\n", "CONNECT a.example:1 HTTP/1.1\r\n\r\n" }.Select(Encode.Utf8), hello, http2];
        byte[][] packets = [Packet(17, [0, 9, 0, 53, 0, (byte)(query.Length + 8), 0, 0, .. query]), .. sent.Select((s, i) => Packet(6, [0, (byte)i, 0, 80, 0, 0, 0, 1, 0, 0, 0, 1, 0x50, 16, 0, 0, 0, 0, 0, 0, .. s]))];
        byte[] pcap = [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 101, 0, 0, 0, .. packets.SelectMany(p => (byte[])[0, 0, 0, 0, 0, 0, 0, 0, (byte)p.Length, 0, 0, 0, (byte)p.Length, 0, 0, 0, .. p])];
        byte[] next = [.. Block(0x0A, [0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0, .. Enumerable.Repeat((byte)255, 8)]), .. Block(1, [101, 0, 0, 0, 0, 0, 0, 0]), .. packets.SelectMany(p => Block(3, [(byte)p.Length, 0, 0, 0, .. p, .. new byte[-p.Length & 3]]))];
        return [pcap, next, .. packets];
    }

    static byte[] Packet(byte protocol, byte[] payload) => [0x45, 0, 0, (byte)(20 + payload.Length), 0, 1, 0, 0, 64, protocol, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2, .. payload];

    static byte[] Block(byte kind, byte[] body) => [kind, .. kind == 0x0A ? (byte[])[0x0D, 0x0D, 0x0A] : [0, 0, 0], (byte)(body.Length + 12), 0, 0, 0, .. body, (byte)(body.Length + 12), 0, 0, 0];
    /// <summary>The pages of a database as frames of a log that ends with a transaction.</summary>
    static byte[] Frames(bool isReversed)
    {
        var pages = Transcript(isReversed).Chunk(512).ToList();
        return [.. pages.SelectMany((p, i) => (byte[])[(byte)(i + 1), (byte)(i + 1 == pages.Count ? pages.Count : 0), .. p])];
    }

    public static byte[] Transcript(bool isReversed) => new SqliteFile(512, isReversed)
        .Table("CREATE TABLE events_persisted (payload TEXT, full_event_name_hash INTEGER)", [["{\"name\":\"a\",\"data\":{\"b\":1}}", 5L], [$"{{\"a\":\"{new string('x', isReversed ? 1200 : 20)}\"}}", 1L]])
        .Table("CREATE TABLE event_tags (full_event_name_hash INTEGER, tag_id INTEGER)", [[5L, 1L], [5L, 300L]])
        .Table("CREATE TABLE tag_descriptions (tag_id INTEGER, tag_name TEXT)", [[1L, "a tag"]]).Bytes();

    static byte[] Saz(MemoryStream output, CompressionLevel level)
    {
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            (string Name, string Text)[] files =
            [
                ("raw/1_c.txt", "POST https://a.example/x?q=1 HTTP/1.1\r\nCookie: c=d\r\n\r\n{\"a\":1}"), ("raw/1_m.xml", "<Session BitFlags=\"1\"><SessionTimers ClientBeginRequest=\"2026-01-02T03:04:05Z\"/><SessionFlag N=\"x-processinfo\" V=\"a:1\"/></Session>"),
                ("raw/1_s.txt", "HTTP/1.1 200 OK\r\n\r\nbody"), ("raw\\2_c.txt", "CONNECT b.example:443 HTTP/1.1\r\n\r\n"), ("raw\\2_m.xml", "<Session BitFlags=\"2000\"/>"), ("_index.htm", "<html>"),
            ];
            foreach (var (name, text) in files)
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(Encode.Utf8(text));
            }
        }

        return output.ToArray();
    }

    /// <summary>A capture, compressed and in archives, once and within each other, whole and cut.</summary>
    static IEnumerable<byte[]> Replies()
    {
        string[] texts =
        [
            "id,when\r\n\"a \"\"b\"\"\",2026-01-02T03:04:05Z\r\n", "{\"list\":[{\"event\":\"A.B\",\"time\":1767323045123,\"mail\":\"jan@example.nl\"},{\"a\":\"\\ud83d\"}]}", "{\"a\":1}\n{\"b\":x}\n{\"c\":2}\n",
            "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"b\">]><r><e at='1' b=\"2\"/><x>t&amp;u</x><![CDATA[v]]><!-- w --></r>", "<html><table><tr><td>a<td>b</table><script>x</script>", "Dear A,\nyour id is 8ea33359-5b6b-4686-be88-bffbfe68c5cd\n",
        ];
        List<byte[]> files = [.. texts.Select(Encode.Utf8), Encode.Utf16("\uFEFFa,b\n1,2\n")];
        return [.. files, Zip(files.Select((f, i) => ($"{i}.txt", f))), Zip([("in.zip", Zip([("a.csv", files[0])]))])];
    }

    static IEnumerable<byte[]> Cases()
    {
        byte[] packed = Encode.Gzip(Facts.Asked), archive = Zip([("a.har", Facts.Asked), ("b/c.har.gz", packed), ("d.txt", Sample)]), deep = Zip([("in.zip", archive), ("EventTranscript.db", Transcript(false)), ("EventTranscript.db-wal", Sample)]);
        return [Facts.Asked, packed, packed[..^4], [.. packed, .. packed], [.. packed, .. Sample], archive, archive[..^9], deep, Encode.Gzip(deep), Encode.Gzip(Encode.Gzip(packed)), Encode.Gzip(new byte[LargestSeed])];
    }

    static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }

        return output.ToArray();
    }

    static string Record(string type, string fields, string block) =>
        $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n{(type == "request" ? "Content-Type: application/http;msgtype=request\r\n" : "")}{fields}Content-Length: {Encoding.UTF8.GetByteCount(block)}\r\n\r\n{block}\r\n\r\n";

    static string Flow(string type, params string[] members) => Tagged(Dictionary(["type", type + ";", "version", "21#", "id", "f;", .. members]));

    /// <summary>Names and values with their tag; each value ends in its own.</summary>
    static string Dictionary(params string[] members) => string.Concat(members.Select((m, i) => Tagged(i % 2 == 0 ? m + ";" : m))) + "}";

    static string Message(params string[] before) => Tagged(string.Concat(before.Select(Tagged)) + Tagged("sent,") + Tagged("1767323045^") + "]");

    /// <summary>The length of what stands before the tag, and all of it.</summary>
    static string Tagged(string value) => $"{Encoding.UTF8.GetByteCount(value) - 1}:{value}";

    [GeneratedRegex("[A-Za-z][A-Za-z0-9_-]{2,22}(?=[\":]|$)", RegexOptions.Multiline)]
    private static partial Regex Names();
}
