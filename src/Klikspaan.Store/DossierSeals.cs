namespace Klikspaan.Store;

/// <summary>How a dossier keeps what testers wrote down from being changed unseen: the manifest holds the digest of each file of a scenario, as it was when a capture of it came in.</summary>
public sealed partial class Dossier
{
    /// <summary>What is not as it was when a capture of the scenario came in, in words; empty when all is.</summary>
    internal IEnumerable<string> ScenarioFaults()
    {
        foreach (var (name, digest, entry, _) in Manifest.ScenarioSeals().GroupBy(s => s.File).Select(g => g.Last()))
        {
            var path = ScenarioPath(name);
            if (!System.IO.File.Exists(path))
            {
                yield return $"{name}: the file is gone; it was there when a capture of the scenario came in ({Moment(entry)})";
            }
            else if (!PlainFiles.IsPlain(path) || Digest(path) != digest)
            {
                yield return $"{name}: it is not the file that was there when a capture of the scenario came in ({Moment(entry)}, SHA-256 {digest}): the file was changed";
            }
        }
    }

    /// <summary>What is to be known of files of scenarios, and is no fault: changed between two captures, or of which no digest is kept.</summary>
    internal IEnumerable<string> ScenarioRemarks()
    {
        var held = Manifest.ScenarioSeals().GroupBy(s => s.File).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        foreach (var (file, seals) in held.Where(h => h.Value.Select(s => s.Sha256).Distinct().Skip(1).Any()))
        {
            var changed = seals.Where((s, i) => i == 0 || seals[i - 1].Sha256 != s.Sha256).Select(s => Moment(s.Entry));
            yield return $"{file}: was changed between captures of its scenario: the manifest holds a digest of {string.Join(" and of ", changed)}; earlier captures were made by what it said before";
        }

        var names = Manifest.Captures.Select(c => c.Meta.GetValueOrDefault(CaptureMeta.Scenario, "")).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Scenarios.Files.Where(f => names.Contains(f.Name) && !held.ContainsKey(f.File)))
        {
            yield return $"{file.File}: no digest of it is kept: whether it is as it was when captures of its scenario came in is not shown";
        }
    }

    /// <summary>The day from which the manifest holds a file of a scenario as it is now, when it held it so as a capture came in; empty when it did not.</summary>
    internal string SealedBy(string file, ManifestEntry capture)
    {
        var at = Manifest.Entries.TakeWhile(e => e.Sha256 != capture.Sha256 || e.Event != capture.Event).Count();
        List<(string File, string Sha256, ManifestEntry Entry, int Line)> seals = [.. Manifest.ScenarioSeals().Where(s => s.File == file && s.Line <= at)];
        var path = ScenarioPath(file);
        if (seals is not [.., var last] || !System.IO.File.Exists(path) || !PlainFiles.IsPlain(path) || Digest(path) != last.Sha256)
        {
            return "";
        }

        var since = seals.FindLastIndex(s => s.Sha256 != last.Sha256) + 1;
        return seals[since].Entry.At.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The digests of the files of a scenario, for the line of a capture in the manifest: cutting the manifest then cuts off the capture too. A run that has steps left is still written.</summary>
    Dictionary<string, string> ScenarioDigests(IReadOnlyDictionary<string, string> meta)
    {
        if (!meta.TryGetValue(CaptureMeta.Scenario, out var name))
        {
            return [];
        }

        var files = Readable();
        return files.Where(f => f.Name == name && !(ScenarioRun.IsRun(f) && ScenarioRun.IsUnfinished(f, Scenarios.Find(name)!, files)))
            .Select(f => f.File).Where(f => System.IO.File.Exists(ScenarioPath(f)) && PlainFiles.IsPlain(ScenarioPath(f))).ToDictionary(f => f, f => Digest(ScenarioPath(f)), StringComparer.Ordinal);
    }

    string ScenarioPath(string file) => Path.Combine(Folder, Scenarios.Folder, Path.GetFileName(file));

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

    static string Moment(ManifestEntry entry) => entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
