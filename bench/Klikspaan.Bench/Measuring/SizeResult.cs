using Klikspaan.Bench.Scoring;

namespace Klikspaan.Bench.Measuring;

/// <summary>What was measured on a capture of one size.</summary>
/// <param name="Size">The size that was asked for, in MB.</param>
/// <param name="Megabytes">The size of the file.</param>
/// <param name="Runs">Each import by the product.</param>
/// <param name="Score">What the product found.</param>
/// <param name="Peers">The peers beside it.</param>
/// <param name="Load">Load of the machine before.</param>
sealed record SizeResult(int Size, double Megabytes, IReadOnlyList<Run> Runs, Score Score, IReadOnlyList<PeerResult> Peers, string Load)
{
    /// <summary>Other commands on the same dossier.</summary>
    public IReadOnlyList<(Verb Verb, Run Run)> Commands { get; init; } = [];

    /// <summary>Recordings, which have nothing to do with the size of a capture.</summary>
    public IReadOnlyList<(Recorded Recorded, Run? Run, string Absent)> Recordings { get; init; } = [];

    /// <summary>What was known by its shape; null where that was not looked at.</summary>
    public ShapeScore? Shapes { get; init; }

    /// <summary>The import with the median cpu.</summary>
    public Run Ours => Runs.OrderBy(r => r.Cpu).ElementAt(Runs.Count / 2);

    /// <summary>The largest peak of all imports.</summary>
    public double Peak => Runs.Max(r => r.Peak);
}
