using System.ComponentModel;
using System.Diagnostics;
using Klikspaan.Recording.Isolating;

namespace Klikspaan.Recording;

/// <summary>A program that runs as any other, but for the variables that name the proxy. What it leaves behind cannot be told from others.</summary>
sealed class ProxiedProgram : IRecordedProgram
{
    readonly Process? process;
    readonly Task copied;

    ProxiedProgram(Process? process, Task<ProgramEnd> ended, Task copied) => (this.process, Ended, this.copied) = (process, ended, copied);

    /// <inheritdoc/>
    public Task<ProgramEnd> Ended { get; }

    /// <summary>Never known here: a process that it left may live on, so the recording waits until it has been silent.</summary>
    public Task Empty => process is null ? Task.CompletedTask : Task.Delay(Timeout.Infinite);

    /// <summary>Starts it.</summary>
    public static ProxiedProgram Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder, Action<ReadOnlyMemory<byte>> takeError)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            return new(process, EndAsync(process), CopyAsync(process.StandardError.BaseStream, takeError));
        }
        catch (Win32Exception e)
        {
            return new(null, Task.FromResult(new ProgramEnd(e.NativeErrorCode == 2 ? 127 : 126, 0, e.Message)), Task.CompletedTask);
        }
    }

    /// <inheritdoc/>
    public Task SignalAsync(int signal)
    {
        if (process is { HasExited: false })
        {
            if (OperatingSystem.IsWindows())
            {
                process.Kill(entireProcessTree: true);
            }
            else
            {
                _ = SystemCalls.Kill(process.Id, signal);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> CountLeftAsync() => Task.FromResult(process is { HasExited: false } ? 1 : 0);

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().ConfigureAwait(false);
        }

        await Task.WhenAny(copied, Task.Delay(1000)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        process?.Dispose();
        return ValueTask.CompletedTask;
    }

    static async Task<ProgramEnd> EndAsync(Process process)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        return new(process.ExitCode, process.ExitCode is > 128 and < 192 ? process.ExitCode - 128 : 0, "");
    }

    static async Task CopyAsync(Stream from, Action<ReadOnlyMemory<byte>> take)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
            {
                take(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed at the end.
        }
    }
}
