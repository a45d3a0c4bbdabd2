namespace Klikspaan.Bench.Measuring;

/// <summary>What one run of a program took.</summary>
/// <param name="Cpu">Seconds, of the user and of the system, of the whole process and what it started.</param>
/// <param name="Wall">Seconds by the clock.</param>
/// <param name="Peak">Largest resident memory, in millions of bytes.</param>
/// <param name="Exit">Exit code.</param>
sealed record Run(double Cpu, double Wall, double Peak, int Exit);
