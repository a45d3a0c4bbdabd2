using System.Text.Json;

namespace Klikspaan.Tests.Packets;

/// <summary>What another program reads in the captures of the corpus; tests are skipped where it or the corpus is absent.</summary>
static class Tshark
{
    public static async Task<string> RunAsync(string file, params string[] arguments)
    {
        var path = Repository.InCorpus(["captures", .. file.Split('/')]);
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "tshark"))), "tshark is not here");
        var keys = Path.ChangeExtension(path, ".keys");
        using var place = new Workplace();
        var run = await place.RunCommandAsync("tshark", ["-r", path, .. File.Exists(keys) ? ["-o", "tls.keylog_file:" + keys] : (string[])[], .. arguments]);
        Assert.Equal(0, run.Code);
        return run.Out;
    }

    /// <summary>Per packet that a filter takes, all values of each field.</summary>
    public static async Task<List<string[][]>> FieldsAsync(string file, string filter, params string[] fields)
    {
        using var json = JsonDocument.Parse(await RunAsync(file, ["-Y", filter, "-T", "json", .. fields.SelectMany(f => (string[])["-e", f])]));
        return [.. json.RootElement.EnumerateArray().Select(p => p.GetProperty("_source").GetProperty("layers"))
            .Select(l => fields.Select(f => l.TryGetProperty(f, out var values) ? values.EnumerateArray().Select(v => v.GetString()!).ToArray() : []).ToArray())];
    }
}
