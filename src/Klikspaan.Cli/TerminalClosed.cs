using System.Globalization;
using System.Runtime.InteropServices;

namespace Klikspaan.Cli;

/// <summary>A terminal that is closed ends a command as Ctrl-C does, unless it was started so that it outlives the terminal (nohup).</summary>
static class TerminalClosed
{
    /// <summary>Calls <paramref name="end"/> when it happens; null where it cannot.</summary>
    public static IDisposable? Watch(Action end) => OperatingSystem.IsWindows() || IsIgnored() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        signal.Cancel = true;
        end();
    });

    /// <summary>Whether this process was told to ignore it: proc_pid_status(5), the mask of ignored signals, of which SIGHUP is the first.</summary>
    static bool IsIgnored()
    {
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal));
            return line is not null && ulong.TryParse(line["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask) && (mask & 1) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
