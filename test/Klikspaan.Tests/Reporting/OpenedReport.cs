using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Klikspaan.Tests.Reporting;

/// <summary>A report in a browser, and all that the browser did because of it.</summary>
sealed class OpenedReport : IAsyncDisposable
{
    readonly IBrowserContext context;

    OpenedReport(IBrowserContext context, IPage page, string address) => (this.context, Page, Address) = (context, page, address);

    public IPage Page { get; }

    /// <summary>Address of the file.</summary>
    public string Address { get; }

    /// <summary>Every address that was asked for, that of the file among them.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Every address that left the page for the network; what its own policy refuses does not.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Every line in the console, dialog, window and error of a script.</summary>
    public List<string> Happened { get; } = [];

    public static async Task<OpenedReport> OpenAsync(IBrowserContext context, string file)
    {
        var report = new OpenedReport(context, await context.NewPageAsync(), new Uri(file).AbsoluteUri);
        context.Request += (_, request) => report.Requests.Add(request.Url);
        context.Console += (_, line) => report.Happened.Add($"{line.Type}: {line.Text}");
        context.Page += (_, page) => report.Happened.Add($"window: {page.Url}");
        report.Page.PageError += (_, error) => report.Happened.Add($"error: {error}");
        report.Page.Download += (_, download) => report.Happened.Add($"download: {download.Url}");
        report.Page.Dialog += async (_, dialog) =>
        {
            report.Happened.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        await context.RouteAsync("**/*", route =>
        {
            report.Sent.Add(route.Request.Url);
            return route.Request.Url.Split('#')[0] == report.Address ? route.ContinueAsync() : route.AbortAsync();
        });
        await report.Page.GotoAsync(report.Address);
        return report;
    }

    /// <summary>What a script in the page gives; it is run from outside, so no policy of the page holds it.</summary>
    public Task<T> AskAsync<T>(string script, object? argument = null) => Page.EvaluateAsync<T>(script, argument);

    /// <summary>What axe finds wrong by each of its rules but those left out, the best practices among them. Only that is handed over: of a large report the whole result has more bytes than can be.</summary>
    public async Task<Judged> JudgeAsync(params string[] without)
    {
        await Page.EvaluateAsync(new BundledAxeScriptProvider().GetScript());
        return await AskAsync<Judged>("""
            async without => {
              const rules = Object.fromEntries(without.map(r => [r, { enabled: false }]));
              const found = await axe.run(document, { resultTypes: ['violations'], rules });
              return { wrong: found.violations.map(v => `${v.id}: ${v.help}; ${v.nodes.length} such as ${v.nodes[0].html.slice(0, 300)}`), held: found.passes.map(p => p.id) };
            }
            """, without);
    }

    /// <summary>Rules that are broken, and rules that are kept.</summary>
    public sealed record Judged
    {
        public string[] Wrong { get; set; } = [];

        public string[] Held { get; set; } = [];
    }

    /// <summary>A computed property of the first element that a selector finds.</summary>
    public Task<string> StyleAsync(string selector, string property) =>
        Page.Locator(selector).First.EvaluateAsync<string>("(e, p) => getComputedStyle(e)[p]", property);

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
