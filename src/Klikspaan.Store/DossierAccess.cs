using Klikspaan.Decoding;
using Klikspaan.Replying;

namespace Klikspaan.Store;

/// <summary>How a dossier holds replies to requests for access against what was recorded.</summary>
public sealed partial class Dossier
{
    const int MostMoments = 100_000;

    /// <summary>What was recorded of a subject: in captures of which the account or the tester has this code, read anew.</summary>
    internal async Task<SubjectTally> SubjectAsync(string subject, bool reveal, CancellationToken cancellation)
    {
        var tally = new SubjectTally(subject, Limits.Identifiers, MostMoments);
        foreach (var capture in Manifest.Captures.Where(c => IsOf(c, subject)).ToList())
        {
            if (IsSinkhole(capture))
            {
                tally.Sinkholes.Add(capture);
                continue;
            }

            tally.Captures.Add(capture);
            var planted = PlantedIn(capture);
            foreach (var value in planted.Where(p => p.Kind != PlantedValue.Marker))
            {
                tally.Planted.TryAdd(value.Label, value);
            }

            await foreach (var batch in BatchesAsync(capture, planted, () => new SubjectBatch(Sightings.Of(capture.Sha256), reveal), (b, o) => b.Add(o), Kept.Paths, null, cancellation).ConfigureAwait(false))
            {
                tally.Add(batch, capture.Sha256);
            }
        }

        foreach (var capture in Manifest.Captures.Where(c => tally.Captures.Count > 0 && IsOfAnother(c, subject) && !IsSinkhole(c)).ToList())
        {
            await foreach (var batch in BatchesAsync(capture, [], () => new SubjectBatch(Sightings.Of(capture.Sha256), reveal), (b, o) => b.Add(o), Kept.Paths, null, cancellation).ConfigureAwait(false))
            {
                tally.Share(batch.Values.Keys);
            }
        }

        return tally;
    }

    /// <summary>Reads a reply through, and looks in it for what was recorded. <see cref="DossierException"/> where it is not the file that came in.</summary>
    internal async Task<ReplyReading> ReadReplyAsync(AccessReply reply, SubjectTally subject, bool reveal, CancellationToken cancellation)
    {
        RequireUnchanged(reply);
        ReplySink? sink = null;
        var day = reply.Answers.Received?.ToDateTime(TimeOnly.MinValue) ?? reply.Entry.At.UtcDateTime.Date;
        var search = new ReplySearch(Knowledge, Limits, subject, reply.Read.Sha256, new(day.AddDays(2), TimeSpan.Zero), reveal) { Report = p => sink!.Report(p) };
        sink = new(reply.Read.Sha256, ReplyLimits.Default, search.Take);
        var reader = new ReplyReader(sink);
        using var stream = OpenReply(reply);
        await reader.ReadAsync(stream, reply.Text is null ? reply.Entry.Source : reply.Entry.Source + ".txt", cancellation).ConfigureAwait(false);
        return new(search, sink, reader.Files);
    }

    /// <summary>The same of a reply by itself: what it holds and what could not be read.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<(int Files, long Values, IReadOnlyList<Problem> Problems, long ProblemCount)> ReadReplyAsync(AccessReply reply, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var reading = await ReadReplyAsync(reply, new SubjectTally("", 0, 0), false, cancellation).ConfigureAwait(false);
        return (reading.Files, reading.Sink.Values, reading.Sink.Problems, reading.Sink.ProblemCount);
    }

    /// <summary>How many captures are of a subject, and of how many of them something can have reached a vendor.</summary>
    public (int All, int Sent) CapturesOf(string subject)
    {
        List<ManifestEntry> of = [.. Manifest.Captures.Where(c => IsOf(c, subject))];
        return (of.Count, of.Count(c => !IsSinkhole(c)));
    }

    static bool IsOf(ManifestEntry capture, string subject) => capture.Meta.GetValueOrDefault(CaptureMeta.Account, "") == subject || capture.Meta.GetValueOrDefault(CaptureMeta.Tester, "") == subject;

    static bool IsOfAnother(ManifestEntry capture, string subject) =>
        !IsOf(capture, subject) && (capture.Meta.GetValueOrDefault(CaptureMeta.Account, "") + capture.Meta.GetValueOrDefault(CaptureMeta.Tester, "")).Length > 0;
}

/// <summary>What came of reading a reply.</summary>
/// <param name="Search">What was looked for in it, with what was found.</param>
/// <param name="Sink">What was read, and what could not be.</param>
/// <param name="Files">Files in it.</param>
sealed record ReplyReading(ReplySearch Search, ReplySink Sink, int Files);
