using System.Text.Json;

namespace Klikspaan.Tests.Translating;

/// <summary>TrackHAR itself, from npm, on requests that were invented for each of its adapters.</summary>
public sealed class TrackHarPeerTests
{
    static string Script => Repository.Path("test", "tools", "trackhar.mjs");

    [Fact]
    public async Task Every_adapter_finds_the_same_values_as_TrackHAR_in_an_invented_request()
    {
        Assert.SkipUnless(Directory.Exists(Repository.Path("test", "tools", "node_modules", "trackhar")), "npm has not installed test/tools");
        using var place = new Workplace();
        var adapters = await place.RunCommandAsync("node", [Script, "adapters"]);
        Assert.Equal((0, ""), (adapters.Code, adapters.Error));
        var made = await place.RunCommandAsync("node", [Script, "synthetic", place.Path("s.har"), place.Path("s.json")]);
        Assert.Equal((0, ""), (made.Code, made.Error));

        var knowledge = TheirValues.Translate(System.Text.Encoding.UTF8.GetBytes(adapters.Out), out var problems);
        var ours = await TheirValues.ObserveAsync(knowledge, await File.ReadAllBytesAsync(place.Path("s.har"), TestContext.Current.CancellationToken));
        using var found = JsonDocument.Parse(await File.ReadAllBytesAsync(place.Path("s.json"), TestContext.Current.CancellationToken));
        var theirs = found.RootElement.GetProperty("results");
        var (total, same, differences) = TheirValues.Compare(ours, theirs);
        var asked = theirs.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Array).SelectMany(r => r.EnumerateArray()).Select(r => r.GetProperty("adapter").GetString()).Distinct().Count();

        TestContext.Current.TestOutputHelper!.WriteLine($"{same} of {total} values in {ours.Count} requests of {asked} adapters; paths that no request shows: {found.RootElement.GetProperty("missed")}");
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', differences.Take(1000)));
        Assert.Empty(problems);
        Assert.Equal(123, asked);
        Assert.Empty(differences);
        Assert.Equal(total, same);
    }
}
