using DuckDB.NET.Data;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Turns what can go wrong into a message that says what to do, and the right exit code.</summary>
static class Guard
{
    public static async Task<int> RunAsync(Shell shell, Func<Task<int>> work)
    {
        try
        {
            var code = await work();
            await shell.Out.FlushAsync();
            return code;
        }
        catch (DossierException e)
        {
            await shell.Error.WriteLineAsync($"klikspaan: {e.Message}");
            foreach (var problem in e.Problems)
            {
                await shell.Error.WriteLineAsync($"  {problem}");
            }

            return ExitCode.InvalidKnowledge;
        }
        catch (Exception e) when (Message(e) is { } message)
        {
            await shell.Error.WriteLineAsync($"klikspaan: {message}");
            return ExitCode.Usage;
        }
    }

    /// <summary>The message for a failure that a user can do something about; null for a mistake of ours.</summary>
    public static string? Message(Exception exception) => exception switch
    {
        CaptureException e => e.Problem.Where.Path.Length > 0
            ? $"{e.Problem.Where.Path}: expected {e.Problem.Expected}, found {e.Problem.Found}"
            : e.Message,
        FileNotFoundException or DirectoryNotFoundException => exception.Message,
        IOException e when IsDiskFull(e) => $"the disk is full; what was being written was removed, the rest of the dossier is as it was ({e.Message})",
        IOException or UnauthorizedAccessException => exception.Message,
        DuckDBException e => $"the condition cannot be used: {e.Message.Split('\n')[0]}",
        ArgumentException e => e.Message,
        OperationCanceledException => "stopped; an unfinished copy was removed, what was complete is kept, and the next command goes on from there",
        _ => null,
    };

    /// <summary>ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    static bool IsDiskFull(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 112 or 39 : e.HResult is 28 or 122 || e.Message.Contains("No space left", StringComparison.Ordinal);
}
