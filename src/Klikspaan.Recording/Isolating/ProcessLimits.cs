using System.Globalization;

namespace Klikspaan.Recording.Isolating;

/// <summary>How many processes and threads the recorded program may have at once, so that one that forks without end does not take the machine.</summary>
static unsafe class ProcessLimits
{
    const int Most = 4096;
    const int Processes = 6;

    // Root is not bound by setrlimit(2). A process namespace has a limit of its own since Linux 6.14; before, the same file is
    // the whole machine's, and is left alone. Root may also write what the kernel reads from /proc, which would change the machine,
    // and would see who keeps which keys.
    const string Script = """
        set -eu
        if [ "$1" = own ] || { [ -n "$2" ] && [ "$(cat /proc/sys/kernel/pid_max)" != "$2" ]; }; then echo "$3" > /proc/sys/kernel/pid_max; fi
        for part in sys sysrq-trigger irq bus fs acpi scsi; do
          if [ -e "/proc/$part" ]; then
            mount --bind "/proc/$part" "/proc/$part"
            mount -o remount,bind,ro,nosuid,nodev,noexec "/proc/$part"
          fi
        done
        for part in keys key-users; do [ ! -e "/proc/$part" ] || mount --bind /dev/null "/proc/$part"; done
        shift 3
        exec "$@"
        """;

    /// <summary>The words before a command that limit it where it is root's.</summary>
    public static IReadOnlyList<string> ForRoot =>
        ["sh", "-c", Script, "sh", Environment.OSVersion.Version >= new Version(6, 15) ? "own" : "shared", Machine(), Most.ToString(CultureInfo.InvariantCulture)];

    /// <summary>
    /// Starts a process under the limit, where it is not root's: it counts what its user has in its user namespace
    /// (setrlimit(2)). What starts it stays free of it, so that it can still act when the limit is reached.
    /// </summary>
    public static int Within(Func<int> start)
    {
        var own = stackalloc nuint[2];
        if (SystemCalls.Limit(0, Processes, null, own) != 0 || own[0] <= Most)
        {
            return start();
        }

        var limit = stackalloc nuint[2] { Most, own[1] };
        _ = SystemCalls.Limit(0, Processes, limit, null);
        var process = start();
        limit[1] = Most;
        _ = SystemCalls.Limit(process, Processes, limit, null);
        _ = SystemCalls.Limit(0, Processes, own, null);
        return process;
    }

    static string Machine()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/pid_max").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
