using Klikspaan.Knowledge;
using Klikspaan.Recording.Planting;

namespace Klikspaan.Recording.Trusting;

/// <summary>Writes the recording's authority to where programs look for those that they trust.</summary>
/// <param name="facts">Where that is.</param>
/// <param name="authority">The authority.</param>
sealed class TrustStore(RecordingFacts facts, CertificateAuthority authority)
{
    const string AuthorityFile = "ca.pem";
    const string BundleFile = "bundle.pem";
    const string JavaFile = "trust.jks";
    const string EmptyFolder = "certs";

    /// <summary>Writes all.</summary>
    /// <param name="folder">An existing folder of ours.</param>
    /// <param name="seenAs">The path under which the program sees that folder.</param>
    /// <param name="home">The folder that becomes the persona's home.</param>
    /// <param name="root">The root of the machine's files; another one in tests.</param>
    public Trust Write(string folder, string seenAs, string home, string root = "/")
    {
        var missing = new List<string>();
        var bundles = Existing(facts.Bundles, root);
        Directory.CreateDirectory(Path.Combine(folder, EmptyFolder));
        File.WriteAllText(Path.Combine(folder, AuthorityFile), authority.Pem);
        WriteBundle(Path.Combine(folder, BundleFile), bundles.FirstOrDefault());
        File.WriteAllBytes(Path.Combine(folder, JavaFile), JavaTrustStore.Write(authority.Certificate));
        if (bundles.Count == 0)
        {
            missing.Add("trust of the system: its bundle of certificate authorities was not found; programs that ignore variables will refuse");
        }

        var variables = Variables(seenAs);
        WriteBrowsers(Path.Combine(folder, AuthorityFile), home, variables, missing);
        return new(variables, Mounts(folder, bundles, root), missing);
    }

    /// <summary>The variables for a folder that the program sees at this path.</summary>
    SortedDictionary<string, string> Variables(string seenAs)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in facts.TrustVariables)
        {
            variables[variable.Name] = variable.Value switch
            {
                "bundle" => $"{seenAs}/{BundleFile}",
                "authority" => $"{seenAs}/{AuthorityFile}",
                "empty-folder" => $"{seenAs}/{EmptyFolder}",
                _ => $"-Djavax.net.ssl.trustStore={seenAs}/{JavaFile} -Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword={JavaTrustStore.Password}",
            };
        }

        return variables;
    }

    List<PlantedMount> Mounts(string folder, List<string> bundles, string root) =>
    [
        .. bundles.Select(b => new PlantedMount(Path.Combine(folder, BundleFile), b)),
        .. Existing(facts.JavaStores, root).Select(s => new PlantedMount(Path.Combine(folder, JavaFile), s)),
    ];

    void WriteBundle(string path, string? system)
    {
        using var bundle = File.Create(path);
        if (system is not null)
        {
            using var authorities = File.OpenRead(system);
            authorities.CopyTo(bundle);
            bundle.Write("\n"u8);
        }

        bundle.Write(System.Text.Encoding.ASCII.GetBytes(authority.Pem));
    }

    void WriteBrowsers(string authorityFile, string home, SortedDictionary<string, string> variables, List<string> missing)
    {
        var database = Path.Combine(home, ".pki", "nssdb");
        Plant(database, authorityFile, "trust of browsers (.pki/nssdb)", missing);
        foreach (var profiles in facts.BrowserProfiles)
        {
            var folder = Path.Combine(home, profiles.Folder);
            if (!Plant(Path.Combine(folder, BrowserProfile.Folder), authorityFile, $"trust of the browser whose profiles stand in {profiles.Folder}", missing))
            {
                continue;
            }

            BrowserProfile.Write(folder);
            if (profiles.Variable.Length > 0)
            {
                variables[profiles.Variable] = "1";
            }
        }
    }

    static bool Plant(string folder, string authorityFile, string what, List<string> missing)
    {
        Directory.CreateDirectory(folder);
        if (NssDatabase.Write(folder, authorityFile) is not { } why)
        {
            return true;
        }

        missing.Add($"{what}: {why}");
        return false;
    }

    /// <summary>The paths that there are, with links followed, each once; a <c>*</c> stands for one folder.</summary>
    static List<string> Existing(IEnumerable<string> paths, string root) =>
        [.. paths.SelectMany(p => Expand(root, p[1..].Split('/'))).Select(PersonaFiles.Resolve).OfType<string>().Where(File.Exists).Distinct(StringComparer.Ordinal)];

    static IEnumerable<string> Expand(string folder, ReadOnlyMemory<string> rest)
    {
        if (rest.Length == 0)
        {
            return [folder];
        }

        if (rest.Span[0] != "*")
        {
            return Expand(Path.Combine(folder, rest.Span[0]), rest[1..]);
        }

        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).SelectMany(d => Expand(d, rest[1..]))
            : [];
    }
}
