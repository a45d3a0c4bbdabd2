using Klikspaan.Tests.Importing;
using Klikspaan.Tests.Reporting;

namespace Klikspaan.Tests.Cli;

/// <summary>How a capture was made stands at each finding, in the summary and in the method; it bounds what may be said.</summary>
public sealed class ReportModeTests
{
    static readonly byte[] Sent = Warcs.Recording(Warcs.Exchange("GET /p HTTP/1.1\r\nHost: host.example\r\n\r\n"));

    [Theory]
    [InlineData("isolated, sinkhole", "isolated, sinkhole", "recorded where no IP packet can leave, in a sinkhole. A real server could ask for more", "The program ran in a network of its own", "No legal verdict: this is one recording in a sinkhole.")]
    [InlineData("proxy, sinkhole", "proxy, sinkhole", "only what heeded a proxy was seen, in a sinkhole: a real server could ask for more.", "and a sinkhole answered it.", "No legal verdict: this is one recording in a sinkhole.")]
    [InlineData("proxy, passed on", "proxy, passed on to the real servers", "only what heeded a proxy was seen. Other traffic may have left the machine unseen.", "and went on to the real servers.", "No legal verdict: this is one recording.")]
    [InlineData("", "import, made with another tool", "made with another tool. How it was made, and what it left out, is not established.", "taken in from a file.", "No legal verdict: this is one recording.")]
    [InlineData("by a tool of tomorrow", "by a tool of tomorrow", "made with another tool.", "taken in from a file.", "No legal verdict: this is one recording.")]
    public async Task A_way_of_recording_is_told_with_what_it_bounds(string mode, string print, string inShort, string method, string verdict)
    {
        using var place = new Workplace();
        await TakeInAsync(place, Sent, new() { ["mode"] = mode, ["product"] = "A product", ["build"] = "1.2.3" });
        var tree = await Reports.TreeAsync(place);

        Assert.All(Reports.Said(tree, "small-print"), s => Assert.StartsWith($"Mode: {print}. Grade: decrypted. Found at: ", s, StringComparison.Ordinal));
        Assert.All(Reports.Said(tree, "small-print"), s => Assert.Contains(". Product: A product. Build: 1.2.3. Cause: unknown; no steps are written down.", s, StringComparison.Ordinal));
        Assert.Contains(inShort, Assert.Single(Reports.Said(tree, "summary.mode")), StringComparison.Ordinal);
        Assert.Contains(Reports.Texts(Reports.Chapter(tree, "method")), t => t.Contains(method, StringComparison.Ordinal));
        Assert.Contains(verdict, Reports.Texts(tree));
        Assert.StartsWith("Observed of A product 1.2.3, in 1 capture: 1 request,", Assert.Single(Reports.Said(tree, "summary.seen")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Captures_of_several_ways_are_told_apart()
    {
        using var place = new Workplace();
        await TakeInAsync(place, Sent, new() { ["mode"] = "isolated, sinkhole" });
        await TakeInAsync(place, Workplace.Har(Workplace.Entry("https://host.example/p")), []);
        var tree = await Reports.TreeAsync(place);

        Assert.Equal(2, Reports.Said(tree, "summary.mode").Count);
        Assert.Contains("No legal verdict: these are recordings of what was sent while they were made.", Reports.Texts(tree));
        Assert.Equal(2, Reports.Said(tree, "timeline.title").Count);
        Assert.Contains("in 2 captures: 2 requests,", Assert.Single(Reports.Said(tree, "summary.seen")), StringComparison.Ordinal);
        Assert.All(Reports.Said(tree, "recipient.sent"), s => Assert.StartsWith("In these recordings a process that is not established sent 2 requests (", s, StringComparison.Ordinal));
        Assert.NotEmpty(Reports.Said(tree, "recipient.sent"));
        Assert.All(Reports.Said(tree, "small-print"), s => Assert.StartsWith("Mode: isolated, sinkhole and import, made with another tool. ", s, StringComparison.Ordinal));
        Assert.EndsWith("addressed to 1 host.", Reports.Said(tree, "summary.seen")[0], StringComparison.Ordinal);
        Assert.Contains("Not known of 2 captures: Product, Version and build, Operating system and build, Kind of account, Settings in force, Clock of the recorder minus true time and Code of the tester.", Reports.Said(tree, "open.meta"));
    }

    static async Task TakeInAsync(Workplace place, byte[] capture, Dictionary<string, string> meta)
    {
        Klikspaan.Store.Dossier.Create(place.Path(Workplace.Name));
        using var dossier = place.Open();
        var (entry, _) = await dossier.ImportAsync(place.Path(place.Write($"{meta.Count}.capture", capture)), meta, null, TestContext.Current.CancellationToken);
        await dossier.IndexAsync(entry, null, TestContext.Current.CancellationToken);
    }
}
