namespace Klikspaan.Recording.Isolating;

/// <summary>The Unix sockets with a path on which something of this machine listens: a way out that no network namespace shuts.</summary>
/// <remarks>The system lists them by network namespace, so they are looked up before ours is entered. Those of containers are not among them.</remarks>
static class HostSockets
{
    /// <summary>The variable that tells them to the command inside.</summary>
    public const string Variable = "KLIKSPAAN_SOCKETS";

    // A single variable may not be longer than 128 kB (execve(2)).
    const int Longest = 100_000;

    /// <summary>Their paths as they were found outside.</summary>
    public static IReadOnlyList<string> Outside => (Environment.GetEnvironmentVariable(Variable) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Finds them; a path a line.</summary>
    public static string Find()
    {
        try
        {
            return Of(File.ReadLines("/proc/net/unix"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without a table the folders in which they usually stand are still covered.
            return "";
        }
    }

    /// <summary>The paths in a table as proc_net_unix(5) describes it.</summary>
    public static string Of(IEnumerable<string> table)
    {
        var (paths, length) = (new List<string>(), 0);
        foreach (var path in table.Select(Listening).OfType<string>().Distinct().TakeWhile(p => (length += p.Length + 1) <= Longest))
        {
            paths.Add(path);
        }

        return string.Join('\n', paths);
    }

    /// <summary>Of one line: flags with the bit of listen(2), or a socket for datagrams, which need none.</summary>
    static string? Listening(string line)
    {
        var fields = line.Split(' ', 8, StringSplitOptions.RemoveEmptyEntries);
        return fields is [_, _, _, var flags, var type, _, _, ['/', ..] path] && (flags == "00010000" || type == "0002") ? path : null;
    }
}
