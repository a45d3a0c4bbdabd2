using Klikspaan.Importing;

namespace Klikspaan.Store;

/// <summary>How a capture is read of which another one in the dossier holds what was encrypted in it.</summary>
public sealed partial class Dossier
{
    /// <summary>The reader of a capture; null where its format cannot be read.</summary>
    async Task<ICaptureReader?> ReaderOfAsync(ManifestEntry capture, CancellationToken cancellation)
    {
        var reader = CaptureReaders.Find(capture.Format);
        var opened = OpenedOf(capture).Where(o => System.IO.File.Exists(PathOf(o))).ToList();
        if (reader is not PacketReader || opened.Count == 0)
        {
            return reader;
        }

        var flows = new OpenedFlows();
        foreach (var one in opened)
        {
            await using var stream = OpenCapture(one);
            await flows.AddAsync(stream, cancellation).ConfigureAwait(false);
        }

        return new PacketReader(flows);
    }

    /// <summary>Captures that hold what was decrypted of this one.</summary>
    IEnumerable<ManifestEntry> OpenedOf(ManifestEntry capture) =>
        Manifest.Captures.Where(c => c.Sha256 != capture.Sha256 && c.Meta.GetValueOrDefault(CaptureMeta.OpenedFrom, "") == capture.Sha256);

    /// <summary>What an index was made with besides the knowledge: values that were planted, and captures that hold what was encrypted.</summary>
    string MadeWith(ManifestEntry capture) => string.Join('+', OpenedOf(capture).Select(o => o.Sha256).Prepend(PlantedDigest(capture)));
}
