using Klikspaan.Knowledge;
using Klikspaan.Recording.Planting;
using Klikspaan.Recording.Trusting;

namespace Klikspaan.Recording.Isolating;

/// <summary>All that the program will find: its environment, its files, its folder; and what of it could not be planted.</summary>
/// <param name="Mounts">What it sees of the file system.</param>
/// <param name="Environment">Its environment, and what was taken away.</param>
/// <param name="TrustVariables">Names of the variables that make it trust the recording's authority.</param>
/// <param name="Home">The folder, as we see it, that becomes its home; null when it keeps the tester's.</param>
/// <param name="WorkFolder">The folder that it starts in, as it sees it.</param>
/// <param name="NotPlanted">What could not be planted, in words.</param>
sealed record IsolatedView(
    MountScript Mounts, CleanEnvironment Environment, IReadOnlyCollection<string> TrustVariables, string? Home, string WorkFolder, IReadOnlyList<string> NotPlanted)
{
    /// <summary>Writes what is to be planted below <paramref name="folder"/>, and decides what covers what.</summary>
    public static IsolatedView Prepare(
        RecordingOptions options, Persona persona, TesterIdentity identity, Tester tester, RecordingFacts facts, CertificateAuthority authority, string folder,
        IReadOnlyDictionary<string, string> real)
    {
        var planted = PersonaFiles.Write(persona, Directory.CreateDirectory(Path.Combine(folder, "planted")).FullName, (int)tester.User, (int)tester.Group, Shows(options, identity) ? options.Folder : null);
        var home = options.KeepHome ? Directory.CreateDirectory(Path.Combine(folder, "unused")).FullName : planted.Home;
        var trustFolder = Directory.CreateDirectory(Path.Combine(folder, "trust")).FullName;
        var trust = new TrustStore(facts, authority).Write(trustFolder, ProgramView.Trust, home);
        var (mounts, shown) = Cover(options, persona, identity, real, planted, trust, trustFolder);
        var environment = CleanEnvironment.Make(real, persona, identity, facts, options.Variables, shown);
        var variables = new SortedDictionary<string, string>(environment.Variables.ToDictionary(), StringComparer.Ordinal);
        var set = trust.Variables.ToDictionary();
        foreach (var browser in facts.BrowserProfiles.Where(b => tester.User == 0 && b.RootVariable.Length > 0))
        {
            set[browser.RootVariable] = "0";
        }

        foreach (var (name, value) in set)
        {
            variables[name] = value;
        }

        var missing = planted.NotPlanted.Concat(trust.NotPlanted).ToList();
        if ((Shows(options, identity) && identity.Tells(options.Folder)) || shown.Keys.Any(identity.Tells))
        {
            missing.Add("mount table: /proc/self/mountinfo shows the real path of your folders, which can name you; the program can read and send it");
        }

        if (!options.KeepHome && !Shows(options, identity))
        {
            missing.Add("work folder: the program starts in an empty one, since yours holds your home or is /; start from a folder below, or use --keep-home");
        }

        if (options.KeepHome)
        {
            missing.Add("home and work folder: the tester's own are used, as asked for");
            variables["HOME"] = identity.Home.Length > 0 ? identity.Home : "/";
            variables["PWD"] = options.Folder;
            foreach (var name in variables.Keys.Where(n => n.StartsWith("XDG_", StringComparison.Ordinal)).ToList())
            {
                variables.Remove(name);
            }
        }

        return new(
            mounts, environment with { Variables = variables }, [.. set.Keys.Order(StringComparer.Ordinal)], options.KeepHome ? null : planted.Home,
            options.KeepHome ? options.Folder : persona.WorkFolder, missing);
    }

    static (MountScript Mounts, Dictionary<string, string> Shown) Cover(
        RecordingOptions options, Persona persona, TesterIdentity identity, IReadOnlyDictionary<string, string> real, PlantedFiles planted, Trust trust, string trustFolder)
    {
        var mounts = new MountScript().Devices();
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (covered, mode) in ProgramView.Covered(options.KeepHome ? "" : identity.Home, real.GetValueOrDefault("XDG_RUNTIME_DIR"), options.KeepHome))
        {
            mounts.Cover(covered, mode);
        }

        mounts.Bind(Self.Folder, ProgramView.Recorder).Bind(trustFolder, ProgramView.Trust);
        if (Self.Runtime is { } runtime)
        {
            mounts.Bind(runtime, ProgramView.Runtime);
        }

        foreach (var needed in ProgramView.Needed(identity.Home, Programs(options, real)).Concat(Named(options)).Distinct().Where(mounts.IsCovered).ToList())
        {
            mounts.Keep(needed);
            if (!options.KeepHome && identity.Home.Length > 1 && needed.StartsWith(identity.Home + "/", StringComparison.Ordinal) && needed != options.Folder)
            {
                // Its tools stay where they are, since they know their own path; the path that the program is told names nobody.
                shown[needed] = $"{ProgramView.Own}/tools/{shown.Count}";
                mounts.Bind(needed, shown[needed]);
            }
        }

        if (!options.KeepHome)
        {
            mounts.Bind(planted.Home, persona.Home);
            if (Shows(options, identity))
            {
                mounts.Bind(options.Folder, persona.WorkFolder);
            }
        }

        foreach (var mount in planted.Mounts.Concat(trust.Mounts))
        {
            mounts.Bind(mount.Source, mount.Target);
        }

        Silence(mounts, [(options.Folder, persona.WorkFolder), .. shown.Select(s => (s.Key, s.Value))]);
        return (mounts, shown);
    }

    /// <summary>Sockets of the machine may stand anywhere, also in the folders that are shown under another name.</summary>
    static void Silence(MountScript mounts, IReadOnlyList<(string From, string To)> shown)
    {
        foreach (var socket in HostSockets.Outside)
        {
            mounts.Silence(socket);
            foreach (var (from, to) in shown.Where(s => socket.StartsWith(s.From + "/", StringComparison.Ordinal)))
            {
                mounts.Silence(to + socket[from.Length..]);
            }
        }
    }

    /// <summary>Whether the tester's folder becomes the work folder: not when it holds the tester's home, which would come along.</summary>
    static bool Shows(RecordingOptions options, TesterIdentity identity) =>
        !options.KeepHome && options.Folder != "/" && !$"{identity.Home}/".StartsWith(options.Folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>The tester's folder is seen at its own path, too, when the command names it.</summary>
    static IEnumerable<string> Named(RecordingOptions options) =>
        options.KeepHome || options.Command.Any(w => w.Contains(options.Folder, StringComparison.Ordinal)) ? [options.Folder] : [];

    /// <summary>Where programs are looked for: the folders of PATH, and the program itself when it is named by a path.</summary>
    static IEnumerable<string> Programs(RecordingOptions options, IReadOnlyDictionary<string, string> real)
    {
        var folders = (real.GetValueOrDefault("PATH") ?? "").Split(':').Where(p => p.StartsWith('/') && Directory.Exists(p)).ToList();
        var named = options.Command[0].Contains('/', StringComparison.Ordinal) ? [Path.GetFullPath(options.Command[0], options.Folder)]
            : folders.Select(f => Path.Combine(f, options.Command[0])).Where(File.Exists).Take(1);
        return folders.Concat(named);
    }
}
