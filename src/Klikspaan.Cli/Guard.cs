using System.Globalization;
using DuckDB.NET.Data;
using Klikspaan.Recording;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Turns what can go wrong into a message that says what to do, and the right exit code.</summary>
static class Guard
{
    public static async Task<int> RunAsync(Shell shell, Func<Task<int>> work)
    {
        try
        {
            try
            {
                return await work();
            }
            finally
            {
                await shell.Out.FlushAsync();
            }
        }
        catch (Exception e)
        {
            return await FailAsync(shell, e);
        }
    }

    static async Task<int> FailAsync(Shell shell, Exception exception)
    {
        if (exception is DossierException e)
        {
            await shell.Error.WriteLineAsync($"klikspaan: {Terminal.Clean(e.Message)}");
            foreach (var problem in e.Problems)
            {
                await shell.Error.WriteLineAsync($"  {Terminal.Clean(problem.ToString())}");
            }

            return ExitCode.InvalidKnowledge;
        }

        // The text of an exception that is not foreseen may quote a captured value; its kind and place are enough to mend it.
        await shell.Error.WriteLineAsync(Message(exception) is { } message
            ? $"klikspaan: {Terminal.Clean(message)}"
            : $"klikspaan: a mistake in this program ({exception.GetType()}); please report it with what follows\n{exception.StackTrace}");
        return ExitCode.Usage;
    }

    /// <summary>The message for a failure that a user can do something about; null for a mistake of ours.</summary>
    public static string? Message(Exception exception) => exception switch
    {
        CaptureException e => e.Problem.Where.Path.Length > 0
            ? $"{e.Problem.Where.Path}: expected {e.Problem.Expected}, found {e.Problem.Found}"
            : e.Message,
        FileNotFoundException { FileName: { Length: > 0 } name } => $"there is no file {name}",
        DirectoryNotFoundException e when IsOfRuntime(e) => $"there is no folder in which {Named(e)} could be",
        FileNotFoundException or DirectoryNotFoundException => exception.Message,
        IOException e when IsDiskFull(e) => $"the disk is full; what was being written was removed, the rest of the dossier is as it was ({e.Message})",
        UnauthorizedAccessException => $"{Named(exception) ?? "a file"} may not be read or written by this user, or is a folder",
        IOException e when IsOfRuntime(e) => string.Create(CultureInfo.InvariantCulture, $"{Named(e) ?? "a file"} cannot be read or written (error {e.HResult & 0xFFFF} of the system)"),
        IOException => exception.Message,
        RecordingException e => e.Message,
        DuckDBException e => $"the condition cannot be used: {e.Message.Split('\n')[0]}",
        ArgumentException e => e.Message,
        InvalidDataException e => e.Message,
        OperationCanceledException => "stopped; an unfinished copy was removed, what was complete is kept, and the next command goes on from there",
        _ => null,
    };

    /// <summary>The path that a message of the runtime has between quotation marks; null when it has none.</summary>
    static string? Named(Exception exception) =>
        exception.Message.IndexOf('\'', StringComparison.Ordinal) is >= 0 and var from && exception.Message.LastIndexOf('\'') is var to && to > from ? exception.Message[(from + 1)..to] : null;

    /// <summary>Whether the text of an exception is that of the runtime: it has the number of a system's error, and ours have not.</summary>
    static bool IsOfRuntime(IOException exception)
    {
        const int None = unchecked((int)0x80131620);
        return exception is DirectoryNotFoundException ? exception.Message.StartsWith("Could not find", StringComparison.Ordinal) : exception.HResult != None;
    }

    /// <summary>ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    static bool IsDiskFull(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 112 or 39 : e.HResult is 28 or 122 || e.Message.Contains("No space left", StringComparison.Ordinal);
}
