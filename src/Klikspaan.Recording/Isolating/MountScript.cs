namespace Klikspaan.Recording.Isolating;

/// <summary>
/// What the program will see of the file system. The steps run in a mount namespace between ours and the program's, so that
/// the recorder's own view stays as it was. Host sockets live in the folders that are covered here.
/// </summary>
sealed class MountScript
{
    readonly List<string> steps = [];
    readonly List<string> last = [];
    readonly List<string> covered = [];
    readonly List<string> kept = [];

    /// <summary>The folders that were brought back though they lie in a covered one.</summary>
    public IReadOnlyList<string> Kept => kept;

    /// <summary>Puts an empty folder over one that is there, with these options of tmpfs(5).</summary>
    public MountScript Cover(string folder, string options)
    {
        if (Directory.Exists(folder) && !IsLink(folder) && !IsCovered(folder))
        {
            // What is below /sys is there only when that has been mounted anew.
            (folder.StartsWith("/sys/", StringComparison.Ordinal) ? last : steps).AddRange(["cover", folder, options]);
            covered.Add(folder);
        }

        return this;
    }

    /// <summary>Makes an empty folder below a covered one.</summary>
    public MountScript Folder(string folder)
    {
        steps.AddRange(["folder", folder]);
        return this;
    }

    /// <summary>Shows a file or folder at another path, which is made where it lies below a covered folder.</summary>
    public MountScript Bind(string source, string target, bool isReadOnly = false)
    {
        if (IsCovered(target))
        {
            steps.AddRange([Directory.Exists(source) ? "folder" : "file", target]);
        }

        // Links are followed now, before the program first runs; later ones are refused by the script.
        steps.AddRange([isReadOnly ? "bindro" : "bind", SystemCalls.RealPath(source), target]);
        return this;
    }

    /// <summary>Brings back a file or folder that a cover took away; does nothing for others.</summary>
    public MountScript Keep(string path, bool isReadOnly)
    {
        if (IsCovered(path) && Path.Exists(path))
        {
            kept.Add(path);
            Bind(path, path, isReadOnly);
        }

        return this;
    }

    /// <summary>
    /// Leaves of the devices only those that every program needs, and terminals of its own. Comes first, since it takes away
    /// what was mounted below. /sys shows then, of the network devices, those of the namespace, with their invented addresses.
    /// </summary>
    public MountScript Devices(string sharedMemory)
    {
        steps.AddRange(["devices", sharedMemory]);
        covered.Add("/dev");
        return this;
    }

    /// <summary>Puts an empty device over each of the host's sockets that this file names, so that nobody answers there.</summary>
    public MountScript Silence(string file)
    {
        steps.AddRange(["silence", SystemCalls.RealPath(file)]);
        return this;
    }

    /// <summary>Shows at another path, which is left out where it is not there, what the program sees already.</summary>
    public MountScript Again(string seen, string target) => Last("again", seen, target);

    /// <summary>Keeps the program from writing to a folder that it sees.</summary>
    public MountScript Seal(string folder) => Last("seal", folder);

    /// <summary>Puts an empty folder that cannot be written to over one that the program must not see.</summary>
    public MountScript Hide(string folder) => Last("hide", folder);

    /// <summary>Puts such a folder over a file system that is served from elsewhere; it is not even looked at.</summary>
    public MountScript Part(string folder) => Last("part", folder);

    /// <summary>The words of a command that mounts all this and then becomes <paramref name="command"/>.</summary>
    public IReadOnlyList<string> Run(IEnumerable<string> command) =>
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", MountShell.Script, "sh", .. steps, "let-go", .. last, "--", .. command];

    /// <summary>Whether a path lies in a covered folder.</summary>
    public bool IsCovered(string path) => covered.Any(c => Paths.IsWithin(path, c));

    /// <summary>Whether the program sees what the machine has at this path.</summary>
    public bool IsSeen(string path) => !IsCovered(path) || kept.Any(k => Paths.IsWithin(path, k));

    MountScript Last(params string[] words)
    {
        last.AddRange(words);
        return this;
    }

    static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;
}
