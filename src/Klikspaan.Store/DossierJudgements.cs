using Klikspaan.Decoding;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What people decided in a dossier.</summary>
public sealed partial class Dossier
{
    Judgements? judgements;

    /// <summary>The judgements on classes of data, in order of file and line. <see cref="DossierException"/> where a file has mistakes.</summary>
    public IReadOnlyList<ClassJudgement> ClassJudgements => Judgements().Classes;

    /// <summary>The judgements on the device itself, in order of file and line. <see cref="DossierException"/> where a file has mistakes.</summary>
    public IReadOnlyList<DeviceJudgement> DeviceJudgements => Judgements().Device;

    /// <summary>The judgements on findings, risks and verdicts. <see cref="DossierException"/> where a file has mistakes.</summary>
    public Assessing.AssessmentJudgements AssessmentJudgements => Judgements().Assessment;

    /// <summary>What the machine observed of a value, with what people decided of it.</summary>
    internal JudgedClass Judge(ObservedClass observed, string host, string protocol, string name, string path)
    {
        List<ClassJudgement> about = [.. ClassJudgements.Where(j => j.IsAbout(host, protocol, name, path))];
        return new(observed, Most([.. about.Where(j => j.Class is not null || j.Storage.Length > 0)])) { Marked = Most([.. about.Where(j => j.List.Length > 0)]) };
    }

    /// <summary>Those that say most of what they are about.</summary>
    static List<ClassJudgement> Most(List<ClassJudgement> about) => [.. about.Where(j => j.Weight == about.Max(a => a.Weight))];

    /// <summary>Judgements that are about nothing that was observed, as after a slip of the pen.</summary>
    internal IEnumerable<ClassJudgement> Idle(ClassTally tally) =>
        ClassJudgements.Where(j => !tally.Rows.Any(r => j.IsAbout(r.Key.Host, r.Key.Protocol, r.Key.Event, r.Key.Path)));

    /// <summary>Values and requests by class, read anew from the captures.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="sentOnly">Whether only what is shown to have been sent counts: a capture can hold events that a device had stored, records that a service wrote, and requests that were not sent.</param>
    internal async Task<ClassTally> ClassesAsync(IEnumerable<ManifestEntry> captures, CancellationToken cancellation, bool sentOnly = false)
    {
        var tally = new ClassTally(Limits.DistinctRows);
        var isJudged = ClassJudgements.Any(j => j.About[^1].Length > 0);
        foreach (var capture in captures)
        {
            var (planted, needs) = (PlantedIn(capture), NeedsOf(capture));
            await foreach (var batch in BatchesAsync(
                capture, planted, () => new ClassBatch(new(Knowledge, planted), Sightings.Of(capture.Sha256), isJudged, needs), (b, o) =>
                {
                    if (!sentOnly || o.Exchange?.Kind.IsSent() == true)
                    {
                        b.Add(o);
                    }
                }, Kept.Paths, null, cancellation).ConfigureAwait(false))
            {
                tally.Add(batch, capture.Sha256);
            }
        }

        return tally;
    }

    Judgements Judgements()
    {
        if (judgements is null)
        {
            var problems = new List<KnowledgeProblem>();
            var read = ReadJudgements("", null, problems);
            judgements = problems.Count == 0 ? read : throw new DossierException("judgements/ has mistakes", problems);
        }

        return judgements;
    }

    Judgements ReadJudgements(string prefix, (AssessmentFacts Facts, RiskMatrix? Matrix)? facts, List<KnowledgeProblem> problems) =>
        JudgementFile.Read(PlainFiles.Read(Folder, "judgements", prefix, problems), Today.AddDays(1), facts, problems);

    /// <summary>The day, by UTC.</summary>
    internal DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
