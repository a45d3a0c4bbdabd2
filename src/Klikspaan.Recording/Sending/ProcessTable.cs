using System.Globalization;
using System.Text;

namespace Klikspaan.Recording.Sending;

/// <summary>The processes in the same network namespace as this one, but not this one itself.</summary>
static class ProcessTable
{
    const int LongestCommandLine = 64 << 10;
    const int MostWords = 4096;

    /// <summary>Their folders, by number. Where the first thread of a process has ended and others go on, that of such a thread.</summary>
    /// <remarks>A link is read for each process each time: that is quicker than to find out whether it is still the same process, and a process can change namespaces.</remarks>
    public static IEnumerable<(int Pid, string Folder)> Ours(bool withOwn = false)
    {
        var home = ProcessFiles.Link("/proc/self/ns/net");
        _ = int.TryParse(ProcessFiles.Link("/proc/self"), NumberStyles.None, CultureInfo.InvariantCulture, out var self);
        foreach (var pid in ProcessFiles.Numbers("/proc"))
        {
            if (home is not null && (withOwn || pid != self) && Folder(pid, home) is { } folder)
            {
                yield return (pid, folder);
            }
        }
    }

    /// <summary>What is known of a process; null when it is gone.</summary>
    public static RunningProcess? Describe(int pid, string folder)
    {
        var status = Encoding.UTF8.GetString(ProcessFiles.Read($"{folder}/status", 16 << 10));
        if (status.Length == 0)
        {
            return null;
        }

        return new(InnerPid(status) ?? pid, pid, ProcessFiles.Link($"{folder}/exe") ?? Name(status), Words(ProcessFiles.Read($"{folder}/cmdline", LongestCommandLine)));
    }

    /// <summary>When a process was started, in ticks since the machine was; the greatest number when that is not known.</summary>
    public static ulong Started(string folder)
    {
        // proc_pid_stat(5): the second field, the name, may hold anything, also blanks and brackets.
        var stat = Encoding.Latin1.GetString(ProcessFiles.Read($"{folder}/stat", 4096));
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && ulong.TryParse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? ticks : ulong.MaxValue;
    }

    static string? Folder(int pid, string home)
    {
        var folder = $"/proc/{pid}";
        var network = ProcessFiles.Link($"{folder}/ns/net", out var isGone);
        return network is null && isGone
            // A zombie has no namespaces; its other threads, if any, have.
            ? ProcessFiles.Numbers($"{folder}/task").Select(t => $"{folder}/task/{t}").FirstOrDefault(t => ProcessFiles.Link($"{t}/ns/net") == home)
            : network == home ? folder : null;
    }

    // proc_pid_status(5): the process's number in each namespace that it is in, the innermost last.
    static int? InnerPid(string status)
    {
        var line = status.Split('\n').FirstOrDefault(l => l.StartsWith("NStgid:", StringComparison.Ordinal));
        return int.TryParse(line?.Split('\t')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }

    /// <summary>The short name, which is all that is left of a process that is ending.</summary>
    static string Name(string status) =>
        status.Split('\n').FirstOrDefault(l => l.StartsWith("Name:", StringComparison.Ordinal))?.Split('\t')[^1] ?? "";

    static string[] Words(byte[] commandLine)
    {
        var text = Encoding.UTF8.GetString(commandLine);
        return text.Length == 0 ? [] : (text[^1] == '\0' ? text[..^1] : text).Split('\0', MostWords);
    }
}
