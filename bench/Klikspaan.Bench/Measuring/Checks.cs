using System.Globalization;

namespace Klikspaan.Bench.Measuring;

/// <summary>The floors: ratios, memory, recall and wrong pairs fail the gate; speeds are shown.</summary>
static class Checks
{
    const int Judged = 100, Small = 10, Large = 1_000;
    const double LargestGrowth = 16, SmallFloor = 2.3, SmallTarget = 0.8;

    /// <summary>In MB: the paths and rooms of each core beyond two.</summary>
    static readonly double MoreCores = 16 * Math.Max(0, Environment.ProcessorCount - 2);

    /// <summary>In MB, of <c>import</c> and <c>record</c>.</summary>
    public static double LargestPeak { get; } = 96 + MoreCores;

    /// <summary>All that the results allow to judge.</summary>
    public static IReadOnlyList<Check> Of(IReadOnlyList<SizeResult> results) =>
    [
        .. results.Where(r => r.Size == Judged).SelectMany(r => r.Peers.Where(p => p.Peer.Floor is not null).Select(p => Ratio(p, r.Size, p.Peer.Floor!.Value, p.Peer.Held, p.Peer.Target!.Value))),
        .. results.Where(r => r.Size == Small).SelectMany(r => r.Peers.Where(p => p.Peer.Program == "jq").Select(p => Ratio(p, r.Size, SmallFloor, null, SmallTarget))),
        .. results.Select(r => new Check($"peak memory, {r.Size} MB", $"<= {LargestPeak} MB", "<= 96 MB", $"{Text(r.Peak, "0")} MB", r.Peak <= LargestPeak, r.Load)),
        .. Growth(results),
        .. results.SelectMany(r => r.Commands.Select(c => new Check(
            $"peak memory of {c.Verb.Words}, {r.Size} MB", $"<= {Text(c.Verb.Most + MoreCores, "0")} MB", "", $"{Text(c.Run.Peak, "0")} MB, {Text(c.Run.Cpu, "0.0")} cpu-s", c.Run.Peak <= c.Verb.Most + MoreCores, r.Load))),
        .. results.SelectMany(r => r.Recordings.Select(c => new Check(
            $"peak memory of record, {c.Recorded.Name}", $"<= {LargestPeak} MB", "<= 96 MB", c.Run is { } run ? $"{Text(run.Peak, "0")} MB, {Text(run.Cpu, "0.0")} cpu-s" : c.Absent, c.Run is null ? null : c.Run.Peak <= LargestPeak, r.Load))),
        .. results.Select(r => new Check($"recall of the forms that are searched for, {r.Size} MB", "1.000", "1.000", r.Score.ClaimedRecall.ToString(), r.Score.ClaimedRecall.IsWhole, r.Load)),
        .. results.Select(r => Shown($"recall of all forms, {r.Size} MB", "", "1.000", r.Score.Recall.ToString(), r)),
        .. results.Select(r => new Check($"wrong pairs, {r.Size} MB", "0", "0", $"{r.Score.Wrong.Count}", r.Score.Wrong.Count == 0, r.Load)),
        .. results.Where(r => r.Shapes is not null).SelectMany(r => new[]
        {
            new Check($"recall of GUID, e-mail, IP and MAC by their shape, {r.Size} MB", "1.000", "1.000", r.Shapes!.Recall.ToString(), r.Shapes.Recall.IsWhole, r.Load),
            new Check($"what is none of them and was taken for one, {r.Size} MB", "0", "0", $"{r.Shapes.Wrong.Count}", r.Shapes.Wrong.Count == 0, r.Load),
        }),
        .. results.Select(r => Shown($"MB per cpu-s, {r.Size} MB", r.Size >= Large ? "150" : "", r.Size >= Large ? "250" : "", Text(r.Megabytes / r.Ours.Cpu, "0.0"), r)),
        .. results.Select(r => Shown($"MB per second by the clock, {r.Size} MB", r.Size >= Large ? "280" : "", r.Size >= Large ? "450" : "", Text(r.Megabytes / r.Ours.Wall, "0.0"), r)),
        .. results.Where(r => r.Size == Small).Select(r => Shown($"cpu seconds, {r.Size} MB", "0.30", "0.10", Text(r.Ours.Cpu, "0.00"), r)),
    ];

    static Check Ratio(PeerResult result, int size, double floor, double? held, double target)
    {
        var name = $"cpu of ours / {result.Peer.Name}, {size} MB";
        var (most, aim) = ($"<= {Text(floor, "0.###")}{(held is { } until ? $", held to <= {Text(until, "0.###")}" : "")}", $"<= {Text(target, "0.###")}");
        return result.Pairs is { } pairs
            ? new(name, most, aim, Spread(pairs), pairs.Cpu <= (held ?? floor), result.Load) { IsHeld = pairs.Cpu > floor && pairs.Cpu <= held }
            : new(name, most, aim, result.Absent, null, result.Load);
    }

    /// <summary>A ratio with the least and the most of its pairs.</summary>
    public static string Spread(Pairs pairs) =>
        $"{Text(pairs.Cpu, "0.000")} ({Text(pairs.CpuLow, "0.000")}-{Text(pairs.CpuHigh, "0.000")}, {pairs.All.Count} {(pairs.All.Count == 1 ? "pair" : "pairs")})";

    /// <summary>Memory must not follow the size of the file.</summary>
    static IEnumerable<Check> Growth(IReadOnlyList<SizeResult> results) =>
        from small in results
        where small.Size == Judged
        from large in results
        where large.Size > small.Size
        let growth = large.Peak - small.Peak
        select new Check(
            $"peak memory, {large.Size} MB more than {small.Size} MB", $"<= {LargestGrowth} MB more", "none", $"{Text(growth, "0")} MB more", growth <= LargestGrowth, large.Load);

    static Check Shown(string name, string floor, string target, string measured, SizeResult result) => new(name, floor, target, measured, null, result.Load) { IsShownOnly = true };

    public static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
