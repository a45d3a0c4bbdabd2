using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>The list of asks as text for people.</summary>
static class AskText
{
    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(Shell shell, IReadOnlyList<Ask> asks)
    {
        var counts = string.Join(", ", asks.CountBy(a => a.Standing.Split(" on ")[0].Split(" by ")[0]).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {c.Key}")));
        await Line(shell, string.Create(CultureInfo.InvariantCulture, $"Asks: {asks.Count}{(counts.Length > 0 ? $" ({counts})" : "")}. People send them; this program sends nothing."));
        foreach (var of in asks.GroupBy(a => (a.Product, a.Platform)))
        {
            await Line(shell, "");
            await Line(shell, $"{of.Key.Product} on {of.Key.Platform}");
            foreach (var (index, ask) in of.Index())
            {
                await OneAsync(shell, index + 1, ask);
            }
        }
    }

    static async Task OneAsync(Shell shell, int number, Ask ask)
    {
        await Line(shell, string.Create(CultureInfo.InvariantCulture, $"  {number}. {ask.What} ({ask.About} {ask.Id})"));
        await Line(shell, $"     of: {ask.Of}; {(ask.Response is { } kept ? $"{kept.State}; " : "")}{ask.Standing}{(ask.Response is { Deadline: { } due, Reply: "" } ? $"; reply due by {due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "")}{(ask.Response is { } known ? $" ({known.By}; {known.Place}{(known.IsShared ? "; shared" : "")})" : "")}");
        var named = ask.Evidence.Count > 0 ? string.Join(", ", ask.Evidence) : "none";
        await Line(shell, string.Create(CultureInfo.InvariantCulture, $"     evidence: {named}; findings: {ask.Findings}"));
        if (ask.Response is { Reply.Length: > 0 } replied)
        {
            await Line(shell, $"     reply: {replied.Reply}{(replied.Document.Length > 0 ? $" (documents/{replied.Document})" : "")}");
        }

        if (ask.Response is { Reaction.Length: > 0 } closed)
        {
            await Line(shell, $"     what we make of it: {closed.Reaction}");
        }

        await Line(shell, $"     verified by: {ask.VerifiedBy}");
    }

    static Task Line(Shell shell, string text) => shell.Out.WriteLineAsync(Terminal.Clean(text));
}
