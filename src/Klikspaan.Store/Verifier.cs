namespace Klikspaan.Store;

/// <summary>Checks that nothing in a dossier changed since it came in.</summary>
public static class Verifier
{
    /// <summary>Everything that is not as the manifest and the seals say, in words; empty when all is.</summary>
    public static IReadOnlyList<string> Check(Dossier dossier)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        var faults = new List<string>(dossier.Manifest.Faults);
        foreach (var capture in dossier.Manifest.Captures)
        {
            Capture(dossier, capture, faults);
        }

        var known = dossier.Manifest.Captures.Select(c => c.File).ToHashSet(StringComparer.Ordinal);
        var folder = Path.Combine(dossier.Folder, "captures");
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var name = $"captures/{Path.GetFileName(path)}";
            if (!known.Contains(name))
            {
                faults.Add($"{name}: the manifest does not name it");
            }
        }

        if (dossier.AreSightingsChanged)
        {
            faults.Add($"index/{Sightings.FileName} was changed; 'klikspaan rebuild' makes it again from the captures");
        }

        faults.AddRange(dossier.ScenarioFaults());
        faults.AddRange(dossier.ReplyFaults());
        return faults;
    }

    /// <summary>What is to be known, and is no fault, in words; empty when there is nothing.</summary>
    public static IReadOnlyList<string> Remarks(Dossier dossier)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        return [.. dossier.ScenarioRemarks()];
    }

    static void Capture(Dossier dossier, ManifestEntry capture, List<string> faults)
    {
        string path;
        try
        {
            path = dossier.PathOf(capture);
        }
        catch (DossierException e)
        {
            faults.Add(e.Message);
            return;
        }

        if (!File.Exists(path))
        {
            faults.Add($"{capture.File}: the file is gone");
            return;
        }

        var digest = Dossier.Digest(path);
        if (digest != capture.Sha256)
        {
            faults.Add($"{capture.File}: its SHA-256 is {digest}, the manifest says {capture.Sha256}: the file was changed");
        }

        if (dossier.PlantedFault(capture) is { } planted)
        {
            faults.Add(planted);
        }

        foreach (var file in dossier.IndexOf(capture).Changed())
        {
            faults.Add($"index of {capture.File}: {file} was changed; 'klikspaan rebuild' makes it again from the capture");
        }
    }
}
