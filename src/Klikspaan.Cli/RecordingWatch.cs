using System.Globalization;
using Klikspaan.Recording;
using Spectre.Console;

namespace Klikspaan.Cli;

/// <summary>Shows each request as it comes, on standard error: standard output is the program's.</summary>
sealed class RecordingWatch : IRecordingWatch, IDisposable
{
    readonly Shell shell;
    readonly bool isQuiet;
    readonly Lock gate = new();
    readonly IAnsiConsole? console;
    readonly Stream? error;

    public RecordingWatch(Shell shell, bool isQuiet)
    {
        (this.shell, this.isQuiet) = (shell, isQuiet);
        console = shell.IsInteractive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            ? AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(shell.Error) })
            : null;
        error = shell.Error == Console.Error ? Console.OpenStandardError() : null;
    }

    /// <inheritdoc/>
    public void Recorded(RecordedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (isQuiet)
        {
            return;
        }

        var time = happened.At.UtcDateTime.ToString("HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var process = happened.ProcessId == 0 ? "(not established)"
            : string.Create(CultureInfo.InvariantCulture, $"{(happened.Process.Length > 0 ? happened.Process : "?")}({happened.ProcessId}){(happened.OtherHolders > 0 ? $"+{happened.OtherHolders}" : "")}");
        var bytes = string.Create(CultureInfo.InvariantCulture, $"{happened.Bytes,9:N0} B");
        string[] cells = [time, Terminal.Clean(process).PadRight(17), Terminal.Clean(happened.Host).PadRight(32), bytes, Terminal.Clean(happened.What), happened.Rule.Length > 0 ? $"[answer: {happened.Rule}]" : ""];
        Write(() =>
        {
            if (console is null)
            {
                shell.Error.WriteLine(string.Join("  ", cells).TrimEnd());
                return;
            }

            string[] colours = ["grey", "cyan", happened.Kind == "exchange" ? "green" : "yellow", "default", "default", "grey"];
            console.MarkupLine(string.Join("  ", cells.Zip(colours, (cell, colour) => $"[{colour}]{Markup.Escape(cell)}[/]")));
        });
    }

    /// <inheritdoc/>
    public void Said(string line) => Write(() => shell.Error.WriteLine($"klikspaan: {Terminal.Clean(line)}"));

    /// <inheritdoc/>
    public void ProgramWrote(ReadOnlyMemory<byte> bytes) => Write(() =>
    {
        if (error is not null)
        {
            error.Write(bytes.Span);
            error.Flush();
        }
        else
        {
            shell.Error.Write(System.Text.Encoding.UTF8.GetString(bytes.Span));
        }
    });

    /// <inheritdoc/>
    public void Dispose() => error?.Dispose();

    /// <summary>A terminal that was closed must not cost the recording.</summary>
    void Write(Action write)
    {
        lock (gate)
        {
            try
            {
                write();
            }
            catch (IOException)
            {
                // Nobody looks on any more.
            }
        }
    }
}
