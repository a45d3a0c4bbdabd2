using System.ComponentModel;
using System.Diagnostics;

namespace Klikspaan.Cli;

/// <summary>Makes the text of a PDF with pdftotext, a program of its own that a user installs: a format that can hold programs and fonts is read by nothing of ours.</summary>
static class PdfText
{
    const string Program = "pdftotext";
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Writes the text to a file; gives what it was done with.</summary>
    /// <exception cref="InvalidDataException">The program is absent, failed, or took too long.</exception>
    public static async Task<string> RunAsync(string pdf, string text, CancellationToken cancellation)
    {
        var version = (await StartAsync(["-v"], cancellation)).Split('\n')[0].Trim();

        // -layout: rows of tables stay rows.
        await StartAsync(["-q", "-layout", "-enc", "UTF-8", pdf, text], cancellation);
        return version.StartsWith(Program, StringComparison.Ordinal) ? version : Program;
    }

    static async Task<string> StartAsync(string[] arguments, CancellationToken cancellation)
    {
        using var process = Start(arguments);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(Longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ending.Token);
            var error = process.StandardError.ReadToEndAsync(ending.Token);
            await process.WaitForExitAsync(ending.Token);
            return process.ExitCode == 0 ? await error + await output : throw new InvalidDataException($"{Program} could not read it (exit code {process.ExitCode})");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidDataException($"{Program} took longer than {Longest.TotalMinutes:0} minutes and was stopped");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            throw new InvalidDataException($"{Program} is not installed, so that the text of a PDF is not read. It comes with Poppler (Debian: apt install poppler-utils); import the reply again then");
        }
    }
}
