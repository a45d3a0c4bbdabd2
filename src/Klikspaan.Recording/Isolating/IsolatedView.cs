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
/// <param name="BlindSpots">What of the machine it could reach all the same, in words.</param>
sealed record IsolatedView(
    MountScript Mounts, CleanEnvironment Environment, IReadOnlyCollection<string> TrustVariables, string? Home, string WorkFolder, IReadOnlyList<string> NotPlanted,
    IReadOnlyList<string> BlindSpots)
{
    /// <summary>Writes what is to be planted below <paramref name="folder"/>, and decides what covers what.</summary>
    public static IsolatedView Prepare(
        RecordingOptions options, Persona persona, TesterIdentity identity, Tester tester, RecordingFacts facts, CertificateAuthority authority, string folder,
        IReadOnlyDictionary<string, string> real)
    {
        var seen = new ViewMounts(options, identity, real);
        var planted = PersonaFiles.Write(persona, Directory.CreateDirectory(Path.Combine(folder, "planted")).FullName, (int)tester.User, (int)tester.Group, seen.ShowsFolder ? options.Folder : null);
        var home = options.KeepHome ? Directory.CreateDirectory(Path.Combine(folder, "unused")).FullName : planted.Home;
        var trustFolder = Directory.CreateDirectory(Path.Combine(folder, "trust")).FullName;
        var trust = new TrustStore(facts, authority).Write(trustFolder, ProgramView.Trust, home);
        seen.Fill(persona, planted, trust, folder);
        var environment = CleanEnvironment.Make(real, persona, identity, facts, options.Variables, seen.Shown);
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
        if ((seen.ShowsFolder && identity.Tells(options.Folder)) || seen.Shown.Keys.Any(identity.Tells))
        {
            missing.Add("mount table: /proc/self/mountinfo shows the real path of your folders, which can name you; the program can read and send it");
        }

        if (seen.IsFolderWhole && (!options.KeepHome || seen.Mounts.IsCovered(options.Folder)))
        {
            missing.Add("work folder: the program starts in an empty one, since yours is /, or is or holds your home, a folder for temporary files or one with sockets; start from a folder below");
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
            seen.Mounts, environment with { Variables = variables }, [.. set.Keys.Order(StringComparer.Ordinal)], options.KeepHome ? null : planted.Home,
            options.KeepHome ? options.Folder : persona.WorkFolder, missing, seen.BlindSpots);
    }
}
