using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Klikspaan.Decoding;
using Klikspaan.Merging;

namespace Klikspaan.Store;

/// <summary>How captures of the same scenario count once what they show twice.</summary>
public sealed partial class Dossier
{
    // What two captures of one scenario have in common; where people said otherwise of both, they saw different things.
    static readonly string[] Common = ["tester", "os_build", "product"];

    // Header fields that are held for each request that may be compared: they are shared by all, as requests have few or many.
    const int MostFields = 32;
    Sightings? sightings;

    /// <summary>The requests that two captures show; none while <see cref="IsMerged"/> is not true.</summary>
    public Sightings Sightings => sightings ??= Sightings.Read(SightingsPath, MergeBasis()) ?? Sightings.None;

    /// <summary>Whether it is known which requests two captures show.</summary>
    public bool IsMerged => Compared().Count == 0 || Sightings.Read(SightingsPath, MergeBasis()) is not null;

    /// <summary>
    /// Captures of one scenario that are not compared because they were made at different times, by SHA-256, in order of the later one: a request that both show
    /// counts twice. Their indexes are up to date.
    /// </summary>
    public IReadOnlyList<(string First, string Second)> Apart => [.. Pairs(isAtOnce: false).Select(p => (p.First.Sha256, p.Second.Sha256))];

    /// <summary>Whether that was changed by somebody else.</summary>
    internal bool AreSightingsChanged => Sightings.IsChanged(SightingsPath);

    /// <summary>
    /// Finds out which requests are shown by two captures of one scenario: the same method, address and content, sent within two seconds once their clocks are
    /// set alike. Their indexes are up to date.
    /// </summary>
    /// <param name="progress">Is told how many bytes of a capture were read.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task MergeAsync(IProgress<long>? progress, CancellationToken cancellation)
    {
        RequireWrite();
        sightings = null;
        var pairs = Compared();
        if (pairs.Count == 0)
        {
            System.IO.File.Delete(SightingsPath);
            return;
        }

        var marks = new Dictionary<string, (IReadOnlyList<RequestMark> Marks, long Untimed)>(StringComparer.Ordinal);
        var room = (long)Limits.MergedRequests;
        var fields = room * MostFields;
        foreach (var capture in pairs.SelectMany(p => new[] { p.First, p.Second }).DistinctBy(c => c.Sha256).ToList())
        {
            room -= PlainIndex(capture).Counts().Exchanges;
            if (room >= 0 && await MarksAsync(capture, fields, progress, cancellation).ConfigureAwait(false) is { } read)
            {
                marks.Add(capture.Sha256, read);
                fields -= read.Marks.Sum(m => (long)m.Fields.Count);
            }
        }

        var found = new Dictionary<(string Capture, int Exchange), Sighting>();
        var comparisons = new List<Comparison>();
        foreach (var (first, second) in pairs)
        {
            comparisons.Add(marks.TryGetValue(first.Sha256, out var one) && marks.TryGetValue(second.Sha256, out var other)
                ? Compare(first, second, one, other, found)
                : new(first.Sha256, second.Sha256, 0, 0, 0, 0, 0, string.Create(CultureInfo.InvariantCulture, $"more than {Limits.MergedRequests} requests, or {(long)Limits.MergedRequests * MostFields} header fields, in all")));
        }

        Sightings.Write(SightingsPath, new(MergeBasis(), comparisons, [.. found.Values]));
    }

    static Comparison Compare(
        ManifestEntry first, ManifestEntry second, (IReadOnlyList<RequestMark> Marks, long Untimed) one, (IReadOnlyList<RequestMark> Marks, long Untimed) other,
        Dictionary<(string Capture, int Exchange), Sighting> found)
    {
        var clock = ClockDifference.Measure(one.Marks, other.Marks, SaidOf(first, second), SameRequest.Tolerance);

        // One that is known to be that of a third capture stands for that one; of the later capture no two are one of the same.
        (string Capture, int Exchange) Root(int exchange) => found.TryGetValue((first.Sha256, exchange), out var there) ? (there.FirstCapture, there.FirstExchange) : (first.Sha256, exchange);
        var taken = found.Values.Where(s => s.Capture == second.Sha256).Select(s => (s.FirstCapture, s.FirstExchange)).ToHashSet();
        var same = SameRequest.Find(
            [.. one.Marks.Where(m => !taken.Contains(Root(m.Exchange)))], [.. other.Marks.Where(m => !found.ContainsKey((second.Sha256, m.Exchange)))], clock.By);
        foreach (var pair in same.OrderBy(s => s.Second))
        {
            var root = Root(pair.First);
            found.Add((second.Sha256, pair.Second), new(second.Sha256, pair.Second, root.Capture, root.Exchange, Seconds(pair.Apart), pair.More));
        }

        return new(first.Sha256, second.Sha256, same.Count, Seconds(clock.By), clock.Pairs, clock.Others, one.Untimed + other.Untimed, "");
    }

