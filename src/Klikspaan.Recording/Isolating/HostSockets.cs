using Klikspaan.Recording.Sending;

namespace Klikspaan.Recording.Isolating;

/// <summary>The Unix sockets with a path on which something of this machine listens: a way out that no network namespace shuts.</summary>
/// <remarks>The system lists them by network namespace, so they are looked up before ours is entered. Those of containers are not among them.</remarks>
static class HostSockets
{
    /// <summary>The variable that names the file that lists them for the command inside.</summary>
    public const string Variable = "KLIKSPAAN_SOCKETS";

    /// <summary>The paths as they were found outside; those that are not whole could not be found. The file is of no use after that.</summary>
    public static IReadOnlyList<string> Take()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } file || !File.Exists(file))
        {
            return [];
        }

        var paths = File.ReadAllLines(file);
        File.Delete(file);
        return paths;
    }

    /// <summary>Writes them to a file, a path a line, and gives its name: an environment is bounded, and what did not fit would stay open.</summary>
    public static string Write()
    {
        var file = Path.GetTempFileName();
        File.WriteAllLines(file, Find());
        return file;
    }

    static IReadOnlyList<string> Find()
    {
        try
        {
            return Of(File.ReadLines("/proc/net/unix"), Holders);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without a table the folders in which they usually stand are still covered.
            return [];
        }
    }

    /// <summary>The paths in a table as proc_net_unix(5) describes it. One that was bound by a relative path is sought where its holders are.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> table, Func<IReadOnlySet<string>, ILookup<string, string>> holders)
    {
        var all = table.Select(Listening).OfType<(string Inode, string Path)>().ToList();
        var relative = all.Where(s => s.Path[0] != '/').ToList();
        var folders = relative.Count == 0 ? null : holders(relative.Select(s => s.Inode).ToHashSet());
        return [.. all.Where(s => s.Path[0] == '/').Select(s => s.Path).Concat(relative.SelectMany(s => Whole(s.Path, folders![s.Inode]))).Distinct()];
    }

    /// <summary>The path as it is when one of these folders has it; the relative one where none has.</summary>
    static List<string> Whole(string path, IEnumerable<string> folders)
    {
        var found = folders.Select(f => Path.GetFullPath(path, f)).Where(File.Exists).ToList();
        return found.Count > 0 ? found : [path];
    }

    /// <summary>The folders in which the processes are that hold these sockets, as far as their user may know.</summary>
    static ILookup<string, string> Holders(IReadOnlySet<string> inodes) =>
        (from pid in ProcessFiles.Numbers("/proc")
         from descriptor in ProcessFiles.Numbers($"/proc/{pid}/fd")
         let link = ProcessFiles.Link($"/proc/{pid}/fd/{descriptor}")
         where link?.StartsWith("socket:[", StringComparison.Ordinal) == true && inodes.Contains(link[8..^1])
         let folder = ProcessFiles.Link($"/proc/{pid}/cwd")
         where folder?.StartsWith('/') == true
         select (Inode: link[8..^1], Folder: folder)).ToLookup(h => h.Inode, h => h.Folder);

    /// <summary>Of one line: flags with the bit of listen(2), or a socket for datagrams, which need none; not the abstract ones.</summary>
    static (string Inode, string Path)? Listening(string line)
    {
        var fields = line.Split(' ', 8, StringSplitOptions.RemoveEmptyEntries);
        return fields is [_, _, _, var flags, var type, _, var inode, { Length: > 0 } path] && path[0] != '@' && (flags == "00010000" || type == "0002") ? (inode, path) : null;
    }
}
