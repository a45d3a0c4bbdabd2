using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Logs of Zeek: synthetic ones, in both forms, and those of the corpus.</summary>
public sealed class ZeekLogTests
{
    static readonly string[] Http = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "trans_depth", "method", "host", "uri", "referrer", "user_agent", "response_body_len", "status_code", "username"];
    static readonly string[] Dns = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "trans_id", "query", "rejected"];
    static readonly string[] Ssl = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "version", "cipher", "server_name", "resumed", "established"];
    static readonly string[] Quic = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "version", "client_initial_dcid", "server_name"];
    static readonly string[] Conn = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service", "orig_bytes", "resp_bytes", "conn_state"];

    /// <summary>A log, its columns, its rows and what is told of them. Client addresses and user names are not among it.</summary>
    public static TheoryData<string, string[], string?[][], string[]> Rows => new()
    {
        {
            "http", Http,
            [
                ["1767323045.5", "C1", "192.168.1.77", "54080", "198.18.0.1", "80", "1", "GET", "Host.Example", "/a/b?user=jan#x", "http://other.example/", "Tool/1.0\t\\é", "12", "200", "jan"],
                ["1767323045.999999", "C1", "192.168.1.77", "54080", "198.18.0.1", "8080", "2", "POST", "host.example:8080", "-", null, "", "0", null, null],
                ["1767323046", "C2", "192.168.1.77", "54081", "198.18.0.9", "3128", "1", "GET", "proxy.example", "http://u@Far.example:81/p?q", null, null, null, "304", null],
                ["1767323046", "C3", "192.168.1.77", "54081", "198.18.0.9", "3128", "1", "CONNECT", null, "far.example:443", null, null, null, null, null],
                ["1767323046", "C4", "192.168.1.77", "54081", "198.18.0.9", "80", "1", null, null, null, null, null, null, null, null],
            ],
            [
                "1 2026-01-02T03:04:05 GET http://host.example/a/b 200 in 12 out 0 contact", "  header:/host Host.Example", "  path: /a/b", "  query: user=jan#x", "  header:/referer http://other.example/", "  header:/user-agent Tool/1.0\t\\é",
                "2 2026-01-02T03:04:05 POST http://host.example:8080-  in 0 out 0 contact", "  header:/host host.example:8080", "  path: -",
                "3 2026-01-02T03:04:06 GET http://far.example:81/p 304 in  out 0 contact", "  header:/host proxy.example", "  name: Far.example", "  path: /p", "  query: q",
                "4 2026-01-02T03:04:06 CONNECT http://far.example:443  in  out 0 contact", "  name: far.example",
                "5 2026-01-02T03:04:06  http://198.18.0.9  in  out 0 contact",
            ]
        },
        {
            "dns", Dns,
            [
                ["1767323045.25", "C1", "192.168.1.77", "54325", "198.18.0.53", "53", "udp", "63813", "WERKPLEK-0042.host.example", "F"],
                ["1767323045.25", "C2", "192.168.1.77", "54325", "198.18.0.53", "53", "tcp", "63813", null, "F"],
            ],
            [
                "1 2026-01-02T03:04:05  udp://werkplek-0042.host.example  in  out 0 dns", "  name: WERKPLEK-0042.host.example",
                "! log whole: expected a name that was looked up, found none",
            ]
        },
        {
            "ssl", Ssl,
            [
                ["1767323045.25", "C1", "192.168.1.77", "54325", "198.18.0.1", "443", "TLSv13", "TLS_AES_128_GCM_SHA256", "telemetry.example", "T", "T"],
                ["1767323045.25", "C2", "192.168.1.77", "54325", "2001:DB8::1", "8443", null, null, null, "F", "F"],
            ],
            [
                "1 2026-01-02T03:04:05  tls://telemetry.example:443  in  out 0 contact", "  name: telemetry.example",
                "2 2026-01-02T03:04:05  tls://2001:db8::1:8443  in  out 0 tls-failure",
            ]
        },
        {
            "quic", Quic,
            [["1767323045.25", "C1", "192.168.1.77", "54325", "198.18.0.1", "443", "1", "95412c47018cdfe8", "telemetry.example"]],
            ["1 2026-01-02T03:04:05  quic://telemetry.example:443  in  out 0 contact", "  name: telemetry.example"]
        },
        {
            "conn", Conn,
            [
                ["1767323045.25", "C1", "192.168.1.77", "54325", "198.18.0.1", "443", "tcp", "ssl", "517", "40", "SF"],
                ["1767323045.25", "C2", "192.168.1.77", "54325", "198.18.0.1", "443", "tcp", null, "0", "0", "REJ"],
                ["1767323045.25", "C2", "192.168.1.77", "54325", "198.18.0.1", "123", "udp", null, null, null, "S0"],
            ],
            [
                "1 2026-01-02T03:04:05  tcp://198.18.0.1:443  in 40 out 0 contact", "2 2026-01-02T03:04:05  tcp://198.18.0.1:443  in 0 out 0 attempt", "3 2026-01-02T03:04:05  udp://198.18.0.1:123  in  out 0 attempt",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Columns_and_JSON_of_the_same_traffic_give_the_same_exchanges(string path, string[] columns, string?[][] rows, string[] expected)
    {
        var text = Logs.Columns(path, columns, rows);
        var json = Logs.Json(columns, rows);
        var streamed = Logs.Json(["_path", .. columns], [.. rows.Select(r => (string?[])[path, .. r])]);

        Assert.Equal(("zeek-tsv", "zeek-json", "zeek-json"), (CaptureReaders.Recognise(text)?.Format, CaptureReaders.Recognise(json)?.Format, CaptureReaders.Recognise(streamed)?.Format));
        Assert.Equal(expected, (await Logs.ReadAsync(text)).WithoutSteps());
        Assert.Equal(expected, (await Logs.ReadAsync(json)).WithoutSteps());
        Assert.Equal(expected, (await Logs.ReadAsync(streamed)).WithoutSteps());
        await PipelineTests.PlacesAsync(text);
        await PipelineTests.PlacesAsync(json);
    }

    [Theory]
    [InlineData("1767323045.607810", "2026-01-02T03:04:05.6078100")]
    [InlineData("1767323045607", "2026-01-02T03:04:05.6070000")]
    [InlineData("\"2026-01-02T03:04:05.60781Z\"", "2026-01-02T03:04:05.6078100")]
    [InlineData("\"2026-01-02T03:04:05\"", "")]
    [InlineData("1.767323045e9", "2026-01-02T03:04:05.0000000")]
    [InlineData("1e300", "")]
    [InlineData("-5", "")]
    [InlineData("99999999999999999999", "")]
    public async Task A_time_is_read_in_each_form_that_Zeek_writes_and_in_no_other(string time, string expected)
    {
        var log = Encode.Utf8($"{{\"ts\":{time},\"id.resp_h\":\"198.18.0.1\",\"conn_state\":\"SF\"}}\n");
        var reader = Logs.Of("zeek-json");
        var entry = Assert.Single(reader.SplitAsync(new MemoryStream(log), Limits.Default, TestContext.Current.CancellationToken).ToBlockingEnumerable(TestContext.Current.CancellationToken));

        Assert.Equal(expected, $"{reader.Read(entry, Facts.Capture, [])!.StartedAt:yyyy-MM-ddTHH:mm:ss.fffffff}");
    }

    [Theory]
    [InlineData("#separator \\x09\n#path\tconn\n#fields\tts\tuid\n", "zeek-tsv")]
    [InlineData("\uFEFF#separator \\x09\r\n#path\tdns\r\n#fields\tts\tuid\r\n", "zeek-tsv")]
    [InlineData("#separator \\x2c\n#path,dns\n#fields,ts,uid\n", "zeek-tsv")]
    [InlineData("#separator \\x09\n#path\tfiles\n#fields\tts\tuid\n", null)]
    [InlineData("#separator \\x09\n#path\tconn\n", null)]
    [InlineData("#separator \\x09", null)]
    [InlineData("{\"ts\":1,\"id.resp_h\":\"h\",\"trans_depth\":1}", "zeek-json")]
    [InlineData("{\"_path\":\"conn\",\"ts\":1}\n{}\n", "zeek-json")]
    [InlineData("{\"_path\":\"files\",\"ts\":1}\n{}\n", "json-lines")]
    [InlineData("{\"ts\":1,\"id.resp_h\":\"h\"}\n{}\n", "json-lines")]
    [InlineData("[{\"ts\":1,\"id.resp_h\":\"h\",\"trans_depth\":1}]\n{}\n", null)]
    public void A_log_is_recognised_by_its_head_or_by_the_fields_of_its_first_row(string log, string? expected) =>
        Assert.Equal(expected, CaptureReaders.Recognise(Encode.Utf8(log))?.Format);

    [Fact]
    public async Task Rows_of_other_logs_in_one_file_of_JSON_are_kept_as_events_and_a_line_that_is_no_JSON_is_a_problem()
    {
        var lines = await Logs.ReadAsync("{\"_path\":\"ssl\",\"ts\":1,\"id.resp_h\":\"198.18.0.1\",\"server_name\":{\"a\":1}}\n{\"_path\":\"files\",\"ts\":1}\n\n{\"_path\":\n[1]\n{\"_path\":\"quic\",\"server_name\":\"\\u0041.example\"}");

        Assert.Equal(
            [
                "1 1970-01-01T00:00:01  tls://198.18.0.1  in  out 0 contact",
                "2   ://  in  out 0 stored-event", "  content: {\"_path\":\"files\",\"ts\":1}",
                "! json whole: expected a JSON object on a line, found 9 bytes that are none",
                "! json whole: expected a JSON object on a line, found 3 bytes that are none",
                "5   quic://a.example  in  out 0 contact", "  name: A.example |json-string",
            ],
            lines);
    }

    [Theory]
    [InlineData("1\t2\n", "! log whole: expected 3 columns, as the head of the log names them, found 2")]
    [InlineData("1\t2\t3\t4\n", "! log whole: expected 3 columns, as the head of the log names them, found more")]
    [InlineData("1\t\\x\t\\xZZ\\\\\\x2d\n", "1 1970-01-01T00:00:01  tls://\\xzz\\-  in  out 0 contact")]
    [InlineData("-\t(empty)\t-\n", "! log whole: expected a host, found none")]
    public async Task A_row_that_does_not_fit_its_head_is_a_problem_and_the_next_is_read(string row, string expected)
    {
        var lines = await Logs.ReadAsync($"#separator \\x09\n#path\tssl\n#fields\tts\tuid\tserver_name\n{row}5\t\tb.example\n");

        Assert.Equal([expected, "2 1970-01-01T00:00:05  tls://b.example  in  out 0 contact"], lines.Where(l => l[0] != ' '));
    }

    [Fact]
    public async Task Several_logs_in_one_file_are_read_each_by_its_head_and_what_is_not_read_is_told()
    {
        var ssl = Encoding.UTF8.GetString(Logs.Columns("ssl", Ssl, ["1", "C", "a", "1", "198.18.0.1", "443", null, null, "a.example", "T", "T"]));
        var dns = Encoding.UTF8.GetString(Logs.Columns("dns", Dns, ["2", "C", "a", "1", "198.18.0.1", "53", "udp", "1", "b.example", "F"]));
        var unclosed = ssl.Replace("#close\t2026-01-02-03-05-05\n", "", StringComparison.Ordinal);
        var lines = await Logs.ReadAsync(unclosed + dns.Replace("#path\tdns", "#path\tweird", StringComparison.Ordinal) + dns + unclosed + "#separator \\x09\\x09\nx\n");

        Assert.Equal(
            [
                "1 1970-01-01T00:00:01  tls://a.example:443  in  out 0 contact",
                "! cut entry 0 @*: expected the line with which such a log ends, found another log: it was being written, or the rest is missing",
                "! log entry 0 @*: expected a log of conn, dns, http, ssl, quic, found another, whose lines were not read",
                "2 1970-01-01T00:00:02  udp://b.example  in  out 0 dns",
                "3 1970-01-01T00:00:01  tls://a.example:443  in  out 0 contact",
                "! log entry 0 @*: expected a separator of one byte, found another: the lines below it were not read",
            ],
            lines.Where(l => l[0] != ' ').Select(l => System.Text.RegularExpressions.Regex.Replace(l, "@[0-9]+\\+[0-9]+", "@*")));
    }

    [Fact]
    public async Task Too_many_columns_and_too_long_lines_are_problems()
    {
        var columns = await Logs.ReadAsync(Encode.Utf8($"#separator \\x09\n#path\tssl\n#fields\t{string.Join('\t', Enumerable.Range(0, 1001))}\n1\n"), null, Logs.Of("zeek-tsv"));
        var line = await Logs.ReadAsync($"#separator \\x09\n#path\tssl\n#fields\tserver_name\n{new string('x', 200)}\nb.example\n", new() { EntryBytes = 100 });

        Assert.Equal(["limit"], columns.Problems().Select(p => p.Split(' ')[1]));
        Assert.Equal(["! limit entry 1 @46+200: expected a line of at most 100 bytes, found 200 bytes", "2   tls://b.example  in  out 0 contact", "  name: b.example"], line);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_log_cut_anywhere_gives_the_rows_before_the_cut_and_one_problem(string path, string[] columns, string?[][] rows, string[] expected)
    {
        Assert.NotEmpty(expected);
        var log = Logs.Columns(path, columns, [.. rows.Where(r => expected.Length != 3 || r[8] is not null)]);
        var whole = await Logs.ReadAsync(log);
        var opened = log.AsSpan().IndexOf("#open\t2026-01-02-03-04-05\n"u8) + "#open\t2026-01-02-03-04-05\n".Length;
        for (var length = 1; length < log.Length; length++)
        {
            var lines = await Logs.ReadAsync(log[..length], null, Logs.Of("zeek-tsv"));

            Assert.Equal(length < opened && log[length - 1] == '\n' ? 0 : 1, lines.Problems().Count);
            Assert.Equal(whole.Take(lines.Count - lines.Problems().Count), lines.Where(l => l[0] != '!'));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_byte_changed_anywhere_throws_nothing_and_costs_no_other_row(string path, string[] columns, string?[][] rows, string[] expected)
    {
        Assert.NotEmpty(expected);
        foreach (var (log, format) in new[] { (Logs.Columns(path, columns, rows), "zeek-tsv"), (Logs.Json(columns, rows), "zeek-json") })
        {
            for (var at = 0; at < log.Length; at++)
            {
                foreach (var change in (byte[])[0x01, 0x20, 0x80])
                {
                    var changed = log.ToArray();
                    changed[at] ^= change;
                    var lines = await Logs.ReadAsync(changed, null, Logs.Of(format));

                    Assert.InRange(lines.Exchanges().Count, 0, rows.Length + 1);
                    Assert.True(lines.Exchanges().Count + lines.Problems().Count >= Math.Min(rows.Length - 1, 1), $"{at} {change}: {string.Join('\n', lines)}");
                }
            }
        }
    }

    [Property(MaxTest = 200)]
    public void Any_bytes_are_read_or_a_problem_however_they_come(NonNull<byte[]> bytes)
    {
        string[] words = ["#separator \\x09\n", "#path\thttp\n", "#fields\turi\thost\tid.resp_h\n", "\t", "\n", "#open\n", "#close\n", "\\x2", "http://a:1@[::1]:2/?", "-", "{\"ts\":1,", "\"id.resp_h\":\"h\"", "\"_path\":\"http\",", "}", "[", "\"uri\":\"\\u0041\""];
        var log = Encode.Utf8(string.Concat(bytes.Get.Select(b => words[b % words.Length])));
        foreach (var format in new[] { "zeek-tsv", "zeek-json" })
        {
            var whole = Logs.ReadAsync(log, null, Logs.Of(format)).GetAwaiter().GetResult();

            Assert.Equal(whole, Hars.ReadAsync(new Dripping(log, [3, 1, 2]), log, null, Logs.Of(format)).GetAwaiter().GetResult());
        }
    }

    /// <summary>Files of the corpus, and how many exchanges of which kinds each holds.</summary>
    [Theory]
    [InlineData("zeek-http.log", "197 contact")]
    [InlineData("zeek-tsv/conn.log", "175 attempt, 306 contact")]
    [InlineData("zeek-tsv/dns.log", "25 dns")]
    [InlineData("zeek-tsv/http.log", "1 contact")]
    [InlineData("zeek-tsv/ssl.log", "26 contact")]
    public async Task The_logs_of_the_corpus_are_read(string file, string expected)
    {
        var log = await File.ReadAllBytesAsync(Repository.InCorpus("captures", "logs", file), TestContext.Current.CancellationToken);
        var lines = await Logs.ReadAsync(log);
        await PipelineTests.PlacesAsync(log);

        Assert.Empty(lines.Problems());
        Assert.Equal(expected, string.Join(", ", lines.Exchanges().CountBy(l => l.Split(' ')[^1]).Select(k => $"{k.Value} {k.Key}")));
    }

    [Theory]
    [InlineData("S0", "attempt")]
    [InlineData("REJ", "attempt")]
    [InlineData("RSTOS0", "attempt")]
    [InlineData("SH", "attempt")]
    [InlineData("RSTRH", "contact")]
    [InlineData("SHR", "contact")]
    [InlineData("RSTO", "contact")]
    [InlineData("OTH", "contact")]
    public async Task A_connection_that_was_given_up_before_an_answer_is_an_attempt(string state, string kind)
    {
        string?[] row = ["1767323045.5", "C1", "192.168.1.77", "54080", "198.18.0.1", "443", "tcp", null, "0", "0", state];

        Assert.EndsWith(" out 0 " + kind, (await Logs.ReadAsync(Logs.Columns("conn", Conn, row))).Single(), StringComparison.Ordinal);
        Assert.EndsWith(" out 0 " + kind, (await Logs.ReadAsync(Logs.Json(Conn, row))).Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F", null, null, "tls-failure")]
    [InlineData("F", "TLS_AES_128_GCM_SHA256", "handshake_failure", "tls-failure")]
    [InlineData("F", "TLS_AES_128_GCM_SHA256", null, "contact")]
    [InlineData("T", "TLS_AES_128_GCM_SHA256", "close_notify", "contact")]
    public async Task A_handshake_without_an_answer_or_with_an_alert_is_one_that_was_not_completed(string established, string? cipher, string? alert, string kind)
    {
        string[] columns = [.. Ssl, "last_alert"];
        string?[] row = ["1767323045.25", "C1", "192.168.1.77", "54325", "198.18.0.1", "443", "TLSv13", cipher, "host.example", "F", established, alert];

        Assert.EndsWith(" out 0 " + kind, (await Logs.ReadAsync(Logs.Columns("ssl", columns, row))).Exchanges().Single(), StringComparison.Ordinal);
        Assert.EndsWith(" out 0 " + kind, (await Logs.ReadAsync(Logs.Json(columns, row))).Exchanges().Single(), StringComparison.Ordinal);
    }
}
