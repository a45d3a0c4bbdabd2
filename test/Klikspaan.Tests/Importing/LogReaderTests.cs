using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Logs of proxies, servers, resolvers and phones. All are synthetic but those of the corpus.</summary>
public sealed class LogReaderTests
{
    const string Native = "1767323045.607     45 192.168.1.2 TCP_TUNNEL/200 4512 CONNECT Far.example:443 jan HIER_DIRECT/198.18.0.1 -\n1767323045.607      0 192.168.1.2 TCP_DENIED/403 1 GET http://near.example/p?user=jan - HIER_NONE/- text/html\n";
    const string Kept = "1767323045.607 0 192.168.1.2 TAG_NONE/200 0 CONNECT bumped.example:443 - HIER_NONE/- -\n1767323045.607 0 192.168.1.2 TCP_MEM_HIT/200 1500 GET http://cached.example/y - HIER_NONE/- text/html\n1767323045.607 60 192.168.1.2 TCP_MISS/503 1500 GET http://down.example/ - HIER_NONE/- text/html\n1767323045.607 0 192.168.1.2 UDP_MISS/000 60 ICP_QUERY http://asked.example/ - HIER_NONE/- -\n1767323045.607 0 192.168.1.2 TCP_HIT/200 9 GET http://old.example/ - NONE/- text/html\n";
    const string Foreground = "dnsmasq: started, version 2.90\ndnsmasq: query[A] Host.example from 192.168.1.2\ndnsmasq: forwarded host.example to 198.18.0.53\ndnsmasq: 5 192.168.1.2/5353 query[AAAA] b.example from 192.168.1.2\n";
    const string Combined = "192.168.1.2 - jan [02/Jan/2026:03:04:05 +0100] \"GET http://near.example:81/p?q=1 HTTP/1.1\" 200 12 \"-\" \"Tool \\\"x\\\"\" TCP_MISS:HIER_DIRECT\n192.168.1.2 - - [02/Jan/2026:03:04:05 +0100] \"CONNECT far.example:443 HTTP/1.1\" 503 0 NONE_NONE:HIER_NONE\n";
    const string Server = "#Software: x\r\n\r\n#Version: 1.0\r\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-bytes\r\n2026-01-02 03:04:05 198.18.0.1 GET /p user=jan 443 jan 192.168.1.2 Tool/1.0+(x) - 200 12\r\n";
    const string Proxy = "#Fields: date\ttime\tc-ip\tcs-username\tr-host\tr-ip\tr-port\tcs-protocol\tcs-method\tcs-uri\ts-ip\tcs(Cookie)\n2026-01-02\t03:04:05\t192.168.1.2\tjan\tfar.example\t198.18.0.1\t443\thttps\tGET\thttps://far.example/p?q\t192.168.1.9\ta=b; c=d\n2026-01-02\t03:04:05\t192.168.1.2\tjan\t-\t-\t-\t-\tGET\t-\t192.168.1.9\t-\n";
    const string Dnsmasq = "Jan  2 03:04:05 dnsmasq[12]: started, version 2.90\nJan  2 03:04:05 dnsmasq[12]: query[A] Host.example from 192.168.1.2\nJan  2 03:04:05 dnsmasq[12]: forwarded host.example to 198.18.0.53\n2026-01-02T03:04:05+01:00 router dnsmasq[12]: 5 192.168.1.2/5353 query[type=65] b.example from 192.168.1.2\nJan  2 03:04:05 dnsmasq[12]: query[A from\n";
    const string Unbound = "[1767323045] unbound[12:0] info: start of service (unbound 1.19).\n[1767323045] unbound[12:0] info: 192.168.1.2 host.example. A IN\nJan  2 03:04:05 router unbound: [12:0] reply: ::1@53 b.example. AAAA IN NOERROR 0.1 0 45\n";
    const string Report = "{\"accessor\":{\"identifier\":\"com.example.app\",\"identifierType\":\"bundleID\"},\"category\":\"camera\",\"kind\":\"intervalBegin\",\"timeStamp\":\"2026-01-02T03:04:05.000+01:00\",\"type\":\"access\"}\n{\"timeStamp\":\"2026-01-02T05:04:05.000+01:00\",\"context\":\"page.example\",\"domain\":\"telemetry.example\",\"type\":\"networkActivity\",\"domainType\":1,\"firstTimeStamp\":\"2026-01-02T03:04:05.000+01:00\",\"bundleID\":\"com.example.app\",\"hits\":4}\n";
    const string Tracked = "\"ID\",\"uid\",\"version\",\"protocol\",\"daddr\",\"dport\",\"time\",\"uncertain\",\"allowed\",\"Tracker Name\",\"Tracker Category\"\r\n\"1\",\"10123\",\"4\",\"6\",\"telemetry.example\",\"443\",\"1767323045607\",\"0\",\"1\",\"Who, \"\"Ltd\"\"\",\"Analytics\"\r\n\"2\",\"10123\",\"4\",\"17\",\"198.18.0.1\",\"53\",\"1767323045607\",\"0\",\"0\",\"\",\"\"\r\n\"3\",\"10123\",\"4\",\"6\",\"a\"\"b.example\",,,,,,\r\n";
    const string TrackedBefore = "\"_id\",\"appname\",\"remoteIp\",\"hostname\",\"companyName\",\"companyOwner\",\"timestampt\"\r\n\"1\",\"com.example.app\",\"198.18.0.1\",\"telemetry.example\",,,\"1767323045607\"\r\n";

