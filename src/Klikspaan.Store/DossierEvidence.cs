using System.Runtime.CompilerServices;
using Klikspaan.Decoding;

namespace Klikspaan.Store;

/// <summary>What a dossier does for whoever reads its evidence anew, from the bytes.</summary>
public sealed partial class Dossier
{
    /// <summary>
    /// Reads a capture anew, from its bytes. <see cref="DossierException"/> at the end when they are not those that came in.
    /// </summary>
    public async IAsyncEnumerable<Observation> ObserveAsync(
        ManifestEntry capture, IProgress<long>? progress = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(capture);
        await using var stream = new DigestStream(OpenCapture(capture));
        if (await ReaderOfAsync(capture, cancellation).ConfigureAwait(false) is not { } reader)
        {
            yield return Unreadable(capture);
            yield break;
        }

        var pipeline = new Pipeline(Knowledge, PlantedIn(capture), Limits, Workers);
        await foreach (var observation in pipeline.ReadAsync(stream, reader, capture.Sha256, cancellation).ConfigureAwait(false))
        {
            progress?.Report(stream.Position);
            yield return observation;
        }

        RequireUnchanged(capture, await stream.FinishAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>
    /// The distinct kinds of values that a capture sent, read anew from its bytes, and how many values are of kinds beyond the limit.
    /// </summary>
    public async Task<(IReadOnlyList<DistinctRow> Kinds, long LeftOut)> KindsAsync(ManifestEntry capture, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(capture);
        var tally = new KindTally(Limits.DistinctRows);
        var causes = CausesOf(capture);
        await foreach (var batch in BatchesAsync(capture, [], () => new KindBatch(Sightings.Of(capture.Sha256), causes), (b, o) => b.Add(o), Kept.Paths, null, cancellation).ConfigureAwait(false))
        {
            tally.Add(batch);
        }

        return (tally.Rows(capture.Sha256), tally.LeftOut);
    }

    /// <summary>
    /// Reads a capture anew in batches, in its order; nothing where its format cannot be read. <see cref="DossierException"/> at the end when the bytes are not those that came in.
    /// </summary>
    /// <param name="capture">The capture.</param>
    /// <param name="planted">The values to look for.</param>
    /// <param name="begin">Makes an empty batch.</param>
    /// <param name="add">Adds what was observed in the next entry.</param>
    /// <param name="kept">What a batch keeps.</param>
    /// <param name="progress">Told how many bytes were read.</param>
    /// <param name="cancellation">Stops it.</param>
    async IAsyncEnumerable<TBatch> BatchesAsync<TBatch>(
        ManifestEntry capture, IReadOnlyList<PlantedValue> planted, Func<TBatch> begin, Action<TBatch, Observation> add, Kept kept, IProgress<long>? progress, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await ReaderOfAsync(capture, cancellation).ConfigureAwait(false) is not { } reader)
        {
            yield break;
        }

        await using var stream = new DigestStream(OpenCapture(capture));
        await foreach (var batch in new Pipeline(Knowledge, planted, Limits, Workers).ReadAsync(stream, reader, capture.Sha256, begin, add, kept, cancellation).ConfigureAwait(false))
        {
            progress?.Report(stream.Position);
            yield return batch;
        }

        RequireUnchanged(capture, await stream.FinishAsync(cancellation).ConfigureAwait(false));
    }

    static Observation Unreadable(ManifestEntry capture)
    {
        var found = capture.Bytes == 0 ? "an empty file" : "a file of no format that can be read";
        return new() { Number = 0, Problems = [new(new(capture.Sha256, 0, MessagePart.Whole, "", 0, capture.Bytes, ""), "format", "a capture", found)] };
    }

    /// <summary>Opens the file of a capture for reading.</summary>
    public FileStream OpenCapture(ManifestEntry capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return new(PathOf(capture), FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);
    }

    /// <summary>Path of a capture; a manifest that points out of the folder is refused.</summary>
    public string PathOf(ManifestEntry capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return IsInCaptures(capture, out var name) ? Path.Combine(Captures, name) : throw new DossierException($"manifest.jsonl names '{capture.File}', which is not in captures/");
    }

    static bool IsInCaptures(ManifestEntry capture, out string name)
    {
        name = Path.GetFileName(capture.File);
        return capture.File == $"captures/{name}" && name is not ("" or "." or "..");
    }

    /// <summary>When a recording of our own began, by the manifest; null for what was taken in from a file.</summary>
    public DateTimeOffset? BeganAt(ManifestEntry capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return Manifest.Entries.FirstOrDefault(e => e.Event == RecordingStarted && e.Source == capture.Source)?.At;
    }

    /// <summary><see cref="DossierException"/> when the file of a capture is not the one that came in.</summary>
    internal void RequireUnchanged(ManifestEntry capture) => RequireUnchanged(capture, Digest(PathOf(capture)));

    static void RequireUnchanged(ManifestEntry capture, string digest)
    {
        if (digest != capture.Sha256)
        {
            throw new DossierException(
                $"{capture.File} is not the file that came in: its SHA-256 is {digest}, the manifest says {capture.Sha256}. What was read from it does not count; move it away and import the original again");
        }
    }
}
