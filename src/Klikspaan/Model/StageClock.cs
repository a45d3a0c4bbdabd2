using System.Diagnostics;

namespace Klikspaan;

/// <summary>Adds up how long each stage takes and what it allocates, for whoever measures the path; nobody else gives it one. For one thread.</summary>
sealed class StageClock
{
    readonly long[] ticks = new long[Enum.GetValues<Stage>().Length];
    readonly long[] bytes = new long[Enum.GetValues<Stage>().Length];
    long last, allocated;

    /// <summary>The time since the last call was nobody's.</summary>
    public void Restart() => (last, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());

    /// <summary>The time since the last call was this stage's.</summary>
    public void Lap(Stage stage)
    {
        ticks[(int)stage] += Stopwatch.GetTimestamp() - last;
        bytes[(int)stage] += GC.GetAllocatedBytesForCurrentThread() - allocated;
        Restart();
    }

    /// <summary>What a stage took.</summary>
    public TimeSpan Of(Stage stage) => Stopwatch.GetElapsedTime(0, ticks[(int)stage]);

    /// <summary>How many bytes it allocated.</summary>
    public long Allocated(Stage stage) => bytes[(int)stage];
}