    /// <summary>A log, its format, and what is told of it: nothing of who asked.</summary>
    public static TheoryData<string, string, string[]> All => new()
    {
        {
            Native, "squid",
            ["1 2026-01-02T03:04:05 CONNECT ://far.example:443 200 in 4512 out 0 contact", "  name: Far.example", "2 2026-01-02T03:04:05 GET http://near.example/p 403 in 1 out 0 attempt", "  name: near.example", "  path: /p", "  query: user=jan"]
        },
        {
            Combined, "squid",
            [
                "1 2026-01-02T03:04:05 GET http://near.example:81/p 200 in 12 out 0 contact", "  name: near.example", "  path: /p", "  query: q=1", "  header:/user-agent Tool \"x\" |json-string",
                "2 2026-01-02T03:04:05 CONNECT ://far.example:443 503 in 0 out 0 attempt", "  name: far.example",
            ]
        },
        {
            Kept, "squid",
            [
                "1 2026-01-02T03:04:05 CONNECT ://bumped.example:443 200 in 0 out 0 not-sent", "  name: bumped.example", "2 2026-01-02T03:04:05 GET http://cached.example/y 200 in 1500 out 0 not-sent", "  name: cached.example", "  path: /y",
                "3 2026-01-02T03:04:05 GET http://down.example/ 503 in 1500 out 0 attempt", "  name: down.example", "  path: /", "4 2026-01-02T03:04:05 ICP_QUERY http://asked.example/  in 60 out 0 not-sent", "  name: asked.example", "  path: /",
                "5 2026-01-02T03:04:05 GET http://old.example/ 200 in 9 out 0 not-sent", "  name: old.example", "  path: /",
            ]
        },
        {
            Foreground, "dnsmasq",
            ["1   ://host.example  in  out 0 dns", "  name: Host.example", "2   ://b.example  in  out 0 dns", "  name: b.example"]
        },
        { Server, "w3c-log", ["1 2026-01-02T03:04:05 GET ://198.18.0.1:443/p 200 in 12 out 0 contact", "  path: /p", "  query: user=jan", "  header:/user-agent Tool/1.0+(x)"] },
        { Proxy, "w3c-log", ["1 2026-01-02T03:04:05 GET https://far.example/p  in  out 0 contact", "  name: far.example", "  name: far.example", "  path: /p", "  query: q", "  cookie: a=b; c=d", "! log whole: expected a host, found none"] },
        {
            Dnsmasq, "dnsmasq",
            ["1   ://host.example  in  out 0 dns", "  name: Host.example", "2 2026-01-02T03:04:05  ://b.example  in  out 0 dns", "  name: b.example", "! log whole: expected a question: its type, a name and who asked, found something else"]
        },
        { Unbound, "unbound", ["1 2026-01-02T03:04:05  ://host.example  in  out 0 dns", "  name: host.example.", "2   ://b.example  in  out 0 dns", "  name: b.example."] },
        {
            Report, "app-privacy-report",
            ["1   ://  in  out 0 stored-event", "  content: " + Report.Split('\n')[0], "2 2026-01-02T03:04:05  ://telemetry.example  in  out 0 contact by :com.example.app:", "  name: telemetry.example"]
        },
        {
            Tracked, "tracker-control",
            ["1 2026-01-02T03:04:05  tcp://telemetry.example:443  in  out 0 contact", "  name: telemetry.example", "2 2026-01-02T03:04:05  udp://198.18.0.1:53  in  out 0 attempt", "  name: 198.18.0.1", "3   tcp://a\"b.example  in  out 0 contact", "  name: a\"b.example |csv-quoted"]
        },
        {
            Questions, "pihole-queries",
            [
                "1 2026-01-02T03:04:05  ://telemetry.example  in  out 0 dns", "  name: Telemetry.example", "2 2026-01-02T03:04:06  ://a,b.example  in  out 0 dns", "  name: a,b.example"
            ]
        },
        { TrackedBefore, "tracker-control", ["1 2026-01-02T03:04:05  ://telemetry.example  in  out 0 contact by :com.example.app:", "  name: telemetry.example"] },
    };

