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
        faults.AddRange(Documents(dossier));
        return faults;
    }

    /// <summary>What is to be known, and is no fault, in words; empty when there is nothing.</summary>
    public static IReadOnlyList<string> Remarks(Dossier dossier)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        return [.. dossier.ScenarioRemarks()];
    }

    /// <summary>Files that documents/ describes must be there, plain, and as they were when they were described.</summary>
    static IEnumerable<string> Documents(Dossier dossier)
    {
        IReadOnlyList<DossierDocument> documents;
        try
        {
            documents = dossier.ReadDocuments();
        }
        catch (DossierException e)
        {
            return e.Problems.Select(p => p.ToString());
        }

        return documents.Where(d => d.File.Length > 0).Select(d => Document(dossier.Folder, d)).OfType<string>();
    }

    static string? Document(string folder, DossierDocument document)
    {
        var path = Path.Combine(folder, document.File);
        if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            return $"{document.File}: the file is gone; {document.Place} describes it";
        }

        if (!PlainFiles.IsPlainBelow(folder, document.File))
        {
            return $"{document.File}: it is no plain file, or a folder on the way to it is a link; {document.Place} describes it, and it was not read";
        }

        var digest = Dossier.Digest(path);
        return digest == document.Sha256 ? null : $"{document.File}: its SHA-256 is {digest}, {document.Place} says {document.Sha256}: the file was changed";
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
