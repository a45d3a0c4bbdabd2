using System.Text;
using Klikspaan.Exporting;
using Klikspaan.Tests.Importing;
using Klikspaan.Tests.Recording;

namespace Klikspaan.Tests.Cli;

/// <summary>The device itself: what was sent of it, what was stored on it, before and after a choice, and what people decide.</summary>
public sealed class DeviceTests
{
    const string Id = "3c1b7e2a-93a1-4c7e-8a52-0c1d2e3f4a5b";
    const string Steps = """
        scenario: choose
        steps:
          - step: banner
            choice: offered
            start: 2026-01-02T03:04:10Z
            end: 2026-01-02T03:04:20Z
          - step: refuse
            choice: refused
            start: 2026-01-02T03:04:20Z
            end: 2026-01-02T03:04:30Z
          - step: work
            start: 2026-01-02T03:04:30Z
            end: 2026-01-02T03:05:00Z

        """;

    [Fact]
    public async Task What_was_sent_of_the_device_is_told_by_what_that_rests_on_and_the_rest_is_not()
    {
        using var place = Made("planted:\n  - label: card\n    value: 5e:0c:11:22:33:44\n    kind: mac\n  - label: title\n    value: Nota zwkrtbnmpl\n    kind: document-title\n");
        await place.ImportAsync(Workplace.Har(Workplace.Entry(
            "https://host.example/t", """{"mac":"5e:0c:11:22:33:44","title":"Nota zwkrtbnmpl","hostname":"pc-0117","colour":"red"}""", headers: [("Content-Type", "application/json"), ("Cookie", "sid=abc; theme=dark")])));

        var rows = await RowsAsync(place, "kind,what,basis,path,values,choice");
        Assert.Contains("read|card|planted value|content:/mac|1|not established", rows);
        Assert.Contains("stored|sid|cookie that was sent|cookie:/sid|1|not established", rows);
        Assert.Contains("stored|theme|cookie that was sent|cookie:/theme|1|not established", rows);
        Assert.Contains("read|network.hostname|category, by rule|content:/hostname|1|not established", rows);
        Assert.DoesNotContain(rows, r => r.Contains("/title", StringComparison.Ordinal) || r.Contains("/colour", StringComparison.Ordinal) || r.Contains("network.mac-address", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, r => r.Contains("invented", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(3u)]
    public async Task A_value_in_a_database_is_found_in_its_cell_however_it_is_written_and_over_how_many_pages(uint encoding)
    {
        // With so much around it the value stands on two pages that do not follow each other.
        var payload = $"{new string('x', 100)} {Id} {new string('x', 485)}";
        var database = new SqliteFile(512, isReversed: true) { Encoding = encoding }
            .Table("CREATE TABLE other(id INTEGER, text TEXT)", [[1L, "nothing"]])
            .Table("CREATE TABLE events(id INTEGER, payload TEXT, note TEXT)", [[1L, "first", null], [2L, payload, "x"]]).Bytes();
        var file = WarcRecord.Resource(Warcs.At, "file:///home/u/telemetry.db", database);
        using var place = Made("");
        var import = await place.ImportAsync(
            Warcs.Recording(
                Warcs.Exchange($"POST /p HTTP/1.1\r\nHost: host.example\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{{\"install\":\"{Id}\"}}"),
                [file, WarcRecord.Metadata("file", Warcs.At, Warcs.Json($$"""{"path":"/home/u/telemetry.db","bytes_seen":{{database.Length}},"bytes_kept":{{database.Length}},"change":"created"}"""), [file.Id])]),
            "a.warc.gz");

        Assert.True(import.Code is 0 or 3, import.Error);
        Assert.DoesNotContain(Id, Encoding.UTF8.GetString(database), StringComparison.Ordinal);
        Assert.Equal(["database|host.example content:/install|table events, row 2, column payload"], await RowsAsync(place, "what,sent_in,stored_in", "basis = 'file that was left'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_guid_in_bytes_of_either_order_is_compared_and_tables_in_an_index_are_named(bool isBigEndian)
    {
        var guid = Guid.Parse("4c1f0b0e-7a52-4a7e-9d38-1f0a2b3c4d5e");
        var database = new SqliteFile(512)
            .Table("CREATE TABLE ids(id INTEGER, value BLOB)", [[1L, guid.ToByteArray(isBigEndian)], [2L, "sixteen letters!"u8.ToArray()], [3L, new byte[16]]])
            .Index("CREATE TABLE other(id TEXT PRIMARY KEY) WITHOUT ROWID").Bytes();
        var file = WarcRecord.Resource(Warcs.At, "file:///home/u/telemetry.db", database);
        using var place = Made("");
        await place.ImportAsync(
            Warcs.Recording(
                Warcs.Exchange($"POST /p HTTP/1.1\r\nHost: host.example\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{{\"install\":\"{guid}\"}}"),
                [file, WarcRecord.Metadata("file", Warcs.At, Warcs.Json($$"""{"path":"/home/u/telemetry.db","bytes_seen":{{database.Length}},"bytes_kept":{{database.Length}},"change":"created"}"""), [file.Id])]),
            "a.warc.gz");

        var row = Assert.Single(await RowsAsync(place, "values,sent_in,stored_in,reason", "basis = 'file that was left'"));
        Assert.StartsWith("2|host.example content:/install|table ids, row 1, column value|", row, StringComparison.Ordinal);
        Assert.EndsWith("Not all of it was compared. Tables that keep their rows in an index (WITHOUT ROWID) were left out: other.", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_holds_a_value_that_was_sent_is_shown_with_the_field_and_a_store_of_events_by_its_shape()
    {
        using var place = Made("");
        await place.ImportAsync(Files(), "a.warc.gz");

        Assert.Equal(
            [
                "file|/home/u/.id|37|created|host.example content:/install|2026-01-02T03:04:06.000Z", "store of events|/home/u/.cache/telemetry/q.json|58|changed||2026-01-02T03:04:05.000Z",
                "store of events|/home/u/0.trn|160|created|host.example content:/install|2026-01-02T03:04:05.000Z",
                "database|/home/u/analytics.db|900|created|host.example content:/install|2026-01-02T03:04:05.000Z", "file|/home/u/large.trn|5000000|created||2026-01-02T03:04:05.000Z",
            ],
            await RowsAsync(place, "what,path,bytes,changed,sent_in,first_seen", "basis = 'file that was left'"));
        Assert.Equal(["1"], await RowsAsync(place, "values", "path = '/home/u/analytics.db'"));
        Assert.Contains("Nothing of its content was kept. Not all of it was compared.", (await RowsAsync(place, "reason", "bytes = 5000000"))[0], StringComparison.Ordinal);
        var located = (await RowsAsync(place, "locator", "path = '/home/u/.id'"))[0];
        Assert.Matches(@"^[0-9a-f]{12}#2 content: @\d+\+\d+ \|gzip\|\[\d+\+37\]$", located);
        Assert.Empty(await RowsAsync(place, "path", "path LIKE '/home%'", "items"));
    }

    [Theory]
    [InlineData("", "05", "not established", "not established")]
    [InlineData("+00:00:00", "05", "before a choice", "refused")]
    [InlineData("+00:00:00", "09", "not established", "refused")]
    [InlineData("+00:00:00", "15", "not established", "refused")]
    [InlineData("+00:00:00", "31", "not established", "refused")]
    [InlineData("+00:00:00", "33", "after a choice", "refused")]
    [InlineData("+00:00:05", "11", "before a choice", "refused")]
    public async Task Before_and_after_a_choice_is_told_as_far_as_the_clock_is_known(string clock, string second, string choice, string made)
    {
        using var place = Made("");
        place.Write($"{Workplace.Name}/scenarios/s.yaml", Steps);
        place.Write("meta.yaml", "scenario: choose\n" + (clock.Length > 0 ? $"clock_offset: \"{clock}\"\n" : ""));
        place.Write("a.har", Workplace.Har(At("40", "other.example"), At(second, "host.example")));
        await place.DoAsync("import", "--meta", "meta.yaml", "a.har");

        Assert.Equal([$"{choice}|{made}"], await RowsAsync(place, "choice,choice_made", "host = 'host.example' AND what = 'sid'"));
    }

    [Theory]
    [InlineData("    end: 2026-01-02T03:04:30Z\n", "")]
    [InlineData("    end: 2026-01-02T03:04:30Z\n", "    end: 2026-01-02T03:04:30Z\n    stopped: true\n")]
    [InlineData("2026-01-02", "2025-12-02")]
    [InlineData("choice: ", "remark: ")]
    public async Task Nothing_is_guessed_where_a_choice_has_no_end_or_was_at_another_time(string replaced, string by)
    {
        using var place = Made("");
        var steps = Steps.Replace(replaced, by, StringComparison.Ordinal);
        Assert.NotEqual(Steps, steps);
        place.Write($"{Workplace.Name}/scenarios/s.yaml", steps);
        place.Write("meta.yaml", "scenario: choose\nclock_offset: \"+00:00:00\"\n");
        place.Write("a.har", Workplace.Har(At("50", "host.example")));
        await place.DoAsync("import", "--meta", "meta.yaml", "a.har");

        Assert.Equal(["not established"], await RowsAsync(place, "choice", "what = 'sid'"));
    }

    [Fact]
    public async Task A_choice_is_written_with_the_step_that_it_is_planned_for_and_another_word_is_refused()
    {
        var plan = new Klikspaan.Store.Scenario { Name = "s", Plan = [new("banner", "Look.", "", []) { Choice = "offered" }], Steps = [new("banner", DateTimeOffset.UnixEpoch, null) { Choice = "refused" }] };
        var read = Klikspaan.Store.ScenarioFile.Read("s.yaml", Encoding.UTF8.GetBytes(Klikspaan.Store.ScenarioFile.Write(plan)));
        using var place = Made("");
        place.Write($"{Workplace.Name}/scenarios/s.yaml", Steps.Replace("choice: refused", "choice: maybe", StringComparison.Ordinal));

        Assert.Equal(("offered", "refused"), (read.Plan[0].Choice, read.Steps[0].Choice));
        Assert.Contains("'choice' must be offered, accepted or refused, found 'maybe'", (await place.ImportAsync(Workplace.Har(At("50", "host.example")))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_decided_on_an_exemption_stands_beside_it_and_the_one_that_says_more_counts()
    {
        using var place = Made("");
        await place.ImportAsync(Workplace.Har(At("05", "host.example")));
        place.Write($"{Workplace.Name}/judgements/d.yaml", """
            judgements:
              - on: device
                host: "*.example"
                exemption: none
                by: B
                date: 2026-02-27
                reason: Nobody was asked.
              - on: device
                host: host.example
                path: cookie:/sid
                exemption: strictly necessary
                by: functionaris gegevensbescherming
                date: 2026-02-28
                reason: It keeps the session that was asked for.
              - host: host.example
                class: functional
                by: C
                date: 2026-02-28
                reason: Another matter.
            """);

        Assert.Equal(
            [
                "sid|strictly necessary|functionaris gegevensbescherming, 2026-02-28: strictly necessary. It keeps the session that was asked for. (judgements/d.yaml:8)",
                "theme|none|B, 2026-02-27: none. Nobody was asked. (judgements/d.yaml:2)",
            ],
            await RowsAsync(place, "what,exemption,judged", "kind = 'stored'"));
        Assert.Contains("C, 2026-02-28: functional", string.Join('\n', await RowsAsync(place, "judged", table: "classes")), StringComparison.Ordinal);
        Assert.DoesNotContain("B, 2026-02-27", string.Join('\n', await RowsAsync(place, "judged", table: "classes")), StringComparison.Ordinal);
        var text = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        Assert.Contains("exempt, as strictly necessary for a service that was asked for, as functionaris gegevensbescherming decided on 2026-02-28. The reason given: It keeps the session that was asked for.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judgement_on_the_device_without_what_it_needs_is_refused_with_each_mistake()
    {
        using var place = Made("");
        await place.ImportAsync(Workplace.Har(At("05", "host.example")));
        place.Write($"{Workplace.Name}/judgements/d.yaml", "judgements:\n  - {on: device, exemption: surely, by: B, date: yesterday, reason: ' '}\n  - {on: moon, host: a, class: content, by: B, date: 2026-02-28, reason: R}\n  - {host: a, class: content, exemption: none, by: B, date: 2026-02-28, reason: R}\n");

        var run = await place.DoAsync("show", "device");

        Assert.Equal(4, run.Code);
        foreach (var mistake in new[]
        {
            "a judgement on the device needs host, path, or both", "'exemption' must be one of strictly necessary, communication, none", "'date' must be a day", "'reason' must say something", "'on' must be one of class, device, finding, risk, verdict, found 'moon'", ":4:",
        })
        {
            Assert.Contains(mistake, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_report_tells_it_in_both_languages_and_leaves_exemptions_to_people()
    {
        using var place = Made("");
        await place.ImportAsync(Files(), "a.warc.gz");
        var text = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        var dutch = (await place.DoAsync("report", "--to", "md", "--lang", "nl", "-o", "-")).Out;

        Assert.Contains("After the run the file /home/u/.id stood in the invented home (new; 37 bytes). At least one value in it with the form of an identifier also stood in requests, in these fields: host.example content:/install. Before or after a choice: not established.", text, StringComparison.Ordinal);
        Assert.Matches("Grade: stored on the device\\. .*Cause: not established\\.", text);
        Assert.Contains("Na de run stond het bestand /home/u/.id in de verzonnen thuismap (nieuw; 37 bytes).", dutch, StringComparison.Ordinal);
        Assert.Contains("whether an exemption holds for these is for a person to judge", text, StringComparison.Ordinal);
        Assert.Contains("is aan een mens om te beoordelen", dutch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_program_that_keeps_an_id_and_reads_the_machine_id_is_told_as_such()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("program.py", """
            import os, urllib.request, uuid
            kept = os.path.expanduser('~/.tool-id')
            open(kept, 'w').write(str(uuid.uuid4()) + '\n')
            open(os.path.expanduser('~/notes.txt'), 'w').write('words alone')
            body = '{"install":"%s","dev":"%s"}' % (open(kept).read().strip(), open('/etc/machine-id').read().strip())
            urllib.request.urlopen(urllib.request.Request('http://a.example/t', body.encode(), {'content-type': 'application/json'})).read()
            """);
        var run = (await Isolated.RecordAsync(place, null, ["-q", "--max-opaque", "100", "--", "python3", "program.py"])).Run;
        Assert.True(run.Code == 0, run.Error);

        Assert.Equal(["read|machine-id|value invented for the device|a.example|content:/dev|raw|"], await RowsAsync(place, "kind,what,basis,host,path,forms,sent_in", "path = 'content:/dev'"));
        Assert.Equal(["37|created|a.example content:/install"], await RowsAsync(place, "bytes,changed,sent_in", "path LIKE '%/.tool-id'"));
        Assert.Empty(await RowsAsync(place, "path", "path LIKE '%notes.txt'"));
        Assert.Contains("stood the planted value ‘machine-id’ (as text). It was invented for this recording", (await place.DoAsync("report", "--to", "md", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_category_of_the_device_is_one_of_the_vocabulary_and_each_label_one_of_a_persona()
    {
        Assert.NotEmpty(Facts.Knowledge.Device.Categories);
        Assert.Subset(Facts.Knowledge.Categories.Keys.ToHashSet(), Facts.Knowledge.Device.Categories.Keys.ToHashSet());
        Assert.Equal(Klikspaan.Recording.Planting.Persona.Labels.Select(l => l.Label).Order(StringComparer.Ordinal), Facts.Knowledge.Device.Invented.Order(StringComparer.Ordinal));
        Assert.Subset(PlantedValue.Kinds.ToHashSet(), Facts.Knowledge.Device.ListedKinds.ToHashSet());
    }

    /// <summary>A recording with a request and four files, the last of which was not kept.</summary>
    static byte[] Files() => Warcs.Recording(
        Warcs.Exchange($"POST /p HTTP/1.1\r\nHost: host.example\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{{\"install\":\"{Id.ToUpperInvariant()}\"}}"),
        File("/home/u/.id", Id + "\n", "created", 37, ",\"written\":\"2026-01-02T03:04:06.000Z\""),
        File("/home/u/.cache/telemetry/q.json", """{"eventName":"Opened","timestamp":"2026-01-02T03:04:05Z"}""" + "\n", "changed", 58),
        File("/home/u/0.trn", $"https://host.example/p\nContent-Encoding:gzip\n\n{Convert.ToBase64String(Encode.Gzip(Encode.Utf8($"{{\"eventName\":\"Opened\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"install\":\"{Id}\"}}")))}", "created", 160),
        File("/home/u/analytics.db", $"SQLite format 3\0\0\0\0\0U{Id}words", "created", 900),
        Warcs.Other("file", """{"path":"/home/u/large.trn","bytes_seen":5000000,"bytes_kept":0,"change":"created"}"""));

    static WarcRecord[] File(string path, string content, string change, int bytes, string more = "") =>
        Warcs.Other("file", $$"""{"path":"{{path}}","bytes_seen":{{bytes}},"bytes_kept":{{content.Length}},"change":"{{change}}"{{more}}}""", $"file://{path}", content);

    static string At(string second, string host) =>
        Workplace.Entry($"https://{host}/p", headers: [("Cookie", "sid=abc; theme=dark")]).Replace("03:04:05Z", $"03:04:{second}Z", StringComparison.Ordinal);

    static Workplace Made(string planted)
    {
        var place = new Workplace();
        Klikspaan.Store.Dossier.Create(place.Path(Workplace.Name));
        place.Write($"{Workplace.Name}/dossier.yaml", "version: 1\n" + planted);
        return place;
    }

    static async Task<List<string>> RowsAsync(Workplace place, string columns, string where = "", string table = "device")
    {
        var run = await place.DoAsync(["show", table, "--format", "csv", "--columns", columns, .. where.Length > 0 ? (string[])["--where", where] : []]);
        Assert.True(run.Code == 0, run.Error);
        return [.. Csv.Read(run.Out).Skip(1).Select(r => string.Join('|', r))];
    }
}