    public static TheoryData<string, string> Formats => new(All.Select(a => (a.Data.Item1, a.Data.Item2)));

    const string Questions = "id,timestamp,type,status,domain,client,forward,additional_info,reply_type,reply_time,dnssec,list_id,ede\r\n1,1767323045.6,1,3,Telemetry.example,192.168.1.2,,,4,0.0001,0,,-1\r\n2,1767323046,1,1,\"a,b.example\",192.168.1.2,,,4,0.1,0,,-1\r\n";

    const string Protocol = """
        id: v/p
        name: A protocol
        sources:
          - id: docs
            date: 2026-11-29
            says: What it says.
            certainty: verified
        endpoints:
          - host: near.example
            path: /collect
        events:
          - kind: event
            each: "query:"
            having: /cid
            name: /v
            items:
              - path: /v
                category: use.action
                reason: It names what was done.
                source: docs
        """;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_line_is_a_contact_a_look_up_or_a_problem_however_the_bytes_come(string log, string format, string[] expected)
    {
        var bytes = Encode.Utf8(log);

        Assert.Equal(format, CaptureReaders.Recognise(bytes)?.Format);
        Assert.Equal(expected, await Logs.ReadAsync(bytes));
        Assert.Equal(expected, await Hars.ReadAsync(new Dripping(bytes, [1, 7, 2]), bytes, null, Logs.Of(format)));
        Assert.Equal(expected.Select(l => l.Split('@')[0]), (await Logs.ReadAsync("\uFEFF" + log)).Select(l => l.Split('@')[0]));
        await PipelineTests.PlacesAsync(bytes);
    }

    [Theory]
    [InlineData("1767323045.607 45 192.168.1.2 GET /p 200\n")]
    [InlineData("192.168.1.2 - - [02/Jan/2026:03:04:05 +0100] \"GET /p HTTP/1.1\" 200 12 \"-\" \"Tool\"\n")]
    [InlineData("#Version: 1.0\n#Fields: date time cs-method sc-status\n2026-01-02 03:04:05 GET 200\n")]
    [InlineData("# a text\nand more\n")]
    [InlineData("Jan  2 03:04:05 dnsmasq[12]: started, version 2.90\n")]
    [InlineData("dnsmasq-dhcp: query[A] host.example from 192.168.1.2\n")]
    [InlineData("Jan  2 03:04:05 dnsmasq-dhcp[12]: query[A] host.example from 192.168.1.2\n")]
    [InlineData("[1767323045] unbound[12:0] info: start of service (unbound 1.19).\n")]
    [InlineData("{\"type\":\"access\",\"timeStamp\":\"2026-01-02T03:04:05Z\"}\n")]
    [InlineData("\"ID\",\"daddr\",\"time\"\n")]
    [InlineData("\n\n")]
    public void What_names_no_host_or_is_something_else_is_not_taken_for_a_log(string log) => Assert.Null(CaptureReaders.Recognise(Encode.Utf8(log)));

