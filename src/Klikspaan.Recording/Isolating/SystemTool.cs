using System.ComponentModel;
using System.Diagnostics;

namespace Klikspaan.Recording.Isolating;

/// <summary>Runs a tool of the system, such as <c>ip</c>, and waits for it.</summary>
static class SystemTool
{
    // Tools for administrators are often not in the PATH of others.
    static readonly string[] Folders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/local/bin"];
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The file of a tool, in PATH or where administrators' tools are; null when it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(p => p.Length > 0).Concat(Folders)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs it with this text as input; gives its exit code and what it wrote to standard error.</summary>
    public static async Task<(int Code, string Error)> RunAsync(string name, IEnumerable<string> arguments, string input, CancellationToken cancellation)
    {
        var file = Find(name) ?? throw new RecordingException($"'{name}' is not installed; 'klikspaan doctor' says what to install");
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        }) ?? throw new RecordingException($"'{file}' did not start");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token).ConfigureAwait(false);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            return (process.ExitCode, (await error.ConfigureAwait(false)).Trim());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill();
            throw new RecordingException($"'{name}' did not end within {Patience.TotalSeconds} s");
        }
        catch (Exception e) when (e is IOException or Win32Exception)
        {
            throw new RecordingException($"'{name}' failed: {e.Message}");
        }
    }

    /// <summary>Runs it; <see cref="RecordingException"/> when it fails.</summary>
    public static async Task RequireAsync(string name, IEnumerable<string> arguments, string input, CancellationToken cancellation)
    {
        var (code, error) = await RunAsync(name, arguments, input, cancellation).ConfigureAwait(false);
        if (code != 0)
        {
            throw new RecordingException($"'{name}' failed with status {code}: {error}");
        }
    }
}
