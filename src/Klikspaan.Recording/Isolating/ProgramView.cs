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

    /// <summary>Folders with sockets of the host, and with what belongs to other programs and people.</summary>
    public static IEnumerable<(string Folder, string Mode)> Covered(string testersHome, string? runtimeFolder, bool keepHomes)
    {
        yield return ("/run", "0755");
        yield return ("/var/run", "0755");
        yield return ("/tmp", "1777");
        yield return ("/var/tmp", "1777");
        yield return ("/sys/devices/virtual/dmi", "0755");
        if (runtimeFolder is { Length: > 1 })
        {
            yield return (runtimeFolder, "0700");
        }

        if (!keepHomes)
        {
            yield return ("/home", "0755");
            if (testersHome.Length > 1)
            {
                yield return (testersHome, "0755");
            }
        }
    }

    /// <summary>The folders that the program needs though they are covered: a tool below the tester's home brings the whole of its own folder there.</summary>
    public static IEnumerable<string> Needed(string testersHome, IEnumerable<string> programs)
    {
        foreach (var program in programs)
        {
            var path = Resolve(program);
            foreach (var needed in new[] { program, path })
            {
                if (Below(needed, testersHome) is { } rest)
                {
                    yield return Path.Combine(testersHome, rest.Split('/')[0]);
                }
                else if (Directory.Exists(needed))
                {
                    yield return needed;
                }
                else
                {
                    yield return Path.GetDirectoryName(needed) ?? "/";
                }
            }
        }
    }

    static string Resolve(string path) =>
        (Directory.Exists(path) ? new DirectoryInfo(path).ResolveLinkTarget(true)?.FullName : File.Exists(path) ? new FileInfo(path).ResolveLinkTarget(true)?.FullName : null) ?? path;

    static string? Below(string path, string folder) =>
        folder.Length > 1 && path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..] : null;
}