    [Fact]
    public async Task A_question_of_which_the_name_stands_in_another_table_or_a_column_is_missing_is_told() => Assert.Equal(
        [
            "! log whole: expected a name that was looked up, found the number of a name that stands in another table: export the table queries",
            "! log whole: expected 13 columns of CSV, found another number, or a quotation mark that is not closed", "! log whole: expected a name that was looked up, found none",
        ],
        await Logs.ReadAsync(Questions.Split('\n')[0] + "\n3,1767323047,1,1,17,192.168.1.2,,,4,0.1,0,,-1\n4,1767323047,1\n5,1767323047,1,1,,192.168.1.2,,,4,0.1,0,,-1\n"));

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_log_cut_anywhere_gives_the_lines_before_the_cut_and_one_problem(string log, string format)
    {
        var bytes = Encode.Utf8(log.Replace("Jan  2 03:04:05 dnsmasq[12]: query[A from\n", "", StringComparison.Ordinal).Replace("2026-01-02\t03:04:05\t192.168.1.2\tjan\t-\t-\t-\t-\tGET\t-\t192.168.1.9\t-\n", "", StringComparison.Ordinal));
        var whole = await Logs.ReadAsync(bytes);
        for (var length = 1; length < bytes.Length; length++)
        {
            var lines = await Logs.ReadAsync(bytes[..length], null, Logs.Of(format));
            var isWhole = bytes[length - 1] == '\n' || (bytes[length] is (byte)'\n' && format == "app-privacy-report") || bytes.AsSpan(0, length)[(bytes.AsSpan(0, length).LastIndexOf((byte)'\n') + 1)..].TrimEnd("\r"u8).IsEmpty;

            Assert.Equal(isWhole ? 0 : 1, lines.Problems().Count);
            Assert.Equal(whole.Take(lines.Count - lines.Problems().Count), lines.Where(l => l[0] != '!'));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_byte_changed_anywhere_throws_nothing(string log, string format)
    {
        var bytes = Encode.Utf8(log);
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var change in (byte[])[0x01, 0x02, 0x20, 0x80])
            {
                var changed = bytes.ToArray();
                changed[at] ^= change;
                var lines = await Logs.ReadAsync(changed, null, Logs.Of(format));

                Assert.InRange(lines.Exchanges().Count + lines.Problems().Count, 0, log.Count('\n') + 1);
            }
        }
    }

    [Property(MaxTest = 200)]
    public void Any_bytes_are_read_or_a_problem_however_they_come(NonNull<byte[]> bytes)
    {
        string[] words = [" ", "\n", "\"", "\\", ",", "-", "#Fields: cs(Host) cs-uri\n", "1.5 1 - TCP_/200 1 GET ", "http://a@[::1]:2/?", " - /- -\n", "[02/Jan/2026:03:04:05 +0100]", "dnsmasq[1]: query[A] ", " from ", "unbound info: ", "::1 ", " A IN\n", "\"daddr\",\"x\"\n", "{\"type\":\"networkActivity\",", "\"domain\":\"a\"}", "\t", "\r"];
        var log = Encode.Utf8(string.Concat(bytes.Get.Select(b => words[b % words.Length])));
        foreach (var format in LogFormats.All)
        {
            var whole = Logs.ReadAsync(log, null, Logs.Of(format.Name)).GetAwaiter().GetResult();

            Assert.Equal(whole, Hars.ReadAsync(new Dripping(log, [3, 1, 2]), log, null, Logs.Of(format.Name)).GetAwaiter().GetResult());
        }
    }

