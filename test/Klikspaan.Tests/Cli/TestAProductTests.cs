using System.Text.RegularExpressions;

namespace Klikspaan.Tests.Cli;

/// <summary>The page for testers: each of its commands does what the page says, in its order.</summary>
public sealed partial class TestAProductTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_command_of_the_page_works_in_its_order()
    {
        using var place = new Workplace();
        var page = await File.ReadAllTextAsync(Repository.Path("docs", "test-a-product.md"), TestContext.Current.CancellationToken);
        place.Write("idle.har", Workplace.Har(At(1, "os.example")));
        place.Write("phone.har", Workplace.Har(At(15, "os.example"), At(1000, "product.example")));
        var blocks = Blocks().Matches(page).Where(m => m.Groups[1].Length == 0).Select(m => m.Groups[2].Value).ToList();
        var commands = blocks.SelectMany(b => b.Trim().Split('\n')).Where(l => l.StartsWith("klikspaan ", StringComparison.Ordinal)).ToList();
        var said = new List<string>();
        foreach (var command in commands)
        {
            string[] words = [.. Words().Matches(command).Skip(1).Select(m => m.Value.Trim('\''))];
            var lines = words.Contains("--enter")
                ? (string[])["2026-01-02", "", "", "12:30:10", "12:30:20", "", "", "12:30:30", "12:30:40", "", "", ""]
                : [.. Enumerable.Repeat("", 20)];
            var run = await place.TypeAsync(new(Noon, [.. lines.Select(l => (5.0, l))]), words);
            Assert.True(run.Code == 0, $"{command}\n{run.Out}\n{run.Error}");
            said.Add(run.Out);
        }

        Assert.Equal(14, commands.Count);
        Assert.Contains("step 'open a document' (sent during it; also in baseline capture", said[^4], StringComparison.Ordinal);
        Assert.Contains("unknown (sent between or after the steps)", said[^4], StringComparison.Ordinal);
    }

    static string At(double seconds, string host) =>
        Workplace.Entry($"https://{host}/p").Replace("2026-01-02T03:04:05Z", $"{Noon.AddSeconds(seconds):yyyy-MM-dd'T'HH:mm:ss'Z'}", StringComparison.Ordinal);

    [GeneratedRegex("^```(\\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"'[^']*'|[^\s']+")]
    private static partial Regex Words();
}
