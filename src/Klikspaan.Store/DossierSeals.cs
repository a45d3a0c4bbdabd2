namespace Klikspaan.Store;

/// <summary>How a dossier keeps what testers wrote down from being changed unseen: the manifest holds the digest of each file of a scenario, as it was when a capture of it came in.</summary>
public sealed partial class Dossier
{
    const string ScenarioSealed = "scenario-sealed";

    /// <summary>What is not as it was when a capture of the scenario came in, in words; empty when all is.</summary>
    internal IEnumerable<string> ScenarioFaults()
    {
        foreach (var file in Manifest.Entries.Where(e => e.Event == ScenarioSealed).GroupBy(e => e.File))
        {
            var last = file.Last();
            var path = Path.Combine(Folder, "scenarios", Path.GetFileName(last.File));
            if (!System.IO.File.Exists(path))
            {
                yield return $"{last.File}: the file is gone; it was there when a capture of the scenario came in ({Day(last)})";
            }
            else if (IsPlain(path) is false || Digest(path) != last.Sha256)
            {
                yield return $"{last.File}: it is not the file that was there when a capture of the scenario came in ({Day(last)}, SHA-256 {last.Sha256}): the file was changed";
            }
        }
    }

    /// <summary>What is to be known of files of scenarios, and is no fault: changed between two captures, or of which no digest is kept.</summary>
    internal IEnumerable<string> ScenarioRemarks()
    {
        var held = Manifest.Entries.Where(e => e.Event == ScenarioSealed).GroupBy(e => e.File).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        foreach (var (file, entries) in held.Where(h => h.Value.Select(e => e.Sha256).Distinct().Skip(1).Any()))
        {
            yield return $"{file}: was changed between captures of its scenario: the manifest holds a digest of {string.Join(" and of ", entries.Select(Day))}; earlier captures were made by what it said before";
        }

        var names = Manifest.Captures.Select(c => c.Meta.GetValueOrDefault(CaptureMeta.Scenario, "")).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Scenarios.Files.Where(f => names.Contains(f.Name) && !held.ContainsKey(f.File)))
        {
            yield return $"{file.File}: no digest of it is kept: it was not there, or not finished, when the last capture of its scenario came in";
        }
    }

    /// <summary>Writes the digests of the files of a scenario into the manifest, where they are not the last that it holds; a run that has steps left is still written.</summary>
    void SealScenario(ManifestEntry capture)
    {
        if (!capture.Meta.TryGetValue(CaptureMeta.Scenario, out var name))
        {
            return;
        }

        foreach (var file in Readable().Where(f => f.Name == name && !(ScenarioRun.IsRun(f) && ScenarioRun.IsUnfinished(f, Scenarios.Find(name)!))))
        {
            var path = Path.Combine(Folder, "scenarios", Path.GetFileName(file.File));
            var digest = Digest(path);
            if (Manifest.Entries.LastOrDefault(e => e.Event == ScenarioSealed && e.File == file.File)?.Sha256 != digest)
            {
                Manifest.Append(new(
                    ScenarioSealed, time.GetUtcNow(), file.File, digest, new FileInfo(path).Length, capture.File, "", Tool, Knowledge.Version, "",
                    new Dictionary<string, string> { [CaptureMeta.Scenario] = name }));
            }
        }
    }

    /// <summary>Files with mistakes are told by whoever asks for them; the capture has come in already.</summary>
    IReadOnlyList<Scenario> Readable()
    {
        try
        {
            return Scenarios.Files;
        }
        catch (DossierException)
        {
            return [];
        }
    }

    static bool IsPlain(string path) => new FileInfo(path) is { LinkTarget: null } info && (info.Attributes & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0 && info.Length <= PlainFiles.MostBytes;

    static string Day(ManifestEntry entry) => entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