    [Fact]
    public async Task A_client_that_asked_for_nothing_is_no_contact_and_a_line_of_another_form_is_a_problem()
    {
        var lines = await Logs.ReadAsync(
            Native + "1767323045.607 1 - NONE/400 0 NONE error:invalid-request - HIER_NONE/- -\n- - - [02/Jan/2026:03:04:05 +0100] \"NONE error:transaction-end-before-headers HTTP/0.0\" 0 0 \"-\" \"-\" NONE_NONE:HIER_NONE\nanother\n");

        Assert.Equal(["! log whole: expected a line of the proxy's own format, or of the combined one with the proxy's result, found another"], lines.Problems());
        Assert.Equal(2, lines.Exchanges().Count);
    }

    [Theory]
    [InlineData("198.18.0.1 GET\n", "! log whole: expected 3 words, as #Fields names them, found 2")]
    [InlineData("198.18.0.1 GET /p more\n", "! log whole: expected 3 words, as #Fields names them, found more")]
    [InlineData("198.18.0.1 GET \"/p\n", "! log whole: expected 3 words, as #Fields names them, found 2")]
    [InlineData("- GET /p\n", "! log whole: expected a host, found none")]
    public async Task A_line_that_does_not_fit_its_head_is_a_problem_and_the_next_is_read(string row, string expected)
    {
        var lines = await Logs.ReadAsync($"#Fields: s-ip cs-method cs-uri-stem\n{row}198.18.0.2 GET /q\n");

        Assert.Equal([expected, "2   GET ://198.18.0.2/q  in  out 0 contact".Replace("   ", "  ", StringComparison.Ordinal)], lines.Where(l => l[0] != ' '));
    }

    [Fact]
    public async Task A_log_without_a_head_has_no_lines_that_can_be_read()
    {
        var columns = string.Join(' ', Enumerable.Range(0, 1001));

        Assert.Equal(["! log whole: expected a line #Fields above it, found none"], await Logs.ReadAsync(Encode.Utf8("198.18.0.1 GET\n"), null, Logs.Of("w3c-log")));
        Assert.Equal(["limit"], (await Logs.ReadAsync(Encode.Utf8($"#Fields: {columns}\n1 2\n"), null, Logs.Of("w3c-log"))).Select(l => l.Split(' ')[1]));
        Assert.Equal(["log"], (await Logs.ReadAsync(Encode.Utf8("\"daddr\n1\n"), null, Logs.Of("tracker-control"))).Select(l => l.Split(' ')[1]));
        Assert.Equal(["! log whole: expected 1 columns of CSV, found another number, or a quotation mark that is not closed"], await Logs.ReadAsync(Encode.Utf8("\"daddr\"\n\"a\",1\n"), null, Logs.Of("tracker-control")));
    }

    /// <summary>Files of the corpus, and how many exchanges of which kinds each holds.</summary>
    [Theory]
    [InlineData("logs/w3c-extended.log", "w3c-log", "3 contact")]
    [InlineData("ios/ios_app_privacy_report.ndjson", "app-privacy-report", "8 stored-event, 64 contact")]
    public async Task The_logs_of_the_corpus_are_read(string file, string format, string expected)
    {
        var log = await File.ReadAllBytesAsync(Repository.InCorpus(["captures", .. file.Split('/')]), TestContext.Current.CancellationToken);
        var lines = await Logs.ReadAsync(log);
        await PipelineTests.PlacesAsync(log);

        Assert.Equal(format, CaptureReaders.Recognise(log)?.Format);
        Assert.Empty(lines.Problems());
        Assert.Equal(expected, string.Join(", ", lines.Exchanges().CountBy(l => l.Contains(" contact by ", StringComparison.Ordinal) ? "contact" : l.Split(' ')[^1]).Select(k => $"{k.Value} {k.Key}")));
    }

