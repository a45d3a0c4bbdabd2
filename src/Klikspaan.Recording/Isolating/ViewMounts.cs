using Klikspaan.Recording.Planting;
using Klikspaan.Recording.Trusting;

namespace Klikspaan.Recording.Isolating;

/// <summary>Decides what covers what in the program's view of the file system.</summary>
sealed class ViewMounts
{
    // Without these no program runs.
    static readonly string[] System = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc"];
    readonly RecordingOptions options;
    readonly Dictionary<string, string> shown = new(StringComparer.Ordinal);
    readonly List<string> blindSpots = [];
    readonly List<(string From, string To)> renamed = [];
    readonly IReadOnlyList<string> homes, roots, programs;
    readonly string temporary = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.GetTempPath()));

    /// <summary>Covers what is the machine's.</summary>
    public ViewMounts(RecordingOptions options, TesterIdentity identity, IReadOnlyDictionary<string, string> real)
    {
        this.options = options;
        homes = options.KeepHome ? [] : identity.Homes;
        var covered = ProgramView.Covered(options.KeepHome ? [] : ["/home", .. homes], real.GetValueOrDefault("XDG_RUNTIME_DIR")).ToList();
        Mounts.Devices(ProgramView.SharedMemory);
        covered.ForEach(c => Mounts.Cover(c.Folder, c.Options));
        Mounts.Cover(temporary, ProgramView.OwnTemporary);
        roots = [.. covered.Select(c => c.Folder)];
        programs = [.. Programs(options, real)];
        IsFolderWhole = options.Folder == "/" || options.Folder == temporary || ProgramView.IsWhole(options.Folder, roots);
    }

    /// <summary>What is mounted.</summary>
    public MountScript Mounts { get; } = new();

    /// <summary>Tools in the tester's home, by real path, and where the program is told they are.</summary>
    public IReadOnlyDictionary<string, string> Shown => shown;

    /// <summary>What the program could reach all the same, in words.</summary>
    public IReadOnlyList<string> BlindSpots => blindSpots;

    /// <summary>Whether the tester's folder is, or holds, one that is covered, which would come along with it.</summary>
    public bool IsFolderWhole { get; }

    /// <summary>Whether the tester's folder becomes the persona's work folder.</summary>
    public bool ShowsFolder => !options.KeepHome && !IsFolderWhole;

    /// <summary>Brings in what is planted and what the program needs, and takes out of that what it must not see.</summary>
    public void Fill(Persona persona, PlantedFiles planted, Trust trust, string folder)
    {
        BringOwn(folder);
        BringTools();
        if (!options.KeepHome)
        {
            Mounts.Bind(planted.Home, persona.Home);
        }

        if (ShowsFolder)
        {
            Mounts.Bind(options.Folder, persona.WorkFolder);
            renamed.Add((options.Folder, persona.WorkFolder));
        }

        renamed.AddRange(shown.Select(s => (s.Key, s.Value)));
        foreach (var mount in planted.Mounts.Concat(trust.Mounts))
        {
            Mounts.Bind(mount.Source, mount.Target, !mount.Target.EndsWith("/.git", StringComparison.Ordinal));
        }

        CoverRepositories(planted);
        Part();
        Hide();
        Silence(Path.Combine(folder, "sockets"));
    }

    void BringOwn(string folder)
    {
        Mounts.Bind(Self.Folder, ProgramView.Recorder, isReadOnly: true).Bind(Path.Combine(folder, "trust"), ProgramView.Trust, isReadOnly: true);
        if (Self.Runtime is { } runtime)
        {
            Mounts.Bind(runtime, ProgramView.Runtime, isReadOnly: true);
        }

        // What the program changed there would run outside, when the next recording is made. Root may change all of the machine, and
        // the runtime is a program that root may want to record: its SDK asks for less where it cannot write beside itself.
        var isRoot = NamespaceEntry.Outside is { User: 0 };
        foreach (var own in new[] { Self.Folder, isRoot ? null : Self.Runtime }.OfType<string>().Where(o => Mounts.IsSeen(o) && !Paths.IsWithin(options.Folder, o)))
        {
            Mounts.Seal(own);
        }
    }

    void BringTools()
    {
        foreach (var needed in ProgramView.Needed(homes, [.. roots, temporary], programs).Distinct().Where(Mounts.IsCovered).Where(n => n != options.Folder).ToList())
        {
            Mounts.Keep(needed, isReadOnly: true);
            if (homes.Any(h => Paths.IsWithin(needed, h)))
            {
                // Its tools stay where they are, since they know their own path; the path that the program is told names nobody.
                shown[needed] = $"{ProgramView.Own}/tools/{shown.Count}";
                Mounts.Bind(needed, shown[needed], isReadOnly: true);
            }
        }

        // The tester's folder is seen at its own path, too, when the command names it or its program stands there.
        if (!IsFolderWhole && (options.KeepHome || programs.Any(p => p == options.Folder || Path.GetDirectoryName(p) == options.Folder)
            || options.Command.Any(w => w.Contains(options.Folder, StringComparison.Ordinal))))
        {
            Mounts.Keep(options.Folder, isReadOnly: false);
        }
        else if (options.KeepHome && Mounts.IsCovered(options.Folder))
        {
            Mounts.Folder(options.Folder);
        }
    }

    /// <summary>The tester's own repository is read by the folder's own path, too, and from the folders above it.</summary>
    void CoverRepositories(PlantedFiles planted)
    {
        Mounts.Bind(planted.Repository, ProgramView.Repository).Bind(planted.RepositoryLink, $"{ProgramView.Repository}-link", isReadOnly: true);
        for (var at = options.Folder; !options.KeepHome && at is { Length: > 1 }; at = Path.GetDirectoryName(at))
        {
            var own = Path.Combine(at, ".git");
            if (Path.Exists(own) && Mounts.IsSeen(own))
            {
                Mounts.Again(Directory.Exists(own) ? ProgramView.Repository : $"{ProgramView.Repository}-link", own);
            }
        }
    }

    /// <summary>What another process or machine serves would tell it what the program asks for.</summary>
    void Part()
    {
        var parted = new List<string>();
        foreach (var (path, type) in ServedMounts.Find().Where(m => !parted.Any(p => Paths.IsWithin(m.Path, p))))
        {
            if (programs.Concat(System).Append(options.Folder).Any(n => Paths.IsWithin(n, path)))
            {
                blindSpots.Add($"a file system that the program needs is served by another process or machine ({type}): who serves it sees the names and contents that the program asks for or writes there");
                continue;
            }

            parted.Add(path);
            SeenAt(path).ToList().ForEach(p => Mounts.Part(p));
        }
    }

    /// <summary>The recording and what it is made with: a program that reached them could rewrite what is held against it.</summary>
    void Hide()
    {
        if (options.Dossier is { } path)
        {
            var dossier = SystemCalls.RealPath(path);
            var inside = Mounts.Kept.Where(k => Paths.IsWithin(k, dossier)).Concat(renamed.Where(r => Paths.IsWithin(r.From, dossier)).Select(r => r.To));
            SeenAt(dossier).Concat(inside).Distinct().ToList().ForEach(p => Mounts.Hide(p));
        }

        SeenAt(SystemCalls.RealPath(temporary)).Where(p => p != temporary || Mounts.Kept.Any(k => Paths.IsWithin(temporary, k))).ToList().ForEach(p => Mounts.Hide(p));
    }

    /// <summary>Sockets of the machine may stand anywhere, also in the folders that are shown under another name.</summary>
    void Silence(string file)
    {
        var sockets = HostSockets.Take().ToLookup(s => s[0] == '/');
        File.WriteAllLines(file, sockets[true].SelectMany(SeenAt));
        Mounts.Silence(file);
        if (sockets[false].Any())
        {
            blindSpots.Add($"sockets of this machine: where these stand is not known, so they may be reached: {string.Join(", ", sockets[false].Take(5))}{(sockets[false].Count() > 5 ? " and others" : "")}");
        }
    }

    /// <summary>Each path at which the program sees what the machine has at this one.</summary>
    IEnumerable<string> SeenAt(string path) =>
        renamed.Where(r => Paths.IsWithin(path, r.From)).Select(r => r.To + path[r.From.Length..]).Concat(Mounts.IsSeen(path) ? [path] : []);

    /// <summary>Where programs are looked for: the folders of PATH, and the program itself when it is named by a path.</summary>
    static IEnumerable<string> Programs(RecordingOptions options, IReadOnlyDictionary<string, string> real)
    {
        var folders = (real.GetValueOrDefault("PATH") ?? "").Split(':').Where(p => p.StartsWith('/') && Directory.Exists(p)).Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p))).ToList();
        var named = options.Command[0].Contains('/', StringComparison.Ordinal) ? [Path.GetFullPath(options.Command[0], options.Folder)]
            : folders.Select(f => Path.Combine(f, options.Command[0])).Where(File.Exists).Take(1);
        return folders.Concat(named);
    }
}
