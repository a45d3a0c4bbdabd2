using Klikspaan.Decoding;
using Klikspaan.Importing;

namespace Klikspaan.Store;

/// <summary>What people decided in a dossier.</summary>
public sealed partial class Dossier
{
    IReadOnlyList<ClassJudgement>? judgements;

    /// <summary>The judgements on classes of data, in order of file and line. <see cref="DossierException"/> where a file has mistakes.</summary>
    public IReadOnlyList<ClassJudgement> ClassJudgements => judgements ??= JudgementFile.Read(JudgementFiles().Select(f => ($"judgements/{Path.GetFileName(f)}", (ReadOnlyMemory<byte>)System.IO.File.ReadAllBytes(f))));

    /// <summary>What the machine observed of a value, with what people decided of it.</summary>
    internal JudgedClass Judge(ObservedClass observed, string host, string protocol, string name, string path)
    {
        List<ClassJudgement> about = [.. ClassJudgements.Where(j => j.IsAbout(host, protocol, name, path))];
        return new(observed, [.. about.Where(j => j.Weight == about.Max(a => a.Weight))]);
    }

    /// <summary>Values and requests by class, read anew from the captures.</summary>
    internal async Task<ClassTally> ClassesAsync(IEnumerable<ManifestEntry> captures, CancellationToken cancellation)
    {
        var tally = new ClassTally(Limits.DistinctRows);
        var isJudged = ClassJudgements.Any(j => j.About[^1].Length > 0);
        foreach (var capture in captures)
        {
            if (CaptureReaders.Find(capture.Format) is not { } reader)
            {
                continue;
            }

            await using var stream = new DigestStream(OpenCapture(capture));
            var planted = PlantedIn(capture);
            var pipeline = new Pipeline(Knowledge, planted, Limits, Workers);
            await foreach (var batch in pipeline.ReadAsync(
                stream, reader, capture.Sha256, () => new ClassBatch(new(Knowledge, planted), Sightings.Of(capture.Sha256), isJudged), (b, o) => b.Add(o), Kept.Paths, cancellation).ConfigureAwait(false))
            {
                tally.Add(batch, capture.Sha256);
            }

            RequireUnchanged(capture, await stream.FinishAsync(cancellation).ConfigureAwait(false));
        }

        return tally;
    }

    IEnumerable<string> JudgementFiles() =>
        Directory.Exists(Path.Combine(Folder, "judgements")) ? Directory.EnumerateFiles(Path.Combine(Folder, "judgements"), "*.yaml").Order(StringComparer.Ordinal) : [];
}