    [Fact]
    public async Task A_contact_is_shown_as_one_and_is_in_no_count_of_what_was_sent()
    {
        using var place = new Workplace();
        place.Write("access.log", Native.Replace("TCP_DENIED/403", "TCP_MISS/200", StringComparison.Ordinal).Replace("HIER_NONE/-", "HIER_DIRECT/198.18.0.1", StringComparison.Ordinal) + "1767323046.000 1 192.168.1.2 TCP_MISS/200 5 GET http://near.example/collect?v=1&cid=werkplek-0042 - HIER_DIRECT/198.18.0.1 -\n");
        place.Write("report.ndjson", Report);
        place.Write("own/protocols/v/p.yaml", Protocol);
        place.Plant(("host", "werkplek-0042"));
        var import = await place.RunAsync("--knowledge", "own", "-d", "d", "import", "access.log", "report.ndjson");
        var recipients = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "recipients", "--format", "csv", "--columns", "hosts,exchanges,bytes_out,items,contacts");
        var exchanges = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "exchanges", "--format", "csv", "--columns", "kind,host,process,bytes_out");
        var items = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "items", "--format", "csv", "--columns", "path,value,grade");
        var coverage = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "coverage", "--format", "csv", "--columns", "per,exchanges,decoded_exchanges,undecoded_exchanges,bytes_out");
        var events = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "events", "--format", "csv", "--columns", "event,host");
        var disclosures = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "disclosures", "--format", "ndjson");
        var planted = await place.RunAsync("--knowledge", "own", "-d", "d", "show", "planted", "--format", "csv", "--columns", "label,host,path");
        var english = await place.RunAsync("--knowledge", "own", "-d", "d", "report", "--lang", "en", "--to", "md", "-o", "en.md");
        var dutch = await place.RunAsync("--knowledge", "own", "-d", "d", "report", "--lang", "nl", "--to", "md", "-o", "nl.md");

        Assert.Equal((0, 0, 0), (import.Code, english.Code, dutch.Code));
        Assert.Contains("access.log: 3 contacts of which the contents were not seen, kept as captures/", import.Out, StringComparison.Ordinal);
        Assert.Contains("report.ndjson: 1 stored event, which is not shown to have been sent; 1 contact of which the contents were not seen, kept as captures/", import.Out, StringComparison.Ordinal);
        Assert.Contains("Observed without their contents, such as connections that were encrypted and what only a log tells of: 4 contacts, with 3 hosts. What was sent in them is not shown", import.Out.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["near.example,0,0,0,2", "far.example,0,0,0,1", "telemetry.example,0,0,0,1"], recipients.Lines.Skip(1).Order(StringComparer.Ordinal).OrderByDescending(l => l[^1]));
        Assert.Contains("contact,telemetry.example,com.example.app,0", exchanges.Lines);
        Assert.Contains("query:/cid,werkplek-0042,metadata", items.Lines);
        Assert.All(coverage.Lines.Skip(1), l => Assert.EndsWith(",0,0,0,0", l, StringComparison.Ordinal));
        Assert.Equal(["event,host", "1,near.example"], events.Lines);
        Assert.Equal("", disclosures.Out);
        Assert.Equal(["label,host,path", "host,near.example,query:/cid"], planted.Lines);
        foreach (var (file, sentences) in new[]
        {
            ("en.md", (string[])["no request", "what only a log tells of: 4 contacts", "Contacts of which the contents were not seen, such as those that were encrypted or that only a log tells of", "in whose name, address or header fields the planted value", "Grade: metadata", "A contact by process com.example.app"]),
            ("nl.md", ["geen verzoek", "in een logboek staat: 4 contacten, met 3 hosts", "Contacten waarvan de inhoud niet is gezien, zoals versleutelde contacten en die alleen in een logboek staan", "staat een contact, of een poging daartoe, van", "metagegevens", "Een contact van proces com.example.app"]),
        })
        {
            var text = await File.ReadAllTextAsync(place.Path(file), TestContext.Current.CancellationToken);
            Assert.All(sentences, s => Assert.Contains(s, text, StringComparison.Ordinal));
        }
    }
}
