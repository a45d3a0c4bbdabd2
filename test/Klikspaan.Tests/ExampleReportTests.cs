using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Klikspaan.Tests.Reporting;

namespace Klikspaan.Tests;

/// <summary>The example dossier and its reports in the repository; KLIKSPAAN_ACCEPT=1 writes the reports and the picture of one again.</summary>
[Collection(nameof(ReportBrowser))]
public sealed partial class ExampleReportTests(ReportBrowser browser)
{
    const string Source = "picture made of the report with this SHA-256: ";

    [Theory]
    [InlineData("nl")]
    [InlineData("en")]
    public async Task The_reports_of_the_example_are_those_that_its_dossier_gives(string language)
    {
        using var place = Copy();

        var made = await File.ReadAllTextAsync(await MakeAsync(place, language), TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("KLIKSPAAN_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(Report(language), made, TestContext.Current.CancellationToken);
        }

        Assert.Equal(WithoutKnowledge(await File.ReadAllTextAsync(Report(language), TestContext.Current.CancellationToken)), WithoutKnowledge(made));
        Assert.Equal(0, (await place.RunAsync("-d", "dossier", "verify")).Code);
    }

    [Fact]
    public void The_example_tells_nothing_of_the_machine_that_made_it()
    {
        var capture = Directory.GetFiles(Repository.Path("examples", "dotnet-sdk", "dossier", "captures")).Single();
        var text = Recording.Isolated.Plain(capture) + string.Concat(Directory.EnumerateFiles(Repository.Path("examples", "dotnet-sdk"), "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".gz", StringComparison.Ordinal) && !f.Contains("/index/", StringComparison.Ordinal)).Select(File.ReadAllText));

        Assert.Contains("dc.services.visualstudio.com", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Repository.Root, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, Environment.MachineName.Length > 6 ? text : "", StringComparison.Ordinal);
    }

    /// <summary>Another Chromium draws other pixels, so the picture is held by the report that it shows.</summary>
    [Fact]
    public async Task The_picture_in_the_readme_is_of_the_report_of_the_example()
    {
        using var place = Copy();
        var made = await MakeAsync(place, "en");
        var picture = Repository.Path("docs", "pictures", "report.png");
        var source = Source + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WithoutKnowledge(await File.ReadAllTextAsync(made, TestContext.Current.CancellationToken))))) + "\n";
        if (Environment.GetEnvironmentVariable("KLIKSPAAN_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(picture)!);
            await using var report = await browser.OpenAsync(made, width: 1180);
            await report.Page.SetViewportSizeAsync(1180, 1500);
            await report.Page.EvaluateAsync("() => document.querySelector('#summary').scrollIntoView()");
            await report.Page.ScreenshotAsync(new() { Path = picture });
            await File.WriteAllTextAsync(picture + ".txt", source, TestContext.Current.CancellationToken);
        }

        Assert.Equal(source, await File.ReadAllTextAsync(picture + ".txt", TestContext.Current.CancellationToken));
        Assert.Equal([0x89, .. "PNG"u8], (await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken))[..4]);
    }

    static async Task<string> MakeAsync(Workplace place, string language)
    {
        var rebuilt = await place.RunAsync("-d", "dossier", "rebuild");
        var run = await place.RunAsync("-d", "dossier", "report", "--lang", language, "-o", "made.html");

        Assert.True(rebuilt.Code is 0 or 3, rebuilt.Error);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return place.Path("made.html");
    }

    static string Report(string language) => Repository.Path("examples", "dotnet-sdk", $"report.{language}.html");

    /// <summary>The digest of the knowledge changes with each word in it, also where the report does not.</summary>
    static string WithoutKnowledge(string html) => KnowledgeDigest().Replace(html.ReplaceLineEndings("\n"), "$1");

    /// <summary>A copy, in which indexes can be made.</summary>
    static Workplace Copy()
    {
        var place = new Workplace();
        var from = Repository.Path("examples", "dotnet-sdk", "dossier");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(from, f)).Where(f => !f.StartsWith("index", StringComparison.Ordinal) && !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            place.Write(Path.Combine("dossier", file), File.ReadAllBytes(Path.Combine(from, file)));
        }

        return place;
    }

    [GeneratedRegex("((?:Knowledge|Kennis) [0-9.]+, SHA-256 )[0-9a-f]{64}")]
    private static partial Regex KnowledgeDigest();
}
