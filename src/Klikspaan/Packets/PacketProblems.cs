namespace Klikspaan.Packets;

/// <summary>The problems of something, as many as may be kept.</summary>
/// <param name="most">How many.</param>
sealed class PacketProblems(int most)
{
    readonly List<PacketProblem> kept = [];

    /// <summary>Those that are kept, in the order in which they were found.</summary>
    public IReadOnlyList<PacketProblem> Kept => kept;

    /// <summary>How many there were besides those.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Adds one; one that ends the reading is always kept.</summary>
    public void Add(PacketProblem problem, bool isLast = false)
    {
        if (kept.Count < most || isLast)
        {
            kept.Add(problem);
        }
        else
        {
            LeftOut++;
        }
    }
}
