using System.Security.Cryptography;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class VerifierTests
{
    static readonly byte[] First = Workplace.Har(Workplace.Entry(body: """{"host":"werkplek-0042"}"""), """{"request":{"method":"GET"}}""");
    static readonly byte[] Second = Workplace.Har(Workplace.Entry("https://other.example/"));
    static readonly byte[] Third = Workplace.Har(Workplace.Entry("https://third.example/"));

    [Fact]
    public async Task A_dossier_that_nobody_touched_is_as_it_was_written()
    {
        using var place = await MakeAsync();

        var run = await place.DoAsync("verify");

        Assert.Equal((0, "2 capture(s) and 4 manifest line(s) are as they were written\n", ""), (run.Code, run.Out, run.Error));
    }

    [Theory]
    [InlineData("captures/*.har")]
    [InlineData("manifest.jsonl")]
    [InlineData("index/*/exchanges.jsonl")]
    [InlineData("index/*/planted.jsonl")]
    [InlineData("index/*/problems.jsonl")]
    [InlineData("index/*/seal.json")]
    public async Task One_changed_byte_anywhere_is_found(string pattern)
    {
        using var place = await MakeAsync();
        var path = Find(place, pattern).MaxBy(f => new FileInfo(f).Length)!;
        var bytes = File.ReadAllBytes(path);
        var missed = new List<string>();

        for (var i = 0; i < bytes.Length; i += bytes.Length > 1500 ? 7 : 1)
        {
            // The case of letters and the kind of white space: where a reader is most lenient.
            var bit = (byte)(char.IsAsciiLetter((char)bytes[i]) || char.IsWhiteSpace((char)bytes[i]) ? 0x20 : 0x01);
            missed.AddRange(IsFound(place, path, bytes, i, bit) ? [] : [$"{Path.GetFileName(path)} at {i}, bit {bit}"]);
        }

        File.WriteAllBytes(path, bytes);
        Assert.Empty(missed);
        Assert.NotEmpty(bytes);
        Assert.Empty(Faults(place));
    }

    [Theory]
    [InlineData("captures/*.har", "{0}: its SHA-256 is {1}, the manifest says {2}: the file was changed")]
    [InlineData("index/*/exchanges.jsonl", "index of {0}: exchanges.jsonl was changed; 'klikspaan rebuild' makes it again from the capture")]
    [InlineData("index/*/seal.json", "index of {0}: seal.json was changed; 'klikspaan rebuild' makes it again from the capture")]
    public async Task What_was_changed_is_named(string pattern, string message)
    {
        using var place = await MakeAsync();
        var capture = Entries(place)[1];
        var path = Find(place, pattern).Single(p => p.Contains(capture.Sha256[..12], StringComparison.Ordinal));
        File.AppendAllText(path, " ");

        var run = await place.DoAsync("verify");

        Assert.Equal((4, ""), (run.Code, run.Error));
        Assert.Equal([string.Format(null, message, capture.File, Dossier.Digest(path), capture.Sha256), "1 fault(s)"], run.Lines);
    }

    [Fact]
    public async Task A_changed_index_is_sound_after_a_rebuild()
    {
        using var place = await MakeAsync();
        File.AppendAllText(Find(place, "index/*/exchanges.jsonl")[0], "{}\n");
        Assert.Equal(4, (await place.DoAsync("verify")).Code);

        await place.DoAsync("rebuild");

        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Fact]
    public async Task Captures_that_are_gone_or_new_are_found_and_left_alone()
    {
        using var place = await MakeAsync();
        var gone = Entries(place)[1];
        File.Delete(place.InDossier(gone.File));
        place.Write($"{Workplace.Name}/captures/new.har", Second);
        place.Write($"{Workplace.Name}/captures/0123.part", "x");
        var manifest = File.ReadAllText(Manifest(place));

        var run = await place.DoAsync("verify");

        Assert.Equal(
            [$"{gone.File}: the file is gone", "captures/0123.part: the manifest does not name it", "captures/new.har: the manifest does not name it", "3 fault(s)"], run.Lines);
        Assert.Equal(4, run.Code);
        Assert.Equal(manifest, File.ReadAllText(Manifest(place)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_removed_manifest_line_is_found(int line)
    {
        using var place = await MakeAsync();
        var lines = File.ReadAllLines(Manifest(place)).ToList();
        lines.RemoveAt(line);
        File.WriteAllText(Manifest(place), string.Concat(lines.Select(l => l + "\n")));

        var run = await place.DoAsync("verify");

        Assert.Equal(4, run.Code);
        Assert.Equal(
            line < 3 ? $"manifest.jsonl:{line + 1}: the seal does not fit the line and the lines before it" : $"captures/{Digest(Second)[..12]}.har: the manifest does not name it",
            run.Lines[0]);
    }

    [Fact]
    public async Task A_manifest_that_is_gone_is_found()
    {
        using var place = await MakeAsync();
        File.Delete(Manifest(place));

        var run = await place.DoAsync("verify");

        Assert.Equal((4, "2 fault(s)"), (run.Code, run.Lines[^1]));
        Assert.False(File.Exists(Manifest(place)));
    }

    [Theory]
    [InlineData("copy of a line")]
    [InlineData("lines swapped")]
    [InlineData("empty line")]
    [InlineData("other text")]
    public async Task An_inserted_manifest_line_is_found(string what)
    {
        using var place = await MakeAsync();
        var lines = File.ReadAllLines(Manifest(place)).ToList();
        switch (what)
        {
            case "copy of a line":
                lines.Insert(2, lines[1]);
                break;
            case "lines swapped":
                lines.Reverse(1, 2);
                break;
            default:
                lines.Insert(2, what == "empty line" ? "" : "{}");
                break;
        }

        File.WriteAllText(Manifest(place), string.Concat(lines.Select(l => l + "\n")));

        var run = await place.DoAsync("verify");

        Assert.Equal(4, run.Code);
        Assert.StartsWith($"manifest.jsonl:{(what == "lines swapped" ? 2 : 3)}: the ", run.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(2)]
    public async Task A_torn_last_line_is_found_and_the_next_line_still_fits(int torn)
    {
        using var place = await MakeAsync();
        using (var file = new FileStream(Manifest(place), FileMode.Open))
        {
            file.SetLength(file.Length - torn);
        }

        var isWhole = torn == 1;
        Assert.Equal(isWhole ? [] : ["manifest.jsonl:4: the line is broken off or is no manifest line"], Klikspaan.Store.Manifest.Read(Manifest(place)).Faults);

        Assert.Equal(0, (await place.ImportAsync(Third, "c.har")).Code);

        var after = Klikspaan.Store.Manifest.Read(Manifest(place));
        Assert.Equal(isWhole ? 0 : 1, after.Faults.Count);
        Assert.Equal([Digest(First), Digest(Second), Digest(Third)], after.Captures.Select(c => c.Sha256));
        Assert.Equal(["", isWhole ? "" : "found without a line in the manifest", ""], after.Captures.Select(c => c.Remark));
        Assert.Equal(isWhole ? 0 : 4, (await place.DoAsync("verify")).Code);
    }

    static string Manifest(Workplace place) => place.InDossier("manifest.jsonl");

    static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static List<ManifestEntry> Entries(Workplace place) => [.. Klikspaan.Store.Manifest.Read(Manifest(place)).Entries];

    static async Task<Workplace> MakeAsync()
    {
        var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        await place.TakeInAsync(("a.har", First), ("b.har", Second));
        return place;
    }

    static List<string> Find(Workplace place, string pattern)
    {
        var parts = pattern.Split('/');
        var folders = parts.Length == 3 ? Directory.GetDirectories(place.InDossier(parts[0])) : [place.InDossier(parts[..^1])];
        return [.. folders.SelectMany(f => Directory.GetFiles(f, parts[^1])).Order(StringComparer.Ordinal)];
    }

    static bool IsFound(Workplace place, string path, byte[] bytes, int at, byte bit)
    {
        var changed = bytes.ToArray();
        changed[at] ^= bit;
        File.WriteAllBytes(path, changed);
        return Faults(place).Count > 0;
    }

    static IReadOnlyList<string> Faults(Workplace place)
    {
        using var dossier = place.Open();
        return Verifier.Check(dossier);
    }

    [Fact]
    public async Task A_file_of_a_scenario_that_was_changed_since_a_capture_of_it_came_in_is_told()
    {
        using var place = new Workplace();
        Dossier.Create(place.InDossier());
        var plan = place.Write($"{Workplace.Name}/scenarios/use.yaml", "scenario: use\nsteps:\n  - step: open\n    start: 2026-01-02T12:00:10Z\n    end: 2026-01-02T12:00:20Z\n");
        place.Write($"{Workplace.Name}/scenarios/other.yaml", "scenario: other\n");
        place.Write("a.har", Workplace.Har(Workplace.Entry()));
        await place.DoAsync("import", "a.har", "--scenario", "use");
        var before = await place.DoAsync("verify");
        place.Write($"{Workplace.Name}/scenarios/other.yaml", "scenario: other\nproduct: x\n");
        place.Write($"{Workplace.Name}/scenarios/late.yaml", "scenario: use\nproduct: x\n");
        var late = await place.DoAsync("verify");
        place.Write(plan, "scenario: use\nsteps:\n  - step: open\n    start: 2026-01-02T12:00:10Z\n    end: 2026-01-02T13:00:20Z\n");
        var changed = await place.DoAsync("verify");
        File.Delete(place.Path(plan));
        var gone = await place.DoAsync("verify");

        Assert.Equal((0, ""), (before.Code, before.Error));
        Assert.Equal(0, late.Code);
        Assert.Contains("scenarios/late.yaml: no digest of it is kept", late.Error, StringComparison.Ordinal);
        Assert.Equal(4, changed.Code);
        Assert.Contains("scenarios/use.yaml: it is not the file that was there when a capture of the scenario came in (2026-03-04T05:06:07Z", changed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("other.yaml", changed.Out, StringComparison.Ordinal);
        Assert.Contains("scenarios/use.yaml: the file is gone", gone.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_changed_between_two_captures_stays_told()
    {
        using var place = new Workplace();
        Dossier.Create(place.InDossier());
        place.Write($"{Workplace.Name}/scenarios/use.yaml", "scenario: use\n");
        place.Write("a.har", Workplace.Har(Workplace.Entry()));
        place.Write("b.har", Workplace.Har(Workplace.Entry("https://b.example/")));
        await place.DoAsync("import", "a.har", "--scenario", "use");
        place.Write($"{Workplace.Name}/scenarios/use.yaml", "scenario: use\nproduct: x\n");
        await place.DoAsync("import", "b.har", "--scenario", "use");
        var run = await place.DoAsync("verify");

        Assert.Equal(0, run.Code);
        Assert.Contains("scenarios/use.yaml: was changed between captures of its scenario", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_digests_of_a_scenario_do_not_come_off_with_the_last_line_of_the_manifest()
    {
        using var place = new Workplace();
        Dossier.Create(place.InDossier());
        place.Write($"{Workplace.Name}/scenarios/use.yaml", "scenario: use\n");
        place.Write("a.har", Workplace.Har(Workplace.Entry()));
        await place.DoAsync("import", "a.har", "--scenario", "use");
        var manifest = place.InDossier("manifest.jsonl");
        var lines = await File.ReadAllLinesAsync(manifest, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(manifest, string.Concat(lines[..^1].Select(l => l + "\n")), TestContext.Current.CancellationToken);
        place.Write($"{Workplace.Name}/scenarios/use.yaml", "scenario: use\nproduct: x\n");
        var run = await place.DoAsync("verify");

        Assert.Equal(4, run.Code);
        Assert.Contains("the manifest does not name it", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_sealed_is_never_gone_on_with_and_the_steps_left_get_a_run_of_their_own()
    {
        using var place = new Workplace();
        await place.DoAsync("plant", "--scenario", "use", "--steps", "open", "--kinds", "word");
        var noon = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
        await place.TypeAsync(new(noon, (0, "s"), (1, ""), (1, ""), (0, "s")), "test", "use");
        place.Write("a.har", Workplace.Har(Workplace.Entry()));
        await place.DoAsync("import", "a.har", "--scenario", "use");
        place.Write($"{Workplace.Name}/scenarios/more.yaml", "scenario: use\nplan:\n  - step: save\n  - step: close\n");
        var further = await place.TypeAsync(new(noon.AddMinutes(1), (0, "s"), (1, ""), (1, ""), (1, "q")), "test", "use");
        var again = await place.TypeAsync(new(noon.AddMinutes(2), (0, "s"), (1, ""), (1, ""), (0, "s")), "test", "use");
        place.Write("b.har", Workplace.Har(Workplace.Entry("https://b.example/")));
        await place.DoAsync("import", "b.har", "--scenario", "use");
        var run = await place.DoAsync("verify");
        var files = Scenarios.Read(place.InDossier()).Files;

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("scenarios/use.run-20260102T120100Z.yaml", further.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("   open\n", further.Out, StringComparison.Ordinal);
        Assert.Contains("scenarios/use.run-20260102T120100Z.yaml", again.Out, StringComparison.Ordinal);
        Assert.Equal(["open"], files.Single(f => f.File == "scenarios/use.run-20260102T120000Z.yaml").Steps.Select(s => s.Name));
        Assert.Equal("scenarios/use.run-20260102T120000Z.yaml", files.Single(f => f.File == "scenarios/use.run-20260102T120100Z.yaml").Continues);
        Assert.Equal(["save", "close"], files.Single(f => f.File == "scenarios/use.run-20260102T120100Z.yaml").Steps.Select(s => s.Name));
    }

    [Fact]
    public async Task A_run_that_has_steps_left_may_go_on()
    {
        using var place = new Workplace();
        await place.DoAsync("plant", "--scenario", "use", "--steps", "open,save", "--kinds", "word");
        var noon = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
        await place.TypeAsync(new(noon, (0, "s"), (1, ""), (1, ""), (1, "q")), "test", "use");
        place.Write("a.har", Workplace.Har(Workplace.Entry()));
        await place.DoAsync("import", "a.har", "--scenario", "use");
        await place.TypeAsync(new(noon.AddMinutes(1), (0, "s"), (1, ""), (1, ""), (0, "s")), "test", "use");
        var run = await place.DoAsync("verify");

        Assert.Equal(0, run.Code);
        Assert.Contains("scenarios/use.run-20260102T120000Z.yaml: no digest of it is kept", run.Error, StringComparison.Ordinal);
    }
}
