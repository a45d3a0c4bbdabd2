using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What a dossier does for a recorder: a file to write to, and its name by digest at the end.</summary>
public sealed partial class Dossier
{
    const string RecordingStarted = "recording-started";
    const string PlantedKey = "planted", PlantedDigestKey = "planted_sha256";

    /// <summary>
    /// Makes room for a recording and gives the path of the file to make. What was planted for it is kept apart, in
    /// <c>planted/</c>, and searched for in this recording alone.
    /// </summary>
    public string StartRecording(string run, IReadOnlyList<PlantedValue> planted, IReadOnlyDictionary<string, string> meta)
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        RequireWrite();
        Directory.CreateDirectory(Captures);
        Directory.CreateDirectory(Path.GetDirectoryName(PlantedFile(run))!);
        System.IO.File.WriteAllText(PlantedFile(run), PlantedList.Write(planted), new UTF8Encoding(false));
        var own = new Dictionary<string, string> { [PlantedKey] = run, [PlantedDigestKey] = Digest(PlantedFile(run)) };
        var part = $"{run}.warc.gz.part";
        Manifest.Append(new(
            RecordingStarted, time.GetUtcNow(), $"captures/{part}", "", 0, run, "warc", Tool, Knowledge.Version, "", new Dictionary<string, string>(meta.Concat(own))));
        return Path.Combine(Captures, part);
    }

    /// <summary>Gives a recording that was closed its name by digest, and its line in the manifest.</summary>
    /// <param name="part">The path that <see cref="StartRecording"/> gave.</param>
    /// <param name="remark">How it ended, where that matters.</param>
    /// <param name="meta">What came to be known of it while it was made.</param>
    public ManifestEntry FinishRecording(string part, string remark, IReadOnlyDictionary<string, string> meta)
    {
        RequireWrite();

        // A tester may have written down steps meanwhile.
        ReadScenariosAgain();
        var started = Manifest.Entries.Last(e => e.Event == RecordingStarted && e.File == $"captures/{Path.GetFileName(part)}");
        var all = new Dictionary<string, string>(started.Meta);
        foreach (var (key, value) in meta)
        {
            all[key] = value;
        }

        return Name(part, Digest(part), new FileInfo(part).Length, started.Source, remark, all);
    }

    /// <summary>Takes back what <see cref="StartRecording"/> made, when nothing was recorded; the manifest keeps its line.</summary>
    public void CancelRecording(string run) => System.IO.File.Delete(PlantedFile(run));

    /// <summary>The values to look for in a capture: those of the dossier and its scenarios, and those that were planted for this recording.</summary>
    public IReadOnlyList<PlantedValue> PlantedIn(ManifestEntry capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        if (!capture.Meta.TryGetValue(PlantedKey, out var run) || !System.IO.File.Exists(PlantedFile(run)))
        {
            return PlantedWith(capture.Meta);
        }

        var own = PlantedList.Read($"planted/{run}.yaml", System.IO.File.ReadAllBytes(PlantedFile(run)));
        return Labelled(PlantedWith(capture.Meta), own, _ => run);
    }

    /// <summary>What was invented for a recording of a device of its own; null when there is no such recording.</summary>
    /// <param name="capture">The first digits of the capture's SHA-256.</param>
    public (KnowledgeFile Planted, string Device, string Account)? Invented(string capture)
    {
        ArgumentException.ThrowIfNullOrEmpty(capture);
        List<ManifestEntry> found = [.. Manifest.Captures.Where(c => c.Sha256.StartsWith(capture, StringComparison.OrdinalIgnoreCase)).DistinctBy(c => c.Sha256)];
        if (found is not [{ } one] || !one.Meta.TryGetValue(PlantedKey, out var run) || !System.IO.File.Exists(PlantedFile(run)))
        {
            return null;
        }

        // A recording of before these codes were kept had a device and a person of its own.
        return (new($"planted/{run}.yaml", System.IO.File.ReadAllBytes(PlantedFile(run))), one.Meta.GetValueOrDefault(CaptureMeta.Device, run), one.Meta.GetValueOrDefault(CaptureMeta.Account, run));
    }

    /// <summary>What is wrong with the list of what was planted for a recording: without it, or with another, less is searched for; null when nothing is.</summary>
    internal string? PlantedFault(ManifestEntry capture) =>
        !capture.Meta.TryGetValue(PlantedKey, out var run) || !capture.Meta.TryGetValue(PlantedDigestKey, out var digest) ? null
        : !System.IO.File.Exists(PlantedFile(run)) ? $"planted/{run}.yaml: the file is gone"
        : Digest(PlantedFile(run)) == digest ? null
        : $"planted/{run}.yaml: its SHA-256 is not the one in the manifest: the file was changed";

    string PlantedDigest(ManifestEntry capture) => PlantedList.Digest(PlantedIn(capture));

    /// <summary>A manifest that points out of the folder finds nothing there.</summary>
    string PlantedFile(string run) => Path.Combine(Folder, "planted", Path.GetFileName(run) + ".yaml");
}
