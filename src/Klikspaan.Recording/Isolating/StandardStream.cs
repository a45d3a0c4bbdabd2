using System.Diagnostics;
using Klikspaan.Recording.Sending;

namespace Klikspaan.Recording.Isolating;

/// <summary>
/// Standard input and output are the program's own, but where one is a socket the program could send to whoever is at its
/// other end, also by standard input: such a one is relayed, one way.
/// </summary>
static class StandardStream
{
    /// <summary>Whether this process's standard stream is a socket.</summary>
    public static bool IsSocket(int descriptor) =>
        ProcessFiles.Link(descriptor == 0 ? "/proc/self/fd/0" : "/proc/self/fd/1")?.StartsWith("socket:", StringComparison.Ordinal) == true;

    /// <summary>Copies what was redirected; ends with the program's output.</summary>
    public static Task Relay(Process process, ProcessStartInfo start)
    {
        if (start.RedirectStandardInput)
        {
            _ = CopyAsync(Console.OpenStandardInput(), process.StandardInput.BaseStream, isOwner: true);
        }

        return start.RedirectStandardOutput ? CopyAsync(process.StandardOutput.BaseStream, Console.OpenStandardOutput(), isOwner: false) : Task.CompletedTask;
    }

    static async Task CopyAsync(Stream from, Stream to, bool isOwner)
    {
        // Reading from standard input waits in the thread that asks.
        await Task.Yield();
        try
        {
            await from.CopyToAsync(to).ConfigureAwait(false);
            await to.FlushAsync().ConfigureAwait(false);
            if (isOwner)
            {
                await to.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // One of the two has gone.
        }
    }
}
