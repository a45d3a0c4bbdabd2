using System.Text.Json;

namespace Klikspaan.Tests.Translating;

/// <summary>The adapters of TrackHAR 1.0.0, and what it found itself in a real capture.</summary>
public sealed class TrackHarCorpusTests
{
    static byte[] Adapters => File.ReadAllBytes(Repository.InCorpus("trackhar", "trackhar-1.0.0-adapters.json"));

    [Fact]
    public void Every_adapter_becomes_a_protocol_file()
    {
        var knowledge = TheirValues.Translate(Adapters, out var problems);

        Assert.Empty(problems);
        Assert.Equal(123, knowledge.Protocols.Count(p => p.ImportedFrom == "trackhar"));
    }

    [Fact]
    public async Task Values_of_a_real_capture_are_those_that_TrackHAR_found()
    {
        var knowledge = TheirValues.Translate(Adapters, out _);
        var ours = await TheirValues.ObserveAsync(knowledge, await File.ReadAllBytesAsync(Repository.InCorpus("trackhar", "android_first-run.har"), TestContext.Current.CancellationToken));
        using var golden = JsonDocument.Parse(await File.ReadAllBytesAsync(Repository.InCorpus("trackhar", "android_first-run.trackhar-1.0.0.json"), TestContext.Current.CancellationToken));
        using var theirs = JsonDocument.Parse(JsonSerializer.Serialize(golden.RootElement.EnumerateArray().Select(e => e.GetProperty("result"))));

        var (total, same, differences) = TheirValues.Compare(ours, theirs.RootElement);

        TestContext.Current.TestOutputHelper!.WriteLine($"{same} of {total} values");
        Assert.Empty(differences);
        Assert.Equal((153, 153), (total, same));
    }

    [Fact]
    public async Task Laid_over_our_facts_each_value_of_theirs_is_explained_by_a_file_of_ours_or_of_theirs()
    {
        var knowledge = TheirValues.Translate(Adapters, out _, isLaidOver: true);
        var ours = await TheirValues.ObserveAsync(knowledge, await File.ReadAllBytesAsync(Repository.InCorpus("trackhar", "android_first-run.har"), TestContext.Current.CancellationToken));
        using var golden = JsonDocument.Parse(await File.ReadAllBytesAsync(Repository.InCorpus("trackhar", "android_first-run.trackhar-1.0.0.json"), TestContext.Current.CancellationToken));
        var missing = new List<string>();
        for (var i = 0; i < ours.Count; i++)
        {
            var known = ours[i].Decoded!.Items.Where((item, n) => ours[i].Classifications[n].Category != Classification.NotEstablished).Select(v => System.Text.Encoding.UTF8.GetString(v.Value.Span)).ToHashSet();
            var result = golden.RootElement[i].GetProperty("result");
            foreach (var value in result.ValueKind == JsonValueKind.Array ? result.EnumerateArray().Select(r => r.GetProperty("value")) : [])
            {
                missing.AddRange(TheirValues.Leaves(value).Where(l => !known.Contains(l.Text)).Select(l => $"request {i + 1} ({ours[i].Decoded!.Protocol}): {l.Text}"));
            }
        }

        Assert.Empty(missing);
    }
}
