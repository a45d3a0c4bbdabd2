using Spectre.Console;

namespace Klikspaan.Cli;

/// <summary>Shows how far long work is: on a terminal only, and on standard error.</summary>
static class Progress
{
    /// <summary>Runs <paramref name="work"/> of <paramref name="total"/> bytes.</summary>
    public static async Task<T> RunAsync<T>(Shell shell, string what, long total, Func<IProgress<long>?, Task<T>> work)
    {
        if (!shell.IsTerminal || !shell.IsInteractive)
        {
            return await work(null);
        }

        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(shell.Error) });
        var result = default(T);
        await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(Terminal.Clean(what)), maxValue: Math.Max(1, total));
            result = await work(new Direct(value => task.Value = value));
        });
        return result!;
    }

    sealed class Direct(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
