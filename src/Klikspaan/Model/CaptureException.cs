namespace Klikspaan;

/// <summary>A capture that cannot be read at all; what was read before stays.</summary>
public sealed class CaptureException(Problem problem) : FormatException(problem?.ToString())
{
    /// <summary>What is wrong, and where.</summary>
    public Problem Problem { get; } = problem ?? throw new ArgumentNullException(nameof(problem));
}
