namespace Klikspaan.Recording.Isolating;

/// <summary>
/// What the program sees of this machine: host sockets, other people's files and the tester's own home are covered; the
/// invented home, the program's own folder and what it needs to run are brought in. Paths below <see cref="Own"/> are the recorder's.
/// </summary>
static class ProgramView
{
    /// <summary>Where the recorder's files stand in the program's view: nothing in the name tells whose they are.</summary>
    public const string Own = "/run/local";

    /// <summary>The .NET runtime, for init.</summary>
    public const string Runtime = Own + "/runtime";

    /// <summary>This program, for init.</summary>
    public const string Recorder = Own + "/init";

    /// <summary>Certificates and trust stores.</summary>
    public const string Trust = Own + "/trust";

    /// <summary>The invented repository.</summary>
    public const string Repository = Own + "/git";

    /// <summary>How much of the machine's memory the program may fill by files in /dev/shm.</summary>
    public const string SharedMemory = "mode=1777,size=15%,nr_inodes=200k";

    // Half of the memory in all: what stands there belongs to no process that could be stopped for it.
    const string Temporary = "mode=1777,size=25%,nr_inodes=200k", OtherTemporary = "mode=1777,size=10%,nr_inodes=200k", Small = "size=16m,nr_inodes=10k";

    // Of these no tool brings the whole: they hold what other programs know of the tester.
    static readonly string[] Mixed = [".local", ".local/share", ".local/state", ".config", ".cache", ".docker"];

    /// <summary>Folders with sockets of the host, and with what belongs to other programs and people; each with its options.</summary>
    public static IEnumerable<(string Folder, string Options)> Covered(IReadOnlyList<string> homes, string? runtimeFolder)
    {
        yield return ("/run", $"mode=0755,{Small}");
        yield return ("/var/run", $"mode=0755,{Small}");
        yield return ("/tmp", Temporary);
        yield return ("/var/tmp", OtherTemporary);
        yield return ("/sys/devices/virtual/dmi", $"mode=0755,{Small}");
        if (runtimeFolder is { Length: > 1 })
        {
            yield return (runtimeFolder.TrimEnd('/'), $"mode=0700,{Small}");
        }

        foreach (var home in homes)
        {
            yield return (home, $"mode=0755,{Small}");
        }
    }

    /// <summary>The options of a folder for temporary files that is covered because it is the recorder's.</summary>
    public static string OwnTemporary => $"mode=1777,{Small}";

    /// <summary>The files and folders that the program needs though they are covered; never the whole of a covered folder.</summary>
    /// <param name="homes">The covered homes: a tool below one brings the whole of its own folder there.</param>
    /// <param name="roots">The covered folders, homes and all.</param>
    /// <param name="programs">Folders of PATH, and programs.</param>
    public static IEnumerable<string> Needed(IReadOnlyList<string> homes, IReadOnlyList<string> roots, IEnumerable<string> programs)
    {
        var mixed = homes.SelectMany(h => Mixed.Select(m => $"{h}/{m}")).ToList();
        string[] whole = [.. roots, .. mixed];
        return programs.SelectMany(p => new[] { p, Resolve(p) }.Concat(Linked(p, mixed))).Distinct().SelectMany(p => Bring(p, homes, mixed, whole));
    }

    static IEnumerable<string> Bring(string needed, IReadOnlyList<string> homes, IReadOnlyList<string> mixed, IReadOnlyList<string> whole)
    {
        var folder = Directory.Exists(needed) ? needed : Path.GetDirectoryName(needed) ?? "/";
        if (mixed.Any(m => Paths.IsWithin(folder, m)))
        {
            // A tool in its own bin needs what stands beside that.
            var beside = Path.GetDirectoryName(folder)!;
            folder = Path.GetFileName(folder) == "bin" && !IsWhole(beside, whole) ? beside : folder;
        }
        else if (homes.FirstOrDefault(h => needed != h && Paths.IsWithin(needed, h)) is { } home)
        {
            folder = Path.Combine(home, needed[(home.Length + 1)..].Split('/')[0]);
        }

        return !IsWhole(folder, whole) ? [folder] : File.Exists(needed) ? [needed] : [];
    }

    /// <summary>Whether a folder is, or holds, one that must not come back as a whole.</summary>
    public static bool IsWhole(string folder, IEnumerable<string> roots) => roots.Any(r => Paths.IsWithin(r, folder));

    /// <summary>What the tools in a folder lead to, where that folder comes alone.</summary>
    static IEnumerable<string> Linked(string folder, IReadOnlyList<string> mixed) =>
        !mixed.Any(m => Paths.IsWithin(folder, m)) || !Directory.Exists(folder) ? []
        : Directory.EnumerateFiles(folder).Select(Resolve).Where(t => !Paths.IsWithin(t, folder)).Distinct().Take(200);

    static string Resolve(string path)
    {
        try
        {
            return (Directory.Exists(path) ? new DirectoryInfo(path).ResolveLinkTarget(true)?.FullName : File.Exists(path) ? new FileInfo(path).ResolveLinkTarget(true)?.FullName : null) ?? path;
        }
        catch (IOException)
        {
            // Links in a circle lead nowhere.
            return path;
        }
    }
}
