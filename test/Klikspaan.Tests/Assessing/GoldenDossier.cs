using System.Security.Cryptography;
using System.Text.Json;

namespace Klikspaan.Tests.Assessing;

/// <summary>A dossier of <c>examples/microsoft-2019/</c> in a place of its own, that can be changed before its synthetic captures are taken in.</summary>
sealed class GoldenDossier : IDisposable
{
    static readonly DateOnly Day = new(2026, 12, 1);
    readonly Workplace place = new();
    readonly string name;

    public GoldenDossier(string name)
    {
        this.name = name;
        var from = Repository.Path("examples", "microsoft-2019", name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Select(f => System.IO.Path.GetRelativePath(from, f).Replace('\\', '/')).Where(f => !f.StartsWith("captures/", StringComparison.Ordinal) && !f.StartsWith("index/", StringComparison.Ordinal) && !f.StartsWith("assessments/", StringComparison.Ordinal) && f is not "manifest.jsonl" && !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            place.Write($"{name}/{file}", File.ReadAllBytes(System.IO.Path.Combine(from, file)));
        }
    }

    public void Dispose() => place.Dispose();

    /// <summary>Changes a file; it must be one that is there, and the change one that changes it. Where a capture is named elsewhere by its digest, that follows.</summary>
    public GoldenDossier With(string file, Func<string, string> change)
    {
        var path = place.Path(name, file);
        var (before, was) = (File.ReadAllText(path), Digest(path));
        var after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(path, after);
        var measures = place.Path(name, "measures");
        foreach (var other in Directory.Exists(measures) ? Directory.EnumerateFiles(measures) : [])
        {
            File.WriteAllText(other, File.ReadAllText(other).Replace(was, Digest(path), StringComparison.Ordinal));
        }

        return this;
    }

    /// <summary>Whether it has a file.</summary>
    public bool Has(string file) => File.Exists(place.Path(name, file));

    /// <summary>Adds a file.</summary>
    public GoldenDossier Add(string file, string text)
    {
        place.Write($"{name}/{file}", text);
        return this;
    }

    /// <summary>Takes the captures in and assesses.</summary>
    public async Task<JsonElement> AssessAsync(params string[] options)
    {
        foreach (var capture in Directory.EnumerateFiles(place.Path(name, "synthetic")).Where(f => !f.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var run = await place.RunOnAsync(Day, "-d", name, "import", "--meta", System.IO.Path.Combine(System.IO.Path.GetDirectoryName(capture)!, System.IO.Path.GetFileName(capture).Split('.')[0] + ".yaml"), capture);
            Assert.True(run.Code is 0 or 3, run.Error);
        }

        var assessed = await place.RunOnAsync(Day, ["-d", name, "assess", "--format", "json", .. options]);
        Assert.True(assessed.Code is 0 or 3, assessed.Error);
        return JsonDocument.Parse(assessed.Out).RootElement;
    }

    /// <summary>Path of a file in it.</summary>
    public string PathOf(string file) => place.Path(name, file);

    /// <summary>Takes in a further synthetic capture, with what is said of it.</summary>
    public async Task TakeInAsync(string dossier, string capture, string meta)
    {
        place.Write("more.yaml", meta);
        var run = await place.RunOnAsync(Day, "-d", dossier, "import", "--meta", place.Path("more.yaml"), capture);
        Assert.True(run.Code is 0 or 3, run.Error);
    }

    /// <summary>Runs a command about another dossier beside it.</summary>
    public Task<Workplace.Run> RunAtAsync(string dossier, params string[] arguments) => place.RunOnAsync(Day, ["-d", dossier, .. arguments]);

    /// <summary>Runs a command about the dossier.</summary>
    public Task<Workplace.Run> RunAsync(params string[] arguments) => place.RunOnAsync(Day, ["-d", name, .. arguments]);

    /// <summary>What an assessment comes to, a line each: verdicts, risks with their levels, and findings by what they are about.</summary>
    public static SortedSet<string> Lines(JsonElement assessment) => new(
        Each(assessment, "verdicts").Select(v => $"verdict {Text(v, "platform")}: {Text(v, "verdict")}, if {string.Join("+", Texts(v, "conditions"))}")
            .Concat(Each(assessment, "risks").Select(r => $"risk {Text(r, "platform")} {Text(r, "id").Split('/')[1]}: {Text(r, "level")} {Text(r, "residual")}, if {string.Join("+", Measures(r))}"))
            .Concat(Each(assessment, "findings").Select(f => $"finding {Text(f, "platform")} {Text(f, "kind")}: {string.Join(", ", f.GetProperty("fields").EnumerateObject().Select(p => p.Value.GetString()))}")), StringComparer.Ordinal);

    /// <summary>The measures that a rating rests on, each with a mark where a capture shows it.</summary>
    static IEnumerable<string> Measures(JsonElement risk)
    {
        var verified = Each(risk, "measures").Where(m => m.GetProperty("verified").GetBoolean()).Select(m => Text(m, "id")).ToHashSet(StringComparer.Ordinal);
        return Texts(risk, "conditional_on").Select(m => verified.Contains(m) ? $"{m} (verified)" : m);
    }

    public static IEnumerable<JsonElement> Each(JsonElement element, string key) => element.GetProperty(key).EnumerateArray();

    public static string Text(JsonElement element, string key) => element.GetProperty(key).GetString()!;

    public static IEnumerable<string> Texts(JsonElement element, string key) => Each(element, key).Select(t => t.GetString()!);

    static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))[..12];
}
