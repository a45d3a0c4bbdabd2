namespace Klikspaan.Store;

/// <summary>What a person decided on whether something that was stored on the device, or read from it, is exempt from asking. A run never overwrites it.</summary>
public sealed record DeviceJudgement
{
    /// <summary>What can be decided: strictly necessary for a service that was asked for, only to carry a communication, or neither.</summary>
    public static IReadOnlyList<string> Exemptions { get; } = ["strictly necessary", "communication", "none"];

    /// <summary>The host that it is about, exact, or with <c>*</c> for any text within it; empty for any. A file has no host.</summary>
    public required string Host { get; init; }

    /// <summary>The field, cookie or path of a file that it is about, in the same way.</summary>
    public required string Path { get; init; }

    /// <summary>What was decided: one of <see cref="Exemptions"/>.</summary>
    public required string Exemption { get; init; }

    /// <summary>Who decided: a name or function.</summary>
    public required string By { get; init; }

    /// <summary>On which day, such as 2026-11-30.</summary>
    public required string Date { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>File and line.</summary>
    public required string Place { get; init; }

    /// <summary>How much it says of what it is about: of two the one that says more counts.</summary>
    public int Weight => ClassJudgement.WeightOf(Host) + ClassJudgement.WeightOf(Path);

    /// <summary>Whether it is about a field or file.</summary>
    public bool IsAbout(string host, string path) => ClassJudgement.Holds(Host, host, '\0') && ClassJudgement.Holds(Path, path, '/');
}
