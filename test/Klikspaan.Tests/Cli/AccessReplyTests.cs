using System.Text;
using Klikspaan.Store;
using Klikspaan.Tests.Replying;
using NJsonSchema;

namespace Klikspaan.Tests.Cli;

/// <summary>Replies to requests for access, from the import to the tables. Captures and replies are synthetic.</summary>
public sealed class AccessReplyTests
{
    const string Key = "o:0a89d516ae714e01ae89c96d185e9ae3", Host = "v10.events.data.microsoft.com";
    const string Device = "8ea33359-5b6b-4686-be88-bffbfe68c5cd", Session = "3b1c0a52-94d7-4f0e-8a61-2f7c5e9d1b04", Mail = "Jan.Jansen@Example.nl", User = "jansen-werkplek-0042";
    static readonly string[] Said = ["--subject", "tester-7", "--requested", "2026-02-01", "--received", "2026-02-20"];

    [Fact]
    public async Task What_was_recorded_is_found_again_in_any_spelling_and_what_was_not_found_is_told_with_its_day()
    {
        using var place = await MadeAsync();
        place.Write("reply.json", $$$"""
            {"account":{"mail":"JAN.jansen@EXAMPLE.nl","note":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes("user=" + User + ";"))}}}"},
             "devices":[{"id":"{{{{Device.ToUpperInvariant()}}}}","seen":"2025-12-01T10:00:00Z"}],
             "events":[{"name":"Test.Provider.Opened","when":"2026-01-02 03:04:05Z"},{"name":"Test.Other","time":"2026-01-03T00:00:00Z","to":"https://ads.example.com/x","ad":"c0ffee00-94d7-4f0e-8a61-2f7c5e9d1b04"}]}
            """.Replace("\"" + Device.ToUpperInvariant() + "\"", "\"{" + Device.ToUpperInvariant() + "}\"", StringComparison.Ordinal));
        var run = await ImportAsync(place, "reply.json");
        Assert.True(run.Code == 0, run.Error + run.Out);
        Assert.Contains("reply.json: within the term, 19 day(s). One month from the request ended on 2026-03-02.", run.Out, StringComparison.Ordinal);

        Assert.Equal(
            [
                "identifier|found again||1 (of 1)", "identifier|found again||1 (of 1)", "identifier|not found in the reply|Recorded first on 2026-01-02; not found in the reply of 2026-02-20.|0 (of 2)",
            ],
            await RowsAsync(place, "access", "what,result,why,found_again,recorded", $"name IN ('{Device}', '{Mail}', '{Session}')", r => $"{r[0]}|{r[1]}|{r[2]}|{r[3]} (of {r[4]})", sort: "result"));
        Assert.Equal(["found again|raw inside base64"], await RowsAsync(place, "access", "result,forms", "what = 'planted value'"));
        Assert.Equal(
            ["Test.Provider.Closed|not found in the reply|0|1", "Test.Provider.Opened|found again|1|2"],
            await RowsAsync(place, "access", "name,result,found_again,recorded", "what = 'event' AND result <> 'in the reply only'", sort: "name"));
        Assert.Equal(["found again: 1 of 3"], (await RowsAsync(place, "access", "of_category", "what = 'event' AND of_category <> ''")).Distinct());
        Assert.Equal(
            ["event|Test.Other", "host|ads.example.com", "identifier|c0ffee00-94d7-4f0e-8a61-2f7c5e9d1b04"],
            await RowsAsync(place, "access", "what,name", "result = 'in the reply only'", sort: "what"));
        Assert.Equal(
            ["tester-7|19|within the term|2025-12-01T10:00:00.000Z|2026-01-03T00:00:00.000Z|1|0|1"],
            await RowsAsync(place, "replies", "subject,days,term,period_first,period_last,entries,problems,captures"));
        await FollowAsync(place, "reply.json");
        foreach (var table in (string[])["replies", "access"])
        {
            var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "schema", $"show-{table}.schema.json"), TestContext.Current.CancellationToken);
            Assert.Empty(schema.Validate((await place.DoAsync("show", table, "--format", "json")).Out));
        }
    }

    [Fact]
    public async Task Of_a_recording_in_a_sinkhole_nothing_reached_a_vendor_and_a_tester_is_a_subject_too()
    {
        using var place = await MadeAsync();
        using (var dossier = place.Open())
        {
            foreach (var (name, id, mode) in new[] { ("s.har", "11112222-5b6b-4686-be88-bffbfe68c5cd", "isolated, sinkhole"), ("t.har", "33334444-5b6b-4686-be88-bffbfe68c5cd", "proxy, passed on") })
            {
                place.Write(name, Workplace.Har(Workplace.Entry("https://b.example/", $$"""{"id":"{{id}}"}""")));
                await dossier.ImportAsync(place.Path(name), new Dictionary<string, string> { ["tester"] = "tester-9", ["mode"] = mode }, null, TestContext.Current.CancellationToken);
            }
        }

        place.Write("reply.txt", "Nothing.\n");
        await place.DoAsync("import", "--as", "access-reply", "--subject", "tester-9", "--requested", "2026-02-01", "reply.txt");

        Assert.Equal(
            ["identifier|not found in the reply", "not established|not established"], (await RowsAsync(place, "access", "what,result", sort: "what")).Distinct());
        Assert.Equal(["33334444-5b6b-4686-be88-bffbfe68c5cd"], await RowsAsync(place, "access", "name", "what = 'identifier'"));
        Assert.Equal(["1 capture(s) of this subject were recorded in a sinkhole, of which nothing reached a vendor: they were left out."], await RowsAsync(place, "access", "why", "what = 'not established'"));
    }

    [Fact]
    public async Task A_reply_counts_in_nothing_that_was_sent_and_is_checked_by_verify()
    {
        using var place = await MadeAsync();
        var before = await SentAsync(place);
        place.Write("reply.csv", $"id,seen\n{Device},2026-01-02\n");
        Assert.Equal(0, (await ImportAsync(place, "reply.csv")).Code);
        var file = Directory.GetFiles(place.InDossier("replies")).Single();

        Assert.Equal(before, await SentAsync(place));
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
        Assert.Contains("replies/\n", File.ReadAllText(place.InDossier(".gitignore")), StringComparison.Ordinal);
        Assert.Contains("\"subject\":\"tester-7\"", File.ReadAllLines(place.InDossier("manifest.jsonl"))[^1], StringComparison.Ordinal);

        File.AppendAllText(file, "x");
        Assert.Contains($"replies/{Path.GetFileName(file)}: it is not the file that came in", await FaultAsync(place), StringComparison.Ordinal);
        Assert.Equal(4, (await place.DoAsync("show", "access")).Code);
        File.Delete(file);
        Assert.Contains($"replies/{Path.GetFileName(file)}: the file is gone", await FaultAsync(place), StringComparison.Ordinal);
        place.Write("d/replies/other.txt", "x");
        Assert.Contains("replies/other.txt: the manifest does not name it", await FaultAsync(place), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_reply_is_kept_once_and_what_was_said_last_of_it_counts()
    {
        using var place = await MadeAsync();
        place.Write("reply.txt", "nothing is known of you\n");
        await ImportAsync(place, "reply.txt");
        Assert.Contains("is in the dossier already, as replies/", (await ImportAsync(place, "reply.txt")).Out, StringComparison.Ordinal);
        await place.DoAsync("import", "--as", "access-reply", "--subject", "tester-7", "--requested", "2026-01-01", "--received", "2026-03-01", "--extended", "2026-01-20", "reply.txt");

        Assert.Equal(["within the extended term|2026-04-01"], await RowsAsync(place, "replies", "term,due"));
        Assert.Single(Directory.GetFiles(place.InDossier("replies")));
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Theory]
    [InlineData("nobody", "No capture has 'nobody' as its account or tester: what was recorded of the subject is not known.")]
    [InlineData("tester-7", "")]
    public async Task Nothing_is_said_of_a_subject_that_no_capture_has(string subject, string why)
    {
        using var place = await MadeAsync();
        place.Write("reply.txt", "nothing\n");
        var run = await place.DoAsync("import", "--as", "access-reply", "--subject", subject, "--received", "2026-02-20", "reply.txt");

        Assert.Equal(0, run.Code);
        Assert.Equal(why.Length > 0, run.Error.Contains("until one has, nothing can be compared", StringComparison.Ordinal));
        Assert.Equal(why.Length > 0 ? [$"not established|{why}"] : [], await RowsAsync(place, "access", "result,why", "what = 'not established'"));
    }

    [Fact]
    public async Task What_was_recorded_after_the_request_what_others_hold_too_and_what_went_elsewhere_is_not_established()
    {
        using var place = await MadeAsync();
        place.Write("reply.txt", "nothing\n");
        await place.DoAsync("import", "--as", "access-reply", "--subject", "tester-7", "--requested", "2026-01-01", "--received", "2026-02-20", "reply.txt");
        Assert.Equal(["not established|It was recorded first on 2026-01-02, after the request."], await RowsAsync(place, "access", "result,why", $"name = '{Device}'"));

        await place.DoAsync("import", "--as", "access-reply", "--subject", "tester-7", "--requested", "2026-02-01", "--received", "2026-02-20", "--from", "somebody.example", "reply.txt");
        Assert.Equal(["not established|It was addressed to another recipient than who answered, as far as their names show (somebody.example)."], await RowsAsync(place, "access", "result,why", $"name = '{Device}'"));

        await place.DoAsync("import", "--as", "access-reply", "--subject", "tester-7", "--requested", "2026-02-01", "--received", "2026-02-20", "--from", "microsoft.com", "reply.txt");
        Assert.Equal(["not found in the reply"], await RowsAsync(place, "access", "result", $"name = '{Device}'"));

        place.Write("other.yaml", "account: tester-8\n");
        await place.DoAsync("import", "--meta", "other.yaml", place.Write("other.har", Workplace.Har(Workplace.Entry("https://b.example/", $$"""{"id":"{{Device}}"}"""))));
        Assert.Equal(["not established|Captures of another account or tester hold the same value, so that it does not tell the subject from others."], await RowsAsync(place, "access", "result,why", $"name = '{Device}'"));
        Assert.Equal(["not found in the reply"], await RowsAsync(place, "access", "result", $"name = '{Session}'"));
    }

    [Fact]
    public async Task Where_part_of_a_reply_was_not_read_nothing_is_said_not_to_be_in_it()
    {
        using var place = await MadeAsync();
        place.Write("reply.zip", Replies.Zip(("../a.csv", Encode.Utf8($"id\n{Device}\n")), ("b.png", [0x89, (byte)'P', 0, 1, 2])));
        var run = await ImportAsync(place, "reply.zip");

        Assert.Equal(3, run.Code);
        Assert.Contains("reply.zip/b.png, entry 3, byte 0x", run.Error, StringComparison.Ordinal);
        Assert.Equal(["found again"], await RowsAsync(place, "access", "result", $"name = '{Device}'"));
        Assert.Equal(["not established|Part of the reply was not read."], await RowsAsync(place, "access", "result,why", $"name = '{Session}'"));
        Assert.Equal(["3|1"], await RowsAsync(place, "replies", "entries,problems"));
        await FollowAsync(place, "reply.zip");
        Assert.DoesNotContain(Directory.EnumerateFiles(place.Folder, "a.csv", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public async Task An_event_is_found_by_name_and_moment_and_each_record_counts_once()
    {
        using var place = await MadeAsync();
        place.Write("one.csv", "event,time\nTest.Provider.Opened,2026-01-02T03:04:05Z\nTest.Provider.Opened,2026-01-09T00:00:00Z\nTest.Provider.Closed,2026-01-02\n");
        await ImportAsync(place, "one.csv");
        Assert.Equal(
            ["Test.Provider.Closed|not established|The name stands in the reply without a moment beside it.|0", "Test.Provider.Opened|found again||1"],
            await RowsAsync(place, "access", "name,result,why,found_again", "what = 'event'", sort: "name"));

        using var other = await MadeAsync();
        other.Write("two.csv", "event,time\nTest.Provider.Opened,2026-01-02 03:04:06\nTest.Provider.Closed,2026-01-09T00:00:00Z\nTest.Provider.Opened,2026-01-02T03:04:05Z\n");
        await ImportAsync(other, "two.csv");
        Assert.Equal(
            ["Test.Provider.Closed|not found in the reply|0", "Test.Provider.Opened|found again|2"], await RowsAsync(other, "access", "name,result,found_again", "what = 'event'", sort: "name"));
        Assert.EndsWith("Its name stands there beside other moments.", (await RowsAsync(other, "access", "why", "name = 'Test.Provider.Closed'")).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_on_the_command_line_is_told()
    {
        using var place = await MadeAsync();
        place.Write("reply.txt", "x\n");
        Task<Workplace.Run> Do(params string[] words) => place.DoAsync(["import", .. words, "reply.txt"]);
        async Task Wrong(string message, params string[] words)
        {
            var run = await Do(words);
            Assert.Equal((2, $"klikspaan: {message}\n"), (run.Code, run.Error));
        }

        await Wrong("--as access-reply needs --subject: the code of the account or tester that the reply is about, as in the captures", "--as", "access-reply");
        await Wrong("--subject is for replies: add --as access-reply", "--subject", "x");
        await Wrong("--scenario is for captures: it says nothing of a reply", "--as", "access-reply", "--subject", "x", "--scenario", "y");
        await Wrong("--requested takes a day such as 2026-11-30; '30-11-2026' is none", "--as", "access-reply", "--subject", "x", "--requested", "30-11-2026");
        await Wrong("--received is a day before --requested", "--as", "access-reply", "--subject", "x", "--requested", "2026-02-02", "--received", "2026-02-01");
        await Wrong("--received lies in the future", "--as", "access-reply", "--subject", "x", "--received", "2027-02-01");
        await Wrong("--extended is a day after --received", "--as", "access-reply", "--subject", "x", "--received", "2026-02-01", "--extended", "2026-02-02");
        Assert.False(Directory.Exists(place.InDossier("replies")));
    }

    [Fact]
    public async Task Values_that_are_formulas_and_credentials_are_shown_as_in_all_tables()
    {
        using var place = await MadeAsync();
        place.Write("reply.json", """{"events":[{"event":"=cmd|' /C calc'!A0"},{"event":"A","time":"2026-01-02T00:00:00Z","cookie":"session_id=q8Zr2mKp91Xv7tY3bN5d for you"}],"authorization":"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"}""");
        await ImportAsync(place, "reply.json");
        var csv = (await place.DoAsync("show", "access", "--format", "csv")).Out;

        Assert.DoesNotContain(",=cmd", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJhbGciOiJIUzI1NiJ9.eyJ", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("q8Zr2mKp91Xv", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_is_listed_is_counted()
    {
        using var place = await MadeAsync();
        place.Write("reply.csv", "id\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"8ea33359-5b6b-4686-be88-{i:d12}\n")));
        await ImportAsync(place, "reply.csv");
        var rows = await RowsAsync(place, "access", "name", "what = 'identifier' AND result = 'in the reply only'");

        Assert.Equal((201, "[100 further ones that are not listed]"), (rows.Count, rows[^1]));
    }

    [Fact]
    public async Task The_text_of_a_pdf_is_kept_beside_it_and_what_is_not_in_it_is_not_established()
    {
        using var place = await MadeAsync();
        place.Write("letter.pdf", Pdf($"Your device is {Device}."));
        var run = await ImportAsync(place, "letter.pdf");
        Assert.SkipWhen(run.Error.Contains("pdftotext is not installed", StringComparison.Ordinal), "needs pdftotext");

        Assert.True(run.Code == 0, run.Error);
        Assert.Equal([".pdf", ".txt"], Directory.GetFiles(place.InDossier("replies")).Select(Path.GetExtension).Order());
        Assert.Equal(["found again"], await RowsAsync(place, "access", "result", $"name = '{Device}'"));
        Assert.Equal(["not established|In the text of a PDF a value can be broken over lines, or stand in a picture."], await RowsAsync(place, "access", "result,why", $"name = '{Session}'"));
        Assert.StartsWith("pdftotext version ", (await RowsAsync(place, "replies", "text_by")).Single(), StringComparison.Ordinal);
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    /// <summary>A page with one line, as the simplest of programs would write it.</summary>
    static byte[] Pdf(string line)
    {
        var text = $"BT /F1 12 Tf 72 720 Td ({line}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(pdf.Length);
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = pdf.Length;
        pdf.Append("xref\n0 6\n0000000000 65535 f \n").Append(string.Concat(places.Select(p => $"{p:d10} 00000 n \n")));
        return Encode.Utf8(pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").ToString());
    }

    static async Task<Workplace> MadeAsync()
    {
        var place = new Workplace();
        place.Plant(("user", User));
        place.Write("meta.yaml", "account: tester-7\n");
        string[] events =
        [
            Event("Test.Provider.Opened", $$"""{"device":"{{Device}}","session":"{{Session}}","mail":"{{Mail}}","user":"{{User}}"}"""),
            Event("Test.Provider.Opened", """{"n":1}"""), Event("Test.Provider.Closed", $$"""{"session":"{{Session}}"}"""),
        ];
        place.Write("a.har", Workplace.Har(Workplace.Entry($"https://{Host}/OneCollector/1.0/", string.Join('\n', events))));
        var run = await place.DoAsync("import", "a.har", "--meta", "meta.yaml", "--no-questions");
        Assert.True(run.Code is 0 or 3, run.Error);
        return place;
    }

    static string Event(string name, string data) => $$"""{"ver":"4.0","name":"{{name}}","time":"2026-01-02T03:04:05Z","iKey":"{{Key}}","data":{{data}}}""";

    static Task<Workplace.Run> ImportAsync(Workplace place, string file) => place.DoAsync(["import", "--as", "access-reply", .. Said, file]);

    /// <summary>All that says what was sent; the report names the seal of the manifest, which has another line then.</summary>
    static async Task<string> SentAsync(Workplace place)
    {
        var all = new StringBuilder();
        foreach (var table in Tables.All.Where(t => t.Name is not ("replies" or "access")))
        {
            all.Append((await place.DoAsync("show", table.Name, "--format", "csv")).Out);
        }

        var report = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        return all.AppendJoin('\n', report.Split('\n').Where(l => !l.Contains("lines of the manifest", StringComparison.Ordinal))).ToString();
    }

    static async Task<string> FaultAsync(Workplace place)
    {
        var run = await place.DoAsync("verify");
        Assert.Equal(4, run.Code);
        return run.Out;
    }

    static Task<List<string>> RowsAsync(Workplace place, string table, string columns, string where = "", string sort = "") => RowsAsync(place, table, columns, where, r => string.Join('|', r), sort);

    static async Task<List<string>> RowsAsync(Workplace place, string table, string columns, string where, Func<string[], string> text, string sort = "")
    {
        var run = await place.DoAsync(["show", table, "--format", "csv", "--columns", columns, .. where.Length > 0 ? (string[])["--where", where] : [], .. sort.Length > 0 ? (string[])["--sort", sort] : []]);
        Assert.True(run.Code == 0, run.Error);
        return [.. Csv.Read(run.Out).Skip(1).Select(r => text([.. r]))];
    }

    /// <summary>Every place in the reply leads to bytes.</summary>
    static async Task FollowAsync(Workplace place, string file)
    {
        var bytes = File.ReadAllBytes(place.Path(file));
        var places = await RowsAsync(place, "access", "reply_locator", "reply_locator <> ''");
        Assert.NotEmpty(places);
        foreach (var locator in places)
        {
            var parts = locator[(locator.LastIndexOf(" @", StringComparison.Ordinal) + 2)..].Split(" |", 2);
            var cut = parts[0].Split('+').Select(int.Parse).ToArray();
            Assert.True(Klikspaan.Decoding.Steps.TryFollow(bytes.AsMemory(cut[0], cut[1]), parts.Length > 1 ? parts[1] : "", Limits.Default, out var value, out var failed), $"{locator}: {failed}");
            Assert.False(value.IsEmpty, locator);
        }
    }
}
