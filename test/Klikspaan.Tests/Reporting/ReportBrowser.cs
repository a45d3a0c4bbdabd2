using System.Collections.Concurrent;
using Klikspaan.Recording.Isolating;
using Microsoft.Playwright;

namespace Klikspaan.Tests.Reporting;

/// <summary>One browser for all tests that look at a report as a reader does, and the reports that they look at.</summary>
public sealed class ReportBrowser : IAsyncLifetime
{
    static readonly string? Program = SystemTool.Find("chromium");
    readonly ConcurrentDictionary<string, Lazy<Task<string>>> reports = new();
    IPlaywright? playwright;
    IBrowser? browser;

    internal Workplace Hostile { get; } = new();

    internal Workplace Busy { get; } = new();

    internal Workplace Large { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"] });
        await HostileCapture.TakeInAsync(Hostile);
        await BusyCapture.TakeInAsync(Busy, 5, 8);
        await BusyCapture.TakeInAsync(Large, 200, 50);
        Assertions.SetDefaultExpectTimeout(20_000);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        Hostile.Dispose();
        Busy.Dispose();
        Large.Dispose();
    }

    /// <summary>The file of a report, which is written once; skips the test where there is no browser to open it.</summary>
    internal Task<string> ReportAsync(Workplace place, string language)
    {
        Assert.SkipWhen(Program is null, "'chromium' is not installed");
        return reports.GetOrAdd($"{place.Folder} {language}", _ => new(async () =>
        {
            var file = place.Path($"{language}.html");
            var run = await place.DoAsync("report", "--lang", language, "-o", file);
            Assert.True(run.Code == 0, run.Error);
            return file;
        })).Value;
    }

    /// <summary>Opens a file in a browser that is asked for nothing else.</summary>
    internal async Task<OpenedReport> OpenAsync(string file, bool isDark = false, bool hasScript = true, int width = 1280)
    {
        var context = await browser!.NewContextAsync(new()
        {
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light, JavaScriptEnabled = hasScript, ViewportSize = new() { Width = width, Height = 800 },
        });
        context.SetDefaultTimeout(120_000);
        return await OpenedReport.OpenAsync(context, file);
    }

    /// <summary>Opens the report of a dossier.</summary>
    internal async Task<OpenedReport> OpenAsync(Workplace place, string language = "en", bool isDark = false, bool hasScript = true, int width = 1280) =>
        await OpenAsync(await ReportAsync(place, language), isDark, hasScript, width);
}

[CollectionDefinition(nameof(ReportBrowser))]
public sealed class ReportBrowserFixture : ICollectionFixture<ReportBrowser>;
