using System.Security.Cryptography;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class DossierTests
{
    static readonly byte[] Har = Workplace.Har(Workplace.Entry(body: "name=werkplek-0042"));
    static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData(Har));
    static readonly string Kept = $"{Digest[..12]}.har";
    static readonly Dictionary<string, string> NoMeta = [];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_capture_is_kept_under_its_digest_with_a_manifest_line_and_an_index()
    {
        using var place = new Workplace();

        var run = await place.ImportAsync(Har, "office.har");

        Assert.Equal(0, run.Code);
        Assert.Equal($"office.har: 1 request, kept as captures/{Kept} (SHA-256 {Digest})", run.Lines[0]);
        Assert.Equal([Kept], place.Captures());
        Assert.Equal(Har, await File.ReadAllBytesAsync(place.InDossier("captures", Kept), Cancellation));
        using var dossier = place.Open();
        var capture = Assert.Single(dossier.Manifest.Captures);
        Assert.Equal(
            ("captured", "2026-03-04T05:06:07", $"captures/{Kept}", Digest, (long)Har.Length, "office.har", "har", Dossier.Tool, Facts.Knowledge.Version, ""),
            (capture.Event, capture.At.ToString("s"), capture.File, capture.Sha256, capture.Bytes, capture.Source, capture.Format, capture.Tool, capture.Knowledge, capture.Remark));
        Assert.Equal(["import-started", "captured"], dossier.Manifest.Entries.Select(e => e.Event));
        Assert.Empty(dossier.Manifest.Faults);
        Assert.Equal(
            ["exchanges.jsonl", "planted.jsonl", "problems.jsonl", "seal.json"],
            Directory.EnumerateFiles(place.InDossier("index", Digest[..12])).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.True(dossier.IsIndexed(capture));
    }

    [Fact]
    public async Task The_same_file_twice_is_kept_once_and_says_so()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);

        var run = await place.ImportAsync(Har, "again.har");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal($"again.har is in the dossier already, as captures/{Kept} since 2026-03-04.", run.Lines[0]);
        Assert.Equal([Kept], place.Captures());
        using var dossier = place.Open();
        Assert.Single(dossier.Manifest.Captures);
    }

    [Fact]
    public async Task The_same_file_twice_in_one_command_counts_once()
    {
        using var place = new Workplace();

        var run = await place.DoAsync("import", place.Write("a.har", Har), place.Write("b.har", Har));

        Assert.Equal(0, run.Code);
        Assert.Contains("in 1 capture: 1 request, ", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "found without a line in the manifest", 0)]
    [InlineData(true, "taken in by a later command: the import had stopped after the copy", 0)]
    public async Task A_remainder_is_adopted_by_the_next_command_and_its_remark_says_what_happened(bool hasLine, string remark, int problems)
    {
        using var place = new Workplace();

        var run = await AdoptAsync(place, Har, hasLine ? Har.Length : null);

        Assert.Equal($"klikspaan: took in what an earlier run had left: captures/{Kept}: {remark}", run.Error.Split('\n')[0]);
        Assert.Equal([Kept], place.Captures());
        Assert.Equal($"{Kept[..12]},{(hasLine ? "office.har" : "0123.part")},har,1,{problems},{remark}", (await CapturesAsync(place))[1]);
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Fact]
    public async Task A_cut_remainder_is_adopted_with_what_it_holds_and_says_how_much_is_gone()
    {
        using var place = new Workplace();
        var cut = Har[..^40];

        await AdoptAsync(place, cut, Har.Length);

        var capture = (await CapturesAsync(place))[1].Split(',');
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(cut))[..12], capture[0]);
        Assert.Equal(["office.har", "har", "0", "1", $"the import was cut off: {cut.Length} of {Har.Length} bytes"], capture[1..]);
        var problems = await place.DoAsync("show", "problems", "--format", "csv", "--columns", "problem,expected,found");
        Assert.Equal("cut,the rest of the entry,the end of the file", problems.Lines[1]);
    }

    [Fact]
    public async Task A_remainder_of_a_capture_that_is_there_already_is_removed()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);
        place.Write($"{Workplace.Name}/captures/0123.part", Har);

        var run = await place.DoAsync("show", "captures", "--format", "ndjson");

        Assert.Single(run.Lines);
        Assert.Equal([Kept], place.Captures());
    }

    [Fact]
    public async Task A_capture_without_a_manifest_line_is_adopted()
    {
        using var place = new Workplace();
        place.Plant();
        place.Write($"{Workplace.Name}/captures/dropped.har", Har);

        await place.DoAsync("show", "captures");

        Assert.Equal([Kept], place.Captures());
        Assert.Equal($"{Kept[..12]},dropped.har,har,1,0,found without a line in the manifest", (await CapturesAsync(place))[1]);
    }

    [Fact]
    public async Task A_capture_that_was_renamed_is_put_back_under_its_name()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);
        File.Move(place.InDossier("captures", Kept), place.InDossier("captures", "renamed.har"));

        var run = await place.DoAsync("show", "items", "--limit", "1");

        Assert.Equal((0, $"klikspaan: took in what an earlier run had left: captures/{Kept}: was gone, and was found again as captures/renamed.har\n"), (run.Code, run.Error));
        Assert.Equal([Kept], place.Captures());
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Theory]
    [InlineData("copy.har")]
    [InlineData("0123.part")]
    public async Task A_sound_copy_is_never_removed_while_the_named_file_is_damaged(string name)
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);
        place.Write($"{Workplace.Name}/captures/{name}", Har);
        place.Write($"{Workplace.Name}/captures/{Kept}", [.. Har[..^1], (byte)' ']);

        await place.DoAsync("show", "captures");

        Assert.Equal(Har, await File.ReadAllBytesAsync(place.InDossier("captures", name), Cancellation));
        Assert.Equal(4, (await place.DoAsync("verify")).Code);
    }

    [Fact]
    public async Task A_copy_that_somebody_made_stays()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);
        place.Write($"{Workplace.Name}/captures/copy.har", Har);

        await place.DoAsync("show", "captures");

        Assert.Equal([Kept, "copy.har"], place.Captures());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("file missing")]
    [InlineData("truncated")]
    [InlineData("cut within a line")]
    [InlineData("seal truncated")]
    public async Task A_damaged_index_is_made_again_on_the_next_show(string damage)
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        await place.ImportAsync(Har);
        var folder = place.InDossier("index", Digest[..12]);
        var before = ReadAll(folder);
        switch (damage)
        {
            case "missing":
                Directory.Delete(folder, recursive: true);
                break;
            case "file missing":
                File.Delete(Path.Combine(folder, "planted.jsonl"));
                break;
            case "truncated":
                await File.WriteAllTextAsync(Path.Combine(folder, "planted.jsonl"), "", Cancellation);
                break;
            default:
                var file = Path.Combine(folder, damage.StartsWith("seal", StringComparison.Ordinal) ? "seal.json" : "exchanges.jsonl");
                await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, Cancellation))[..50], Cancellation);
                break;
        }

        var run = await place.DoAsync("show", "planted", "--format", "csv", "--columns", "label,value_form");

        Assert.Equal(["label,value_form", "host,raw"], run.Lines);
        Assert.Equal(Remade, run.Error);
        Assert.Equal(before, ReadAll(folder));
    }

    [Fact]
    public async Task An_index_made_with_other_planted_values_is_made_again()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);
        Assert.Equal("label", (await PlantedAsync(place)).Out.Trim());
        place.Plant(("host", "werkplek-0042"));

        var run = await PlantedAsync(place);

        Assert.Equal(("label\nhost\n", Remade), (run.Out, run.Error));
        Assert.Equal("", (await PlantedAsync(place)).Error);
    }

    [Fact]
    public async Task An_index_made_with_other_knowledge_is_made_again()
    {
        using var place = new Workplace();
        await place.ImportAsync(Workplace.Har(Workplace.Entry(body: """{"colour":"red"}""")));
        place.Write("own/rules/shapes/colour.yaml", """
            id: shapes/colour
            category: network.hostname
            keys: [colour]
            reason: A colour names the host.
            false_positives:
              - A colour that names nothing.
            examples:
              match:
                - path: content:/colour
                  value: red
              no_match:
                - path: content:/color
                  value: red
            """);
        string[] show = ["show", "disclosures", "--format", "csv", "--columns", "path,category", "--where", "path = 'content:/colour'"];
        Assert.Equal("content:/colour,not established", (await place.DoAsync(show)).Lines[1]);

        var run = await place.DoAsync([.. show, "--knowledge", "own"]);

        Assert.Equal("content:/colour,network.hostname", run.Lines[1]);
        Assert.Contains("making it again", run.Error, StringComparison.Ordinal);
        Assert.Equal("content:/colour,not established", (await place.DoAsync(show)).Lines[1]);
    }

    [Theory]
    [InlineData("version: 2\n", "klikspaan: this dossier has layout version 2; this program reads up to 1: use a newer Klikspaan\n")]
    [InlineData("version: 0\n", "klikspaan: dossier.yaml has mistakes\n  dossier.yaml:1:10: 'version' must be 1\n")]
    [InlineData("name: x\n", "klikspaan: dossier.yaml has mistakes\n  dossier.yaml:1:1: 'version' is missing\n  dossier.yaml:1:1: 'version' must be 1\n")]
    [InlineData("[]\n", "klikspaan: dossier.yaml cannot be read\n  dossier.yaml:1:1: the file must hold one YAML mapping\n")]
    [InlineData("version: 1\nplanted:\n  - label: a\n    value: short\n  - label: a\n    value: long enough\n    nme: x\n", """
        klikspaan: dossier.yaml has mistakes
          dossier.yaml:4:12: a planted value needs at least 6 bytes, or it would be found by accident; one of 2 to 5 bytes needs 'context', the names of the fields in which alone it is looked for
          dossier.yaml:7:5: 'nme' is not a key here; known are context, kind, label, list, value
          dossier.yaml:3:3: the label 'a' is used twice

        """)]
    [InlineData("version: 1\nplanted:\n  - label: a\n    value: long enough\n    kind: e-mail\n", """
        klikspaan: dossier.yaml has mistakes
          dossier.yaml:5:11: 'e-mail' is no kind of planted value; the kinds are user, host, mac, email, guid, phone, iban, git-remote, name, text, document-title, file-name, e-mail-subject, search-term, word, health, offence, bsn

        """)]
    public async Task A_dossier_that_cannot_be_used_is_refused_with_its_mistakes(string yaml, string message)
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);
        place.Write($"{Workplace.Name}/dossier.yaml", yaml);

        foreach (var command in (string[][])[["show", "items"], ["import", "a.har"]])
        {
            var run = await place.DoAsync(command);

            Assert.Equal((4, "", message.ReplaceLineEndings("\n")), (run.Code, run.Out, run.Error));
        }
    }

    [Fact]
    public async Task While_another_process_is_at_work_nothing_is_written_and_showing_works()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);
        place.Write("b.har", Workplace.Har(Workplace.Entry()));
        var before = ReadAll(place.Path(Workplace.Name));
        using (place.Open())
        {
            var import = await place.RunProgramAsync("-d", Workplace.Name, "import", "b.har");
            var show = await place.DoAsync("show", "captures", "--format", "csv", "--columns", "source");

            Assert.Equal((2, $"klikspaan: {place.Path(Workplace.Name)} cannot be written: another klikspaan is at work there, or the folder is read-only\n"), (import.Code, import.Error));
            Assert.Equal((0, "source\na.har\n", ""), (show.Code, show.Out, show.Error));
            Assert.Equal(2, (await place.DoAsync("rebuild")).Code);
        }

        Assert.Equal(before, ReadAll(place.Path(Workplace.Name)));
        Assert.Equal(0, (await place.DoAsync("import", "b.har")).Code);
    }

    [Fact]
    public async Task A_read_only_dossier_is_shown_and_not_written()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);

        var run = await Namespaces.RunAsync(place, $"""
            mount --bind {Workplace.Name} {Workplace.Name} && mount -o remount,ro,bind {Workplace.Name} || exit 9
            dotnet "$KLIKSPAAN" -d {Workplace.Name} show captures --format csv --columns source,exchanges; echo "exit $?"
            dotnet "$KLIKSPAAN" -d {Workplace.Name} import a.har; echo "exit $?"
            """);

        Assert.Equal(["source,exchanges", "a.har,1", "exit 0", "exit 2"], run.Lines);
        Assert.Equal($"klikspaan: {place.Path(Workplace.Name)} cannot be written: another klikspaan is at work there, or the folder is read-only\n", run.Error);
    }

    [Fact]
    public async Task Files_whose_digests_share_twelve_digits_do_not_overwrite_each_other()
    {
        using var place = new Workplace();
        place.Plant();
        place.Write($"{Workplace.Name}/captures/{Kept}", "another file");
        using var dossier = place.Open();

        var (entry, wasThere) = await dossier.ImportAsync(place.Path(place.Write("a.har", Har)), NoMeta, null, Cancellation);

        Assert.Equal(($"captures/{Digest}.har", false), (entry.File, wasThere));
        Assert.Equal("another file", await File.ReadAllTextAsync(place.InDossier("captures", Kept), Cancellation));
        Assert.Equal(Har, await File.ReadAllBytesAsync(place.InDossier("captures", $"{Digest}.har"), Cancellation));
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("captures/../../x")]
    [InlineData("captures/..")]
    [InlineData("captures/.")]
    [InlineData("captures/")]
    [InlineData("/etc/hostname")]
    [InlineData("index/x.har")]
    [InlineData("")]
    public async Task A_manifest_that_points_out_of_the_captures_is_refused(string file)
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);
        var outside = place.Write("x", Har);
        Manifest.Read(place.InDossier("manifest.jsonl")).Append(new("captured", default, file, Digest, Har.Length, "x", "har", Dossier.Tool, "1", "", NoMeta));

        foreach (var command in (string[][])[["show", "items"], ["rebuild"]])
        {
            var run = await place.DoAsync(command);

            Assert.Equal((4, $"klikspaan: manifest.jsonl names '{file}', which is not in captures/\n"), (run.Code, run.Error));
        }

        var verify = await place.DoAsync("verify");
        Assert.Equal((4, $"manifest.jsonl names '{file}', which is not in captures/"), (verify.Code, verify.Lines[0]));
        Assert.True(File.Exists(place.Path(outside)));
        Assert.Equal([Kept], place.Captures());
        Assert.True(Directory.Exists(place.InDossier("index", Digest[..12])));
    }

    [Fact]
    public async Task An_import_that_is_stopped_leaves_no_remainder()
    {
        using var place = new Workplace();
        place.Plant();
        using var dossier = place.Open();
        using var stop = new CancellationTokenSource();
        var source = place.Path(place.Write("a.har", Har));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dossier.ImportAsync(source, NoMeta, new Stopper(stop), stop.Token));

        Assert.Empty(place.Captures());
        Assert.Equal(["import-started"], dossier.Manifest.Entries.Select(e => e.Event));
    }

    [Fact]
    public async Task An_index_that_is_stopped_leaves_no_remainder_and_the_next_show_makes_it()
    {
        using var place = new Workplace();
        await place.ImportAsync(Har);
        using (var dossier = place.Open())
        using (var stop = new CancellationTokenSource())
        {
            var capture = dossier.Manifest.Captures.Single();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dossier.IndexAsync(capture, new Stopper(stop), stop.Token));
        }

        Assert.Equal([Digest[..12]], Directory.EnumerateFileSystemEntries(place.InDossier("index")).Select(f => Path.GetFileName(f)));
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Fact]
    public async Task The_number_of_workers_never_changes_the_index()
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        await place.ImportAsync(Workplace.Har(Enumerable.Range(0, 200).Select(i => Workplace.Entry($"https://h{i % 7}.example/{i}", i % 10 == 3 ? "{\"broken\":" : $$"""{"n":{{i}},"host":"werkplek-0042"}"""))));
        var folders = new List<List<(string, string)>>();

        foreach (var workers in (int[])[1, 4, 0])
        {
            await place.DoAsync("rebuild", "--workers", workers.ToString());
            folders.Add(ReadAll(place.InDossier("index")));
        }

        Assert.Equal(folders[0], folders[1]);
        Assert.Equal(folders[0], folders[2]);
        Assert.Equal(200, folders[0].Single(f => f.Item1.EndsWith("exchanges.jsonl", StringComparison.Ordinal)).Item2.Count(c => c == '\n'));
    }

    [Fact]
    public void Making_a_dossier_keeps_what_is_there()
    {
        using var place = new Workplace();
        place.Write($"{Workplace.Name}/dossier.yaml", "version: 1\nname: mine\n");

        Dossier.Create(place.Path(Workplace.Name));

        using var dossier = place.Open();
        Assert.Equal("mine", dossier.File.Name);
        Assert.Contains("captures/\n", File.ReadAllText(place.InDossier(".gitignore")), StringComparison.Ordinal);
    }

    static string Remade => $"klikspaan: index of captures/{Kept} was missing, changed or made with other knowledge or planted values; making it again\n";

    static Task<Workplace.Run> PlantedAsync(Workplace place) => place.DoAsync("show", "planted", "--format", "csv", "--columns", "label");

    static async Task<string[]> CapturesAsync(Workplace place) =>
        (await place.DoAsync("show", "captures", "--format", "csv", "--columns", "capture,source,format,exchanges,problems,remark")).Lines;

    static Task<Workplace.Run> AdoptAsync(Workplace place, byte[] left, long? started)
    {
        place.Plant();
        place.Write($"{Workplace.Name}/captures/0123.part", left);
        if (started is { } bytes)
        {
            Manifest.Read(place.InDossier("manifest.jsonl")).Append(new("import-started", default, "captures/0123.part", "", bytes, "office.har", "", Dossier.Tool, "1", "", NoMeta));
        }

        return place.DoAsync("show", "captures");
    }

    static List<(string Name, string Text)> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (f, File.ReadAllText(f)))];

    sealed class Stopper(CancellationTokenSource source) : IProgress<long>
    {
        public void Report(long value) => source.Cancel();
    }

    [Theory]
    [InlineData("aaaaaa")]
    [InlineData("00-00-00-00-00-00")]
    [InlineData("AbaBAb aba")]
    [InlineData("ああああ")]
    public void A_planted_value_that_tells_nothing_is_refused_with_its_place(string value)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes($"version: 1\nplanted:\n  - label: one\n    value: \"{value}\"\n");
        var problem = Assert.Single(Assert.Throws<DossierException>(() => DossierFile.Read(bytes)).Problems);

        Assert.StartsWith("dossier.yaml:4:12: a planted value needs at least 3 different letters or digits", problem.ToString(), StringComparison.Ordinal);
        var plan = System.Text.Encoding.UTF8.GetBytes($"scenario: s\nplan:\n  - step: a\n    plant:\n      - kind: text\n        value: \"{value}\"\n");
        Assert.StartsWith("s.yaml:6:16: a planted value needs at least 3", Assert.Single(Assert.Throws<DossierException>(() => ScenarioFile.Read("s.yaml", plan)).Problems).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("02:00:00:00:00:01")]
    [InlineData("werkplek-0042")]
    [InlineData("東京東京")]
    public void One_that_tells_something_is_taken(string value) =>
        Assert.Single(DossierFile.Read(System.Text.Encoding.UTF8.GetBytes($"version: 1\nplanted:\n  - label: one\n    value: \"{value}\"\n")).Planted);

    [Fact]
    public void A_short_value_with_context_may_repeat_a_letter() =>
        Assert.Single(DossierFile.Read("version: 1\nplanted:\n  - {label: one, value: aaaa, context: [initials]}\n"u8.ToArray()).Planted);
}