    /// <summary>The marks of a capture; null when they have more header fields than may be held.</summary>
    async Task<(IReadOnlyList<RequestMark> Marks, long Untimed)?> MarksAsync(ManifestEntry capture, long fields, IProgress<long>? progress, CancellationToken cancellation)
    {
        var marks = new List<RequestMark>();
        long untimed = 0;
        await foreach (var batch in BatchesAsync(capture, [], () => new RequestMarks(), Add, Kept.Nothing, progress, cancellation).ConfigureAwait(false))
        {
            marks.AddRange(batch.All);
            fields -= batch.All.Sum(m => (long)m.Fields.Count);
            if (fields < 0)
            {
                return null;
            }

            untimed += batch.Untimed;
        }

        return (marks, untimed);

        static void Add(RequestMarks marks, Observation observation)
        {
            if (observation is { Exchange: { } exchange, Decoded: { } decoded })
            {
                marks.Add(exchange, decoded.Layers);
            }
        }
    }

    /// <summary>The captures that can show the same requests, in order of the later one.</summary>
    List<(ManifestEntry First, ManifestEntry Second)> Compared() => Pairs(isAtOnce: true);

    /// <summary>The captures of one scenario that were made at the same time, or those that were not.</summary>
    List<(ManifestEntry First, ManifestEntry Second)> Pairs(bool isAtOnce)
    {
        var captures = Manifest.Captures.Where(c => IsInCaptures(c, out _)).Select(c => (Capture: c, Index: PlainIndex(c))).Select(c => (c.Capture, c.Index, Seal: c.Index.Seal))
            .Where(c => c.Seal is { Counts: { Exchanges: > 0, First: not null, Last: not null } }).ToList();
        var pairs = new List<(ManifestEntry, ManifestEntry)>();
        for (var second = 1; second < captures.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                var (one, other) = (captures[first], captures[second]);
                if (IsOneScenario(one.Capture, other.Capture) && !(one.Seal!.IsRecording && other.Seal!.IsRecording) && Overlap(one.Capture, one.Seal.Counts, other.Capture, other.Seal!.Counts) == isAtOnce)
                {
                    pairs.Add((one.Capture, other.Capture));
                }
            }
        }

        return pairs;
    }

    static bool IsOneScenario(ManifestEntry first, ManifestEntry second)
    {
        string Of(ManifestEntry capture, string key) => capture.Meta.GetValueOrDefault(key, "");
        return Of(first, CaptureMeta.Scenario) == Of(second, CaptureMeta.Scenario)
            && Common.All(k => Of(first, k).Length == 0 || Of(second, k).Length == 0 || Of(first, k) == Of(second, k));
    }

    /// <summary>Two runs of one program can be alike to the byte: only what was recorded at the same time is compared.</summary>
    static bool Overlap(ManifestEntry first, ImportCounts one, ManifestEntry second, ImportCounts other)
    {
        var by = Said(second) - Said(first);
        return one.First <= other.Last - by + SameRequest.Tolerance && other.First - by <= one.Last + SameRequest.Tolerance;
    }

    /// <summary>What a person said of a capture's clock; nought when nobody did.</summary>
    static TimeSpan Said(ManifestEntry capture) => CaptureMeta.Clock(capture.Meta.GetValueOrDefault(CaptureMeta.ClockOffset, "")) ?? TimeSpan.Zero;

    /// <summary>What people said of two clocks; null when nobody said anything of either.</summary>
    static TimeSpan? SaidOf(ManifestEntry first, ManifestEntry second) =>
        first.Meta.ContainsKey(CaptureMeta.ClockOffset) || second.Meta.ContainsKey(CaptureMeta.ClockOffset) ? Said(second) - Said(first) : null;

    static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    string SightingsPath => Path.Combine(Folder, "index", Sightings.FileName);

    CaptureIndex PlainIndex(ManifestEntry capture) => new(IndexFolder(capture), capture.Sha256);

    string MergeBasis() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        Compared().Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.First.Sha256} {p.Second.Sha256} {Said(p.First)} {Said(p.Second)}")).Prepend($"{IndexTool}, {Limits.MergedRequests}")))));
}
