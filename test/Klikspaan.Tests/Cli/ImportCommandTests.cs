using System.Text;
using Klikspaan.Importing;
using Klikspaan.Tests.Importing;

namespace Klikspaan.Tests.Cli;

public sealed class ImportCommandTests
{
    static readonly byte[] Har = Workplace.Har(Workplace.Entry(body: "a=1&b=2"));

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("\uFEFF \n", "an empty file")]
    [InlineData("{\"a\":1}", "JSON of another kind: an object that begins neither with \"log\", as an HTTP Archive, nor with records or events that are known")]
    [InlineData(" <html>", "XML or HTML")]
    [InlineData("werkplek-0042 was here", "text of another format")]
    public async Task A_file_of_another_format_is_refused_without_showing_its_contents(string text, string found)
    {
        using var place = new Workplace();

        var run = await place.ImportAsync(Encoding.UTF8.GetBytes(text), "x.txt");

        Assert.Equal(2, run.Code);
        Assert.Equal($"klikspaan: made a new dossier in d\nklikspaan: x.txt: expected a capture ({string.Join(", ", CaptureReaders.All.Select(r => r.Format))}), found {found}\n", run.Error);
        Assert.Empty(place.Captures());
        Assert.False(File.Exists(place.InDossier("manifest.jsonl")));
    }

    [Fact]
    public async Task A_capture_is_recognised_by_what_it_holds_not_by_its_name()
    {
        using var place = new Workplace();

        var run = await place.ImportAsync([0xEF, 0xBB, 0xBF, .. Har], "data.bin");

        Assert.Equal(0, run.Code);
        Assert.EndsWith(".har", Assert.Single(place.Captures()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_or_folder_is_told_with_exit_code_2()
    {
        using var place = new Workplace();
        Directory.CreateDirectory(place.Path("folder"));

        var file = await place.DoAsync("import", "missing.har");
        var inside = await place.DoAsync("import", "nosuch/missing.har");
        var folder = await place.DoAsync("import", "folder");

        Assert.Equal((2, 2, 2), (file.Code, inside.Code, folder.Code));
        Assert.EndsWith($"klikspaan: there is no file {place.Path("missing.har")}\n", file.Error, StringComparison.Ordinal);
        Assert.Equal($"klikspaan: there is no folder in which {place.Path("nosuch", "missing.har")} could be\n", inside.Error);
        Assert.Equal("klikspaan: made a new dossier in d\nklikspaan: folder holds no capture of a format that is read\n", folder.Error);
    }

    [Fact]
    public async Task Of_a_capture_of_which_nothing_could_be_read_the_reason_stands_beside_it()
    {
        using var place = new Workplace();
        SazFile Encrypt(SazFile file) => file with { Flags = 1, Method = 99, Extra = Convert.FromHexString("0199070002004145030800"), Packed = new byte[60] };
        place.Write("old.flows", [.. Flows.Record("http", ("version", 4)), .. Flows.Record("http", ("version", 4)), .. Flows.Record("http", ("version", 5))]);
        place.Write("locked.saz", Sazs.Of(Sazs.Session(1).Select(Encrypt)));
        place.Write("part.flows", [.. Flows.Record("http", ("version", 4)), .. Flows.Http()]);

        var old = await place.DoAsync("import", "old.flows");
        var locked = await place.DoAsync("import", "locked.saz");
        var part = await place.DoAsync("import", "part.flows");

        Assert.Equal((3, 3, 3), (old.Code, locked.Code, part.Code));
        Assert.Equal(
            [
                "old.flows: nothing was read: expected version 7 to 21 of the format, found version 4; the flow was not read (2 times)",
                "old.flows: nothing was read: expected version 7 to 21 of the format, found version 5; the flow was not read",
            ],
            old.Lines.Skip(1).Take(2));
        Assert.StartsWith("locked.saz: nothing was read: expected a file that is not encrypted, found one that needs a password", locked.Lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("nothing was read", part.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.chls", "\u00AC\u00ED")]
    [InlineData("A.CHLZ", "PK\u0003\u0004")]
    public async Task A_session_in_the_binary_form_of_its_tool_is_refused_with_what_to_save_instead(string name, string start)
    {
        using var place = new Workplace();
        place.Write(name, [.. start.Select(c => (byte)c), .. new byte[40]]);
        var run = await place.DoAsync("import", name);

        Assert.Equal(2, run.Code);
        Assert.EndsWith($"klikspaan: {name}: a session in the binary form of its tool, which is not read: open it there, save it as a JSON session file (.chlsj), and import that\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1}", "an object that begins neither with \"log\", as an HTTP Archive, nor with records or events that are known")]
    [InlineData("[{\"a\":1}]", "a list that begins with no transaction of a session, record or event that is known")]
    public async Task JSON_of_another_kind_is_told_by_what_it_begins_with(string json, string found)
    {
        using var place = new Workplace();
        place.Write("a.json", json);

        Assert.Contains("found JSON of another kind: " + found, (await place.DoAsync("import", "a.json")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_packets_without_secrets_nothing_is_opened_and_that_is_said()
    {
        using var place = new Workplace();
        place.Write("a.pcap", Importing.Packets.Pcap(new PacketTalk().Open().Send("GET / HTTP/1.1\r\nHost: h.example\r\n\r\n").Close().All.Select(Importing.Packets.Ethernet)));
        var run = await place.DoAsync("import", "--decrypt", "a.pcap");

        Assert.Equal(0, run.Code);
        Assert.Contains("klikspaan: nothing of a.pcap was opened: it holds no secrets, and no key log was given with --keys\n", run.Error, StringComparison.Ordinal);
        Assert.Single(place.Captures());
    }

    [Fact]
    public async Task A_pipe_is_refused_with_what_to_do_instead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "standard input has a name on Linux");
        using var place = new Workplace();
        place.Write("a.har", Har);

        var run = await place.RunCommandAsync("bash", ["-c", $"cat a.har | dotnet '{Workplace.Program}' -d d import /dev/stdin"]);

        Assert.Equal((2, "klikspaan: made a new dossier in d\nklikspaan: /dev/stdin is a pipe or device: save what it gives as a file first\n"), (run.Code, run.Error));
        Assert.Empty(place.Captures());
    }

    [Fact]
    public async Task One_file_that_fails_does_not_keep_the_others_out()
    {
        using var place = new Workplace();
        place.Write("a.har", Har);
        place.Write("b.har", "nonsense");
        place.Write("c.har", Workplace.Har(Workplace.Entry("https://c.example/")));

        var run = await place.DoAsync("import", "a.har", "missing.har", "b.har", "c.har");

        Assert.Equal(2, run.Code);
        Assert.Equal(2, place.Captures().Count);
        Assert.Equal(["a.har: 1 request", "c.har: 1 request"], run.Lines[..2].Select(l => l.Split(',')[0]));
        Assert.Contains("in 2 captures: 2 requests, ", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.Split('\n').Count(l => l.Contains("missing.har", StringComparison.Ordinal) || l.StartsWith("klikspaan: b.har: expected", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Problems_in_any_of_the_files_give_exit_code_3()
    {
        using var place = new Workplace();
        place.Write("a.har", Workplace.Har(Workplace.Entry(), "{}"));
        place.Write("b.har", Har);

        var run = await place.DoAsync("import", "a.har", "b.har");

        Assert.Equal((3, "klikspaan: made a new dossier in d\nklikspaan: the evidence is incomplete: 1 problem; 'klikspaan show problems' lists them\n"), (run.Code, run.Error));
        Assert.Contains("- Not read, not seen, or not searched for planted values: 1 problem.\n", run.Out, StringComparison.Ordinal);
        var problems = await place.DoAsync("show", "problems", "--format", "csv", "--columns", "exchange,problem,expected,found");
        Assert.Equal("2,har,a request with a url,none", problems.Lines[1]);
    }

    [Theory]
    [InlineData("broken.har", "missing.har")]
    [InlineData("missing.har", "broken.har")]
    public async Task A_file_that_failed_weighs_more_than_one_with_problems(params string[] files)
    {
        using var place = new Workplace();
        place.Write("broken.har", Workplace.Har("{}"));

        Assert.Equal(2, (await place.DoAsync(["import", .. files])).Code);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("--max-opaque=79.9", 3)]
    [InlineData("--max-opaque=80", 0)]
    public async Task More_unopened_bytes_than_allowed_give_exit_code_3(string option, int code)
    {
        using var place = new Workplace();
        place.Write("a.har", Workplace.Har(Workplace.Entry("https://host.example/nineteen-characters", new string('b', 80))));

        var run = await place.DoAsync(["import", "a.har", .. option.Length > 0 ? (string[])[option] : []]);

        Assert.Equal(code, run.Code);
        Assert.Contains("- Not opened further: 80 bytes of 100 bytes (80.0\u00a0%), binary or digests.\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capture_that_is_incomplete_is_so_each_time_it_is_named()
    {
        using var place = new Workplace();
        place.Write("a.har", Workplace.Har(Workplace.Entry(), "{}"));
        place.Write("b.har", Workplace.Har(Workplace.Entry("https://host.example/nineteen-characters", new string('b', 80))));

        Assert.Equal(3, (await place.DoAsync("import", "a.har")).Code);
        Assert.Equal(3, (await place.DoAsync("import", "a.har")).Code);
        Assert.Equal(0, (await place.DoAsync("import", "b.har", "--max-opaque", "80")).Code);
        Assert.Equal(3, (await place.DoAsync("import", "b.har")).Code);
    }

    [Fact]
    public async Task A_cut_remainder_that_is_adopted_makes_the_import_incomplete()
    {
        using var place = new Workplace();
        place.Plant();
        place.Write("d/captures/0123.part", Har[..^20]);

        var run = await place.DoAsync("import", place.Write("a.har", Har));

        Assert.Equal(3, run.Code);
        Assert.Contains("in 2 captures: 1 request, ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capture_without_requests_says_that_it_proves_nothing()
    {
        using var place = new Workplace();

        var run = await place.ImportAsync(Workplace.Har());

        Assert.Equal(0, run.Code);
        Assert.Contains("- Observed of a product that is not established, in 1 capture: no request. What was not recorded is not known.\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_dossier_gives_exit_code_4_and_takes_nothing_in()
    {
        using var place = new Workplace();
        place.Write("d/dossier.yaml", "version: 1\nnam: x\n");

        var run = await place.ImportAsync(Har);

        Assert.Equal((4, "klikspaan: dossier.yaml has mistakes\n  dossier.yaml:2:1: 'nam' is not a key here; known are customer, ip_database, ip_database_date, ip_database_name, matrix, name, own_hosts, planted, products, umbrella, umbrella_seen, version\n"), (run.Code, run.Error));
        Assert.False(Directory.Exists(place.InDossier("captures")));
    }

    [Fact]
    public async Task Bad_knowledge_gives_exit_code_4_with_every_mistake_and_place()
    {
        using var place = new Workplace();
        place.Write("own/rules/shapes/bad.yaml", "id: shapes/bad\ncategory: nosuch\nkeys: [a]\nreason: Because.\n");

        var run = await place.DoAsync("import", place.Write("a.har", Har), "--knowledge", "own");

        Assert.Equal(4, run.Code);
        var lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.Equal("klikspaan: the knowledge has mistakes ('klikspaan knowledge check FOLDER' checks a folder of your own)", lines[1]);
        Assert.All(lines[2..], l => Assert.Matches(@"^  rules/shapes/bad\.yaml:\d+:\d+: ", l));
        Assert.Contains(lines, l => l.StartsWith("  rules/shapes/bad.yaml:2:11: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_knowledge_folder_that_is_not_there_gives_exit_code_2()
    {
        using var place = new Workplace();

        var run = await place.DoAsync("import", place.Write("a.har", Har), "--knowledge", "nosuch");

        Assert.Equal((2, $"klikspaan: made a new dossier in d\nklikspaan: there is no knowledge folder {place.Path("nosuch")}\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task What_is_known_of_a_capture_is_kept_and_the_rest_is_not_established()
    {
        using var place = new Workplace();
        place.Write("meta.yaml", "product: Office\nbuild: '16.0'\nreceived_from: =the vendor\n");

        var run = await place.DoAsync("import", place.Write("a.har", Har), "--meta", "meta.yaml");

        Assert.Equal(0, run.Code);
        var captures = await place.DoAsync("show", "captures", "--format", "csv", "--columns", "product,edition,build,os_build,account_kind,settings_profile,clock_offset,tester,received_from,received_at");
        Assert.Equal("Office,not established,16.0,not established,not established,not established,not established,not established,\"'=the vendor\",not established", captures.Lines[1]);
    }

    [Fact]
    public async Task Without_meta_nothing_is_established()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);

        var captures = await place.DoAsync("show", "captures", "--format", "ndjson");

        Assert.Equal(20, captures.Out.Split("\"not established\"").Length - 1);
    }

    [Fact]
    public async Task Mistakes_in_meta_are_listed_with_line_and_column_and_nothing_is_taken_in()
    {
        using var place = new Workplace();
        place.Write("meta.yaml", "product: Office\ntester: [a, b]\nbuidl: 1\n");

        var run = await place.DoAsync("import", place.Write("a.har", Har), "--meta", "meta.yaml");

        Assert.Equal(4, run.Code);
        Assert.Equal(
            [
                "klikspaan: meta.yaml has mistakes",
                "  meta.yaml:2:9: 'tester' must be a text",
                "  meta.yaml:3:1: 'buidl' is not a key here; known are account, account_kind, build, clock_offset, device, diagnostic_level, edition, installation, os_build, platform, product, received_at, received_from, scenario, settings_profile, tester",
            ],
            run.Error.TrimEnd('\n').Split('\n')[1..]);
        Assert.Empty(place.Captures());
    }

    [Fact]
    public async Task A_file_and_its_dossier_may_be_named_from_anywhere()
    {
        using var place = new Workplace();
        place.Write("in/a.har", Har);

        var run = await place.RunAsync("import", place.Path("in", "a.har"), "-d", place.Path("deep", "down", "d"));

        Assert.Equal((0, $"klikspaan: made a new dossier in {Path.Combine("deep", "down", "d")}\n"), (run.Code, run.Error));
        Assert.True(File.Exists(place.Path("deep", "down", "d", "dossier.yaml")));
    }

    [Fact]
    public async Task The_real_program_imports_and_says_so_without_colour()
    {
        using var place = new Workplace();
        place.Write("a.har", Har);

        var run = await place.RunProgramAsync("import", "a.har", "--no-questions");

        Assert.Equal((0, "klikspaan: made a new dossier in klikspaan-dossier\n"), (run.Code, run.Error));
        Assert.StartsWith("a.har: 1 request, kept as captures/", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
    }
}
