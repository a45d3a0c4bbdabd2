namespace Klikspaan.Cli;

/// <summary>What the program's exit code means.</summary>
static class ExitCode
{
    /// <summary>Done, and nothing is missing.</summary>
    public const int Done = 0;

    /// <summary>Findings at or above the asked level.</summary>
    public const int Findings = 1;

    /// <summary>Wrong use, or the tool failed.</summary>
    public const int Usage = 2;

    /// <summary>Done, but the evidence is incomplete.</summary>
    public const int Incomplete = 3;

    /// <summary>Knowledge or dossier is invalid.</summary>
    public const int InvalidKnowledge = 4;
}
