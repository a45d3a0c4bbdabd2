using System.Diagnostics;

namespace Klikspaan.Bench.Measuring;

/// <summary>Runs of the product and of a peer in turn, on the same file, so that other work on the machine weighs on both.</summary>
sealed record Pairs(IReadOnlyList<(Run Ours, Run Theirs)> All)
{
    public double Cpu => Median(p => p.Ours.Cpu / Math.Max(p.Theirs.Cpu, 0.01));

    public double CpuLow => All.Min(p => p.Ours.Cpu / Math.Max(p.Theirs.Cpu, 0.01));

    public double CpuHigh => All.Max(p => p.Ours.Cpu / Math.Max(p.Theirs.Cpu, 0.01));

    public double Peak => Median(p => p.Ours.Peak / p.Theirs.Peak);

    /// <summary>The peer's run with the median cpu.</summary>
    public Run Theirs => All.Select(p => p.Theirs).OrderBy(r => r.Cpu).ElementAt(All.Count / 2);

    public IEnumerable<Run> Ours => All.Select(p => p.Ours);

    /// <summary>So many pairs, or as many as fit in the time; at least one.</summary>
    public static Pairs Measure(Func<Run> ours, Func<Run> theirs, int count, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var pairs = new List<(Run, Run)>();
        do
        {
            pairs.Add((ours(), theirs()));
        }
        while (pairs.Count < count && clock.Elapsed * (pairs.Count + 1) / pairs.Count < time);

        return new(pairs);
    }

    double Median(Func<(Run Ours, Run Theirs), double> figure)
    {
        var sorted = All.Select(figure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
